"""Rows beside a prepared registry: candidates, weights, decision. The order of the steps is here and nowhere else."""

from dataclasses import dataclass
from math import log2

import numpy as np
import polars as pl

from pipelines.linkage.compare_names import NameKind, compare_names
from pipelines.linkage.compare_numbers import NumberKind, compare_numbers, registered_digits, visible_bits
from pipelines.linkage.decide import KEPT, PARTS, decided, ranked
from pipelines.linkage.engine import Engine
from pipelines.linkage.list_rows import ListRows, read_rows
from pipelines.linkage.parameters import Parameters
from pipelines.linkage.registry import PreparedRegistry

RARE_NAME = 20  # a name borne by more cannot reach the review cut by itself
HOPELESS = 25.0  # bits behind the best


@dataclass(frozen=True)
class Linked:
    """``links``: one line a row, sorted by row_id. ``alternatives``: their candidates, best first, with the parts."""

    links: pl.DataFrame
    alternatives: pl.DataFrame


def link(prepared: PreparedRegistry, rows: pl.DataFrame, parameters: Parameters, threads: int | None = None) -> Linked:
    """Who each row is about. ``rows``: columns L of ``bidui link``, those past row_id and department may be absent."""
    listed = read_rows(rows, prepared.places)
    entries = max(len(prepared.entries), 1)
    with Engine(threads) as engine:
        engine.put("registry", prepared.entries)
        _candidates(engine, listed)
        engine.make("pairs")
        pairs = engine.read_table("pairs")
        counts = engine.read("name_counts")
        engine.put("judged", _judged(pairs, listed, counts, parameters, entries))
        engine.put("weights", _weights(parameters, entries))
        engine.put("name_classes", _name_classes())
        figures = {"village_m": parameters.number("place", "village_same"), "entries": entries}
        engine.make("support")
        engine.make("scored", gone=log2(parameters.number("prior", "gone")), **figures)
        engine.make("levelled")
        share = parameters.number("prior", "registered")
        weighed = engine.read("weighed", nobody=log2((1 - share) / share * entries), hopeless=HOPELESS, kept=2 * KEPT)
    persons = ranked(weighed, prepared.identities)
    return Linked(decided(persons, listed.row_ids, parameters.cuts), _alternatives(persons, listed.row_ids))


def _candidates(engine: Engine, listed: ListRows) -> None:
    engine.put("list_rows", listed.keys)
    engine.make("number_hits")
    engine.make("rest")
    engine.make("village_counts")
    engine.put("list_names", listed.keys.select("name_key").unique().drop_nulls())
    engine.make("name_counts")
    engine.make("related")
    engine.make("candidates", rare_name=RARE_NAME)


def _judged(
    pairs: pl.DataFrame, listed: ListRows, counts: pl.DataFrame, parameters: Parameters, entries: int
) -> pl.DataFrame:
    """Pairs with what only a look at every digit and character can tell, and what it is worth."""
    names = _name_kinds(pairs)
    numbers = _number_kinds(pairs, listed)
    common = pairs.select(name_key="row_name_key").join(counts, on="name_key", how="left", maintain_order="left")
    bearers = common["entries"].fill_null(0).to_numpy()
    name_bits = _bits_by_kind(parameters, "name", NameKind)[names]
    same = names == NameKind.SAME
    name_bits[same] = np.log2(parameters.number("name", "same") * entries / (bearers[same] + 1))
    number_bits = _bits_by_kind(parameters, "number", NumberKind)[numbers]
    number_bits[numbers == NumberKind.SAME] += log2(entries)
    hidden = numbers == NumberKind.HIDDEN_AGREES
    chances = {name: float(value) for name, value in parameters.tables["number"].items() if name.startswith("chance")}
    row_digits = listed.number_digits[pairs["row_no"].to_numpy()[hidden]]
    number_bits[hidden] = visible_bits(row_digits, chances) + log2(parameters.number("number", "hidden_agrees"))
    speaks = np.isin(
        numbers,
        [NumberKind.SAME, NumberKind.CHECK_DIFFERS, NumberKind.ONE_DAMAGE, NumberKind.HEAD_SAME, NumberKind.BIRTH_SAME],
    )
    labels = pl.DataFrame(
        {
            "number_kind": pl.Series([kind.name.lower() for kind in NumberKind]).gather(numbers),
            "name_kind": pl.Series([kind.name.lower() for kind in NameKind]).gather(names),
            "weight_id": number_bits,
            "weight_name": name_bits,
            "number_speaks": speaks,
        }
    )
    return pairs.hstack(labels)


def _name_kinds(pairs: pl.DataFrame) -> np.ndarray:
    row, entry = pairs["row_name_key"].fill_null(0).to_numpy(), pairs["name_key"].fill_null(0).to_numpy()
    return compare_names(row, entry)


def _number_kinds(pairs: pl.DataFrame, listed: ListRows) -> np.ndarray:
    kinds = np.zeros(len(pairs), np.int64)
    known = pairs["numbers_known"].to_numpy().nonzero()[0]
    some = pairs[known]
    registered = registered_digits(some["id17"].to_numpy(), some["check_code"].to_numpy())
    kinds[known] = compare_numbers(listed.number_digits[some["row_no"].to_numpy()], registered)
    return kinds


def _bits_by_kind(parameters: Parameters, part: str, kinds: type[NameKind] | type[NumberKind]) -> np.ndarray:
    table = parameters.tables[part]
    return np.array(
        [
            parameters.bits(part, kind.name.lower()) if isinstance(table.get(kind.name.lower()), list) else 0.0
            for kind in kinds
        ]
    )


_OVER_ALL = {"own_number", "guardian_number", "guardian_name", "householder_name"}  # their u is over all entries


def _weights(parameters: Parameters, entries: int) -> pl.DataFrame:
    lines = [
        (part, kind, parameters.bits(part, kind) + (log2(entries) if kind in _OVER_ALL else 0.0))
        for part in ("birth", "sex", "place", "phone", "household")
        for kind, value in parameters.tables[part].items()
        if isinstance(value, list)
    ]
    return pl.DataFrame(lines, {"part": pl.String, "kind": pl.String, "bits": pl.Float64}, orient="row")


_VARIANTS = {
    *(NameKind.SOUND, NameKind.LOOK, NameKind.SWAPPED, NameKind.MASKED, NameKind.NEAR, NameKind.SOUND_TWO),
    *(NameKind.MISSING, NameKind.PART, NameKind.ONE_OTHER, NameKind.NEAR_TWO, NameKind.CALLED),
}


def _name_class(kind: NameKind) -> str:
    named = {NameKind.SAME: "same", NameKind.UNKNOWN: "unknown"}
    return named.get(kind, "variant" if kind in _VARIANTS else "other")


def _name_classes() -> pl.DataFrame:
    return pl.DataFrame({"name_kind": [k.name.lower() for k in NameKind], "name_class": map(_name_class, NameKind)})


def _alternatives(persons: pl.DataFrame, row_ids: pl.Series) -> pl.DataFrame:
    shown = persons.filter(pl.col("candidate_rank") <= KEPT)
    return shown.select(
        row_ids.gather(shown["row_no"]).alias("row_id"),
        *("candidate_rank", "person_id", "household_id", "level", "probability", "weight"),
        *PARTS,
    ).sort("row_id", "candidate_rank")
