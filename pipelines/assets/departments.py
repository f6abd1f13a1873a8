"""One factory, every department: its rows, and who they are about."""

from collections.abc import Iterator
from functools import lru_cache

import dagster as dg
import polars as pl

from pipelines.assets.discretion import discreet
from pipelines.assets.tables import counts_by
from pipelines.linkage.department_rows import link_department
from pipelines.linkage.parameters import load_parameters
from pipelines.linkage.registry import PreparedRegistry, prepare
from pipelines.model.quarter import Quarter
from pipelines.partitions import QUARTERS
from pipelines.resources import Desk
from pipelines.sources.department import Department


@lru_cache(maxsize=1)
def _prepared(desk: Desk, registry: str) -> PreparedRegistry:
    return prepare(desk.store.get(registry))


def _rows_asset(department: Department) -> dg.AssetsDefinition:
    @dg.asset(
        name=f"{department.code}__rows",
        partitions_def=QUARTERS,
        group_name=department.code,
        description=f"{department.label}名单的每一行及其去向",
    )
    @discreet
    def rows(received_rows: pl.DataFrame) -> dg.Output[pl.DataFrame]:
        own = received_rows.filter(pl.col("department") == department.code)
        return dg.Output(own, metadata=counts_by(own, "quarter", "fate"))

    return rows


def _links_asset(department: Department) -> dg.AssetsDefinition:
    code = department.code

    @dg.multi_asset(
        name=f"link_{code}",
        partitions_def=QUARTERS,
        group_name=code,
        description=f"{department.label}名单与户籍底册比对",
        ins={"rows": dg.AssetIn(f"{code}__rows")},
        deps=["persons"],
        outs={
            f"{code}__links": dg.AssetOut(description=f"{department.label}名单的每一行对上了谁"),
            f"{code}__candidates": dg.AssetOut(description=f"{department.label}名单各行的候选人"),
        },
    )
    @discreet
    def links(
        context: dg.AssetExecutionContext, desk: dg.ResourceParam[Desk], rows: pl.DataFrame
    ) -> Iterator[dg.Output[pl.DataFrame]]:
        hashes = desk.store.draft_hashes(Quarter.parse(context.partition_key))
        linked = link_department(_prepared(desk, hashes["persons"]), rows, load_parameters(None))
        yield dg.Output(linked.links, f"{code}__links", metadata=counts_by(linked.links, "quarter", "status", "level"))
        yield dg.Output(linked.candidates, f"{code}__candidates")

    return links


def department_assets(departments: tuple[Department, ...]) -> list[dg.AssetsDefinition]:
    """Two assets for each department."""
    return [make(department) for department in departments for make in (_rows_asset, _links_asset)]
