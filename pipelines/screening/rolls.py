"""Who is new on a standing roll: in this quarter's roll and not in the last one before it.

Belongs here: comparing two rolls by person or household. A roll nobody sent before is told apart by township, because
one township's missing file must not make all its households "new".
"""

from dataclasses import dataclass

import polars as pl

from pipelines.model.codes import ListKind
from pipelines.model.quarter import Quarter
from pipelines.screening.periods import first_day, last_day

HOUSEHOLD_ROLLS = (ListKind.SUBSISTENCE_ALLOWANCE,)
"""Rolls granted to a household: its head stands for all, and one more member is no new entry."""


@dataclass(frozen=True)
class RollEntries:
    """``entries``: rows that are new. ``without_earlier``: how many rows had no earlier roll of their township to compare
    with. ``started_earlier``: how many new ones say themselves that support began before the quarter.
    """

    entries: pl.DataFrame
    without_earlier: int
    started_earlier: int


def new_on_roll(
    now: pl.DataFrame,
    earlier: pl.DataFrame,
    members: pl.DataFrame,
    places: pl.DataFrame,
    kind: ListKind,
    quarter: Quarter,
) -> RollEntries:
    """Rows of ``now`` that are new on the roll ``kind``.

    ``now``: automatically linked rows of this quarter. ``earlier``: all accepted rows of earlier quarters' rolls of this
    kind, linked or not. ``members``: person_id, household_id. ``places``: household_id, township_name.
    """
    last_sent = earlier.filter(pl.col("quarter") == pl.col("quarter").max())
    townships = _townships(last_sent, members, places)
    current = now.join(
        places.select("household_id", "township_name"), on="household_id", how="left", suffix="_registry"
    )
    # A registry of one township often does not write its name: no name is one township too.
    covered = current.filter(pl.col("township_name_registry").fill_null("").is_in(townships.implode()))
    bare = current.join(covered.select("reference"), on="reference", how="anti")
    started = bare.filter(
        (first_day(pl.col("from_date")) >= quarter.first_day) & (last_day(pl.col("from_date")) <= quarter.last_day)
    )
    fresh = _not_on(covered, last_sent, members, kind)
    entries = pl.concat([fresh, started]).drop("township_name_registry").sort("reference")
    older = fresh.filter(last_day(pl.col("from_date")) < quarter.first_day)
    return RollEntries(entries, bare.height, older.height)


def _not_on(now: pl.DataFrame, last: pl.DataFrame, members: pl.DataFrame, kind: ListKind) -> pl.DataFrame:
    """Rows of ``now`` whose person (or household) the last roll did not have.

    A doubtful link of the last roll counts as presence, and so does the same number with the same name whatever it was
    linked to: somebody who was on the roll all along must not become new because a link got better.
    """
    linked = pl.concat([last.select("person_id", "household_id"), _candidates(last, members)])
    if kind in HOUSEHOLD_ROLLS:
        fresh = now.join(linked.select("household_id"), on="household_id", how="anti")
        fresh = fresh.join(last.select("allowance_number").drop_nulls(), on="allowance_number", how="anti")
    else:
        whole = linked.filter(pl.col("person_id").is_null())
        # A household-only line of the last roll was somebody unregistered: it speaks for such lines only.
        nameless = now.filter(pl.col("person_id").is_null()).join(
            whole.select("household_id"), on="household_id", how="anti"
        )
        named = now.filter(pl.col("person_id").is_not_null()).join(
            linked.select("person_id"), on="person_id", how="anti"
        )
        fresh = pl.concat([named, nameless])
    text = ["id_number", "person_name"]
    return fresh.join(last.select(text).drop_nulls(), on=text, how="anti")


def _candidates(rows: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """person_id, household_id of everybody that a doubtful row might be."""
    return (
        rows.filter(pl.col("household_id").is_null() & (pl.col("candidates").fill_null("") != ""))
        .select(person_id=pl.col("candidates").str.split("|"))
        .explode("person_id")
        .join(members.select("person_id", "household_id"), on="person_id", how="inner")
    )


def _townships(last: pl.DataFrame, members: pl.DataFrame, places: pl.DataFrame) -> pl.Series:
    """Registry townships that the last roll has anybody of."""
    linked = pl.concat([last.select("household_id"), _candidates(last, members).select("household_id")])
    return (
        linked.drop_nulls().join(places, on="household_id", how="inner")["township_name"].fill_null("").unique().sort()
    )
