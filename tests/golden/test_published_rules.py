"""Every published rule that lists can decide (notes C) is expressible: it fires on one side of its level only.

One policy file per source under ``policy/``; each case says which side it stands on.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.model.quarter import Quarter
from pipelines.policy import Policy, load_policy
from tests.unit.screening.screening_town import Town

FILES = {
    **dict.fromkeys((2, 3, 4, 5, 6, 7), "c02_c07_county"),
    **dict.fromkeys((8, 9), "c08_c09_yangyuan"),
    10: "c10_binzhou",
    **dict.fromkeys((12, 13), "c12_c13_xian"),
    14: "c14_yantai",
    15: "c15_wangcang",
    16: "c16_eshan",
    19: "c19_chongyang",
    24: "c24_qinan",
    25: "c25_anhui",
    26: "c26_gansu",
    27: "c27_jiangxi",
}
"""Row of the notes' table → policy file."""


def policy(row: int) -> Policy:
    return load_policy(Path(__file__).parent / "policy" / f"{FILES[row]}.toml")


def paid(yuan: str, category: str | None = "住院", **cells: Any) -> dict[str, Any]:
    return {"list_kind": "settlement", "self_paid_yuan": yuan, "medical_category": category, **cells}


def clinic(yuan: str, category: str, day: str | None) -> dict[str, Any]:
    return paid(yuan, category, settlement_date=day)


def in_scope(yuan: str, day: str, quarter: str) -> dict[str, Any]:
    cells = {"in_scope_self_paid_yuan": yuan, "self_paid_yuan": "99999", "settlement_date": day, "quarter": quarter}
    return {"list_kind": "settlement", **cells}


def school(yuan: str, aid: str, quarter: str = "2026Q3") -> dict[str, Any]:
    return {"list_kind": "tuition_burden", "tuition_yuan": yuan, "education_aid_yuan": aid, "quarter": quarter}


def roll(kind: str, **cells: Any) -> dict[str, Any]:
    return {"list_kind": kind, **cells}


def hurt(kind: str, injury: str) -> dict[str, Any]:
    return {"list_kind": "incident", "incident_kind": kind, "injury": injury}


def ill(disease: str, day: str | None) -> dict[str, Any]:
    return {"list_kind": "serious_illness", "disease_name": disease, "diagnosis_date": day}


LOW, POOR, LIFTED, OTHER = "低保边缘户", "建档立卡户", "脱贫户", "一般农户"
OLD_ROLLS = [
    roll(k, quarter="2026Q2", other=True) for k in ("subsistence_allowance", "destitute_support", "disability_roll")
]
TWENTY = "11010119500101001X"

CASES: list[tuple[int, str, str, list[dict[str, Any]], bool]] = [
    # row, rule, household class, rows, fires?
    (2, "C2", POOR, [paid("5000")], True),
    (2, "C2", POOR, [paid("4999.99")], False),
    (2, "C2", POOR, [paid("3000", settlement_date="2026-02-01", quarter="2026Q1"), paid("2000")], True),
    (2, "C2", POOR, [paid("3000", settlement_date="2025-12-31", quarter="2026Q1"), paid("2000")], False),
    (2, "C2", POOR, [paid("5000", category="门诊统筹")], False),
    (2, "C2", OTHER, [paid("19999.99")], False),
    (3, "C3", OTHER, [paid("20000")], True),
    (3, "C3", OTHER, [paid("19999.99")], False),
    (3, "C3", POOR, [paid("30000")], False),
    (4, "C4", OTHER, [clinic("300", "门诊统筹", "2026-07-01"), clinic("200", "特殊门诊", "2026-07")], True),
    (4, "C4", OTHER, [clinic("300", "门诊统筹", "2026-07-31"), clinic("200", "特殊门诊", "2026-08-01")], False),
    (4, "C4", OTHER, [clinic("500", "门诊统筹", None)], False),
    (5, "C5", OTHER, [ill("胃癌(早期)", "2026-08-15")], True),
    (5, "C5", OTHER, [ill("胃癌", "2026-05-15")], False),
    (5, "C5", OTHER, [ill("感冒", "2026-08-15")], False),
    (6, "C6", OTHER, [school("12000", "1999.99")], True),
    (6, "C6", OTHER, [school("12000", "2000")], False),
    (6, "C6", OTHER, [school("11000", "0", quarter="2026Q2")], False),
    (7, "C7", OTHER, [roll("disaster")], True),
    (7, "C7", OTHER, [roll("disaster", quarter="2026Q2")], False),
    (8, "C8", LIFTED, [paid("10000.01")], True),
    (8, "C8", LIFTED, [paid("10000")], False),
    (9, "C9", OTHER, [paid("20000.01")], True),
    (9, "C9", OTHER, [paid("20000")], False),
    (10, "C10", OTHER, [in_scope("8000", "2025-10-01", "2025Q4"), in_scope("7000.01", "2026-09-30", "2026Q3")], True),
    (10, "C10", OTHER, [in_scope("8000", "2025-10-01", "2025Q4"), in_scope("7000", "2026-09-30", "2026Q3")], False),
    (10, "C10", OTHER, [in_scope("8000", "2025-09-30", "2025Q4"), in_scope("8000", "2026-09-30", "2026Q3")], False),
    (12, "C12", LOW, [paid("10000.01")], True),
    (12, "C12", LOW, [paid("10000")], False),
    (12, "C12", OTHER, [paid("10000.01"), roll("subsistence_allowance")], True),
    (12, "C12", OTHER, [paid("10000.01")], False),
    (13, "C13", OTHER, [paid("26000.01")], True),
    (13, "C13", OTHER, [paid("26000")], False),
    (13, "C13", LOW, [paid("26000.01")], False),
    (14, "C14-自付", OTHER, [paid("15000"), paid("5000.01", "门诊")], True),
    (14, "C14-自付", OTHER, [paid("15000"), paid("5000", "门诊")], False),
    (14, "C14-低保", OTHER, [*OLD_ROLLS, roll("subsistence_allowance")], True),
    (14, "C14-低保", OTHER, [*OLD_ROLLS, roll("subsistence_allowance"), roll("subsistence_allowance", quarter="2026Q2")], False),
    (14, "C14-特困", OTHER, [*OLD_ROLLS, roll("destitute_support")], True),
    (14, "C14-特困", OTHER, [*OLD_ROLLS, roll("destitute_support"), roll("destitute_support", quarter="2026Q2")], False),
    (14, "C14-临时救助", OTHER, [roll("temporary_relief")], True),
    (14, "C14-临时救助", OTHER, [roll("disaster")], False),
    (14, "C14-重残", OTHER, [*OLD_ROLLS, roll("disability_roll", disability_level="二级")], True),
    (14, "C14-重残", OTHER, [*OLD_ROLLS, roll("disability_roll", disability_level="三级")], False),
    (14, "C14-重残", OTHER, [*OLD_ROLLS, roll("disability_roll", id_number=TWENTY + "42")], True),
    (14, "C14-重残", OTHER, [*OLD_ROLLS, roll("disability_roll", id_number=TWENTY + "43")], False),
    (14, "C14-重残", OTHER, [*OLD_ROLLS, roll("disability_roll")], False),
    (16, "C16-交通刑事", OTHER, [hurt("交通事故", "重伤")], True),
    (16, "C16-交通刑事", OTHER, [hurt("刑事案件", "死亡")], True),
    (16, "C16-交通刑事", OTHER, [hurt("交通事故", "无")], False),
    (16, "C16-交通刑事", OTHER, [hurt("治安案件", "轻伤")], False),
    (16, "C16-低保", OTHER, [*OLD_ROLLS, roll("subsistence_allowance")], True),
    (16, "C16-低保", OTHER, [*OLD_ROLLS, roll("subsistence_allowance"), roll("subsistence_allowance", quarter="2026Q2")], False),
    (16, "C16-特困", OTHER, [*OLD_ROLLS, roll("destitute_support")], True),
    (16, "C16-特困", OTHER, OLD_ROLLS, False),
    (16, "C16-辍学", "监测户", [roll("dropout")], True),
    (16, "C16-辍学", OTHER, [roll("dropout")], False),
    (19, "C19-低保", OTHER, [*OLD_ROLLS, roll("subsistence_allowance")], True),
    (19, "C19-低保", OTHER, [roll("subsistence_allowance", from_date="2026-06-30")], False),
    (19, "C19-低保", OTHER, [roll("subsistence_allowance", from_date="2026-07")], True),
    (19, "C19-分散特困", OTHER, [*OLD_ROLLS, roll("destitute_support", support_mode="分散供养")], True),
    (19, "C19-分散特困", OTHER, [*OLD_ROLLS, roll("destitute_support", support_mode="集中供养")], False),
    (19, "C19-重残", OTHER, [*OLD_ROLLS, roll("disability_roll", disability_level="1")], True),
    (19, "C19-重残", OTHER, [*OLD_ROLLS, roll("disability_roll", disability_level="4")], False),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"row {case[0]} {case[1]} {'fires' if case[4] else 'quiet'}")
def test_rule_fires_on_one_side_of_its_level(case: tuple[int, str, str, list[dict[str, Any]], bool]) -> None:
    row, rule, household_class, rows, fires = case
    town = Town(policy(row))
    town.person("P1", "H1", household_class=household_class, birth_date="2016-05-01")
    town.person("P9", "H9")
    for number, cells in enumerate(rows):
        cells = dict(cells)
        # Lists of a quarter that the windows need lie in the run; others would not be read at all.
        town.row(cells.pop("list_kind"), "P9" if cells.pop("other", False) else "P1", file=f"{number}.xlsx", **cells)
    assert (rule in town.warned().get("H1", set())) is fires


@pytest.mark.parametrize(("income", "fires"), [("12411.99", True), ("12412", False), (None, False)])
def test_row_19_income_on_the_registry(income: str | None, fires: bool) -> None:
    town = Town(policy(19))
    town.person("P1", "H1", household_class="脱贫户", per_capita_income_yuan=income)
    town.person("P2", "H2", household_class="一般农户", per_capita_income_yuan="100")
    assert town.warned() == ({"H1": {"C19-收入"}} if fires else {})
    if fires:
        assert town.screened().clues["authority"].to_list() == ["崇阳规则（2023年所定，此后无新标准）"]


def test_windows_ask_for_just_the_quarters_they_reach_into() -> None:
    third = Quarter.parse("2026Q3")
    needed = {row: [str(q) for q in policy(row).windows_needed(third)] for row in (3, 8, 10, 14, 27)}
    assert needed == {
        3: ["2026Q2", "2026Q1"],  # the school year began in September: inside the quarter
        8: ["2026Q2", "2026Q1"],
        10: ["2026Q2", "2026Q1", "2025Q4"],
        14: ["2026Q2", "2026Q1"],
        27: [],
    }
    assert [str(q) for q in policy(6).windows_needed(Quarter.parse("2026Q2"))] == ["2026Q1", "2025Q4", "2025Q3"]


RECEIVED = date(2026, 9, 25)  # a Friday


@pytest.mark.parametrize(
    ("row", "visit_by", "decide_by"),
    [
        (15, None, None),
        (24, None, "2026-10-10"),
        # 28-30 September, then 8, 9 and the working Saturday 10 October
        (25, "2026-09-29", "2026-10-29"),
        (26, "2026-10-02", "2026-10-16"),  # no holiday calendar given: Monday to Friday
        (27, None, None),
    ],
)
def test_clocks_run_from_the_day_the_clue_was_received(row: int, visit_by: str | None, decide_by: str | None) -> None:
    town = Town(policy(row))
    town.person("P1", "H1")
    town.row("serious_illness", "P1")
    warning = town.screened({"hospital.xlsx": RECEIVED}).warnings.row(0, named=True)
    assert (warning["found_on"], warning["visit_by"], warning["decide_by"]) == ("2026-09-25", visit_by, decide_by)


def test_row_26_the_older_form_had_the_longer_clock() -> None:
    gansu = policy(26)
    assert [gansu.clock("decide_by", day).days for day in (date(2022, 12, 31), date(2023, 1, 1))] == [25, 15]


def test_cadences_are_on_file() -> None:
    day = date(2026, 9, 30)
    said = {row: [(c.code, str(c.every)) for c in policy(row).calendar_on(day)] for row in (2, 15, 16, 27)}
    assert said == {
        2: [("departments_send", "month")],
        15: [("departments_push", "month"), ("joint_meeting", "quarter"), ("findings_back", "month")],
        16: [("dispatch", "two_months")],
        27: [("departments_compare", "month")],
    }
    assert [str(rule.every) for rule in policy(8).rules_on(day)] == ["ten_days", "month"]
    assert [c.last_day for c in policy(2).calendar_on(day)] == [5]


def test_row_27_grades_rank_before_everything_but_urgency() -> None:
    town = Town(policy(27))
    for number, kinds in ((1, ["unemployment"]), (2, ["serious_illness"]), (3, ["unemployment", "serious_illness"])):
        town.person(f"P{number}", f"H{number}")
        for kind in kinds:
            town.row(kind, f"P{number}")
    ranked = town.screened().warnings.sort("rank").select("household_id", "grade").rows()
    assert ranked == [("H3", "高"), ("H2", "高"), ("H1", "低")]


def test_every_row_of_the_table_has_its_file() -> None:
    assert sorted(FILES) == [*range(2, 11), 12, 13, 14, 15, 16, 19, 24, 25, 26, 27]
    assert {case[0] for case in CASES} == {*range(2, 11), 12, 13, 14, 16, 19}
    assert {f.stem for f in (Path(__file__).parent / "policy").glob("*.toml")} == set(FILES.values())
