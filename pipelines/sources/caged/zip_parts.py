"""A zip container, judged before anything unpacks it, and its parts, unpacked in counted pieces.

Belongs here: the container. Declared sizes are checked first, then counted again while inflating, because they lie.
Hand-written instead of ``zipfile``: that imports 15 ms worth of modules, and it hides what has to be judged here.
"""

from __future__ import annotations

import itertools
import struct
import zlib

from .outlet import Refused

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


_END = b"PK\x05\x06"
_END64, _LOCATOR64 = b"PK\x06\x06", b"PK\x06\x07"
_ENTRY, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_SMALL_PART = 10_000_000  # below this a high ratio does no harm
PIECE = 4 << 20


class Part:
    """One entry of the central directory."""

    __slots__ = ("encrypted", "method", "name", "offset", "packed", "unpacked")

    def __init__(self, name: str, method: int, encrypted: bool, packed: int, unpacked: int, offset: int) -> None:
        self.name = name
        self.method = method
        self.encrypted = encrypted
        self.packed = packed
        self.unpacked = unpacked
        self.offset = offset


class Package:
    """A zip container that passed the preflight. ``parts`` is keyed by lower-case name with forward slashes."""

    def __init__(self, data: bytes, limits: dict[str, Any]) -> None:
        self._data = data
        self._left = int(limits["unpacked_bytes"])
        self.parts = _judged(list(_directory(data, limits["parts"])), limits)

    def pieces(self, part: Part) -> Iterator[bytes]:
        """The part's bytes, unpacked, some megabytes at a time; refused when more comes than was declared or allowed."""
        start = _start_of(self._data, part)
        packed = memoryview(self._data)[start : start + part.packed]
        if part.method == 0:
            yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
            return
        left = min(part.unpacked, self._left) + 1
        inflater = zlib.decompressobj(-15)
        feed: Any = packed
        while left > 0 and not inflater.eof:
            try:
                piece = inflater.decompress(feed, min(PIECE, left))
            except zlib.error:
                raise Refused("truncated") from None
            feed = inflater.unconsumed_tail
            if not piece and not feed:
                break
            left -= len(piece)
            yield piece
        if left <= 0:
            raise Refused("hostile")
        if not inflater.eof:
            raise Refused("truncated")

    def read(self, name: str, most: int = 64 << 20) -> bytes:
        """A whole part, or nothing when there is none of that name. Refused when longer than ``most``."""
        part = self.parts.get(name.lower())
        if part is None:
            return b""
        if part.unpacked > most:
            raise Refused("too_large")
        return b"".join(self.pieces(part))


def _directory(data: bytes, most: int) -> Iterator[Part]:
    count, at = _end_of(data)
    if count > most:
        raise Refused("too_large")
    for _ in range(count):
        if data[at : at + 4] != _ENTRY or at + 46 > len(data):
            raise Refused("truncated")
        flags, method, packed, unpacked = struct.unpack_from("<HH8xLL", data, at + 8)
        name_length, extra_length, comment_length, offset = struct.unpack_from("<HHH8xL", data, at + 28)
        name = data[at + 46 : at + 46 + name_length]
        extra = data[at + 46 + name_length : at + 46 + name_length + extra_length]
        if 0xFFFFFFFF in (packed, unpacked, offset):
            unpacked, packed, offset = _long_sizes(extra, unpacked, packed, offset)
        text = _name_text(name).replace("\\", "/")
        yield Part(text, method, bool(flags & 1), packed, unpacked, offset)
        at += 46 + name_length + extra_length + comment_length


def _name_text(name: bytes) -> str:
    """UTF-8 with or without saying so, else what a Chinese Windows writes."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def _end_of(data: bytes) -> tuple[int, int]:
    """Number of entries and where the central directory starts."""
    at = data.rfind(_END, max(0, len(data) - 65_557))
    if at < 0 or at + 22 > len(data):
        raise Refused("truncated")
    count, start = struct.unpack_from("<H4xL", data, at + 10)
    if (count == 0xFFFF or start == 0xFFFFFFFF) and data[at - 20 : at - 16] == _LOCATOR64:
        (at64,) = struct.unpack_from("<Q", data, at - 12)
        if data[at64 : at64 + 4] == _END64 and at64 + 56 <= len(data):
            count, start = struct.unpack_from("<Q8xQ", data, at64 + 32)
    return count, start


def _long_sizes(extra: bytes, *sizes: int) -> list[int]:
    """Replace each size of all ones by the next one in the zip64 extra field."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, at)
        if tag == 1:
            body = extra[at + 4 : at + 4 + length]
            longs = iter(struct.unpack_from(f"<{len(body) // 8}Q", body))
            return [next(longs, size) if size == 0xFFFFFFFF else size for size in sizes]
        at += 4 + length
    return list(sizes)


def _judged(parts: list[Part], limits: dict[str, Any]) -> dict[str, Part]:
    """The parts by name. Refuses bombs, two parts of one name, overlaps, and names that leave the container."""
    named: dict[str, Part] = {}
    for part in parts:
        if part.name.endswith("/") and not part.unpacked:
            continue
        name = part.name.lower()
        if part.encrypted:
            raise Refused("password")
        if name in named or _leaves(name) or _is_bomb(part, limits["ratio"]):
            raise Refused("hostile")
        named[name] = part
    if sum(part.unpacked for part in named.values()) > limits["unpacked_bytes"]:
        raise Refused("too_large")
    ordered = sorted(named.values(), key=lambda part: part.offset)
    if any(a.offset + 30 + a.packed > b.offset for a, b in itertools.pairwise(ordered)):
        raise Refused("hostile")
    return named


def _is_bomb(part: Part, ratio: int) -> bool:
    """Packed in a way that no office program uses, or far smaller than sheets pack."""
    if part.method == 0:
        return part.unpacked != part.packed
    return part.method != 8 or (part.unpacked > _SMALL_PART and part.unpacked > part.packed * ratio)


def _leaves(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in name


def _start_of(data: bytes, part: Part) -> int:
    if data[part.offset : part.offset + 4] != _LOCAL or part.offset + 30 > len(data):
        raise Refused("truncated")
    name_length, extra_length = struct.unpack_from("<HH", data, part.offset + 26)
    start = part.offset + 30 + int(name_length) + int(extra_length)
    if start + part.packed > len(data):
        raise Refused("truncated")
    return start
