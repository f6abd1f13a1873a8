"""Which format the bytes are, whatever the file is called, and who reads it.

Belongs here: telling formats apart. Reading one is its own module's work.
"""

from collections.abc import Callable
from typing import Any

from .outlet import Outlet, Refused

Reader = Callable[[bytes, Outlet, dict[str, Any]], None]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes) -> str:
    """A short name of the format by its first bytes."""
    if not data:
        raise Refused("empty")
    if data.startswith(b"PK"):
        return "xlsx"
    if data.startswith(OLE):
        return "xls"
    return "text"


def reader_of(kind: str) -> Reader:
    """The function that reads ``kind``. Imported only when needed: each import costs the child milliseconds."""
    if kind in ("xlsx", "xls"):
        from .spreadsheet import read_spreadsheet

        return read_spreadsheet
    from .delimited import read_delimited

    return read_delimited
