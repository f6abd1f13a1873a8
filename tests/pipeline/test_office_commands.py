"""``status``, ``receipt``, ``explain``, ``doctor`` and progress, on a small town that was run once."""

import io
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg
import openpyxl
import polars as pl
import pytest

from pipelines.cli import main
from pipelines.commands.progress import shown, stage_name
from pipelines.commands.records import open_instance
from pipelines.ledger.ledger import Kind, Ledger, sqlite_url
from pipelines.model.quarter import Quarter
from pipelines.store.folders import DataFolder
from pipelines.store.lock import is_alive, sign_of_life, sole_writer
from pipelines.store.store import Store
from tests.pipeline.conftest import make_town, run_quarter

Q3 = Quarter(2026, 3)
Asked = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town of 500 with both quarters issued, one unreadable file among them. Looked at only."""
    data = tmp_path_factory.mktemp("ran") / "data"
    make_town(data, people=500)
    (data / "incoming" / "2026Q3" / "医保局").mkdir(exist_ok=True)
    (data / "incoming" / "2026Q3" / "医保局" / "坏.xlsx").write_bytes(b"")
    assert run_quarter(data, "2026Q2", "2026-07-06") in (0, 3)
    assert run_quarter(data, "2026Q3", "2026-10-08") == 3
    return data


@pytest.fixture
def town(ran: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy to spoil, on a day shortly after its last delivery."""
    monkeypatch.setattr("pipelines.commands.upkeep.day_in_china", lambda: date(2026, 10, 20))
    return Path(shutil.copytree(ran, tmp_path / "data"))


@pytest.fixture
def asked(capsys: pytest.CaptureFixture[str]) -> Asked:
    """Ask a command for JSON: exit code and body."""

    def ask(*arguments: str) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = main([*arguments, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out or said.err)

    return ask


def _codes(body: dict[str, Any]) -> dict[str, bool]:
    return {finding["code"]: finding["mended"] for finding in body["found"]}


# status ---------------------------------------------------------------------------------------------------------


def test_status_without_a_quarter_has_a_line_for_each(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["status", "--data", str(ran)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:6] for line in lines] == ["2026Q2", "2026Q3"]
    assert "已下发第 1 版" in lines[1] and "1 个没有采用" in lines[1]


def test_status_of_a_quarter_agrees_with_its_tables(ran: Path, asked: Asked) -> None:
    code, body = asked("status", "2026Q3", "--data", str(ran))
    store = Store(DataFolder(ran).store)
    warnings = store.table(Q3, "warnings")
    assert code == 0
    assert (body["version"], body["as_of"], body["warnings"]) == (1, "2026-10-08", warnings.height)
    assert sum(village["warnings"] for village in body["villages"]) == warnings.height
    assert body["deliveries_by_status"]["refused"] == 1
    assert sum(body["rows"].values()) == sum(
        one[fate] for one in body["deliveries"] for fate in ("accepted", "duplicate", "rejected", "not_data")
    )
    assert body["checks_wanting"] == [] and "rows_complete" in body["checks_passed"]
    assert body["registry"]["persons"] == store.table(Q3, "persons").height
    assert body["not_read_yet"] == []


def test_status_names_a_file_that_no_run_has_read(town: Path, asked: Asked) -> None:
    (town / "incoming" / "2026Q3" / "医保局" / "补.csv").write_text("x", encoding="utf-8")
    (town / "incoming" / "2026Q4").mkdir()
    (town / "incoming" / "2026Q4" / "新.csv").write_text("x", encoding="utf-8")
    assert asked("status", "2026Q3", "--data", str(town))[1]["not_read_yet"] == ["医保局/补.csv"]
    body = asked("status", "2026Q4", "--data", str(town))[1]
    assert (body["version"], body["warnings"], body["not_read_yet"]) == (None, 0, ["新.csv"])


# receipts -------------------------------------------------------------------------------------------------------


def test_a_receipt_tells_what_was_recognised(ran: Path, asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    deliveries = Store(DataFolder(ran).store).table(Q3, "deliveries").filter(pl.col("quarter") == "2026Q3")
    for line in deliveries.iter_rows(named=True):
        code, body = asked("receipt", line["file"], "--quarter", "2026Q3", "--data", str(ran))
        assert code == 0
        assert (body["sha256"], body["received_at"], body["status"]) == (line["sha256"], "2026-10-08", line["status"])
        assert {fate: body["fates"].get(fate, 0) for fate in ("accepted", "rejected")} == {
            fate: line[fate] for fate in ("accepted", "rejected")
        }
    assert main(["receipt", "坏.xlsx", "--quarter", "2026Q3", "--data", str(ran)]) == 0
    assert "文件是空的" in capsys.readouterr().out


def test_a_receipt_as_a_sheet(ran: Path, tmp_path: Path) -> None:
    to = tmp_path / "回执.xlsx"
    assert main(["receipt", "坏.xlsx", "--quarter", "2026Q3", "--data", str(ran), "--to", str(to)]) == 0
    rows = list(openpyxl.load_workbook(to).active.iter_rows(values_only=True))
    assert rows[0] == ("表", "项目", "内容")
    assert ("文件", "路径", "医保局/坏.xlsx") in rows


def test_a_receipt_of_no_file_is_refused(ran: Path, asked: Asked) -> None:
    assert asked("receipt", "没有.xlsx", "--quarter", "2026Q3", "--data", str(ran))[0] == 2


# explain --------------------------------------------------------------------------------------------------------


def test_every_warned_household_is_explained_as_it_was_issued(ran: Path, asked: Asked) -> None:
    warnings = Store(DataFolder(ran).store).table(Q3, "warnings")
    assert warnings.height
    for line in warnings.iter_rows(named=True):
        code, body = asked("explain", line["household_id"], "--quarter", "2026Q3", "--data", str(ran))
        home = body["households"][0]
        fired = [rule for rule in home["rules"] if rule["outcome"] == "fired"]
        assert code == 0 and home["as_issued"]
        assert {row for rule in fired for row in rule["rows"]} == set(line["rows"].split("|"))
        assert {row["reference"] for row in home["rows"]} >= set(line["rows"].split("|"))


def test_households_without_a_warning_have_no_rule_that_fires(ran: Path, asked: Asked) -> None:
    store = Store(DataFolder(ran).store)
    warned = store.table(Q3, "warnings")["household_id"]
    links = store.table(Q3, "links").filter(~pl.col("household_id").is_in(warned.implode()))
    homes = links["household_id"].drop_nulls().unique().sort().to_list()[:15]
    assert homes
    for home in homes:
        body = asked("explain", home, "--quarter", "2026Q3", "--data", str(ran))[1]["households"][0]
        assert body["warning"] is None and body["as_issued"]
        assert all(rule["outcome"] != "fired" for rule in body["rules"]) and body["rules"]


def test_every_row_of_the_quarter_can_be_asked_about(ran: Path, asked: Asked) -> None:
    rows = Store(DataFolder(ran).store).table(Q3, "rows").filter(pl.col("quarter") == "2026Q3")
    seen = rows.group_by("fate", "reason", maintain_order=True).first()
    for row in seen.iter_rows(named=True):
        what = f"2026Q3/{row['file']}#{row['sheet']}#{row['row_no']}#{row['item_no']}"
        code, body = asked("explain", what, "--quarter", "2026Q3", "--data", str(ran))
        assert (code, body["row"]["fate"], body["row"]["reference"]) == (0, row["fate"], what)


def test_explaining_leaves_nothing_behind(ran: Path, asked: Asked) -> None:
    def files() -> dict[str, float]:
        return {str(p): p.stat().st_mtime for p in ran.rglob("*") if p.is_file() and "ledger.sqlite" not in p.name}

    before = files()
    home = Store(DataFolder(ran).store).table(Q3, "persons")["household_id"][0]
    assert asked("explain", home, "--quarter", "2026Q3", "--data", str(ran))[0] == 0
    assert files() == before


# doctor ---------------------------------------------------------------------------------------------------------


def test_a_sound_folder_is_well(town: Path, asked: Asked) -> None:
    assert asked("doctor", "--data", str(town)) == (0, {"well": True, "found": []})


def test_leftovers_are_named_and_mended_once(town: Path, asked: Asked) -> None:
    part = town / "store" / "objects" / ".x.parquet.1.part"
    half = town / "issued" / "2026Q3" / ".next.2.part"
    ghost = town / "issued" / "2026Q3" / "v2"
    part.write_bytes(b"half")
    for folder in (half, ghost):
        folder.mkdir(mode=0o700)
        (folder / "a.xlsx").touch(mode=0o600)
    code, body = asked("doctor", "--data", str(town))
    assert (code, _codes(body)) == (0, {"half_written": True, "unknown_versions": True})
    assert not part.exists() and not half.exists() and not ghost.exists()
    assert (town / "issued" / "2026Q3" / "v1" / "manifest.json").exists()
    assert asked("doctor", "--data", str(town))[1]["well"]


def test_tables_nobody_needs_go_only_when_asked(town: Path, asked: Asked) -> None:
    Store(DataFolder(town).store).keep(pl.DataFrame({"a": [1]}))
    before = len(list((town / "store" / "objects").rglob("*.parquet")))
    assert _codes(asked("doctor", "--data", str(town))[1]) == {"unneeded": False}
    assert _codes(asked("doctor", "--data", str(town), "--clean")[1]) == {"unneeded_removed": True}
    assert len(list((town / "store" / "objects").rglob("*.parquet"))) == before - 1
    assert main(["verify", "--data", str(town)]) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the user's folders by ACL, not by mode")
def test_what_others_could_open_is_closed(town: Path, asked: Asked) -> None:
    exposed = town / "issued" / "2026Q3" / "v1" / "manifest.json"
    exposed.chmod(0o644)
    assert _codes(asked("doctor", "--data", str(town))[1]) == {"open_to_others": True}
    assert stat.S_IMODE(exposed.stat().st_mode) == 0o600


def test_a_version_the_ledger_was_not_told_of_is_told(town: Path, asked: Asked) -> None:
    (town / "ledger.sqlite").unlink()
    for beside in town.glob("ledger.sqlite-*"):
        beside.unlink()
    assert _codes(asked("doctor", "--data", str(town))[1]) == {"untold_versions": True}
    with Ledger.at(sqlite_url(town / "ledger.sqlite")) as ledger:
        entries = ledger.entries(Kind.ISSUED)
        assert [(entry.subject, entry.body["version"]) for entry in entries] == [("2026Q2", 1), ("2026Q3", 1)]


def test_a_lost_version_cannot_be_mended(town: Path, asked: Asked) -> None:
    shutil.rmtree(town / "issued" / "2026Q2" / "v1")
    code, body = asked("doctor", "--data", str(town))
    assert (code, _codes(body)) == (3, {"lost_versions": False})
    assert body["found"][0]["where"] == ["issued/2026Q2/v1"]


def test_settings_and_policy_that_do_not_hold_are_said(town: Path, asked: Asked) -> None:
    office = town / "office.toml"
    right = office.read_text(encoding="utf-8")
    office.write_text(right.replace("place =", "# place ="), encoding="utf-8")
    code, body = asked("doctor", "--data", str(town))
    assert code == 3 and "office" in _codes(body) and "place" in body["found"][0]["message"]
    (town / "own.toml").write_text("carried_note = 1\n", encoding="utf-8")
    office.write_text(right.replace('"ganhanhe"', '"own.toml"'), encoding="utf-8")
    code, body = asked("doctor", "--data", str(town))
    assert code == 3 and "policy" in _codes(body)


def test_a_clock_before_the_newest_delivery_is_said(town: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.commands.upkeep.day_in_china", lambda: date(2026, 9, 1))
    code, body = asked("doctor", "--data", str(town))
    assert (code, _codes(body)) == (3, {"clock_behind": False})
    monkeypatch.setattr("pipelines.commands.upkeep.day_in_china", lambda: date(2029, 9, 1))
    assert _codes(asked("doctor", "--data", str(town))[1]) == {"clock_ahead": False}


def test_a_living_run_is_left_alone(town: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.commands.upkeep.WAIT_SECONDS", 0.1)
    half = town / "issued" / "2026Q3" / ".next.2.part"
    half.mkdir()
    with sole_writer(town / "store"):
        assert asked("doctor", "--data", str(town))[0] == 5
    assert half.exists()


def test_a_sign_of_life_ends_with_its_holder(tmp_path: Path) -> None:
    with sign_of_life(tmp_path, "one"):
        assert is_alive(tmp_path, "one")
        assert not is_alive(tmp_path, "two")
    assert not is_alive(tmp_path, "one")
    (tmp_path / "three.alive").touch()
    assert not is_alive(tmp_path, "three")


def _started(folder: DataFolder) -> list[dg.DagsterRun]:
    with open_instance(folder) as instance:
        return list(instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])))


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")
def test_a_killed_run_is_marked_as_failed_and_a_living_one_is_not(town: Path, asked: Asked) -> None:
    (town / "incoming" / "2026Q3" / "医保局" / "坏.xlsx").write_bytes(b"other")
    arguments = [sys.executable, "-m", "pipelines", "run", "2026Q3", "--data", str(town)]
    run = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    folder = DataFolder(town)
    alive = town / "dagster" / "alive"
    while run.poll() is None and not (list(alive.glob("*.alive")) and _started(folder)):
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    with open_instance(folder) as instance:
        started = _started(folder)
        assert len(started) == 1
        other = instance.create_run_for_job(_nothing, status=dg.DagsterRunStatus.STARTED)
        with sign_of_life(folder.alive, other.run_id):
            code, body = asked("doctor", "--data", str(town))
    found = {finding["code"]: finding for finding in body["found"]}
    assert code == 0 and found["dead_runs"]["where"] == [started[0].run_id[:8]]
    with open_instance(folder) as instance:
        states = {run.run_id: run.status for run in instance.get_runs()}
    assert states[started[0].run_id] is dg.DagsterRunStatus.FAILURE
    assert states[other.run_id] is dg.DagsterRunStatus.STARTED


@dg.job
def _nothing() -> None:
    pass


# progress -------------------------------------------------------------------------------------------------------


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_run_shows_its_stages_on_a_terminal_only(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    assert main(["run", "2026Q3", "--data", str(town)]) in (0, 3)
    assert "写名单" in terminal.getvalue() and "医保:对人" in terminal.getvalue()
    quiet = _Terminal()
    monkeypatch.setattr(sys, "stderr", quiet)
    assert main(["run", "2026Q3", "--data", str(town), "--json"]) in (0, 3)
    assert quiet.getvalue() == ""


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")
def test_stages_reach_a_real_terminal_while_steps_work(town: Path) -> None:
    import pty

    seen, terminal = pty.openpty()
    arguments = [sys.executable, "-m", "pipelines", "run", "2026Q3", "--data", str(town)]
    run = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=terminal, env=os.environ | {"TERM": "xterm"})
    os.close(terminal)
    shown_text = b""
    with suppress(OSError):  # Linux ends a terminal whose other side has gone with an error
        while piece := os.read(seen, 65536):
            shown_text += piece
    os.close(seen)
    assert run.wait() in (0, 3)
    assert len(set(re.findall(rb"\d+/\d+", shown_text))) > 3
    logs = b"".join(path.read_bytes() for path in (town / "dagster").rglob("*.err"))
    assert "写名单".encode() not in logs


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with shown(False, "sample") as step:
        step("persons", False)
        step("persons", True)
    assert capsys.readouterr() == ("", "")


def test_every_step_of_the_job_has_a_name() -> None:
    from pipelines.definitions import definitions_for

    names = {node.name for node in definitions_for("x").resolve_job_def("quarterly_screening").nodes}
    assert names and all(stage_name(name) != "处理" for name in names)
