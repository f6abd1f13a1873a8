"""Dates of any precision as the first and last day they can mean. How a period and a window meet is said here once.

A row counts in a window when its whole period lies inside. A period wider than the window that reaches into it
(``2026`` for a quarter), or no date at all, is decided by the quarter whose list the row stands on
(docs/decisions/0011-partial-dates.md).
"""

import polars as pl

from pipelines.policy.windows import Span

_YEAR, _MONTH, _DAY = r"^\d{4}$", r"^\d{4}-\d{2}$", r"^\d{4}-\d{2}-\d{2}$"


def _as_date(text: pl.Expr) -> pl.Expr:
    return text.str.to_date("%Y-%m-%d", strict=False)


def first_day(text: pl.Expr) -> pl.Expr:
    """First day that ISO ``text`` of any precision can mean; null when unreadable."""
    return (
        pl.when(text.str.contains(_DAY))
        .then(_as_date(text))
        .when(text.str.contains(_MONTH))
        .then(_as_date(text + "-01"))
        .when(text.str.contains(_YEAR))
        .then(_as_date(text + "-01-01"))
    )


def last_day(text: pl.Expr) -> pl.Expr:
    """Last day that ISO ``text`` of any precision can mean; null when unreadable."""
    return (
        pl.when(text.str.contains(_DAY))
        .then(_as_date(text))
        .when(text.str.contains(_MONTH))
        .then(_as_date(text + "-01").dt.month_end())
        .when(text.str.contains(_YEAR))
        .then(_as_date(text + "-12-31"))
    )


def is_exact(text: pl.Expr) -> pl.Expr:
    """Whether ``text`` names one day."""
    return text.str.contains(_DAY).fill_null(value=False)


def lies_in(span: Span, first: pl.Expr, last: pl.Expr, sent_first: pl.Expr, sent_last: pl.Expr) -> pl.Expr:
    """Whether a row's period (``first`` to ``last``) counts in ``span``; ``sent_*`` is the quarter of its list."""
    begin, end = pl.lit(span.first), pl.lit(span.last)
    sent_inside = (sent_first >= pl.lit(span.lists_from)) & (sent_last <= end)
    vague = first.is_null() | (((first < begin) | (last > end)) & (first <= end) & (last >= begin))
    return pl.when(vague).then(sent_inside).otherwise((first >= begin) & (last <= end))
