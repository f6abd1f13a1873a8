"""One writer per store: a lock that the kernel frees when its holder dies.

Dagster's pools keep the slot of a killed run; this lock is the real guard (docs/decisions/0004).
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.model.errors import StoreBusy
from pipelines.store.atomic import make_folder

WAIT_SECONDS = 30.0


@contextmanager
def sole_writer(store: Path, wait_seconds: float | None = None) -> Iterator[None]:
    """Hold the store for the time of the block. Raises StoreBusy when another process holds it for too long."""
    make_folder(store)
    lock = FileLock(store / ".lock", timeout=WAIT_SECONDS if wait_seconds is None else wait_seconds)
    try:
        lock.acquire()
    except Timeout:
        raise StoreBusy("store_busy", folder=store.parent.name) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def sign_of_life(folder: Path, name: str) -> Iterator[None]:
    """Say for the time of the block that ``name`` (a run) lives. Whoever dies inside it says so no longer."""
    make_folder(folder)
    path = folder / f"{name}.alive"
    lock = FileLock(path, timeout=0)
    with suppress(Timeout):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
        with suppress(OSError):  # Windows keeps a file that somebody else is just looking at
            path.unlink(missing_ok=True)


def is_alive(folder: Path, name: str) -> bool:
    """Whether somebody holds the sign of life of ``name``."""
    path = folder / f"{name}.alive"
    if not path.exists():
        return False
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return True
    lock.release()
    return False
