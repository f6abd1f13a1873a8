"""The plain sentence behind each clue, and the reason of a warning made of them.

Belongs here: relation words, windows in words, which sentence a clue gets at which disclosure level.
Does not: which clues exist (``screening``), where they stand in a workbook (``village``).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import polars as pl

from pipelines.model.codes import Comparator, Disclosure, Measure, Urgency, WarningKind
from pipelines.model.money import written
from pipelines.report.plain import outside
from pipelines.report.texts import sentences, text

_URGENCY_ORDER = {code.value: place for place, code in enumerate(Urgency)}
_KIND_ORDER = {code.value: place for place, code in enumerate(WarningKind)}
_KIND_LABELS = {code.value: code.label for code in WarningKind}
_COMPARATORS = {code.value: code.label for code in Comparator}
_SUMS = {Measure.SELF_PAID, Measure.IN_SCOPE_SELF_PAID, Measure.TUITION_BURDEN, Measure.PER_CAPITA_INCOME}

Clue = Mapping[str, object]


def relation_word(relation: str | None, sex: str | None) -> str:
    """What the household calls the person: 本人, 妻子, 儿子 …; an unknown relation stays as the registry wrote it."""
    known = sentences()
    key = (relation or "").strip()
    found = known.get(f"relation.{sex}.{key}") or known.get(f"relation.any.{key}")
    return found or outside(key, 10)


def kind_label(code: str) -> str:
    """The Chinese label of a warning kind; a code from elsewhere is shown as it is."""
    return _KIND_LABELS.get(code, code)


def _first(section: str, *names: str) -> str:
    known = sentences()
    return next((key for name in names if (key := f"{section}.{name}") in known), f"{section}.other")


def _months(start: str, end: str) -> tuple[int, int, int, int] | None:
    try:
        return int(start[:4]), int(start[5:7]), int(end[:4]), int(end[5:7])
    except ValueError:
        return None


def window_words(start: str | None, end: str | None, year: int) -> str:
    """A window in words: ``7–9月``; the year is named when it is not ``year``. Empty where no window is known."""
    span = _months(start or "", end or "")
    if span is None:
        return ""
    y1, m1, y2, m2 = span
    if y1 == y2 == year:
        return text("reason.month", month=m1) if m1 == m2 else text("reason.months", first=m1, last=m2)
    if y1 == y2:
        return text("reason.year_months" if m1 != m2 else "reason.year_month", year=y1, month=m1, first=m1, last=m2)
    first, last = (text("reason.year_month", year=y, month=m) for y, m in ((y1, m1), (y2, m2)))
    return text("reason.span", first=first, last=last)


def coarse_sentence(clue: Clue) -> str:
    """The coarsest useful words for a clue: no person, no department, no illness, no amount."""
    measure, kind, list_kind = (str(clue.get(name) or "") for name in ("measure", "kind", "list_kind"))
    return text(_first("reason.coarse", f"{measure}.{list_kind}", measure, kind))


def _money(value: object) -> str:
    return "" if value is None else written(Decimal(str(value)))


def _limit(clue: Clue) -> str:
    threshold = _money(clue.get("threshold"))
    if not threshold:
        return ""
    sign = str(clue.get("comparator") or ">")
    return text("reason.limit", comparator=_COMPARATORS.get(sign, sign), threshold=threshold)


def full_sentence(clue: Clue, departments: Mapping[str, str], sex: str | None, year: int) -> str:
    """The whole clue: which list and months, whose it is, how much over which level, on whose authority."""
    measure, list_kind = str(clue.get("measure") or ""), str(clue.get("list_kind") or "")
    department = str(clue.get("department") or "")
    window = window_words(_text(clue, "window_from"), _text(clue, "window_to"), year)
    label = text("reason.joint_departments").join(departments.get(d, d) for d in department.split("|") if d)
    value, authority = _money(clue.get("value")), outside(_text(clue, "authority") or "", 80)
    whose = relation_word(_text(clue, "relation"), sex) if clue.get("person_id") else text("reason.household")
    return text(
        _first("reason.full", f"{measure}.{list_kind}", measure),
        source=text("reason.list" if window else "reason.list_plain", department=label, window=window),
        who=whose,
        kind=kind_label(str(clue.get("kind") or "")),
        value=text("reason.amount", amount=value) if value else "",
        of_which=text("reason.of_which", amount=value) if value and measure not in _SUMS else "",
        limit=_limit(clue) if measure in _SUMS else "",
        authority=text("reason.authority", authority=authority) if authority else "",
    )


def _text(clue: Clue, name: str) -> str | None:
    value = clue.get(name)
    return None if value is None else str(value)


def sexes(persons: pl.DataFrame | None) -> dict[str, str]:
    """person_id → 男 or 女, where known."""
    if persons is None or persons.is_empty():
        return {}
    known = persons.select("person_id", "sex").drop_nulls()
    return dict(known.iter_rows())


def clue_order(clue: Clue) -> tuple[object, ...]:
    """Most urgent first, then by kind, department, person and rule: a fixed order whatever order clues came in."""
    names = ("department", "person_id", "rule", "measure", "window_from", "rows")
    return (
        _URGENCY_ORDER.get(str(clue.get("urgency")), 9),
        _KIND_ORDER.get(str(clue.get("kind")), 99),
        *(str(clue.get(name) or "") for name in names),
    )


def clue_sentences(
    clues: Iterable[Clue], disclosure: Disclosure, departments: Mapping[str, str], sex_of: Mapping[str, str], year: int
) -> list[str]:
    """One sentence per clue, in ``clue_order`` order expected of the caller."""
    if disclosure is Disclosure.COARSE:
        return [coarse_sentence(clue) for clue in clues]
    return [full_sentence(clue, departments, sex_of.get(str(clue.get("person_id"))), year) for clue in clues]


def with_reasons(
    warnings: pl.DataFrame,
    clues: pl.DataFrame,
    disclosure: Disclosure,
    departments: Mapping[str, str],
    persons: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """``warnings`` (WARNINGS) with ``reason``: its clues' sentences at the disclosure level, equal ones once, joined by ；.

    ``clues`` is CLUES, ``departments`` code → label; ``persons`` (PERSONS) tells the sex behind 配偶 and 子女.
    """
    sex_of = sexes(persons)
    by_warning: dict[str, list[Clue]] = {}
    for clue in clues.iter_rows(named=True):
        by_warning.setdefault(clue["warning_id"], []).append(clue)
    reasons = []
    for warning_id, quarter in warnings.select("warning_id", "quarter").iter_rows():
        its_clues = sorted(by_warning.get(warning_id, []), key=clue_order)
        lines = clue_sentences(its_clues, disclosure, departments, sex_of, int(str(quarter)[:4]))
        reasons.append(text("reason.joint").join(dict.fromkeys(lines)) or text("reason.coarse.other"))
    return warnings.with_columns(pl.Series("reason", reasons, pl.String))
