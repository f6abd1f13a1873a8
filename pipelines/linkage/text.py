"""Whole text columns turned into numbers at once: characters, fixed-width digits, and distinct values.

Belongs here: how a column of text becomes arrays quickly. Does not: what any of it means.
"""

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
import polars as pl


def characters_of(texts: pl.Series) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """All texts' code points in one run, and where each text starts and ends in it (one more than there are texts)."""
    plain = texts.fill_null("")
    joined = plain.str.join("")[0] if len(plain) else ""
    offsets = np.zeros(len(plain) + 1, np.int64)
    np.cumsum(plain.str.len_chars().to_numpy(), out=offsets[1:])
    return np.frombuffer(joined.encode("utf-32-le"), np.uint32), offsets


def fixed_width(texts: pl.Series, width: int) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.uint8]]:
    """(which texts are exactly ``width`` bytes long, those texts' bytes less 48 by place: digits are 0 to 9)."""
    fits = (texts.str.len_bytes() == width).fill_null(False)
    joined = texts.filter(fits).str.join("")[0] if fits.any() else ""
    raw = np.frombuffer(joined.encode("utf-8"), np.uint8).reshape(-1, width)
    return fits.to_numpy(), np.ascontiguousarray(raw.T) - np.uint8(48)


def number_at(places: npt.NDArray[np.uint8], start: int, end: int) -> npt.NDArray[np.int64]:
    """The digits of places ``start`` to ``end`` (exclusive) as one integer a text."""
    total = np.zeros(places.shape[1], np.int64)
    for place in range(start, end):
        total *= 10
        total += places[place]
    return total


def all_digits(places: npt.NDArray[np.uint8], which: Iterable[int]) -> npt.NDArray[np.bool_]:
    """Whether each text has digits at all of these places."""
    good = np.ones(places.shape[1], bool)
    for place in which:
        good &= places[place] <= 9
    return good


def by_distinct(texts: pl.Series, number: Callable[[str], int | None], dtype: pl.DataType) -> pl.Series:
    """``number`` of every text, asked once for each distinct one; null for null and where there is none."""
    distinct = texts.unique().drop_nulls()
    if not len(distinct):
        return pl.Series(texts.name, [None], dtype).new_from_index(0, len(texts))
    numbers = pl.Series([number(text) for text in distinct], dtype=dtype)
    return texts.replace_strict(distinct, numbers, default=None, return_dtype=dtype)
