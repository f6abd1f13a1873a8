"""The names of a list's rows as keys: plain ones all at once, the others one distinct cell at a time.

Belongs here: which cells need a closer look. Does not: the look itself (``name_forms``).
"""

import numpy as np
import polars as pl

from pipelines.linkage.characters import FIRST_HAN, LAST_HAN, characters
from pipelines.linkage.name_forms import KIN_CODES, marks, read_name
from pipelines.linkage.names import BITS, HELD, Coded, Ints, coded, columns, name_keys, sound_keys

LAST_CODE = LAST_HAN - FIRST_HAN + 1
CALLED_BY = {"": 0, "surname": 1, "given": 2, "either": 3}


def _odd(names: Coded, matrix: Ints) -> np.ndarray:
    """Cells that are not two or three Han characters without a word that makes a form of them."""
    known = np.array(sorted({characters().code(mark) for mark in marks()}))
    counts = np.zeros(len(names.codes) + 1, np.int64)
    np.cumsum((names.codes > LAST_CODE) | np.isin(names.codes, known), out=counts[1:])
    strange = counts[names.offsets[1:]] > counts[names.offsets[:-1]]
    twice = (names.lengths == 2) & (matrix[:, 0] == matrix[:, 1])
    return np.asarray((names.lengths > 0) & (strange | twice | (names.lengths > 3) | (names.lengths < 2)))


def read_names(cells: pl.Series) -> pl.DataFrame:
    """One line a cell: name_key, sound_key, surname_sound, relative_key, kin, called, called_by (null or 0: none)."""
    names = coded(cells)
    matrix = columns(names)
    keys, sounds = name_keys(names, matrix), sound_keys(matrix)
    relative, kin, called, called_by = (np.zeros(len(cells), np.int64) for _ in range(4))
    odd = _odd(names, matrix)
    if odd.any():
        texts = cells.filter(pl.Series(odd))
        distinct = texts.unique(maintain_order=True)
        forms = [read_name(text) for text in distinct]
        lengths = np.array([len(form.codes) for form in forms])
        flat = np.array([code for form in forms for code in form.codes], np.uint16)
        rewritten = Coded(flat, np.concatenate([[0], np.cumsum(lengths)]))
        rewritten_matrix = columns(rewritten)
        made = {
            "keys": name_keys(rewritten),
            "sounds": sound_keys(rewritten_matrix),
            "relative": name_keys(coded(pl.Series([form.relative for form in forms], dtype=pl.String))),
            "kin": np.array([KIN_CODES.get(form.kin or "", 0) for form in forms]),
            "called": np.array([form.called for form in forms]),
            "called_by": np.array([CALLED_BY[form.called_by] for form in forms]),
        }
        where = pl.DataFrame({"cell": distinct, "number": np.arange(len(distinct))})
        pick = (
            pl.DataFrame({"cell": texts}).join(where, on="cell", how="left", maintain_order="left")["number"].to_numpy()
        )
        keys[odd], sounds[odd] = made["keys"][pick], made["sounds"][pick]
        relative[odd], kin[odd] = made["relative"][pick], made["kin"][pick]
        called[odd], called_by[odd] = made["called"][pick], made["called_by"][pick]
    frame = pl.DataFrame(
        {"name_key": keys, "sound_key": sounds, "surname_sound": sounds >> BITS * (HELD - 1), "relative_key": relative}
    )
    numbers = pl.DataFrame({"kin": kin, "called": called, "called_by": called_by})
    return frame.select(pl.all().replace(0, None)).hstack(numbers)
