"""Invented towns read back: every row's fate, every amount and date as the truth beside them says."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.model.places import village_key
from pipelines.model.quarter import Quarter
from pipelines.sample.town import write_sample
from pipelines.sources.intake import read_quarter
from pipelines.sources.registry import read_registry

_KEY = ["file", "sheet", "row_no", "item_no"]


@pytest.mark.parametrize(("place", "seed"), [("ganhanhe", 21), ("xiji", 22), ("madian", 23), ("zhaojia", 24)])
def test_town_is_read_right(tmp_path: Path, place: str, seed: int) -> None:
    town = tmp_path / "town"
    write_sample(town, place, 500, Quarter.parse("2026Q3"), seed)
    truth = pl.read_parquet(tmp_path / "town-truth" / "rows.parquet")
    registry = read_registry(town / "incoming" / "registry")
    villages = frozenset(village_key(name) for name in registry.persons["village_name"].drop_nulls())
    reading = read_quarter(town / "incoming" / "2026Q3", Quarter.parse("2026Q3"), villages)
    for rows, true in (
        (registry.rows, truth.filter(pl.col("department") == "registry")),
        (reading.rows, truth.filter((pl.col("quarter") == "2026Q3") & (pl.col("department") != "registry"))),
    ):
        said = [
            c for c in true.columns if c.endswith("_yuan") or c in ("settlement_date", "incident_date", "from_date")
        ]
        columns = [*_KEY, "fate", "reason"]
        assert rows.select(columns).sort(_KEY).equals(true.select(columns).sort(_KEY))
        people = true.filter(pl.col("fate").is_in(["accepted", "duplicate"])).select(*_KEY, *said)
        read = people.select(_KEY).join(rows, on=_KEY, how="left", maintain_order="left").select(*_KEY, *said)
        assert read.equals(people)
