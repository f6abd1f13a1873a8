"""The engine alone on two Parquet files: what ``bidui link`` computes.

Belongs here: reading the two files' columns. Does not: anything about linking itself.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipelines.linkage.linker import link
from pipelines.linkage.parameters import load_parameters
from pipelines.linkage.registry import REGISTRY_COLUMNS, prepare_batches
from pipelines.model.errors import UsageError

BATCH = 1_000_000  # entries held as text at once


_REQUIRED = {"registry": ("person_id", "household_id", "person_name", "id_number"), "rows": ("row_id", "department")}


def _scan(path: Path, table: str) -> pl.LazyFrame:
    """The Parquet file, its required columns checked. Raises UsageError naming the file and what it lacks."""
    if not path.is_file():
        raise UsageError("link_file_missing", file=path.name)
    try:
        scan = pl.scan_parquet(path, glob=False)
        present = scan.collect_schema().names()
    except pl.exceptions.PolarsError:
        raise UsageError("link_file_unreadable", file=path.name) from None
    lacking = [name for name in _REQUIRED[table] if name not in present]
    if lacking:
        raise UsageError("link_columns_missing", file=path.name, columns=" ".join(lacking))
    return scan


def _registry(path: Path) -> Iterator[pl.DataFrame]:
    scan = _scan(path, "registry")
    present = [name for name in REGISTRY_COLUMNS if name in scan.collect_schema().names()]
    if "village_name" in present and "address" in present:
        empty = scan.select(pl.col("village_name").null_count() == 0).collect().item()
        present = [name for name in present if name != "address"] if empty else present
    count = scan.select(pl.len()).collect().item()
    for start in range(0, max(count, 1), BATCH):
        yield scan.select(present).slice(start, BATCH).collect()


def link_tables(registry: Path, rows: Path, parameters: Path | None = None) -> pl.DataFrame:
    """The links of the Parquet table ``rows`` (columns L of ``bidui link``) against ``registry`` (columns R).

    Raises UsageError for a file that is missing, unreadable or lacks a required column.
    """
    listed = _scan(rows, "rows")
    prepared = prepare_batches(_registry(registry))
    return link(prepared, listed.collect(), load_parameters(parameters)).links
