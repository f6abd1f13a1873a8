"""Nothing is issued unless every blocking check passed on the very tables to be issued, in whatever run it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from pipelines.cli import main
from pipelines.definitions import definitions_for
from pipelines.model.errors import IssueBlocked
from pipelines.model.quarter import Quarter
from pipelines.store.folders import DataFolder
from pipelines.store.lock import sole_writer
from pipelines.store.store import Store
from tests.pipeline.conftest import make_town, run_quarter

Q3 = Quarter(2026, 3)


@pytest.fixture(scope="module")
def issued_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("gate") / "data"
    make_town(data, people=300)
    assert run_quarter(data, "2026Q3", "2026-10-08") in (0, 3)
    return data


def _materialize(data: Path, *assets: str) -> bool:
    """Materialize some assets alone, in a run of their own; a refusal inside is raised as it is."""
    definitions = definitions_for(str(data))
    job = definitions.resolve_implicit_global_asset_job_def()
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions("quarter", [str(Q3)])
        keys = [dg.AssetKey(asset) for asset in assets]
        return job.execute_in_process(instance=instance, partition_key=str(Q3), asset_selection=keys).success


def test_a_table_changed_after_its_check_blocks_a_later_run(issued_town: Path) -> None:
    store = Store(DataFolder(issued_town).store)
    right = store.draft(Q3, "accounting")
    store.put_draft(Q3, "accounting", right.with_columns(pl.col("accepted") + 1))
    with pytest.raises(IssueBlocked) as blocked:
        _materialize(issued_town, "issued")
    assert "rows_complete" in str(blocked.value.context["checks"])
    store.put_draft(Q3, "accounting", right)
    assert _materialize(issued_town, "issued")


def test_a_failed_check_stops_its_own_run_and_issues_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    make_town(data, people=300)
    monkeypatch.setattr("pipelines.model.truths.unlinked_rows", lambda rows, links: 1)
    assert run_quarter(data, "2026Q3", "2026-10-08") == 4
    assert not (data / "issued" / "2026Q3").exists()


def test_a_second_run_is_told_the_store_is_busy(
    issued_town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pipelines.store.lock.WAIT_SECONDS", 0.1)
    with sole_writer(DataFolder(issued_town).store):
        assert main(["run", "2026Q3", "--data", str(issued_town)]) == 5
    assert "占用" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")
@pytest.mark.parametrize("seconds", [1.0, 1.5, 2.0, 3.0, 4.5])
def test_a_killed_run_changes_nothing_visible_and_the_next_one_finishes(tmp_path: Path, seconds: float) -> None:
    data = tmp_path / "data"
    make_town(data, people=300)
    arguments = [sys.executable, "-m", "pipelines", "run", "2026Q3", "--data", str(data), "--as-of", "2026-10-08"]
    killed = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    versions = list((data / "issued" / "2026Q3").glob("v*"))
    assert all((version / "manifest.json").exists() for version in versions)
    assert run_quarter(data, "2026Q3", "2026-10-08") in (0, 3)
    assert main(["verify", "--data", str(data)]) == 0
