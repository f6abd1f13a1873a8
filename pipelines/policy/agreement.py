"""Whether the entries of a policy agree: codes known, no two of one kind in force on a day, no number missing.

Belongs here: what one entry says of another. Keys and types are ``load.py``.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

from pipelines.model.codes import Measure, Window
from pipelines.model.errors import PolicyIncomplete
from pipelines.policy.entries import Dated, Rule, UrgencyEntry
from pipelines.policy.policy import EVERYONE, INCOME_LINE, Policy

Entry = TypeVar("Entry", bound=Dated)


def check_agreement(policy: Policy) -> None:
    """Raises PolicyIncomplete when the entries of ``policy`` contradict each other or lack what a rule computes with."""
    _check_overlaps(policy)
    classes = {c.code for c in policy.classes}
    populations = {p.code for p in policy.populations} | {EVERYONE}
    for population in policy.populations:
        _known(policy, f"population {population.code}.classes", population.classes, classes)
        _known(
            policy, f"population {population.code}.except_for", population.except_for, populations - {population.code}
        )
    for entry in policy.urgencies:
        _known(policy, "urgency.classes", entry.classes, classes)
    for rule in policy.rules:
        _known(policy, f"rule {rule.code}.population", (rule.population,), populations)
        _check_numbers(policy, rule)
    if not policy.rules:
        raise PolicyIncomplete("policy_missing_key", file=policy.file, key="rule", add="[[rule]]")
    _check_aliases(policy)


def _check_overlaps(policy: Policy) -> None:
    _overlap(policy, "class", policy.classes, lambda c: c.code)
    _overlap(policy, "income_line", policy.income_lines, lambda f: f.code)
    _overlap(policy, "population", policy.populations, lambda p: p.code)
    _overlap(policy, "rule", policy.rules, lambda r: r.code)
    _overlap(policy, "clock", policy.clocks, lambda c: c.name)
    _overlap(policy, "calendar", policy.calendar, lambda c: c.code)
    _overlap(policy, "grid_level", policy.grid_levels, lambda g: g.level)
    _overlap(policy, "schedule", policy.schedules, lambda s: "")
    _overlap(policy, "compulsory_schooling", policy.schooling, lambda s: "")
    _overlap(policy, "school_year", policy.school_years, lambda s: "")
    _overlap(policy, "grades", policy.grades, lambda g: "")
    _overlap(policy, "working_year", policy.working_years, lambda w: w.year)
    # Statistics are figures of a year, not of a day: two for one year contradict whenever they hold.
    years = [(figure.code, figure.set_for) for figure in policy.statistics]
    for code, year in years:
        if years.count((code, year)) > 1:
            raise PolicyIncomplete("policy_overlap", file=policy.file, key=f"statistic {code}", add=str(year))


def _overlap(policy: Policy, table: str, found: Sequence[Entry], name: Callable[[Entry], object]) -> None:
    for one, other in combinations(found, 2):
        first, second = sorted((one, other), key=lambda entry: entry.since)
        if name(one) == name(other) and first.holds_on(second.since):
            key = f"{table} {name(one)}".strip()
            raise PolicyIncomplete("policy_overlap", file=policy.file, key=key, add=str(second.since))


def _known(policy: Policy, key: str, codes: Iterable[str], known: set[str]) -> None:
    for code in codes:
        if code not in known:
            raise PolicyIncomplete(
                "policy_unknown_word", file=policy.file, key=f"{key} {code}", add=" | ".join(sorted(known))
            )


def _check_numbers(policy: Policy, rule: Rule) -> None:
    def lacking(key: str) -> PolicyIncomplete:
        return PolicyIncomplete("policy_rule_lacks", file=policy.file, key=f"rule {rule.code}", add=key)

    if rule.level and rule.level.statistic:
        codes = {f.code for f in policy.statistics} | ({INCOME_LINE} if policy.income_lines else set())
        if rule.level.statistic not in codes:
            table = "income_line" if rule.level.statistic == INCOME_LINE else f"statistic {rule.level.statistic}"
            raise lacking(table)
    if rule.measure is Measure.DROPOUT and not policy.schooling:
        raise lacking("compulsory_schooling")
    if rule.window is Window.SCHOOL_YEAR and not policy.school_years:
        raise lacking("school_year")
    if rule.grade is not None and rule.grade not in {grade for entry in policy.grades for grade in entry.order}:
        raise lacking(f"grades {rule.grade}")
    if rule.urgency is None and not any(_covers(entry, rule) for entry in policy.urgencies):
        raise lacking("urgency")


def _covers(entry: UrgencyEntry, rule: Rule) -> bool:
    return rule.kind in entry.kinds or (not entry.kinds and not entry.classes)


def _check_aliases(policy: Policy) -> None:
    for one, other in combinations(policy.classes, 2):
        if one.code != other.code and {one.label, *one.aliases} & {other.label, *other.aliases}:
            shared = sorted({one.label, *one.aliases} & {other.label, *other.aliases})[0]
            key = f"class {one.code} / class {other.code}"
            raise PolicyIncomplete("policy_overlap", file=policy.file, key=key, add=shared)
