"""The cage: a sent file is read by a limited child process, and the parent survives whatever that does.

Belongs here: the parent's side: hashing, starting, feeding, timing, and judging what comes back. Nothing in this module
looks at the content of the file. What the child does is in ``caged``.
"""

import compileall
import dataclasses
import hashlib
import importlib.util
import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from pipelines.model.codes import FileRefusal
from pipelines.sources.child_limits import Keeper
from pipelines.sources.limits import DEPARTMENT_LIST, Limits
from pipelines.sources.replies import Reply, read_reply
from pipelines.sources.workbook import Workbook

WORKER = Path(__file__).with_name("cage_worker.py")


def read_workbook(path: Path, limits: Limits = DEPARTMENT_LIST) -> Workbook:
    """The workbook at ``path``, or the reason why it was not read. Never raises because of the content.

    The file is read once; what is hashed is what is read. Raises OSError when the path itself cannot be opened.
    """
    if path.stat().st_size > limits.file_bytes:
        return Workbook(_hash_of(path), "", refusal=FileRefusal.TOO_LARGE)
    return read_bytes(path.read_bytes(), limits)


def read_bytes(content: bytes, limits: Limits = DEPARTMENT_LIST) -> Workbook:
    """As ``read_workbook``, for a file already in memory."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not content:
        return Workbook(sha256, "", refusal=FileRefusal.EMPTY)
    if len(content) > limits.file_bytes:
        return Workbook(sha256, "", refusal=FileRefusal.TOO_LARGE)
    reply = _ask_child(content, limits)
    refusal = reply.refusal
    if refusal is None and not any(sheet.rows for sheet in reply.sheets):
        refusal = FileRefusal.EMPTY
    return Workbook(sha256, reply.kind, tuple(reply.sheets), refusal, tuple(sorted(reply.remarks)))


def read_workbooks(paths: Sequence[Path], limits: Limits = DEPARTMENT_LIST, workers: int = 2) -> Iterator[Workbook]:
    """Read several files, children side by side; the results come in the order of ``paths``."""
    with ThreadPoolExecutor(max(1, workers)) as pool:
        yield from pool.map(lambda path: read_workbook(path, limits), paths)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def _command() -> tuple[str, ...]:
    """Our interpreter without site, user or environment paths, the start script, and where the reader library lies."""
    spec = importlib.util.find_spec("python_calamine")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("python_calamine")
    # the child may write no files, so its modules are compiled here, once; in a read-only place it is merely slower
    compileall.compile_dir(WORKER.with_name("caged"), quiet=2)
    # in a Windows venv python.exe only starts another process, which would escape the job object: start that one
    interpreter = getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable
    return (interpreter, "-I", "-S", str(WORKER), str(Path(spec.origin).parents[1]))


def _ask_child(content: bytes, limits: Limits, command: Sequence[str] | None = None) -> Reply:
    child = subprocess.Popen(
        [*(command or _command()), json.dumps(dataclasses.asdict(limits))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a reader's complaint may quote cells
        start_new_session=True,
        bufsize=1 << 20,
    )
    with Keeper(child, limits) as keeper:
        assert child.stdin is not None and child.stdout is not None  # noqa: S101  both were asked for
        _feed(child, content)
        reply = read_reply(child.stdout, limits)
        if not reply.complete:
            child.wait()  # how it dies is the reason; the keeper's clock still runs
    if reply.complete:
        return reply
    return Reply.failed(reply.kind, _reason(keeper, child.returncode))


def _feed(child: subprocess.Popen[bytes], content: bytes) -> None:
    """Hand the bytes over; a child that died meanwhile is judged by what it leaves behind."""
    assert child.stdin is not None  # noqa: S101
    try:
        child.stdin.write(content)
        child.stdin.close()
    except OSError:
        return


def _reason(keeper: Keeper, code: int) -> FileRefusal:
    """Why a child left no whole answer, from how it died."""
    if keeper.timed_out or code == -getattr(signal, "SIGXCPU", 0):
        return FileRefusal.TOO_SLOW
    if keeper.over_memory or -code in (getattr(signal, "SIGABRT", 0), getattr(signal, "SIGKILL", 0)):
        return FileRefusal.TOO_LARGE  # native readers abort when memory is refused to them
    return FileRefusal.READER_FAILED
