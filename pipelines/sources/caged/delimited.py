"""Delimited text: CSV, TSV, TXT in whatever encoding and with whatever delimiter.

Belongs here: bytes to records. The n-th record is row n; every cell is text, as nothing in the file says otherwise.
"""

from __future__ import annotations

import io
import re
from _csv import Error, field_size_limit, reader

from .outlet import Outlet, Refused

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


DELIMITERS = (",", "\t", ";", "、", "|")
SAMPLE_LINES = 300
LONGEST_RECORD = 60  # lines; a quote that stays open for longer was never meant as one
_WRAPPED = re.compile(r'\s*="((?:[^"]|"")*)"\s*')
_PAIRED = re.compile(r'"((?:[^"]|"")*)"')
_TWO_BYTE_LETTERS = re.compile("[\u0080-\u07ff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_delimited(data: bytes, outlet: Outlet, limits: dict[str, Any]) -> None:
    """The records of a text file as one sheet without a name."""
    text = text_of(data)
    if "\ufffd" in text:
        outlet.remark("encoding_damaged")
    field_size_limit(max(limits["file_bytes"], 131_072))
    lines = list(io.StringIO(text, newline=""))
    delimiter = delimiter_of(lines[:SAMPLE_LINES])
    outlet.sheet("", (_cells(record) for record in records(lines, delimiter)))


def text_of(data: bytes) -> str:
    """Decode: byte order marks first, then UTF-8, then GB18030. Raises Refused for bytes that are no text."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data.decode("utf-16", "replace") if wide else _without_mark(data)
    if len(_CONTROL.findall(text[:100_000])) > 5:
        raise Refused("unknown_format")
    return text.removeprefix("\ufeff")


def _without_mark(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _gb18030(data)
    if data.isascii() or data.startswith(b"\xef\xbb\xbf"):
        return text
    # Few Chinese characters in GB18030 can look like UTF-8, but then only as letters of two bytes.
    if all(_TWO_BYTE_LETTERS.match(letter) for letter in text if letter > "\x7f"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return text


def _gb18030(data: bytes) -> str:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        pass
    best = min(
        (data.decode(name, "replace") for name in ("utf-8-sig", "gb18030")), key=lambda text: text.count("\ufffd")
    )
    if best.count("\ufffd") * 100 > len(best):
        raise Refused("unknown_format")
    return best


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that cuts the most lines into the same number of fields."""
    return max(DELIMITERS, key=lambda delimiter: _regularity(lines, delimiter))


def _regularity(lines: list[str], delimiter: str) -> int:
    widths: dict[int, int] = {}
    for record in records(lines, delimiter):
        widths[len(record)] = widths.get(len(record), 0) + 1
    widths.pop(1, None)
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def records(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Records of fields; one with line breaks inside quotes is one. A quote left open spoils its own line only."""
    opening = re.compile(f'(^|{re.escape(delimiter)})="(?!")', re.MULTILINE)
    at = 0
    while at < len(lines):
        for record, used in _run(lines, at, delimiter, opening):
            after = at + used
            if (used > 1 or after == len(lines)) and _left_open(lines[at:after]):
                yield _without_quoting(lines[at], delimiter)
                at += 1
                break
            yield record
            at = after


def _without_quoting(line: str, delimiter: str) -> list[str]:
    """The fields of a line whose quotes do not pair; those that do pair inside one field are still taken off."""
    fields = line.rstrip("\r\n").split(delimiter)
    return [_PAIRED.sub(r"\1", field).replace('""', '"') if _PAIRED.fullmatch(field) else field for field in fields]


def _left_open(lines: list[str]) -> bool:
    return len(lines) > LONGEST_RECORD or sum(line.count('"') for line in lines) % 2 == 1


def _run(lines: list[str], at: int, delimiter: str, opening: re.Pattern[str]) -> Iterator[tuple[list[str], int]]:
    """Records from line ``at`` on, each with the number of lines it took."""
    parsed = reader((opening.sub(r'\1"', lines[i]) for i in range(at, len(lines))), delimiter=delimiter)
    seen = 0
    try:
        for record in parsed:
            yield record, parsed.line_num - seen
            seen = parsed.line_num
    except Error:
        yield [], len(lines)


def _cells(record: list[str]) -> list[str]:
    row = ["s" + _unwrapped(field) if field else "" for field in record]
    while row and row[-1] in ("", "s"):
        row.pop()
    return row


def _unwrapped(field: str) -> str:
    if '="' not in field:
        return field
    found = _WRAPPED.fullmatch(field)
    return found[1].replace('""', '"') if found else field
