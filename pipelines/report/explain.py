"""Why a household was visited, or why it was not: all that is known of one subject, for an auditor's eyes.

Belongs here: putting rows, links, rules, clocks, warnings and answers of one subject together as JSON-ready facts. Does not:
computing rules (``screening.considered``), the sentences (``explain_words``). It holds personal data on request of the
office's own terminal: the caller prints it and keeps it nowhere (docs/decisions/0040-explaining-shows-people.md).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from pipelines.model.codes import RuleOutcome, Urgency, WarningKind
from pipelines.model.names import HOUSEHOLDER
from pipelines.policy.entries import Rule
from pipelines.report.explain_case import Case, Line, Subject, find_subject
from pipelines.report.explain_rows import explained_row, rows_about

_URGENCY = {code.value: code.label for code in Urgency}
_KINDS = {code.value: code.label for code in WarningKind}
_OUTCOMES = {code.value: code.label for code in RuleOutcome}


def explain(what: str, case: Case) -> dict[str, Any]:
    """All about a household, person, warning or row of ``case``. Raises UsageError ``explain_not_found``."""
    subject = find_subject(what, case)
    return {
        "quarter": str(case.quarter),
        "subject": {"kind": subject.kind, "id": subject.id},
        "row": explained_row(subject.row, case) if subject.row else None,
        "households": [_household(home, subject, case) for home in subject.households],
    }


def _household(household_id: str, subject: Subject, case: Case) -> dict[str, Any]:
    people = case.persons.filter(pl.col("household_id") == household_id).with_columns(
        second=(pl.col("relation") != HOUSEHOLDER).fill_null(value=True)
    )
    lines = people.sort("second", "person_id").to_dicts()
    head = lines[0] if lines else {}
    warning = _warning(household_id, case)
    rules = _rules(household_id, subject, case)
    fired = sorted({rule["rule"] for rule in rules if rule["outcome"] == RuleOutcome.FIRED.value})
    told = subject.row is None
    ids = {household_id, *(w["warning_id"] for w in _all_warnings(household_id, case))}
    return {
        "household_id": household_id,
        **{name: head.get(name) for name in ("township_name", "village_name", "group_name", "household_class")},
        "members": [
            {name: line[name] for name in ("person_id", "person_name", "relation", "sex", "status")} for line in lines
        ],
        "warning": warning,
        "clocks": _clocks(warning["found_on"], case) if warning else [],
        "rules": [rule for rule in rules if _concerns(rule, subject)],
        "as_issued": fired == sorted((warning or {}).get("rules", "").split("|") if warning else []),
        "rows": rows_about(case, household_id, subject.person_id) if told else [],
        "other_quarters": [w for w in _all_warnings(household_id, case) if w["quarter"] != str(case.quarter)],
        "answers": _answers(ids, case),
    }


def _concerns(rule: Line, subject: Subject) -> bool:
    """Whether a rule is told: all of a household's; of a person the person's own; of a row those that read its list."""
    if subject.row is not None:
        return subject.row["list_kind"] in rule["list_kinds"]
    if subject.person_id is not None and rule["person_id"] is not None:
        return bool(rule["person_id"] == subject.person_id)
    return True


def _rules(household_id: str, subject: Subject, case: Case) -> list[dict[str, Any]]:
    entries = {rule.code: rule for rule in case.policy.rules_for(case.quarter)}
    lines = case.considered(household_id).to_dicts()
    return [_rule(line, entries[line["rule"]], case) for line in lines]


def _rule(line: Line, entry: Rule, case: Case) -> dict[str, Any]:
    population = case.policy.population(entry.population, case.quarter.last_day)
    money = {name: None if line[name] is None else str(line[name]) for name in ("value", "threshold", "missing")}
    return {
        **line,
        **money,
        "kind_label": _KINDS.get(line["kind"], line["kind"]),
        "outcome_label": _OUTCOMES[line["outcome"]],
        "population_label": population.label or None,
        "list_kinds": [kind for kind in line["list_kinds"].split("|") if kind],
        "rows": [row for row in (line["rows"] or "").split("|") if row],
        "in_force_from": entry.since.isoformat(),
        "in_force_until": entry.until.isoformat() if entry.until else None,
        "policy_file": case.policy.file,
    }


def _warning(household_id: str, case: Case) -> dict[str, Any] | None:
    found = case.warnings.filter(pl.col("household_id") == household_id)
    if found.is_empty():
        return None
    line = found.row(0, named=True)
    names = ("warning_id", "grade", "found_on", "visit_by", "decide_by", "rank", "rules", "reason", "already_monitored")
    return {
        **{name: line[name] for name in names},
        "kinds": [{"code": kind, "label": _KINDS.get(kind, kind)} for kind in line["kinds"].split("|")],
        "urgency": line["urgency"],
        "urgency_label": _URGENCY.get(line["urgency"], line["urgency"]),
    }


def _clocks(found_on: str, case: Case) -> list[dict[str, Any]]:
    """The time limits in force on the day of the clue: how long, counted how, on whose authority."""
    told: list[dict[str, Any]] = []
    for name in ("visit_by", "decide_by"):
        clock = case.policy.clock(name, date.fromisoformat(found_on))
        told.append(
            {
                "name": name,
                "days": clock.days if clock else None,
                "day_kind": clock.day_kind.value if clock else None,
                "authority": clock.authority if clock else None,
            }
        )
    return told


def _all_warnings(household_id: str, case: Case) -> list[dict[str, Any]]:
    """The household's warnings of all quarters, newest first: quarter, warning_id, kinds, urgency."""
    found = []
    for warnings in (case.warnings, *case.earlier.values()):
        for line in warnings.filter(pl.col("household_id") == household_id).iter_rows(named=True):
            kinds = [_KINDS.get(kind, kind) for kind in line["kinds"].split("|")]
            urgency = _URGENCY.get(line["urgency"], line["urgency"])
            one = {"quarter": line["quarter"], "warning_id": line["warning_id"], "kinds": kinds, "urgency": urgency}
            found.append(one)
    return sorted(found, key=lambda one: str(one["quarter"]), reverse=True)


def _answers(ids: set[str], case: Case) -> list[dict[str, Any]]:
    """Ledger entries about the household or one of its warnings, oldest first, whatever their kind."""
    return [
        dict(entry) for entry in case.entries if ids & set(_words(entry["subject"])) or ids & set(_words(entry["body"]))
    ]


def _words(value: Any) -> Iterator[str]:
    """Every word in a JSON value, split where ids are joined."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    elif isinstance(value, str):
        yield from (word for piece in value.split("|") for word in (piece, *piece.split("/")))
