"""What a policy answers, what it refuses, and that the shipped ones say what the four notices say."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.model.codes import Disclosure, Urgency
from pipelines.model.errors import PolicyIncomplete, UsageError
from pipelines.model.quarter import Quarter
from pipelines.policy import Policy, load_policy, shipped
from pipelines.policy.load import read_policy
from pipelines.policy.office import load_office, new_office_text
from pipelines.policy.shipped import PLACES

DAY = date(2026, 9, 30)

SMALL = """
carried_note = "（{year}年所定）"

[place]
code = "small"
label = "小镇"
province = "某省"
prefecture = "某市"
county = "某县"
county_code = "341523"
village_aliases = { "柳林子" = "柳林村" }

[[class]]
code = "lifted"
label = "脱贫户"
aliases = ["建档立卡户"]
from = 2021-01-01
authority = "甲号"

[[income_line]]
label = "人均纯收入"
yuan = 6000
set_for = 2021
from = 2021-01-01
authority = "甲号"

[[statistic]]
code = "median"
label = "中位数"
yuan = "10000.50"
set_for = 2024
from = 2025-01-01
authority = "统计公报"

[[rule]]
code = "R1"
label = "自付"
kind = "illness"
population = "everyone"
measure = "self_paid"
window = "quarter"
comparator = ">="
level = 5000
from = 2021-01-01
authority = "甲号"

[[urgency]]
urgency = "this_quarter"
from = 2021-01-01
authority = "甲号"
"""


def refused(text: str) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(PolicyIncomplete) as refusal:
        policy = read_policy(text, "small.toml")
        for rule in policy.rules_for(Quarter(2026, 3)):
            policy.level_of(rule, DAY)
    assert refusal.value.context["file"] == "small.toml"
    return refusal.value.code, refusal.value.context


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) >= 1
    return SMALL.replace(old, new)


def table(name: str, until: str) -> str:
    """One table of SMALL, to say a second time."""
    return SMALL[SMALL.index(f"[[{name}]]") : SMALL.index(f"[[{until}]]")]


BY_SCHOOL_YEAR = changed('measure = "self_paid"', 'measure = "tuition_burden"').replace('"quarter"', '"school_year"')
SHARE = 'level = { factor = 0.5, statistic = "median", year = "previous" }'


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        (changed("level = 5000\n", ""), "policy_missing_key", "rule[1].level"),
        (changed('comparator = ">="\n', ""), "policy_missing_key", "rule[1].comparator"),
        (changed('window = "quarter"\n', ""), "policy_missing_key", "rule[1].window"),
        (changed('comparator = ">="', 'comparator = "=>"'), "policy_unknown_word", "rule[1].comparator"),
        (changed('kind = "illness"', 'kind = "ilness"'), "policy_unknown_word", "rule[1].kind"),
        (changed('population = "everyone"', 'population = "lifted"'), "policy_unknown_word", "rule R1.population lifted"),
        (changed("level = 5000", "leval = 5000"), "policy_missing_key", "rule[1].level"),
        (changed("level = 5000", "level = 5000\nlevle = 1"), "policy_unknown_key", "rule[1].levle"),
        (changed("level = 5000", 'level = "many"'), "policy_wrong_type", "rule[1].level"),
        (changed("level = 5000", "level = 0"), "policy_wrong_type", "rule[1].level"),
        (changed("level = 5000", "level = nan"), "policy_wrong_type", "rule[1].level"),
        (changed("level = 5000", SHARE.replace("median", "mean")), "policy_rule_lacks", "rule R1"),
        (changed("level = 5000", SHARE).replace("set_for = 2024", "set_for = 2026"), "policy_rule_lacks", "rule R1"),
        (changed('measure = "self_paid"', 'measure = "on_event_list"'), "policy_unknown_key", "rule[1].level"),
        (changed('level = 5000\n', 'level = 5000\ngrade = "红"\n'), "policy_rule_lacks", "rule R1"),
        (BY_SCHOOL_YEAR, "policy_rule_lacks", "rule R1"),
        (changed("[[urgency]]", '[[urgency]]\nkinds = ["disaster"]'), "policy_rule_lacks", "rule R1"),
        (SMALL + table("income_line", "statistic"), "policy_overlap", "income_line income_line"),
        (SMALL + table("rule", "urgency"), "policy_overlap", "rule R1"),
        (SMALL + table("statistic", "rule"), "policy_overlap", "statistic median"),
        (SMALL + table("class", "income_line").replace('"lifted"', '"x"'), "policy_overlap", "class lifted / class x"),
        (changed("from = 2021-01-01", 'from = "2021-01-01"'), "policy_wrong_type", "class[1].from"),
        (changed("from = 2021-01-01", "from = 2021-01-01\nuntil = 2020-01-01"), "policy_wrong_type", "class[1].until"),
        (changed('authority = "统计公报"', ""), "policy_missing_key", "statistic[1].authority"),
        (changed('county_code = "341523"', 'county_code = "3415"'), "policy_wrong_type", "place.county_code"),
        (changed('carried_note = "（{year}年所定）"', ""), "policy_missing_key", "carried_note"),
        (SMALL + "\n[[rules]]\n", "policy_unknown_key", "rules"),
    ],
)  # fmt: skip
def test_a_policy_that_lacks_or_contradicts_is_refused_by_file_and_key(text: str, code: str, key: str) -> None:
    assert refused(text)[0] == code
    assert refused(text)[1]["key"] == key


def test_a_policy_that_is_no_toml_is_refused() -> None:
    assert refused(SMALL + "\n[[rule")[0] == "policy_unreadable"
    assert refused(SMALL[: SMALL.index("[[rule]]")])[1]["add"] == "[[rule]]"


def test_the_missing_figure_is_named_with_its_year() -> None:
    text = changed("level = 5000", SHARE).replace("set_for = 2024", "set_for = 2026")
    assert refused(text)[1]["add"] == "median 2025 (2026-09-30)"


def test_entries_hold_from_their_first_to_their_last_day() -> None:
    later = (
        table("income_line", "statistic")
        .replace("6000", "7000")
        .replace("2021", "2022", 1)
        .replace("2021-01-01", "2022-05-10")
    )
    text = changed("set_for = 2021\nfrom = 2021-01-01", "set_for = 2021\nfrom = 2021-01-01\nuntil = 2022-05-09") + later
    policy = read_policy(text, "small.toml")
    lines = [
        policy.income_line(day) for day in (date(2020, 12, 31), date(2021, 1, 1), date(2022, 5, 9), date(2022, 5, 10))
    ]
    assert [line and line.yuan for line in lines] == [None, 6000, 6000, 7000]


def test_a_share_of_a_statistic_is_exact_and_names_both_papers() -> None:
    policy = read_policy(changed("level = 5000", SHARE), "small.toml")
    (rule,) = policy.rules
    assert policy.level_of(rule, date(2025, 9, 30)) == (Decimal("5000.25"), "甲号；统计公报")
    assert policy.level_of(rule, DAY) == (Decimal("5000.25"), "甲号；统计公报（2024年所定）")


def test_a_figure_used_after_its_year_carries_the_note() -> None:
    policy = read_policy(changed("level = 5000", "level = 5000\nset_for = 2022"), "small.toml")
    (rule,) = policy.rules
    assert [policy.level_of(rule, date(year, 6, 30)) for year in (2022, 2023)] == [
        (Decimal(5000), "甲号"),
        (Decimal(5000), "甲号（2022年所定）"),
    ]


def test_the_income_line_may_be_a_level() -> None:
    policy = read_policy(changed("level = 5000", 'level = { factor = 1.5, statistic = "income_line" }'), "small.toml")
    assert policy.level_of(policy.rules[0], DAY) == (Decimal("9000.0"), "甲号；甲号（2021年所定）")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("脱贫户", "lifted"),
        (" 建档立卡户 ", "lifted"),
        ("一般农户、脱贫户", "lifted"),
        ("脱贫户（2019年）", "lifted"),
        ("非脱贫户", None),
        ("", None),
        (None, None),
    ],
)
def test_classes_are_known_by_their_names_and_aliases(text: str | None, code: str | None) -> None:
    assert read_policy(SMALL, "small.toml").household_class(text, DAY) == code


def test_villages_and_townships_have_one_name() -> None:
    policy = read_policy(SMALL, "small.toml")
    assert [policy.village_name(name) for name in ("柳林子村", "柳林子", "柳林村", "别村", None)] == [
        "柳林村",
        "柳林村",
        "柳林村",
        "别村",
        None,
    ]
    assert load_policy(shipped("ganhanhe")).township_name("干汉镇") == "干汉河镇"


# the four notices


def policies() -> dict[str, Policy]:
    return {place: load_policy(shipped(place)) for place in PLACES}


def test_each_notice_keeps_its_line_and_its_year() -> None:
    lines = {place: policy.income_line(DAY) for place, policy in policies().items()}
    said = {place: line and (line.yuan, line.figure.set_for, line.figure.provisional) for place, line in lines.items()}
    assert said == {
        "ganhanhe": (6000, 2021, True),
        "madian": (7000, 2022, False),
        "xiji": None,
        "zhaojia": (5000, 2020, False),
    }


def test_each_notice_keeps_its_own_class_names() -> None:
    offered = {place: [c.label for c in policy.classes_on(DAY) if c.offered] for place, policy in policies().items()}
    three = ["脱贫不稳定户", "边缘易致贫户", "突发严重困难户"]
    assert offered == {"ganhanhe": three, "madian": three, "xiji": three, "zhaojia": ["脱贫监测户", "边缘户"]}


def test_the_two_names_for_one_class_meet() -> None:
    ganhanhe, zhaojia = load_policy(shipped("ganhanhe")), load_policy(shipped("zhaojia"))
    assert ganhanhe.household_class("脱贫监测户", DAY) == zhaojia.household_class("脱贫不稳定户", DAY) == "unstable"


def test_only_madian_signed_clocks_and_they_are_right() -> None:
    found = date(2026, 9, 25)
    due = {
        place: [policy.due(name, found) for name in ("visit_by", "decide_by", "plan_by")]
        for place, policy in policies().items()
    }
    nothing = [None, None, None]
    assert due == {
        "ganhanhe": nothing,
        "xiji": nothing,
        "zhaojia": nothing,
        "madian": [None, date(2026, 10, 10), date(2026, 10, 5)],
    }


def test_three_must_visits_of_ganhanhe() -> None:
    policy = load_policy(shipped("ganhanhe"))
    by_code = {rule.code: rule for rule in policy.rules}
    asked = [
        ("G5-重大疾病", "general"),
        ("G8-事故变故", None),
        ("G6-大额报销", "lifted"),
        ("G6-大额报销", "general"),
        ("G6-大额报销", None),
    ]
    assert [policy.urgency(by_code[code], household, DAY) for code, household in asked] == [
        Urgency.AT_ONCE,
        Urgency.AT_ONCE,
        Urgency.THIS_MONTH,
        Urgency.THIS_QUARTER,
        Urgency.THIS_QUARTER,
    ]


def test_calendars_and_schedules_of_the_notices() -> None:
    loaded = policies()
    ganhanhe = [(c.first_day, c.last_day) for c in loaded["ganhanhe"].calendar_on(DAY) if c.first_day]
    assert ganhanhe == [(1, 10), (10, 15), (15, 20)]
    assert [c.weekday for c in loaded["madian"].calendar_on(DAY) if c.weekday] == [5]
    assert [c.ends for c in loaded["zhaojia"].calendar_on(DAY) if c.ends][-1] == date(2020, 12, 31)
    assert all(policy.schedule(DAY) for policy in loaded.values())
    assert {place: [g.level for g in policy.grid_on(DAY)] for place, policy in loaded.items()} == {
        "ganhanhe": [1, 2, 3],
        "madian": [1, 2, 3],
        "xiji": [0, 1, 2, 3],
        "zhaojia": [1, 2],
    }


@pytest.mark.parametrize("place", PLACES)
def test_every_entry_of_a_shipped_policy_names_its_paper(place: str) -> None:
    number = {
        "ganhanhe": "干政〔2021〕61号",
        "madian": "马办〔2022〕59号",
        "xiji": "《西吉县",
        "zhaojia": "赵委发〔2020〕34号",
    }[place]
    policy = load_policy(shipped(place))
    entries = [*policy.rules, *policy.classes, *policy.clocks, *policy.urgencies, *policy.calendar, *policy.grid_levels]
    assert all(number in entry.authority and len(entry.authority) > len(number) for entry in entries)


@pytest.mark.parametrize("place", PLACES)
def test_shipped_policies_look_one_quarter_back(place: str) -> None:
    assert load_policy(shipped(place)).windows_needed(Quarter(2026, 3)) == [Quarter(2026, 2)]


# the office's own file


@pytest.mark.parametrize("place", PLACES)
def test_a_new_office_can_be_read_back(place: str, tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text(new_office_text(place), encoding="utf-8")
    office = load_office(tmp_path / "office.toml")
    assert office.policy_path == shipped(place)
    assert office.place_label == load_policy(shipped(place)).place.label
    assert (office.disclosure, office.ledger_url) == (Disclosure.COARSE, None)


def test_an_office_may_bring_its_own_policy(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(SMALL, encoding="utf-8")
    (tmp_path / "office.toml").write_text(new_office_text(own), encoding="utf-8")
    office = load_office(tmp_path / "office.toml")
    assert (office.policy_path, office.place_label) == (own.resolve(), "小镇")
    (tmp_path / "office.toml").write_text(
        'place = "小镇"\npolicy = "own.toml"\ndisclosure = "full"\n', encoding="utf-8"
    )
    office = load_office(tmp_path / "office.toml")
    assert (load_policy(office.policy_path).place.code, office.disclosure) == ("small", Disclosure.FULL)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('policy = "xiji"', "office_wrong"),
        ('place = "x"\npolicy = "xiji"\ndisclosure = "all"', "office_wrong"),
        ('place = "x"\npolicy = "xiji"\ndisclosur = "full"', "office_wrong"),
        ("place = ", "office_unreadable"),
    ],
)
def test_a_wrong_office_file_is_refused(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refusal:
        load_office(tmp_path / "office.toml")
    assert refusal.value.code == code


def test_unknown_places_and_missing_files_are_refused(tmp_path: Path) -> None:
    for code, ask in (
        ("unknown_place", lambda: shipped("nowhere")),
        ("unknown_place", lambda: new_office_text("nowhere")),
        ("policy_not_found", lambda: load_policy(tmp_path / "none.toml")),
        ("no_office", lambda: load_office(tmp_path / "office.toml")),
    ):
        with pytest.raises(UsageError) as refusal:
            ask()
        assert refusal.value.code == code
