"""What people receive: the quarter's workbooks, written beside and published by rename, once every check has passed."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import dagster as dg
import polars as pl

from pipelines.assets.discretion import discreet
from pipelines.assets.tables import counts_by, made
from pipelines.ledger.answers import before as answered_before
from pipelines.ledger.ledger import Kind
from pipelines.model.errors import IssueBlocked
from pipelines.model.quarter import Quarter
from pipelines.model.remarks import from_table
from pipelines.model.tables import TABLES
from pipelines.partitions import QUARTERS
from pipelines.report.issue import Issue, write_issue
from pipelines.report.last_answers import last_answers
from pipelines.report.policy_words import policy_words
from pipelines.resources import Desk
from pipelines.sources.department import Department
from pipelines.store import atomic
from pipelines.store.verifying import folder_content


def _refuse_unless_checked(desk: Desk, quarter: Quarter, required: Mapping[str, tuple[str, ...]]) -> None:
    wanting = desk.store.checks_wanting(quarter, required)
    if wanting:
        raise IssueBlocked("checks_not_passed", quarter=str(quarter), checks=", ".join(wanting))


def _gather(desk: Desk, quarter: Quarter, codes: list[str]) -> None:
    """Put the whole-quarter tables ``rows``, ``links`` and ``candidates`` together from the departments' own."""
    for name in ("rows", "links", "candidates"):
        whole = pl.concat([desk.table(quarter, f"{code}__{name}") for code in codes])
        desk.put(quarter, **{name: whole.sort(TABLES[name].key)})


def _issue(desk: Desk, quarter: Quarter, departments: tuple[Department, ...], before: Path | None) -> Issue:
    def table(name: str) -> pl.DataFrame:
        frame = desk.table(quarter, name)
        return frame.filter(pl.col("quarter") == str(quarter)) if "quarter" in frame.columns else frame

    last = desk.store.current(quarter.previous())
    return Issue(
        quarter=quarter,
        place_label=desk.office.place_label,
        as_of=desk.as_of(quarter),
        disclosure=desk.office.disclosure,
        policy=policy_words(desk.policy, quarter.last_day),
        departments={department.code: department.label for department in departments},
        warnings=table("warnings"),
        clues=table("clues"),
        persons=table("persons"),
        rows=table("rows"),
        links=table("links"),
        candidates=table("candidates"),
        accounting=table("accounting"),
        deliveries=table("deliveries"),
        remarks=from_table(table("remarks")),
        earlier_warnings=desk.store.get(last.tables["warnings"]) if last else None,
        issued_before=before,
        earlier_answers=last_answers(answered_before(desk.ledger.entries(Kind.VISIT_ANSWERED), quarter)),
        office_label=dict(desk.policy.place.offices).get("lead", desk.office.place_label),
        receipts=table("receipts"),
    )


def _content(folder: Path) -> str:
    """One hash over everything in an issued folder."""
    return folder_content(folder, [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()])


def _publish(desk: Desk, quarter: Quarter, beside: Path) -> int:
    """Make the written folder the next version, unless it says what the current one says. Returns the version number."""
    issued, current = desk.folder.issued(quarter), desk.store.current(quarter)
    content, as_of = _content(beside), desk.as_of(quarter).isoformat()
    if current is not None and current.content == content and (issued / f"v{current.issued}").is_dir():
        shutil.rmtree(beside)
        desk.store.publish(quarter, current.issued, as_of, content)
        return current.issued
    number = current.issued + 1 if current else 1
    target = issued / f"v{number}"
    if target.exists():  # a run was killed after its rename and before the store knew of it: nobody was told of it
        shutil.rmtree(target)
    atomic.publish_folder(beside, target)
    desk.store.publish(quarter, number, as_of, content)
    body = {"version": number, "content": content}
    desk.ledger.append(Kind.ISSUED, str(quarter), body, at=desk.today.isoformat())
    return number


def issue_asset(departments: tuple[Department, ...], required: Mapping[str, tuple[str, ...]]) -> dg.AssetsDefinition:
    """The last asset: the issued folder of the quarter. ``required``: check → tables it must have passed on."""
    codes = [department.code for department in departments]

    @dg.asset(
        name="issued",
        partitions_def=QUARTERS,
        group_name="issue",
        description="发给各村的预警核实名单、乡镇汇总和部门反馈单",
        deps=["warnings", "clues", "facts", *(f"{code}__links" for code in codes)],
    )
    @discreet
    def issued(context: dg.AssetExecutionContext, desk: dg.ResourceParam[Desk]) -> dg.MaterializeResult[None]:
        quarter = Quarter.parse(context.partition_key)
        _refuse_unless_checked(desk, quarter, required)
        _gather(desk, quarter, codes)
        current = desk.store.current(quarter)
        before = desk.folder.issued(quarter) / f"v{current.issued}" if current else None
        beside = atomic.fresh_folder(desk.folder.issued(quarter), "next")
        written = write_issue(beside, _issue(desk, quarter, departments, before))
        number = _publish(desk, quarter, beside)
        metadata = {"version": number, "files": len(written)}
        return made("issued", counts_by(desk.table(quarter, "warnings"), "urgency") | metadata)

    return issued
