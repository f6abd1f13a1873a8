"""One list made out of its cells: what its surroundings say is put in, cells are read, lines are judged.

Belongs here: the steps between bound columns and typed lines. Finding the list in its sheet is ``reading.py``.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from pipelines.model.codes import FileRefusal, ListKind
from pipelines.model.places import village_key
from pipelines.model.quarter import Quarter
from pipelines.sources.cleaning import Notes, RawList, clean_columns
from pipelines.sources.dates import Around
from pipelines.sources.department import Department, ListForm
from pipelines.sources.fates import Lines, judge
from pipelines.sources.header import Header
from pipelines.sources.labels import plain
from pipelines.sources.periods import months_of, read_period, touches
from pipelines.sources.recognition import Recognised, Surroundings
from pipelines.sources.settlement import settle
from pipelines.sources.units import is_unlikely
from pipelines.sources.vocabulary import FUND_PART, FUNDS_TOTAL
from pipelines.sources.whereabouts import known_village

_VILLAGE_NAME = re.compile(r"^[\u3400-\u9fff]{1,7}(?:村|社区|居委会|村委会|村民委员会)$")
_BILLED = frozenset({"total_cost_yuan", "self_paid_yuan", FUNDS_TOTAL, FUND_PART})
_GROUP_NAME = re.compile(r"^第?[一二三四五六七八九十\d]{1,3}(?:村民)?(?:小组|组|队|社)$")
_TITLED_VILLAGE = re.compile(
    r"(?:^|[镇乡道])(?![^村]{0,3}(?:农|乡|全|各|本|行政)村)([\u3400-\u9fff]{2,4}?(?:村|社区))(?=农户|花名册|户籍|人口|常住|村民|家庭|居民|20\d\d年)"
)


@dataclass(frozen=True)
class Scope:
    """What reading a file needs to know from outside: its path, the quarter, who may have sent it, known villages."""

    file: str
    quarter: Quarter | None
    departments: tuple[Department, ...]
    places: frozenset[str]


@dataclass
class ReadList:
    """One list found in a sheet: how it was understood, and its persons' lines as typed columns."""

    department: str
    kind: ListKind | None
    header: Header
    recognised: Recognised
    columns: dict[str, list[object]]
    lines: Lines
    doubt: FileRefusal | None


def make_list(raw: RawList, header: Header, found: Recognised, around: Surroundings, scope: Scope) -> ReadList:
    """Clean and judge the cells of one list."""
    _take_village(raw, around, scope)
    _put_head(raw, found.form)
    notes = Notes(len(raw.rows))
    columns = clean_columns(raw, _end_of(scope.quarter), scope.places, notes)
    sums, differing = settle(columns, len(raw.rows))
    columns.update({name: list(values) for name, values in sums.items()})
    lines = judge(raw, columns, notes, differing)
    doubt = found.doubt or _unit(columns, raw, found.form) or _other_quarter(columns, found.form, around, scope.quarter)
    return ReadList(found.department.code, found.form.kind, header, found, columns, lines, doubt)


def _end_of(quarter: Quarter | None) -> Around:
    """The month that days without a year are not after; a registry's have none."""
    return Around(quarter.last_day.year, quarter.last_day.month) if quarter else Around(2100, 12)


def _put_head(raw: RawList, form: ListForm) -> None:
    """On a list of heads alone the head is the person; on a list of grid members, the member."""
    heads = {"householder_name": "person_name", "householder_id_number": "id_number"}
    stands_for = heads if form.householder_is_person else {"grid_member": "person_name"} if form.kind is None else {}
    members = _names_members(raw)
    for head, own in stands_for.items():
        if head in raw.cells and own not in raw.cells and not (own == "id_number" and members):
            raw.cells[own] = raw.cells[head]


_MOSTLY = 0.8  # of a list of heads a few lines stand twice; of a list of members most numbers do


def _names_members(raw: RawList) -> bool:
    """Whether 姓名 is a member beside the head: there is a head's name or a relation, or heads' numbers come again and again."""
    if "person_name" not in raw.cells:
        return False
    numbers = [cell for cell in raw.cells.get("householder_id_number", []) if cell]
    return bool({"householder_name", "relation"} & raw.cells.keys()) or len(set(numbers)) < _MOSTLY * len(numbers)


def _take_village(raw: RawList, around: Surroundings, scope: Scope) -> None:
    """A list without a village column takes its village from the sheet's or file's name, else from the title."""
    if "village_name" in raw.cells or not raw.rows:
        return
    named = next((name for name in (around.sheet, around.file) if _is_village(name, scope.places)), "")
    named = named or (around.sheet if _GROUP_NAME.match(around.sheet) else "")
    raw.groups = [group or named for group in raw.groups]
    titled = _TITLED_VILLAGE.search(around.title) if scope.quarter is None else None
    raw.titled = known_village(around.title, scope.places) or (titled[1] if titled else "")


def _is_village(name: str, places: frozenset[str]) -> bool:
    return bool(name) and (bool(_VILLAGE_NAME.match(name)) or village_key(name) in places)


def _unit(columns: dict[str, list[object]], raw: RawList, form: ListForm) -> FileRefusal | None:
    """Whether the amounts contradict their unit, said or assumed: then nobody can know it but the sender."""
    units = {unit for key, unit in raw.units.items() if key.partition("#")[0] in _BILLED}
    if len(units) != 1:
        return None  # no bill; or columns of several units, which were labelled with care
    sums = [columns[name] for name in ("total_cost_yuan", "reimbursed_yuan", "self_paid_yuan") if name in columns]
    largest = [
        max((one for one in line if isinstance(one, Decimal)), default=Decimal(0)) for line in zip(*sums, strict=True)
    ]
    large = form.kind is ListKind.LARGE_REIMBURSEMENT
    return FileRefusal.UNIT_UNCLEAR if is_unlikely(largest, units.pop(), large) else None


def _other_quarter(
    columns: dict[str, list[object]], form: ListForm, around: Surroundings, quarter: Quarter | None
) -> FileRefusal | None:
    """Whether title, sheet and file name all speak of other months, and no event on the list lies in this quarter."""
    periods = [period for text in (around.title, around.sheet, around.file) if (period := read_period(plain(text)))]
    if quarter is None or not periods or any(touches(period, quarter) for period in periods):
        return None
    first, last = months_of(quarter)
    dates = columns.get(form.event_date or "", [])
    months = [12 * int(day[:4]) + int(day[5:7]) for day in dates if isinstance(day, str) and len(day) >= 7]
    return None if any(first <= month <= last for month in months) else FileRefusal.OTHER_QUARTER
