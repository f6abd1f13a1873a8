"""The registry's folder read: one workbook or one per township, a sheet per village, and the grid list if one lies there.

Belongs here: files to PERSONS, rows and the grid. How lines become households is ``household.py``.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.model.codes import DeliveryStatus, Fate, FileRefusal
from pipelines.model.columns import COLUMNS
from pipelines.model.tables import PERSONS, ROWS
from pipelines.sources.cage import read_workbooks
from pipelines.sources.fates import account, mark_duplicates
from pipelines.sources.household import make_persons
from pipelines.sources.intake import FileRead, deliveries_of, fates_by_file, read_file, receipt_of, sent_files
from pipelines.sources.limits import REGISTRY as REGISTRY_LIMITS
from pipelines.sources.limits import Limits
from pipelines.sources.listing import Scope
from pipelines.sources.receipts import Receipt
from pipelines.sources.registry_form import CLASS, ELIMINATED, GRID, MONITORED, REGISTRY, REMARK, STATUS
from pipelines.sources.workbook import Workbook

_EXTRA = {
    "person_id": pl.String(),
    "household_id": pl.String(),
    "per_capita_income_yuan": COLUMNS["per_capita_income_yuan"].dtype,
    "grid_member": pl.String(),
    **dict.fromkeys((CLASS, MONITORED, ELIMINATED, STATUS, REMARK), pl.String()),
}
_POSITION = ["file", "sheet", "row_no", "item_no"]


@dataclass(frozen=True)
class RegistryReading:
    """The registry as read. ``grid``: village_name, group_name (null: the whole village), grid_member."""

    persons: pl.DataFrame
    rows: pl.DataFrame
    deliveries: pl.DataFrame
    accounting: pl.DataFrame
    grid: pl.DataFrame
    receipts: list[Receipt]


def _extras(read: FileRead) -> list[pl.DataFrame]:
    """The registry's own columns beside each line's position, per list."""
    frames = []
    for sheet in read.sheets:
        for found in sheet.lists:
            length = len(found.lines)
            data = {
                name: pl.Series(name, found.columns.get(name, [None] * length), dtype) for name, dtype in _EXTRA.items()
            }
            frames.append(
                pl.DataFrame(data).with_columns(
                    pl.lit(read.file).alias("file"),
                    pl.lit(sheet.sheet.name).alias("sheet"),
                    pl.Series("row_no", [row + 1 for row in found.lines.rows], pl.Int64()),
                    pl.Series("item_no", found.lines.items, pl.Int64()),
                    pl.lit(found.recognised.form is GRID).alias("_is_grid"),
                )
            )
    return frames


def _read_files(folder: Path, workers: int, limits: Limits) -> list[FileRead]:
    files = sent_files(folder)
    first_with: dict[str, str] = {}
    reads = []
    for (file, _), workbook in zip(files, read_workbooks([path for _, path in files], limits, workers), strict=True):
        original = first_with.setdefault(workbook.sha256, file)
        if original != file:
            reads.append(FileRead(file, workbook, [], None, ROWS.empty(), DeliveryStatus.SAME_AS, None, original))
        else:
            reads.append(read_registry_file(workbook, file))
    return reads


def read_registry_file(workbook: Workbook, file: str) -> FileRead:
    """One opened registry or grid file."""
    read = read_file(workbook, Scope(file, None, (REGISTRY,), frozenset()))
    if read.reason is FileRefusal.UNKNOWN_DEPARTMENT:
        read.reason = FileRefusal.NO_LIST
    return read


def shape_registry(reads: list[FileRead]) -> RegistryReading:
    """Files read to persons, fates and grid."""
    extras = [frame for read in reads for frame in _extras(read)]
    empty = pl.DataFrame(schema={**_EXTRA, **{n: ROWS.schema[n] for n in _POSITION}, "_is_grid": pl.Boolean()})
    lines = pl.concat([ROWS.empty(), *(read.rows for read in reads)]).join(
        pl.concat([empty, *extras], how="diagonal"), on=_POSITION, how="left", maintain_order="left"
    )
    values = [name for name in lines.columns if name not in (*_POSITION, "fate", "reason", "notes")]
    lines = mark_duplicates(lines, values)
    rows = ROWS.conform(lines)
    used = lines.filter(pl.col("fate") == Fate.ACCEPTED.value)
    fates = fates_by_file(rows)
    return RegistryReading(
        persons=_persons(used.filter(~pl.col("_is_grid"))),
        rows=rows,
        deliveries=deliveries_of(reads, "", fates),
        accounting=account(rows),
        grid=_grid(used.filter(pl.col("_is_grid"))),
        receipts=[receipt_of(read, fates.get(read.file, {})) for read in reads],
    )


def _persons(lines: pl.DataFrame) -> pl.DataFrame:
    return make_persons(lines) if lines.height else PERSONS.empty()


def _grid(lines: pl.DataFrame) -> pl.DataFrame:
    grid = lines.select("village_name", "group_name", pl.coalesce("grid_member", "person_name").alias("grid_member"))
    return grid.filter(pl.col("grid_member").is_not_null()).unique(maintain_order=True)


def read_registry(folder: Path, workers: int = 2, limits: Limits = REGISTRY_LIMITS) -> RegistryReading:
    """Read whatever lies in ``incoming/registry``. Raises OSError when a file cannot be opened; content never raises."""
    return shape_registry(_read_files(folder, workers, limits))
