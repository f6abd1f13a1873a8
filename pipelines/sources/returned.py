"""A filled village workbook, read to its lines: whatever its sheets are called, wherever its columns stand now.

Belongs here: finding the headings, the keys and the filled cells. Nothing is known by position or sheet name. Whether a
line is believed is ``ledger.taking``; what one cell says is ``return_cells``; the print sheet is ``return_paper``.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.model.codes import ReturnFileRefusal, ReturnNote
from pipelines.model.keys import LETTERS, Key, read_key
from pipelines.model.quarter import Quarter
from pipelines.model.returned import LineKind, ReturnedBook, ReturnedRow
from pipelines.sources.dates import Around
from pipelines.sources.labels import plain, read_label
from pipelines.sources.return_cells import CellAnswer, ReturnForm, line_of, read_answer
from pipelines.sources.return_paper import paper_rows
from pipelines.sources.workbook import TEXT, Sheet, Workbook, text_of

_NUMBER = re.compile(rf"(?<![A-Z0-9-])(20\d\dQ[1-4])-([{LETTERS}]{{4}})(?![A-Z0-9])")
_TITLED = re.compile(r"(20\d\d)年第([1-4])季度")
_LINE_ID = re.compile(r"W(20\d\dQ[1-4])-[0-9A-F]{10}|[SF][A-Z]{8}")
_FEWEST_HEADINGS = 3
_WIDEST = 200  # columns looked at
# A column that only one sheet has tells which sheet this was; the order decides, because 村级发现户 has the list's too.
_TELLING = (
    (LineKind.REVIEW, ("same_person",)),
    (LineKind.UNKNOWN, ("who", "own_name")),
    (LineKind.OWN, ("found_by", "own_kind", "situation")),
    (LineKind.LIST, ("finding", "at_risk", "advice")),
)
# Columns to fill that already say something in an empty line.
_PREFILLED = {kind: frozenset(("village",)) if kind is LineKind.OWN else frozenset[str]() for kind in LineKind}
_KINDS_OF_KEYS = {"W": LineKind.LIST, "S": LineKind.UNKNOWN, "F": LineKind.REVIEW}


@dataclass(frozen=True)
class _Heads:
    """A heading row: which kind of lines stand below it (None: lines that ask nothing), and each column's key and unit."""

    kind: LineKind | None
    columns: Mapping[int, str]
    units: Mapping[int, str | None]


def around_of(quarter: Quarter) -> Around:
    """A day without a year lies in the twelve months from the quarter's first day on."""
    first = quarter.first_day
    return Around(first.year, 12) if first.month == 1 else Around(first.year + 1, first.month - 1)


def line_key(cell: str) -> Key | None:
    """The key in a cell when it has the shape of a line's key of ours."""
    key = read_key(text_of(cell)) if 10 < len(cell) < 80 else None
    return key if key and _LINE_ID.fullmatch(key.line_id) else None


def read_returned(workbook: Workbook, file: str, form: ReturnForm, quarter: Quarter | None) -> ReturnedBook:
    """Every line of a returned workbook that has a key or an answer. ``quarter``: what ``quarter_of`` found, or was told.

    A workbook that could not be read, or is none of ours, comes back with its ``refusal`` and no rows.
    """
    told = str(quarter or "")
    if workbook.refusal is not None:
        return ReturnedBook(file, workbook.sha256, told, refusal=workbook.refusal.value)
    number = _booklet_number(workbook)
    around = around_of(quarter or Quarter(2000, 1))
    rows = tuple(row for sheet in workbook.sheets for row in _rows_of(sheet, form, around))
    if not rows and number is None and not any(_has_heads(sheet, form) for sheet in workbook.sheets):
        return ReturnedBook(file, workbook.sha256, told, refusal=ReturnFileRefusal.NOT_OUR_LIST.value)
    if quarter is None:
        return ReturnedBook(file, workbook.sha256, refusal=ReturnFileRefusal.QUARTER_UNKNOWN.value)
    return ReturnedBook(file, workbook.sha256, told, number, rows)


def _cells(workbook: Workbook) -> Iterator[str]:
    for sheet in workbook.sheets:
        for row in sheet.rows:
            yield from (cell for cell in row[:_WIDEST] if cell)


def _booklet_number(workbook: Workbook) -> Key | None:
    """The workbook's own number (本簿编号), when exactly one is in it."""
    found: set[Key] = set()
    for cell in _cells(workbook):
        if "Q" in cell.upper() or "Ｑ" in cell or "ｑ" in cell:
            spelled = re.sub(r"[‐-―−﹣－]", "-", plain(text_of(cell)).upper())
            found.update(Key(*groups) for groups in _NUMBER.findall(spelled))
    return found.pop() if len(found) == 1 else None


def quarter_of(workbook: Workbook) -> Quarter | None:
    """What quarter the workbook is of: by its number, else by most of its keys, else by its titles."""
    number = _booklet_number(workbook)
    if number:
        return Quarter.parse(number.line_id)
    keys = (
        found for cell in _cells(workbook) if (key := line_key(cell)) and (found := _LINE_ID.fullmatch(key.line_id))
    )
    counted = Counter(found[1] for found in keys if found[1])
    if not counted:
        titles = (_TITLED.search(unicodedata.normalize("NFKC", cell)) for cell in _cells(workbook) if "季度" in cell)
        counted = Counter(f"{found[1]}Q{found[2]}" for found in titles if found)
    most = counted.most_common(2)
    return Quarter.parse(most[0][0]) if most and (len(most) == 1 or most[0][1] > most[1][1]) else None


def _is_label(cell: str) -> bool:
    return cell[:1] == TEXT and len(cell) < 100


def _headings(row: list[str], form: ReturnForm) -> _Heads | None:
    labels = {place: read_label(text_of(cell)) for place, cell in enumerate(row[:_WIDEST]) if _is_label(cell)}
    known = {place: label for place, label in labels.items() if label.text in form.headings}
    columns = {place: form.headings[label.text] for place, label in known.items()}
    units = {place: label.unit for place, label in known.items()}
    if sum(label.text in form.unread for label in labels.values()) >= _FEWEST_HEADINGS:
        return _Heads(None, {}, {})
    if len(columns) < _FEWEST_HEADINGS:
        return None
    present = set(columns.values())
    kind = next((kind for kind, telling in _TELLING if present.intersection(telling)), None)
    return _Heads(kind, columns, units) if kind else None


def _has_heads(sheet: Sheet, form: ReturnForm) -> bool:
    heads = (_headings(row, form) for row in sheet.rows[:100])
    return any(found is not None and found.kind is not None for found in heads)


def _rows_of(sheet: Sheet, form: ReturnForm, around: Around) -> Iterator[ReturnedRow]:
    heads: _Heads | None = None
    rows = _with_merges(sheet)
    yield from paper_rows(sheet, form)
    for number, row in enumerate(rows, 1):
        if not any(row):
            continue
        found = _headings(row, form)
        if found:
            heads = found
            continue
        at = (row, sheet.name, number)
        made = _row(*at, heads, form, around) if heads else _unheaded(*at)
        if made:
            yield made


def _unheaded(row: list[str], sheet: str, number: int) -> ReturnedRow | None:
    """A line whose sheet lost its headings: its key is seen, its answers cannot be."""
    key_cell = next((cell for cell in row[:_WIDEST] if line_key(cell)), None)
    if key_cell is None:
        return None
    kind = _KINDS_OF_KEYS[line_key(key_cell).line_id[0]]  # type: ignore[union-attr]
    return ReturnedRow(kind, sheet, number, line_of(key_cell), headed=False)


class _Filled:
    """What a line's cells to fill say, gathered column by column."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.unreadable: dict[str, None] = {}
        self.notes: dict[ReturnNote, None] = {}

    def take(self, column: str, read: CellAnswer) -> None:
        """Take one cell. Two columns of one heading that say different things are unreadable."""
        if read.value is None or (read.value and self.answers.get(column, read.value) != read.value):
            self.unreadable[column] = None
        elif read.value:
            self.answers[column] = read.value
        if read.note:
            self.notes[read.note] = None


def _row(
    row: list[str], sheet: str, number: int, heads: _Heads, form: ReturnForm, around: Around
) -> ReturnedRow | None:
    """The line, or None when it has neither a key nor an answer, or stands on a sheet that asks nothing."""
    if heads.kind is None:
        return None
    shown, filled = dict[str, str](), _Filled()
    for place, column in heads.columns.items():
        cell = row[place] if place < len(row) else ""
        if column in form.fills[heads.kind]:
            filled.take(column, read_answer(cell, column, form, around, heads.units[place]))
        elif column in form.shown[heads.kind] and cell:
            shown.setdefault(column, line_of(cell))
    key, answers, unreadable = _key_cell(row, heads), filled.answers, tuple(filled.unreadable)
    if not key and not unreadable and answers.keys() <= _PREFILLED[heads.kind]:
        return None
    return ReturnedRow(heads.kind, sheet, number, key, shown, answers, unreadable, tuple(filled.notes))


def _key_cell(row: list[str], heads: _Heads) -> str:
    """What stands in the key's column; where that is gone or blank, the one key found elsewhere in the line."""
    for place, column in heads.columns.items():
        if column == "key" and place < len(row) and row[place]:
            return line_of(row[place])
    found = {line_of(cell) for cell in row[:_WIDEST] if line_key(cell)}
    return found.pop() if len(found) == 1 else ""


def _with_merges(sheet: Sheet) -> list[list[str]]:
    """The rows, with what a merged cell says in each row it covers. Merges over a whole column are somebody's slip."""
    rows = [list(row) for row in sheet.rows]
    for merge in sheet.merges:
        tall = merge.last_row - merge.first_row
        if merge.first_column != merge.last_column or not 0 < tall < 500 or merge.first_row > len(rows):
            continue
        place = merge.first_column - 1
        first = rows[merge.first_row - 1]
        said = first[place] if place < len(first) else ""
        for row in rows[merge.first_row : merge.last_row] if said and not line_key(said) else []:
            row.extend("" for _ in range(place + 1 - len(row)))
            row[place] = row[place] or said
    return rows
