"""The ledger only grows, shows tampering, and what stands is the last word."""

import sqlite3
from pathlib import Path

import pytest

from pipelines.ledger.ledger import Kind, Ledger, sqlite_url
from pipelines.model.errors import StoreDamaged


def test_last_entry_stands_and_earlier_ones_stay_readable(tmp_path: Path) -> None:
    with Ledger.at(sqlite_url(tmp_path / "ledger.sqlite")) as ledger:
        ledger.append(Kind.QUARTER_OPENED, "2026Q3", {"as_of": "2026-10-01"}, at="2026-10-01")
        ledger.append(Kind.QUARTER_OPENED, "2026Q3", {"as_of": "2026-10-08"}, at="2026-10-08")
        assert ledger.standing(Kind.QUARTER_OPENED, "2026Q3") == {"as_of": "2026-10-08"}
        assert ledger.standing(Kind.QUARTER_OPENED, "2026Q2") is None
        assert [e.body["as_of"] for e in ledger.entries(Kind.QUARTER_OPENED)] == ["2026-10-01", "2026-10-08"]
    with Ledger.at(sqlite_url(tmp_path / "ledger.sqlite")) as ledger:
        assert ledger.verify() == 2


@pytest.mark.parametrize("change", ["update entries set body = '{}'", "delete from entries"])
def test_database_refuses_to_change_the_past(tmp_path: Path, change: str) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.at(sqlite_url(path)) as ledger:
        ledger.append(Kind.ISSUED, "2026Q3", {"version": 1}, at="2026-10-01")
    with sqlite3.connect(path) as raw, pytest.raises(sqlite3.IntegrityError, match="only grows"):
        raw.execute(change)
    raw.close()


def test_verify_finds_an_entry_changed_behind_its_back(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.at(sqlite_url(path)) as ledger:
        for version in (1, 2, 3):
            ledger.append(Kind.ISSUED, "2026Q3", {"version": version}, at="2026-10-01")
    raw = sqlite3.connect(path)
    raw.execute("drop trigger entries_refuse_update")
    raw.execute("update entries set at = '2025-01-01' where seq = 2")
    raw.commit()
    raw.close()
    with Ledger.at(sqlite_url(path)) as ledger, pytest.raises(StoreDamaged) as found:
        ledger.verify()
    assert found.value.context == {"seq": 2}
