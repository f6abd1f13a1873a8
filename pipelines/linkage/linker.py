"""Rows beside a prepared registry: candidates, weights, decision. The order of the steps is here and nowhere else."""

from dataclasses import dataclass
from math import log2

import polars as pl

from pipelines.linkage.decide import KEPT, PARTS, decided, ranked
from pipelines.linkage.engine import Engine
from pipelines.linkage.judge import Bearers, judged
from pipelines.linkage.list_rows import ListRows, read_rows
from pipelines.linkage.parameters import Parameters
from pipelines.linkage.registry import PreparedRegistry

RARE_NAME = 20  # a name borne by more cannot reach the review cut by itself
HOPELESS = 25.0  # bits behind the best
ROWS_AT_ONCE = 250_000  # bounds the memory that candidates take


@dataclass(frozen=True)
class Linked:
    """``links``: one line a row, sorted by row_id. ``alternatives``: their candidates, best first, with the parts."""

    links: pl.DataFrame
    alternatives: pl.DataFrame


def link(prepared: PreparedRegistry, rows: pl.DataFrame, parameters: Parameters, threads: int | None = None) -> Linked:
    """Who each row is about. ``rows``: columns L of ``bidui link``, those past row_id and department may be absent."""
    population = max(len(prepared.entries), int(parameters.number("prior", "least_population")))
    with Engine(threads) as engine:
        engine.lend("registry", prepared.entries)
        engine.make("village_counts")
        engine.make("village_surnames")
        engine.make("clans", village_weight=parameters.number("place", "village_weight"))
        engine.put("weights", weight_table(parameters, population))
        parts = [
            _linked_part(engine, prepared, rows.slice(start, ROWS_AT_ONCE), parameters, population)
            for start in range(0, max(len(rows), 1), ROWS_AT_ONCE)
        ]
    links = pl.concat([part.links for part in parts]).sort("row_id")
    return Linked(links, pl.concat([part.alternatives for part in parts]).sort("row_id", "candidate_rank"))


def _linked_part(
    engine: Engine, prepared: PreparedRegistry, rows: pl.DataFrame, parameters: Parameters, population: int
) -> Linked:
    listed = read_rows(rows, prepared.places)
    _candidates(engine, listed)
    engine.make("pairs")
    pairs, bearers = engine.read("to_judge"), _bearers(engine, listed, max(len(prepared.entries), 1))
    engine.put("judged", judged(pairs, listed, bearers, prepared.long_names, parameters, population))
    weighed = _weighed(engine, parameters, population, max(len(prepared.entries), 1))
    persons = ranked(weighed, prepared.identities)
    return Linked(decided(persons, listed.row_ids, parameters.cuts), _alternatives(persons, listed.row_ids))


def _bearers(engine: Engine, listed: ListRows, entries: int) -> Bearers:
    for column, table in (("sound_key", "list_sounds"), ("county", "list_counties")):
        engine.put(table, listed.keys.select(column).unique().drop_nulls())
    engine.make("sound_counts")
    engine.make("county_shares", entries=entries)

    def looked_up(key: str, table: str) -> pl.Series:
        found = listed.keys.select(key).join(engine.read_table(table), on=key, how="left", maintain_order="left")
        return found.to_series(1).fill_null(0)

    return Bearers(
        looked_up("name_key", "name_counts").to_numpy(),
        looked_up("sound_key", "sound_counts").to_numpy(),
        looked_up("county", "county_shares").to_numpy(),
    )


def _candidates(engine: Engine, listed: ListRows) -> None:
    engine.put("list_rows", listed.keys)
    engine.make("number_hits")
    engine.make("shared_numbers")
    engine.make("rest")
    engine.make("lost")
    names = [listed.keys.select(name_key=name) for name in ("name_key", "relative_key")]
    engine.put("list_names", pl.concat(names).unique().drop_nulls())
    engine.make("name_counts")
    engine.make("related", rare_name=RARE_NAME)
    engine.make("candidates", rare_name=RARE_NAME)


def _weighed(engine: Engine, parameters: Parameters, population: int, entries: int) -> pl.DataFrame:
    engine.make("support")
    figures = {"village_m": parameters.number("place", "village_same"), "entries": entries}
    engine.make("household_only", unregistered=parameters.bits("household", "unregistered"), **figures)
    engine.make("levelled", gone=round(log2(parameters.number("prior", "gone")), 2), **figures)
    share = parameters.number("prior", "registered")
    nobody = log2((1 - share) / share * population)
    return engine.read("weighed", nobody=nobody, hopeless=HOPELESS, kept=2 * KEPT)


_OVER_ALL = {
    "own_number",
    "guardian_number",
    "householder_number",
    "guardian_name",
    "householder_name",
    "relative_name",
}  # their u is over all entries


def weight_table(parameters: Parameters, entries: int) -> pl.DataFrame:
    """Bits of every kind of evidence that plain keys tell: part, kind, bits."""
    lines = [
        (part, kind, round(parameters.bits(part, kind) + (log2(entries) if kind in _OVER_ALL else 0.0), 2))
        for part in ("birth", "sex", "place", "phone", "household")
        for kind, value in parameters.tables[part].items()
        if isinstance(value, list)
    ]
    return pl.DataFrame(lines, {"part": pl.String, "kind": pl.String, "bits": pl.Float64}, orient="row")


def _alternatives(persons: pl.DataFrame, row_ids: pl.Series) -> pl.DataFrame:
    shown = persons.filter(pl.col("candidate_rank") <= KEPT)
    return shown.select(
        row_ids.gather(shown["row_no"]).alias("row_id"),
        *("candidate_rank", "person_id", "household_id", "level", "probability", "weight"),
        *PARTS,
    )
