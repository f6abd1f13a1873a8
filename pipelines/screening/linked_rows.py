"""Accepted rows beside the person and household they were linked to: what every fact is made from.

Belongs here: which rows count at all, when they were received, how they are named. What they add up to is ``facts``.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from pipelines.model.codes import Fate, LinkStatus
from pipelines.model.quarter import Quarter
from pipelines.model.tables import ROW_KEY, ROWS
from pipelines.screening.periods import first_day, is_exact, last_day

_DATES = ("settlement_date", "discharge_date", "admission_date", "diagnosis_date", "incident_date", "absent_since")
_TWENTY_DIGITS = r"^[\d*]{17}[\dX*]\d[1-4]$"


def linked_rows(
    rows: pl.DataFrame, links: pl.DataFrame, quarter: Quarter, received: Mapping[str, date], as_of: date
) -> pl.DataFrame:
    """Accepted rows up to ``quarter`` with their link, sorted by row key.

    Columns: those of ROWS, ``status person_id household_id candidates`` of LINKS (null where there is no link), and
    ``reference`` (row as text), ``current`` (of ``quarter``), ``found_on``, ``event_text`` (the date that the row is
    about), ``event_first``, ``event_last``, ``sent_first``, ``sent_last`` (days of the quarter it was sent for) and
    ``entity`` (the person; unregistered ones by household and name; null without an automatic link).
    """
    columns = ["status", "person_id", "household_id", "candidates"]
    linked = (
        ROWS.conform(rows)
        .filter(pl.col("fate") == Fate.ACCEPTED)
        .filter(
            (pl.col("quarter") != "") & (pl.col("quarter") <= str(quarter))
        )  # the registry's own rows bear no quarter
        .join(links.select(*ROW_KEY, *columns), on=ROW_KEY, how="left")
        .sort(ROW_KEY)
    )
    return (
        linked.with_columns(
            reference=pl.format("{}/{}#{}#{}#{}", *ROW_KEY),
            current=pl.col("quarter") == str(quarter),
            event_text=pl.coalesce(_DATES),
            disability_level=pl.coalesce("disability_level", _level_in_number()),
        )
        .with_columns(
            event_first=first_day(pl.col("event_text")),
            event_last=last_day(pl.col("event_text")),
            settled_on=pl.when(is_exact(pl.col("settlement_date"))).then("settlement_date"),
        )
        .join(_received_days(linked, received, as_of), on=["quarter", "file"], how="left", maintain_order="left")
        .join(_quarter_days(linked), on="quarter", how="left", maintain_order="left")
        .with_columns(entity=_entity())
    )


def _level_in_number() -> pl.Expr:
    """A disability certificate number ends in its level (1 worst); rows that lack the column still tell it."""
    number = pl.col("id_number")
    return pl.when(number.str.contains(_TWENTY_DIGITS)).then(number.str.slice(19, 1))


def _entity() -> pl.Expr:
    person = pl.coalesce(
        pl.col("person_id"), pl.format("?{}/{}", pl.col("household_id"), pl.col("person_name").fill_null(""))
    )
    return pl.when((pl.col("status") == LinkStatus.AUTO) & pl.col("household_id").is_not_null()).then(person)


def _received_days(rows: pl.DataFrame, received: Mapping[str, date], as_of: date) -> pl.DataFrame:
    """Day each file was received; a file nobody noted counts from ``as_of``. Keys: ``<quarter>/<file>`` or ``<file>``."""
    files = rows.select("quarter", "file").unique().sort("quarter", "file")
    days = [received.get(f"{q}/{f}", received.get(f, as_of)) for q, f in files.iter_rows()]
    return files.with_columns(found_on=pl.Series(days, dtype=pl.Date))


def _quarter_days(rows: pl.DataFrame) -> pl.DataFrame:
    quarters = [Quarter.parse(text) for text in sorted(set(rows["quarter"].to_list()))]
    return pl.DataFrame(
        {
            "quarter": [str(q) for q in quarters],
            "sent_first": [q.first_day for q in quarters],
            "sent_last": [q.last_day for q in quarters],
        },
        schema={"quarter": pl.String, "sent_first": pl.Date, "sent_last": pl.Date},
    )
