"""From weighed candidates to one line a row: auto, review or none.

Belongs here: cuts, leads, ties, and which of a person's two entries is meant. Does not: weighing (``sql/``).
"""

import polars as pl

from pipelines.linkage.parameters import Cuts
from pipelines.model.codes import LinkStatus, MatchLevel

PARTS = [f"weight_{part}" for part in ("id", "name", "birth", "sex", "place", "phone", "household")]
KEPT = 10
NEVER_AUTO = [MatchLevel.SAME_ID_OTHER_NAME.value, MatchLevel.WEAK.value]
# Within one person's entries: the village the row names, then householder or spouse; ids only make the order repeatable.
_ORDER = [
    "row_no",
    "person_weight",
    "person_first_id",
    "person_no",
    "fits",
    "head",
    "weight",
    "person_id",
    "household_id",
]
_DOWN = [False, True, False, False, True, True, True, False, False]


def ranked(weighed: pl.DataFrame, identities: pl.DataFrame) -> pl.DataFrame:
    """Candidates as persons, best first: row_no, candidate_rank, person_id, household_id, level, probability, weight,
    parts, lead, unclear (two entries of one person and no telling which)."""
    ids = identities[weighed["entry"].to_numpy()] if len(weighed) else identities.clear()
    within = ["row_no", "person_no"]
    lines = weighed.hstack(ids).with_columns(
        fits=pl.col("village_fits").fill_null(False).cast(pl.Int8),
        head=(pl.col("standing") <= 2).fill_null(False).cast(pl.Int8),
    )
    lines = lines.with_columns(
        person_id=pl.when(~pl.col("person_unknown")).then("person_id"),
        person_first_id=pl.col("person_id").min().over(within),
    ).sort(_ORDER, descending=_DOWN, nulls_last=True)
    alike = pl.all_horizontal(
        pl.col(name) == pl.col(name).shift(-1) for name in ("row_no", "person_no", "fits", "head")
    ) & (pl.col("household_id") != pl.col("household_id").shift(-1))
    persons = lines.with_columns(unclear=alike.fill_null(False)).unique(within, keep="first", maintain_order=True)
    return persons.with_columns(
        candidate_rank=pl.int_range(1, pl.len() + 1).over("row_no"),
        lead=(pl.col("person_weight") - pl.col("person_weight").shift(-1).over("row_no")).round(2),
    )


def decided(persons: pl.DataFrame, row_ids: pl.Series, cuts: Cuts) -> pl.DataFrame:
    """One line a row, sorted by row_id: row_id, status, level, person_id, household_id, probability, weight, lead,
    candidates."""
    shown = persons.filter(pl.col("candidate_rank") <= KEPT)
    listed = shown.filter(pl.col("person_id").is_not_null()).group_by("row_no", maintain_order=True)
    lists = listed.agg(candidates=pl.col("person_id").unique(maintain_order=True).str.join("|"))
    best = persons.filter(pl.col("candidate_rank") == 1).join(lists, on="row_no", how="left")
    every = pl.DataFrame({"row_no": pl.int_range(len(row_ids), dtype=pl.Int32, eager=True), "row_id": row_ids})
    lines = every.join(best, on="row_no", how="left").with_columns(status=_status(cuts))
    named = pl.col("status") != LinkStatus.NONE.value
    tied = (pl.col("lead") <= 0).fill_null(False) | pl.col("unclear").fill_null(False)
    some = pl.col("probability").is_not_null()
    return lines.select(
        "row_id",
        "status",
        level=pl.when(named)
        .then("level")
        .when(some)
        .then(pl.lit(MatchLevel.WEAK.value))
        .otherwise(pl.lit(MatchLevel.NONE.value)),
        person_id=pl.when(named & ~tied).then("person_id"),
        household_id=pl.when(named & ~tied).then("household_id"),
        probability="probability",
        weight="weight",
        lead="lead",
        candidates=pl.when(named).then(pl.col("candidates").fill_null("")).otherwise(pl.lit("")),
    )


def _status(cuts: Cuts) -> pl.Expr:
    sure = (
        (pl.col("probability") >= cuts.auto_probability)
        & (pl.col("lead").is_null() | (pl.col("lead") >= cuts.auto_lead))
        & ~pl.col("unclear")
        & pl.col("sayable")
        & ~pl.col("level").is_in(NEVER_AUTO)
    )
    return (
        pl.when(sure)
        .then(pl.lit(LinkStatus.AUTO.value))
        .when(pl.col("probability") >= cuts.review_probability)
        .then(pl.lit(LinkStatus.REVIEW.value))
        .otherwise(pl.lit(LinkStatus.NONE.value))
    )
