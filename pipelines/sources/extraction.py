"""From a sheet's rows to columns of cells: merged and filled-down values spread, several people in a line told apart.

Belongs here: collecting the cells of the persons' lines. Reading them is ``cleaning.py``.
"""

from bisect import bisect_right
from itertools import pairwise

from pipelines.model.columns import COLUMNS
from pipelines.model.money import YUAN
from pipelines.sources.binding import ADDED_UP, Binding
from pipelines.sources.body import Body
from pipelines.sources.cleaning import MONEY_PARTS, RawList
from pipelines.sources.people import split_listed, split_people
from pipelines.sources.vocabulary import HOUSEHOLD_ID
from pipelines.sources.workbook import Merge, Sheet

# Keys of a household or place that exports write once above the lines they hold for.
_WRITTEN_ONCE = (
    HOUSEHOLD_ID,
    "township_name",
    "village_name",
    "group_name",
    "householder_name",
    "householder_id_number",
    "household_size",
    "household_class",
)
_LINES_TO_JUDGE = 4
_MOST_MERGES_OVER_A_ROW = 100
_SPLIT_WITH_NAMES = ("id_number", "sex", "age", "phone", "birth_date", "injury", "relation")


def _is_money(column: str) -> bool:
    if column == "per_capita_income_yuan":
        return False  # a household's figure, never added up over its members
    return column in MONEY_PARTS or (column in COLUMNS and COLUMNS[column].dtype == YUAN)


def extract(sheet: Sheet, binding: Binding, body: Body) -> RawList:
    """The cells of every person's line under ``binding``."""
    rows = sheet.rows
    cells: dict[str, list[str]] = {}
    units: dict[str, str | None] = {}
    indexes: dict[str, int] = {}
    for bound in binding.columns:
        key = bound.column
        if key in ADDED_UP:
            key = f"{key}#{sum(1 for other in cells if other.startswith(key))}"
        index = bound.index
        cells[key] = [rows[row][index] if index < len(rows[row]) else "" for row in body.data]
        units[key], indexes[key] = bound.unit, index
    raw = RawList(list(body.data), [1] * len(body.data), cells, units, _group_places(body))
    _fill_merges(sheet, raw, indexes)
    _fill_written_once(sheet, raw, indexes)
    raw.hidden = {line for line, row in enumerate(raw.rows) if row + 1 in sheet.hidden_rows}
    return _one_person_a_line(raw)


def _group_places(body: Body) -> list[str]:
    if not body.groups:
        return [""] * len(body.data)
    starts = [row for row, _ in body.groups]
    return [body.groups[at - 1][1] if (at := bisect_right(starts, row)) else "" for row in body.data]


def _fill_merges(sheet: Sheet, raw: RawList, indexes: dict[str, int]) -> None:
    """Spread a merge's value over its own lines. Money is not spread: it would count as often as there are lines."""
    keys_of: dict[int, list[str]] = {}
    for key, index in indexes.items():
        if not _is_money(key.partition("#")[0]):
            keys_of.setdefault(index, []).append(key)
    line_of = {row: line for line, row in enumerate(raw.rows)}
    left = _MOST_MERGES_OVER_A_ROW * len(sheet.rows)
    for merge in sheet.merges:
        left -= merge.last_row - merge.first_row
        if left < 0:  # merges over merges, which no spreadsheet makes: somebody means harm
            break
        if merge.first_row < merge.last_row and merge.first_row <= len(sheet.rows):
            value = _at(sheet.rows[merge.first_row - 1], merge.first_column - 1)
            lines = [line_of[row] for row in range(merge.first_row, merge.last_row) if row in line_of] if value else []
            for index in set(_covered(merge)) & keys_of.keys():
                for key in keys_of[index]:
                    _fill(raw, key, lines, value)


def _at(cells: list[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _fill(raw: RawList, key: str, lines: list[int], value: str) -> None:
    column = raw.cells[key]
    for line in lines:
        if not column[line]:
            column[line] = value
            raw.filled_down.add(line)


def _fill_written_once(sheet: Sheet, raw: RawList, indexes: dict[str, int]) -> None:
    """Fill blanks from above where the column is clearly written once per block (an export that lost its merges)."""
    merged = {column for merge in sheet.merges if merge.last_row > merge.first_row for column in _covered(merge)}
    for key in _WRITTEN_ONCE:
        if key not in raw.cells or indexes[key] in merged:
            continue
        column = raw.cells[key]
        if not _is_written_once(column):
            continue
        value = ""
        for line, cell in enumerate(column):
            if cell.strip():
                value = cell
            else:
                column[line] = value
                raw.filled_down.add(line)


def _covered(merge: Merge) -> range:
    return range(merge.first_column - 1, min(merge.last_column, merge.first_column + 200))


def _is_written_once(column: list[str]) -> bool:
    """First line filled, many blanks, and no value ever written again right after itself."""
    if len(column) < _LINES_TO_JUDGE or not column[0].strip():
        return False
    written = [cell for cell in column if cell.strip()]
    blanks = len(column) - len(written)
    if blanks < 2 or blanks < 0.2 * len(column):
        return False
    return all(one != other for one, other in pairwise(written))


def _one_person_a_line(raw: RawList) -> RawList:
    """Lines whose name cell lists several people become several items of the same row."""
    names = raw.cells.get("person_name")
    if not names:
        return raw
    several = {line: split_people(cell) for line, cell in enumerate(names) if len(cell) > 4 and _has_separator(cell)}
    several = {line: people for line, people in several.items() if len(people) > 1}
    if not several:
        return raw
    order = [(line, item) for line in range(len(names)) for item in range(len(several.get(line, "1")))]
    split = RawList(
        [raw.rows[line] for line, _ in order],
        [item + 1 for _, item in order],
        {key: [cells[line] for line, _ in order] for key, cells in raw.cells.items()},
        raw.units,
        [raw.groups[line] for line, _ in order],
    )
    for place, (line, item) in enumerate(order):
        for name, marked in (("filled_down", raw.filled_down), ("hidden", raw.hidden)):
            if line in marked:
                getattr(split, name).add(place)
        if line in several:
            split.several.add(place)
            split.cells["person_name"][place] = "s" + several[line][item]
            _split_others(split, place, item, len(several[line]))
    return split


def _has_separator(cell: str) -> bool:
    return any(mark in cell for mark in "、,，;；/\n")


def _split_others(split: RawList, place: int, item: int, people: int) -> None:
    """The item's own number, sex, age or phone when the cell lists as many as there are people."""
    for key in _SPLIT_WITH_NAMES:
        if key in split.cells:
            parts = split_listed(split.cells[key][place])
            if len(parts) == people:
                split.cells[key][place] = "s" + parts[item]
