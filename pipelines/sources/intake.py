"""A quarter's folder read: every file that lies in it, at any depth, becomes rows with fates or a named refusal.

Belongs here: files to frames and receipts. Which files, and opening them, is ``opening.py``; what is in one is ``reading.py``.
"""

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from pipelines.model.codes import DeliveryStatus, Fate, FileRefusal
from pipelines.model.places import village_key
from pipelines.model.quarter import Quarter
from pipelines.model.tables import DELIVERIES, ROWS
from pipelines.sources.department import departments
from pipelines.sources.fates import account, mark_duplicates
from pipelines.sources.limits import DEPARTMENT_LIST, Limits
from pipelines.sources.listing import ReadList, Scope
from pipelines.sources.opening import open_files
from pipelines.sources.reading import ReadSheet, read_lists
from pipelines.sources.receipts import Receipt, list_receipt
from pipelines.sources.registry_form import FORM_MARK, REGISTRY_COLUMNS
from pipelines.sources.workbook import Workbook

_POSITIONS = ROWS.empty().select(
    "quarter", "department", "file", "sheet", "row_no", "item_no", "fate", "reason", "notes"
)
# What the sender can answer; the file is read once she has.
_WAITS = (
    FileRefusal.OTHER_QUARTER,
    FileRefusal.TWO_READINGS,
    FileRefusal.UNKNOWN_DEPARTMENT,
    FileRefusal.NO_HEADER,
    FileRefusal.UNIT_UNCLEAR,
)
_NOT_SENT_ENDS = (".tmp", ".lock", ".part", ".crdownload")


@dataclass(frozen=True)
class Reading:
    """A quarter as read: ROWS, DELIVERIES (``received_at`` null: the ledger knows), ACCOUNTING, and a receipt per file."""

    rows: pl.DataFrame
    deliveries: pl.DataFrame
    accounting: pl.DataFrame
    receipts: list[Receipt]


@dataclass
class FileRead:
    """One file: its workbook, the sheets as read, its ROWS before duplicates, or why there are none."""

    file: str
    workbook: Workbook
    sheets: list[ReadSheet]
    department: str | None
    rows: pl.DataFrame
    status: DeliveryStatus
    reason: FileRefusal | None
    same_as: str | None = None
    physical: dict[str, int] = field(default_factory=dict)  # sheet → rows that the file itself has

    def without_cells(self) -> "FileRead":
        """The same without the workbook's cells, which nobody needs any more."""
        for read in self.sheets:
            read.sheet = replace(read.sheet, rows=[], merges=())
        self.workbook = replace(self.workbook, sheets=())
        return self


def _frame(read: ReadSheet, found: ReadList, scope: Scope) -> pl.DataFrame:
    """One list's persons: those columns of ROWS (and the registry's own) that the list has. Empties ``found.columns``."""
    schema = {**ROWS.schema, **REGISTRY_COLUMNS} if found.kind is None else ROWS.schema
    lines = found.lines
    reasons = pl.Series("reason", lines.reasons, pl.String())
    series = [pl.Series(name, found.columns.pop(name), schema[name]) for name in list(found.columns) if name in schema]
    found.columns.clear()
    fates = pl.Series("fate", [Fate.REJECTED.value if reason else Fate.ACCEPTED.value for reason in lines.reasons])
    frame = pl.DataFrame(
        [
            *(one for one in series if one.null_count() < len(one)),
            pl.Series("row_no", [row + 1 for row in lines.rows], pl.Int64()),
            pl.Series("item_no", lines.items, pl.Int64()),
            fates.cast(pl.String()),
            reasons,
            pl.Series("notes", lines.notes, pl.String()),
        ]
    )
    return _placed(frame, found.department, read.sheet.name, scope).with_columns(
        pl.lit(found.kind.value if found.kind else None, pl.String()).alias("list_kind"),
        pl.lit(found.recognised.form.title_words[0]).alias(FORM_MARK),
    )


def _placed(frame: pl.DataFrame, department: str, sheet: str, scope: Scope) -> pl.DataFrame:
    """``frame`` with the columns that say where its rows stand."""
    quarter = str(scope.quarter) if scope.quarter else ""
    constant = {"quarter": quarter, "department": department, "file": scope.file, "sheet": sheet}
    return frame.with_columns(pl.lit(value).alias(name) for name, value in constant.items())


def _not_data(read: ReadSheet, department: str, scope: Scope) -> pl.DataFrame:
    rows = sorted(read.kinds)
    frame = pl.DataFrame(
        [
            pl.Series("row_no", [row + 1 for row in rows], pl.Int64()),
            pl.Series("item_no", [1] * len(rows), pl.Int64()),
            pl.Series("fate", [Fate.NOT_DATA.value] * len(rows), pl.String()),
            pl.Series("reason", [read.kinds[row].value for row in rows], pl.String()),
        ]
    )
    return _placed(frame, department, read.sheet.name, scope)


def _department_of(sheets: list[ReadSheet]) -> str | None:
    """The department that most of a file's persons' lines belong to."""
    counts: dict[str, int] = {}
    for read in sheets:
        for found in read.lists:
            counts[found.department] = counts.get(found.department, 0) + len(found.lines) + 1
    return max(sorted(counts), key=counts.__getitem__, default=None)


def read_file(workbook: Workbook, scope: Scope) -> FileRead:
    """One opened file read; never raises because of what is in it."""
    empty = _POSITIONS
    if workbook.refusal:
        return FileRead(scope.file, workbook, [], None, empty, DeliveryStatus.REFUSED, workbook.refusal)
    sheets = read_lists(workbook, scope)
    department = _department_of(sheets)
    doubts = [found.doubt for read in sheets for found in read.lists if found.doubt]
    if department is None or doubts:
        reasons = doubts or [read.refusal for read in sheets if read.refusal] or [FileRefusal.NO_LIST]
        reason = next((one for one in reasons if one in _WAITS), reasons[0])
        status = DeliveryStatus.QUESTION if reason in _WAITS else DeliveryStatus.REFUSED
        return FileRead(scope.file, workbook, sheets, department, empty, status, reason)
    frames = [_frame(read, found, scope) for read in sheets for found in read.lists]
    frames += [_not_data(read, department, scope) for read in sheets]
    rows = pl.concat(frames, how="diagonal")
    found = FileRead(scope.file, workbook, sheets, department, rows, DeliveryStatus.CURRENT, None)
    found.physical = {sheet.name: len(sheet.rows) for sheet in workbook.sheets}
    return found


def read_files(files: Iterable[tuple[str, Workbook]], read: Callable[[Workbook, str], FileRead]) -> list[FileRead]:
    """Every opened file read once; one with the bytes of an earlier one that is used adds nothing.

    A copy of a file that was not used is read again: its new name may be just what was asked for.
    """
    first_with: dict[str, FileRead] = {}
    reads = []
    for file, workbook in files:
        original = first_with.get(workbook.sha256) if workbook.sha256 else None
        if original:
            bare = replace(workbook, sheets=())
            found = FileRead(
                file, bare, [], original.department, _POSITIONS, DeliveryStatus.SAME_AS, None, original.file
            )
        else:
            found = _guarded(read, workbook, file)
            if found.status is DeliveryStatus.CURRENT:
                first_with[workbook.sha256] = found
        reads.append(found)
    return reads


def _guarded(read: Callable[[Workbook, str], FileRead], workbook: Workbook, file: str) -> FileRead:
    """What ``read`` finds; where our own code fails on a file nobody foresaw, that file alone is refused."""
    try:
        return read(workbook, file)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        remark = f"internal {type(error).__name__} {Path(place.filename).name}:{place.lineno}"
        bare = replace(workbook, sheets=(), remarks=(*workbook.remarks, remark))
        return FileRead(file, bare, [], None, _POSITIONS, DeliveryStatus.REFUSED, FileRefusal.READER_FAILED)


def read_quarter(
    folder: Path, quarter: Quarter, places: frozenset[str], workers: int = 2, limits: Limits = DEPARTMENT_LIST
) -> Reading:
    """Read everything that lies in a quarter's folder. ``places`` are the registry's villages, in any spelling.

    A folder that does not exist has no files. No file raises, whatever is in it.
    """
    keys = frozenset(village_key(place) for place in places)
    known = departments()

    def read(workbook: Workbook, file: str) -> FileRead:
        return read_file(workbook, Scope(file, quarter, known, keys)).without_cells()

    reads = read_files(open_files(folder, limits, workers), read)
    rows = ROWS.conform(mark_duplicates(all_rows(reads)))
    fates = fates_by_file(rows)
    return Reading(
        rows,
        deliveries_of(reads, str(quarter), fates),
        account(rows, physical_rows(reads)),
        [receipt_of(read, fates.get(read.file, {})) for read in reads],
    )


def all_rows(reads: list[FileRead]) -> pl.DataFrame:
    """The rows of all files under each other, only with the columns that some list has."""
    return pl.concat([_POSITIONS.clear(), *(read.rows for read in reads)], how="diagonal")


def physical_rows(reads: list[FileRead]) -> dict[tuple[str, str], int]:
    """(file, sheet) → rows the sheet has, counted from the file and not from what was made of it."""
    return {(read.file, sheet): rows for read in reads for sheet, rows in read.physical.items()}


def fates_by_file(rows: pl.DataFrame) -> dict[str, dict[str, int]]:
    counted = rows.group_by("file", "fate").len()
    fates: dict[str, dict[str, int]] = {}
    for file, fate, count in counted.iter_rows():
        fates.setdefault(file, {})[fate] = count
    return fates


def deliveries_of(reads: list[FileRead], quarter: str, fates: dict[str, dict[str, int]]) -> pl.DataFrame:
    lines = [
        {
            "file": read.file,
            "sha256": read.workbook.sha256,
            "department": read.department,
            "quarter": quarter,
            "status": read.status.value,
            "reason": read.same_as or (read.reason.value if read.reason else None),
            "present": sum(fates.get(read.file, {}).values()),
            **{fate.value: fates.get(read.file, {}).get(fate.value, 0) for fate in Fate},
        }
        for read in reads
    ]
    return DELIVERIES.conform(pl.DataFrame(lines, infer_schema_length=None)) if lines else DELIVERIES.empty()


def receipt_of(read: FileRead, fates: dict[str, int]) -> Receipt:
    return Receipt(
        file=read.file,
        sha256=read.workbook.sha256,
        department=read.department,
        status=read.status,
        reason=read.reason,
        same_as=read.same_as,
        lists=tuple(list_receipt(sheet, found) for sheet in read.sheets for found in sheet.lists),
        other_sheets=tuple(sheet.sheet.name for sheet in read.sheets if not sheet.lists),
        remarks=read.workbook.remarks,
        fates=fates,
    )
