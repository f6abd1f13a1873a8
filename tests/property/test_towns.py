"""Any invented town, of any place and size: each physical row has one fate, the accounts close, and both agree."""

import tempfile
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.model import truths
from pipelines.model.quarter import Quarter
from pipelines.sample.town import write_sample
from pipelines.sources.intake import read_quarter
from pipelines.sources.registry import read_registry

Q3 = Quarter(2026, 3)
_KEY = ["file", "sheet", "row_no", "item_no"]


def _fates(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(*_KEY, "fate", "reason").with_columns(pl.col("row_no", "item_no").cast(pl.Int64)).sort(_KEY)


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    place=st.sampled_from(["ganhanhe", "xiji", "madian", "zhaojia"]),
    people=st.integers(60, 2000),
    seed=st.integers(0, 10_000),
)
def test_row_accounting_closes_for_every_town(place: str, people: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        town = Path(folder) / "town"
        write_sample(town, place, people, Q3, seed)
        truth = pl.read_parquet(Path(folder) / "town-truth" / "rows.parquet")
        registry = read_registry(town / "incoming" / "registry")
        villages = frozenset(registry.persons["village_name"].drop_nulls().unique())
        reading = read_quarter(town / "incoming" / str(Q3), Q3, villages)
        of_lists = (pl.col("quarter") == str(Q3)) & (pl.col("department") != "registry")
        for read, true in ((reading, truth.filter(of_lists)), (registry, truth.filter(department="registry"))):
            assert _fates(read.rows).equals(_fates(true))
            assert truths.accounting_gaps(read.accounting).is_empty()
            assert truths.accounting_disagreements(read.rows, read.accounting).is_empty()
