"""A schema accepts what the model allows, and tells a count and not a cell of what it does not."""

import polars as pl

from pipelines.checks.schemas import schema_problems
from pipelines.model.tables import CLUES, FACTS, LINKS


def _facts(**cells: str | None) -> pl.DataFrame:
    whole = {"household_id": "H1", "person_id": "P1", "kind": "illness", "measure": "incident", "rows": "a#b#1#1"}
    days = {"window_from": "2026-07-01", "window_to": "2026-09-30"}
    return FACTS.conform(pl.DataFrame([whole | days | cells]))


def test_a_fact_about_the_household_alone_is_whole() -> None:
    assert schema_problems(FACTS, _facts()) == {}
    assert schema_problems(FACTS, _facts(person_id=None)) == {}
    assert list(schema_problems(FACTS, _facts(household_id=None))) == ["household_id: not_nullable"]
    assert schema_problems(CLUES, CLUES.empty()) == {}


def test_unknown_codes_and_repeated_keys_are_counted_not_quoted() -> None:
    problems = schema_problems(FACTS, _facts(kind="张三"))
    assert list(problems.values()) == [1]
    assert "张三" not in str(problems)
    assert schema_problems(FACTS, pl.concat([_facts(), _facts()])) != {}


def test_a_missing_column_is_named() -> None:
    assert any("level" in problem for problem in schema_problems(LINKS, LINKS.empty().drop("level")))
