"""The entries of a policy as frozen values. Each says since when, until when and by whose signature.

Belongs here: shapes. Reading them from TOML is ``load.py``; answering by day is ``policy.py``.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pipelines.model.codes import Comparator, ListKind, Measure, Urgency, WarningKind, Window


class DayKind(StrEnum):
    """How a clock counts."""

    CALENDAR = "calendar"
    WORKING = "working"


class Every(StrEnum):
    """How often something is done."""

    EVENT = "event"
    WEEK = "week"
    TEN_DAYS = "ten_days"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    YEAR = "year"
    ONCE = "once"


class Whose(StrEnum):
    """Over whom a rule adds up."""

    PERSON = "person"
    HOUSEHOLD = "household"


class YearChoice(StrEnum):
    """Which year's figure a level takes, seen from the last day of the rule's window."""

    SAME = "same"
    PREVIOUS = "previous"


@dataclass(frozen=True, kw_only=True)
class Dated:
    """What every entry carries: in force from the first to the last day, both included."""

    since: date
    until: date | None
    authority: str

    def holds_on(self, day: date) -> bool:
        """Whether the entry is in force on ``day``."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Place:
    """The place a policy is for."""

    code: str
    label: str
    province: str
    prefecture: str
    county: str
    county_code: str
    townships: tuple[str, ...]
    township_aliases: tuple[tuple[str, str], ...]
    village_aliases: tuple[tuple[str, str], ...]
    offices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class HouseholdClass(Dated):
    """A class of household as this place writes it. ``offered``: visitors may propose it (建议纳入类别)."""

    code: str
    label: str
    aliases: tuple[str, ...]
    monitored: bool
    offered: bool


@dataclass(frozen=True, kw_only=True)
class Figure(Dated):
    """A figure in yuan: the income line, or a statistic that a level multiplies. ``set_for``: the year it was set for."""

    code: str
    label: str
    yuan: Decimal
    provisional: bool
    set_for: int


@dataclass(frozen=True)
class Answer:
    """A figure as it holds on a day. ``carried_from``: the year it was set for, when none later is on file."""

    figure: Figure
    carried_from: int | None

    @property
    def yuan(self) -> Decimal:
        return self.figure.yuan


@dataclass(frozen=True, kw_only=True)
class Population(Dated):
    """Whom a rule looks at: households of any of ``classes``, on any of ``rolls``, or monitored; minus ``except_for``."""

    code: str
    label: str
    everyone: bool
    classes: tuple[str, ...]
    rolls: tuple[ListKind, ...]
    monitored: bool
    except_for: tuple[str, ...]


@dataclass(frozen=True)
class Level:
    """What a value is held against: ``yuan``, or ``factor`` times a dated statistic."""

    yuan: Decimal | None
    factor: Decimal | None
    statistic: str | None
    year: YearChoice


@dataclass(frozen=True)
class Words:
    """A filter on one text column: a row counts when its cell holds any of ``words``; an empty cell when ``unknown_counts``."""

    column: str
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Rule(Dated):
    """Population × measure × window × comparator × level → kind, grade, urgency, cadence."""

    code: str
    label: str
    kind: WarningKind
    population: str
    measure: Measure
    list_kinds: tuple[ListKind, ...]
    departments: tuple[str, ...]
    filters: tuple[Words, ...]
    unknown_counts: bool
    dated_in_window: bool
    whose: Whose
    window: Window
    comparator: Comparator | None
    level: Level | None
    set_for: int | None
    grade: str | None
    urgency: Urgency | None
    every: Every | None


@dataclass(frozen=True, kw_only=True)
class Clock(Dated):
    """A time limit: ``days`` after the day the clue was received (the next day is day 1)."""

    name: str
    label: str
    days: int
    day_kind: DayKind
    counted_from: str
    includes: str | None


@dataclass(frozen=True, kw_only=True)
class CalendarEntry(Dated):
    """Something done regularly, or once: between two days of the month, on a weekday (1 = Monday), or on fixed dates."""

    code: str
    label: str
    every: Every
    first_day: int | None
    last_day: int | None
    weekday: int | None
    begins: date | None
    ends: date | None


@dataclass(frozen=True, kw_only=True)
class Schedule(Dated):
    """When the quarterly run starts by itself: ``day`` of the ``month`` (1-3) of the quarter after the one it screens."""

    month: int
    day: int


@dataclass(frozen=True, kw_only=True)
class GridLevel(Dated):
    """One level of the grid: who heads it and who belongs to it."""

    level: int
    label: str
    area: str
    heads: str
    members: str | None


@dataclass(frozen=True, kw_only=True)
class UrgencyEntry(Dated):
    """Visit duty: these kinds, or households of these classes, are visited this urgently. Neither given: everybody."""

    urgency: Urgency
    kinds: tuple[WarningKind, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CompulsorySchooling(Dated):
    """Ages, both included, at which not being in school is a warning."""

    youngest: int
    oldest: int


@dataclass(frozen=True, kw_only=True)
class SchoolYear(Dated):
    """The day a school year begins."""

    month: int
    day: int


@dataclass(frozen=True, kw_only=True)
class Grades(Dated):
    """Grades of a warning, worst first."""

    order: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WorkingYear(Dated):
    """Public holidays and working weekends of one year, for clocks in working days."""

    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]
