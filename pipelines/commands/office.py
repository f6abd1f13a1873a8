"""Making a data folder: an office's own, or an invented town's."""

from pathlib import Path

from pipelines.commands.answer import DONE, Answer
from pipelines.commands.progress import shown
from pipelines.model.errors import UsageError
from pipelines.model.quarter import Quarter
from pipelines.report.texts import text
from pipelines.store.folders import DataFolder


def init(place: str, into: Path) -> Answer:
    """Lay out a data folder for a place. Raises UsageError for an unknown place or a folder that has an office."""
    from pipelines.policy.office import new_office_text
    from pipelines.store import atomic

    folder = DataFolder(into)
    if folder.office_file.exists():
        raise UsageError("office_exists", folder=into.name)
    written = new_office_text(place)
    folder.lay_out()
    atomic.write_file(folder.office_file, written.encode())
    return DONE, {"data": into.as_posix()}, [text("cli.init_done", folder=into)]


def sample(into: Path, place: str, people: int, quarter: Quarter, seed: int, quiet: bool = True) -> Answer:
    """``init`` plus an invented town's files; the truth goes to ``<into>-truth``."""
    from pipelines.sample.town import write_sample

    with shown(quiet, "sample"):
        files = write_sample(into, place, people, quarter, seed)
    if not DataFolder(into).office_file.exists():
        init(place, into)
    body = {"data": into.as_posix(), "files": len(files)}
    return DONE, body, [text("cli.sample_done", files=len(files), folder=into)]
