"""Names as integers: a key that holds up to four folded characters whole, and a key of how the name sounds.

Belongs here: turning many names into keys at once, and keys back into characters. Does not: judging whether two names may
be one person's (``compare_names``), nor reading forms such as "the son of …" (``name_forms``).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.linkage.characters import characters
from pipelines.linkage.text import characters_of

BITS = 15
MASK = (1 << BITS) - 1
HELD = 4  # characters a key holds; longer names are told apart by a hash
LONG = 1 << 61
Ints = npt.NDArray[np.int64]


class Coded(NamedTuple):
    """Texts as runs of character codes: text ``i`` is ``codes[offsets[i]:offsets[i + 1]]``."""

    codes: npt.NDArray[np.uint16]
    offsets: Ints

    @property
    def lengths(self) -> Ints:
        return np.diff(self.offsets)


def coded(texts: pl.Series) -> Coded:
    """Every text's folded character codes; blanks, dots and nulls leave none."""
    points, offsets = characters_of(texts)
    table = characters().code_of
    codes = table[points] if not len(points) or points.max() < len(table) else table[np.minimum(points, len(table) - 1)]
    if codes.all():
        return Coded(codes, offsets)
    kept = np.zeros(len(codes) + 1, np.int64)
    np.cumsum(codes > 0, out=kept[1:])
    return Coded(codes[codes > 0], kept[offsets])


def columns(names: Coded, width: int = HELD) -> Ints:
    """The first ``width`` codes of each name as a matrix, 0 where the name is shorter."""
    lengths = names.lengths
    matrix = np.zeros((len(lengths), width), np.int64)
    for place in range(width):
        has = lengths > place
        matrix[has, place] = names.codes[names.offsets[:-1][has] + place]
    return matrix


def _hash_of_long(names: Coded, which: npt.NDArray[np.intp]) -> Ints:
    hashes = np.zeros(len(which), np.uint64)
    starts, lengths = names.offsets[:-1][which], names.lengths[which]
    for place in range(int(lengths.max(initial=0))):
        has = lengths > place
        step = names.codes[starts[has] + place].astype(np.uint64)
        hashes[has] = (hashes[has] ^ step) * np.uint64(0x9E3779B97F4A7C15)
        hashes[has] ^= hashes[has] >> np.uint64(29)
    return (hashes >> np.uint64(4)).astype(np.int64) | LONG


def packed(matrix: Ints) -> Ints:
    """Four codes a row as one integer, the first character highest."""
    key = np.zeros(len(matrix), np.int64)
    for place in range(HELD):
        key = (key << BITS) | matrix[:, place]
    return key


def unpacked(keys: Ints) -> Ints:
    """The four codes held in each key; rows of long names are zero."""
    matrix = np.stack([(keys >> (BITS * (HELD - 1 - place))) & MASK for place in range(HELD)], axis=1)
    matrix[keys >= LONG] = 0
    return matrix


def name_keys(names: Coded, matrix: Ints | None = None) -> Ints:
    """One integer a name, equal exactly when all folded characters are; 0 for no name. ``matrix``: its ``columns``."""
    keys = packed(columns(names) if matrix is None else matrix)
    long = np.flatnonzero(names.lengths > HELD)
    keys[long] = _hash_of_long(names, long)
    return keys


def sound_keys(matrix: Ints) -> Ints:
    """One integer for how the first four characters sound, near sounds alike, the first read as a surname; 0 for none."""
    known = characters()
    sounds = known.near_readings[matrix, 0].astype(np.int64)
    sounds[:, 0] = known.near_of[known.surname_reading[matrix[:, 0]]]
    unread = (sounds == 0) & (matrix > 0)
    sounds[unread] = matrix[unread]
    return packed(sounds)
