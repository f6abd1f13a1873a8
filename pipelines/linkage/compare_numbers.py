"""How a damaged number stands to a registered one, digit by digit; thousands of pairs at once.

Belongs here: the kinds of agreement between two numbers. Does not: what a kind is worth (``parameters``).
"""

from enum import IntEnum
from math import log2

import numpy as np
import numpy.typing as npt

from pipelines.linkage.names import Ints
from pipelines.linkage.numbers import ABSENT, HIDDEN, PLACES, WIDTH, Digits

Bools = npt.NDArray[np.bool_]


class NumberKind(IntEnum):
    """Kinds of agreement, best first."""

    UNKNOWN = 0
    SAME = 1
    CHECK_DIFFERS = 2
    HIDDEN_AGREES = 3
    ONE_DAMAGE = 4
    HEAD_SAME = 5
    TAIL_SAME = 6
    BIRTH_SAME = 7
    HIDDEN_DIFFERS = 8
    TWO_DAMAGES = 9
    HIDDEN_NEAR = 10
    LACKING = 11  # the row's number is sound and the entry has none
    OTHER = 12


def registered_digits(id17: Ints, check: Ints) -> Digits:
    """Registered numbers as a matrix of ``WIDTH`` digit codes."""
    matrix = np.full((len(id17), WIDTH), ABSENT, np.int8)
    head, tail = (part.astype(np.int32) for part in np.divmod(id17, 10**9))
    for place in range(PLACES - 2, -1, -1):
        rest = tail if place >= 8 else head
        matrix[:, place] = rest % 10
        rest //= 10
    matrix[:, PLACES - 1] = check
    return matrix


def compare_numbers(row: Digits, entry: Digits) -> Ints:
    """The ``NumberKind`` of each pair of digit matrices (``numbers.digits``; the entry's are whole)."""
    length = (row != ABSENT).sum(axis=1)
    hidden = (row == HIDDEN).any(axis=1)
    differs = (row != entry) & (row != HIDDEN)
    count = differs.sum(axis=1)
    first = differs.argmax(axis=1)
    kinds = np.full(len(row), NumberKind.OTHER, np.int64)
    head = _same(differs, 0, 14)
    kinds[_same(differs, 6, 14)] = NumberKind.BIRTH_SAME
    kinds[_same(differs, 10, 18)] = NumberKind.TAIL_SAME
    kinds[head] = NumberKind.HEAD_SAME
    damages = np.full(len(row), 9, np.int64)
    whole = length == PLACES
    damages[whole] = _damages(row[whole], entry[whole])
    for size, longer in ((PLACES - 1, False), (PLACES + 1, True)):
        here = np.flatnonzero((length == size) & ~hidden)
        short, long = (entry[here], row[here]) if longer else (row[here], entry[here])
        damages[here] = 1 + _unlike_but_one(short, long, min(size, PLACES))
    kinds[damages == 2] = NumberKind.TWO_DAMAGES
    kinds[damages == 1] = NumberKind.ONE_DAMAGE
    kinds[(length == PLACES) & (count == 1) & (first == PLACES - 1)] = NumberKind.CHECK_DIFFERS
    kinds[hidden] = NumberKind.HIDDEN_DIFFERS
    kinds[hidden & (damages == 1)] = NumberKind.HIDDEN_NEAR
    kinds[hidden & (count == 0)] = NumberKind.HIDDEN_AGREES
    kinds[(count == 0) & ~hidden] = NumberKind.SAME
    kinds[length == 0] = NumberKind.UNKNOWN
    return kinds


def _same(differs: Bools, start: int, end: int) -> Bools:
    return np.asarray(~differs[:, start:end].any(axis=1))


def _damages(row: Digits, entry: Digits) -> Ints:
    """How many wrong digits and exchanged neighbours would make ``entry`` of ``row``, both of eighteen places."""
    differs = (row != entry) & (row != HIDDEN)
    crossed = np.zeros_like(differs)
    crossed[:, :-1] = differs[:, :-1] & (row[:, :-1] == entry[:, 1:]) & (row[:, 1:] == entry[:, :-1])
    crossed[:, :-1] &= differs[:, 1:]
    crossed[:, 1:] &= ~crossed[:, :-1]
    return np.asarray(differs.sum(axis=1) - crossed.sum(axis=1))


def _unlike_but_one(short: Digits, long: Digits, size: int) -> Ints:
    """How many of the ``size`` places of ``short`` differ from ``long`` without its best place to leave out."""
    left = np.zeros((len(short), size + 1), np.int64)
    right = np.zeros((len(short), size + 1), np.int64)
    np.cumsum(short[:, :size] != long[:, :size], axis=1, out=left[:, 1:])
    np.cumsum((short[:, :size] != long[:, 1 : size + 1])[:, ::-1], axis=1, out=right[:, 1:])
    return np.asarray((left + right[:, ::-1]).min(axis=1))


def visible_bits(row: Digits, chances: dict[str, float], counties: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How many bits the visible places of masked numbers are worth when all of them agree. ``counties``: how common the
    county of each is here (where it is visible)."""
    seen = row[:, :PLACES] != HIDDEN
    parts = (("chance_year", 6, 10), ("chance_month", 10, 12), ("chance_day", 12, 14))
    whole_county = seen[:, :6].all(axis=1)
    bits = np.where(whole_county, -np.log2(counties), -log2(chances["chance_county"]) * seen[:, :6].sum(axis=1) / 6)
    for name, start, end in (*parts, ("chance_order", 14, 17), ("chance_check", 17, 18)):
        share = seen[:, start:end].sum(axis=1) / (end - start)
        bits += -np.log2(chances[name]) * share
    return bits
