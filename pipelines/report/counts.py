"""What the summary counts: villages × kinds, links, comparison with last quarter, remarks. Plain rows, no cells.

Belongs here: counting. Does not: laying out (``summary``), charts (``charts``).
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import polars as pl

from pipelines.model.codes import Fate, LinkStatus, MatchLevel, Urgency, WarningKind
from pipelines.model.remarks import Remark
from pipelines.model.tables import ROW_KEY
from pipelines.report.contents import Issue
from pipelines.report.entries import Place, comparison, place_of
from pipelines.report.grid import Value
from pipelines.report.plain import outside
from pipelines.report.texts import sentences, text

COMPARED = ("new", "repeated", "risen")


def kinds_of(warnings: pl.DataFrame) -> dict[Place, Counter[str]]:
    """Per village: warned households by kind (a household counts under each of its kinds), urgency, and ``all``."""
    counted: dict[Place, Counter[str]] = {}
    columns = ("township_name", "village_name", "kinds", "urgency", "already_monitored")
    for township, village, kinds, urgency, monitored in warnings.select(columns).iter_rows():
        counter = counted.setdefault(place_of(township, village), Counter())
        counter.update(["all", *str(kinds or "").split("|"), str(urgency)])
        if monitored:
            counter["monitored"] += 1
    return counted


def total(counters: Iterable[Counter[str]]) -> Counter[str]:
    summed: Counter[str] = Counter()
    for counter in counters:
        summed.update(counter)
    return summed


def compared_by_village(issue: Issue) -> dict[Place, Counter[str]]:
    """Per village: households ``now``, ``before``, ``new``, ``repeated``, ``risen``, ``gone``; empty without last quarter."""
    if issue.earlier_warnings is None:
        return {}
    earlier = {row["household_id"]: row for row in issue.earlier_warnings.iter_rows(named=True)}
    words = {text(f"compare.{code}"): code for code in COMPARED}
    counted: dict[Place, Counter[str]] = {}
    seen = set()
    for warning in issue.warnings.iter_rows(named=True):
        place = place_of(warning["township_name"], warning["village_name"])
        seen.add(warning["household_id"])
        counted.setdefault(place, Counter()).update(["now", words[comparison(warning, earlier)]])
    for household, warning in earlier.items():
        place = place_of(warning["township_name"], warning["village_name"])
        counted.setdefault(place, Counter()).update(["before"] if household in seen else ["before", "gone"])
    return counted


def compared_by_kind(issue: Issue) -> list[tuple[str, int, int | None]]:
    """(kind label, this quarter, last quarter or None) for kinds that occur in either."""
    now = total(kinds_of(issue.warnings).values())
    before = None if issue.earlier_warnings is None else total(kinds_of(issue.earlier_warnings).values())
    return [
        (kind.label, now[kind.value], None if before is None else before[kind.value])
        for kind in WarningKind
        if now[kind.value] or (before and before[kind.value])
    ]


def links_by_department(issue: Issue) -> list[tuple[str, Counter[str]]]:
    """(department label, accepted rows by link status and level); duplicates are not counted again."""
    quarter = pl.col("quarter") == str(issue.quarter)
    accepted = issue.rows.filter(quarter & (pl.col("fate") == Fate.ACCEPTED.value)).select(ROW_KEY)
    links = issue.links.filter(quarter).join(accepted, on=list(ROW_KEY), how="semi")
    grouped = links.group_by("department", "status", "level").len()
    by_code: dict[str, Counter[str]] = {}
    for department, status, level, count in grouped.iter_rows():
        counter = by_code.setdefault(str(department), Counter())
        counter[f"status.{status}"] += count
        counter[f"level.{level}"] += count
        counter["all"] += count
    return [(label, by_code[code]) for code, label in issue.departments.items() if code in by_code]


def level_lines(departments: Sequence[tuple[str, Counter[str]]]) -> list[list[Value]]:
    """A line per match level that occurs: label, count per department, total."""
    lines: list[list[Value]] = []
    for level in MatchLevel:
        counts = [counter[f"level.{level.value}"] for _, counter in departments]
        if any(counts):
            lines.append([level.label, *counts, sum(counts)])
    return lines


def status_lines(departments: Sequence[tuple[str, Counter[str]]]) -> list[list[Value]]:
    """A line per department: rows, each link status, share linked automatically; then the sum of all."""
    everything = [*departments, (text("summary.total"), total(counter for _, counter in departments))]
    return [
        [label, counter["all"], *(counter[f"status.{s.value}"] for s in LinkStatus), _share(counter)]
        for label, counter in everything
    ]


def _share(counter: Counter[str]) -> float | None:
    return counter[f"status.{LinkStatus.AUTO.value}"] / counter["all"] if counter["all"] else None


def remark_sentences(issue: Issue) -> list[str]:
    """Remarks of the run as sentences; an unknown code is shown with what came with it."""
    return list(dict.fromkeys(_remark(remark) for remark in issue.remarks))


def _remark(remark: Remark) -> str:
    key = f"remark.{remark.code}"
    context = {name: outside(str(value), 120) for name, value in remark.context.items()}
    if key in sentences():
        return text(key, **context)
    told = text("list.joint").join(f"{name} {value}" for name, value in sorted(context.items()))
    return text("remark.other", code=remark.code, told=told)


URGENCIES = tuple(Urgency)
KINDS = tuple(WarningKind)
