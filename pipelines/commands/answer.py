"""What every command answers, and opening the office it is about."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.model.errors import UsageError
from pipelines.model.quarter import Quarter
from pipelines.store.folders import DataFolder

if TYPE_CHECKING:
    import polars as pl

    from pipelines.ledger.ledger import Ledger

Answer = tuple[int, dict[str, Any], list[str]]
"""Exit code, what ``--json`` prints, and the lines that a person reads."""

DONE, DONE_WITH_REFUSALS = 0, 3


def open_folder(data: Path) -> DataFolder:
    """The office's data folder, also told to Dagster's processes. Raises UsageError when it has no office.toml."""
    folder = DataFolder(data)
    if not folder.office_file.exists():
        raise UsageError("no_office", folder=data.name)
    os.environ["BIDUI_DATA"] = str(data)
    return folder


@contextmanager
def open_ledger(folder: DataFolder) -> "Iterator[Ledger]":
    """The office's ledger: the embedded one, or where office.toml says. Raises UsageError for a wrong office.toml."""
    from pipelines.ledger.ledger import Ledger, sqlite_url
    from pipelines.policy.office import load_office

    office = load_office(folder.office_file)
    with Ledger.at(office.ledger_url or sqlite_url(folder.ledger)) as ledger:
        yield ledger


def of_quarter(table: "pl.DataFrame", quarter: Quarter) -> "pl.DataFrame":
    """A table's lines of one quarter; earlier quarters stand in it because windows look back on them."""
    import polars as pl

    return table.filter(pl.col("quarter") == str(quarter)) if "quarter" in table.columns else table
