"""One quarter, from files to workbooks, as a whole process tree: wall time, peak memory, and what was right.

Each run is a fresh process of the command line, so Dagster and every import are inside the figure.
"""

import json
import shutil
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_PAGE = 4096


@dataclass(frozen=True)
class Timed:
    """Seconds of wall time and peak resident bytes of the process and all its children together."""

    seconds: float
    peak_bytes: int
    printed: str


def _children(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*"):
            try:
                found += [int(child) for child in (task / "children").read_text().split()]
            except OSError:
                continue
    return found


def _resident(pid: int) -> int:
    total = 0
    for process in _children(pid):
        try:
            total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
        except OSError:
            continue
    return total


def timed(*arguments: str) -> Timed:
    """Run ``bidui`` with these arguments and watch it. Memory is watched on Linux only."""
    started, peak, over = time.perf_counter(), 0, threading.Event()
    process = subprocess.Popen([sys.executable, "-m", "pipelines", *arguments], stdout=subprocess.PIPE, text=True)

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.05):
            peak = max(peak, _resident(process.pid))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    printed = process.communicate()[0]
    over.set()
    watcher.join()
    if process.returncode not in (0, 3):
        raise RuntimeError(f"bidui {arguments[0]} ended with {process.returncode}")
    return Timed(time.perf_counter() - started, peak, printed)


def quarter(folder: Path, place: str, people: int, rounds: int) -> dict[str, object]:
    """Make a town, then run its last quarter ``rounds`` times from nothing; figures as a JSON-ready dictionary."""
    made = timed("sample", "--place", place, "--people", str(people), "--quarter", "2026Q3", "--into", str(folder))
    runs = []
    for _ in range(rounds):
        for room in ("store", "issued", "dagster"):
            shutil.rmtree(folder / room, ignore_errors=True)
        for ledger in folder.glob("ledger.sqlite*"):
            ledger.unlink()
        runs.append(timed("run", "2026Q3", "--data", str(folder), "--as-of", "2026-10-08", "--json"))
    score = json.loads(timed("score", "2026Q3", "--data", str(folder), "--json").printed)
    seconds = [run.seconds for run in runs]
    return {
        "place": place,
        "people": people,
        "sample_seconds": round(made.seconds, 2),
        "run_seconds": {
            "min": round(min(seconds), 2),
            "median": round(statistics.median(seconds), 2),
            "max": round(max(seconds), 2),
        },
        "peak_mib": round(max(run.peak_bytes for run in runs) / 2**20),
        "outcome": json.loads(runs[-1].printed),
        "score": score,
    }
