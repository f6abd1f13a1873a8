"""One workbook read: which lists its sheets hold, every row's fate before duplicates, and what is told to the sender.

Belongs here: the order of the steps for a workbook. Files and folders are ``intake.py``; each step has its own module.
"""

from dataclasses import dataclass, field, replace

from pipelines.model.codes import FileRefusal, NotData
from pipelines.sources.binding import bind
from pipelines.sources.body import Body, read_body
from pipelines.sources.department import Department
from pipelines.sources.extraction import extract
from pipelines.sources.forms import find_form, is_bare_list
from pipelines.sources.grid import Grid, make_grid
from pipelines.sources.header import Header, find_header
from pipelines.sources.labels import plain
from pipelines.sources.listing import ReadList, Scope, make_list
from pipelines.sources.recognition import Surroundings, recognise, surroundings
from pipelines.sources.twins import halves, joined, together
from pipelines.sources.units import unit_of
from pipelines.sources.vocabulary import PREAMBLE_START, SHARED_HEADINGS
from pipelines.sources.workbook import Sheet, Workbook

_MOST_LISTS = 200  # in one sheet; stacked forms and page-by-page exports stay far below


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
    for _ in range(_MOST_LISTS):
        header = find_header(grid, start, meanings)
        if header is None:
            break
        start = _read_list(grid, header, start, meanings, scope, read)
    if not read.lists:
        _read_form(grid, meanings, scope, read)
    if not read.lists:
        read.refusal = read.refusal or (FileRefusal.NO_HEADER if is_bare_list(grid) else None)
        read.kinds = dict.fromkeys(range(len(sheet.rows)), NotData.OTHER_SHEET)
    else:
        _account_rest(grid, read)
    return read


def _title(grid: Grid, start: int, first: int) -> str:
    return " ".join(plain(cell[1:]) for row in range(start, first) for _, cell in grid.filled(row))


def _words_around(grid: Grid, start: int, header: Header, body: Body, around: Surroundings) -> list[str]:
    """What is said about a list as a whole: title and preamble above it, notes beneath it, the sheet's and file's name."""
    notes = [row for row, kind in body.kinds.items() if kind in (NotData.FOOTER, NotData.PREAMBLE)]
    rows = [*range(start, header.first), *sorted(notes)]
    return [*(plain(cell[1:]) for row in rows for _, cell in grid.filled(row)), around.sheet, around.file]


def _read_list(grid: Grid, header: Header, start: int, meanings: dict[str, str], scope: Scope, read: ReadSheet) -> int:
    """Read the list under ``header`` into ``read``; returns where the next may begin."""
    around = surroundings(_title(grid, start, header.first), grid.sheet.name, scope.file)
    tables = halves(header)
    found = recognise(grid, tables[0], around, scope.departments, scope.places)
    if isinstance(found, FileRefusal):
        read.refusal = read.refusal or found
        return header.body_start
    bindings = [found.binding, *(bind(grid, table, found.form, scope.places) for table in tables[1:])]
    pairs = list(zip(tables, bindings, strict=True))
    bodies = [read_body(grid, table, binding, meanings, scope.places) for table, binding in pairs]
    raws = [extract(grid.sheet, binding, body) for binding, body in zip(bindings, bodies, strict=True)]
    unit = unit_of(_words_around(grid, start, header, bodies[0], around))
    for raw in raws:
        raw.put_unit(unit)
    one = make_list(joined(raws), header, found, around, scope)
    if found.by_name and 2 * one.lines.reasons.count(None) < len(one.lines):
        read.refusal = read.refusal or FileRefusal.UNKNOWN_DEPARTMENT
        return header.body_start  # nobody stands under these labels: rather a form than a list
    read.lists.append(one)
    read.kinds.update(_above(grid, start, header))
    read.kinds.update(together(bodies))
    return bodies[0].stop


def _read_form(grid: Grid, meanings: dict[str, str], scope: Scope, read: ReadSheet) -> None:
    """Read a sheet without a header as a form, if it is one."""
    form = find_form(grid, meanings)
    if form is None:
        return
    around = surroundings(_title(grid, 0, min(3, len(grid.rows))), grid.sheet.name, scope.file)
    found = recognise(make_grid(form.sheet), form.header, around, scope.departments, scope.places)
    if isinstance(found, FileRefusal):
        read.refusal = found
        return
    raw = extract(form.sheet, found.binding, Body(data=list(range(1, len(form.sheet.rows)))))
    raw.rows = [form.name_rows[row - 1] for row in raw.rows]
    raw.hidden = {line for line, row in enumerate(raw.rows) if row + 1 in grid.sheet.hidden_rows}
    read.lists.append(make_list(raw, form.header, found, around, scope))
    read.kinds.update(form.kinds)


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
    """Rows that no list claimed: blank, or text before or after the lists."""
    people = {row for found in read.lists for row in found.lines.rows}
    first = min(people, default=0)
    for row in range(len(grid.rows)):
        if row not in read.kinds and row not in people:
            text = NotData.PREAMBLE if row < first else NotData.FOOTER
            read.kinds[row] = text if grid.filled(row) else NotData.BLANK


def read_lists(workbook: Workbook, scope: Scope) -> list[ReadSheet]:
    """Every sheet of a workbook read. A sheet that alone would be a question is read as its neighbours' sender's."""
    reads = [read_sheet(sheet, scope) for sheet in workbook.sheets]
    codes = {found.department for read in reads for found in read.lists}
    senders = tuple(one for one in scope.departments if one.code in codes)
    if len(senders) == 1:
        waiting = (FileRefusal.UNKNOWN_DEPARTMENT, FileRefusal.TWO_READINGS)
        narrow = replace(scope, departments=senders)
        reads = [read_sheet(r.sheet, narrow) if r.refusal in waiting and not r.lists else r for r in reads]
    return reads
