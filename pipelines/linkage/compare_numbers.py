"""How a damaged number stands to a registered one, digit by digit; thousands of pairs at once.

Belongs here: the kinds of agreement between two numbers. Does not: what a kind is worth (``parameters``).
"""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from pipelines.linkage.names import Ints
from pipelines.linkage.numbers import ABSENT, HIDDEN, PLACES, WIDTH

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
    OTHER = 9
    LACKING = 10  # the row's number is sound and the entry has none


def registered_digits(id17: Ints, check: Ints) -> Ints:
    """Registered numbers as a matrix of ``WIDTH`` digit codes."""
    matrix = np.full((len(id17), WIDTH), ABSENT, np.int8)
    rest = id17.copy()
    for place in range(PLACES - 2, -1, -1):
        rest, matrix[:, place] = np.divmod(rest, 10)
    matrix[:, PLACES - 1] = check
    return matrix.astype(np.int64)


def compare_numbers(row: Ints, entry: Ints) -> Ints:
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
    damaged = (length == PLACES) & ((count == 1) | _swapped(row, entry, first, count))
    for size, longer in ((PLACES - 1, False), (PLACES + 1, True)):
        here = np.flatnonzero((length == size) & ~hidden)
        short, long = (entry[here], row[here]) if longer else (row[here], entry[here])
        damaged[here] |= _one_less(short, long, min(size, PLACES))
    kinds[damaged] = NumberKind.ONE_DAMAGE
    kinds[(length == PLACES) & (count == 1) & (first == PLACES - 1)] = NumberKind.CHECK_DIFFERS
    kinds[hidden] = np.where(count[hidden] == 0, NumberKind.HIDDEN_AGREES, NumberKind.HIDDEN_DIFFERS)
    kinds[(count == 0) & ~hidden] = NumberKind.SAME
    kinds[length == 0] = NumberKind.UNKNOWN
    return kinds


def _same(differs: Bools, start: int, end: int) -> Bools:
    return np.asarray(~differs[:, start:end].any(axis=1))


def _swapped(row: Ints, entry: Ints, first: Ints, count: Ints) -> Bools:
    """Exactly two neighbours differ and stand the other way round."""
    here = np.arange(len(row))
    after = np.minimum(first + 1, WIDTH - 1)
    crossed = (row[here, first] == entry[here, after]) & (row[here, after] == entry[here, first])
    return np.asarray((count == 2) & crossed)


def _one_less(short: Ints, long: Ints, size: int) -> Bools:
    """Whether ``short``, of ``size`` places, is ``long`` without one of its places."""
    left = np.cumprod(short[:, :size] == long[:, :size], axis=1).sum(axis=1)
    right = np.cumprod((short[:, :size] == long[:, 1 : size + 1])[:, ::-1], axis=1).sum(axis=1)
    return np.asarray(left + right >= size)


def visible_bits(row: Ints, chances: dict[str, float]) -> npt.NDArray[np.float64]:
    """How many bits the visible places of masked numbers are worth when all of them agree."""
    seen = row[:, :PLACES] != HIDDEN
    parts = (("chance_county", 0, 6), ("chance_year", 6, 10), ("chance_month", 10, 12), ("chance_day", 12, 14))
    bits = np.zeros(len(row))
    for name, start, end in (*parts, ("chance_order", 14, 17), ("chance_check", 17, 18)):
        share = seen[:, start:end].sum(axis=1) / (end - start)
        bits += -np.log2(chances[name]) * share
    return bits
