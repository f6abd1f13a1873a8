"""How well rows were read and people found, against the truth of an invented town.

Belongs here: counting, by position of rows and registry entries. No sentence is made here: the command line words it.
A registry entry is known by its place in the registry file, so a place without numbers can be scored too.
"""

from dataclasses import dataclass, fields
from pathlib import Path

import polars as pl

from pipelines.sample.truth import AMOUNTS, DATES

_AT = ["quarter", "file", "sheet", "row_no", "item_no"]
_ENTRY = ["file", "sheet", "row_no", "item_no"]


@dataclass(frozen=True)
class Score:
    """Counts over one quarter's department files. A share is ``right / present`` of the pair it names."""

    rows_present: int  # physical rows in the truth
    rows_fate_right: int
    rows_reason_right: int  # fate and, for rows that are no data or rejected, the reason too
    rows_invented: int  # rows in the result that the files do not have
    amounts_present: int
    amounts_right: int
    amounts_invented: int  # an amount where the list has none
    dates_present: int
    dates_right: int
    links_present: int  # rows that must have a link: accepted and duplicate
    links_missing: int
    auto: int  # automatic links that name somebody or a household
    auto_right: int
    auto_household_only: int  # right household alone although the person is registered: neither right nor wrong
    auto_wrong_in_household: int  # wrong person, right household (part of the wrong ones)
    registered: int  # rows about a registered person
    registered_auto_right: int
    registered_review_right: int  # in review with the right person among the candidates
    members: int  # rows about an unregistered member of a registered household
    members_household_right: int
    outsiders: int  # rows about people of elsewhere
    outsiders_linked: int

    @property
    def shares(self) -> dict[str, float | None]:
        """Shares between 0 and 1; None where nothing was there to be right."""
        recalled = self.registered_auto_right + self.registered_review_right
        pairs = {
            "fate": (self.rows_fate_right, self.rows_present),
            "amounts": (self.amounts_right, self.amounts_present),
            "dates": (self.dates_right, self.dates_present),
            "auto_precision": (self.auto_right, self.auto - self.auto_household_only),
            "auto_recall": (self.registered_auto_right, self.registered),
            "recall_with_review": (recalled, self.registered),
            "members_household": (self.members_household_right, self.members),
            "outsiders_linked": (self.outsiders_linked, self.outsiders),
        }
        return {name: right / present if present else None for name, (right, present) in pairs.items()}


def score(rows: pl.DataFrame, links: pl.DataFrame, persons: pl.DataFrame, truth: Path, quarter: str) -> Score:
    """Compare a run's tables with the truth in folder ``truth`` for one quarter.

    ``rows``, ``links``, ``persons`` are frames of ``model.tables`` ROWS, LINKS and PERSONS (``persons`` with the place
    of each entry in the registry). For somebody listed twice either entry is right; a row about an unregistered member is
    right when linked to the household alone.
    """
    every = pl.read_parquet(truth / "rows.parquet")
    true_rows = every.filter((pl.col("quarter") == quarter) & (pl.col("department") != "registry"))
    read = rows.filter(pl.col("quarter") == quarter)
    joined = true_rows.join(read, on=_AT, how="left", suffix="_read")
    counts = _read_counts(joined) | _amount_counts(joined) | _date_counts(joined)
    counts["rows_invented"] = read.join(true_rows, on=_AT, how="anti").height
    linked = _with_true_ids(links.filter(pl.col("quarter") == quarter), persons, every)
    counts |= _link_counts(true_rows.filter(pl.col("fate").is_in(["accepted", "duplicate"])), linked)
    return Score(**counts)


def as_numbers(measured: Score) -> list[tuple[str, int | float | None]]:
    """(name, value) of every count, then of every share, in a fixed order: the command line puts words to them."""
    counts: list[tuple[str, int | float | None]] = [(f.name, getattr(measured, f.name)) for f in fields(measured)]
    return counts + list(measured.shares.items())


def _read_counts(joined: pl.DataFrame) -> dict[str, int]:
    fate = pl.col("fate").eq_missing(pl.col("fate_read"))
    reason = fate & pl.col("reason").eq_missing(pl.col("reason_read"))
    sums = joined.select(fate.sum().alias("fate"), reason.sum().alias("reason")).row(0)
    return {"rows_present": joined.height, "rows_fate_right": sums[0], "rows_reason_right": sums[1]}


def _amount_counts(joined: pl.DataFrame) -> dict[str, int]:
    present = right = invented = 0
    data = joined.filter(pl.col("fate").is_in(["accepted", "duplicate"]))
    for name in AMOUNTS:
        true, seen = pl.col(name), pl.col(f"{name}_read")
        has = true.is_not_null()
        same = has & ((true - seen).abs() < pl.lit("0.01").cast(pl.Decimal(14, 2)))
        counts = data.select(
            has.sum().alias("a"), same.sum().alias("b"), (~has & seen.is_not_null()).sum().alias("c")
        ).row(0)
        present, right, invented = present + counts[0], right + counts[1], invented + counts[2]
    return {"amounts_present": present, "amounts_right": right, "amounts_invented": invented}


def _date_counts(joined: pl.DataFrame) -> dict[str, int]:
    present = right = 0
    data = joined.filter(pl.col("fate").is_in(["accepted", "duplicate"]))
    for name in DATES:
        counts = data.select(
            pl.col(name).is_not_null().sum().alias("a"), (pl.col(name) == pl.col(f"{name}_read")).sum().alias("b")
        ).row(0)
        present, right = present + counts[0], right + counts[1]
    return {"dates_present": present, "dates_right": right}


def _with_true_ids(links: pl.DataFrame, persons: pl.DataFrame, every: pl.DataFrame) -> pl.DataFrame:
    """Links with the run's person and household ids translated to the truth's, by the entries' place in the registry."""
    entries = every.filter((pl.col("department") == "registry") & pl.col("person_id").is_not_null()).select(
        *_ENTRY, true_person="person_id", true_household="household_id"
    )
    known = persons.select("person_id", "household_id", *_ENTRY).join(entries, on=_ENTRY)
    people = known.select("person_id", "true_person").unique("person_id", keep="first", maintain_order=True)
    homes = known.select("household_id", "true_household").unique("household_id", keep="first", maintain_order=True)
    codes = dict(people.iter_rows())
    candidates = pl.col("candidates").str.split("|").list.eval(pl.element().replace(codes))
    return (
        links.join(people, on="person_id", how="left")
        .join(homes, on="household_id", how="left")
        .select(
            *_AT,
            "status",
            "true_person",
            "true_household",
            has_person=pl.col("person_id").is_not_null(),
            rivals=candidates,
        )
    )


def _link_counts(true_rows: pl.DataFrame, linked: pl.DataFrame) -> dict[str, int]:
    joined = true_rows.join(linked, on=_AT, how="left")
    registered = pl.col("registered")
    outsider = pl.col("household_id").is_null()
    member = ~registered & ~outsider

    def either(true: str, one: str, other: str) -> pl.Expr:
        return (pl.col(true) == pl.col(one)).fill_null(False) | (pl.col(true) == pl.col(other)).fill_null(False)

    auto = (pl.col("status") == "auto").fill_null(False)
    person_right = either("true_person", "person_id", "other_person_id") & registered
    home_right = either("true_household", "household_id", "other_household_id")
    home_alone = home_right & ~pl.col("has_person").fill_null(False)
    among = pl.any_horizontal(
        pl.col("rivals").list.contains(pl.col(name)).fill_null(False) for name in ("person_id", "other_person_id")
    )
    in_review = (pl.col("status") == "review").fill_null(False) & registered & (among | person_right)
    measured = {
        "links_missing": pl.col("status").is_null(),
        "auto": auto,
        "auto_right": auto & (person_right | (member & home_alone)),
        "auto_household_only": auto & registered & home_alone,
        "auto_wrong_in_household": auto & pl.col("has_person").fill_null(False) & ~person_right & home_right,
        "registered": registered,
        "registered_auto_right": auto & person_right,
        "registered_review_right": in_review,
        "members": member,
        "members_household_right": auto & member & home_right,
        "outsiders": outsider,
        "outsiders_linked": auto & outsider,
    }
    sums = joined.select(expression.sum().alias(name) for name, expression in measured.items()).row(0, named=True)
    return {"links_present": joined.height, **sums}
