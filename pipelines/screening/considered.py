"""Every rule held against one household: which fired, which did not, and by how much.

Belongs here: asking ``screen``'s own steps about one household, and naming why a rule had nothing to fire on. Does not:
any computing of a rule (``facts``, ``rolls``, ``clues``), or any sentence (``report``).
"""

from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.model.codes import Comparator, LinkStatus, Measure, RuleOutcome, Window
from pipelines.model.money import YUAN
from pipelines.policy.entries import Rule
from pipelines.policy.read_rules import SUMS, WITH_LEVEL
from pipelines.screening.clues import rule_clues
from pipelines.screening.facts import of_lists, passes
from pipelines.screening.rolls import new_on_roll
from pipelines.screening.screen import Town, facts_of

_TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    "rule": pl.String, "label": pl.String, "kind": pl.String, "measure": pl.String, "list_kinds": pl.String,
    "outcome": pl.String, "person_id": pl.String, "person_name": pl.String, "value": YUAN, "comparator": pl.String,
    "threshold": YUAN, "missing": YUAN, "window_from": pl.String, "window_to": pl.String, "since": pl.String,
    "population": pl.String, "inside": pl.Boolean, "urgency": pl.String, "authority": pl.String, "rows": pl.String,
}  # fmt: skip
CONSIDERED_SCHEMA = pl.Schema(_TYPES)
"""``missing``: yuan between the value and the level. ``since``: a day or quarter since which a roll has had them.
``inside``: whether the rule is about this household. ``list_kinds`` and ``rows`` are joined by ``|``."""


def considered(town: Town, household_id: str) -> pl.DataFrame:
    """What each rule in force came to for one household, in the policy's order (``CONSIDERED_SCHEMA``).

    A rule has a line for each of its facts about the household, or one line that says why there is none. A household
    that the registry does not have is nobody's: no lines. Raises PolicyIncomplete.
    """
    home = town.households.filter(pl.col("household_id") == household_id)
    if home.is_empty():
        return CONSIDERED_SCHEMA.to_frame()
    near = _near(town, household_id)
    lines: list[dict[str, Any]] = []
    for rule in town.policy.rules_for(town.quarter):
        told = _told_by_facts(rule, town, near, household_id)
        lines += told or [_told_by_rows(rule, town, near, household_id)]
    for line in lines:
        line["inside"] = bool(home[f"in_{line['population']}"][0])
    return pl.DataFrame(lines, schema=CONSIDERED_SCHEMA)


def _near(town: Town, household_id: str) -> Town:
    """The town with only the rows of people ever linked to the household: what sums and event lists need, no more."""
    its_own = pl.col("household_id") == household_id
    entities = town.linked.filter(its_own & pl.col("entity").is_not_null())["entity"].unique()
    rows = town.linked.filter(pl.col("entity").is_in(entities.implode()) | its_own)
    return Town(rows, town.households.filter(its_own), town.members, town.policy, town.quarter)


def _told_by_facts(rule: Rule, town: Town, near: Town, household_id: str) -> list[dict[str, Any]]:
    """One line per fact of the household; a roll is compared as a whole, because others' lines decide what is new."""
    facts = facts_of(rule, town if rule.measure is Measure.NEW_ON_ROLL else near, [])
    facts = facts.filter(pl.col("household_id") == household_id).with_row_index("fact")
    fired = set(rule_clues(facts, rule, town.policy, near.households, town.quarter)["fact"].to_list())
    names = dict(town.members.select("person_id", "person_name").iter_rows())
    return [_fact_line(rule, town, fact, fact["fact"] in fired, names) for fact in facts.iter_rows(named=True)]


def _fact_line(rule: Rule, town: Town, fact: dict[str, Any], fired: bool, names: dict[str, str]) -> dict[str, Any]:
    level = town.policy.level_of(rule, town.quarter.last_day)
    missing = _missing(fact["value"], rule.comparator, level[0] if level else None)
    outcome = RuleOutcome.FIRED
    if not fired:
        outcome = _why_not(rule, fact, missing)
    told = {name: fact[name] for name in ("person_id", "value", "window_from", "window_to", "rows")}
    name = names.get(fact["person_id"] or "") or fact["row_name"]
    return _line(rule, town, outcome, **told, person_name=name, missing=None if fired else missing)


def _why_not(rule: Rule, fact: dict[str, Any], missing: Decimal | None) -> RuleOutcome:
    if rule.measure in WITH_LEVEL and fact["value"] is None:
        return RuleOutcome.NO_AMOUNT
    if missing is not None:
        return RuleOutcome.BELOW_LEVEL
    return RuleOutcome.OTHER_POPULATION if fact["current"] else RuleOutcome.ONLY_EARLIER


def _missing(value: Decimal | None, comparator: Comparator | None, level: Decimal | None) -> Decimal | None:
    """Yuan that ``value`` is short of reaching ``level``; 0 when it stands exactly there and must be beyond; else None."""
    if value is None or level is None or comparator is None:
        return None
    reached = {
        Comparator.AT_LEAST: value >= level,
        Comparator.OVER: value > level,
        Comparator.UNDER: value < level,
        Comparator.AT_MOST: value <= level,
    }
    return None if reached[comparator] else abs(level - value)


def _told_by_rows(rule: Rule, town: Town, near: Town, household_id: str) -> dict[str, Any]:
    """One line for a rule that has no fact of the household: what stands in the way."""
    if rule.measure is Measure.PER_CAPITA_INCOME:
        return _line(rule, town, RuleOutcome.NO_INCOME)
    listed = near.linked.filter(of_lists(rule) & pl.col("entity").is_not_null())
    if not listed.is_empty():
        return _told_by_listed(rule, town, listed)
    doubtful = _doubtful(rule, town, household_id)
    if not doubtful.is_empty():
        return _line(rule, town, RuleOutcome.DOUBTFUL, rows=_references(doubtful))
    sent = not town.linked.filter(of_lists(rule) & pl.col("current")).is_empty()
    return _line(rule, town, RuleOutcome.NOT_ON_LIST if sent else RuleOutcome.LIST_NOT_SENT)


def _told_by_listed(rule: Rule, town: Town, listed: pl.DataFrame) -> dict[str, Any]:
    current = listed.filter("current")
    looked_at = listed if rule.measure in SUMS else current
    if rule.measure is Measure.NEW_ON_ROLL:
        outcome, since = _on_roll(rule, town, listed, current)
        return _line(rule, town, outcome, since=since, rows=_references(listed))
    if looked_at.is_empty():
        return _line(rule, town, RuleOutcome.ONLY_EARLIER, rows=_references(listed))
    passing = looked_at.filter(passes(rule, rule.unknown_counts))
    if passing.is_empty():
        empty = not looked_at.filter(passes(rule, unknown=True)).is_empty()
        outcome = RuleOutcome.EMPTY_CELL if empty else RuleOutcome.OTHER_WORDS
        return _line(rule, town, outcome, rows=_references(looked_at))
    outcome = RuleOutcome.OUTSIDE_WINDOW
    if rule.measure is Measure.DROPOUT:
        outcome = RuleOutcome.NOT_OF_AGE
    elif rule.measure in SUMS and rule.window is not Window.MONTH:
        outcome = RuleOutcome.NO_AMOUNT
    return _line(rule, town, outcome, rows=_references(passing))


def _on_roll(rule: Rule, town: Town, listed: pl.DataFrame, current: pl.DataFrame) -> tuple[RuleOutcome, str | None]:
    """Why nobody of the household is new on the roll, and since when they have been on it."""
    quarters = listed.filter(~pl.col("current"))["quarter"]
    first = quarters.min()
    if current.is_empty():
        return RuleOutcome.LEFT_ROLL, None if first is None else str(first)
    passing = current.filter(passes(rule, rule.unknown_counts))
    if passing.is_empty():
        unknown = current.filter(passes(rule, unknown=True)).is_empty()
        return (RuleOutcome.OTHER_WORDS if unknown else RuleOutcome.EMPTY_CELL), None
    started = passing["from_date"].drop_nulls().min()
    since = str(started) if started is not None else None if first is None else str(first)
    bare = sum(_without_earlier(rule, town, passing, kind) for kind in rule.list_kinds)
    return (RuleOutcome.NO_EARLIER_ROLL if bare else RuleOutcome.ALREADY_ON_ROLL), since


def _without_earlier(rule: Rule, town: Town, passing: pl.DataFrame, kind: Any) -> int:
    """How many of the household's lines had no earlier roll of their township to be compared with."""
    earlier = town.linked.filter(
        (pl.col("list_kind") == kind) & of_lists(rule) & ~pl.col("current") & passes(rule, unknown=True)
    )
    now = passing.filter(pl.col("list_kind") == kind)
    return new_on_roll(now, earlier, town.members, town.households, kind, town.quarter).without_earlier


def _doubtful(rule: Rule, town: Town, household_id: str) -> pl.DataFrame:
    """Rows of this quarter that may be somebody of the household, and wait for a person to say so."""
    people = town.members.filter(pl.col("household_id") == household_id)["person_id"].to_list()
    named = pl.col("candidates").fill_null("").str.split("|").list.eval(pl.element().is_in(people)).list.any()
    waiting = (pl.col("status") == LinkStatus.REVIEW) & (named | (pl.col("household_id") == household_id))
    return town.linked.filter(of_lists(rule) & pl.col("current") & waiting)


def _references(rows: pl.DataFrame) -> str:
    return "|".join(rows["reference"].unique().sort().to_list())


def _line(rule: Rule, town: Town, outcome: RuleOutcome, **told: Any) -> dict[str, Any]:
    level = town.policy.level_of(rule, town.quarter.last_day)
    return {
        "rule": rule.code,
        "label": rule.label,
        "kind": rule.kind.value,
        "measure": rule.measure.value,
        "list_kinds": "|".join(kind.value for kind in rule.list_kinds),
        "outcome": outcome.value,
        "comparator": rule.comparator.value if rule.comparator else None,
        "threshold": level[0] if level else None,
        "population": rule.population,
        "urgency": rule.urgency.value if rule.urgency else None,
        "authority": level[1] if level else rule.authority,
    } | told
