"""A small invented town, run for two quarters through the command line, once for all tests that only look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from pipelines.cli import main


@dataclass(frozen=True)
class RunTown:
    """A town's data folder after ``bidui run`` of both quarters."""

    data: Path

    def table(self, name: str, quarter: str = "2026Q3") -> pl.DataFrame:
        to = self.data / f"{name}-{quarter}.parquet"
        assert main(["export", name, "--quarter", quarter, "--to", str(to), "--data", str(self.data)]) == 0
        return pl.read_parquet(to)

    def issued(self, quarter: str = "2026Q3", version: int = 1) -> Path:
        return self.data / "issued" / quarter / f"v{version}"


def make_town(data: Path, place: str = "ganhanhe", people: int = 1200, seed: int = 7) -> None:
    arguments = ["--place", place, "--people", str(people), "--quarter", "2026Q3", "--seed", str(seed)]
    assert main(["sample", *arguments, "--into", str(data)]) == 0


def run_quarter(data: Path, quarter: str, as_of: str) -> int:
    return main(["run", quarter, "--data", str(data), "--as-of", as_of])


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunTown]:
    data = tmp_path_factory.mktemp("town") / "data"
    make_town(data)
    assert run_quarter(data, "2026Q2", "2026-07-06") in (0, 3)
    assert run_quarter(data, "2026Q3", "2026-10-08") in (0, 3)
    yield RunTown(data)
