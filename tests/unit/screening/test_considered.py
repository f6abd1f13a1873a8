"""Why a rule fired for a household, and why another did not and by how much."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.model.codes import RuleOutcome
from pipelines.model.quarter import Quarter
from pipelines.policy import load_policy, shipped
from pipelines.screening.considered import CONSIDERED_SCHEMA, considered
from pipelines.screening.screen import town_of
from tests.unit.screening.screening_town import Town


def _asked(town: Town, household: str = "H1") -> pl.DataFrame:
    rows, links, persons = town.frames()
    made = town_of(rows, links, persons, town.policy, Quarter.parse(town.quarter), {}, date(2026, 10, 5))
    return considered(made, household)


def _line(town: Town, rule: str, household: str = "H1") -> dict[str, Any]:
    found = _asked(town, household).filter(pl.col("rule") == rule)
    assert found.height == 1
    return found.row(0, named=True)


@pytest.fixture
def town() -> Town:
    made = Town()
    made.person("P1", "H1", household_class="一般农户")
    made.person("P2", "H1", relation="之子", birth_date="1999-03-01")
    made.person("P3", "H2")
    return made


def test_every_rule_in_force_answers_and_those_that_fired_are_the_warning(town: Town) -> None:
    row = town.row("serious_illness", "P1")
    town.row("large_reimbursement", "P3")
    lines = _asked(town)
    assert lines.schema == CONSIDERED_SCHEMA
    assert set(lines["rule"]) == {rule.code for rule in town.policy.rules_for(Quarter.parse("2026Q3"))}
    fired = lines.filter(pl.col("outcome") == RuleOutcome.FIRED)
    assert set(fired["rule"]) == town.warned()["H1"]
    assert fired.row(0, named=True)["rows"] == row
    assert _line(town, "G6-大额报销")["outcome"] == RuleOutcome.NOT_ON_LIST
    assert _line(town, "G3-受灾")["outcome"] == RuleOutcome.LIST_NOT_SENT


def test_an_adult_reported_as_dropout_is_not_of_age(town: Town) -> None:
    row = town.row("dropout", "P2")
    line = _line(town, "G7-失学辍学")
    assert (line["outcome"], line["rows"]) == (RuleOutcome.NOT_OF_AGE, row)


def test_an_old_entry_of_a_roll_says_since_when(town: Town) -> None:
    town.row("subsistence_allowance", "P1", quarter="2026Q2", from_date="2023-04")
    town.row("subsistence_allowance", "P1", from_date="2023-04")
    line = _line(town, "G13-新增低保")
    assert (line["outcome"], line["since"]) == (RuleOutcome.ALREADY_ON_ROLL, "2023-04")


def test_a_roll_without_an_earlier_one_is_told_apart_from_an_old_entry(town: Town) -> None:
    town.row("subsistence_allowance", "P1", from_date="2023-04")
    assert _line(town, "G13-新增低保")["outcome"] == RuleOutcome.NO_EARLIER_ROLL


def test_who_left_a_roll_is_said_to_have_been_on_it(town: Town) -> None:
    town.row("disability_roll", "P1", quarter="2026Q2")
    town.row("disability_roll", "P3")
    line = _line(town, "G13-新增残疾")
    assert (line["outcome"], line["since"]) == (RuleOutcome.LEFT_ROLL, "2026Q2")


def test_a_doubtful_row_is_named_as_what_waits(town: Town) -> None:
    doubt = {"status": "review", "person_id": None, "household_id": None, "candidates": "P3|P1"}
    row = town.row("incident", "P1", link=doubt)
    line = _line(town, "G8-事故变故")
    assert (line["outcome"], line["rows"]) == (RuleOutcome.DOUBTFUL, row)
    assert "H1" not in town.warned()


def _with_rule(tmp_path: Path, lines: str) -> Town:
    path = tmp_path / "policy.toml"
    path.write_text(shipped("ganhanhe").read_text(encoding="utf-8") + lines, encoding="utf-8")
    made = Town(policy=load_policy(path))
    made.person("P1", "H1", household_class="一般农户")
    return made


_SUM = """
[[rule]]
code = "自付"
label = "自付累计"
kind = "illness"
population = "everyone"
measure = "self_paid"
window = "year_to_date"
comparator = ">="
level = 20000
set_for = 2026
from = 2021-08-24
authority = "试"
"""


def test_a_sum_below_its_level_says_how_much_is_missing(tmp_path: Path) -> None:
    made = _with_rule(tmp_path, _SUM)
    rows = [
        made.row("settlement", "P1", self_paid_yuan="12000", settlement_date="2026-07-03"),
        made.row("settlement", "P1", quarter="2026Q2", self_paid_yuan="500.5", settlement_date="2026-05-03"),
    ]
    line = _line(made, "自付")
    assert line["outcome"] == RuleOutcome.BELOW_LEVEL
    assert (line["value"], line["threshold"]) == (Decimal("12500.50"), Decimal("20000.00"))
    assert line["missing"] == Decimal("7499.50")
    assert line["rows"].split("|") == sorted(rows)
    assert (line["person_name"], line["inside"]) == ("某P1", True)


def test_a_sum_reached_by_earlier_rows_alone_was_that_quarters_news(tmp_path: Path) -> None:
    made = _with_rule(tmp_path, _SUM)
    made.row("settlement", "P1", quarter="2026Q2", self_paid_yuan="30000", settlement_date="2026-05-03")
    assert _line(made, "自付")["outcome"] == RuleOutcome.ONLY_EARLIER


def test_a_row_without_an_amount_adds_nothing(tmp_path: Path) -> None:
    made = _with_rule(tmp_path, _SUM)
    made.row("settlement", "P1", settlement_date="2026-07-03")
    assert _line(made, "自付")["outcome"] == RuleOutcome.NO_AMOUNT


def test_a_rule_about_other_households_says_so(tmp_path: Path) -> None:
    other = _SUM.replace('"everyone"', '"watched"')
    population = (
        '\n[[population]]\ncode = "watched"\nlabel = "监测户"\nmonitored = true\nfrom = 2021-08-24\nauthority = "试"\n'
    )
    made = _with_rule(tmp_path, other + population)
    made.row("settlement", "P1", self_paid_yuan="30000", settlement_date="2026-07-03")
    line = _line(made, "自付")
    assert (line["outcome"], line["inside"], line["missing"]) == (RuleOutcome.OTHER_POPULATION, False, None)


def test_an_unknown_household_has_no_lines(town: Town) -> None:
    assert _asked(town, "H9").is_empty()
