"""The days a rule's window covers, seen from a quarter. Pure calendar; how long a window is, its name says."""

from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.model.codes import Window
from pipelines.model.quarter import Quarter


@dataclass(frozen=True, order=True)
class Span:
    """From the first to the last day, both included. Undated rows count when their list's quarter begins on or after
    ``lists_from`` and ends by ``last``: a school year takes the lists of the quarter it began in, a month takes none."""

    first: date
    last: date
    lists_from: date


def spans(window: Window, quarter: Quarter, school_year_begins: tuple[int, int] | None = None) -> list[Span]:
    """The spans of ``window`` in ``quarter``, earliest first: three for ``month``, one for every other.

    ``school_year_begins`` is (month, day); only ``school_year`` needs it.
    """
    last = quarter.last_day
    if window is Window.MONTH:
        return [_month(quarter.year, quarter.number * 3 - back) for back in (2, 1, 0)]
    if window is Window.YEAR_TO_DATE:
        return [_span(date(quarter.year, 1, 1), last)]
    if window is Window.ROLLING_12_MONTHS:
        return [_span(quarter.back(3).first_day, last)]
    if window is Window.SCHOOL_YEAR and school_year_begins:
        begins = date(last.year, *school_year_begins)
        return [_span(begins if begins <= last else date(last.year - 1, *school_year_begins), last)]
    return [whole(quarter)]


def whole(quarter: Quarter) -> Span:
    """The quarter's own days."""
    return _span(quarter.first_day, quarter.last_day)


def earlier_quarters(span: Span, quarter: Quarter) -> list[Quarter]:
    """Quarters before ``quarter`` that ``span`` reaches into, newest first."""
    found = []
    earlier = quarter.previous()
    while earlier.last_day >= span.first:
        found.append(earlier)
        earlier = earlier.previous()
    return found


def _span(first: date, last: date) -> Span:
    return Span(first, last, Quarter.containing(first).first_day)


def _month(year: int, month: int) -> Span:
    following = date(year + month // 12, month % 12 + 1, 1)
    return Span(date(year, month, 1), following - timedelta(days=1), date(year, month, 1))
