"""An explanation in Chinese sentences, for the terminal of an office. What is told is ``explain``; here is only how.

Belongs here: choosing the sentence under ``[explain]`` and filling it. Does not: any fact of its own.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pipelines.model.codes import Comparator, RuleOutcome
from pipelines.model.money import written
from pipelines.report.explain_rows import PARTS, said_in_words
from pipelines.report.reasons import relation_word
from pipelines.report.texts import text, word

Body = Mapping[str, Any]
_SIGNS = {code.value: code.label for code in Comparator}
_SILENT = (RuleOutcome.NOT_ON_LIST.value, RuleOutcome.LIST_NOT_SENT.value)
# How near a rule came, nearest first: what an auditor asks about before the rest.
_NEAREST = [code.value for code in (RuleOutcome.BELOW_LEVEL, RuleOutcome.DOUBTFUL)]


def told(body: Body) -> list[str]:
    """The lines a person reads, from the body that ``explain`` made."""
    kind = text(f"explain.subject.{body['subject']['kind']}")
    lines = [text("explain.head", quarter=body["quarter"], kind=kind, id=body["subject"]["id"])]
    if body["row"]:
        lines += ["", text("explain.part.row"), *_row(body["row"])]
        if not body["households"]:
            lines.append(text("explain.row_of_nobody"))
    for home in body["households"]:
        lines += ["", *_household(home)]
    return lines


def _household(home: Body) -> list[str]:
    place = "".join(str(home[name] or "") for name in ("township_name", "village_name", "group_name"))
    people = text("list.joint").join(
        text("explain.member", name=one["person_name"] or "", relation=relation_word(one["relation"], one["sex"]))
        for one in home["members"]
    )
    lines = [
        text("explain.household", id=home["household_id"], place=place, household_class=home["household_class"] or "—"),
        text("explain.members", count=len(home["members"]), people=people),
        *_warned(home),
        "",
        text("explain.part.rules"),
        *_rules(home["rules"]),
    ]
    if not home["as_issued"]:
        lines.append(text("explain.not_as_issued"))
    if home["rows"]:
        lines += ["", text("explain.part.rows", count=len(home["rows"]))]
    for row in home["rows"]:
        lines += _row(row)
    return [*lines, "", text("explain.part.before"), *_before(home)]


def _warned(home: Body) -> list[str]:
    warning = home["warning"]
    if warning is None:
        return [text("explain.not_warned")]
    kinds = text("list.joint").join(kind["label"] for kind in warning["kinds"])
    lines = [text("explain.warned", **{**warning, "kinds": kinds})]
    if warning["already_monitored"]:
        lines.append(text("explain.monitored"))
    for clock in home["clocks"]:
        label, due = text(f"columns.{clock['name']}"), warning[clock["name"]]
        kind = "clock" if clock["days"] is not None else "no_clock"
        day_kind = text(f"explain.days.{clock['day_kind']}") if clock["day_kind"] else ""
        lines.append(text(f"explain.{kind}", label=label, due=due, **{**clock, "day_kind": day_kind}))
    return lines


def _rules(rules: list[Body]) -> list[str]:
    fired = [rule for rule in rules if rule["outcome"] == RuleOutcome.FIRED.value]
    others = [rule for rule in rules if rule["outcome"] not in (*_SILENT, RuleOutcome.FIRED.value)]
    others.sort(key=lambda rule: (_near(rule["outcome"]), Decimal(rule["missing"] or 0)))
    lines = [_fired(rule) for rule in fired] + [_not_fired(rule) for rule in others]
    for outcome in _SILENT:
        labels = text("list.joint").join(rule["label"] for rule in rules if rule["outcome"] == outcome)
        if labels:
            lines.append(text(f"explain.outcome.{outcome}", rules=labels))
    return lines or [text("explain.no_rules")]


def _near(outcome: str) -> int:
    return _NEAREST.index(outcome) if outcome in _NEAREST else len(_NEAREST)


def _fields(rule: Body) -> dict[str, str]:
    money = {name: written(Decimal(rule[name])) if rule[name] else "—" for name in ("value", "threshold", "missing")}
    window = text("explain.window", first=rule["window_from"], last=rule["window_to"]) if rule["window_from"] else ""
    return {
        **money,
        "label": rule["label"],
        "rule": rule["rule"],
        "who": rule["person_name"] or text("reason.household"),
        "window": window,
        "sign": _SIGNS.get(rule["comparator"] or "", ""),
        "since": rule["since"] or "—",
        "population": rule["population_label"] or rule["population"],
        "authority": rule["authority"],
        "rows": text("list.joint").join(rule["rows"]) or "—",
    }


def _fired(rule: Body) -> str:
    kind = "fired_level" if rule["threshold"] else "fired_money" if rule["value"] else "fired"
    return text(f"explain.outcome.{kind}", **_fields(rule))


def _not_fired(rule: Body) -> str:
    sentence = text(f"explain.outcome.{rule['outcome']}", **_fields(rule))
    if rule["inside"] or rule["outcome"] == RuleOutcome.OTHER_POPULATION.value:
        return sentence
    return sentence + text("explain.also_outside", **_fields(rule))


def _row(row: Body) -> list[str]:
    why = text("explain.because", reason=row["reason_label"]) if row["reason"] else ""
    came = {"department": row["department_label"], "list": row["list_label"] or "", "why": why}
    lines = [text("explain.row", **{**row, **came, "received_at": row["received_at"] or "—"})]
    if row["said"]:
        lines.append(text("explain.said", said=said_in_words(row["said"])))
    if row["original"]:
        lines.append(text("explain.original", reference=row["original"]))
    if row["notes"]:
        notes = text("list.joint").join(note["label"] for note in row["notes"])
        lines.append(text("explain.notes", notes=notes))
    return [*lines, *_link(row["link"])]


def _link(link: Body | None) -> list[str]:
    if link is None:
        return []
    lines = [text(f"explain.link.{link['status']}", level=link["level_label"], lead=_lead(link), **_ids(link))]
    return lines + [_candidate(one) for one in link["candidates"]]


def _ids(link: Body) -> dict[str, str]:
    return {name: link[name] or "—" for name in ("person_id", "household_id")}


def _lead(link: Body) -> str:
    if link["lead"] is None:
        return text("explain.alone" if link["weight"] is not None else "explain.nobody")
    return text("explain.tied" if link["lead"] <= 0 else "explain.lead", lead=f"{link['lead']:.1f}")


def _candidate(one: Body) -> str:
    parts = [_part(part, one["parts"][part]) for part in PARTS]
    return text(
        "explain.candidate",
        rank=one["rank"],
        name=one["person_name"] or text("questions.household_only"),
        person_id=one["person_id"] or "—",
        household_id=one["household_id"] or "—",
        village=one["village_name"] or "",
        level=one["level_label"],
        weight=f"{one['weight']:.1f}" if one["weight"] is not None else "—",
        parts=text("list.joint").join(part for part in parts if part) or text("explain.no_parts"),
        differences=text("explain.differs", what=one["differences"]) if one["differences"] else "",
    )


def _part(name: str, weight: float | None) -> str:
    """One part of a weight in words; parts that say next to nothing are left out."""
    if weight is None or abs(weight) < 0.5:
        return ""
    strength = "strong" if abs(weight) >= 10 else "plain" if abs(weight) >= 3 else "weak"
    side = "for" if weight > 0 else "against"
    what = text(f"explain.weight.{name}")
    return text(f"explain.{side}.{strength}", what=what, weight=f"{weight:+.1f}")


def _before(home: Body) -> list[str]:
    lines = [
        text("explain.other_quarter", **{**one, "kinds": text("list.joint").join(one["kinds"])})
        for one in home["other_quarters"]
    ] or [text("explain.no_other_quarter")]
    answers = [_answer(entry) for entry in home["answers"]]
    return lines + (answers or [text("explain.no_answers")])


def _answer(entry: Body) -> str:
    said = text("list.joint").join(f"{name}={value}" for name, value in _flat(entry["body"]))
    return text(
        "explain.answer", at=entry["at"], actor=entry["actor"], kind=word("explain.kind", entry["kind"]), said=said
    )


def _flat(body: Any) -> list[tuple[str, str]]:
    """A ledger entry's words by name, whatever its shape."""
    if not isinstance(body, dict):
        return [("", str(body))]
    found = []
    for name, value in body.items():
        inner = _flat(value) if isinstance(value, dict) else [("", str(value))]
        heading = text(f"columns.{name}")
        shown = name if heading == f"columns.{name}" else heading
        found += [
            (f"{shown}.{deeper}" if deeper else shown, said) for deeper, said in inner if said not in ("", "None")
        ]
    return found
