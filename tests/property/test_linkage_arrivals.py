"""Lists that arrive one after another, linked against stored keys, are linked as all of them at once."""

import tempfile
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.linkage import link, load_parameters, prepare
from pipelines.linkage.stored import link_new, write_keys
from tests.property.test_linkage_invariants import towns

QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(towns(), st.lists(st.integers(0, 3), min_size=20, max_size=20))
def test_arrivals_give_the_same_bytes_as_the_whole(
    town: tuple[pl.DataFrame, pl.DataFrame], arrivals: list[int]
) -> None:
    registry, rows = town
    prepared = prepare(registry)
    whole = link(prepared, rows, load_parameters()).links
    with tempfile.TemporaryDirectory() as folder:
        write_keys(prepared, Path(folder))
        day = pl.Series([arrivals[place % len(arrivals)] for place in range(len(rows))], dtype=pl.Int64)
        made = [link_new(Path(folder), rows.filter(day == one)) for one in range(4)]
    assert pl.concat(made).sort("row_id").write_csv() == whole.write_csv()
