"""What arrived: the registry, and the departments' files of the quarter and of the earlier ones its rules look back on."""

import hashlib
from pathlib import Path

import dagster as dg
import polars as pl

from pipelines.assets.discretion import discreet
from pipelines.assets.tables import counts_by, made, table_asset_metadata
from pipelines.model.codes import FileRefusal
from pipelines.model.errors import IssueBlocked, UsageError
from pipelines.model.quarter import Quarter
from pipelines.model.tables import ACCOUNTING, DELIVERIES, RECEIPTS, ROWS
from pipelines.partitions import QUARTERS
from pipelines.policy.naming import with_own_names
from pipelines.resources import Desk, code_fingerprint
from pipelines.sources.grid_members import with_grid_members
from pipelines.sources.intake import read_quarter
from pipelines.sources.receipts import as_table
from pipelines.sources.registry import read_registry


def _folder_fingerprint(folder: Path, *extra: str) -> str:
    digest = hashlib.sha256("\n".join((code_fingerprint("sources", "model"), *extra)).encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _registry_tables(desk: Desk) -> dict[str, pl.DataFrame]:
    key = "registry-" + _folder_fingerprint(desk.folder.registry)
    remembered = desk.store.recall(key)
    if remembered is None:
        reading = read_registry(desk.folder.registry)
        remembered = {
            "persons": with_grid_members(reading.persons, reading.grid),
            "registry_rows": reading.rows,
            "registry_deliveries": reading.deliveries,
            "registry_accounting": reading.accounting,
        }
        desk.store.remember(key, remembered)
    return remembered


_CANNOT_BE_JUDGED = (
    FileRefusal.EMPTY,
    FileRefusal.TRUNCATED,
    FileRefusal.PASSWORD,
    FileRefusal.TOO_LARGE,
    FileRefusal.HOSTILE,
    FileRefusal.TOO_SLOW,
    FileRefusal.READER_FAILED,
)


def _refuse_a_lame_registry(tables: dict[str, pl.DataFrame]) -> None:
    """Without the whole registry every household of the missing part would silently leave the lists: nothing is issued."""
    labels = {reason.value: reason.label for reason in _CANNOT_BE_JUDGED}
    for file, reason in tables["registry_deliveries"].select("file", "reason").sort("file").iter_rows():
        if reason in labels:
            raise IssueBlocked("registry_unreadable", file=file, why=labels[reason])
    if tables["persons"].is_empty():
        raise IssueBlocked("registry_empty")


@dg.asset(partitions_def=QUARTERS, group_name="reading", description="户籍底册:每人每户一行")
@discreet
def persons(context: dg.AssetExecutionContext, desk: dg.ResourceParam[Desk]) -> dg.MaterializeResult[None]:
    """The registry as it lies in ``incoming/registry/`` now: persons, and the fate of each of its rows."""
    tables = _registry_tables(desk)
    _refuse_a_lame_registry(tables)
    tables = tables | {"persons": with_own_names(tables["persons"], desk.policy)}
    desk.put(Quarter.parse(context.partition_key), **tables)
    return made("persons", table_asset_metadata(tables["persons"]))


def _quarter_tables(desk: Desk, quarter: Quarter, villages: frozenset[str]) -> dict[str, pl.DataFrame]:
    folder = desk.folder.received(quarter)
    if not folder.is_dir():
        return {"rows": ROWS.empty(), "deliveries": DELIVERIES.empty()} | {
            "accounting": ACCOUNTING.empty(),
            "receipts": RECEIPTS.empty(),
        }
    key = f"received-{quarter}-" + _folder_fingerprint(folder, *sorted(villages))
    remembered = desk.store.recall(key)
    if remembered is None:
        reading = read_quarter(folder, quarter, villages)
        remembered = {"rows": reading.rows, "deliveries": reading.deliveries, "accounting": reading.accounting}
        remembered |= {"receipts": as_table(reading.receipts, str(quarter))}
        desk.store.remember(key, remembered)
    return remembered


def _with_received_at(desk: Desk, deliveries: pl.DataFrame) -> pl.DataFrame:
    days = [
        desk.received_on(Quarter.parse(line["quarter"]), line["sha256"], line["file"]).isoformat()
        for line in deliveries.select("quarter", "sha256", "file").iter_rows(named=True)
    ]
    return deliveries.with_columns(pl.Series("received_at", days, pl.String))


@dg.asset(
    partitions_def=QUARTERS,
    group_name="reading",
    deps=["persons"],
    description="各部门名单的每一行及其去向,连同规则要回看的以前各季度",
)
@discreet
def received_rows(context: dg.AssetExecutionContext, desk: dg.ResourceParam[Desk]) -> dg.MaterializeResult[None]:
    """Every row of the quarter's files, and of the earlier quarters that the policy's windows need."""
    quarter = Quarter.parse(context.partition_key)
    if not desk.folder.received(quarter).is_dir():
        raise UsageError("no_received_folder", quarter=str(quarter))
    villages = frozenset(desk.table(quarter, "persons")["village_name"].drop_nulls().unique().to_list())
    on_file = set(desk.folder.quarters_received())
    quarters = [quarter, *(q for q in desk.policy.windows_needed(quarter) if q in on_file)]
    tables = [_quarter_tables(desk, q, villages) for q in quarters]
    rows = pl.concat([t["rows"] for t in tables])
    deliveries = _with_received_at(desk, pl.concat([t["deliveries"] for t in tables]))
    accounting = pl.concat([t["accounting"] for t in tables])
    receipts = pl.concat([t["receipts"] for t in tables])
    desk.put(quarter, received_rows=rows, deliveries=deliveries, accounting=accounting, receipts=receipts)
    files = counts_by(deliveries, "department", "status")["counts"]
    return made("received_rows", counts_by(rows, "department", "fate") | {"files": files})
