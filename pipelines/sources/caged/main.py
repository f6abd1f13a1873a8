"""The child's life: limit itself, take the bytes, find out what they are, read them, say how it ended.

Belongs here: the order of things and which failure becomes which refusal. Formats are read in their own modules.
"""

import gc
import json
import sys

from .formats import kind_of, reader_of
from .outlet import Outlet, Refused, standard_outlet
from .self_limits import limit_this_process


def read_from_stdin(limits_json: str) -> None:
    """Read a whole file from stdin and write its lines to stdout. Ends normally whatever the content, if it can."""
    gc.disable()  # rows come and go without cycles; the process ends soon
    limits = json.loads(limits_json)
    outlet = standard_outlet(limits)
    limit_this_process(limits["memory_bytes"], limits["seconds"])
    try:
        _read(sys.stdin.buffer.read(), outlet, limits)
    except Refused as refusal:
        outlet.refuse(str(refusal.args[0]))
    except MemoryError:
        outlet.refuse("too_large")
    except BaseException:  # pyo3's PanicException is no Exception; its text may hold cell content, so it is dropped
        outlet.refuse("reader_failed")


def _read(data: bytes, outlet: Outlet, limits: dict[str, int]) -> None:
    kind = kind_of(data)
    outlet.kind(kind)
    reader_of(kind)(data, outlet, limits)
    outlet.end()
