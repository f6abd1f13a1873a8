"""Cases of linkage as text tables: a row as it may arrive, and whom it must be found to be about."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.linkage import Linked, link, load_parameters, prepare

FOLDER = Path(__file__).parent / "linkage"
EXPECTED = ("case", "expect", "household", "level", "status")


def read_table(path: Path) -> pl.DataFrame:
    """A text table: ``|`` between cells, ``#`` before remarks; empty cells are null."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    cells = [[cell.strip() or None for cell in line.split("|")] for line in lines]
    header = [str(name) for name in cells[0]]
    assert all(len(line) == len(header) for line in cells), path.name
    return pl.DataFrame(cells[1:], schema=dict.fromkeys(header, pl.String), orient="row")


@pytest.fixture(scope="module")
def linked() -> dict[str, tuple[pl.DataFrame, Linked]]:
    registry = prepare(read_table(FOLDER / "town.txt"))
    made = {}
    for path in sorted(FOLDER.glob("*.txt")):
        if path.stem != "town":
            cases = read_table(path)
            rows = cases.drop("expect", "household", "level", "status").rename({"case": "row_id"})
            made[path.stem] = (
                cases,
                link(registry, rows.with_columns(department=pl.lit("hospital")), load_parameters()),
            )
    return made


def _cases() -> list[tuple[str, str]]:
    tables = [path for path in sorted(FOLDER.glob("*.txt")) if path.stem != "town"]
    return [(path.stem, str(case)) for path in tables for case in read_table(path)["case"]]


@pytest.mark.parametrize(("table", "case"), _cases())
def test_row_is_linked_as_expected(table: str, case: str, linked: dict[str, tuple[pl.DataFrame, Linked]]) -> None:
    cases, result = linked[table]
    expected = cases.row(by_predicate=pl.col("case") == case, named=True)
    found = result.links.row(by_predicate=pl.col("row_id") == case, named=True)
    assert {
        "expect": found["person_id"],
        "household": found["household_id"],
        "level": found["level"],
        "status": found["status"],
    } == {name: expected[name] for name in EXPECTED[1:]}
