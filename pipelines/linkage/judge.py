"""What only a look at every digit and character can tell of a pair, and what it is worth.

Belongs here: kinds of agreement of numbers and names turned into bits. Does not: joining or summing (``sql/``).
"""

from math import log2
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.linkage.compare_long_names import compare_long_names
from pipelines.linkage.compare_names import NameKind, called_kinds, compare_names
from pipelines.linkage.compare_numbers import NumberKind, compare_numbers, registered_digits, visible_bits
from pipelines.linkage.list_rows import ListRows
from pipelines.linkage.names import LONG, Ints, unpacked
from pipelines.linkage.numbers import HIDDEN
from pipelines.linkage.parameters import Parameters

_SPEAKS = [
    NumberKind.SAME,
    NumberKind.CHECK_DIFFERS,
    NumberKind.ONE_DAMAGE,
    NumberKind.HEAD_SAME,
    NumberKind.BIRTH_SAME,
]


_VARIANTS = {
    *(NameKind.SOUND, NameKind.LOOK, NameKind.SWAPPED, NameKind.MASKED, NameKind.NEAR, NameKind.SOUND_TWO),
    *(NameKind.SURNAME_OTHER, NameKind.MISSING, NameKind.PART, NameKind.ONE_OTHER, NameKind.NEAR_TWO, NameKind.CALLED),
    NameKind.MASKED_NEAR,
    NameKind.SPELT_OUT,
}


def _name_class(kind: NameKind) -> str:
    named = {NameKind.SAME: "same", NameKind.UNKNOWN: "unknown"}
    return named.get(kind, "variant" if kind in _VARIANTS else "other")


def judged(
    pairs: pl.DataFrame,
    listed: ListRows,
    counts: pl.DataFrame,
    long_names: pl.DataFrame,
    parameters: Parameters,
    population: int,
) -> pl.DataFrame:
    """For each pair: row_no, entry, number_kind, weight_id, number_speaks (birth and sex are in it), number_used (they were
    taken from it), name_class (same, variant, unknown, other), weight_name."""
    names = _name_kinds(pairs, listed, long_names)
    numbers = _number_kinds(pairs, listed)
    labels = {
        "number_kind": pl.Series([kind.name.lower() for kind in NumberKind]).gather(numbers),
        "name_class": pl.Series([_name_class(kind) for kind in NameKind]).gather(names),
        "weight_id": _number_bits(numbers, pairs, listed, parameters, population),
        "weight_name": _name_bits(names, pairs, counts, parameters, population),
        "number_speaks": np.isin(numbers, _SPEAKS),
        "number_used": ~np.isin(numbers, [NumberKind.UNKNOWN, NumberKind.LACKING]),
    }
    return pairs.select("row_no", "entry").hstack(pl.DataFrame(labels))


def _name_kinds(pairs: pl.DataFrame, listed: ListRows, long_names: pl.DataFrame) -> Ints:
    row, entry = pairs["row_name_key"].fill_null(0).to_numpy(), pairs["name_key"].fill_null(0).to_numpy()
    kinds = compare_names(row, entry)
    called = pairs["called"].to_numpy()
    some = np.flatnonzero((called > 0) & (kinds != NameKind.SAME))
    kinds[some] = called_kinds(called[some], pairs["called_by"].to_numpy()[some], unpacked(entry[some]))
    long = np.flatnonzero(((row >= LONG) | (entry >= LONG)) & (row != entry) & (row > 0) & (entry > 0))
    if len(long):
        kinds[long] = compare_long_names(
            row[long], entry[long], listed.names.gather(pairs["row_no"].gather(long)), long_names
        )
    return kinds


def _number_kinds(pairs: pl.DataFrame, listed: ListRows) -> Ints:
    kinds = np.zeros(len(pairs), np.int64)
    known = np.flatnonzero(pairs["numbers_known"].to_numpy())
    some = pairs[known]
    registered = registered_digits(some["id17"].to_numpy(), some["check_code"].to_numpy())
    kinds[pairs["number_lacking"].to_numpy()] = NumberKind.LACKING
    kinds[known] = compare_numbers(listed.number_digits[some["row_no"].to_numpy()], registered)
    return kinds


def _number_bits(
    kinds: Ints, pairs: pl.DataFrame, listed: ListRows, parameters: Parameters, population: int
) -> npt.NDArray[np.float64]:
    bits = _bits_by_kind(parameters, "number", NumberKind)[kinds]
    bits[kinds == NumberKind.SAME] += log2(population)
    bits[kinds == NumberKind.CHECK_DIFFERS] += log2(population)
    hidden = np.flatnonzero(kinds == NumberKind.HIDDEN_AGREES)
    chances = {name: float(value) for name, value in parameters.tables["number"].items() if name.startswith("chance")}
    row_digits = listed.number_digits[pairs["row_no"].to_numpy()[hidden]].copy()
    written = ~pairs["birth_from_number"].to_numpy()[hidden]
    row_digits[written, 6:14] = HIDDEN  # the birth date's own column speaks
    bits[hidden] = visible_bits(row_digits, chances) + log2(parameters.number("number", "hidden_agrees"))
    return bits


def _name_bits(
    kinds: Ints, pairs: pl.DataFrame, counts: pl.DataFrame, parameters: Parameters, population: int
) -> npt.NDArray[np.float64]:
    bits = _bits_by_kind(parameters, "name", NameKind)[kinds]
    common = pairs.select(name_key="row_name_key").join(counts, on="name_key", how="left", maintain_order="left")
    bearers = common["entries"].fill_null(0).to_numpy()
    same = kinds == NameKind.SAME
    bits[same] = np.log2(
        parameters.number("name", "same") * population / (bearers[same] + parameters.number("name", "unseen"))
    )
    masked = np.flatnonzero(kinds == NameKind.MASKED)
    visible = unpacked(pairs["row_name_key"].fill_null(0).to_numpy()[masked])
    seen = (visible > 0) & (visible < 32_700)
    given = seen[:, 1:].sum(axis=1)
    figure: Any = parameters.tables["name"]
    bits[masked] = (
        log2(figure["mask_hit"])
        - np.log2(figure["chance_surname"]) * seen[:, 0]
        - np.log2(figure["chance_given"]) * given
    )
    return bits


def _bits_by_kind(
    parameters: Parameters, part: str, kinds: type[NameKind] | type[NumberKind]
) -> npt.NDArray[np.float64]:
    table = parameters.tables[part]
    named = [kind.name.lower() for kind in kinds]
    return np.array([parameters.bits(part, one) if isinstance(table.get(one), list) else 0.0 for one in named])
