"""``bidui link``: one registry, one list, one table of links, as Parquet."""

import os
from pathlib import Path

import polars as pl

from pipelines.linkage import link, load_parameters, prepare


def link_tables(registry: Path, rows: Path, to: Path, parameters: Path | None = None) -> pl.DataFrame:
    """Link ``rows`` (columns L) against ``registry`` (columns R), write the links to ``to`` and return them.

    The result appears whole or not at all.
    """
    prepared = prepare(pl.read_parquet(registry))
    links = link(prepared, pl.read_parquet(rows), load_parameters(parameters)).links
    beside = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        links.write_parquet(beside)
        beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)
    return links
