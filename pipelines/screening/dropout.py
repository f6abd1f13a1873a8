"""Which absent pupils are of compulsory-school age."""

from datetime import date

import polars as pl

from pipelines.policy.entries import CompulsorySchooling
from pipelines.screening.periods import first_day, last_day


def of_school_age(rows: pl.DataFrame, members: pl.DataFrame, ages: CompulsorySchooling, day: date) -> pl.DataFrame:
    """``rows`` whose pupil may be within ``ages`` (both included) on ``day``.

    The birth date is the linked person's, else the row's number's, else the row's; then the row's age. A birth known by
    year alone counts when some day of it fits. A pupil of unknown age stays: the school named a child, not an adult.
    """
    number = pl.col("id_number").str.replace(r"^(\d{6})(\d{2})(\d{4})(\d{3})$", "${1}19${2}${3}${4}0")
    in_number = pl.format("{}-{}-{}", number.str.slice(6, 4), number.str.slice(10, 2), number.str.slice(12, 2))
    birth = members.select("person_id", "household_id", "birth")
    known = rows.join(birth, on=["person_id", "household_id"], how="left", maintain_order="left").with_columns(
        born=pl.coalesce("birth", pl.when(number.str.contains(r"^\d{14}")).then(in_number), "birth_date")
    )
    youngest = pl.coalesce(_age(last_day(pl.col("born")), day), "age")
    oldest = pl.coalesce(_age(first_day(pl.col("born")), day), "age")
    fits = (youngest <= ages.oldest) & (oldest >= ages.youngest)
    return known.filter(fits.fill_null(value=True)).drop("birth", "born")


def _age(born: pl.Expr, day: date) -> pl.Expr:
    months = born.dt.month().cast(pl.Int64)  # months and days are 8-bit numbers: their product would wrap around
    not_yet = (months * 100 + born.dt.day().cast(pl.Int64)) > day.month * 100 + day.day
    return (pl.lit(day.year, pl.Int64) - born.dt.year().cast(pl.Int64)) - not_yet.cast(pl.Int64)
