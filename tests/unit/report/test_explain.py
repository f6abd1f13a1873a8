"""What an auditor is told of a household, a person, a warning and a row, on hand-made frames."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.model.errors import UsageError
from pipelines.model.quarter import Quarter
from pipelines.model.tables import CANDIDATES, DELIVERIES
from pipelines.report.explain import explain
from pipelines.report.explain_case import Case
from pipelines.report.explain_words import told
from pipelines.screening.considered import considered
from pipelines.screening.screen import town_of
from pipelines.screening.warnings import warning_id
from tests.unit.screening.screening_town import Town

Q3 = Quarter.parse("2026Q3")
_PLACE = {"quarter": "2026Q3", "sheet": "Sheet1", "item_no": 1}
_WEIGHTS = {"weight_id": 19.6, "weight_name": 4.2, "weight_place": -6.0, "weight_birth": 0.1}


@pytest.fixture
def town() -> Town:
    made = Town()
    made.person("P1", "H1", id_number="110105194912310021", household_class="一般农户")
    made.person("P2", "H2", village_name="白畈村")
    made.person("P3", "H2", relation="之子", village_name="白畈村")
    return made


def _case(town: Town, candidates: list[dict[str, Any]] | None = None, **more: Any) -> Case:
    rows, links, persons = town.frames()
    asked = town_of(rows, links, persons, town.policy, Q3, {}, date(2026, 10, 5))
    sent = {
        "file": "hospital.xlsx",
        "sha256": "ab",
        "quarter": "2026Q3",
        "received_at": "2026-10-04",
        "status": "current",
    }
    return Case(
        quarter=Q3,
        rows=rows,
        links=links,
        candidates=CANDIDATES.conform(pl.DataFrame(candidates)) if candidates else CANDIDATES.empty(),
        persons=persons,
        deliveries=DELIVERIES.conform(pl.DataFrame([sent])),
        warnings=town.screened().warnings.with_columns(reason=pl.lit("有人患病")),
        policy=town.policy,
        departments={"hospital": "医院"},
        considered=lambda home: considered(asked, home),
        **more,
    )


def test_a_warned_household_names_rule_row_authority_and_delivery(town: Town) -> None:
    row = town.row("serious_illness", "P1", person_name="某P1", id_number="110105194912310021", notes="id_invalid")
    body = explain("H1", _case(town))
    home = body["households"][0]
    fired = [rule for rule in home["rules"] if rule["outcome"] == "fired"]
    assert [(rule["rule"], rule["rows"]) for rule in fired] == [("G5-重大疾病", [row])]
    assert home["warning"]["warning_id"] == warning_id(Q3, "H1")
    assert home["rows"][0]["received_at"] == "2026-10-04"
    lines = "\n".join(told(body))
    assert "触发:重大疾病名单" in lines and "干政〔2021〕61号" in lines and row in lines
    assert "证件号不合规则" in lines and "本地政策没有规定" in lines
    assert "****0021" in lines and "110105194912310021" not in lines + str(body)


def test_a_household_without_warning_is_told_why_for_every_rule(town: Town) -> None:
    town.row("dropout", "P3", person_name="某P3", birth_date="1999-01-01")
    body = explain("H2", _case(town))
    home = body["households"][0]
    assert home["warning"] is None and home["as_issued"]
    assert {rule["rule"] for rule in home["rules"]} == {rule.code for rule in town.policy.rules_for(Q3)}
    outcomes = {rule["rule"]: rule["outcome"] for rule in home["rules"]}
    assert outcomes["G7-失学辍学"] == "not_of_age" and outcomes["G5-重大疾病"] == "list_not_sent"
    lines = "\n".join(told(body))
    assert "本季度没有预警" in lines and "本人不在义务教育年龄" in lines
    assert "没有收到这些名单" in lines and "重大疾病名单" in lines


def test_a_doubtful_row_shows_every_rival_with_its_weight_in_words(town: Town) -> None:
    doubt = {
        "status": "review",
        "person_id": None,
        "household_id": None,
        "candidates": "P1|P2",
        "lead": 0.0,
        "level": "name_village",
    }
    row = town.row("serious_illness", "P1", person_name="某甲", link={**doubt, "weight": 17.0})
    place = {**_PLACE, "file": "hospital.xlsx", "row_no": 2}
    rivals = [
        {
            **place,
            "candidate_rank": 1,
            "person_id": "P1",
            "household_id": "H1",
            "level": "name_village",
            "weight": 17.8,
            **_WEIGHTS,
        },
        {**place, "candidate_rank": 2, "person_id": "P2", "household_id": "H2", "level": "weak", "weight": 17.8},
    ]
    body = explain(row, _case(town, rivals))
    assert [home["household_id"] for home in body["households"]] == ["H1", "H2"]
    lines = "\n".join(told(body))
    assert "待人工复核" in lines and "不分上下" in lines
    assert "证件号相合,很有力(+19.6)" in lines and "地点不合(-6.0)" in lines and "出生日期" not in lines
    assert "还没有人工复核" in lines
    assert explain("H2", _case(town, rivals))["households"][0]["rows"][0]["reference"] == row


@pytest.mark.parametrize(
    "asked", ["2026Q3/hospital.xlsx#Sheet1#2#1", "hospital.xlsx#Sheet1#2", "hospital.xlsx#Sheet1#2#1"]
)
def test_a_row_is_found_however_it_is_written(town: Town, asked: str) -> None:
    row = town.row("serious_illness", "P1")
    body = explain(asked, _case(town))
    assert body["subject"] == {"kind": "row", "id": row}
    assert [rule["rule"] for rule in body["households"][0]["rules"]] == ["G5-重大疾病"]


def test_a_row_that_is_nobodys_says_so(town: Town) -> None:
    row = town.row("serious_illness", None, link={"status": "none", "household_id": None, "level": "none"})
    body = explain(row, _case(town))
    assert body["households"] == []
    assert "没有候选人" in "\n".join(told(body))


def test_a_duplicate_names_its_original(town: Town) -> None:
    original = town.row("serious_illness", "P1", person_name="某P1")
    copy = town.row("serious_illness", "P1", person_name="某P1", file="again.xlsx", fate="duplicate")
    assert explain(copy, _case(town))["row"]["original"] == original


def test_a_warning_is_found_by_its_number_and_by_the_key_on_the_list(town: Town) -> None:
    town.row("serious_illness", "P1")
    number = warning_id(Q3, "H1")
    for asked in (number, f"{number}-KTXM"):
        assert explain(asked, _case(town))["households"][0]["household_id"] == "H1"


def test_a_person_is_told_the_own_rows_and_rules_and_those_of_the_household(town: Town) -> None:
    town.row("serious_illness", "P2")
    body = explain("P3", _case(town))
    home = body["households"][0]
    assert home["household_id"] == "H2" and home["rows"] == []
    assert not [rule for rule in home["rules"] if rule["person_id"] == "P2"]
    assert home["as_issued"]


def test_answers_of_any_kind_are_read_and_others_are_not(town: Town) -> None:
    town.row("serious_illness", "P1")
    number = warning_id(Q3, "H1")
    entries = [
        {
            "at": "2026-10-20",
            "actor": "村",
            "kind": "new_kind",
            "subject": number,
            "body": {"answers": {"finding": "true"}},
        },
        {"at": "2026-10-21", "actor": "村", "kind": "new_kind", "subject": "x", "body": {"home": "H1", "note": None}},
        {"at": "2026-10-22", "actor": "村", "kind": "new_kind", "subject": "H12", "body": {"home": "H11"}},
    ]
    body = explain("H1", _case(town, entries=entries))
    assert [entry["at"] for entry in body["households"][0]["answers"]] == ["2026-10-20", "2026-10-21"]
    assert "2026-10-20 台账记录(new_kind)" in "\n".join(told(body))


def test_a_policy_changed_after_issuing_is_noticed(town: Town) -> None:
    town.row("serious_illness", "P1")
    case = _case(town)
    emptied = Case(**{**vars(case), "warnings": case.warnings.clear()})
    body = explain("H1", emptied)
    assert body["households"][0]["as_issued"] is False
    assert "与下发时不同" in "\n".join(told(body))


@pytest.mark.parametrize("asked", ["nobody", "", "a#b", "x.xlsx#S#9#1", "W2026Q3-0000000000", "2026Q3/#"])
def test_what_is_not_there_is_refused_without_repeating_it(town: Town, asked: str) -> None:
    with pytest.raises(UsageError) as refused:
        explain(asked, _case(town))
    assert refused.value.code == "explain_not_found"
    assert set(refused.value.context) == {"quarter"}
