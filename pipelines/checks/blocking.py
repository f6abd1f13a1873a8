"""The blocking checks: what must hold before anything is issued, in this run or a later one.

Each remembers in the draft whether it passed on those very bytes; issuing asks the draft (``assets.issue``), because
Dagster's own blocking stops only the run that failed (docs/decisions/0004).
"""

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import dagster as dg
import polars as pl

from pipelines.assets.discretion import discreet
from pipelines.checks.schemas import schema_problems
from pipelines.model import tables, truths
from pipelines.model.quarter import Quarter
from pipelines.partitions import QUARTERS
from pipelines.resources import Desk

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Truth:
    """A question about draft tables; ``problems`` counts what is wrong by a code, and no problem means it holds."""

    name: str
    asset: str
    description: str
    needs: tuple[str, ...]
    problems: Callable[[Frames], dict[str, int]]


def _counted(**numbers: int) -> dict[str, int]:
    return {code: number for code, number in numbers.items() if number}


def _schemas(frames: Frames, **named: tables.Table) -> dict[str, int]:
    found = {name: schema_problems(table, frames[name]) for name, table in named.items()}
    return {f"{name}: {problem}": count for name, problems in found.items() for problem, count in problems.items()}


def _accounting(rows: pl.DataFrame, accounting: pl.DataFrame) -> dict[str, int]:
    return _counted(
        sheets_not_closing=truths.accounting_gaps(accounting).height,
        sheets_disagreeing=truths.accounting_disagreements(rows, accounting).height,
    )


def _registry(frames: Frames) -> dict[str, int]:
    return _schemas(frames, persons=tables.PERSONS) | _accounting(
        frames["registry_rows"], frames["registry_accounting"]
    )


def _received(frames: Frames) -> dict[str, int]:
    return _schemas(frames, received_rows=tables.ROWS, deliveries=tables.DELIVERIES) | _accounting(
        frames["received_rows"], frames["accounting"]
    )


def _screened(frames: Frames) -> dict[str, int]:
    return _schemas(frames, facts=tables.FACTS, clues=tables.CLUES, warnings=tables.WARNINGS)


REGISTRY = Truth(
    "registry_complete",
    "persons",
    "户籍底册的列、类型、键和代码合规,每一行都有去向",
    ("persons", "registry_rows", "registry_accounting"),
    _registry,
)
RECEIVED = Truth(
    "rows_complete",
    "received_rows",
    "名单的列、类型、键和代码合规,每个工作表的行都有去向",
    ("received_rows", "deliveries", "accounting"),
    _received,
)
SCREENED = Truth(
    "warnings_complete",
    "warnings",
    "事实、线索、预警户的列、类型、键和代码合规",
    ("facts", "clues", "warnings"),
    _screened,
)


def _link_truth(code: str, label: str) -> Truth:
    rows, links = f"{code}__rows", f"{code}__links"

    def problems(frames: Frames) -> dict[str, int]:
        return _schemas(frames, **{links: tables.LINKS}) | _counted(
            rows_not_linked_once=truths.unlinked_rows(frames[rows], frames[links]),
            ties_in_auto=truths.ties_in_auto(frames[links]),
        )

    description = f"{label}:每个采用行有一个结论,并列的不自动对上"
    return Truth(f"{code}_links_complete", links, description, (rows, links), problems)


def link_truths(departments: Mapping[str, str]) -> tuple[Truth, ...]:
    """One truth for each department's links (code → label)."""
    return tuple(_link_truth(code, label) for code, label in departments.items())


def check_spec(name: str, asset: str, description: str, *, blocking: bool) -> dg.AssetCheckSpec:
    """A check kept by quarter. Dagster calls partitions on a check a preview; we rely on nothing but their display."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.PreviewWarning)
        return dg.AssetCheckSpec(name, asset=asset, blocking=blocking, description=description, partitions_def=QUARTERS)


def _check(name: str, *asked: Truth) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(name=name, specs=[check_spec(t.name, t.asset, t.description, blocking=True) for t in asked])
    @discreet
    def check(context: dg.AssetCheckExecutionContext, desk: dg.ResourceParam[Desk]) -> Iterable[dg.AssetCheckResult]:
        quarter = Quarter.parse(context.partition_key)
        for truth in asked:
            problems = truth.problems({name: desk.table(quarter, name) for name in truth.needs})
            desk.store.record_check(quarter, truth.name, not problems, truth.needs)
            yield dg.AssetCheckResult(
                passed=not problems,
                asset_key=dg.AssetKey(truth.asset),
                check_name=truth.name,
                metadata={"problems": dg.MetadataValue.json(problems), "problem_count": sum(problems.values())},
            )

    return check


def blocking_checks(departments: Mapping[str, str]) -> list[dg.AssetChecksDefinition]:
    """The checks of all stages, for these departments (code → label)."""
    return [
        _check("check_registry", REGISTRY),
        _check("check_reading", RECEIVED),
        _check("check_linkage", *link_truths(departments)),
        _check("check_screening", SCREENED),
    ]


def required(departments: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Check name → the tables it must have passed on before anything is issued."""
    return {t.name: t.needs for t in (REGISTRY, RECEIVED, *link_truths(departments), SCREENED)}
