"""A department's rows as integer keys, to be joined with the registry's.

Belongs here: reading the cells of one row into keys. Does not: looking anything up in the registry, but for place numbers.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.linkage.names import BITS, Ints, coded, columns, name_keys, sound_keys
from pipelines.linkage.numbers import ABSENT, HIDDEN, PLACES, digits, shapes
from pipelines.linkage.places import Places, located
from pipelines.linkage.registry import birth_numbers, phone_numbers, sex_numbers, with_columns

ROW_COLUMNS = (
    "row_id person_name id_number sex birth_date township_name village_name group_name address phone "
    "guardian_name guardian_id_number householder_name relation"
).split()


@dataclass(frozen=True)
class ListRows:
    """Rows ready to be linked. ``keys`` has one line a row (``row_no`` counts them); the arrays stand beside it."""

    row_ids: pl.Series
    keys: pl.DataFrame
    number_digits: Ints  # [row, place] as numbers.digits
    names: pl.Series


def read_rows(rows: pl.DataFrame, places: Places) -> ListRows:
    """Keys for rows (columns L of ``bidui link``); place texts become the numbers the registry's places have."""
    whole = with_columns(rows, ROW_COLUMNS)
    names = coded(whole["person_name"])
    matrix = columns(names)
    number_digits = digits(shapes(whole["id_number"]))
    number_keys = _number_keys(number_digits)
    id17 = number_keys["id17"]
    sounds = sound_keys(matrix)
    guardian = _number_keys(digits(shapes(whole["guardian_id_number"])))["id17"]
    keys = pl.DataFrame(
        {
            "row_no": np.arange(len(whole), dtype=np.int32),
            "name_key": pl.Series(name_keys(names)).replace(0, None),
            "sound_key": pl.Series(sounds).replace(0, None),
            "surname_sound": pl.Series(sounds >> 3 * BITS).replace(0, None),
            "number_was_old": whole["id_number"].fill_null("").str.strip_chars().str.len_chars() == 15,
            "birth": birth_numbers(whole["birth_date"], id17),
            "sex": sex_numbers(whole["sex"], id17),
            "phone": phone_numbers(whole["phone"]),
            "guardian_id17": guardian,
            "guardian_key": pl.Series(name_keys(coded(whole["guardian_name"]))).replace(0, None),
            "householder_key": pl.Series(name_keys(coded(whole["householder_name"]))).replace(0, None),
        }
    )
    keys = keys.hstack(number_keys).hstack(located(whole, places, add=False))
    return ListRows(whole["row_id"], keys, number_digits, whole["person_name"])


def _read(matrix: Ints, places: list[int]) -> pl.Series:
    """The digits at ``places`` as one integer; null where one of them is not visible or is X."""
    total = np.zeros(len(matrix), np.int64)
    for place in places:
        total = total * 10 + matrix[:, place]
    visible = (matrix[:, places] < 10).all(axis=1)
    return pl.select(pl.when(pl.Series(visible)).then(pl.Series(total))).to_series()


def _from_right(matrix: Ints) -> Ints:
    """The same numbers, right aligned on eighteen places."""
    lengths = (matrix != ABSENT).sum(axis=1)
    shift = (lengths - PLACES)[:, None]
    source = np.arange(PLACES)[None, :] + shift
    safe = np.clip(source, 0, matrix.shape[1] - 1)
    moved = np.take_along_axis(matrix, safe, axis=1)
    moved[(source < 0) | (lengths[:, None] == 0)] = ABSENT
    return moved


def _number_keys(matrix: Ints) -> pl.DataFrame:
    """Keys of each number: whole (id17), and those that one damaged place leaves standing.

    ``id15`` first fifteen, ``head14`` county and birth date, ``head10_last4`` county, year and the last four, ``last8``
    month, day and the last four, ``county`` and ``last4``. A dropped or added digit moves what is right of it, so what
    stands at the end is read from the right.
    """
    right = _from_right(matrix)
    check = right[:, 17]
    last = pl.Series(np.where(check <= 10, check, 0))
    checked = pl.Series(check <= 10)
    whole = pl.Series((matrix[:, PLACES] == ABSENT) & (matrix[:, PLACES - 1] <= 10))
    head10 = _read(matrix, list(range(10)))
    last3, last7 = _read(right, [14, 15, 16]), _read(right, list(range(10, 17)))
    last4 = pl.select(pl.when(checked).then(last3 * 11 + last)).to_series()
    return pl.DataFrame(
        {
            "id17": pl.select(pl.when(whole).then(_read(matrix, list(range(17))))).to_series(),
            "check_code": pl.select(pl.when(whole).then(pl.Series(matrix[:, 17]))).to_series(),
            "id15": _read(matrix, list(range(15))),
            "head14": _read(matrix, list(range(14))),
            "head10_last4": head10 * 11_000 + last4,
            "last8": pl.select(pl.when(checked).then(last7 * 11 + last)).to_series(),
            "county": _read(matrix, list(range(6))),
            "last4": last4,
            "has_number": pl.Series((matrix != ABSENT).any(axis=1)),
            "number_hidden": pl.Series((matrix == HIDDEN).any(axis=1)),
        }
    )
