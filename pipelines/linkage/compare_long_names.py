"""Names of more than four characters (transliterated, with or without ·), where an edit distance is really needed.

Belongs here: pairs of which at least one name does not fit a key. Few; compared as text, by character, never by byte.
"""

import numpy as np
import polars as pl
from rapidfuzz.distance import Levenshtein

from pipelines.linkage.compare_names import NameKind
from pipelines.linkage.names import LONG, Ints, unpacked


def compare_long_names(row_keys: Ints, entry_keys: Ints, cells: pl.Series, long_names: pl.DataFrame) -> Ints:
    """The ``NameKind`` of each pair; ``cells`` are the rows' own texts, ``long_names`` the registry's by name_key."""
    texts = dict(zip(long_names["name_key"], long_names["name"], strict=True))
    made: dict[tuple[str | None, int, int], NameKind] = {}
    kinds = []
    for row_key, entry_key, cell in zip(row_keys.tolist(), entry_keys.tolist(), cells, strict=True):
        pair = (cell, row_key, entry_key)
        if pair not in made:
            made[pair] = _compare(_codes_of(row_key, cell), _codes_of(entry_key, texts.get(entry_key)))
        kinds.append(made[pair])
    return np.array(kinds, np.int64)


def _codes_of(key: int, text: str | None) -> tuple[int, ...]:
    if key >= LONG:
        from pipelines.linkage.name_forms import read_name

        return read_name(text or "").codes
    return tuple(code for code in unpacked(np.array([key]))[0].tolist() if code)


def _compare(row: tuple[int, ...], entry: tuple[int, ...]) -> NameKind:
    if not row or not entry:
        return NameKind.UNKNOWN
    shorter, longer = sorted((row, entry), key=len)
    if len(shorter) >= 2 and (longer[: len(shorter)] == shorter or longer[-len(shorter) :] == shorter):
        return NameKind.PART
    distance = Levenshtein.distance(row, entry)
    if distance == 1 and len(longer) >= 4:
        return NameKind.LOOK if len(row) == len(entry) else NameKind.MISSING
    if distance == 2 and len(longer) >= 6:
        return NameKind.NEAR_TWO
    return NameKind.SURNAME_ONLY if row[0] == entry[0] else NameKind.OTHER
