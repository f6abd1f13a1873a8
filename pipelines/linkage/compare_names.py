"""How the name on a row stands to a registered one, character by character; thousands of pairs at once.

Belongs here: the kinds of agreement between two names. Does not: what a kind is worth (``parameters``). Never bytes: every
comparison is of character codes (``characters``).
"""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from pipelines.linkage.characters import ANY_ONE, ANY_SOME, BITS_OF_CODE, SYLLABLES_FROM, characters
from pipelines.linkage.names import HELD, Ints, unpacked

Bools = npt.NDArray[np.bool_]


class NameKind(IntEnum):
    """Kinds of agreement, best first."""

    UNKNOWN = 0
    SAME = 1
    SOUND = 2
    LOOK = 3
    SWAPPED = 4
    MASKED = 5
    NEAR = 6
    SOUND_TWO = 7
    MISSING = 8
    PART = 9
    ONE_OTHER = 10
    NEAR_TWO = 11
    CALLED = 12
    SURNAME_OTHER = 13
    ONE_OF_TWO = 14
    SURNAME_ONLY = 15
    CALLED_NOT = 16
    MASKED_DIFFERS = 17
    MASKED_NEAR = 18
    SPELT_OUT = 19
    ADDED = 20
    TWO_OTHER = 21
    RELATIVE = 22
    OTHER = 23


def compare_names(row_keys: Ints, entry_keys: Ints) -> Ints:
    """The ``NameKind`` of each pair of name keys that hold their names whole (at most four characters)."""
    row, entry = unpacked(row_keys), unpacked(entry_keys)
    row_length, entry_length = (row > 0).sum(axis=1), (entry > 0).sum(axis=1)
    kinds = np.full(len(row), NameKind.OTHER, np.int64)
    same_length = row_length == entry_length
    differs = row != entry
    count = differs.sum(axis=1)
    kinds[~differs[:, 0]] = NameKind.SURNAME_ONLY
    uneven = (np.abs(row_length - entry_length) == 1) & _one_missing(row, entry, row_length, entry_length)
    kinds[uneven] = np.where(row_length < entry_length, NameKind.MISSING, NameKind.ADDED)[uneven]
    _one_character(kinds, row, entry, same_length & (count == 1))
    two = same_length & (count == 2)
    _two_characters(kinds, row, entry, np.flatnonzero(two))
    _spelt_out(kinds, row, entry, same_length & (row >= SYLLABLES_FROM).all(axis=1, where=row > 0))
    _share_given(kinds, row, entry, np.flatnonzero(kinds == NameKind.SURNAME_ONLY))
    masked = (row >= ANY_ONE).any(axis=1)
    kinds[masked] = _masked(row[masked], entry[masked], row_length[masked], entry_length[masked])
    kinds[(row_length == 0) | (entry_length == 0)] = NameKind.UNKNOWN
    kinds[(row_keys == entry_keys) & (row_keys > 0)] = NameKind.SAME
    return kinds


def _share_given(kinds: Ints, row: Ints, entry: Ints, here: npt.NDArray[np.intp]) -> None:
    """Of names with one surname, those with a character (or its homophone) in common after it, wherever it stands."""
    shared = np.zeros(len(here), bool)
    for place in range(1, HELD - 1):
        for other in range(1, HELD - 1):
            one, two = row[here, place], entry[here, other]
            shared |= (one > 0) & ((one == two) | _share(characters().readings[one], characters().readings[two]))
    kinds[here[shared]] = NameKind.TWO_OTHER


def _one_missing(row: Ints, entry: Ints, row_length: Ints, entry_length: Ints) -> Bools:
    """Whether the longer name without one of its characters is the shorter."""
    shorter_is_row = (row_length < entry_length)[:, None]
    short, long = np.where(shorter_is_row, row, entry), np.where(shorter_is_row, entry, row)
    fits = np.zeros(len(row), bool)
    for gap in range(HELD):
        without = np.delete(long, gap, axis=1)
        fits |= (short[:, : HELD - 1] == without).all(axis=1) & (long[:, gap] > 0)
    both: Bools = fits & (np.minimum(row_length, entry_length) >= 2)
    return both


def _relation(one: Ints, other: Ints) -> Ints:
    """How two characters stand to each other: 0 unlike, 1 near in sound, 2 alike to the eye, 3 homophones."""
    known = characters()
    found = np.zeros(len(one), np.int64)
    found[_share(known.near_readings[one], known.near_readings[other])] = 1
    low, high = np.minimum(one, other), np.maximum(one, other)
    found[np.isin((low << BITS_OF_CODE) + high, np.fromiter(known.look_alike, np.int64))] = 2
    found[_share(known.readings[one], known.readings[other])] = 3
    return found


def _share(one: npt.NDArray[np.int16], other: npt.NDArray[np.int16]) -> Bools:
    return np.asarray(((one[:, :, None] == other[:, None, :]) & (one[:, :, None] > 0)).any(axis=(1, 2)))


def _one_character(kinds: Ints, row: Ints, entry: Ints, which: Bools) -> None:
    here = np.flatnonzero(which)
    place = (row[here] != entry[here]).argmax(axis=1)
    relation = _relation(row[here, place], entry[here, place])
    length = (row[here] > 0).sum(axis=1)
    unlike = np.where(
        length == 2, NameKind.ONE_OF_TWO, np.where(place == 0, NameKind.SURNAME_OTHER, NameKind.ONE_OTHER)
    )
    named = np.array([0, NameKind.NEAR, NameKind.LOOK, NameKind.SOUND])
    kinds[here] = np.where(relation == 0, unlike, named[relation])


def _two_characters(kinds: Ints, row: Ints, entry: Ints, here: npt.NDArray[np.intp]) -> None:
    differs = row[here] != entry[here]
    first, last = differs.argmax(axis=1), HELD - 1 - differs[:, ::-1].argmax(axis=1)
    line = np.arange(len(here))
    one, other = row[here], entry[here]
    crossed = (one[line, first] == other[line, last]) & (one[line, last] == other[line, first])
    weakest = np.minimum(_relation(one[line, first], other[line, first]), _relation(one[line, last], other[line, last]))
    kinds[here] = np.where(weakest == 3, NameKind.SOUND_TWO, np.where(weakest > 0, NameKind.NEAR_TWO, kinds[here]))
    kinds[here[crossed]] = NameKind.SWAPPED


def _spelt_out(kinds: Ints, row: Ints, entry: Ints, which: Bools) -> None:
    """Names written in letters only: every character must be read so."""
    here = np.flatnonzero(which)
    fits = np.ones(len(here), bool)
    for place in range(HELD):
        one, other = row[here, place], entry[here, place]
        fits &= (one == 0) | (_relation(one, other) == 3)
    kinds[here[fits]] = NameKind.SPELT_OUT


def _masked(row: Ints, entry: Ints, row_length: Ints, entry_length: Ints) -> Ints:
    open_ended = (row == ANY_SOME).any(axis=1)
    long_enough = np.where(open_ended, entry_length >= row_length, entry_length == row_length)
    free = (row >= ANY_ONE) | ((row == 0) & open_ended[:, None])
    differs = (row != entry) & ~free
    count = differs.sum(axis=1)
    place, line = differs.argmax(axis=1), np.arange(len(row))
    alike = (count == 1) & (_relation(row[line, place], entry[line, place]) > 0)
    kinds = np.where(alike, NameKind.MASKED_NEAR, NameKind.MASKED_DIFFERS)
    kinds[count == 0] = NameKind.MASKED
    cut = ~long_enough & ~((row != entry) & (row < ANY_ONE) & (row > 0)).any(axis=1) & (row_length < entry_length)
    kinds[~long_enough] = NameKind.MASKED_DIFFERS
    kinds[cut & (row[:, 0] < ANY_ONE)] = NameKind.MASKED_NEAR
    return kinds


def called_kinds(called: Ints, called_by: Ints, entry: Ints) -> Ints:
    """Whether forms of address ("old Zhang", "little Ming") fit: the one character they keep stands in the name."""
    surname = (entry[:, 0] == called) & (called_by != 2)
    given = (entry[:, 1:] == called[:, None]).any(axis=1) & (called_by >= 2)
    return np.where(surname | given, NameKind.CALLED, NameKind.CALLED_NOT)
