"""Identity numbers as integers: the first 17 digits as one BIGINT and the check character beside it (X is 10).

Belongs here: reading what a cell may hold (15 digits, 19-character pupil numbers, 20-digit disability numbers, masks,
scientific notation, a zeroed tail) into eighteen places of which some are unknown. Does not: comparing two numbers.

>>> shape("11010549 1231002".replace(" ", ""))
'11010519491231002X'
>>> shape("1.10105E+17"), shape("110105194912310000"), shape("G11010519491231002X"), shape("110105********002X")
('110105************', '110105194912310***', '11010519491231002X', '110105********002X')
"""

import re
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.linkage.names import Ints
from pipelines.linkage.text import all_digits, fixed_width, number_at
from pipelines.model.identity import as_sent, is_valid, upgrade

PLACES = 18
Digits = npt.NDArray[np.int8]
HIDDEN, ABSENT = 11, 12  # digit codes beside 0–9 and 10 for X
WIDTH = 19
_SCIENTIFIC = re.compile(r"(\d)\.?(\d*)E\+?1[4-9]")
_HIDDEN = re.compile(r"[*×○●?#]")
_NOISE = re.compile(r"[^0-9X*]")


def _eighteen(text: str) -> str:
    if len(text) == 15 and text.isdigit():
        return upgrade(text) or text
    if len(text) == 18 and text.endswith("000") and text.isdigit() and not is_valid(text):
        return text[:15] + "***"
    return text


@cache
def shape(sent: str) -> str:
    """The number as up to 19 characters of digits, X and ``*``; empty when it is no identity number at all."""
    text = as_sent(sent)
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        digits = (scientific[1] + scientific[2].rstrip("0"))[:15]
        return digits.ljust(PLACES, "*")
    hidden = _HIDDEN.sub("*", text)
    if hidden[:1] in ("G", "J"):
        hidden = hidden[1:]
    elif hidden[:1] == "L":
        hidden = hidden[1:15].ljust(PLACES, "*")
    plain = _NOISE.sub("", hidden)
    if len(plain) == 20 and "*" not in plain[:PLACES]:
        plain = plain[:PLACES]
    if "*" in plain:
        return _masked(plain)
    return _eighteen(plain) if 14 <= len(plain) <= WIDTH else ""


def _masked(plain: str) -> str:
    """A masked number on eighteen places: a mask of another length than what it hides is stretched or cut."""
    if len(plain) == PLACES:
        return plain
    head, tail = plain[: plain.index("*")], plain[plain.rindex("*") + 1 :]
    missing = PLACES - len(head) - len(tail)
    return head + "*" * missing + tail if missing >= 0 else ""


def shapes(texts: pl.Series) -> pl.Series:
    """``shape`` of each number in a column; empty text for null."""
    sent = texts.cast(pl.String).fill_null("")
    clean = sent.str.contains(r"^[1-9]\d{16}[\dX]$") & ~sent.str.ends_with("000")
    odd = sent.filter(~clean).unique()
    mended = pl.Series([shape(text) for text in odd], dtype=pl.String)
    if not len(odd):
        return sent
    looked_up = sent.replace_strict(odd, mended, default=None, return_dtype=pl.String)
    return pl.select(pl.when(clean).then(sent).otherwise(looked_up)).to_series()


def digits(shaped: pl.Series) -> Digits:
    """Shaped numbers as a matrix of ``WIDTH`` digit codes, left aligned, ABSENT after the end."""
    padded = shaped.str.pad_end(WIDTH, " ").to_list()
    raw = np.frombuffer("".join(padded).encode("ascii"), np.uint8).reshape(-1, WIDTH)
    table = np.full(128, ABSENT, np.int8)
    table[48:58] = np.arange(10)
    table[ord("X")], table[ord("*")] = 10, HIDDEN
    return table[raw]


def valid(matrix: Digits) -> npt.NDArray[np.bool_]:
    """Whether each number of a digit matrix is whole and its check character right (GB 11643)."""
    whole = (matrix[:, :17] <= 9).all(axis=1) & (matrix[:, 17] <= 10) & (matrix[:, 18] == ABSENT)
    weights = [2 ** (PLACES - 1 - place) % 11 for place in range(PLACES)]
    return np.asarray(whole & (matrix[:, :PLACES] @ np.array(weights, np.int32) % 11 == 1))


def registered(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """(first 17 digits, check code) of the registry's numbers; null where not whole. 15-digit ones are upgraded."""
    sent = texts.cast(pl.String)
    first, check = _whole(sent)
    odd = pl.Series(first == 0) & sent.is_not_null()
    if odd.any():
        distinct = sent.filter(odd).unique()
        mended = sent.filter(odd).replace_strict(
            distinct, pl.Series([shape(text) for text in distinct], dtype=pl.String), return_dtype=pl.String
        )
        first[odd.to_numpy()], check[odd.to_numpy()] = _whole(mended)
    known = pl.Series(first) > 0
    return tuple(pl.select(pl.when(known).then(pl.Series(part))).to_series() for part in (first, check))  # type: ignore[return-value]


def _whole(sent: pl.Series) -> tuple[Ints, npt.NDArray[np.int8]]:
    """First 17 digits and check code where the text is a whole number in its plain form, else 0."""
    fits, raw = fixed_width(sent, PLACES)
    first, check = np.zeros(len(sent), np.int64), np.zeros(len(sent), np.int8)
    last = raw[17]
    is_x = last == ord("X") - 48
    good = all_digits(raw, range(17)) & (raw[0] > 0) & ((last <= 9) | is_x)
    where = np.flatnonzero(fits)
    first[where] = np.where(good, number_at(raw, 0, 17), 0)
    check[where] = np.where(is_x, 10, last)
    return first, check
