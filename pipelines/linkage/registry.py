"""The registry as integer keys, made once per registry version and kept: what every later comparison reads.

Belongs here: ``prepare`` and the frames it makes. Does not: anything about a department's rows (``list_rows``).
"""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.linkage.characters import words
from pipelines.linkage.dates import date_numbers
from pipelines.linkage.names import coded, columns, name_keys, packed, sound_keys
from pipelines.linkage.numbers import registered
from pipelines.linkage.places import Places, located
from pipelines.linkage.text import by_distinct

REGISTRY_COLUMNS = [
    "person_id",
    "household_id",
    "person_name",
    "id_number",
    "sex",
    "birth_date",
    "township_name",
    "village_name",
    "group_name",
    "address",
    "phone",
    "relation",
    "status",
]
HOUSEHOLDER, SPOUSE, MEMBER = 1, 2, 3
PIECE, WORKERS = 250_000, 2  # entries coded at a time, and by how many threads; neither changes an answer


@dataclass(frozen=True)
class PreparedRegistry:
    """A registry ready to be linked against. All frames may be kept as Parquet and given back later.

    ``entries``: one line a registry entry, in the registry's order: entry, household, id17, check_code, name_key,
    sound_key, birth, sex, village, township, group_no, phone, standing, gone, all integers.
    ``identities``: person_id and household_id of each entry, same order. ``long_names``: name_key and name of names that
    a key does not hold whole. ``places``: what the place numbers stand for.
    """

    entries: pl.DataFrame
    identities: pl.DataFrame
    long_names: pl.DataFrame
    places: Places


def prepare(registry: pl.DataFrame) -> PreparedRegistry:
    """Keys for a registry (columns R of ``bidui link``; those past the first four may be absent)."""
    return prepare_batches([registry])


def prepare_batches(batches: Iterable[pl.DataFrame]) -> PreparedRegistry:
    """As ``prepare``, for a registry that comes in pieces too large to be held as text all at once."""
    places = Places()
    made: list[_Piece] = []
    waiting: deque[Future[_Piece]] = deque()
    start = 0
    with ThreadPoolExecutor(WORKERS) as pool:
        for batch in batches:
            for offset in range(0, max(len(batch), 1), PIECE):
                waiting.append(pool.submit(_piece, batch.slice(offset, PIECE), places, start + offset))
                if len(waiting) > WORKERS + 1:
                    made.append(waiting.popleft().result())
            start += len(batch)
        made += [piece.result() for piece in waiting]
    long_names = pl.concat([piece.long_names for piece in made]).unique("name_key", keep="first", maintain_order=True)
    entries = pl.concat([piece.entries for piece in made])
    return PreparedRegistry(entries, pl.concat([piece.identities for piece in made]), long_names, places)


def _piece(batch: pl.DataFrame, places: Places, start: int) -> "_Piece":
    whole = with_columns(batch, REGISTRY_COLUMNS)
    entries, long_names = _entries(whole, places, start)
    return _Piece(entries, whole.select("person_id", "household_id"), long_names)


class _Piece(NamedTuple):
    entries: pl.DataFrame
    identities: pl.DataFrame
    long_names: pl.DataFrame


def with_columns(frame: pl.DataFrame, names: Iterable[str]) -> pl.DataFrame:
    """``frame`` with these columns only: absent ones null, all but dates as text, empty text as null."""
    made = []
    for name in names:
        if name not in frame.columns:
            made.append(pl.lit(None, pl.String).alias(name))
        elif frame.schema[name] in (pl.Date, pl.Datetime):
            made.append(pl.col(name))
        else:
            made.append(pl.col(name).cast(pl.String).replace("", None))
    return frame.select(made)


def _entries(registry: pl.DataFrame, places: Places, start: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    names = coded(registry["person_name"])
    matrix = columns(names)
    keys = name_keys(names, matrix)
    id17, check = registered(registry["id_number"])
    where = located(registry, places, add=True)
    entries = pl.DataFrame(
        {
            "entry": np.arange(start, start + len(registry), dtype=np.int32),
            "household": registry["household_id"].hash(7).reinterpret(signed=True),
            "id17": id17,
            "check_code": check,
            "name_key": pl.Series(keys).replace(0, None),
            "sound_key": pl.Series(sound_keys(matrix)).replace(0, None),
            "birth": birth_numbers(registry["birth_date"], id17),
            "sex": sex_numbers(registry["sex"], id17),
            "phone": phone_numbers(registry["phone"]),
            "standing": standings(registry["relation"]),
            "gone": registry["status"].is_in(["dead", "moved_out"]).fill_null(False).cast(pl.Int8),
        }
    ).hstack(where)
    long = keys != packed(matrix)
    return entries, pl.DataFrame({"name_key": keys[long], "name": registry["person_name"].filter(pl.Series(long))})


def birth_numbers(texts: pl.Series, id17: pl.Series) -> pl.Series:
    """Birth dates as yyyymmdd, from the number where the column is empty."""
    from_number = (id17 // 1000 % 100_000_000).cast(pl.Int32)
    plausible = from_number.is_between(18500000, 20991231)
    written = date_numbers(texts)
    return pl.select(pl.coalesce(written, pl.when(plausible).then(from_number))).to_series()


def _sex(text: str) -> int | None:
    first, cells = text.strip()[:1], words()["cells"]
    return 1 if first in cells["man"] else 2 if first in cells["woman"] else None


def sex_numbers(texts: pl.Series, id17: pl.Series) -> pl.Series:
    """1 for men, 2 for women, null if unknown; from the number where the column is empty."""
    written = by_distinct(texts.cast(pl.String), _sex, pl.Int8())
    return pl.select(pl.coalesce(written, (2 - id17 % 2).cast(pl.Int8))).to_series()


def phone_numbers(texts: pl.Series) -> pl.Series:
    """The first telephone number of a cell as an integer; null when there is none of at least seven digits."""
    plain = texts.cast(pl.String)
    number = plain.cast(pl.Int64, strict=False)
    odd = number.is_null() & plain.is_not_null()
    if odd.any():
        runs = plain.str.replace_all(r"[-\s]", "").str.extract(r"(\d{7,12})").cast(pl.Int64, strict=False)
        number = pl.select(pl.coalesce(number, runs)).to_series()
    return pl.select(pl.when(number.is_between(10**6, 10**12)).then(number)).to_series()


def standings(relations: pl.Series) -> pl.Series:
    """Householder, spouse or another member, from what is written of the relation; null where nothing is."""
    known: dict[str, list[str]] = words()["standing"]
    standing = dict.fromkeys(known["householder"], HOUSEHOLDER) | dict.fromkeys(known["spouse"], SPOUSE)
    return by_distinct(relations, lambda word: standing.get(word.strip(), MEMBER), pl.Int8())
