"""Files dropped while the desk is open start one run, when they are whole, and never a second for the same content."""

import os
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from pipelines.cli import main
from pipelines.definitions import definitions_for
from pipelines.jobs import quarterly_schedule
from pipelines.model.quarter import Quarter
from pipelines.sensors import Seen, arrival_sensor, arrivals
from pipelines.store.folders import DataFolder

Q3 = Quarter(2026, 3)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    assert main(["init", "--place", "ganhanhe", "--into", str(tmp_path)]) == 0
    (tmp_path / "incoming" / "2026Q3").mkdir(parents=True)
    return DataFolder(tmp_path)


def _looks(folder: DataFolder, count: int, seen: dict[str, Seen]) -> tuple[list[list[Quarter]], dict[str, Seen]]:
    answers = []
    for _ in range(count):
        changed, seen = arrivals(folder, seen)
        answers.append(changed)
    return answers, seen


def test_a_file_counts_once_it_has_stopped_growing(folder: DataFolder) -> None:
    file = folder.received(Q3) / "大额.csv"
    file.write_text("姓名", encoding="utf-8")
    answers, seen = _looks(folder, 1, {})
    file.write_text("姓名,身份证号\n", encoding="utf-8")
    more, seen = _looks(folder, 3, seen)
    assert answers + more == [[], [], [Q3], []]


def test_touching_a_file_or_dropping_litter_starts_nothing(folder: DataFolder) -> None:
    file = folder.received(Q3) / "大额.csv"
    file.write_text("姓名", encoding="utf-8")
    _, seen = _looks(folder, 2, {})
    os.utime(file, (1, 1))
    (folder.received(Q3) / "~$大额.xlsx").write_bytes(b"x")
    assert _looks(folder, 3, seen)[0] == [[], [], []]


def test_a_mended_file_starts_another_run(folder: DataFolder) -> None:
    file = folder.received(Q3) / "大额.csv"
    file.write_text("姓名", encoding="utf-8")
    _, seen = _looks(folder, 2, {})
    file.write_text("姓名,村", encoding="utf-8")
    assert _looks(folder, 3, seen)[0] == [[], [Q3], []]


def test_sensor_asks_for_the_quarter_and_remembers_no_file_name(folder: DataFolder) -> None:
    (folder.received(Q3) / "张三事故报告.csv").write_text("姓名", encoding="utf-8")
    sensor = arrival_sensor(str(folder.root))
    with dg.DagsterInstance.ephemeral() as instance:
        first = sensor(dg.build_sensor_context(instance=instance))
        second = sensor(dg.build_sensor_context(instance=instance, cursor=first.cursor))
        assert instance.get_dynamic_partitions("quarter") == ["2026Q3"]
    assert [request.partition_key for request in second.run_requests] == ["2026Q3"]
    assert "张三" not in second.cursor


def test_schedule_asks_for_the_quarter_just_ended(folder: DataFolder) -> None:
    schedule = quarterly_schedule(str(folder.root))
    assert schedule is not None
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 6 5 1,4,7,10 *", "Asia/Shanghai")
    due = datetime(2026, 10, 4, 22, 0, tzinfo=UTC)  # six in the morning of the fifth in China
    with dg.DagsterInstance.local_temp(str(folder.registry)) as instance:
        asked = schedule(dg.build_schedule_context(instance=instance, scheduled_execution_time=due))
    assert asked.partition_key == "2026Q3"


def test_desk_loads_even_where_there_is_no_office_yet(tmp_path: Path) -> None:
    definitions = definitions_for(str(tmp_path))
    assert {job.name for job in definitions.jobs} == {"quarterly_screening", "received_file"}
