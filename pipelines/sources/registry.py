"""The registry's folder read: one workbook or one per township, a sheet per village, and the grid list if one lies there.

Belongs here: files to PERSONS, rows and the grid. How lines become households is ``household.py``.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.model.codes import DeliveryStatus, Fate, FileRefusal
from pipelines.model.tables import PERSONS, ROWS
from pipelines.sources.fates import account, mark_duplicates
from pipelines.sources.household import make_persons
from pipelines.sources.intake import (
    FileRead,
    all_rows,
    deliveries_of,
    fates_by_file,
    physical_rows,
    read_file,
    read_files,
    receipt_of,
)
from pipelines.sources.limits import REGISTRY as REGISTRY_LIMITS
from pipelines.sources.limits import Limits
from pipelines.sources.listing import Scope
from pipelines.sources.opening import open_files
from pipelines.sources.receipts import Receipt
from pipelines.sources.registry_form import FORM_MARK, GRID, REGISTRY, REGISTRY_COLUMNS
from pipelines.sources.workbook import Workbook

_POSITION = ["file", "sheet", "row_no", "item_no", "fate", "reason", "notes"]
_NOT_VALUES = (*_POSITION, FORM_MARK)
_SHAPED_FROM: dict[str, pl.DataType] = {
    **PERSONS.schema,
    **{name: ROWS.schema[name] for name in ("householder_id_number", "notes")},
    **REGISTRY_COLUMNS,
    FORM_MARK: pl.String(),
}


@dataclass(frozen=True)
class RegistryReading:
    """The registry as read. ``grid``: village_name, group_name (null: the whole village), grid_member."""

    persons: pl.DataFrame
    rows: pl.DataFrame
    deliveries: pl.DataFrame
    accounting: pl.DataFrame
    grid: pl.DataFrame
    receipts: list[Receipt]


def read_registry_file(workbook: Workbook, file: str) -> FileRead:
    """One opened registry or grid file; its cells are let go once read, a county's are half a gigabyte."""
    read = read_file(workbook, Scope(file, None, (REGISTRY,), frozenset()))
    if read.reason is FileRefusal.UNKNOWN_DEPARTMENT:
        read.reason = FileRefusal.NO_LIST
        read.status = DeliveryStatus.REFUSED
    return read.without_cells()


def shape_registry(reads: list[FileRead]) -> RegistryReading:
    """Files read to persons, fates and grid."""
    lines = all_rows(reads)
    for read in reads:
        read.rows = read.rows.clear()
    values = [name for name in lines.columns if name not in _NOT_VALUES]
    lines = mark_duplicates(lines, values)
    fates = fates_by_file(lines)
    accounting = account(lines, physical_rows(reads))
    rows = ROWS.conform(lines)
    used = lines.filter(pl.col("fate") == Fate.ACCEPTED.value).with_columns(
        pl.lit(None, dtype).alias(name) for name, dtype in _SHAPED_FROM.items() if name not in lines.columns
    )
    is_grid = pl.col(FORM_MARK) == GRID.title_words[0]
    return RegistryReading(
        persons=_persons(used.filter(~is_grid)),
        rows=rows,
        deliveries=deliveries_of(reads, "", fates),
        accounting=accounting,
        grid=_grid(used.filter(is_grid)),
        receipts=[receipt_of(read, fates.get(read.file, {})) for read in reads],
    )


def _persons(lines: pl.DataFrame) -> pl.DataFrame:
    return make_persons(lines) if lines.height else PERSONS.empty()


def _grid(lines: pl.DataFrame) -> pl.DataFrame:
    grid = lines.select("village_name", "group_name", pl.coalesce("grid_member", "person_name").alias("grid_member"))
    return grid.filter(pl.col("grid_member").is_not_null()).unique(maintain_order=True)


def read_registry(folder: Path, workers: int = 2, limits: Limits = REGISTRY_LIMITS) -> RegistryReading:
    """Read whatever lies in ``incoming/registry``. No file raises, whatever is in it."""
    return shape_registry(read_files(open_files(folder, limits, workers), read_registry_file))
