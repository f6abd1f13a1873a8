"""Records of an old .xls workbook stream (BIFF5, BIFF8): what calamine does not tell of a sheet.

Hidden rows and columns, error values (calamine gives a blank), encryption. Values and merges are calamine's work.
Record numbers and layouts: [MS-XLS] 2.3, 2.4.
"""

from __future__ import annotations

import struct

from .findings import Findings
from .outlet import Refused

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from typing import Any


_FILEPASS, _BOUNDSHEET, _BOF = 0x2F, 0x85, 0x809
_ROW, _COLINFO, _BOOLERR, _FORMULA, _MERGED = 0x208, 0x7D, 0x205, 0x06, 0xE5
_WANTED = frozenset((_ROW, _COLINFO, _BOOLERR, _FORMULA, _MERGED))
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def scan_records(stream: bytes, limits: dict[str, Any]) -> dict[int, Findings]:
    """Findings by position of the sheet. Raises Refused for an encrypted workbook."""
    starts = _sheet_starts(stream)
    if len(starts) > limits["sheets"]:
        raise Refused("too_large")
    ends = sorted([*starts, len(stream)])
    found: dict[int, Findings] = {}
    for index, start in enumerate(starts):
        end = next((end for end in ends if end > start), start)
        found[index] = _scan_sheet(stream, start, end)
        if found[index].merges > limits["merges"]:
            raise Refused("too_large")
    return found


def _sheet_starts(stream: bytes) -> list[int]:
    """Where each sheet's records begin, in the workbook's order."""
    starts: list[int] = []
    at = 0
    while at + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, at)
        if record == _FILEPASS:
            raise Refused("password")
        if record == _BOUNDSHEET and at + 8 <= len(stream):
            starts.append(struct.unpack_from("<L", stream, at + 4)[0])
        if record == 0x0A and starts:  # end of the globals: sheets follow
            break
        at += 4 + length
    return starts


def _scan_sheet(stream: bytes, at: int, end: int) -> Findings:
    found = Findings()
    header = struct.Struct("<HH").unpack_from
    while at + 4 <= end:
        record, length = header(stream, at)
        if record in _WANTED:
            body = stream[at + 4 : at + 4 + length]
            if len(body) == length:
                _take(record, body, found)
        at += 4 + length
    return found


def _take(record: int, body: bytes, found: Findings) -> None:
    if record == _ROW and len(body) >= 14 and body[12] & 0x20:
        found.hidden_rows.add(_short(body, 0) + 1)
    elif record == _COLINFO and len(body) >= 10 and body[8] & 1:
        found.hidden_columns.append((_short(body, 0) + 1, _short(body, 2) + 1))
    elif record == _BOOLERR and len(body) >= 8 and body[7]:
        _put(found, body, body[6])
    elif record == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        _put(found, body, body[8])
    elif record == _MERGED and len(body) >= 2:
        found.merges += _short(body, 0)


def _put(found: Findings, body: bytes, code: int) -> None:
    row, column = _short(body, 0) + 1, _short(body, 2) + 1
    found.cells.setdefault(row, {})[column] = "e" + _ERRORS.get(code, "#N/A")


def _short(body: bytes, at: int) -> int:
    return body[at] | body[at + 1] << 8
