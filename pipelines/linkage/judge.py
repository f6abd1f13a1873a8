"""What only a look at every digit and character can tell of a pair, and what it is worth.

Belongs here: kinds of agreement of numbers and names turned into bits. Does not: joining or summing (``sql/``).
"""

from dataclasses import dataclass
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
from pipelines.linkage.numbers import HIDDEN, PLACES
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
    *(NameKind.MASKED_NEAR, NameKind.SPELT_OUT, NameKind.ADDED, NameKind.TWO_OTHER),
}


def _name_class(kind: NameKind) -> str:
    named = {NameKind.SAME: "same", NameKind.UNKNOWN: "unknown"}
    return named.get(kind, "variant" if kind in _VARIANTS else "other")


@dataclass(frozen=True)
class Bearers:
    """How many people in the registry bear each row's name, a name that sounds like it, and its number's county."""

    of_name: Ints
    of_sound: Ints
    of_county: npt.NDArray[np.float64]  # the share of the registry whose number begins with the same county


def judged(
    pairs: pl.DataFrame,
    listed: ListRows,
    bearers: Bearers,
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
        "weight_id": _number_bits(numbers, pairs, listed, bearers, parameters, population),
        "weight_name": _name_bits(names, pairs, bearers, parameters, population),
        "number_speaks": np.isin(numbers, _SPEAKS),
        "number_used": ~np.isin(numbers, [NumberKind.UNKNOWN, NumberKind.LACKING]),
    }
    return pairs.select("row_no", "entry").hstack(pl.DataFrame(labels))


def _name_kinds(pairs: pl.DataFrame, listed: ListRows, long_names: pl.DataFrame) -> Ints:
    row, entry = pairs["row_name_key"].fill_null(0).to_numpy(), pairs["name_key"].fill_null(0).to_numpy()
    kinds = compare_names(row, entry)
    kinds[pairs["is_relative"].fill_null(False).to_numpy()] = NameKind.RELATIVE
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
    kinds[pairs["number_lacking"].to_numpy()] = NumberKind.LACKING
    kinds[pairs["same_number"].to_numpy()] = NumberKind.SAME
    known = np.flatnonzero(pairs["numbers_known"].to_numpy() & (kinds != NumberKind.SAME))
    some = pairs.select("row_no", "id17", "check_code")[known]
    registered = registered_digits(some["id17"].to_numpy(), some["check_code"].to_numpy())
    kinds[known] = compare_numbers(listed.number_digits[some["row_no"].to_numpy()], registered)
    return kinds


def _number_bits(
    kinds: Ints, pairs: pl.DataFrame, listed: ListRows, bearers: Bearers, parameters: Parameters, population: int
) -> npt.NDArray[np.float64]:
    bits = _bits_by_kind(parameters, "number", NumberKind)[kinds]
    bits[kinds == NumberKind.SAME] += log2(population)
    bits[kinds == NumberKind.CHECK_DIFFERS] += log2(population)
    damaged = np.isin(kinds, [NumberKind.ONE_DAMAGE, NumberKind.TWO_DAMAGES])
    bits[damaged] += _soundness(listed, parameters)[pairs["row_no"].to_numpy()[damaged]]
    hidden = np.flatnonzero(np.isin(kinds, [NumberKind.HIDDEN_AGREES, NumberKind.HIDDEN_NEAR]))
    agreeing, near = _hidden_bits(pairs[hidden], listed, bearers, parameters)
    bits[hidden] = np.where(kinds[hidden] == NumberKind.HIDDEN_AGREES, agreeing, near)
    return bits


def _soundness(listed: ListRows, parameters: Parameters) -> npt.NDArray[np.float64]:
    """What the check character of each row's number says for its being damaged, in bits."""
    damaged, others = (parameters.number("number", name) for name in ("sound_though_damaged", "sound_of_others"))
    return np.where(listed.keys["number_valid"], log2(damaged / others), log2((1 - damaged) / (1 - others)))


def _hidden_bits(
    pairs: pl.DataFrame, listed: ListRows, bearers: Bearers, parameters: Parameters
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """What masked numbers are worth when all that is visible agrees, and when one visible place does not."""
    chances = {name: float(value) for name, value in parameters.tables["number"].items() if name.startswith("chance")}
    row_no = pairs["row_no"].to_numpy()
    row_digits = listed.number_digits[row_no].copy()
    row_digits[~pairs["birth_from_number"].to_numpy(), 6:14] = HIDDEN  # the birth date's own column speaks
    bits = visible_bits(row_digits, chances, np.maximum(bearers.of_county[row_no], chances["chance_far_county"]))
    ways = 9 * np.maximum((row_digits[:, :PLACES] != HIDDEN).sum(axis=1), 1)
    near = bits + log2(parameters.number("number", "hidden_near")) - np.log2(ways)
    return bits + log2(parameters.number("number", "hidden_agrees")), np.maximum(
        near, parameters.bits("number", "hidden_differs")
    )


def _chance_of_name(bearers: Bearers, parameters: Parameters) -> npt.NDArray[np.float64]:
    """How many people of the registry's size one would expect to be written with each row's name, by birth or by damage."""
    damage, ways = parameters.tables["name_damage"]["sound"]
    by_sound = np.maximum(bearers.of_sound - bearers.of_name, 0) * damage / ways
    return np.asarray(
        parameters.number("name", "same") * (bearers.of_name + parameters.number("name", "unseen")) + by_sound
    )


def _name_bits(
    kinds: Ints, pairs: pl.DataFrame, bearers: Bearers, parameters: Parameters, population: int
) -> npt.NDArray[np.float64]:
    bits = _bits_by_kind(parameters, "name", NameKind)[kinds]
    chance = np.log2(_chance_of_name(bearers, parameters) / population)[pairs["row_no"].to_numpy()]
    bits[kinds == NameKind.SAME] = log2(parameters.number("name", "same"))
    for name, (share, ways) in parameters.tables["name_damage"].items():
        bits[kinds == NameKind[name.upper()]] = log2(share / ways)
    counted = np.isin(kinds, [NameKind.SAME, *(NameKind[name.upper()] for name in parameters.tables["name_damage"])])
    bits[counted] -= chance[counted]
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
