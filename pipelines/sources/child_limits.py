"""The parent's hold on a reader's child process: wall clock everywhere, memory where the kernel does not hold it.

Belongs here: all that differs between systems. Linux: the child lowers its own limits (``caged/self_limits.py``), the
kernel holds them. Windows: a job object. Elsewhere: a watchdog that asks how much memory the child holds.
"""

import contextlib
import os
import signal
import subprocess
import threading
from types import TracebackType

from pipelines.sources.limits import Limits


class Keeper:
    """Kills the child, and all it started, when its time is over or the block is left. Reaps it in any case."""

    def __init__(self, child: subprocess.Popen[bytes], limits: Limits) -> None:
        self._child = child
        self._timer = threading.Timer(limits.seconds, self._time_is_over)
        self.timed_out = False
        self.over_memory = False

    def __enter__(self) -> "Keeper":
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._kill()
        for stream in (self._child.stdin, self._child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._child.wait()

    def _time_is_over(self) -> None:
        self.timed_out = True
        self._kill()

    def _kill(self) -> None:
        if self._child.poll() is not None:
            return
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._child.pid, signal.SIGKILL)
            else:
                self._child.kill()
