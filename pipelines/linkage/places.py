"""Townships, villages and groups as numbers, the same for the registry and for what a sender wrote.

Belongs here: looking up place texts against the registry's own places. Does not: what counts as one village
(``model.places``), nor aliases (the caller has applied them).
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
import polars as pl

from pipelines.linkage.characters import characters, words
from pipelines.linkage.text import by_distinct
from pipelines.model.places import group_key, split_village, village_key

_LONGEST = 8
_ADDING = Lock()  # pieces of a registry are read by several threads


@dataclass
class Places:
    """The registry's places; numbers are given in the order they are met and mean nothing outside."""

    townships: dict[str, int] = field(default_factory=dict)
    villages: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    _by_sound: dict[tuple[int, ...], list[int]] = field(default_factory=dict, repr=False)

    def township(self, text: str | None, add: bool) -> int | None:
        """The number of a township; None when unknown and not to be added."""
        return _number(self.townships, re.sub(words()["cells"]["township_tail"], "", (text or "").strip()), add)

    def village(self, text: str | None, add: bool) -> tuple[int | None, int | None]:
        """(township or None, village) of a village cell, which may carry its township in front."""
        if not text or not text.strip():
            return None, None
        whole = village_key(text)
        if whole in self.villages:
            return None, self.villages[whole]
        township, rest = split_village(text)
        number = (
            _number(self.villages, village_key(rest), add) or self._inside(whole) or self._misspelt(village_key(rest))
        )
        return (self.township(township, add) if township else None), number

    def _inside(self, text: str) -> int | None:
        """The longest known village named at the end of ``text`` or before the word for village."""
        ends = [len(text), *(found.start() for found in re.finditer(words()["cells"]["village_ends"], text))]
        parts = {text[max(0, end - length) : end] for end in ends for length in range(2, _LONGEST)}
        known = sorted((part for part in parts if part in self.villages), key=lambda part: (-len(part), part))
        return self.villages[known[0]] if known else None

    def _misspelt(self, key: str) -> int | None:
        """The only known village that sounds the same and has as many characters."""
        if not self._by_sound and self.villages:
            made = defaultdict(list)
            for known, number in self.villages.items():
                made[_sound(known)].append(number)
            self._by_sound.update(made)
        alike = self._by_sound.get(_sound(key), [])
        return alike[0] if len(alike) == 1 else None

    def group(self, text: str | None, add: bool) -> int | None:
        """The number of a group's key; two villages' group 3 share it."""
        return _number(self.groups, group_key(text), add) if text and text.strip() else None


def _sound(key: str) -> tuple[int, ...]:
    """How each character sounds, near sounds alike."""
    known = characters()
    return tuple(int(known.near_readings[known.code(character), 0]) for character in key)


def _number(known: dict[str, int], key: str, add: bool) -> int | None:
    if not key:
        return None
    found = known.get(key)
    if found is None and add:
        with _ADDING:
            found = known.setdefault(key, len(known) + 1)
    return found


def from_addresses(frame: pl.DataFrame) -> pl.DataFrame:
    """Place columns filled, where a line names no village, from its address."""
    if frame["address"].null_count() == len(frame) or not frame["village_name"].null_count():
        return frame
    wanting = frame["village_name"].is_null() & frame["address"].is_not_null()
    distinct = frame["address"].filter(wanting).unique()
    found = [re.search(words()["cells"]["address"], text) for text in distinct]
    parts = pl.DataFrame(
        {
            "address": distinct,
            "township_in": [one[1] if one else None for one in found],
            "village_in": [one[2] if one else None for one in found],
            "group_in": [one[3] if one else None for one in found],
        },
        schema_overrides={"township_in": pl.String, "village_in": pl.String, "group_in": pl.String},
    )
    joined = frame.join(parts, on="address", how="left", maintain_order="left")
    without = pl.col("village_name").is_null()
    return joined.with_columns(
        village_name=pl.coalesce("village_name", "village_in"),
        township_name=pl.when(without).then(pl.coalesce("township_name", "township_in")).otherwise("township_name"),
        group_name=pl.when(without).then(pl.coalesce("group_name", "group_in")).otherwise("group_name"),
    ).drop("township_in", "village_in", "group_in")


def located(frame: pl.DataFrame, places: Places, add: bool) -> pl.DataFrame:
    """Columns ``township``, ``village``, ``group_no`` (Int32) for a frame with township_name, village_name, group_name and
    address."""
    filled = from_addresses(frame)
    names = ("township_name", "village_name")
    known = {name: filled[name].unique().drop_nulls().sort() for name in names}
    numbered = {name: _numbered(filled[name], known[name]) for name in names}
    cells: list[list[str | None]] = [[None, *known[name]] for name in names]
    both = numbered["township_name"] * len(cells[1]) + numbered["village_name"]
    distinct = both.unique().sort()
    found = []
    for number in distinct:
        inner, village = places.village(cells[1][number % len(cells[1])], add)
        found.append((places.township(cells[0][number // len(cells[1])], add) or inner or 0, village or 0))
    at = both.replace_strict(distinct, range(len(distinct)), return_dtype=pl.Int64).to_numpy()
    numbers = np.array(found, np.int32).reshape(-1, 2)
    made = pl.DataFrame({"township": numbers[at, 0], "village": numbers[at, 1]}).select(pl.all().replace(0, None))
    return made.with_columns(
        group_no=by_distinct(filled["group_name"], lambda text: places.group(text, add), pl.Int32())
    )


def _numbered(texts: pl.Series, known: pl.Series) -> pl.Series:
    """The place of each text among ``known``, from 1; 0 for null."""
    if not len(known):
        return pl.Series([0], dtype=pl.Int64).new_from_index(0, len(texts))
    return texts.replace_strict(known, range(1, len(known) + 1), default=0, return_dtype=pl.Int64).fill_null(0)
