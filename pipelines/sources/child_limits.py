"""The parent's hold on a reader's child process: wall clock everywhere, memory where the kernel does not hold it.

Belongs here: all that differs between systems. Linux: the child lowers its own limits (``caged/self_limits.py``) and the
kernel holds them. Windows: a job object (``job_object.py``). macOS: a watchdog asks ``ps`` how much memory the child
holds; between two looks a child can take more, which is the one gap.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from types import TracebackType

from pipelines.sources.limits import Limits

_LOOK_EVERY = 0.2  # seconds


class Keeper:
    """Kills the child, and all it started, when its time is over or the block is left. Reaps it in any case."""

    def __init__(self, child: subprocess.Popen[bytes], limits: Limits) -> None:
        self._child = child
        self._limits = limits
        self._timer = threading.Timer(limits.seconds, self._time_is_over)
        self._over = threading.Event()
        self._job: object = None
        self.timed_out = False
        self.over_memory = False

    def __enter__(self) -> "Keeper":
        self._timer.daemon = True
        self._timer.start()
        if sys.platform == "win32":
            from pipelines.sources.job_object import job_for

            self._job = job_for(self._child, self._limits.memory_bytes)
        elif not sys.platform.startswith("linux"):
            threading.Thread(target=self._watch_memory, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._over.set()
        self._kill()
        for stream in (self._child.stdin, self._child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._child.wait()
        self._job = None  # closes the job object, and with it whatever still runs inside

    def _time_is_over(self) -> None:
        self.timed_out = True
        self._kill()

    def _watch_memory(self) -> None:
        while not self._over.wait(_LOOK_EVERY):
            if resident_bytes(self._child.pid) > self._limits.memory_bytes:
                self.over_memory = True
                self._kill()
                return

    def _kill(self) -> None:
        if self._child.poll() is not None:
            return
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                self._child.kill()
            else:
                os.killpg(self._child.pid, signal.SIGKILL)


def resident_bytes(process: int) -> int:
    """Memory a process holds, as ``ps`` (POSIX) tells it; 0 when it cannot say."""
    with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
        said = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, timeout=5, check=False)
        return int(said.stdout) * 1024
    return 0
