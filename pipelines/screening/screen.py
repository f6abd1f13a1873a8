"""One quarter screened: rows, links and registry against a policy → facts, clues, warnings, remarks.

Belongs here: the order of the steps. Each step is a module of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.model.codes import ListKind, Measure
from pipelines.model.quarter import Quarter
from pipelines.model.remarks import Remark
from pipelines.model.tables import CLUES, FACTS, PERSONS
from pipelines.policy import Policy
from pipelines.policy.entries import Rule
from pipelines.policy.read_rules import SUMS
from pipelines.policy.windows import whole
from pipelines.screening import facts as fact
from pipelines.screening.clues import rule_clues, with_populations
from pipelines.screening.dropout import of_school_age
from pipelines.screening.households import households, members
from pipelines.screening.linked_rows import linked_rows
from pipelines.screening.notes import counted, remarks_on
from pipelines.screening.rolls import HOUSEHOLD_ROLLS, new_on_roll
from pipelines.screening.warnings import merge_clues, warning_id


@dataclass(frozen=True)
class Screened:
    """What one quarter came to. ``warnings.reason`` is null: ``report`` writes it."""

    facts: pl.DataFrame
    clues: pl.DataFrame
    warnings: pl.DataFrame
    remarks: list[Remark]


@dataclass(frozen=True)
class Town:
    """What every rule looks at, made once: ``linked`` (see ``linked_rows``), ``households`` with a column
    ``in_<population>`` for each population, ``members``."""

    linked: pl.DataFrame
    households: pl.DataFrame
    members: pl.DataFrame
    policy: Policy
    quarter: Quarter


def screen(
    rows: pl.DataFrame,
    links: pl.DataFrame,
    persons: pl.DataFrame,
    policy: Policy,
    quarter: Quarter,
    received: Mapping[str, date],
    as_of: date,
) -> Screened:
    """Facts, clues and warnings of ``quarter``; FACTS, CLUES and WARNINGS, sorted by key.

    ``rows`` (ROWS) and ``links`` (LINKS) hold this quarter and the earlier ones of ``policy.windows_needed``; later ones
    are not looked at. ``received``: file (or ``<quarter>/<file>``) → day received. Raises PolicyIncomplete.
    """
    rules = policy.rules_for(quarter)
    town = town_of(rows, links, persons, policy, quarter, received, as_of)
    remarks: list[Remark] = []
    found = [(rule, facts_of(rule, town, remarks)) for rule in rules]
    hits = [rule_clues(facts, rule, policy, town.households, quarter) for rule, facts in found]
    clues = _clues(pl.concat(hits), town, as_of)
    remarks += remarks_on(clues, town.linked, policy, rules, quarter)
    return Screened(
        _all_facts(found),
        CLUES.conform(clues),
        merge_clues(clues, town.households, policy, quarter),
        [remark for place, remark in enumerate(remarks) if remark not in remarks[:place]],
    )


def town_of(
    rows: pl.DataFrame,
    links: pl.DataFrame,
    persons: pl.DataFrame,
    policy: Policy,
    quarter: Quarter,
    received: Mapping[str, date],
    as_of: date,
) -> Town:
    """What the rules of ``quarter`` look at; arguments as of ``screen``. Raises PolicyIncomplete."""
    known = members(PERSONS.conform(persons))
    linked = _one_entity(linked_rows(rows, links, quarter, received, as_of), known)
    homes = households(PERSONS.conform(persons), policy, quarter)
    inside = with_populations(homes, _on_rolls(linked), policy, policy.rules_for(quarter), quarter)
    return Town(linked, inside, known, policy, quarter)


def _one_entity(linked: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """A person listed in two households is one entity, under the smallest of the person_ids."""
    return linked.join(
        known.select("person_id", "same_as").drop_nulls().unique(), on="person_id", how="left"
    ).with_columns(entity=pl.coalesce("same_as", "entity"))


def _on_rolls(linked: pl.DataFrame) -> dict[ListKind, pl.Series]:
    """Per standing roll the households on its newest list, for populations such as "low-income"."""
    rolls = linked.filter(pl.col("entity").is_not_null())
    newest = rolls.filter(pl.col("quarter") == pl.col("quarter").max().over("list_kind"))
    return {
        kind: newest.filter(pl.col("list_kind") == kind)["household_id"].unique().sort()
        for kind in ListKind
        if kind.is_roll
    }


def facts_of(rule: Rule, town: Town, remarks: list[Remark]) -> pl.DataFrame:
    """The facts that ``rule`` looks at; adds to ``remarks`` what had to be left out."""
    spans = town.policy.spans(rule, town.quarter)
    if rule.measure is Measure.PER_CAPITA_INCOME:
        return fact.income_facts(town.households, spans[0])
    if rule.measure is Measure.NEW_ON_ROLL:
        return _roll_facts(rule, town, remarks)
    looked_at = fact.rule_rows(town.linked, rule)
    if rule.measure in SUMS:
        return pl.concat([fact.sum_facts(looked_at, rule, span) for span in spans])
    if rule.measure is Measure.DROPOUT:
        ages = town.policy.compulsory_ages(rule, town.quarter.last_day)
        of_age = of_school_age(looked_at, town.members, ages, town.quarter.last_day)
        others = looked_at.filter("current").height - of_age.filter("current").height
        remarks += counted("dropout_not_of_age", "rows", others)
        looked_at = of_age
    return fact.event_facts(looked_at, rule, whole(town.quarter))


def _roll_facts(rule: Rule, town: Town, remarks: list[Remark]) -> pl.DataFrame:
    """New entries of each roll that ``rule`` names."""
    span = whole(town.quarter)
    of_kind = fact.as_facts(pl.DataFrame(schema={"window_from": pl.String}))
    for kind in rule.list_kinds:
        roll = town.linked.filter((pl.col("list_kind") == kind) & fact.of_lists(rule))
        now = roll.filter(pl.col("current") & pl.col("entity").is_not_null() & fact.passes(rule, rule.unknown_counts))
        # Somebody whose earlier line does not say (an empty cell) may have been there already: not new.
        earlier = roll.filter(~pl.col("current") & fact.passes(rule, unknown=True))
        entries = new_on_roll(now, earlier, town.members, town.households, kind, town.quarter)
        remarks += counted("roll_without_earlier", "rows", entries.without_earlier, list_kind=kind.label)
        remarks += counted("new_on_roll_started_earlier", "rows", entries.started_earlier, list_kind=kind.label)
        of_kind = pl.concat([of_kind, fact.roll_facts(entries.entries, kind in HOUSEHOLD_ROLLS, span)])
    return of_kind


def _clues(hits: pl.DataFrame, town: Town, as_of: date) -> pl.DataFrame:
    """CLUES plus ``amount_yuan`` and ``status`` of the person, sorted by key."""
    numbers = {household: warning_id(town.quarter, household) for household in hits["household_id"].unique().to_list()}
    return (
        hits.join(town.members.drop("same_as", "birth"), on=["person_id", "household_id"], how="left")
        .with_columns(
            warning_id=pl.col("household_id").replace_strict(numbers, return_dtype=pl.String)
            if numbers
            else pl.lit(None, pl.String),
            person_name=pl.coalesce("person_name", "row_name"),
            found_on=pl.col("found_on").fill_null(pl.lit(as_of)).dt.to_string("iso"),
            amount_yuan=pl.when(pl.col("measure") != Measure.PER_CAPITA_INCOME).then("value"),
        )
        .sort(CLUES.key)
    )


def _all_facts(found: list[tuple[Rule, pl.DataFrame]]) -> pl.DataFrame:
    """FACTS once each: two rules with two levels may look at the same fact."""
    told = [
        facts.with_columns(kind=pl.lit(str(rule.kind)), measure=pl.lit(str(rule.measure))).drop("current")
        for rule, facts in found
    ]
    return FACTS.conform(pl.concat(told)).unique().sort(FACTS.column_names)
