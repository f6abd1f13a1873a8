"""How far a long command has come, on the terminal of whoever waits. Stages and counts; never a person's data.

Nothing is shown when nobody looks: not a terminal, or ``--json``.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from pipelines.report.texts import sentences, text

if TYPE_CHECKING:
    from rich.progress import Progress

Step = Callable[[str, bool], None]
"""Told of each step: its key, and whether it ended (else it begins)."""


@contextmanager
def shown(quiet: bool, stage: str, total: int | None = None) -> Iterator[Step]:
    """Show ``stage`` and, of a known ``total`` of steps, the present one, how many are done and the time so far."""
    if quiet or not sys.stderr.isatty():
        yield lambda step, ended: None
        return
    with _terminal() as terminal, _bar(terminal) as bar:
        task = bar.add_task(text(f"stage.{stage}"), total=total)

        def step(key: str, ended: bool) -> None:
            if ended:
                bar.advance(task)
            else:
                bar.update(task, description=stage_name(key))

        yield step


@contextmanager
def _terminal() -> Iterator[TextIO]:
    """Standard error as it is now: while a step works, Dagster turns the process's own into the step's log file."""
    try:
        own = os.dup(sys.stderr.fileno())
    except (OSError, ValueError):  # a stand-in without a descriptor
        yield sys.stderr
        return
    with os.fdopen(own, "w", encoding="utf-8") as terminal:
        yield terminal


def _bar(terminal: TextIO) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(file=terminal), transient=True)


def stage_name(step: str) -> str:
    """A step's name for people: ``hospital__links`` is 医院:对人."""
    known = sentences()
    if f"stage.{step}" in known:
        return text(f"stage.{step}")
    code, _, work = step.partition("__")
    if work and f"stage.of_department.{work}" in known:
        from pipelines.sources.department import departments

        label = {department.code: department.label for department in departments()}.get(code, code)
        return text(f"stage.of_department.{work}", department=label)
    return text("stage.other")
