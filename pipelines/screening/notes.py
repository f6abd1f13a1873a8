"""Remarks on a screened quarter: what did not warn although it was sent, and what a reader should know of what did."""

import polars as pl

from pipelines.model.codes import ListKind
from pipelines.model.remarks import Remark
from pipelines.policy.entries import Rule
from pipelines.screening.facts import of_lists, passes
from pipelines.screening.households import gone


def remarks_on(clues: pl.DataFrame, linked: pl.DataFrame, members: pl.DataFrame, rules: list[Rule]) -> list[Remark]:
    """Remarks, in a fixed order. Counts and codes only."""
    return [
        *_lists_without_rule(linked, rules),
        *_left_out_for_empty_cells(linked, rules),
        *_counted("clues_of_persons_gone", clues.filter(gone(pl.col("status"))).height),
        *_counted("clues_of_persons_listed_twice", clues["other_household_id"].drop_nulls().len()),
    ]


def _counted(code: str, number: int) -> list[Remark]:
    return [Remark(code, {"count": number})] if number else []


def _lists_without_rule(linked: pl.DataFrame, rules: list[Rule]) -> list[Remark]:
    """Lists of this quarter that no rule in force reads: they were kept as evidence but cannot warn."""
    read = {kind for rule in rules for kind in rule.list_kinds}
    sent = linked.filter("current").group_by("list_kind").len()
    counts = dict(sent.iter_rows())
    return [
        Remark("list_without_rule", {"list_kind": kind.label, "rows": counts[kind]})
        for kind in ListKind
        if kind in counts and kind not in read
    ]


def _left_out_for_empty_cells(linked: pl.DataFrame, rules: list[Rule]) -> list[Remark]:
    """Rows that a rule could not judge because the cell its words are looked for in is empty."""
    found = []
    for rule in rules:
        if rule.filters and not rule.unknown_counts:
            looked_at = linked.filter(pl.col("current") & of_lists(rule))
            known = looked_at.filter(passes(rule, unknown=False)).height
            count = looked_at.filter(passes(rule, unknown=True)).height - known
            if count:
                found.append(Remark("rule_without_cell", {"rule": rule.label, "rows": count}))
    return found
