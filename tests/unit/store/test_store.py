"""Tables come back as they were put, damage shows, and a check counts only for the bytes it saw."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.model.errors import StoreBusy, StoreDamaged, UsageError
from pipelines.model.quarter import Quarter
from pipelines.store.lock import sole_writer
from pipelines.store.store import Store

Q3 = Quarter(2026, 3)


def test_draft_becomes_the_version_people_see(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put_draft(Q3, "rows", pl.DataFrame({"row_no": [1, 2]}))
    with pytest.raises(UsageError):
        store.table(Q3, "rows")
    store.publish(Q3, 1, "2026-10-08", "abc")
    store.put_draft(Q3, "rows", pl.DataFrame({"row_no": [3]}))
    assert store.table(Q3, "rows")["row_no"].to_list() == [1, 2]
    assert store.draft(Q3, "rows")["row_no"].to_list() == [3]


def test_one_changed_byte_is_found(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = store.keep(pl.DataFrame({"row_no": [1, 2]}))
    path = next((tmp_path / "objects").rglob("*.parquet"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(StoreDamaged):
        store.get(digest)


def test_a_check_counts_only_for_the_bytes_it_saw(tmp_path: Path) -> None:
    store = Store(tmp_path)
    wanted = {"accounting": ("rows",)}
    store.put_draft(Q3, "rows", pl.DataFrame({"row_no": [1]}))
    assert store.checks_wanting(Q3, wanted) == ["accounting"]
    store.record_check(Q3, "accounting", passed=True, tables=("rows",))
    assert store.checks_wanting(Q3, wanted) == []
    store.put_draft(Q3, "rows", pl.DataFrame({"row_no": [2]}))
    assert store.checks_wanting(Q3, wanted) == ["accounting"]


def test_second_writer_is_told_the_store_is_busy(tmp_path: Path) -> None:
    with sole_writer(tmp_path / "store"), pytest.raises(StoreBusy), sole_writer(tmp_path / "store", wait_seconds=0.05):
        pass


def test_remembered_tables_come_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.recall("key") is None
    store.remember("key", {"rows": pl.DataFrame({"row_no": [1]})})
    recalled = store.recall("key")
    assert recalled is not None and recalled["rows"]["row_no"].to_list() == [1]
