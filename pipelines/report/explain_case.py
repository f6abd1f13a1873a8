"""What an explanation is made from, and finding what was asked about.

Belongs here: the case (a quarter's tables, its policy, what the ledger says) and its subject. Does not: what is told of it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.model.errors import UsageError
from pipelines.model.quarter import Quarter
from pipelines.model.tables import row_reference
from pipelines.policy.policy import Policy

_WARNING = re.compile(r"(W\d{4}Q[1-4]-[0-9a-f]{10})(?:-[A-Z]{4})?")
Line = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One quarter as it was issued: its tables (with the earlier quarters they look back on), and how to ask its rules.

    ``considered``: household → ``screening.considered.CONSIDERED_SCHEMA``. ``earlier``: other quarters' WARNINGS by quarter.
    ``entries``: the ledger's, as mappings with at, actor, kind, subject, body. ``departments``: code → label.
    """

    quarter: Quarter
    rows: pl.DataFrame
    links: pl.DataFrame
    candidates: pl.DataFrame
    persons: pl.DataFrame
    deliveries: pl.DataFrame
    warnings: pl.DataFrame
    policy: Policy
    departments: Mapping[str, str]
    considered: Callable[[str], pl.DataFrame]
    earlier: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    entries: Sequence[Line] = ()


@dataclass(frozen=True)
class Subject:
    """What was asked about: its kind (household, person, warning, row), its id, and the households it concerns."""

    kind: str
    id: str
    households: tuple[str, ...]
    person_id: str | None = None
    row: Line | None = None


def find_subject(what: str, case: Case) -> Subject:
    """Who or what ``what`` names. Raises UsageError ``explain_not_found``; it does not repeat what was typed."""
    asked = what.strip()
    found = _row(asked, case) or _warning(asked, case) or _household(asked, case) or _person(asked, case)
    if found is None:
        raise UsageError("explain_not_found", quarter=str(case.quarter))
    return found


def _household(asked: str, case: Case) -> Subject | None:
    known = (case.persons["household_id"] == asked).any()
    return Subject("household", asked, (asked,)) if known else None


def _person(asked: str, case: Case) -> Subject | None:
    homes = case.persons.filter(pl.col("person_id") == asked)["household_id"].unique().sort().to_list()
    return Subject("person", asked, tuple(homes), person_id=asked) if homes else None


def _warning(asked: str, case: Case) -> Subject | None:
    shape = _WARNING.fullmatch(asked)
    if shape is None:
        return None
    for warnings in (case.warnings, *case.earlier.values()):
        homes = warnings.filter(pl.col("warning_id") == shape[1])["household_id"].to_list()
        if homes:
            return Subject("warning", shape[1], (str(homes[0]),))
    return None


def _row(asked: str, case: Case) -> Subject | None:
    for quarter, file, sheet, row_no, item_no in _readings(asked, case.quarter):
        if quarter == "registry":
            registered = case.persons.filter(_at(file, sheet, row_no, item_no)).sort("person_id", "household_id")
            if not registered.is_empty():
                one = registered.row(0, named=True)
                return Subject("person", one["person_id"], (one["household_id"],), person_id=one["person_id"])
            continue
        found = case.rows.filter((pl.col("quarter") == quarter) & _at(file, sheet, row_no, item_no)).sort("item_no")
        if not found.is_empty():
            row = found.row(0, named=True)
            return Subject("row", reference(row), _homes_of(row, case), row=row)
    return None


def _at(file: str, sheet: str, row_no: int, item_no: int | None) -> pl.Expr:
    """The row at that place; a file may be named without its folders."""
    named = (pl.col("file") == file) | pl.col("file").str.ends_with(f"/{file}")
    here = named & (pl.col("sheet").fill_null("") == sheet) & (pl.col("row_no") == row_no)
    return here if item_no is None else here & (pl.col("item_no") == item_no)


def _readings(asked: str, quarter: Quarter) -> list[tuple[str, str, str, int, int | None]]:
    """What a row reference can mean: with or without its quarter in front and its item number behind."""
    found = []
    for tail in (2, 1):
        parts = asked.rsplit("#", tail + 1)
        numbers = parts[2:]
        if len(parts) != tail + 2 or not all(n.isdigit() and len(n) < 10 for n in numbers):
            continue
        item = int(numbers[1]) if tail == 2 else None
        head, _, rest = parts[0].partition("/")
        if rest and re.fullmatch(r"\d{4}Q[1-4]|registry", head):
            found.append((head, rest, parts[1], int(numbers[0]), item))
        found.append((str(quarter), parts[0], parts[1], int(numbers[0]), item))
    return found


def _homes_of(row: Line, case: Case) -> tuple[str, ...]:
    """The household a row was linked to, else those of its candidates, best first."""
    link = case.links.filter(same_row(row))
    home = link["household_id"].to_list()
    if home and home[0] and link["status"][0] == "auto":
        return (str(home[0]),)
    rivals = case.candidates.filter(same_row(row)).sort("candidate_rank")["household_id"].drop_nulls()
    return tuple(dict.fromkeys(rivals.to_list()))[:3] if home and link["status"][0] == "review" else ()


def same_row(row: Line) -> pl.Expr:
    """Whether a line stands at the place of ``row``."""
    return pl.all_horizontal(
        pl.col(name).eq_missing(row[name]) for name in ("quarter", "file", "sheet", "row_no", "item_no")
    )


def reference(row: Line) -> str:
    """The row as text (``model.tables.row_reference``)."""
    return row_reference(row["quarter"], row["file"], row["sheet"] or "", row["row_no"], row["item_no"])
