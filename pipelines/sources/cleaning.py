"""From the cells under bound headings to typed columns and notes.

Belongs here: applying the cell readers to whole columns. Each distinct cell is read once, so half a million rows cost as
much as their different values. What becomes of a row is ``fates.py``; sums of money are ``settlement.py``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TypeVar

from pipelines.model.codes import Note
from pipelines.model.columns import COLUMNS
from pipelines.model.money import YUAN
from pipelines.sources import people
from pipelines.sources.amounts import Amount, read_amount
from pipelines.sources.checksums import is_plain, valid_plain
from pipelines.sources.dates import Around, read_date, read_span
from pipelines.sources.labels import plain
from pipelines.sources.vocabulary import EMPTY_WORDS, FUND_PART, FUNDS_TOTAL, RELIEF, RELIEF_FUND, TUITION_PART
from pipelines.sources.whereabouts import Place, read_address, read_group, read_township, read_village

Value = TypeVar("Value")
NameOrNumber = tuple[str | None, tuple[Note, ...]]

_NAME_COLUMNS = frozenset({"person_name", "guardian_name", "householder_name", "grid_member"})
_ID_COLUMNS = frozenset({"id_number", "guardian_id_number", "householder_id_number"})
MONEY_PARTS = frozenset({FUNDS_TOTAL, FUND_PART, RELIEF, RELIEF_FUND, TUITION_PART})
_COUNTS = frozenset({"age", "household_size", "covered_size"})
_NOTE_ORDER = {note: place for place, note in enumerate(Note)}


@dataclass
class RawList:
    """The persons' lines of one list: per column (``fund_part#2`` for the second of several) one tagged cell a line."""

    rows: list[int]  # 0-based physical rows
    items: list[int]  # 1-based within the row
    cells: dict[str, list[str]]
    units: dict[str, str | None]
    groups: list[str]  # the place that a group row above names, "" without
    titled: str = ""  # the place that the list's title names: good when a row says nothing itself
    filled_down: set[int] = field(default_factory=set)  # places in ``rows``
    hidden: set[int] = field(default_factory=set)
    several: set[int] = field(default_factory=set)

    def put_unit(self, unit: str | None) -> None:
        """Give every column that names no unit itself the list's."""
        if unit:
            self.units = {key: own or unit for key, own in self.units.items()}


class Notes:
    """Note codes per line, kept sparse: most lines have none."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._found: dict[int, set[Note]] = {}

    def add(self, lines: Iterable[int], note: Note) -> None:
        for line in lines:
            self._found.setdefault(line, set()).add(note)

    def joined(self) -> list[str | None]:
        """Codes joined by ``|`` in the order of the code list, None where there are none."""
        joined: list[str | None] = [None] * self._length
        for line, notes in self._found.items():
            joined[line] = _joined(frozenset(notes))
        return joined


@cache
def _joined(notes: frozenset[Note]) -> str:
    return "|".join(note.value for note in sorted(notes, key=_NOTE_ORDER.__getitem__))


def read_distinct(cells: Sequence[str], read: Callable[[str], Value]) -> list[Value]:
    """``read`` applied to every cell, once per distinct cell."""
    table = {cell: read(cell) for cell in dict.fromkeys(cells)}
    return [table[cell] for cell in cells]


def _people(cells: list[str], read: Callable[[str], NameOrNumber], notes: Notes | None) -> list[str | None]:
    """Names or numbers; their notes are kept only for the person's own columns."""
    distinct = list(dict.fromkeys(cells))
    table = _plain_numbers(distinct) if read is people.read_id else {}
    table.update((cell, read(cell)) for cell in distinct if cell not in table)
    if notes is not None:
        noted = {cell: found for cell, (_, found) in table.items() if found}
        for line, cell in enumerate(cells) if noted else ():
            for note in noted.get(cell, ()):
                notes.add((line,), note)
    return [table[cell][0] for cell in cells]


def _plain_numbers(distinct: list[str]) -> dict[str, NameOrNumber]:
    """The plain 18-character numbers among distinct cells, read all at once."""
    plain_cells = [cell for cell in distinct if is_plain(cell)]
    numbers = [cell[1:] for cell in plain_cells]
    return {
        cell: (number, () if valid else (Note.ID_INVALID,))
        for cell, number, valid in zip(plain_cells, numbers, valid_plain(numbers).tolist(), strict=True)
    }


def _dates(column: str, cells: list[str], around: Around, notes: Notes) -> list[str | None]:
    read = read_distinct(cells, lambda cell: read_date(cell, around) or _from_span(column, cell, around))
    notes.add(
        (line for line, value in enumerate(read) if value is None and _is_said(cells[line])), Note.DATE_UNREADABLE
    )
    return read


def _from_span(column: str, cell: str, around: Around) -> str | None:
    """Of a span of days the end that the column asks for; elsewhere as much of the date as both ends share."""
    span = read_span(cell, around)
    if span is None or column == "discharge_date":
        return span[1] if span else None
    if column in ("admission_date", "absent_since", "from_date"):
        return span[0]
    shared = next((size for size in (10, 7, 4) if span[0][:size] == span[1][:size]), 0)
    return span[0][:shared] or None


def _is_said(cell: str) -> bool:
    text = plain(cell[1:]).lower()
    return cell[:1] == "e" or (bool(text) and text not in EMPTY_WORDS)


def _amounts(cells: list[str], unit: str | None, notes: Notes) -> list[Decimal | None]:
    read: list[Amount] = read_distinct(cells, lambda cell: read_amount(cell, unit))
    notes.add((line for line, amount in enumerate(read) if not amount.readable), Note.AMOUNT_UNREADABLE)
    notes.add((line for line, amount in enumerate(read) if amount.about), Note.AMOUNT_APPROXIMATE)
    notes.add((line for line, amount in enumerate(read) if amount.ten_thousand), Note.UNIT_TEN_THOUSAND)
    return [amount.yuan for amount in read]


def _is_date(column: str) -> bool:
    return column.endswith("_date") or column == "absent_since"


def clean_columns(raw: RawList, around: Around, places: frozenset[str], notes: Notes) -> dict[str, list[object]]:
    """Every bound column typed, by its name in the table (or working name), plus township, village and group.

    ``places`` are known village keys, for addresses. Money is Decimal yuan, dates are ISO text, the rest is text.
    """
    cleaned: dict[str, list[object]] = {}
    for key, cells in raw.cells.items():
        column = key.partition("#")[0]
        cleaned[key] = [*_clean_one(column, cells, raw.units.get(key), around, notes)]
    _put_places(raw, cleaned, places)
    return cleaned


def _clean_one(column: str, cells: list[str], unit: str | None, around: Around, notes: Notes) -> Sequence[object]:
    if column in _NAME_COLUMNS:
        return _people(cells, people.read_name, notes if column == "person_name" else None)
    if column in _ID_COLUMNS:
        return _people(cells, people.read_id, notes if column == "id_number" else None)
    if _is_date(column):
        return _dates(column, cells, around, notes)
    if column in MONEY_PARTS or (column in COLUMNS and COLUMNS[column].dtype == YUAN):
        return _amounts(cells, unit, notes)
    if column in _COUNTS:
        return read_distinct(cells, people.read_count)
    readers: dict[str, Callable[[str], object]] = {
        "sex": people.read_sex,
        "phone": people.read_phone,
        "relation": people.read_relation,
        "township_name": read_township,
        "group_name": read_group,
        "village_name": lambda cell: cell,
    }
    return read_distinct(cells, readers.get(column, people.read_words))


def _put_places(raw: RawList, cleaned: dict[str, list[object]], places: frozenset[str]) -> None:
    """Township, village and group out of the village cell, the group row above, the address, or the title, in this order."""
    length = len(raw.rows)
    nothing = Place()
    own = read_distinct(raw.cells["village_name"], read_village) if "village_name" in raw.cells else [nothing] * length
    above = read_distinct(raw.groups, lambda text: _group_place(text, places))
    address = (
        read_distinct(raw.cells["address"], lambda cell: read_address(cell, places))
        if "address" in raw.cells
        else [nothing] * length
    )
    township = cleaned.get("township_name", [None] * length)
    group = cleaned.get("group_name", [None] * length)
    last = _group_place(raw.titled, places)
    cleaned["village_name"] = [
        a.village or b.village or c.village or last.village for a, b, c in zip(own, above, address, strict=True)
    ]
    cleaned["township_name"] = [
        t or a.township or b.township or c.township or last.township
        for t, a, b, c in zip(township, own, above, address, strict=True)
    ]
    cleaned["group_name"] = [
        g or a.group or b.group or c.group for g, a, b, c in zip(group, own, above, address, strict=True)
    ]


def _group_place(text: str, places: frozenset[str]) -> Place:
    """The place that a group row, sheet name or title stands for: a village, a group or a township."""
    if not text:
        return Place()
    place = read_village("s" + text)
    village = place.village or ""
    if village.endswith(("组", "队", "屯")) and not place.group:
        return Place(place.township, None, village)
    if village.endswith(("镇", "乡", "街道")) and not place.township:
        return Place(village, None, None)
    if village.endswith(("学", "学校", "校")):
        return Place()
    return place
