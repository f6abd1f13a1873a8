"""A department's rows as integer keys, to be joined with the registry's.

Belongs here: reading the cells of one row into keys. Does not: looking anything up in the registry, but for place numbers.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.linkage.names import BITS
from pipelines.linkage.numbers import ABSENT, PLACES, Digits, digits, shapes, valid
from pipelines.linkage.places import Places, located
from pipelines.linkage.registry import birth_numbers, phone_numbers, sex_numbers, standings, with_columns
from pipelines.linkage.row_names import read_names

ROW_COLUMNS = [
    "row_id",
    "person_name",
    "id_number",
    "sex",
    "birth_date",
    "township_name",
    "village_name",
    "group_name",
    "address",
    "phone",
    "guardian_name",
    "guardian_id_number",
    "householder_name",
    "householder_id_number",
    "relation",
]


@dataclass(frozen=True)
class ListRows:
    """Rows ready to be linked. ``keys`` has one line a row (``row_no`` counts them); the arrays stand beside it."""

    row_ids: pl.Series
    keys: pl.DataFrame
    number_digits: Digits  # [row, place] as numbers.digits
    names: pl.Series


def read_rows(rows: pl.DataFrame, places: Places) -> ListRows:
    """Keys for rows (columns L of ``bidui link``); place texts become the numbers the registry's places have."""
    whole = with_columns(rows, ROW_COLUMNS)
    number_digits = digits(shapes(whole["id_number"]))
    numbers = _number_keys(number_digits)
    keys = pl.DataFrame(
        {
            "row_no": np.arange(len(whole), dtype=np.int32),
            "number_was_old": whole["id_number"].fill_null("").str.strip_chars().str.len_chars() == 15,
            "standing": standings(whole["relation"]),
            "number_valid": valid(number_digits),
            "phone": phone_numbers(whole["phone"]),
            "guardian_id17": _number_keys(digits(shapes(whole["guardian_id_number"])))["id17"],
            "householder_id17": _number_keys(digits(shapes(whole["householder_id_number"])))["id17"],
            "guardian_key": read_names(whole["guardian_name"])["name_key"],
            "householder_key": read_names(whole["householder_name"])["name_key"],
        }
    ).hstack([*_birth_and_sex(whole, numbers)])
    keys = pl.concat(
        [keys, read_names(whole["person_name"]), numbers, located(whole, places, add=False)], how="horizontal"
    )
    given = [(pl.col("name_key") // 2 ** (BITS * places) % 2**BITS).alias(f"given_{3 - places}") for places in (2, 1)]
    keys = keys.with_columns(given)
    return ListRows(rows["row_id"], keys, number_digits, whole["person_name"])


def _birth_and_sex(whole: pl.DataFrame, numbers: pl.DataFrame) -> list[pl.Series]:
    """Birth and sex from their columns, else from the number, which then must not count twice."""
    none = pl.Series([None], dtype=pl.Int64).new_from_index(0, len(whole))
    written, said = birth_numbers(whole["birth_date"], none), sex_numbers(whole["sex"], none)
    head = pl.select(pl.coalesce(numbers["head14"], numbers["head12"] * 100, numbers["head10"] * 10_000)).to_series()
    return [
        birth_numbers(whole["birth_date"], head * 1000).alias("birth"),
        written.is_null().alias("birth_from_number"),
        sex_numbers(whole["sex"], numbers["id17"]).alias("sex"),
        said.is_null().alias("sex_from_number"),
    ]


def _read(matrix: Digits, places: list[int]) -> pl.Series:
    """The digits at ``places`` as one integer; null where one of them is not visible or is X."""
    total = np.zeros(len(matrix), np.int64)
    for place in places:
        total = total * 10 + matrix[:, place]
    visible = (matrix[:, places] < 10).all(axis=1)
    return pl.select(pl.when(pl.Series(visible)).then(pl.Series(total))).to_series()


def _from_right(matrix: Digits) -> Digits:
    """The same numbers, right aligned on eighteen places."""
    lengths = (matrix != ABSENT).sum(axis=1)
    shift = (lengths - PLACES)[:, None]
    source = np.arange(PLACES)[None, :] + shift
    safe = np.clip(source, 0, matrix.shape[1] - 1)
    moved = np.take_along_axis(matrix, safe, axis=1)
    moved[(source < 0) | (lengths[:, None] == 0)] = ABSENT
    return moved


def _number_keys(matrix: Digits) -> pl.DataFrame:
    """Keys of each number: whole (id17), and those that one damaged place leaves standing.

    ``id15`` first fifteen, ``head14`` county and birth date, ``head12`` and
    ``head10`` to the month and the year, ``head10_last4`` county, year and the last four, ``last8``
    month, day and the last four, ``county`` and ``last4``. A dropped or added digit moves what is right of it, so what
    stands at the end is read from the right.
    """
    right = _from_right(matrix)
    check = right[:, 17]
    last = pl.Series(np.where(check <= 10, check, 0).astype(np.int64))
    checked = pl.Series(check <= 10)
    whole = pl.Series((matrix[:, PLACES] == ABSENT) & (matrix[:, PLACES - 1] <= 10))
    head10 = _read(matrix, list(range(10)))
    last3, last7 = _read(right, [14, 15, 16]), _read(right, list(range(10, 17)))
    last4 = pl.select(pl.when(checked).then(last3 * 11 + last)).to_series()
    return pl.DataFrame(
        {
            "id17": pl.select(pl.when(whole).then(_read(matrix, list(range(17))))).to_series(),
            "check_code": pl.select(pl.when(whole).then(pl.Series(matrix[:, 17].astype(np.int64)))).to_series(),
            "id15": _read(matrix, list(range(15))),
            "head14": _read(matrix, list(range(14))),
            "head12": _read(matrix, list(range(12))),
            "head10": head10,
            "head10_last4": head10 * 11_000 + last4,
            "last8": pl.select(pl.when(checked).then(last7 * 11 + last)).to_series(),
            "county": _read(matrix, list(range(6))),
            "last4": last4,
            "has_number": pl.Series((matrix != ABSENT).any(axis=1)),
        }
    )
