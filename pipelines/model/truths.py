"""What must hold of finished tables whatever the office, as questions that answer with counts and codes, never a person.

Belongs here: invariants between tables of ``tables.py``. Does not: who asks and when (``checks``), or numbers of policy.
"""

import polars as pl

from pipelines.model.codes import Fate, LinkStatus
from pipelines.model.tables import ROW_KEY

_FATES = [fate.value for fate in Fate]


def accounting_gaps(accounting: pl.DataFrame) -> pl.DataFrame:
    """Sheets of ACCOUNTING whose rows present are not accepted + duplicate + rejected + not data (promise 1)."""
    return accounting.filter(pl.col("present") != pl.sum_horizontal(_FATES)).select("quarter", "file", "sheet", *_FATES)


def accounting_disagreements(rows: pl.DataFrame, accounting: pl.DataFrame) -> pl.DataFrame:
    """Sheets whose ROWS, counted by fate, are not what ACCOUNTING says: quarter, file, sheet."""
    key = ["quarter", "file", "sheet"]
    counted = rows.group_by(key).agg((pl.col("fate") == fate).sum().cast(pl.Int64).alias(fate) for fate in _FATES)
    said = accounting.filter(pl.col("present") > 0).select(*key, *_FATES)
    return (
        counted.join(said, on=[*key, *_FATES], how="anti")
        .select(key)
        .vstack(said.join(counted, on=[*key, *_FATES], how="anti").select(key))
        .unique()
        .sort(key)
    )


def unlinked_rows(rows: pl.DataFrame, links: pl.DataFrame) -> int:
    """How many accepted or duplicate ROWS do not have exactly one line in LINKS, plus LINKS lines of no such row."""
    key = list(ROW_KEY)
    due = rows.filter(pl.col("fate").is_in([Fate.ACCEPTED.value, Fate.DUPLICATE.value])).select(key)
    missing = due.join(links, on=key, how="anti").height
    foreign = links.join(due, on=key, how="anti").height
    repeated = links.height - links.select(key).n_unique()
    return missing + foreign + repeated


def ties_in_auto(links: pl.DataFrame) -> int:
    """How many automatic LINKS have no lead over a rival (promise 3): none may."""
    auto = links.filter(pl.col("status") == LinkStatus.AUTO.value)
    return auto.filter(pl.col("lead").is_not_null() & (pl.col("lead") <= 0)).height
