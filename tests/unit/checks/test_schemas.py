"""What the schema checks let through and what they stop."""

import polars as pl
import pytest

from pipelines.checks.schemas import schema_problems
from pipelines.model.tables import CLUES, FACTS, Table


def two_of_a_household(table: Table) -> pl.DataFrame:
    """Two lines of one household about people whom the registry does not know."""
    said = {"warning_id": "W1", "household_id": "H1", "kind": "illness", "rule": "R", "measure": "on_event_list"}
    days = {"window_from": "2026-07-01", "window_to": "2026-09-30"}
    lines = [{**said, **days, "rows": f"2026Q3/a.xlsx#S#{row}#1"} for row in (4, 5)]
    return table.conform(pl.DataFrame(lines))


@pytest.mark.parametrize("table", [FACTS, CLUES])
def test_somebody_the_registry_does_not_know_may_be_warned_of(table: Table) -> None:
    frame = two_of_a_household(table)
    assert schema_problems(table, frame) == {}
    assert schema_problems(table, pl.concat([frame, frame.head(1)])) != {}
    assert schema_problems(table, frame.with_columns(kind=pl.lit(None, pl.String))) != {}
