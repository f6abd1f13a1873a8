"""One settlement counted once, however many files it stands in (docs/decisions/0010-one-settlement-once.md).

Two rows of one person are the same settlement when
1. they bear the same settlement number (and both pay, or both refund), or
2. they have the same settlement day, amount and total (an unknown total equals any) and do not stand in one file under
   two numbers, or
3. one has no number and no settlement day, and a settlement of its quarter fits it in amount, total and in what is
   known of its date.
"""

import polars as pl

from pipelines.model.codes import ListKind

_SAME_DAY = ["entity", "settled_on", "paid", "total"]
_SAME_VAGUE = ["entity", "paid", "event_text", "bucket"]


def money_once(rows: pl.DataFrame, amount: pl.Expr) -> pl.DataFrame:
    """``rows`` that have an ``amount``, sorted as they came.

    Added: ``paid`` (yuan), ``counts`` (false: counted through another row), ``period_total`` (an undated figure of a
    large-reimbursement list, which may be the sum of settlements) and ``bucket`` (first day of the quarter it is about).
    """
    known_total = pl.col("total_cost_yuan")
    lines = (
        rows.with_columns(paid=amount)
        .filter(pl.col("paid").is_not_null())
        .with_row_index("line")
        .with_columns(
            total=pl.coalesce(known_total, known_total.min().over("entity", "settled_on", "paid")),
            refund=pl.col("paid") < 0,
            bucket=pl.coalesce(pl.col("event_first").dt.truncate("1q"), "sent_first"),
            firm=pl.col("settlement_number").is_not_null() | pl.col("settled_on").is_not_null(),
        )
    )
    firm = _firm(lines.filter("firm"))
    vague = _vague(lines.filter(~pl.col("firm")), firm)
    counted = pl.concat([firm["line"], vague["line"]])
    return lines.with_columns(
        counts=pl.col("line").is_in(counted.implode()),
        period_total=~pl.col("firm")
        & pl.col("event_text").is_null()
        & (pl.col("list_kind") == ListKind.LARGE_REIMBURSEMENT),
    ).drop("line", "total", "refund", "firm")


def _firm(lines: pl.DataFrame) -> pl.DataFrame:
    """Settlements known by number or by day, one line each: the largest under a number, the first of a day."""
    numbered = (
        lines.filter(pl.col("settlement_number").is_not_null())
        .sort(pl.col("paid").abs(), "line", descending=[True, False])
        .unique(["entity", "settlement_number", "refund"], keep="first", maintain_order=True)
    )
    once = pl.concat([numbered, lines.filter(pl.col("settlement_number").is_null())]).sort("line")
    dated = once.filter(pl.col("settled_on").is_not_null()).with_columns(
        # Two numbers of one file and day are two settlements; the k-th of one file is the k-th of another.
        nth=pl.col("settlement_number").rank("dense").over([*_SAME_DAY, "quarter", "file"]).fill_null(1)
    )
    return pl.concat(
        [
            dated.unique([*_SAME_DAY, "nth"], keep="first", maintain_order=True).drop("nth"),
            once.filter(pl.col("settled_on").is_null()),
        ]
    )


def _vague(lines: pl.DataFrame, firm: pl.DataFrame) -> pl.DataFrame:
    """Rows with neither number nor settlement day that are no firm settlement's second telling, one line each."""
    nth = pl.int_range(pl.len()).over([*_SAME_VAGUE, "quarter", "file"])
    known = firm.select("entity", "paid", "bucket", known_total="total_cost_yuan", known_day="settlement_date")
    fits = (
        pl.col("total_cost_yuan").is_null()
        | pl.col("known_total").is_null()
        | (pl.col("total_cost_yuan") == pl.col("known_total"))
    ) & (
        pl.col("settlement_date").is_null()
        | pl.col("known_day").is_null()
        | pl.col("known_day").str.starts_with(pl.col("settlement_date"))
    )
    told = (
        lines.select("line", "entity", "paid", "bucket", "total_cost_yuan", "settlement_date")
        .join(known, on=["entity", "paid", "bucket"], how="inner")
        .filter(fits)
        .group_by("line")
        .agg(tellings=pl.len())
    )
    return (
        lines.with_columns(nth=nth)
        .join(told, on="line", how="left")
        .filter(pl.col("nth") >= pl.col("tellings").fill_null(0))
        .unique([*_SAME_VAGUE, "nth"], keep="first", maintain_order=True)
        .drop("nth", "tellings")
    )
