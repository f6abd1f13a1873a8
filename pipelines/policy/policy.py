"""A loaded policy and what it answers, by day. No answer is a refusal, never a default.

Belongs here: choosing the entry in force. Comparing values with it is ``screening``.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from pipelines.model.codes import Measure, Urgency, WarningKind, Window
from pipelines.model.errors import PolicyIncomplete
from pipelines.model.places import village_key
from pipelines.model.quarter import Quarter
from pipelines.policy import entries as e
from pipelines.policy.windows import Span, earlier_quarters, spans

EVERYONE = "everyone"
"""The population every policy has: all households of the registry."""
INCOME_LINE = "income_line"
"""The statistic's name under which a level may take the income line."""

_BETWEEN_CLASSES = re.compile(r"[、,;/|()\[\]+ \t\n]+")
Entry = TypeVar("Entry", bound=e.Dated)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What a place signed. Dated answers take the day they are asked for."""

    file: str
    place: e.Place
    carried_note: str
    classes: tuple[e.HouseholdClass, ...]
    income_lines: tuple[e.Figure, ...]
    statistics: tuple[e.Figure, ...]
    populations: tuple[e.Population, ...]
    rules: tuple[e.Rule, ...]
    clocks: tuple[e.Clock, ...]
    calendar: tuple[e.CalendarEntry, ...]
    schedules: tuple[e.Schedule, ...]
    grid_levels: tuple[e.GridLevel, ...]
    urgencies: tuple[e.UrgencyEntry, ...]
    schooling: tuple[e.CompulsorySchooling, ...]
    school_years: tuple[e.SchoolYear, ...]
    grades: tuple[e.Grades, ...]
    working_years: tuple[e.WorkingYear, ...]

    # rules and the time they look at

    def rules_on(self, day: date) -> list[e.Rule]:
        """Rules in force on ``day``, in the file's order; may be none."""
        return _on(self.rules, day)

    def rules_for(self, quarter: Quarter) -> list[e.Rule]:
        """Rules that screen ``quarter``: those in force on its last day. Raises PolicyIncomplete when there is none."""
        found = self.rules_on(quarter.last_day)
        if not found:
            raise PolicyIncomplete("policy_no_rule_in_force", file=self.file, key="rule", add=str(quarter))
        return found

    def spans(self, rule: e.Rule, quarter: Quarter) -> list[Span]:
        """The days ``rule`` looks at in ``quarter``. Raises PolicyIncomplete when a school year has no beginning."""
        begins = _one(self.school_years, quarter.last_day)
        if rule.window is Window.SCHOOL_YEAR and begins is None:
            raise self._lacks(rule, "school_year", quarter.last_day)
        return spans(rule.window, quarter, (begins.month, begins.day) if begins else None)

    def windows_needed(self, quarter: Quarter) -> list[Quarter]:
        """Earlier quarters whose lists the rules of ``quarter`` read, newest first."""
        needed: set[Quarter] = set()
        for rule in self.rules_for(quarter):
            if rule.measure is Measure.NEW_ON_ROLL:
                needed.add(quarter.previous())
            for span in self.spans(rule, quarter):
                needed.update(earlier_quarters(span, quarter))
            population = self.population(rule.population, quarter.last_day)
            if population.rolls:
                needed.add(quarter.previous())
        return sorted(needed, reverse=True)

    # numbers

    def income_line(self, day: date) -> e.Answer | None:
        """The income line in force on ``day``; None when the place signed none."""
        figure = _one(self.income_lines, day)
        return None if figure is None else e.Answer(figure, figure.set_for if figure.set_for < day.year else None)

    def statistic(self, code: str, year: int) -> e.Answer | None:
        """The statistic for ``year``, else the newest earlier one (marked as carried over), else None."""
        known = sorted((f for f in self.statistics if f.code == code and f.set_for <= year), key=lambda f: f.set_for)
        return e.Answer(known[-1], known[-1].set_for if known[-1].set_for < year else None) if known else None

    def level_of(self, rule: e.Rule, day: date) -> tuple[Decimal, str] | None:
        """(yuan, authority as printed) a value of ``rule`` is held against on ``day``; None for rules without a level.

        A figure set for an earlier year carries the policy's note. Raises PolicyIncomplete when the figure is missing.
        """
        level = rule.level
        if level is None:
            return None
        note = self.note(self.carried_from(rule, day))
        if level.yuan is not None:
            return level.yuan, rule.authority + note
        answer = self._figure(rule, level, day)
        return answer.yuan * (level.factor or 1), f"{rule.authority}；{answer.figure.authority}{note}"

    def carried_from(self, rule: e.Rule, day: date) -> int | None:
        """The year that the figure of ``rule`` was set for, when that is over on ``day``. Raises PolicyIncomplete."""
        if rule.level is None:
            return None
        if rule.level.yuan is None:
            return self._figure(rule, rule.level, day).carried_from
        return rule.set_for if rule.set_for is not None and rule.set_for < day.year else None

    def _figure(self, rule: e.Rule, level: e.Level, day: date) -> e.Answer:
        code = level.statistic or ""
        year = day.year - 1 if level.year is e.YearChoice.PREVIOUS else day.year
        answer = self.income_line(day) if code == INCOME_LINE else self.statistic(code, year)
        if answer is None:
            raise self._lacks(rule, f"{code} {year}", day)
        return answer

    def note(self, carried_from: int | None) -> str:
        """The note behind a figure set for an earlier year, as the policy words it; empty when there is nothing to note."""
        return "" if carried_from is None else self.carried_note.format(year=carried_from)

    # words

    def classes_on(self, day: date) -> list[e.HouseholdClass]:
        """Household classes in force on ``day``, in the file's order."""
        return _on(self.classes, day)

    def household_class(self, text: str | None, day: date | None = None) -> str | None:
        """Code of the class that ``text`` names (label or alias; the file's first of several), None when none is known.

        With ``day`` only classes in force then are looked at.
        """
        if not text:
            return None
        plain = unicodedata.normalize("NFKC", text)
        words = {"".join(plain.split()), *_BETWEEN_CLASSES.split(plain)}
        known = self.classes if day is None else self.classes_on(day)
        return next((c.code for c in known if words & {_plain(name) for name in (c.label, *c.aliases)}), None)

    def class_label(self, code: str, day: date) -> str | None:
        """The class's name as the place writes it on ``day``."""
        return next((c.label for c in self.classes_on(day) if c.code == code), None)

    def population(self, code: str, day: date) -> e.Population:
        """The population in force on ``day``. Raises PolicyIncomplete when there is none."""
        found = next((p for p in self.populations if p.code == code and p.holds_on(day)), None)
        if found is not None:
            return found
        if code != EVERYONE:
            raise PolicyIncomplete("policy_no_entry_on_day", file=self.file, key=f"population {code}", add=str(day))
        return e.Population(
            code=EVERYONE, label="", everyone=True, classes=(), rolls=(), monitored=False, except_for=(),
            since=day, until=None, authority="",
        )  # fmt: skip

    def township_name(self, text: str | None) -> str | None:
        """The township's own name for an alias; any other text unchanged."""
        return text if text is None else dict(self.place.township_aliases).get(_plain(text), text)

    def village_name(self, text: str | None) -> str | None:
        """The village's own name for an alias (with or without its 村 ending); any other text unchanged."""
        if text is None:
            return None
        known = {village_key(alias): name for alias, name in self.place.village_aliases}
        return known.get(village_key(text), text)

    @property
    def village_aliases(self) -> dict[str, str]:
        """Alias → village name."""
        return dict(self.place.village_aliases)

    # time

    def clock(self, name: str, day: date) -> e.Clock | None:
        """The time limit of this name in force on ``day``; None when the place signed none."""
        return next((c for c in self.clocks if c.name == name and c.holds_on(day)), None)

    def due(self, name: str, received: date) -> date | None:
        """The last day of the time limit ``name`` for a clue received on ``received``; None when the place signed none.

        The day of receipt is not counted (Civil Code art. 201).
        """
        clock = self.clock(name, received)
        if clock is None:
            return None
        if clock.day_kind is e.DayKind.CALENDAR:
            return received + timedelta(days=clock.days)
        day, left = received, clock.days
        while left:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return day

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, unless the policy's calendar of that year says otherwise."""
        year = next((y for y in self.working_years if y.year == day.year), None)
        if year and day in year.workdays:
            return True
        return day.weekday() < 5 and not (year and day in year.holidays)

    def urgency(self, rule: e.Rule, class_code: str | None, day: date) -> Urgency:
        """How urgently to visit: the rule's own word, else the most urgent entry of the place's table that fits.

        Raises PolicyIncomplete when none is in force.
        """
        if rule.urgency is not None:
            return rule.urgency
        fitting = [u.urgency for u in _on(self.urgencies, day) if _fits(u, rule.kind, class_code)]
        if not fitting:
            raise self._lacks(rule, "urgency", day)
        return min(fitting, key=list(Urgency).index)

    def compulsory_ages(self, rule: e.Rule, day: date) -> e.CompulsorySchooling:
        """Ages of compulsory schooling that ``rule`` needs on ``day``. Raises PolicyIncomplete when none are in force."""
        ages = _one(self.schooling, day)
        if ages is None:
            raise self._lacks(rule, "compulsory_schooling", day)
        return ages

    def grade_order(self, day: date) -> tuple[str, ...]:
        """Grades in force on ``day``, worst first; empty when the place has none."""
        entry = _one(self.grades, day)
        return entry.order if entry else ()

    def grid_on(self, day: date) -> list[e.GridLevel]:
        """Grid levels in force on ``day``, top first."""
        return sorted(_on(self.grid_levels, day), key=lambda g: g.level)

    def schedule(self, day: date) -> e.Schedule | None:
        """When the quarterly run starts by itself, as in force on ``day``."""
        return _one(self.schedules, day)

    def calendar_on(self, day: date) -> list[e.CalendarEntry]:
        """Regular duties in force on ``day``, in the file's order."""
        return _on(self.calendar, day)

    def _lacks(self, rule: e.Rule, add: str, day: date) -> PolicyIncomplete:
        return PolicyIncomplete("policy_rule_lacks", file=self.file, key=f"rule {rule.code}", add=f"{add} ({day})")


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _fits(entry: e.UrgencyEntry, kind: WarningKind, class_code: str | None) -> bool:
    return kind in entry.kinds or class_code in entry.classes or not (entry.kinds or entry.classes)


def _on(entries: Sequence[Entry], day: date) -> list[Entry]:
    return [entry for entry in entries if entry.holds_on(day)]


def _one(entries: Sequence[Entry], day: date) -> Entry | None:
    return next((entry for entry in entries if entry.holds_on(day)), None)
