"""The leak gate: every outgoing file is looked through before anything is published.

Belongs here: what may not leave. No full identity number (nor any number of 15 digits or more) in any cell, sheet name,
defined name, property, header or file name; telephones only in the telephone column of a village workbook; in a slip only
files of its own department; no formula. It reads the finished bytes, not what the writers meant to write.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from html import unescape

from pipelines.model.errors import IssueBlocked
from pipelines.report.plain import has_long_number, has_telephone, widened

_SHARED = re.compile(r"<si>(.*?)</si>", re.S)
_TAGS = re.compile(r"<[^>]*>")
_STRING_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"[^>]* t="s"[^>]*><v>(\d+)</v>')
_NUMBER = re.compile(r"<v>([^<]{10,})</v>")  # a place in the shared strings never has so many digits
_SHEET = re.compile(r'<sheet name="([^"]*)" sheetId="(\d+)"')
_FRACTION = re.compile(r"\d+\.\d+(?:[eE][-+]?\d+)?")  # widths, heights and positions have many digits
_CANDIDATE = re.compile(r"\d[\d \-_.·*]{8,}[\dXx]")  # all that a rule could object to, found in one quick pass
_FIRST_DATA_ROW = 4


class _Parts:
    """The parts of a workbook file. Shared strings are kept as one text a line, so that each rule looks once."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name).decode("utf-8") for name in sorted(archive.namelist())}
        found = _SHARED.findall(self.parts.pop("xl/sharedStrings.xml", ""))
        self.strings = [unescape(_TAGS.sub("", one)).replace("\n", " ") for one in found]
        self.sheets = {
            f"xl/worksheets/sheet{number}.xml": unescape(name)
            for name, number in _SHEET.findall(self.parts["xl/workbook.xml"])
        }

    def cells(self, part: str) -> Iterator[tuple[str, int, int]]:
        """(column letters, row, place in ``strings``) of every text cell of a sheet."""
        for column, row, place in _STRING_CELL.findall(self.parts[part]):
            yield column, int(row), int(place)

    def sheet_of(self, place: int) -> str:
        """The first sheet that shows a string."""
        for part, name in self.sheets.items():
            if any(at == place for _, _, at in self.cells(part)):
                return name
        return ""


def check_file(
    path: str, data: bytes, phone_cells: Collection[tuple[str, str]] = (), own_files: Collection[str] | None = None
) -> None:
    """Raise IssueBlocked (``leak_…``, with file and sheet, never a value) when ``data`` says what may not leave.

    ``phone_cells``: (sheet name, column letters) where telephones may stand. ``own_files``: for a slip, the texts its first
    column may hold.
    """
    if has_long_number(path) or has_telephone(path):
        raise IssueBlocked("leak_file_name", kind="xlsx")
    parts = _Parts(data)
    _check_strings(path, parts, phone_cells)
    for name, body in parts.parts.items():
        _check_part(path, parts.sheets.get(name, name), body)
    for part, sheet in parts.sheets.items():
        if own_files is not None:
            _check_own(path, sheet, parts, part, own_files)


def _check_strings(path: str, parts: _Parts, phone_cells: Collection[tuple[str, str]]) -> None:
    together = "\n".join(_CANDIDATE.findall(widened("\n".join(parts.strings))))
    if has_long_number(together):
        worst = next(place for place, text in enumerate(parts.strings) if has_long_number(text))
        raise IssueBlocked("leak_id_number", file=path, sheet=parts.sheet_of(worst))
    if not has_telephone(together):
        return
    told = {place for place, text in enumerate(parts.strings) if has_telephone(text)}
    for part, sheet in parts.sheets.items():
        if any(place in told and (sheet, column) not in phone_cells for column, _, place in parts.cells(part)):
            raise IssueBlocked("leak_phone", file=path, sheet=sheet)


def _check_part(path: str, sheet: str, body: str) -> None:
    """Anything that is no shared string: formulas, numbers, names, properties, headers, validations, charts."""
    if "<f>" in body or "<f " in body:
        raise IssueBlocked("leak_formula", file=path, sheet=sheet)
    plain = _FRACTION.sub("", "\n".join(_CANDIDATE.findall(widened(unescape(body)))))
    if has_long_number(plain) or any(_is_long(value) for value in _NUMBER.findall(body)):
        raise IssueBlocked("leak_id_number", file=path, sheet=sheet)
    if has_telephone(plain):
        raise IssueBlocked("leak_phone", file=path, sheet=sheet)


def _is_long(value: str) -> bool:
    """Whether a stored number has as many digits as an identity or telephone number, however it is written."""
    try:
        return abs(float(value)) >= 1e10 and float(value).is_integer()
    except ValueError:
        return False


def _check_own(path: str, sheet: str, parts: _Parts, part: str, own: Collection[str]) -> None:
    for column, row, place in parts.cells(part):
        if column == "A" and row >= _FIRST_DATA_ROW and parts.strings[place] not in own:
            raise IssueBlocked("leak_foreign_row", file=path, sheet=sheet)


_FINGERPRINT = re.compile(r'"(?:[0-9a-f]{16}|[0-9a-f]{64})"')


def check_manifest(path: str, data: bytes) -> None:
    """The manifest holds places, counts and fingerprints; anything like a long number or a telephone stops the issue."""
    text = _FINGERPRINT.sub("", data.decode("utf-8"))
    if has_long_number(text) or has_telephone(text):
        raise IssueBlocked("leak_id_number", file=path, sheet="")
