"""Files that arrive while the desk is open: one look every half minute at ``incoming/``.

A file is whole when its size and time have not changed between two looks; what a quarter's folder then holds is known by
the hash of everything in it, so the same files never start a second run. Belongs here: noticing. Reading is the job's.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import dagster as dg

from pipelines.jobs import received_file
from pipelines.model.quarter import Quarter
from pipelines.partitions import make_known
from pipelines.sources.opening import sent_files
from pipelines.store.folders import DataFolder

_SECONDS = 30


@dataclass(frozen=True)
class Seen:
    """A quarter's folder at a look: hashes only, because a file's name may hold a person's."""

    look: str  # names, sizes and times
    content: str  # names and bytes, once they were whole; else as they last were
    settled: bool  # whether this very look has been answered


def _look(folder: Path) -> str:
    digest = hashlib.sha256()
    for name, path in sent_files(folder):
        stat = path.stat()
        digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def _content(folder: Path) -> str:
    digest = hashlib.sha256()
    for name, path in sent_files(folder):
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def arrivals(folder: DataFolder, before: Mapping[str, Seen]) -> tuple[list[Quarter], dict[str, Seen]]:
    """Quarters whose files have changed and are whole; and what was seen of each quarter, to be given to the next look."""
    changed, seen = [], {}
    for quarter in folder.quarters_received():
        received = folder.received(quarter)
        last = before.get(str(quarter), Seen("", "", settled=False))
        look = _look(received)
        if look != last.look:
            seen[str(quarter)] = Seen(look, last.content, settled=False)
        elif last.settled:
            seen[str(quarter)] = last
        else:
            content = _content(received)
            seen[str(quarter)] = Seen(look, content, settled=True)
            if content != last.content and sent_files(received):
                changed.append(quarter)
    return changed, seen


def arrival_sensor(data: str) -> dg.SensorDefinition:
    """The sensor over the data folder's ``incoming/``."""

    @dg.sensor(
        name="arrivals",
        job=received_file,
        minimum_interval_seconds=_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="有新文件放进 incoming 就重读该季度(等文件写完)",
    )
    def watch(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        before = {quarter: Seen(**seen) for quarter, seen in json.loads(context.cursor or "{}").items()}
        changed, seen = arrivals(DataFolder(Path(data)), before)
        make_known(context.instance, changed)
        return dg.SensorResult(
            run_requests=[
                dg.RunRequest(run_key=f"{quarter}-{seen[str(quarter)].content}", partition_key=str(quarter))
                for quarter in changed
            ],
            cursor=json.dumps({quarter: asdict(one) for quarter, one in seen.items()}),
        )

    return watch
