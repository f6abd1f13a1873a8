"""A run leaves no planted name, number, phone or illness outside the store and the issued files (promise 7)."""

import os
import stat

import polars as pl
import pytest

from tests.pipeline.conftest import RunTown


def _planted(town: RunTown) -> list[bytes]:
    """Values that would give somebody away: every ID number and phone, and every name long enough not to occur by chance."""
    persons = town.table("persons")
    rows = town.table("rows")
    words: set[str] = set()
    for frame, columns in ((persons, ("id_number", "phone")), (rows, ("id_number", "phone", "disease_name"))):
        for column in columns:
            words |= {w for w in frame[column].drop_nulls().to_list() if len(w) >= 4 and "*" not in w}
    names = pl.concat([persons["person_name"], rows["person_name"]]).drop_nulls().unique().to_list()
    words |= {name for name in names if len(name) >= 3}
    assert len(words) > 1000
    return sorted(word.encode() for word in words)


def test_dagster_remembers_no_person(town: RunTown) -> None:
    kept = [p for p in (town.data / "dagster").rglob("*") if p.is_file()]
    assert any(p.suffix == ".db" for p in kept)
    everything = b"\n".join(p.read_bytes() for p in kept)
    escaped = everything.decode("utf-8", "ignore").encode("utf-8")
    leaked = [
        word for word in _planted(town) if word in escaped or word.decode().encode("unicode_escape") in everything
    ]
    assert leaked == []


def test_running_prints_no_person(town: RunTown, capfd: pytest.CaptureFixture[str]) -> None:
    from tests.pipeline.conftest import run_quarter

    assert run_quarter(town.data, "2026Q3", "2026-10-08") in (0, 3)
    printed = "".join(capfd.readouterr()).encode()
    assert printed
    assert [word for word in _planted(town) if word in printed] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the user's folders by ACL, not by mode")
def test_everything_is_for_its_owner_alone(town: RunTown) -> None:
    open_to_others = [
        path
        for room in ("store", "issued", "dagster")
        for path in (town.data / room).rglob("*")
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    assert open_to_others == []
