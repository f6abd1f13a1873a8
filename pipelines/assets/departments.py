"""One factory, every department: its rows, and who they are about."""

from functools import lru_cache

import dagster as dg
import polars as pl

from pipelines.assets.discretion import discreet
from pipelines.assets.tables import counts_by, made
from pipelines.linkage.department_rows import link_department
from pipelines.linkage.parameters import load_parameters
from pipelines.linkage.registry import PreparedRegistry, prepare
from pipelines.model.quarter import Quarter
from pipelines.partitions import QUARTERS
from pipelines.resources import Desk
from pipelines.sources.department import Department


@lru_cache(maxsize=1)
def _prepared(desk: Desk, registry: str) -> PreparedRegistry:
    """The registry's keys, made once a run: all departments are linked in one process."""
    return prepare(desk.store.get(registry))


def _rows_asset(department: Department) -> dg.AssetsDefinition:
    name = f"{department.code}__rows"

    @dg.asset(
        name=name,
        partitions_def=QUARTERS,
        group_name=department.code,
        deps=["received_rows"],
        description=f"{department.label}名单的每一行及其去向",
    )
    @discreet
    def rows(context: dg.AssetExecutionContext, desk: dg.ResourceParam[Desk]) -> dg.MaterializeResult[None]:
        quarter = Quarter.parse(context.partition_key)
        own = desk.table(quarter, "received_rows").filter(pl.col("department") == department.code)
        desk.put(quarter, **{name: own})
        return made(name, counts_by(own, "quarter", "fate"))

    return rows


def _links_asset(department: Department) -> dg.AssetsDefinition:
    code = department.code
    name = f"{code}__links"

    @dg.asset(
        name=name,
        partitions_def=QUARTERS,
        group_name=code,
        deps=[f"{code}__rows", "persons"],
        description=f"{department.label}名单的每一行对上了谁",
    )
    @discreet
    def links(context: dg.AssetExecutionContext, desk: dg.ResourceParam[Desk]) -> dg.MaterializeResult[None]:
        quarter = Quarter.parse(context.partition_key)
        registry = _prepared(desk, desk.store.draft_hashes(quarter)["persons"])
        linked = link_department(registry, desk.table(quarter, f"{code}__rows"), load_parameters(None))
        desk.put(quarter, **{name: linked.links, f"{code}__candidates": linked.candidates})
        return made(name, counts_by(linked.links, "quarter", "status", "level"))

    return links


def department_assets(departments: tuple[Department, ...]) -> list[dg.AssetsDefinition]:
    """Two assets for each department."""
    return [make(department) for department in departments for make in (_rows_asset, _links_asset)]
