"""What it means: facts, clues and warnings of the quarter, for all departments together."""

from collections.abc import Iterator
from datetime import date

import dagster as dg
import polars as pl

from pipelines.assets.discretion import discreet
from pipelines.assets.tables import counts_by, table_asset_metadata
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
    """The one screening asset over these departments' rows and links."""
    codes = [department.code for department in departments]
    labels = {department.code: department.label for department in departments}

    @dg.multi_asset(
        name="screen_households",
        partitions_def=QUARTERS,
        group_name="screening",
        description="按签发的规则筛查预警",
        ins={
            "persons": dg.AssetIn("persons"),
            "deliveries": dg.AssetIn("deliveries"),
            **{f"{code}__{part}": dg.AssetIn(f"{code}__{part}") for code in codes for part in ("rows", "links")},
        },
        outs={
            "facts": dg.AssetOut(description="每人每户的事实"),
            "clues": dg.AssetOut(description="每条预警线索及其来源行"),
            "warnings": dg.AssetOut(description="预警户:每户每季度一条"),
            "remarks": dg.AssetOut(description="筛查说明"),
        },
    )
    @discreet
    def warnings(
        context: dg.AssetExecutionContext, desk: dg.ResourceParam[Desk], **tables: pl.DataFrame
    ) -> Iterator[dg.Output[pl.DataFrame]]:
        quarter = Quarter.parse(context.partition_key)
        screened = screen(
            rows=pl.concat([tables[f"{code}__rows"] for code in codes]),
            links=pl.concat([tables[f"{code}__links"] for code in codes]),
            persons=tables["persons"],
            policy=desk.policy,
            quarter=quarter,
            received=_received(tables["deliveries"]),
            as_of=desk.as_of(quarter),
        )
        reasoned = with_reasons(screened.warnings, screened.clues, desk.office.disclosure, labels)
        yield dg.Output(screened.facts, "facts", metadata=counts_by(screened.facts, "kind", "measure"))
        yield dg.Output(screened.clues, "clues", metadata=counts_by(screened.clues, "kind", "department"))
        yield dg.Output(reasoned, "warnings", metadata=counts_by(reasoned, "urgency"))
        remarks = as_table(screened.remarks)
        yield dg.Output(remarks, "remarks", metadata=table_asset_metadata(remarks))

    return warnings
