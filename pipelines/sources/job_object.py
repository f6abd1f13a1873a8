"""A Windows job object around the reader's child: memory held by the kernel, no grandchildren, dies with its handle.

Belongs here: the ctypes call, imported on Windows only. Layouts: winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION.
"""

import ctypes
import subprocess
import sys

_EXTENDED_LIMITS = 9
_ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_ERROR, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000


class _Basic(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class Job:
    """The open handle; closing it ends every process inside."""

    def __init__(self, handle: int, close: object) -> None:
        self._handle = handle
        self._close = close

    def __del__(self) -> None:
        if self._handle and callable(self._close):
            self._close(self._handle)


def job_for(child: subprocess.Popen[bytes], memory_bytes: int) -> Job | None:
    """Put the child into a job of its own. None when Windows refuses; then the clock alone holds it.

    The child has read nothing yet: it waits for its bytes, which the parent sends only afterwards.
    """
    if sys.platform != "win32":
        return None
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
    kernel.SetInformationJobObject.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
    handle = kernel.CreateJobObjectW(None, None)
    if not handle:
        return None
    job = Job(handle, kernel.CloseHandle)
    wanted = _Extended()
    wanted.BasicLimitInformation.LimitFlags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_ERROR | _KILL_ON_CLOSE
    wanted.BasicLimitInformation.ActiveProcessLimit = 1
    wanted.ProcessMemoryLimit = memory_bytes
    limited = kernel.SetInformationJobObject(handle, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted))
    assigned = limited and kernel.AssignProcessToJobObject(handle, int(getattr(child, "_handle")))  # noqa: B009  known to typeshed on Windows only
    return job if assigned else None
