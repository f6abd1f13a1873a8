"""Facts: what a rule's measure comes to, per person and span. Nothing is compared with a level here.

Every function returns ``FACT_COLUMNS``. A fact is made for everybody on the rule's lists, whoever the rule is about.
"""

import polars as pl

from pipelines.model.codes import ListKind, Measure, Window
from pipelines.model.money import YUAN
from pipelines.policy.entries import Rule, Whose
from pipelines.policy.read_rules import MEDICAL
from pipelines.policy.windows import Span
from pipelines.screening.periods import lies_in
from pipelines.screening.settlements import money_once

FACT_SCHEMA = {
    "household_id": pl.String(), "person_id": pl.String(), "row_name": pl.String(), "value": YUAN,
    "window_from": pl.String(), "window_to": pl.String(), "found_on": pl.Date(), "department": pl.String(),
    "list_kind": pl.String(), "current": pl.Boolean(), "rows": pl.String(),
}  # fmt: skip
FACT_COLUMNS = list(FACT_SCHEMA)
"""``row_name``: the name on the row, for persons not registered. ``current``: a row of this quarter is among ``rows``."""

_TUITION = pl.col("tuition_yuan") - pl.col("education_aid_yuan").fill_null(0)
_AMOUNT = {
    Measure.SELF_PAID: pl.col("self_paid_yuan"),
    Measure.IN_SCOPE_SELF_PAID: pl.col("in_scope_self_paid_yuan"),
    Measure.TUITION_BURDEN: _TUITION,
}


def rule_rows(linked: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """Rows that ``rule`` looks at: automatically linked, of its lists and departments, passing its filters."""
    return linked.filter(pl.col("entity").is_not_null() & of_lists(rule) & passes(rule, rule.unknown_counts))


def of_lists(rule: Rule) -> pl.Expr:
    """Whether a row stands on one of the rule's lists, sent by one of its departments."""
    wanted = pl.col("list_kind").is_in(list(rule.list_kinds))
    return wanted & pl.col("department").is_in(list(rule.departments)) if rule.departments else wanted


def passes(rule: Rule, unknown: bool) -> pl.Expr:
    """Whether a row's cells hold the rule's words; ``unknown`` is the answer for an empty cell."""
    result = pl.lit(value=True)
    for words in rule.filters:
        result &= pl.col(words.column).str.contains_any(list(words.words)).fill_null(value=unknown)
    return result


def event_facts(rows: pl.DataFrame, rule: Rule, span: Span) -> pl.DataFrame:
    """Being on an event list sent for this quarter; the value is the money on those rows, once per settlement.

    With ``dated_in_window`` or a monthly window the event itself must lie in the quarter, not only the list.
    """
    current = rows.filter("current")
    if rule.dated_in_window or rule.window is Window.MONTH:
        current = current.filter(_inside(span))
    current = current.with_columns(window_from=pl.lit(span.first), window_to=pl.lit(span.last))
    if rule.window is Window.MONTH:
        current = current.with_columns(_month_of_event())
    amount = pl.when(pl.col("list_kind") == ListKind.TUITION_BURDEN).then(_TUITION).otherwise(pl.col("self_paid_yuan"))
    paid = money_once(current.filter(pl.col("list_kind").is_in([*MEDICAL, ListKind.TUITION_BURDEN])), amount)
    by = ["entity", "department", "list_kind", "window_from", "window_to"]
    money = paid.filter("counts").group_by(by).agg(value=pl.col("paid").sum())
    return _told(current, by).join(money, on=by, how="left", maintain_order="left").pipe(as_facts)


def sum_facts(rows: pl.DataFrame, rule: Rule, span: Span) -> pl.DataFrame:
    """A sum of money over ``span``, once per settlement; an undated period total stands for its quarter if it is larger."""
    inside = rows.filter(_inside(span)).with_columns(window_from=pl.lit(span.first), window_to=pl.lit(span.last))
    paid = (
        _tuition_once(inside) if rule.measure is Measure.TUITION_BURDEN else money_once(inside, _AMOUNT[rule.measure])
    )
    of_household = rule.whose is Whose.HOUSEHOLD
    by = ["household_id" if of_household else "entity", "window_from", "window_to"]
    value = (
        paid.group_by(*dict.fromkeys([*by, "entity", "bucket"]))
        .agg(told=_sum_of(~pl.col("period_total")), total=_sum_of(pl.col("period_total")))
        .group_by(by)
        .agg(value=pl.max_horizontal("told", "total").sum())  # of a null and a number the number
    )
    facts = _told(paid, by).join(value, on=by, how="left", maintain_order="left").pipe(as_facts)
    nobody = pl.lit(None, pl.String)
    return facts.with_columns(person_id=nobody, row_name=nobody) if of_household else facts


def _sum_of(which: pl.Expr) -> pl.Expr:
    """Sum of the counted lines; null, not 0, when there is none: a refund alone is less than nothing."""
    lines = pl.col("paid").filter(pl.col("counts") & which)
    return pl.when(lines.len() > 0).then(lines.sum())


def roll_facts(entries: pl.DataFrame, of_household: bool, span: Span) -> pl.DataFrame:
    """New entries of one roll, one fact per person, or per household where the roll is granted to households."""
    dated = entries.with_columns(window_from=pl.lit(span.first), window_to=pl.lit(span.last))
    by = ["household_id" if of_household else "entity", "list_kind", "window_from", "window_to"]
    return _told(dated, by).pipe(as_facts)


def income_facts(households: pl.DataFrame, span: Span) -> pl.DataFrame:
    """Per-capita income of every household whose registry line has one. ``found_on`` is null: nobody sent it this quarter."""
    return (
        households.filter(pl.col("per_capita_income_yuan").is_not_null())
        .select(
            "household_id",
            value="per_capita_income_yuan",
            rows="income_reference",
            window_from=pl.lit(span.first),
            window_to=pl.lit(span.last),
            department=pl.lit("registry"),
            current=pl.lit(value=True),
        )
        .pipe(as_facts)
    )


def as_facts(frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with exactly ``FACT_COLUMNS``; absent ones null, days as ISO text."""
    days = [pl.col(name).dt.to_string("iso") for name in ("window_from", "window_to")]
    dated = frame.with_columns(days) if frame.schema["window_from"] == pl.Date else frame
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in FACT_SCHEMA.items() if name not in dated.columns]
    return dated.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in FACT_SCHEMA.items())


def _inside(span: Span) -> pl.Expr:
    return lies_in(span, *(pl.col(name) for name in ("event_first", "event_last", "sent_first", "sent_last")))


def _month_of_event() -> list[pl.Expr]:
    """The month the event lies in; the whole quarter where its date does not say."""
    month = pl.col("event_first").dt.truncate("1mo")
    known = (month == pl.col("event_last").dt.truncate("1mo")).fill_null(value=False)
    return [
        pl.when(known).then(month).otherwise("window_from").alias("window_from"),
        pl.when(known).then(month.dt.month_end()).otherwise("window_to").alias("window_to"),
    ]


def _tuition_once(rows: pl.DataFrame) -> pl.DataFrame:
    """``money_once`` for school costs: equal costs and aid of a pupil on another list are the same; unknown aid equals any."""
    aid = pl.col("education_aid_yuan")
    known = rows.with_columns(education_aid_yuan=pl.coalesce(aid, aid.min().over("entity", "tuition_yuan")))
    paid = known.with_columns(paid=_TUITION, bucket=pl.col("sent_first"), period_total=pl.lit(value=False))
    same = ["entity", "paid", "tuition_yuan"]
    lines = paid.filter(pl.col("paid").is_not_null()).with_columns(
        nth=pl.int_range(pl.len()).over([*same, "quarter", "file"])
    )
    return lines.with_columns(counts=pl.int_range(pl.len()).over([*same, "nth"]) == 0).drop("nth")


def _told(rows: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Who, when and from which rows, per group. The newest row names the person and household."""
    told = {
        "household_id": pl.col("household_id").last(),
        "person_id": pl.col("person_id").last(),
        "row_name": pl.col("person_name").last(),
        "department": pl.col("department").unique().sort().str.join("|"),
        "list_kind": pl.col("list_kind").unique().sort().str.join("|"),
        # A clue is as old as this quarter's first news of it; earlier quarters had their own.
        "found_on": pl.coalesce(pl.col("found_on").filter("current").min(), pl.col("found_on").min()),
        "current": pl.col("current").any(),
        "rows": pl.col("reference").unique().sort().str.join("|"),
    }
    return rows.group_by(by, maintain_order=True).agg(**{name: expr for name, expr in told.items() if name not in by})
