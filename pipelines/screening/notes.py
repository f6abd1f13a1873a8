"""Remarks on a screened quarter: what did not warn although it was sent, and what a reader should know of what did."""

import polars as pl

from pipelines.model.codes import ListKind, Window
from pipelines.model.quarter import Quarter
from pipelines.model.remarks import Remark
from pipelines.policy import Policy
from pipelines.policy.entries import Rule
from pipelines.policy.read_rules import SUMS
from pipelines.screening.facts import of_lists, passes
from pipelines.screening.households import gone


def remarks_on(
    clues: pl.DataFrame, linked: pl.DataFrame, policy: Policy, rules: list[Rule], quarter: Quarter
) -> list[Remark]:
    """Remarks, in a fixed order. Counts and codes only."""
    current = linked.filter("current")
    return [
        *_lists_without_rule(current, rules),
        *_left_out_for_empty_cells(current, rules),
        *_left_out_for_no_day(current, rules),
        *_carried_over(policy, rules, quarter),
        *counted("clues_of_persons_gone", "count", clues.filter(gone(pl.col("status"))).height),
        *counted("clues_of_persons_listed_twice", "count", clues["other_household_id"].drop_nulls().len()),
    ]


def counted(code: str, counts: str, number: int, **context: str) -> list[Remark]:
    """One remark with its number under the key ``counts``; none when the number is 0."""
    return [Remark(code, {**context, counts: number})] if number else []


def _lists_without_rule(current: pl.DataFrame, rules: list[Rule]) -> list[Remark]:
    """Lists that no rule in force reads: kept as evidence, but they cannot warn."""
    read = {kind for rule in rules for kind in rule.list_kinds}
    sent = dict(current.group_by("list_kind").len().iter_rows())
    return [
        remark
        for kind in ListKind
        if kind not in read
        for remark in counted("list_without_rule", "rows", sent.get(kind.value, 0), list_kind=kind.label)
    ]


def _left_out_for_empty_cells(current: pl.DataFrame, rules: list[Rule]) -> list[Remark]:
    """Rows that a rule could not judge because the cell its words are looked for in is empty."""
    found = []
    for rule in rules:
        if rule.filters and not rule.unknown_counts:
            looked_at = current.filter(of_lists(rule))
            known = looked_at.filter(passes(rule, unknown=False)).height
            unjudged = looked_at.filter(passes(rule, unknown=True)).height - known
            found += counted("rule_without_cell", "rows", unjudged, rule=rule.label)
    return found


def _left_out_for_no_day(current: pl.DataFrame, rules: list[Rule]) -> list[Remark]:
    """Rows that a monthly sum could not place in a month."""
    found = []
    for rule in rules:
        if rule.measure in SUMS and rule.window is Window.MONTH:
            looked_at = current.filter(of_lists(rule) & passes(rule, unknown=False) & pl.col("event_first").is_null())
            found += counted("rule_without_day", "rows", looked_at.height, rule=rule.label)
    return found


def _carried_over(policy: Policy, rules: list[Rule], quarter: Quarter) -> list[Remark]:
    """Rules whose figure was set for an earlier year, with none later on file."""
    years = [(rule.label, policy.carried_from(rule, quarter.last_day)) for rule in rules]
    return [Remark("figure_carried_over", {"rule": label, "year": year}) for label, year in years if year is not None]
