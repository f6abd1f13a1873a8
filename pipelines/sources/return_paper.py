"""The print sheet of a returned workbook: never read for answers, but noticed when somebody typed into it.

Belongs here: finding the households' blocks and telling a filled box from an empty one.
"""

import re
from collections.abc import Iterator

from pipelines.model.keys import read_key
from pipelines.model.returned import LineKind, ReturnedRow
from pipelines.sources.labels import plain
from pipelines.sources.return_cells import ReturnForm, line_of
from pipelines.sources.workbook import Sheet, text_of

_TICKED = re.compile("[√✓✔☑☒■▣●]")
_DRAWN = re.compile(r"[□_＿年月日元:：]+")
_WINDOW = re.compile(r"[(（][^()（）]*[)）]")


def _squeezed(text: str) -> str:
    return _DRAWN.sub("", _WINDOW.sub("", plain(text)))


def paper_rows(sheet: Sheet, form: ReturnForm) -> Iterator[ReturnedRow]:
    """One row for each household whose block somebody filled in."""
    blanks = {_squeezed(words) for words in form.paper}
    starts = [start for start in blanks if start]
    key, at, filled = "", 0, False
    for number, row in enumerate(sheet.rows, 1):
        found = next((k for cell in row if (k := _key_in(cell, form.key_label))), "")
        if found and found != key:
            if filled:
                yield ReturnedRow(LineKind.PAPER, sheet.name, at, key)
            key, at, filled = found, number, False
        elif key and not filled:
            filled = any(_is_filled(cell, blanks, starts) for cell in row if cell)
    if filled:
        yield ReturnedRow(LineKind.PAPER, sheet.name, at, key)


def _key_in(cell: str, label: str) -> str:
    """The key in a box of the print sheet, which says the word for key before it."""
    words = plain(text_of(cell)) if label and len(cell) < 100 else ""
    if not words.startswith(plain(label)):
        return ""
    bare = words.removeprefix(plain(label)).lstrip(":")
    key = read_key(bare)
    return bare if key and key.line_id.startswith("W") else ""


def _is_filled(cell: str, blanks: set[str], starts: list[str]) -> bool:
    words = line_of(cell)
    if "□" in words or _TICKED.search(words):
        return bool(_TICKED.search(words))
    squeezed = _squeezed(words)
    return squeezed not in blanks and any(squeezed.startswith(start) for start in starts)
