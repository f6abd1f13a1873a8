"""``bidui verify`` names the file when a single bit of anything kept or issued has flipped."""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipelines.cli import main
from tests.pipeline.conftest import make_town, run_quarter


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("kept") / "data"
    make_town(data, people=300)
    assert run_quarter(data, "2026Q3", "2026-10-08") in (0, 3)
    return data


@contextmanager
def _flipped(path: Path, bit: int) -> Iterator[None]:
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[bit // 8] ^= 1 << bit % 8
    path.write_bytes(bytes(changed))
    try:
        yield
    finally:
        path.write_bytes(whole)


def _verify(data: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["verify", "--data", str(data), "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out or said.err)


def test_nothing_is_wrong_with_an_undisturbed_folder(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, body = _verify(kept, capsys)
    assert code == 0
    issued = [path for path in (kept / "issued").rglob("*") if path.is_file()]
    assert body["issued"] == len(issued)
    assert body["tables"] == len(list((kept / "store" / "objects").rglob("*.parquet")))
    assert body["entries"] > 0


@pytest.mark.parametrize(
    "kind",
    [
        "store/objects/*/*.parquet",
        "store/quarters/2026Q3/draft.json",
        "store/quarters/2026Q3/current.json",
        "store/quarters/2026Q3/states/*.json",
        "store/remembered/*.json",
        "issued/2026Q3/v1/*.xlsx",
        "issued/2026Q3/v1/manifest.json",
    ],
)
def test_any_flipped_bit_is_found_and_its_file_named(kept: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(kind)
    paths = sorted(kept.glob(kind))
    assert paths
    for _ in range(12):
        path = chance.choice(paths)
        with _flipped(path, chance.randrange(path.stat().st_size * 8)):
            code, body = _verify(kept, capsys)
        assert code == 6
        assert path.relative_to(kept).as_posix() in body["context"]["files"].split("、")
    assert _verify(kept, capsys)[0] == 0


def test_a_missing_table_and_a_missing_workbook_are_named(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = json.loads(next((kept / "store/quarters/2026Q3/states").glob("*.json")).read_text(encoding="utf-8"))
    table = next((kept / "store/objects").rglob(f"{state['tables']['links']}.parquet"))
    for path, named in ((table, "store/quarters/2026Q3/states/"), (next(kept.glob("issued/2026Q3/v1/*.xlsx")), None)):
        whole = path.read_bytes()
        path.unlink()
        code, body = _verify(kept, capsys)
        path.write_bytes(whole)
        assert code == 6
        assert (named or path.relative_to(kept).as_posix()) in body["context"]["files"]


def test_a_flipped_bit_of_the_ledger_is_found_or_changes_nothing_said(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kept / "ledger.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
        said = connection.execute("select * from entries order by seq").fetchall()
    connection.close()
    whole = path.read_bytes()
    body_at = whole.index(b'"received_at"')
    chance = random.Random(1)
    bits = [body_at * 8 + 3, *(chance.randrange(len(whole) * 8) for _ in range(30))]
    found = []
    for bit in bits:
        with _flipped(path, bit):
            code, _ = _verify(kept, capsys)
            if code == 0:
                with sqlite3.connect(path) as connection:
                    assert connection.execute("select * from entries order by seq").fetchall() == said
                connection.close()
        assert code in (0, 6)
        found.append(code)
        for beside in kept.glob("ledger.sqlite-*"):
            beside.unlink()
    assert found[0] == 6


def test_a_lost_ledger_is_not_taken_for_a_new_one(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = kept / "ledger.sqlite"
    whole = path.read_bytes()
    path.unlink()
    code, body = _verify(kept, capsys)
    assert (code, body["error"]) == (6, "ledger_missing")
    assert not path.exists()
    path.write_bytes(whole)
