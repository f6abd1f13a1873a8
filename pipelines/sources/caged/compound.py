"""OLE compound files: old .xls and .et workbooks, encrypted OOXML, and what else wears the same coat.

Belongs here: the container: sector chains (which hostile files tie into loops), the directory, one stream's bytes.
What the workbook stream says is ``biff.py``.
"""

from __future__ import annotations

import struct

from .biff import scan_records
from .outlet import Outlet, Refused
from .spreadsheet import read_spreadsheet

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from typing import Any


_FREE, _END, _FAT, _DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_MOST_ENTRIES = 10_000


class Compound:
    """The streams of a compound file by lower-case name. Refuses loops; sectors beyond the end read as nothing."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise Refused("truncated")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Refused("hostile")
        self._size = 1 << shift
        directory_start, self._mini_cutoff, mini_start, _, difat_start = struct.unpack_from("<L4xLLLL", data, 48)
        self._fat = self._longs(self._fat_sectors(difat_start))
        self.streams: dict[str, tuple[int, int]] = {}
        self._mini_stream = (_END, 0)
        self._read_directory(self._chain(directory_start, self._fat))
        self._mini_fat = self._longs(self._chain(mini_start, self._fat))

    def stream(self, name: str) -> bytes:
        """The bytes of a stream. Raises Refused when sectors of it are missing: its last rows would be lost unseen."""
        start, size = self.streams[name]
        if size >= self._mini_cutoff:
            joined = self._joined(self._chain(start, self._fat))
        else:
            home = self._joined(self._chain(self._mini_stream[0], self._fat))
            joined = b"".join(home[at * 64 : at * 64 + 64] for at in self._chain(start, self._mini_fat))
        if len(joined) < size:
            raise Refused("truncated")
        return joined[:size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size]

    def _joined(self, chain: list[int]) -> bytes:
        return b"".join(map(self._sector, chain))

    def _longs(self, sectors: list[int]) -> tuple[int, ...]:
        joined = self._joined(sectors)
        return struct.unpack(f"<{len(joined) // 4}L", joined[: len(joined) // 4 * 4])

    def _fat_sectors(self, difat: int) -> list[int]:
        found = list(struct.unpack_from("<109L", self._data, 76))
        seen: set[int] = set()
        while difat not in (_END, _FREE):
            longs = self._longs([difat])
            if difat in seen or not longs:
                raise Refused("hostile" if difat in seen else "truncated")
            seen.add(difat)
            found += longs[:-1]
            difat = longs[-1]
        sectors = [sector for sector in found if sector != _FREE]
        if len(set(sectors)) != len(sectors):
            raise Refused("hostile")
        return sectors

    def _chain(self, start: int, table: tuple[int, ...]) -> list[int]:
        chain: list[int] = []
        seen: set[int] = set()
        while start < len(table):
            if start in seen:
                raise Refused("hostile")
            seen.add(start)
            chain.append(start)
            start = table[start]
        return chain

    def _read_directory(self, chain: list[int]) -> None:
        entries = self._joined(chain)
        if len(entries) > _MOST_ENTRIES * 128:
            raise Refused("too_large")
        if not entries:
            raise Refused("truncated")
        for at in range(0, len(entries) - 127, 128):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
            start, size = struct.unpack_from("<LL", entries, at + 116)
            if kind == 5:
                self._mini_stream = (start, size)
            elif kind in (1, 2):
                self.streams.setdefault(name, (start, size))


def read_compound(data: bytes, outlet: Outlet, limits: dict[str, Any]) -> None:
    """A workbook in a compound file; anything else is a refusal that says what it was."""
    compound = Compound(data)
    names = compound.streams
    if "encryptedpackage" in names:
        outlet.kind("xlsx")
        raise Refused("password")
    book = next((name for name in ("workbook", "book") if name in names), None)
    if book is None:
        outlet.kind("doc" if "worddocument" in names else "ole")
        raise Refused("unknown_format")
    outlet.kind("xls")
    if any(name in names for name in ("_vba_project_cur", "vba", "macros")):
        outlet.remark("macros")
    if any(name.startswith("mbd") for name in names):
        outlet.remark("embedded_objects")
    findings = scan_records(compound.stream(book), limits)
    read_spreadsheet(data, outlet, limits, findings)
