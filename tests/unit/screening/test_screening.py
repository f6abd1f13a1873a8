"""What a clerk and a cadre rely on: who is warned, how once, with which dates, ranked how."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.model.errors import PolicyIncomplete
from pipelines.model.tables import CLUES, FACTS, WARNINGS
from pipelines.policy import load_policy, shipped
from pipelines.policy.naming import with_own_names
from tests.unit.screening.screening_town import Town


@pytest.fixture
def town() -> Town:
    made = Town()
    made.person("P1", "H1", household_class="一般农户")
    made.person("P2", "H1", relation="之子", birth_date="2014-03-01", household_class="一般农户")
    made.person("P3", "H2", household_class="脱贫监测户")
    return made


def test_all_clues_of_a_household_make_one_warning(town: Town) -> None:
    rows = [
        town.row("serious_illness", "P1"),
        town.row("large_reimbursement", "P1", self_paid_yuan="23450"),
        town.row("dropout", "P2"),
    ]
    warning = town.screened().warnings.row(0, named=True)
    assert warning["kinds"] == "illness|school_dropout"
    assert warning["urgency"] == "at_once"
    assert warning["rows"].split("|") == sorted(rows)
    assert warning["departments_count"] == 3
    assert warning["amount_yuan"] == Decimal("23450.00")
    assert warning["household_class"] == "一般农户"
    assert (warning["visit_by"], warning["decide_by"], warning["grade"], warning["reason"]) == (None, None, None, None)


def test_tables_keep_their_contract(town: Town) -> None:
    town.row("serious_illness", "P1")
    screened = town.screened()
    assert [screened.facts.schema, screened.clues.schema, screened.warnings.schema] == [
        FACTS.schema,
        CLUES.schema,
        WARNINGS.schema,
    ]


def test_a_quarter_without_lists_warns_nobody(town: Town) -> None:
    screened = town.screened()
    assert [screened.facts.height, screened.clues.height, screened.warnings.height] == [0, 0, 0]
    assert screened.warnings.schema == WARNINGS.schema


def test_a_town_without_registry_warns_nobody() -> None:
    empty = Town()
    empty.row("serious_illness", None, link={"status": "none"})
    assert empty.warned() == {}


def test_the_number_of_a_warning_is_the_same_in_any_run(town: Town) -> None:
    town.row("serious_illness", "P1")
    first = town.screened().warnings["warning_id"][0]
    town.row("incident", "P3")
    again = dict(town.screened().warnings.select("household_id", "warning_id").iter_rows())
    assert first.startswith("W2026Q3-")
    assert again["H1"] == first
    assert again["H2"] != first


@pytest.mark.parametrize("fate", ["duplicate", "rejected", "not_data"])
def test_only_accepted_rows_count(town: Town, fate: str) -> None:
    town.row("serious_illness", "P1", fate=fate)
    assert town.warned() == {}


@pytest.mark.parametrize("status", ["review", "none"])
def test_a_doubtful_link_is_a_question_not_a_warning(town: Town, status: str) -> None:
    town.row("serious_illness", "P1", link={"status": status, "candidates": "P1|P2"})
    assert town.warned() == {}


def test_a_link_to_the_household_alone_warns_the_household(town: Town) -> None:
    town.row("serious_illness", None, person_name="某某", link={"household_id": "H1"})
    clue = town.screened().clues.row(0, named=True)
    assert (clue["household_id"], clue["person_id"], clue["person_name"], clue["relation"]) == (
        "H1",
        None,
        "某某",
        None,
    )


def test_a_household_already_monitored_is_marked_and_shown(town: Town) -> None:
    town.row("serious_illness", "P1")
    town.row("serious_illness", "P3")
    marked = dict(town.screened().warnings.select("household_id", "already_monitored").iter_rows())
    assert marked == {"H1": False, "H2": True}


def test_the_class_is_the_policys_own_name(town: Town) -> None:
    town.row("serious_illness", "P3")
    assert town.screened().warnings["household_class"].to_list() == ["脱贫不稳定户"]
    zhaojia = Town(load_policy(shipped("zhaojia")), persons=town.persons, rows=town.rows, links=town.links)
    assert zhaojia.screened().warnings["household_class"].to_list() == ["脱贫监测户"]


@pytest.mark.parametrize(
    ("born", "age", "fires"),
    [
        ("2011-09-30", None, True),  # 15 on the last day of 2026Q3
        ("2020-09-30", None, True),
        ("2020-10-01", None, False),
        ("2010-10-01", None, True),
        ("2010-09-30", None, False),
        ("2010", None, True),  # some day of that year fits
        (None, 15, True),
        (None, 16, False),
        (None, None, True),
    ],
)
def test_dropout_counts_within_compulsory_age(born: str | None, age: int | None, fires: bool) -> None:
    town = Town()
    town.person("P1", "H1", birth_date=born)
    town.row("dropout", "P1", age=age)
    screened = town.screened()
    assert (screened.warnings.height == 1) is fires
    assert ("dropout_not_of_age" in {r.code for r in screened.remarks}) is not fires


def test_the_registrys_number_tells_a_pupils_age_before_the_lists_cell() -> None:
    town = Town()
    town.person("P1", "H1", id_number="110101201403010012", birth_date="1990-01-01")
    town.row("dropout", "P1", age=40)
    assert town.warned() == {"H1": {"G7-失学辍学"}}


def test_a_standing_roll_warns_of_new_entries_only(town: Town) -> None:
    for quarter in ("2026Q2", "2026Q3"):
        town.row("subsistence_allowance", "P1", quarter=quarter)
    town.row("subsistence_allowance", "P3")
    assert town.warned() == {"H2": {"G13-新增低保"}}


def test_a_registry_without_township_names_compares_rolls_all_the_same() -> None:
    town = Town()
    for person in ("P1", "P2"):
        town.person(person, f"H{person}", township_name=None)
    town.row("subsistence_allowance", "P1", quarter="2026Q2")
    town.row("subsistence_allowance", "P1")
    town.row("subsistence_allowance", "P2")
    assert town.warned() == {"HP2": {"G13-新增低保"}}


def test_another_member_of_a_household_on_the_roll_is_no_new_entry(town: Town) -> None:
    town.row("subsistence_allowance", "P1", quarter="2026Q2")
    town.row("subsistence_allowance", "P2")
    assert town.warned() == {}


def test_somebody_who_could_not_be_linked_last_time_is_not_new_now(town: Town) -> None:
    unlinked = {"status": "review", "person_id": None, "household_id": None}
    town.row("destitute_support", "P3", quarter="2026Q2")
    town.row("destitute_support", "P1", quarter="2026Q2", link={**unlinked, "candidates": "P3|P1"})
    town.row("destitute_support", "P1")
    assert town.warned() == {}


def test_the_same_number_and_name_on_the_last_roll_is_not_new(town: Town) -> None:
    number = {"person_name": "某P1", "id_number": "110101199001010015"}
    nobody = {"status": "none", "person_id": None, "household_id": None}
    town.row("destitute_support", "P3", quarter="2026Q2")
    town.row("destitute_support", "P1", quarter="2026Q2", link=nobody, **number)
    town.row("destitute_support", "P1", **number)
    assert town.warned() == {}


@pytest.mark.parametrize(
    ("from_date", "fires"),
    [("2026-07-01", True), ("2026-09", True), ("2026", False), (None, False), ("2026-06-30", False)],
)
def test_without_an_earlier_roll_only_the_start_date_decides(town: Town, from_date: str | None, fires: bool) -> None:
    town.row("destitute_support", "P1", from_date=from_date)
    screened = town.screened()
    assert (screened.warnings.height == 1) is fires
    assert "roll_without_earlier" in {remark.code for remark in screened.remarks}


def test_one_township_without_an_earlier_roll_does_not_make_all_its_households_new(town: Town) -> None:
    town.person("P8", "H8", township_name="另一镇")
    town.row("subsistence_allowance", "P1", quarter="2026Q2")
    town.row("subsistence_allowance", "P8")
    town.row("subsistence_allowance", "P3")
    assert town.warned() == {"H2": {"G13-新增低保"}}


def test_found_on_is_the_first_day_this_quarters_lists_told_of_it(town: Town) -> None:
    town.row("serious_illness", "P1", file="a.xlsx")
    town.row("large_reimbursement", "P1", file="b.xlsx")
    received = {"a.xlsx": date(2026, 9, 20), "2026Q3/b.xlsx": date(2026, 9, 3)}
    assert town.screened(received).warnings["found_on"].to_list() == ["2026-09-03"]
    assert town.screened({}, as_of=date(2026, 10, 9)).warnings["found_on"].to_list() == ["2026-10-09"]


def test_madian_counts_fifteen_days_notice_included(town: Town) -> None:
    madian = Town(load_policy(shipped("madian")), persons=town.persons)
    madian.row("serious_illness", "P1")
    warning = madian.screened({"hospital.xlsx": date(2026, 9, 25)}).warnings.row(0, named=True)
    assert (warning["visit_by"], warning["decide_by"]) == (None, "2026-10-10")


def test_a_person_listed_in_two_households_names_the_other(town: Town) -> None:
    twice = {"person_name": "某女", "id_number": "110101199001010023"}
    town.person("P5", "H5", **twice)
    town.person("P6", "H6", relation="之女", **twice)
    town.row("serious_illness", "P5")
    assert town.screened().clues.select("household_id", "other_household_id").rows() == [("H5", "H6")]


def test_the_dead_and_the_moved_still_count_for_their_household_and_are_remarked(town: Town) -> None:
    town.person("P7", "H7", status="dead")
    town.row("serious_illness", "P7")
    screened = town.screened()
    assert screened.warnings["household_id"].to_list() == ["H7"]
    assert [r.context for r in screened.remarks if r.code == "clues_of_persons_gone"] == [{"count": 1}]


def test_a_list_that_no_rule_reads_is_remarked(town: Town) -> None:
    town.row("settlement", "P1", self_paid_yuan="90000")
    screened = town.screened()
    assert screened.warnings.is_empty()
    assert [(r.code, dict(r.context)) for r in screened.remarks] == [
        ("list_without_rule", {"list_kind": "医疗费用结算", "rows": 1})
    ]


def test_rank_is_by_urgency_departments_amount_and_never_shared() -> None:
    town = Town()
    said = {
        "H1": [("large_reimbursement", "100")],
        "H2": [("large_reimbursement", "900")],
        "H3": [("large_reimbursement", "900")],
        "H4": [("large_reimbursement", "1"), ("unemployment", None)],
        "H5": [("incident", None)],
    }
    for number, (household, lists) in enumerate(sorted(said.items(), reverse=True)):
        town.person(f"P{number}", household)
        for kind, yuan in lists:
            town.row(kind, f"P{number}", self_paid_yuan=yuan)
    ranked = town.screened().warnings.sort("rank").select("rank", "household_id").rows()
    assert ranked == [(1, "H5"), (2, "H4"), (3, "H2"), (4, "H3"), (5, "H1")]


def test_ranks_begin_anew_in_each_village() -> None:
    town = Town()
    town.person("P1", "H1", village_name="甲村")
    town.person("P2", "H2", village_name="乙村")
    town.person("P3", "H3", village_name="乙村", township_name="另一镇")
    for person in ("P1", "P2", "P3"):
        town.row("serious_illness", person)
    assert town.screened().warnings["rank"].to_list() == [1, 1, 1]


def test_two_spellings_of_a_place_become_one() -> None:
    town = Town()
    town.person("P1", "H1")
    town.person("P2", "H2", township_name="干汉镇")
    town.person("P3", "H3", township_name=None, village_name=None)
    _, _, persons = town.frames()
    renamed = with_own_names(persons, town.policy)
    assert renamed["township_name"].to_list() == ["干汉河镇", "干汉河镇", None]
    assert renamed.drop("township_name").equals(persons.drop("township_name"))


def test_a_quarter_before_the_policy_is_refused(town: Town) -> None:
    town.quarter = "2021Q2"
    with pytest.raises(PolicyIncomplete) as refusal:
        town.screened()
    assert (refusal.value.code, refusal.value.context["add"]) == ("policy_no_rule_in_force", "2021Q2")


def test_later_quarters_are_not_looked_at(town: Town) -> None:
    town.row("serious_illness", "P1", quarter="2026Q4")
    assert town.warned() == {}


def test_sums_need_a_row_of_this_quarter() -> None:
    town = Town(load_policy(Path(__file__).parents[2] / "golden" / "policy" / "c14_yantai.toml"))
    town.person("P1", "H1")
    town.row("settlement", "P1", self_paid_yuan="30000", settlement_date="2026-05-01", quarter="2026Q2")
    assert town.warned() == {}
    town.row("settlement", "P1", self_paid_yuan="1", settlement_date="2026-07-01")
    clue = town.screened().clues.row(0, named=True)
    assert (clue["value"], clue["threshold"], clue["comparator"]) == (Decimal("30001.00"), Decimal("20000.00"), ">")
    assert (clue["window_from"], clue["window_to"]) == ("2026-01-01", "2026-09-30")
    assert len(clue["rows"].split("|")) == 2
