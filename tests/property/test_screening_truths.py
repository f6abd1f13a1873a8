"""Truths about screening whatever lists arrive: order, withdrawal, strictness, second copies, and sums in plain Python."""

import dataclasses
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.model.quarter import Quarter
from pipelines.policy import Policy, load_policy, shipped
from pipelines.policy.entries import Level, YearChoice
from pipelines.screening import Screened, screen
from pipelines.screening.facts import rule_rows, sum_facts
from pipelines.screening.linked_rows import linked_rows
from tests.unit.screening.screening_town import Town

SUMS = load_policy(Path(__file__).parents[1] / "golden" / "policy" / "c14_yantai.toml")
EVENTS = load_policy(shipped("ganhanhe"))
PEOPLE = [(f"P{n}", f"H{n // 2}") for n in range(6)]
few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])

settlements = st.fixed_dictionaries(
    {
        "list_kind": st.sampled_from(["settlement", "settlement", "large_reimbursement"]),
        "person": st.sampled_from([p for p, _ in PEOPLE[:2]]),
        "file": st.sampled_from(["a.xlsx", "b.xlsx", "c.xlsx"]),
        "quarter": st.sampled_from(["2026Q3", "2026Q3", "2026Q2"]),
        "settlement_number": st.sampled_from([None, None, "N1", "N2", "N3"]),
        "settlement_date": st.sampled_from(
            [None, "2026-07-01", "2026-08-02", "2026-07", "2026", "2025-12-31", "2026-05-06"]
        ),
        "discharge_date": st.sampled_from([None, None, "2026-07-01"]),
        "self_paid_yuan": st.sampled_from([*["9000"] * 4, "12000.50", "-9000", "0", None]),
        "total_cost_yuan": st.sampled_from([None, "30000", "30000", "40000"]),
    }
)
events = st.fixed_dictionaries(
    {
        "list_kind": st.sampled_from(
            [
                "serious_illness",
                "large_reimbursement",
                "dropout",
                "incident",
                "subsistence_allowance",
                "destitute_support",
            ]
        ),
        "person": st.sampled_from([p for p, _ in PEOPLE]),
        "file": st.sampled_from(["a.xlsx", "b.xlsx"]),
        "quarter": st.sampled_from(["2026Q3", "2026Q3", "2026Q2"]),
        "self_paid_yuan": st.sampled_from([None, "100", "2500.75"]),
        "from_date": st.sampled_from([None, "2026-08", "2019-01"]),
    }
)


def town_of(rows: list[dict[str, Any]], policy: Policy) -> Town:
    town = Town(policy)
    for number, (person, household) in enumerate(PEOPLE):
        village = f"{'甲乙'[number % 2]}村"
        town.person(person, household, household_class="脱贫户" if number % 3 else "一般农户", village_name=village)
    for cells in rows:
        cells = dict(cells)
        town.row(cells.pop("list_kind"), cells.pop("person"), **cells)
    return town


def same(one: Screened, other: Screened) -> bool:
    frames = ("facts", "clues", "warnings")
    return one.remarks == other.remarks and all(getattr(one, name).equals(getattr(other, name)) for name in frames)


@few
@given(st.lists(st.one_of(events, settlements), max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[dict[str, Any]], chance: Any) -> None:
    for policy in (EVENTS, SUMS):
        listed, links, persons = town_of(rows, policy).frames()
        shuffled = [
            frame.sample(fraction=1, shuffle=True, seed=chance.randrange(2**30)) for frame in (listed, links, persons)
        ]
        quarter, day = Quarter(2026, 3), date(2026, 10, 5)
        assert same(
            screen(listed, links, persons, policy, quarter, {}, day), screen(*shuffled, policy, quarter, {}, day)
        )


@few
@given(st.lists(events, min_size=1, max_size=10))
def test_a_withdrawn_row_never_warns(rows: list[dict[str, Any]]) -> None:
    town = town_of(rows, EVENTS)
    gone, kept = town.rows[::2], town.rows[1::2]
    links = town.links[1::2]
    named = [f"{r['quarter']}/{r['file']}#{r['sheet']}#{r['row_no']}#1" for r in gone]
    after = dataclasses.replace(town, rows=kept, links=links).screened()
    behind = {reference for cell in after.warnings["rows"] for reference in cell.split("|")}
    assert behind.isdisjoint(named)
    people = {link["household_id"] for row, link in zip(kept, links, strict=True) if row["quarter"] == "2026Q3"}
    assert set(after.warnings["household_id"]) <= people


def with_level(policy: Policy, yuan: str) -> Policy:
    rules = tuple(
        dataclasses.replace(rule, level=Level(Decimal(yuan), None, None, YearChoice.SAME)) if rule.level else rule
        for rule in policy.rules
    )
    return dataclasses.replace(policy, rules=rules)


@few
@given(st.lists(settlements, max_size=10), st.integers(1, 30000), st.integers(0, 30000))
def test_a_stricter_level_never_adds_a_warning(rows: list[dict[str, Any]], level: int, more: int) -> None:
    mild = set(town_of(rows, with_level(SUMS, str(level))).warned())
    strict = set(town_of(rows, with_level(SUMS, str(level + more))).warned())
    assert strict <= mild


@few
@given(st.lists(st.one_of(events, settlements), min_size=1, max_size=8))
def test_rows_already_counted_change_nothing(rows: list[dict[str, Any]]) -> None:
    for policy in (EVENTS, SUMS):
        town = town_of(rows, policy)
        before = town.screened()
        for row, link in list(zip(town.rows, town.links, strict=True)):
            cells = {k: v for k, v in row.items() if k not in ("sheet", "item_no", "row_no", "department", "list_kind")}
            town.row(
                row["list_kind"], link["person_id"], **{**cells, "file": "copy-" + row["file"], "fate": "duplicate"}
            )
        assert same(before, town.screened())


def sums(town: Town) -> dict[str, Decimal]:
    """Person → the year's sum: the facts of the one rule that adds up, without the rest of a screening."""
    rows, links, _ = town.frames()
    quarter = Quarter(2026, 3)
    (rule,) = [rule for rule in SUMS.rules if rule.level]
    (span,) = SUMS.spans(rule, quarter)
    facts = sum_facts(rule_rows(linked_rows(rows, links, quarter, {}, date(2026, 10, 5)), rule), rule, span)
    return dict(facts.select("person_id", "value").iter_rows())


@many
@given(st.lists(settlements, min_size=2, max_size=9))
def test_the_same_list_from_a_second_department_adds_no_money(rows: list[dict[str, Any]]) -> None:
    # A year told without any day stays out: an undated total says nothing about which settlements it repeats.
    town = town_of([row for row in rows if row["settlement_date"] or row["settlement_number"]], SUMS)
    before = sums(town)
    for row, link in list(zip(town.rows, town.links, strict=True)):
        cells = {k: v for k, v in row.items() if k not in ("sheet", "item_no", "department", "list_kind", "row_no")}
        town.row(
            row["list_kind"], link["person_id"], **{**cells, "file": "copy-" + row["file"], "department": "elsewhere"}
        )
    assert sums(town) == before


# The reference: one person's rows in plain Python, as docs/decisions/0010 and 0011 say it.


def in_year(row: dict[str, Any]) -> bool:
    text = row["settlement_date"] or row["discharge_date"]
    return text is None or text.startswith("2026")  # every list here was sent in 2026


def bucket(row: dict[str, Any]) -> str:
    text = row["settlement_date"] or row["discharge_date"]
    first = None if text is None else {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)
    return str(Quarter.containing(date.fromisoformat(first))) if first else row["quarter"]


def exact(row: dict[str, Any]) -> str | None:
    text = row["settlement_date"]
    return text if text and len(text) == 10 else None


def under_numbers(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without a number, and of each number the largest payment and the largest refund."""
    largest: dict[tuple[str, bool], dict[str, Any]] = {}
    for row in rows:
        key = (row["settlement_number"], row["paid"] < 0)
        if row["settlement_number"] and (key not in largest or abs(row["paid"]) > abs(largest[key]["paid"])):
            largest[key] = row
    return [row for row in rows if not row["settlement_number"] or row in largest.values()]


def known_settlements(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with a number or a day, one per settlement."""

    def total_of(row: dict[str, Any]) -> Decimal | None:
        alike = [r["total"] for r in rows if (exact(r), r["paid"]) == (exact(row), row["paid"])]
        return row["total"] if row["total"] is not None else min((t for t in alike if t is not None), default=None)

    def in_file(row: dict[str, Any]) -> tuple[Any, ...]:
        return exact(row), row["paid"], total_of(row), row["quarter"], row["file"]

    once = under_numbers(rows)
    kept = [row for row in once if row["settlement_number"] and not exact(row)]
    seen = set()
    for row in filter(exact, once):
        beside = sorted({r["settlement_number"] for r in once if in_file(r) == in_file(row) and r["settlement_number"]})
        nth = beside.index(row["settlement_number"]) if row["settlement_number"] else 0
        settlement = (exact(row), row["paid"], total_of(row), nth)
        kept += [row] if settlement not in seen else []
        seen.add(settlement)
    return kept


def fits(vague: dict[str, Any], known: dict[str, Any]) -> bool:
    totals_agree = None in (vague["total"], known["total"]) or vague["total"] == known["total"]
    said, day = vague["settlement_date"], known["settlement_date"]
    return (
        vague["paid"] == known["paid"]
        and bucket(vague) == bucket(known)
        and totals_agree
        and (said is None or day is None or day.startswith(said))
    )


def reference_sum(rows: list[dict[str, Any]]) -> Decimal:
    known = known_settlements(rows)
    per_file: dict[tuple[Any, ...], int] = defaultdict(int)
    seen, vague = set(), []
    for row in rows:
        if row["settlement_number"] or exact(row):
            continue
        told = (row["paid"], row["settlement_date"] or row["discharge_date"], bucket(row))
        nth = per_file[(*told, row["quarter"], row["file"])]
        per_file[(*told, row["quarter"], row["file"])] += 1
        if nth >= sum(fits(row, one) for one in known) and (*told, nth) not in seen:
            seen.add((*told, nth))
            vague.append(row)
    settled: dict[str, Decimal] = defaultdict(Decimal)
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for row in known + vague:
        undated = not (row["settlement_number"] or row["settlement_date"] or row["discharge_date"])
        is_total = undated and row["list_kind"] == "large_reimbursement"
        (totals if is_total else settled)[bucket(row)] += row["paid"]
    quarters = {*settled, *totals}
    return sum((max(sums[b] for sums in (settled, totals) if b in sums) for b in quarters), Decimal(0))


@many
@given(st.lists(settlements, min_size=2, max_size=9))
def test_sums_equal_a_plain_python_reference(rows: list[dict[str, Any]]) -> None:
    town = town_of(rows, SUMS)
    listed = sorted(town.rows, key=lambda r: (r["quarter"], r["file"], r["row_no"]))
    owner = {id(row): link["person_id"] for row, link in zip(town.rows, town.links, strict=True)}
    by_person: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in listed:
        if row["self_paid_yuan"] is not None and in_year(row):
            total = None if row["total_cost_yuan"] is None else Decimal(row["total_cost_yuan"])
            by_person[owner[id(row)]].append({**row, "paid": Decimal(row["self_paid_yuan"]), "total": total})
    assert sums(town) == {person: reference_sum(its_rows) for person, its_rows in by_person.items()}
