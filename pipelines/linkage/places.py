"""Townships, villages and groups as numbers, the same for the registry and for what a sender wrote.

Belongs here: looking up place texts against the registry's own places. Does not: what counts as one village
(``model.places``), nor aliases (the caller has applied them).
"""

from dataclasses import dataclass, field

import polars as pl

from pipelines.model.places import group_key, split_village, village_key


@dataclass
class Places:
    """The registry's places; numbers are given in the order they are met and mean nothing outside."""

    townships: dict[str, int] = field(default_factory=dict)
    villages: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)

    def township(self, text: str | None, add: bool) -> int | None:
        """The number of a township; None when unknown and not to be added."""
        return _number(self.townships, (text or "").strip(), add)

    def village(self, text: str | None, add: bool) -> tuple[int | None, int | None]:
        """(township or None, village) of a village cell, which may carry its township in front."""
        if not text or not text.strip():
            return None, None
        township, rest = split_village(text)
        number = _number(self.villages, village_key(rest), add)
        if number is None or (township and village_key(text) in self.villages):
            return None, _number(self.villages, village_key(text), add)
        return (self.township(township, add) if township else None), number

    def group(self, text: str | None, add: bool) -> int | None:
        """The number of a group's key; two villages' group 3 share it."""
        return _number(self.groups, group_key(text), add) if text and text.strip() else None


def _number(known: dict[str, int], key: str, add: bool) -> int | None:
    if not key:
        return None
    return known.setdefault(key, len(known) + 1) if add else known.get(key)


def located(frame: pl.DataFrame, places: Places, add: bool) -> pl.DataFrame:
    """Columns ``township``, ``village``, ``group_no`` (Int32) for a frame with township_name, village_name, group_name."""
    cells = frame.select("township_name", "village_name", "group_name")
    distinct = cells.unique(maintain_order=True)
    found = []
    for township_name, village_name, group_name in distinct.iter_rows():
        inner, village = places.village(village_name, add)
        found.append((places.township(township_name, add) or inner, village, places.group(group_name, add)))
    numbers = pl.DataFrame(found, {"township": pl.Int32, "village": pl.Int32, "group_no": pl.Int32}, orient="row")
    joined = cells.join(distinct.hstack(numbers), on=cells.columns, how="left", nulls_equal=True, maintain_order="left")
    return joined.select("township", "village", "group_no")
