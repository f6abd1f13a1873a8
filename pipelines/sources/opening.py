"""Every file that was sent, found below a folder and opened in its cage, in the order of the paths.

Belongs here: which files count as sent, archives, and keeping only a few opened workbooks in memory at a time.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from pipelines.model.codes import FileRefusal
from pipelines.sources.archive import is_archive, read_members
from pipelines.sources.cage import read_workbook
from pipelines.sources.limits import Limits
from pipelines.sources.workbook import Workbook

_NOT_SENT = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_NOT_SENT_ENDS = (".tmp", ".lock", ".part", ".crdownload")


def sent_files(folder: Path) -> list[tuple[str, Path]]:
    """(path below ``folder``, file) of everything that was sent, ordered; lock files and folders' litter are not."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        litter = path.name.lower() in _NOT_SENT or path.name.lower().endswith(_NOT_SENT_ENDS)
        hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in relative.parts)
        if path.is_file() and not litter and not hidden:
            found.append((relative.as_posix(), path))
    return sorted(found)


def _open(path: Path, limits: Limits) -> Workbook:
    try:
        return read_workbook(path, limits)
    except OSError:  # no right to read it, or gone since it was listed
        return Workbook("", "", refusal=FileRefusal.READER_FAILED)


def _members(file: str, path: Path, limits: Limits) -> Iterator[tuple[str, Workbook]]:
    try:
        for name, workbook in read_members(path, limits):
            yield (f"{file}/{name}" if name else file), workbook
    except OSError:
        yield file, Workbook("", "", refusal=FileRefusal.READER_FAILED)


def open_files(folder: Path, limits: Limits, workers: int) -> Iterator[tuple[str, Workbook]]:
    """(path below ``folder``, workbook); a .zip gives its members as ``outer.zip/inner.xlsx``. Never raises for a file."""
    with ThreadPoolExecutor(max(1, workers)) as pool:
        waiting = deque(sent_files(folder))
        opening: deque[tuple[str, Path, Future[Workbook]]] = deque()
        while waiting or opening:
            while waiting and len(opening) <= workers:
                file, path = waiting.popleft()
                opening.append((file, path, pool.submit(_open, path, limits)))
            file, path, future = opening.popleft()
            workbook = future.result()
            if is_archive(workbook):
                yield from _members(file, path, limits)
            else:
                yield file, workbook


def open_file(file: str, path: Path, limits: Limits) -> Iterator[tuple[str, Workbook]]:
    """As ``open_files``, for one file named ``file``."""
    workbook = _open(path, limits)
    if is_archive(workbook):
        yield from _members(file, path, limits)
    else:
        yield file, workbook
