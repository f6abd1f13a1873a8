"""Reads a policy file: TOML in, a ``Policy`` out, or a refusal naming file, key and what to add.

Belongs here: which keys each table has. How a key is typed is ``section.py``; whether entries agree, ``agreement.py``.
"""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pipelines.model.codes import ListKind, Urgency, WarningKind
from pipelines.model.errors import PolicyIncomplete, UsageError
from pipelines.policy import entries as e
from pipelines.policy.agreement import check_agreement
from pipelines.policy.policy import Policy
from pipelines.policy.read_rules import read_rule
from pipelines.policy.section import Section

Entry = TypeVar("Entry")


def load_policy(path: Path) -> Policy:
    """The policy in ``path``. Raises UsageError when it cannot be opened, PolicyIncomplete when it cannot be used."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise UsageError("policy_not_found", file=path.name) from None
    except UnicodeDecodeError:
        raise PolicyIncomplete("policy_unreadable", file=path.name, why="UTF-8") from None
    return read_policy(text, path.name)


def read_policy(text: str, file: str) -> Policy:
    """The policy in ``text``; ``file`` is the name refusals give. Raises PolicyIncomplete."""
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PolicyIncomplete("policy_unreadable", file=file, why=str(error)) from None
    top = Section(file, "", values)
    policy = Policy(
        file=file,
        place=_place(top),
        carried_note=top.text("carried_note"),
        classes=_entries(top, "class", _household_class),
        income_lines=_entries(top, "income_line", lambda s: _figure(s, "income_line")),
        statistics=_entries(top, "statistic", lambda s: _figure(s, s.text("code"))),
        populations=_entries(top, "population", _population),
        rules=_entries(top, "rule", read_rule),
        clocks=_entries(top, "clock", _clock),
        calendar=_entries(top, "calendar", _calendar),
        schedules=_entries(top, "schedule", _schedule),
        grid_levels=_entries(top, "grid_level", _grid_level),
        urgencies=_entries(top, "urgency", _urgency),
        schooling=_entries(top, "compulsory_schooling", _schooling),
        school_years=_entries(top, "school_year", _school_year),
        grades=_entries(top, "grades", lambda s: e.Grades(order=s.texts("order"), **s.dated())),
        working_years=_entries(top, "working_year", _working_year),
    )
    top.done()
    check_agreement(policy)
    return policy


def _entries(top: Section, name: str, read: Callable[[Section], Entry]) -> tuple[Entry, ...]:
    found = []
    for section in top.sections(name):
        found.append(read(section))
        section.done()
    return tuple(found)


def _place(top: Section) -> e.Place:
    section = top.section("place")
    if section is None:
        raise top.refuse("policy_missing_key", "place", "[place]")
    place = e.Place(
        code=section.text("code"),
        label=section.text("label"),
        province=section.text("province"),
        prefecture=section.text("prefecture"),
        county=section.text("county"),
        county_code=section.text("county_code"),
        townships=section.texts("townships"),
        township_aliases=_aliases(section, "township_aliases"),
        village_aliases=_aliases(section, "village_aliases"),
        offices=_aliases(section, "offices"),
    )
    if not (len(place.county_code) == 6 and place.county_code.isdigit()):
        raise section.refuse("policy_wrong_type", "county_code", "123456")
    section.done()
    return place


def _aliases(section: Section, name: str) -> tuple[tuple[str, str], ...]:
    inner = section.section(name)
    return () if inner is None else tuple((alias, inner.text(alias)) for alias in inner.values)


def _household_class(section: Section) -> e.HouseholdClass:
    return e.HouseholdClass(
        code=section.text("code"),
        label=section.text("label"),
        aliases=section.texts("aliases"),
        monitored=section.flag("monitored"),
        offered=section.flag("offered"),
        **section.dated(),
    )


def _figure(section: Section, code: str) -> e.Figure:
    keys = section.dated()
    return e.Figure(
        code=code,
        label=section.text("label"),
        yuan=section.amount("yuan"),
        provisional=section.flag("provisional"),
        set_for=section.whole("set_for", 1990, 2100),
        **keys,
    )


def _population(section: Section) -> e.Population:
    return e.Population(
        code=section.text("code"),
        label=section.text("label"),
        everyone=section.flag("everyone"),
        classes=section.texts("classes"),
        rolls=section.words("rolls", ListKind),
        monitored=section.flag("monitored"),
        except_for=section.texts("except_for"),
        **section.dated(),
    )


def _clock(section: Section) -> e.Clock:
    return e.Clock(
        name=section.text("name"),
        label=section.text("label"),
        days=section.whole("days", 0, 400),
        day_kind=section.word("day_kind", e.DayKind),
        counted_from=section.text("counted_from"),
        includes=section.optional_text("includes"),
        **section.dated(),
    )


def _calendar(section: Section) -> e.CalendarEntry:
    return e.CalendarEntry(
        code=section.text("code"),
        label=section.text("label"),
        every=section.word("every", e.Every),
        first_day=section.optional_whole("first_day", 1, 31),
        last_day=section.optional_whole("last_day", 1, 31),
        weekday=section.optional_whole("weekday", 1, 7),
        begins=section.optional_day("begins"),
        ends=section.optional_day("ends"),
        **section.dated(),
    )


def _schedule(section: Section) -> e.Schedule:
    return e.Schedule(month=section.whole("month", 1, 3), day=section.whole("day", 1, 28), **section.dated())


def _grid_level(section: Section) -> e.GridLevel:
    return e.GridLevel(
        level=section.whole("level", 0, 9),
        label=section.text("label"),
        area=section.text("area"),
        heads=section.text("heads"),
        members=section.optional_text("members"),
        **section.dated(),
    )


def _urgency(section: Section) -> e.UrgencyEntry:
    return e.UrgencyEntry(
        urgency=section.word("urgency", Urgency),
        kinds=section.words("kinds", WarningKind),
        classes=section.texts("classes"),
        **section.dated(),
    )


def _schooling(section: Section) -> e.CompulsorySchooling:
    return e.CompulsorySchooling(
        youngest=section.whole("youngest", 0, 30), oldest=section.whole("oldest", 0, 30), **section.dated()
    )


def _school_year(section: Section) -> e.SchoolYear:
    return e.SchoolYear(month=section.whole("month", 1, 12), day=section.whole("day", 1, 28), **section.dated())


def _working_year(section: Section) -> e.WorkingYear:
    return e.WorkingYear(
        year=section.whole("year", 1990, 2100),
        holidays=frozenset(section.days("holidays")),
        workdays=frozenset(section.days("workdays")),
        **section.dated(),
    )
