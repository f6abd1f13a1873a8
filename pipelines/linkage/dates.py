"""Birth dates as integers ``yyyymmdd``, 0 where a part is unknown (19900000: only the year is known).

>>> [date_number(text) for text in ("1990-07-03", "1990/7/3", "1990年7月", "19900703", "1990", "07-03", "")]
[19900703, 19900703, 19900700, 19900703, 19900000, None, None]
"""

import re

import numpy as np
import polars as pl

from pipelines.linkage.text import all_digits, by_distinct, fixed_width, number_at

_PARTS = re.compile(r"((?:19|20|18)\d\d)(?:\D+(\d{1,2})(?!\d))?(?:\D+(\d{1,2})(?!\d))?.*", re.DOTALL)
_RUN = re.compile(r"((?:19|20|18)\d\d)(\d\d)?(\d\d)?(?:\.0+)?")


def date_number(text: str) -> int | None:
    """One written date, whole or partial; None when there is no year to read."""
    plain = text.strip()
    found = _RUN.fullmatch(plain) or _PARTS.fullmatch(plain)
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    if (month > 12 and day == 0) or max(month, day) > 31:
        month, day = 0, 0
    return year * 10_000 + month * 100 + (day if month else 0)


def date_numbers(texts: pl.Series) -> pl.Series:
    """A column of dates (dates, datetimes or text) as Int32; null where unreadable."""
    if texts.dtype in (pl.Date, pl.Datetime):
        return texts.dt.year() * 10_000 + texts.dt.month().cast(pl.Int32) * 100 + texts.dt.day().cast(pl.Int32)
    plain = texts.cast(pl.String)
    fits, raw = fixed_width(plain, 10)
    hyphen = (ord("-") - 48) % 256
    iso = all_digits(raw, (0, 1, 2, 3, 5, 6, 8, 9)) & (raw[4] == hyphen) & (raw[7] == hyphen) & (raw[0] <= 2)
    number = number_at(raw, 0, 4) * 10_000 + number_at(raw, 5, 7) * 100 + number_at(raw, 8, 10)
    whole = np.zeros(len(plain), np.int32)
    whole[np.flatnonzero(fits)] = np.where(iso, number, 0)
    if whole.all():
        return pl.Series(whole)
    others = by_distinct(pl.select(pl.when(pl.Series(whole) == 0).then(plain)).to_series(), date_number, pl.Int32())
    return pl.select(pl.when(pl.Series(whole) > 0).then(pl.Series(whole)).otherwise(others)).to_series()
