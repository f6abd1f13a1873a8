"""``bidui link``: one registry, one list, one table of links, as Parquet.

Belongs here: reading and writing the two files' columns. Does not: anything about linking itself.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipelines.linkage.linker import link
from pipelines.linkage.parameters import load_parameters
from pipelines.linkage.registry import REGISTRY_COLUMNS, prepare_batches

BATCH = 1_000_000  # entries held as text at once


def _registry(path: Path) -> Iterator[pl.DataFrame]:
    scan = pl.scan_parquet(path)
    present = [name for name in REGISTRY_COLUMNS if name in scan.collect_schema().names()]
    if "village_name" in present and "address" in present:
        empty = scan.select(pl.col("village_name").null_count() == 0).collect().item()
        present = [name for name in present if name != "address"] if empty else present
    count = scan.select(pl.len()).collect().item()
    for start in range(0, max(count, 1), BATCH):
        yield scan.select(present).slice(start, BATCH).collect()


def link_tables(registry: Path, rows: Path, to: Path, parameters: Path | None = None) -> pl.DataFrame:
    """Link ``rows`` (columns L of ``bidui link``) against ``registry`` (columns R), write the links to ``to`` and return them.

    The result appears whole or not at all.
    """
    prepared = prepare_batches(_registry(registry))
    links = link(prepared, pl.read_parquet(rows), load_parameters(parameters)).links
    beside = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        links.write_parquet(beside)
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)
    return links
