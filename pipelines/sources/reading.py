"""One workbook read: which lists its sheets hold, every row's fate before duplicates, and what is told to the sender.

Belongs here: the order of the steps for a workbook. Files, folders and quarters are ``intake.py``; the steps have their own modules.
"""

from dataclasses import dataclass, field

from pipelines.model.codes import FileRefusal, ListKind, NotData
from pipelines.model.quarter import Quarter
from pipelines.sources.body import Body, read_body
from pipelines.sources.cleaning import Notes, RawList, clean_columns
from pipelines.sources.dates import Around
from pipelines.sources.department import Department, ListForm
from pipelines.sources.extraction import extract
from pipelines.sources.fates import Lines, judge
from pipelines.sources.forms import find_form
from pipelines.sources.grid import Grid, make_grid
from pipelines.sources.header import Header, find_header
from pipelines.sources.labels import plain
from pipelines.sources.recognition import Recognised, recognise, surroundings
from pipelines.sources.settlement import settle
from pipelines.sources.vocabulary import PREAMBLE_START, SHARED_HEADINGS
from pipelines.sources.workbook import Sheet, Workbook


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
    title: str
    columns: dict[str, list[object]]
    lines: Lines


@dataclass
class ReadSheet:
    """A sheet: its lists and the kind of every row that is no person's line (0-based)."""

    sheet: Sheet
    lists: list[ReadList] = field(default_factory=list)
    kinds: dict[int, NotData] = field(default_factory=dict)
    refusal: FileRefusal | None = None


def all_meanings(known: tuple[Department, ...]) -> dict[str, str]:
    """Every heading word of every declared list, for finding headers."""
    meanings: dict[str, str] = {}
    for department in known:
        for form in department.lists:
            meanings.update(form.words())
    meanings.update(SHARED_HEADINGS)
    return meanings


def read_sheet(sheet: Sheet, scope: Scope) -> ReadSheet:
    """Find and read every list of one sheet."""
    grid, meanings = make_grid(sheet), all_meanings(scope.departments)
    read, start = ReadSheet(sheet), 0
    while start < len(sheet.rows):
        header = find_header(grid, start, meanings)
        if header is None:
            break
        stop = _read_list(grid, header, start, meanings, scope, read)
        if stop is None:
            break
        start = stop
    if not read.lists:
        _read_form(grid, meanings, scope, read)
    if not read.lists:
        read.kinds = dict.fromkeys(range(len(sheet.rows)), NotData.OTHER_SHEET)
    else:
        _account_rest(grid, read)
    return read


def _title(grid: Grid, start: int, first: int) -> str:
    return " ".join(plain(cell[1:]) for row in range(start, first) for _, cell in grid.filled(row))


def _read_list(
    grid: Grid, header: Header, start: int, meanings: dict[str, str], scope: Scope, read: ReadSheet
) -> int | None:
    """Read the list under ``header`` into ``read``; returns where the next may begin, None to give the sheet up."""
    title = _title(grid, start, header.first)
    around = surroundings(title, grid.sheet.name, scope.file)
    found = recognise(grid, header, around, scope.departments, scope.places)
    if isinstance(found, FileRefusal):
        read.refusal = found
        return None
    body = read_body(grid, header, found.binding, meanings, scope.places)
    raw = extract(grid.sheet, found.binding, body)
    read.lists.append(_make_list(raw, header, found, title, grid.sheet.name, scope))
    read.kinds.update(_above(grid, start, header))
    read.kinds.update(body.kinds)
    return body.stop


def _read_form(grid: Grid, meanings: dict[str, str], scope: Scope, read: ReadSheet) -> None:
    """Read a sheet without a header as a form, if it is one."""
    form = find_form(grid, meanings)
    if form is None:
        return
    title = " ".join(plain(cell[1:]) for row in range(min(3, len(grid.rows))) for _, cell in grid.filled(row))
    laid_out = make_grid(form.sheet)
    around = surroundings(title, grid.sheet.name, scope.file)
    found = recognise(laid_out, form.header, around, scope.departments, scope.places)
    if isinstance(found, FileRefusal):
        read.refusal = found
        return
    raw = extract(form.sheet, found.binding, Body(data=list(range(1, len(form.sheet.rows)))))
    raw.rows = [form.name_rows[row - 1] for row in raw.rows]
    raw.hidden = {line for line, row in enumerate(raw.rows) if row + 1 in grid.sheet.hidden_rows}
    read.lists.append(_make_list(raw, form.header, found, title, grid.sheet.name, scope))
    read.kinds.update(form.kinds)


def _make_list(raw: RawList, header: Header, found: Recognised, title: str, sheet: str, scope: Scope) -> ReadList:
    """Clean and judge the cells of one list."""
    _take_place_from_name(raw, sheet, title, scope.places)
    _put_head(raw, found.form)
    notes = Notes(len(raw.rows))
    columns = clean_columns(raw, _around(title, scope), scope.places, notes)
    sums, differing = settle(columns, len(raw.rows))
    columns.update({name: list(values) for name, values in sums.items()})
    lines = judge(raw, columns, notes, differing)
    return ReadList(found.department.code, found.form.kind, header, found, title, columns, lines)


def _around(title: str, scope: Scope) -> Around:
    quarter = scope.quarter
    return Around(quarter.last_day.year, quarter.last_day.month) if quarter else Around(2100, 12)


def _put_head(raw: RawList, form: ListForm) -> None:
    """On a list of heads alone the head is the person; on a list of grid members, the member."""
    heads = {"householder_name": "person_name", "householder_id_number": "id_number"}
    stands_for = heads if form.householder_is_person else {"grid_member": "person_name"} if form.kind is None else {}
    members = "person_name" in raw.cells
    for head, own in stands_for.items():
        if head in raw.cells and own not in raw.cells and not (own == "id_number" and members):
            raw.cells[own] = raw.cells[head]


def _take_place_from_name(raw: RawList, sheet: str, title: str, places: frozenset[str]) -> None:
    """A list without a village column takes its village from the sheet's name."""
    if "village_name" in raw.cells or not raw.rows:
        return
    name = plain(sheet)
    if name.endswith(("村", "社区", "居委会", "村委会")) or name in places:
        raw.groups = [group or name for group in raw.groups]


def _above(grid: Grid, start: int, header: Header) -> dict[int, NotData]:
    """The kinds of the rows above and in the header: title first, then lines about the list."""
    kinds: dict[int, NotData] = {}
    titled = False
    for row in range(start, header.first):
        if not grid.filled(row):
            kinds[row] = NotData.BLANK
        else:
            about = bool(PREAMBLE_START.match(grid.text(row, grid.filled(row)[0][0])))
            kinds[row] = NotData.PREAMBLE if titled or about else NotData.TITLE
            titled = titled or not about
    kinds.update(dict.fromkeys(range(header.first, header.last + 1), NotData.HEADER))
    kinds.update(dict.fromkeys(header.number_rows, NotData.HEADER_NUMBERS))
    return kinds


def _account_rest(grid: Grid, read: ReadSheet) -> None:
    """Rows that no list claimed: blank, or text that belongs to none."""
    claimed = {row for found in read.lists for row in found.lines.rows} | read.kinds.keys()
    for row in range(len(grid.rows)):
        if row not in claimed:
            read.kinds[row] = NotData.FOOTER if grid.filled(row) else NotData.BLANK


def read_lists(workbook: Workbook, scope: Scope) -> list[ReadSheet]:
    """Every sheet of a workbook read."""
    return [read_sheet(sheet, scope) for sheet in workbook.sheets]
