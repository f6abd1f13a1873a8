"""Clues: facts that reach a rule's level, of households the rule is about, with what the visitor must know.

Belongs here: comparing, who a rule is about, urgency. Merging clues per household is ``warnings``.
"""

from collections.abc import Callable
from decimal import Decimal

import polars as pl

from pipelines.model.codes import Comparator, ListKind
from pipelines.model.quarter import Quarter
from pipelines.policy import Policy
from pipelines.policy.entries import Population, Rule

_REACHES: dict[Comparator, Callable[[pl.Expr, Decimal], pl.Expr]] = {
    Comparator.AT_LEAST: lambda value, level: value >= level,
    Comparator.OVER: lambda value, level: value > level,
    Comparator.UNDER: lambda value, level: value < level,
    Comparator.AT_MOST: lambda value, level: value <= level,
}


def rule_clues(
    facts: pl.DataFrame, rule: Rule, policy: Policy, households: pl.DataFrame, quarter: Quarter
) -> pl.DataFrame:
    """Facts that make ``rule`` fire: with a row of this quarter, reaching the level, of the rule's population.

    Added to the fact columns: kind, rule, measure, comparator, threshold, urgency, grade, authority. ``households`` has
    ``class_code`` and a column ``in_<population>`` per population. Raises PolicyIncomplete when a figure is missing.
    """
    level = policy.level_of(rule, quarter.last_day)
    hit = facts.filter("current")
    if level is not None and rule.comparator is not None:
        hit = hit.filter(_REACHES[rule.comparator](pl.col("value"), level[0]))
    about = households.filter(f"in_{rule.population}").select("household_id", "class_code")
    hit = hit.join(about, on="household_id", how="inner", maintain_order="left")
    classes = sorted({code for code in hit["class_code"].to_list() if code is not None})
    soon = {code: str(policy.urgency(rule, code, quarter.last_day)) for code in classes}
    otherwise = str(policy.urgency(rule, None, quarter.last_day))
    return hit.with_columns(
        kind=pl.lit(str(rule.kind)),
        rule=pl.lit(rule.code),
        measure=pl.lit(str(rule.measure)),
        comparator=pl.lit(str(rule.comparator) if rule.comparator else None, pl.String),
        threshold=pl.lit(level[0] if level else None, pl.Decimal(14, 2)),
        urgency=pl.col("class_code")
        .replace_strict(soon or {"": ""}, default=None, return_dtype=pl.String)
        .fill_null(otherwise),
        grade=pl.lit(rule.grade, pl.String),
        authority=pl.lit(level[1] if level else rule.authority),
    ).drop("class_code")


def with_populations(
    households: pl.DataFrame, on_rolls: dict[ListKind, pl.Series], policy: Policy, rules: list[Rule], quarter: Quarter
) -> pl.DataFrame:
    """``households`` with a column ``in_<population>`` for every population that ``rules`` name."""
    found = households
    for code in sorted({rule.population for rule in rules}):
        found = found.with_columns(_belongs(code, on_rolls, policy, quarter).alias(f"in_{code}"))
    return found


def _belongs(code: str, on_rolls: dict[ListKind, pl.Series], policy: Policy, quarter: Quarter) -> pl.Expr:
    population = policy.population(code, quarter.last_day)
    inside = _any_of(population, on_rolls)
    for other in population.except_for:
        inside &= ~_belongs(other, on_rolls, policy, quarter)
    return inside


def _any_of(population: Population, on_rolls: dict[ListKind, pl.Series]) -> pl.Expr:
    if population.everyone:
        return pl.lit(value=True)
    inside = pl.col("class_code").is_in(list(population.classes)).fill_null(value=False)
    if population.monitored:
        inside |= pl.col("already_monitored")
    for kind in population.rolls:
        inside |= pl.col("household_id").is_in(on_rolls[kind].implode())
    return inside
