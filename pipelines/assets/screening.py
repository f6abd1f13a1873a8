"""What it means: facts, clues and warnings of the quarter, for all departments together."""

from collections.abc import Iterator
from datetime import date

import dagster as dg
import polars as pl

from pipelines.assets.discretion import discreet
from pipelines.assets.tables import counts_by, made
from pipelines.model.quarter import Quarter
from pipelines.model.remarks import as_table
from pipelines.partitions import QUARTERS
from pipelines.report.reasons import with_reasons
from pipelines.resources import Desk
from pipelines.screening.screen import screen
from pipelines.sources.department import Department


def _received(deliveries: pl.DataFrame) -> dict[str, date]:
    lines = deliveries.select("quarter", "file", "received_at").iter_rows()
    return {f"{quarter}/{file}": date.fromisoformat(day) for quarter, file, day in lines}


def screening_asset(departments: tuple[Department, ...]) -> dg.AssetsDefinition:
    """The one screening step over these departments' rows and links."""
    codes = [department.code for department in departments]
    labels = {department.code: department.label for department in departments}
    deps = ["persons", *(f"{code}__links" for code in codes)]
    described = {"facts": "每人每户的事实", "clues": "每条预警线索及其来源行", "warnings": "预警户:每户每季度一条"}

    @dg.multi_asset(
        name="screen_households",
        partitions_def=QUARTERS,
        group_name="screening",
        specs=[dg.AssetSpec(name, deps=deps, description=text) for name, text in described.items()],
    )
    @discreet
    def warnings(
        context: dg.AssetExecutionContext, desk: dg.ResourceParam[Desk]
    ) -> Iterator[dg.MaterializeResult[None]]:
        quarter = Quarter.parse(context.partition_key)
        persons = desk.table(quarter, "persons")
        screened = screen(
            rows=pl.concat([desk.table(quarter, f"{code}__rows") for code in codes]),
            links=pl.concat([desk.table(quarter, f"{code}__links") for code in codes]),
            persons=persons,
            policy=desk.policy,
            quarter=quarter,
            received=_received(desk.table(quarter, "deliveries")),
            as_of=desk.as_of(quarter),
        )
        reasoned = with_reasons(screened.warnings, screened.clues, desk.office.disclosure, labels, persons)
        remarks = as_table(screened.remarks)
        desk.put(quarter, facts=screened.facts, clues=screened.clues, warnings=reasoned, remarks=remarks)
        yield made("facts", counts_by(screened.facts, "kind", "measure"))
        yield made("clues", counts_by(screened.clues, "kind", "department"))
        yield made("warnings", counts_by(reasoned, "urgency"))

    return warnings
