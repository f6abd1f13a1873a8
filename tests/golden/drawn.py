"""Sheets drawn as text: one line per row, cells between bars, so that a case reads like the list it stands for.

``#5`` is a number cell, ``@2026-07-03`` a date cell, ``!`` a formula without value, anything else text; nothing is blank.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.model.quarter import Quarter
from pipelines.model.tables import ROWS
from pipelines.sources.department import departments
from pipelines.sources.fates import mark_duplicates
from pipelines.sources.intake import FileRead, read_file
from pipelines.sources.listing import Scope
from pipelines.sources.workbook import Merge, Sheet, Workbook

_RANGE = re.compile(r"([A-Z])(\d+):([A-Z])(\d+)")


@dataclass
class Case:
    """A golden case: a drawn file and the rows expected of it, as text."""

    name: str
    file: str = "名单.xlsx"
    quarter: str = "2026Q3"
    places: frozenset[str] = frozenset()
    sheets: list[Sheet] = field(default_factory=list)
    expected: list[dict[str, str]] = field(default_factory=list)
    status: str = "current"
    department: str = ""


def cell(text: str) -> str:
    """One drawn cell as a tagged one."""
    bare = text.strip(" ").replace("\\n", "\n").replace("\\t", "\t")
    if not bare:
        return ""
    if bare[0] == "#":
        return "n" + bare[1:]
    if bare[0] == "@":
        return "d" + bare[1:]
    return "e" if bare == "!" else "s" + bare


def row(line: str) -> list[str]:
    """One drawn row: a leading bar is optional, an empty line is a blank row."""
    cells = [cell(part) for part in line.strip().removeprefix("|").removesuffix("|").split("|")]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def merges(text: str) -> tuple[Merge, ...]:
    """``A1:C1 B2:B4`` as merges."""
    return tuple(
        Merge(int(top), int(bottom), ord(left) - 64, ord(right) - 64)
        for left, top, right, bottom in _RANGE.findall(text)
    )


def sheet(lines: list[str], name: str = "Sheet1", merged: str = "") -> Sheet:
    """A drawn sheet."""
    return Sheet(name, [row(line) for line in lines], merges(merged))


def load(path: Path) -> Case:
    """A case file: ``key: value`` lines, ``sheet NAME`` blocks of rows, and an ``expect`` table.

    A ``merge:`` line belongs to the sheet drawn after it.
    """
    case, block, name, merged = Case(path.stem), "", "", ""
    lines: list[str] = []
    for line in [*path.read_text("utf-8").rstrip("\n").split("\n"), "end"]:
        starts = line in ("expect", "end") or (block != "expect" and re.match(r"^sheet(?: |$)", line))
        if starts:
            if block == "sheet":
                case.sheets.append(sheet(lines, name, merged))
                merged = ""
            elif block == "expect":
                case.expected = _table([text for text in lines if text.strip()])
            block, name, lines = line.split()[0], line[6:].strip(), []
        elif block and not line.startswith("merge:"):
            lines.append(line)
        else:
            key, _, value = line.partition(":")
            merged = value if key == "merge" else merged
            if key == "places":
                case.places = frozenset(value.split())
            elif key in ("file", "quarter", "status", "department"):
                setattr(case, key, value.strip())
    return case


def _table(lines: list[str]) -> list[dict[str, str]]:
    heads = [part.strip() for part in lines[0].split("|")]
    return [dict(zip(heads, (part.strip() for part in line.split("|")), strict=True)) for line in lines[1:]]


def read(case: Case) -> tuple[FileRead, pl.DataFrame]:
    """The case's file read, and its rows with duplicates marked."""
    scope = Scope(case.file, Quarter.parse(case.quarter), departments(), case.places)
    kind = "text" if case.file.endswith(".csv") else "xlsx"
    found = read_file(Workbook("0" * 64, kind, tuple(case.sheets)), scope)
    return found, ROWS.conform(mark_duplicates(found.rows))


def shown(rows: pl.DataFrame, heads: list[str]) -> list[dict[str, str]]:
    """Rows as the text an ``expect`` table shows; ``fate`` of a row that is no data is its kind."""
    lines = []
    for line in rows.sort("sheet", "row_no", "item_no").iter_rows(named=True):
        line["row"] = str(line["row_no"]) + (f".{line['item_no']}" if line["item_no"] > 1 else "")
        if line["reason"]:
            line["fate"] = line["reason"] if line["fate"] == "not_data" else f"{line['fate']} {line['reason']}"
        line["notes"] = (line["notes"] or "").replace("|", "+")
        lines.append({head: "" if line[head] is None else str(line[head]) for head in heads})
    return lines
