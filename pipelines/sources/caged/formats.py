"""Which format the bytes are, whatever the file is called, and who reads it.

Belongs here: telling formats apart. Reading one is its own module's work, imported only when needed, because every
import costs the child milliseconds.
"""

from __future__ import annotations

import re
from importlib import import_module

from .outlet import Outlet, Refused

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Reader = Callable[[bytes, Outlet, dict[str, Any]], None]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (OLE, "ole"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "rtf"),
    (b"MIME-Version:", "mhtml"),
    (b"SQLite format 3", "database"),
)
_HTML = re.compile(r"<(html|table|body|head|meta|style|div|script|!doctype\s+html)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<[?!A-Za-z]")
_SPREADSHEETML = "urn:schemas-microsoft-com:office:spreadsheet"


def kind_of(data: bytes) -> str:
    """A short name of the format: by its first bytes, for text by its first words. ``zip`` and ``ole`` are containers."""
    for mark, kind in _MARKS:
        if data.startswith(mark) and not (kind == "image" and mark == b"BM" and not _is_bitmap(data)):
            return kind
    return _kind_of_text(data)


def _is_bitmap(data: bytes) -> bool:
    """``BM`` also begins words; a bitmap's reserved bytes are zero."""
    return data[6:10] == b"\0\0\0\0"


def _kind_of_text(data: bytes) -> str:
    head = _start(data).lstrip("\ufeff \t\r\n")
    if not head.startswith("<"):
        return "text"
    if _SPREADSHEETML in head:
        return "spreadsheetml"
    if _HTML.search(head):
        return "html"
    return "xml" if _MARKUP.match(head) else "text"


def _start(data: bytes) -> str:
    head = data[:8_000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8", "replace")


_READERS = {
    "zip": ("packages", "read_package"),
    "ole": ("compound", "read_compound"),
    "html": ("hypertext", "read_html"),
    "spreadsheetml": ("spreadsheetml", "read_spreadsheetml"),
    "text": ("delimited", "read_delimited"),
}


def reader_of(kind: str) -> Reader:
    """The function that reads ``kind``. Raises Refused for formats that hold no list we could read."""
    if kind not in _READERS:
        raise Refused("unknown_format")
    module, function = _READERS[kind]
    reader: Reader = getattr(import_module(f".{module}", __package__), function)
    return reader
