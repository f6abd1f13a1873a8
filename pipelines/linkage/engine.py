"""The one seam to the database: an in-memory DuckDB that runs the statements of ``sql/``. Nothing else here imports duckdb.

A province puts a Spark session behind the same four methods; the statements stay.
"""

from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import polars as pl

SQL = Path(__file__).parent / "sql"


@cache
def statement(name: str) -> str:
    """The text of ``sql/<name>.sql``."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


class Engine:
    """One database for one call of ``link``; gone when closed."""

    def __init__(self, threads: int | None = None) -> None:
        self._connection = duckdb.connect()
        self._connection.execute("set preserve_insertion_order = false").fetchall()
        self._connection.execute("set enable_progress_bar = false").fetchall()
        if threads:
            self._connection.execute("set threads = $threads", {"threads": threads}).fetchall()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def lend(self, name: str, frame: pl.DataFrame) -> None:
        """Let statements read ``frame`` as the table ``name`` where it lies, without a copy."""
        self._connection.register(name, frame)

    def put(self, name: str, frame: pl.DataFrame) -> None:
        """Make ``frame`` the table ``name``."""
        self._connection.register("arriving", frame)
        self._connection.execute(f'create or replace table "{name}" as select * from arriving').fetchall()  # noqa: S608
        self._connection.unregister("arriving")

    def make(self, name: str, **parameters: float | int | str) -> None:
        """Run ``sql/<name>.sql`` and keep its rows as the table ``name``."""
        text = f'create or replace table "{name}" as\n{statement(name)}'
        self._connection.execute(text, parameters).fetchall()

    def read(self, name: str, **parameters: float | int | str) -> pl.DataFrame:
        """Run ``sql/<name>.sql`` and return its rows."""
        rows: pl.DataFrame = self._connection.sql(statement(name), params=parameters).pl()
        return rows

    def read_table(self, name: str) -> pl.DataFrame:
        """All rows of a table."""
        rows: pl.DataFrame = self._connection.table(name).pl()
        return rows
