"""Birth dates as integers ``yyyymmdd``, 0 where a part is unknown (19900000: only the year is known).

>>> [date_number(text) for text in ("1990-07-03", "1990/7/3", "1990年7月", "19900703", "1990", "07-03", "")]
[19900703, 19900703, 19900700, 19900703, 19900000, None, None]
"""

import re

import polars as pl

_PARTS = re.compile(r"((?:19|20|18)\d\d)(?:\D+(\d{1,2})(?!\d))?(?:\D+(\d{1,2})(?!\d))?.*", re.DOTALL)
_RUN = re.compile(r"((?:19|20|18)\d\d)(\d\d)?(\d\d)?(?:\.0+)?")


def date_number(text: str) -> int | None:
    """One written date, whole or partial; None when there is no year to read."""
    plain = text.strip()
    found = _RUN.fullmatch(plain) or _PARTS.fullmatch(plain)
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    if month > 12 and day == 0 or month > 31 or day > 31:
        month, day = 0, 0
    return year * 10_000 + month * 100 + (day if month else 0)


def date_numbers(texts: pl.Series) -> pl.Series:
    """A column of dates (dates, datetimes or text) as Int32; null where unreadable."""
    if texts.dtype in (pl.Date, pl.Datetime):
        return texts.dt.year() * 10_000 + texts.dt.month().cast(pl.Int32) * 100 + texts.dt.day().cast(pl.Int32)
    distinct = texts.cast(pl.String).unique().drop_nulls()
    numbers = [date_number(text) for text in distinct]
    return texts.cast(pl.String).replace_strict(
        distinct, pl.Series(numbers, dtype=pl.Int32), default=None, return_dtype=pl.Int32
    )
