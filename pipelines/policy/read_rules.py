"""Reads one ``[[rule]]`` and refuses what cannot be computed: a measure without its list, window or level.

Belongs here: which keys go together. The computing is ``screening``.
"""

from pipelines.model.codes import Comparator, ListKind, Measure, Urgency, WarningKind, Window
from pipelines.policy.entries import Every, Level, Rule, Whose, Words, YearChoice
from pipelines.policy.section import Section

FILTERS = {
    "medical_categories": "medical_category",
    "diseases": "disease_name",
    "incident_kinds": "incident_kind",
    "injuries": "injury",
    "support_modes": "support_mode",
    "disability_levels": "disability_level",
    "causes": "cause",
}
"""Rule key → column of ``rows`` that must hold one of its words."""

MEDICAL = (ListKind.SETTLEMENT, ListKind.LARGE_REIMBURSEMENT, ListKind.SERIOUS_ILLNESS)
LISTS = {
    Measure.DROPOUT: (ListKind.DROPOUT,),
    Measure.INCIDENT: (ListKind.INCIDENT,),
    Measure.SELF_PAID: MEDICAL,
    Measure.IN_SCOPE_SELF_PAID: MEDICAL,
    Measure.TUITION_BURDEN: (ListKind.TUITION_BURDEN,),
    Measure.PER_CAPITA_INCOME: (),
}
"""Lists a measure reads when the rule names none. ``on_event_list`` and ``new_on_roll`` must name theirs."""

SUMS = (Measure.SELF_PAID, Measure.IN_SCOPE_SELF_PAID, Measure.TUITION_BURDEN)
WITH_LEVEL = (*SUMS, Measure.PER_CAPITA_INCOME)
EVENTS = (Measure.ON_EVENT_LIST, Measure.DROPOUT, Measure.INCIDENT)


def read_rule(section: Section) -> Rule:
    """One rule. Raises PolicyIncomplete."""
    measure = section.word("measure", Measure)
    comparator, level = _comparison(section, measure)
    return Rule(
        code=_code(section),
        label=section.text("label"),
        kind=section.word("kind", WarningKind),
        population=section.text("population"),
        measure=measure,
        list_kinds=_lists(section, measure),
        departments=section.texts("departments"),
        filters=tuple(Words(column, section.texts(key)) for key, column in FILTERS.items() if key in section.values),
        unknown_counts=section.flag("unknown_counts"),
        dated_in_window=section.flag("dated_in_window"),
        whose=section.optional_word("whose", Whose) or Whose.PERSON,
        window=_window(section, measure),
        comparator=comparator,
        level=level,
        set_for=section.optional_whole("set_for", 1990, 2100),
        grade=section.optional_text("grade"),
        urgency=section.optional_word("urgency", Urgency),
        every=section.optional_word("every", Every),
        **section.dated(),
    )


def _code(section: Section) -> str:
    code = section.text("code")
    if "|" in code:  # codes are joined by | in the warnings table
        raise section.refuse("policy_wrong_type", "code", "without |")
    return code


def _lists(section: Section, measure: Measure) -> tuple[ListKind, ...]:
    named = section.words("lists", ListKind)
    if not named and measure in LISTS:
        return LISTS[measure]
    rolls = [kind.is_roll for kind in named]
    if not named:
        raise section.refuse("policy_missing_key", "lists", " | ".join(ListKind))
    if measure is Measure.NEW_ON_ROLL and not all(rolls):
        raise section.refuse("policy_unknown_word", "lists", " | ".join(kind for kind in ListKind if kind.is_roll))
    if measure in EVENTS and any(rolls):
        raise section.refuse("policy_unknown_word", "lists", " | ".join(kind for kind in ListKind if not kind.is_roll))
    return named


def _window(section: Section, measure: Measure) -> Window:
    allowed = {Measure.NEW_ON_ROLL: (Window.SINCE_LAST_LIST,), Measure.PER_CAPITA_INCOME: (Window.QUARTER,)}.get(
        measure, tuple(window for window in Window if window is not Window.SINCE_LAST_LIST)
    )
    if measure in EVENTS:
        allowed = (Window.QUARTER, Window.MONTH)
    window = section.optional_word("window", Window)
    if window is None and len(allowed) == 1:
        return allowed[0]
    if window is None or window not in allowed:
        raise section.refuse(
            "policy_missing_key" if window is None else "policy_unknown_word", "window", " | ".join(allowed)
        )
    return window


def _comparison(section: Section, measure: Measure) -> tuple[Comparator | None, Level | None]:
    comparator, level = section.optional_word("comparator", Comparator), _level(section)
    if measure not in WITH_LEVEL:
        if comparator is not None or level is not None:
            raise section.refuse("policy_unknown_key", "level" if level else "comparator", measure)
        return None, None
    if comparator is None:
        raise section.refuse("policy_missing_key", "comparator", " | ".join(Comparator))
    if level is None:
        raise section.refuse("policy_missing_key", "level", "20000 | { factor = 0.5, statistic = ... }")
    return comparator, level


def _level(section: Section) -> Level | None:
    value = section.raw("level")
    if value is None:
        return None
    if not isinstance(value, dict):
        return Level(section.amount("level"), None, None, YearChoice.SAME)
    inner = Section(section.file, section.key("level"), value)
    year = inner.optional_word("year", YearChoice) or YearChoice.SAME
    level = Level(None, inner.amount("factor"), inner.text("statistic"), year)
    inner.done()
    return level
