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
    description: str
    needs: tuple[str, ...]
    problems: Callable[[Frames], dict[str, int]]


def _schema(table: tables.Table, name: str) -> Truth:
    return Truth(
        f"schema__{name}", f"{table.label}的列、类型、键和代码", (name,), lambda f: schema_problems(table, f[name])
    )


def _counted(**numbers: int) -> dict[str, int]:
    return {code: number for code, number in numbers.items() if number}


def _accounting(frames: Frames) -> dict[str, int]:
    return _counted(
        sheets_not_closing=truths.accounting_gaps(frames["accounting"]).height,
        sheets_disagreeing=truths.accounting_disagreements(frames["received_rows"], frames["accounting"]).height,
    )


def _registry_accounting(frames: Frames) -> dict[str, int]:
    return _counted(
        sheets_not_closing=truths.accounting_gaps(frames["registry_accounting"]).height,
        sheets_disagreeing=truths.accounting_disagreements(
            frames["registry_rows"], frames["registry_accounting"]
        ).height,
    )


REGISTRY_TRUTHS = (
    _schema(tables.PERSONS, "persons"),
    Truth(
        "registry_accounting", "户籍底册的行都有去向", ("registry_rows", "registry_accounting"), _registry_accounting
    ),
)

READING_TRUTHS = (
    _schema(tables.ROWS, "received_rows"),
    _schema(tables.DELIVERIES, "deliveries"),
    Truth("row_accounting", "每个工作表的行都有去向", ("received_rows", "accounting"), _accounting),
)


def _link_truth(code: str, label: str) -> Truth:
    def problems(frames: Frames) -> dict[str, int]:
        links = frames[f"{code}__links"]
        return schema_problems(tables.LINKS, links) | _counted(
            rows_not_linked_once=truths.unlinked_rows(frames[f"{code}__rows"], links),
            ties_in_auto=truths.ties_in_auto(links),
        )

    description = f"{label}:每个采用行有一个结论,并列的不自动对上"
    return Truth(f"links__{code}", description, (f"{code}__rows", f"{code}__links"), problems)


def link_truths(departments: Mapping[str, str]) -> tuple[Truth, ...]:
    """One truth for each department's links (code → label)."""
    return tuple(_link_truth(code, label) for code, label in departments.items())


SCREENING_TRUTHS = (
    _schema(tables.FACTS, "facts"),
    _schema(tables.CLUES, "clues"),
    _schema(tables.WARNINGS, "warnings"),
)


def _specs(truth_list: tuple[Truth, ...]) -> list[dg.AssetCheckSpec]:
    """Check specs by quarter; Dagster calls partitions on a check a preview, we rely on nothing but their display."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.PreviewWarning)
        return [_spec(truth) for truth in truth_list]


def _spec(truth: Truth) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        truth.name,
        asset=truth.needs[-1],
        additional_deps=list(truth.needs[:-1]),
        blocking=True,
        description=truth.description,
        partitions_def=QUARTERS,
    )


def _check(name: str, truth_list: tuple[Truth, ...]) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(name=name, specs=_specs(truth_list))
    @discreet
    def check(context: dg.AssetCheckExecutionContext, desk: dg.ResourceParam[Desk]) -> Iterable[dg.AssetCheckResult]:
        quarter = Quarter.parse(context.partition_key)
        for truth in truth_list:
            frames = {name: desk.store.draft(quarter, name) for name in truth.needs}
            problems = truth.problems(frames)
            desk.store.record_check(quarter, truth.name, not problems, truth.needs)
            yield dg.AssetCheckResult(
                passed=not problems,
                asset_key=dg.AssetKey(truth.needs[-1]),
                check_name=truth.name,
                metadata={"problems": dg.MetadataValue.json(problems), "problem_count": sum(problems.values())},
            )

    return check


def blocking_checks(departments: Mapping[str, str]) -> list[dg.AssetChecksDefinition]:
    """The checks of all stages, for these departments (code → label)."""
    return [
        _check("check_registry", REGISTRY_TRUTHS),
        _check("check_reading", READING_TRUTHS),
        _check("check_linkage", link_truths(departments)),
        _check("check_screening", SCREENING_TRUTHS),
    ]


def required(departments: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Check name → the tables it must have passed on before anything is issued."""
    return {t.name: t.needs for t in (*REGISTRY_TRUTHS, *READING_TRUTHS, *link_truths(departments), *SCREENING_TRUTHS)}
