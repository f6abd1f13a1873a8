"""Warnings: one per household and quarter, all its clues merged, dated and ranked within the village."""

import hashlib
from datetime import date

import polars as pl

from pipelines.model.codes import Urgency, WarningKind
from pipelines.model.quarter import Quarter
from pipelines.model.tables import WARNINGS
from pipelines.policy import Policy


def warning_id(quarter: Quarter, household_id: str) -> str:
    """The same household and quarter always bear the same number, in any run: ``W2026Q3-3f0a9c12de``."""
    return f"W{quarter}-{hashlib.blake2b(household_id.encode(), digest_size=5).hexdigest()}"


def merge_clues(clues: pl.DataFrame, households: pl.DataFrame, policy: Policy, quarter: Quarter) -> pl.DataFrame:
    """WARNINGS (``reason`` null), sorted by id, from ``clues`` (columns of CLUES plus ``amount_yuan``)."""
    if clues.is_empty():
        return WARNINGS.empty()
    worst_urgency = _worst("urgency", [str(u) for u in Urgency])
    merged = (
        clues.group_by("warning_id", "household_id")
        .agg(
            kinds=_in_order("kind", [str(k) for k in WarningKind]),
            grade=_worst("grade", policy.grade_order(quarter.last_day)),
            urgency=worst_urgency,
            found_on=pl.col("found_on").min(),
            rules=pl.col("rule").unique().sort().str.join("|"),
            rows=pl.col("rows").str.split("|").explode(empty_as_null=True).unique().sort().str.join("|"),
            departments_count=pl.col("department").str.split("|").explode(empty_as_null=True).n_unique(),
            amount_yuan=pl.col("amount_yuan").max(),
        )
        .join(households, on="household_id", how="left")
        .with_columns(quarter=pl.lit(str(quarter)))
    )
    dated = merged.join(_due_days(merged["found_on"], policy), on="found_on", how="left")
    return WARNINGS.conform(_ranked(dated, policy, quarter)).sort("warning_id")


def _due_days(found_on: pl.Series, policy: Policy) -> pl.DataFrame:
    """found_on → visit_by, decide_by, as ISO text; null where the place signed no time limit."""
    days = found_on.drop_nulls().unique().sort()
    due: dict[str, list[str | None]] = {
        name: [_iso(policy.due(name, date.fromisoformat(day))) for day in days] for name in ("visit_by", "decide_by")
    }
    return pl.DataFrame({"found_on": days, **due}, schema={"found_on": pl.String, **dict.fromkeys(due, pl.String)})


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _order(column: str, order: tuple[str, ...] | list[str]) -> pl.Expr:
    """Place of a code in ``order``; after all of them when it is none of them."""
    places = {code: place for place, code in enumerate(order)}
    return pl.col(column).replace_strict(places or {"": 0}, default=len(places), return_dtype=pl.Int64)


def _worst(column: str, order: tuple[str, ...] | list[str]) -> pl.Expr:
    return (
        pl.col(column).sort_by(_order(column, order), column).drop_nulls().first() if order else pl.lit(None, pl.String)
    )


def _in_order(column: str, order: list[str]) -> pl.Expr:
    return pl.col(column).sort_by(_order(column, order)).unique(maintain_order=True).str.join("|")


def _ranked(merged: pl.DataFrame, policy: Policy, quarter: Quarter) -> pl.DataFrame:
    """Rank 1..n within the village: urgency, grade, how many departments say so, amount; then the stable id."""
    place = ["township_name", "village_name"]
    return merged.sort(
        *place,
        _order("urgency", [str(u) for u in Urgency]),
        _order("grade", policy.grade_order(quarter.last_day)),
        -pl.col("departments_count").cast(pl.Int64),
        -pl.col("amount_yuan").fill_null(0),
        "household_id",
    ).with_columns(rank=pl.int_range(1, pl.len() + 1).over(place))
