"""What an operator should look at, without stopping anything: link rates, drift since last quarter, who has not sent yet.

Numbers are check metadata, so the desk plots them over the quarters; tables hold counts, never a person.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import polars as pl

from pipelines.assets.discretion import discreet
from pipelines.checks.blocking import check_spec
from pipelines.model.codes import DeliveryStatus, Fate, LinkStatus
from pipelines.model.quarter import Quarter
from pipelines.resources import Desk


@dataclass(frozen=True)
class Watch:
    """The figures of ``watch.toml``."""

    link_rate_fall: float
    review_share: float
    rows_change: float
    few_rows: int


@dataclass(frozen=True)
class Finding:
    """Whether all is as usual, the numbers to plot, and a small table in Markdown."""

    usual: bool
    numbers: Mapping[str, float]
    table: str


def load_watch() -> Watch:
    """The shipped figures."""
    values = tomllib.loads(Path(__file__).with_name("watch.toml").read_text(encoding="utf-8"))
    return Watch(**{name: values[name] for name in Watch.__dataclass_fields__})


def _markdown(header: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> str:
    rows = [header, ("---",) * len(header), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)


def _shares(links: pl.DataFrame, quarter: Quarter) -> dict[str, float]:
    own = links.filter(pl.col("quarter") == str(quarter))
    return {s.value: float((own["status"] == s.value).sum()) / max(own.height, 1) for s in LinkStatus} | {
        "rows": own.height
    }


def link_rate(links: pl.DataFrame, quarter: Quarter, watch: Watch) -> Finding:
    """Shares of LINKS by status, this quarter beside the last one."""
    now, last = _shares(links, quarter), _shares(links, quarter.previous())
    telling = now["rows"] >= watch.few_rows
    fell = last["rows"] >= watch.few_rows and now["auto"] < last["auto"] - watch.link_rate_fall
    usual = not telling or (now["review"] <= watch.review_share and not fell)
    lines = [(name, f"{now[name]:.3f}", f"{last[name]:.3f}") for name in now]
    table = _markdown(("share", str(quarter), str(quarter.previous())), lines)
    return Finding(usual, {"link_rate": now["auto"], "review_share": now["review"]}, table)


def drift(rows: pl.DataFrame, quarter: Quarter, departments: Mapping[str, str], watch: Watch) -> Finding:
    """Accepted ROWS by department, this quarter beside the last one that has any."""
    counts = rows.filter(pl.col("fate") == Fate.ACCEPTED.value).group_by("department", "quarter").len()
    known = {(department, which): count for department, which, count in counts.iter_rows()}
    lines, odd = [], 0
    for department in departments:
        now, last = (known.get((department, str(q)), 0) for q in (quarter, quarter.previous()))
        lines.append((department, now, last))
        odd += last >= watch.few_rows and abs(now - last) > watch.rows_change * last
    numbers = {f"rows_{department}": float(now) for department, now, _ in lines}
    table = _markdown(("department", str(quarter), str(quarter.previous())), lines)
    return Finding(odd == 0, numbers | {"departments_drifting": float(odd)}, table)


def freshness(deliveries: pl.DataFrame, quarter: Quarter, departments: Mapping[str, str]) -> Finding:
    """Which departments have a usable file this quarter, and the day of their newest one."""
    used = deliveries.filter((pl.col("quarter") == str(quarter)) & (pl.col("status") == DeliveryStatus.CURRENT.value))
    newest = dict(used.group_by("department").agg(pl.col("received_at").max()).iter_rows())
    missing = [department for department in departments if department not in newest]
    table = _markdown(("department", "received"), [(d, newest.get(d, "-")) for d in departments])
    return Finding(not missing, {"departments_missing": float(len(missing))}, table)


def watching_checks(departments: Mapping[str, str]) -> dg.AssetChecksDefinition:
    """One step with all watching checks, for these departments (code → label)."""
    described = {
        ("received_rows", "drift"): "各部门行数与上季度相比",
        ("received_rows", "freshness"): "各部门本季度是否已送来",
        **{
            (f"{code}__links", f"{code}_link_rate"): f"{label}:对上率和待复核比例"
            for code, label in departments.items()
        },
    }
    specs = [check_spec(name, asset, text, blocking=False) for (asset, name), text in described.items()]

    @dg.multi_asset_check(name="watch", specs=specs)
    @discreet
    def watch(context: dg.AssetCheckExecutionContext, desk: dg.ResourceParam[Desk]) -> Iterable[dg.AssetCheckResult]:
        quarter, figures = Quarter.parse(context.partition_key), load_watch()
        found = {
            ("received_rows", "drift"): drift(desk.table(quarter, "received_rows"), quarter, departments, figures),
            ("received_rows", "freshness"): freshness(desk.table(quarter, "deliveries"), quarter, departments),
            **{
                (f"{code}__links", f"{code}_link_rate"): link_rate(
                    desk.table(quarter, f"{code}__links"), quarter, figures
                )
                for code in departments
            },
        }
        for (asset, name), finding in found.items():
            yield dg.AssetCheckResult(
                asset_key=dg.AssetKey(asset),
                check_name=name,
                passed=finding.usual,
                severity=dg.AssetCheckSeverity.WARN,
                metadata=dict(finding.numbers) | {"counts": dg.MetadataValue.md(finding.table)},
            )

    return watch
