"""Which rows are one settlement, told as tables: a year's rows of one person, and what they add up to."""

from decimal import Decimal
from typing import Any

import pytest

from pipelines.policy.load import read_policy
from tests.unit.screening.screening_town import Town

POLICY = """
carried_note = "（{{year}}年所定）"

[place]
code = "t"
label = "t"
province = "t"
prefecture = "t"
county = "t"
county_code = "341523"

[[school_year]]
month = 9
day = 1
from = 2020-01-01
authority = "t"

[[rule]]
code = "R"
label = "R"
kind = "illness"
population = "everyone"
measure = "{measure}"
window = "{window}"
comparator = ">="
level = 1
urgency = "this_quarter"
{more}
from = 2020-01-01
authority = "t"
"""


def total(
    rows: list[dict[str, Any]], measure: str = "self_paid", window: str = "year_to_date", more: str = ""
) -> list[Decimal]:
    """What one person's rows come to, one value per fact."""
    town = Town(read_policy(POLICY.format(measure=measure, window=window, more=more), "t"))
    town.person("P1", "H1")
    town.person("P2", "H1", relation="配偶")
    for cells in rows:
        cells = dict(cells)
        town.row(cells.pop("list_kind", "settlement"), cells.pop("person", "P1"), **cells)
    return town.screened().facts["value"].to_list()


HOSPITAL, INSURANCE = {"file": "h.xlsx"}, {"file": "i.xlsx", "department": "insurance"}
BIG = {"list_kind": "large_reimbursement", **INSURANCE}


def paid(yuan: str, day: str | None = None, whole: str | None = None, number: str | None = None) -> dict[str, Any]:
    return {"self_paid_yuan": yuan, "settlement_date": day, "total_cost_yuan": whole, "settlement_number": number}


CASES: list[tuple[str, list[dict[str, Any]], str]] = [
    ("two settlements of one person", [paid("100", "2026-07-01"), paid("100", "2026-07-02")], "200"),
    (
        "one number in two files",
        [HOSPITAL | paid("100", number="N1"), INSURANCE | paid("100.40", number="N1")],
        "100.40",
    ),
    (
        "one number, one day apart",
        [HOSPITAL | paid("100", "2026-07-01", number="N1"), INSURANCE | paid("100", "2026-07-02", number="N1")],
        "100",
    ),
    (
        "one day and amounts in two files",
        [HOSPITAL | paid("100", "2026-07-01", "900"), INSURANCE | paid("100", "2026-07-01", "900")],
        "100",
    ),
    (
        "one day, other totals",
        [HOSPITAL | paid("100", "2026-07-01", "900"), INSURANCE | paid("100", "2026-07-01", "800")],
        "200",
    ),
    (
        "one day, one total unknown",
        [HOSPITAL | paid("100", "2026-07-01", "900"), INSURANCE | paid("100", "2026-07-01")],
        "100",
    ),
    (
        "each system its own number",
        [HOSPITAL | paid("100", "2026-07-01", number="A"), INSURANCE | paid("100", "2026-07-01", number="B")],
        "100",
    ),
    ("two numbers in one file", [paid("100", "2026-07-01", number="A"), paid("100", "2026-07-01", number="B")], "200"),
    (
        "number in one file only",
        [HOSPITAL | paid("100", "2026-07-01", number="A"), INSURANCE | paid("100", "2026-07-01")],
        "100",
    ),
    ("a refund", [paid("100", "2026-07-01", number="A"), paid("-30", "2026-07-09", number="A")], "70"),
    (
        "a refund in the next quarter",
        [paid("100", "2026-05-01", number="A") | {"quarter": "2026Q2"}, paid("-30", "2026-07-09")],
        "70",
    ),
    ("a month against a day", [HOSPITAL | paid("100", "2026-07-01"), INSURANCE | paid("100", "2026-07")], "100"),
    ("another month", [HOSPITAL | paid("100", "2026-07-01"), INSURANCE | paid("100", "2026-08")], "200"),
    ("no day against a day", [HOSPITAL | paid("100", "2026-07-01"), INSURANCE | paid("100")], "100"),
    (
        "the day of leaving against the day of paying",
        [HOSPITAL | paid("100") | {"discharge_date": "2026-07-01"}, INSURANCE | paid("100", "2026-07-03")],
        "100",
    ),
    ("two undated rows of one file", [paid("100"), paid("100")], "200"),
    (
        "an undated total of what is known",
        [BIG | paid("300"), paid("100", "2026-07-01"), paid("200", "2026-07-02")],
        "300",
    ),
    (
        "an undated total smaller than what is known",
        [BIG | paid("250"), paid("100", "2026-07-01"), paid("200", "2026-07-02")],
        "300",
    ),
    ("undated totals of two quarters", [BIG | paid("250"), BIG | paid("80") | {"quarter": "2026Q2"}], "330"),
    (
        "the same file sent in two quarters",
        [paid("100", "2026-05-01"), paid("100", "2026-05-01") | {"quarter": "2026Q2"}],
        "100",
    ),
    ("a row without an amount", [paid("100", "2026-07-01"), {"settlement_date": "2026-07-02"}], "100"),
    ("last year's row in this year's list", [paid("100", "2026-07-01"), paid("100", "2025-12-31")], "100"),
    ("a year alone", [paid("100", "2026")], "100"),
]


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_money_is_counted_once(rows: list[dict[str, Any]], expected: str) -> None:
    assert total(rows) == [Decimal(expected)]


def test_a_household_may_be_added_up_together() -> None:
    rows = [paid("100", "2026-07-01"), paid("100", "2026-07-01") | {"person": "P2"}]
    assert total(rows) == [100, 100]
    assert total(rows, more='whose = "household"') == [200]


def test_a_rule_may_read_one_department_only() -> None:
    rows = [HOSPITAL | paid("100", "2026-07-01"), INSURANCE | paid("70", "2026-07-02")]
    assert total(rows, more='departments = ["insurance"]') == [70]


def test_a_month_takes_no_row_without_a_month() -> None:
    rows = [paid("100", "2026-07-01"), paid("30", "2026-07-31"), paid("70", "2026-09"), paid("5"), paid("6", "2026")]
    assert total(rows, window="month") == [130, 70]


def test_school_costs_on_two_lists_are_one_cost() -> None:
    cost = {"list_kind": "tuition_burden", "tuition_yuan": "9000", "education_aid_yuan": "1500"}
    second = cost | {"file": "other.xlsx"}
    assert total([cost, second], "tuition_burden", "school_year") == [7500]
    assert total([cost, cost], "tuition_burden", "school_year") == [15000]
    assert total([cost, second | {"education_aid_yuan": None}], "tuition_burden", "school_year") == [7500]
    assert total([cost, second | {"education_aid_yuan": "500"}], "tuition_burden", "school_year") == [16000]
