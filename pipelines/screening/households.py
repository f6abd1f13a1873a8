"""The registry seen from screening: one line per household, and the other household of a person listed twice."""

import polars as pl

from pipelines.model.codes import PersonStatus
from pipelines.model.names import HOUSEHOLDER
from pipelines.model.quarter import Quarter
from pipelines.policy import Policy

_VALID_SHAPE = r"^\d{17}[\dX]$"


def households(persons: pl.DataFrame, policy: Policy, quarter: Quarter) -> pl.DataFrame:
    """One line per household, sorted by household_id.

    Columns: household_id, township_name, village_name (as the registry has them), class_code, household_class (the place's
    own label; the registry's text when no class knows it), already_monitored, per_capita_income_yuan, income_reference
    (registry row of that income).
    """
    day = quarter.last_day
    labels = {text: policy.household_class(text, day) for text in _texts(persons, "household_class")}
    own = {c.code: c.label for c in policy.classes_on(day)}
    monitored = [c.code for c in policy.classes_on(day) if c.monitored]
    # The householder's line speaks for the household; lines are ordered so that "first" never depends on the file.
    ordered = persons.with_columns(
        second=(pl.col("relation") != HOUSEHOLDER).fill_null(value=True),
        income_reference=pl.format("registry/{}#{}#{}#{}", "file", pl.col("sheet").fill_null(""), "row_no", "item_no"),
    ).sort("household_id", "second", "person_id")
    with_income = pl.col("per_capita_income_yuan").is_not_null()
    return (
        ordered.group_by("household_id", maintain_order=True)
        .agg(
            pl.col("township_name", "village_name", "household_class").drop_nulls().first(),
            pl.col("already_monitored").fill_null(value=False).any(),
            pl.col("per_capita_income_yuan").filter(with_income).first(),
            pl.col("income_reference").filter(with_income).first(),
        )
        .with_columns(
            class_code=pl.col("household_class").replace_strict(labels, default=None, return_dtype=pl.String),
        )
        .with_columns(
            household_class=pl.coalesce(
                pl.col("class_code").replace_strict(own, default=None, return_dtype=pl.String), "household_class"
            ),
            already_monitored=pl.col("already_monitored")
            | pl.col("class_code").is_in(monitored).fill_null(value=False),
        )
    )


def members(persons: pl.DataFrame) -> pl.DataFrame:
    """What a clue says of a person: person_id, household_id, person_name, relation, status, birth (``1990-01-02``, any
    precision, from the number where it has one), other_household_id (``|`` between several, else null) and same_as (the
    smallest of the person_ids that one person bears, null for a person listed once)."""
    number = pl.col("id_number").str.strip_chars()
    birth = pl.when(number.str.contains(_VALID_SHAPE)).then(
        pl.format("{}-{}-{}", number.str.slice(6, 4), number.str.slice(10, 2), number.str.slice(12, 2))
    )
    known = persons.select(
        "person_id",
        "household_id",
        "person_name",
        "relation",
        "status",
        number=pl.when(number.str.contains(_VALID_SHAPE)).then(number),
        birth=pl.coalesce(birth, "birth_date"),
    ).unique(["person_id", "household_id"], keep="first", maintain_order=True)
    return known.join(_listed_twice(known), on=["person_id", "household_id"], how="left", maintain_order="left").drop(
        "number"
    )


def _listed_twice(known: pl.DataFrame) -> pl.DataFrame:
    """person_id, household_id, other_household_id, same_as of persons in two households: the same number and name."""
    same = ["number", "person_name"]
    numbered = known.filter(pl.col("number").is_not_null() & pl.col("person_name").is_not_null())
    several = numbered.filter(pl.col("household_id").n_unique().over(same) > 1)
    beside = several.join(several.select(*same, other="household_id", other_id="person_id"), on=same, how="inner")
    return (
        beside.filter(pl.col("other") != pl.col("household_id"))
        .group_by("person_id", "household_id")
        .agg(other_household_id=pl.col("other").unique().sort().str.join("|"), same_as=pl.col("other_id").min())
        .with_columns(same_as=pl.min_horizontal("same_as", "person_id"))
    )


def gone(person_status: pl.Expr) -> pl.Expr:
    """Whether a registered person is dead or moved away."""
    return person_status.is_in([PersonStatus.DEAD, PersonStatus.MOVED_OUT]).fill_null(value=False)


def _texts(persons: pl.DataFrame, column: str) -> list[str]:
    return sorted(persons[column].drop_nulls().unique().to_list())
