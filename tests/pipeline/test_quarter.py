"""The main job, whole, as an office sees it: folder in, workbooks out, every row accounted for."""

import hashlib
import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from pipelines.cli import main
from tests.pipeline.conftest import RunTown, make_town, run_quarter


def _bytes_of(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_every_physical_row_has_one_fate(town: RunTown) -> None:
    truth = pl.read_parquet(town.data.with_name("data-truth") / "rows.parquet")
    mine = town.table("rows")
    key = ["file", "sheet", "row_no", "item_no"]
    theirs = truth.filter((pl.col("quarter") == "2026Q3") & (pl.col("department") != "registry"))
    assert mine.select(key).n_unique() == mine.height
    assert (
        mine.select(key).sort(key).equals(theirs.select(pl.col(name).cast(mine.schema[name]) for name in key).sort(key))
    )


def test_accepted_and_duplicate_rows_have_one_link_each(town: RunTown) -> None:
    rows, links = town.table("rows"), town.table("links")
    key = ["file", "sheet", "row_no", "item_no"]
    due = rows.filter(pl.col("fate").is_in(["accepted", "duplicate"])).select(key).sort(key)
    assert links.select(key).sort(key).equals(due)


def test_each_village_with_warnings_gets_a_workbook(town: RunTown) -> None:
    warnings = town.table("warnings")
    manifest = json.loads((town.issued() / "manifest.json").read_text(encoding="utf-8"))
    assert warnings.height > 0
    assert warnings["reason"].null_count() == 0
    books = list(town.issued().rglob("*.xlsx"))
    assert len(books) > warnings.select("township_name", "village_name").n_unique()
    assert manifest


def test_same_inputs_make_the_same_bytes(town: RunTown, tmp_path: Path) -> None:
    again = tmp_path / "data"
    shutil.copytree(town.data / "incoming", again / "incoming")
    shutil.copy2(town.data / "office.toml", again)
    assert run_quarter(again, "2026Q2", "2026-07-06") in (0, 3)
    assert run_quarter(again, "2026Q3", "2026-10-08") in (0, 3)
    assert _bytes_of(again / "issued") == _bytes_of(town.data / "issued")


def test_running_again_makes_no_new_version(town: RunTown) -> None:
    before = _bytes_of(town.data / "issued")
    assert run_quarter(town.data, "2026Q3", "2026-10-08") in (0, 3)
    assert _bytes_of(town.data / "issued") == before
    assert main(["verify", "--data", str(town.data)]) == 0


def test_bad_files_hurt_only_themselves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    make_town(data, people=300)
    good = data / "incoming" / "2026Q3"
    (good / "乱码.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (good / "空.csv").write_bytes(b"")
    (good / "照片.xls").write_bytes(b"\xff\xd8\xff\xe0 picture")
    assert run_quarter(data, "2026Q3", "2026-10-08") == 3
    printed = capsys.readouterr().out
    for name in ("乱码.xlsx", "空.csv", "照片.xls"):
        assert name in printed
    assert (data / "issued" / "2026Q3" / "v1" / "manifest.json").exists()


def test_a_run_without_office_or_quarter_is_a_plain_refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "2026Q3", "--data", str(tmp_path)]) == 2
    assert "bidui init" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main(["run", "2026-3", "--data", str(tmp_path)])
    assert left.value.code == 2


def test_a_policy_lacking_a_number_issues_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    make_town(data, people=300)
    policy = tmp_path / "own.toml"
    shipped = Path("data/policy/ganhanhe.toml").read_text(encoding="utf-8")
    policy.write_text(shipped, encoding="utf-8")
    (data / "office.toml").unlink()
    assert main(["init", "--place", str(policy), "--into", str(data)]) == 0
    policy.write_text(shipped.replace("yuan = 6000\n", ""), encoding="utf-8")
    assert run_quarter(data, "2026Q3", "2026-10-08") == 4
    assert "yuan" in capsys.readouterr().err
    assert not (data / "issued" / "2026Q3").exists()


def test_without_a_whole_registry_nothing_is_issued(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    make_town(data, people=300)
    registry = data / "incoming" / "registry"
    (whole,) = registry.glob("*花名册*")
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) // 2])
    assert run_quarter(data, "2026Q3", "2026-10-08") == 4
    assert whole.name in capsys.readouterr().err
    whole.unlink()
    assert run_quarter(data, "2026Q3", "2026-10-08") == 4
    assert not (data / "issued" / "2026Q3").exists()


def test_a_letter_among_the_registry_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    make_town(data, people=300)
    (data / "incoming" / "registry" / "通知.csv").write_text("关于报送花名册的通知\n请各村尽快报送\n", encoding="utf-8")
    assert run_quarter(data, "2026Q3", "2026-10-08") == 3
    assert "registry/通知.csv" in capsys.readouterr().out


def test_a_quarter_without_its_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    make_town(data, people=300)
    (data / "incoming" / "2026Q3").rename(data / "incoming" / "2026年3季度")
    assert run_quarter(data, "2026Q3", "2026-10-08") == 2
    assert "incoming/2026Q3" in capsys.readouterr().err
