"""Dagster's instance of a data folder, and the runs in it whose process is gone.

A killed run stays STARTED for ever: Dagster's default launcher does not look whether the process lives. A living run holds its
sign of life (``store.lock``), which the kernel takes away with the process.
"""

import os
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.store.folders import DataFolder
from pipelines.store.lock import is_alive

if TYPE_CHECKING:
    import dagster as dg

START_TIMEOUT = timedelta(minutes=5)
"""A run that nobody took up for so long, with no daemon to take it, will not be."""
PAUSE_SECONDS = 1.5
"""Between two looks: a run is without its sign of life for a moment when it starts and when it ends."""


def open_instance(folder: DataFolder) -> "dg.DagsterInstance":
    """Dagster's instance of the data folder (``DIR/dagster``), with our settings."""
    import dagster as dg

    if not (folder.dagster / "dagster.yaml").exists():
        _lay_out_instance(folder)
    os.environ["DAGSTER_HOME"] = str(folder.dagster.resolve())
    return dg.DagsterInstance.get()


def _lay_out_instance(folder: DataFolder) -> None:
    """Make Dagster's home beside and rename it: one whose databases were left half made can never be opened again."""
    import dagster as dg

    from pipelines.store import atomic

    package = Path(__file__).resolve().parents[1]
    settings = next(p for p in (package.parent / "dagster.yaml", package / "dagster.yaml") if p.exists())
    beside = atomic.fresh_folder(folder.root, "dagster")
    atomic.write_file(beside / "dagster.yaml", settings.read_bytes())
    with dg.DagsterInstance.from_config(str(beside)) as instance:
        instance.get_dynamic_partitions("quarter")
        instance.get_runs(limit=1)
    try:
        if folder.dagster.exists() and not any(folder.dagster.iterdir()):
            folder.dagster.rmdir()
        atomic.publish_folder(beside, folder.dagster)
    except OSError:
        if not (folder.dagster / "dagster.yaml").exists():
            raise
        shutil.rmtree(beside)  # another process was first


def orphans(instance: "dg.DagsterInstance", folder: DataFolder) -> "list[dg.DagsterRun]":
    """Unfinished runs that nobody carries on, seen so twice."""
    first = {run.run_id for run in _without_life(instance, folder)}
    if not first:
        return []
    time.sleep(PAUSE_SECONDS)
    return [run for run in _without_life(instance, folder) if run.run_id in first]


def _without_life(instance: "dg.DagsterInstance", folder: DataFolder) -> "list[dg.DagsterRun]":
    import dagster as dg

    status = dg.DagsterRunStatus
    going = (status.STARTED, status.CANCELING)
    waiting = [status.STARTING, status.NOT_STARTED, *([] if _daemon_lives(instance) else [status.QUEUED])]
    long_ago = datetime.now(UTC) - START_TIMEOUT
    found = []
    for record in instance.get_run_records(dg.RunsFilter(statuses=[*going, *waiting])):
        run = record.dagster_run
        abandoned = run.status in going or record.update_timestamp.replace(tzinfo=UTC) < long_ago
        if abandoned and not is_alive(folder.alive, run.run_id):
            found.append(run)
    return found


def _daemon_lives(instance: "dg.DagsterInstance") -> bool:
    long_ago = time.time() - START_TIMEOUT.total_seconds()
    return any(beat.timestamp > long_ago for beat in instance.get_daemon_heartbeats().values())


def fail(instance: "dg.DagsterInstance", run: "dg.DagsterRun", message: str) -> None:
    """Mark a dead run as failed, and give back what Dagster still keeps for it."""
    instance.report_run_failed(run, message)
    if instance.event_log_storage.supports_global_concurrency_limits:
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
