"""What the child answers, line by line, believed only as far as its shape goes.

Belongs here: the parent's end of the pipe described in ``caged/outlet.py``. A line that does not fit makes the whole
answer void: half a workbook is worse than none.
"""

import json
from dataclasses import dataclass, field
from typing import IO

from pipelines.model.codes import FileRefusal
from pipelines.sources.limits import Limits
from pipelines.sources.workbook import Merge, Sheet

_LINE = 64 << 20  # bytes; more than the largest batch of cells a sheet can hold in earnest

_REFUSALS = {code.value: code for code in FileRefusal}


class Garbled(ValueError):
    """The child said something it never says."""


@dataclass
class Reply:
    """The answer so far. ``complete`` when the child came to an end that it named."""

    kind: str = ""
    sheets: list[Sheet] = field(default_factory=list)
    remarks: set[str] = field(default_factory=set)
    refusal: FileRefusal | None = None
    complete: bool = False
    cells: int = 0
    rows: int = 0

    @classmethod
    def failed(cls, kind: str, refusal: FileRefusal) -> "Reply":
        return cls(kind=kind, refusal=refusal, complete=True)


def read_reply(stream: IO[bytes], limits: Limits) -> Reply:
    """Read the child's lines to their end. A garbled or oversized answer comes back as a refusal."""
    reply = Reply()
    left = limits.output_bytes
    try:
        while line := stream.readline(min(left, _LINE) + 1):
            left -= len(line)
            if left < 0 or len(line) > _LINE:
                return Reply.failed(reply.kind, FileRefusal.TOO_LARGE)
            if reply.complete or not line.endswith(b"\n"):
                raise Garbled
            _take(reply, json.loads(line), limits)
    except (ValueError, KeyError, TypeError, RecursionError, OSError):
        return Reply.failed(reply.kind, FileRefusal.READER_FAILED)
    return reply


def _take(reply: Reply, word: object, limits: Limits) -> None:
    if isinstance(word, list):
        _take_rows(reply, word, limits)
    elif isinstance(word, dict):
        _take_note(reply, word, limits)
    elif type(word) is int and reply.sheets and 0 < word <= limits.rows - len(reply.sheets[-1].rows):
        reply.sheets[-1].rows.extend([] for _ in range(word))
    else:
        raise Garbled


def _take_rows(reply: Reply, rows: list[object], limits: Limits) -> None:
    if not reply.sheets:
        raise Garbled
    taken = reply.sheets[-1].rows
    for row in rows:
        if type(row) is not list or (row and set(map(type, row)) != {str}):
            raise Garbled
        reply.cells += len(row)
        taken.append(row)
    if len(taken) > limits.rows or reply.cells > limits.cells:
        raise Garbled


def _take_note(reply: Reply, note: dict[str, object], limits: Limits) -> None:
    if "sheet" in note:
        if len(reply.sheets) >= limits.sheets:
            raise Garbled
        reply.sheets.append(_sheet(note))
    elif "kind" in note:
        reply.kind = _code(note["kind"])
    elif "remark" in note:
        reply.remarks.add(_code(note["remark"]))
        if len(reply.remarks) > 100:
            raise Garbled
    elif "refusal" in note:
        reply.refusal, reply.sheets, reply.complete = _REFUSALS[_text(note["refusal"])], [], True
    elif note == {"end": sum(len(sheet.rows) for sheet in reply.sheets)}:
        reply.complete = True
    else:
        raise Garbled


def _sheet(note: dict[str, object]) -> Sheet:
    merges = tuple(Merge(*_numbers(four)) for four in _list(note["merges"]))
    hidden_rows, hidden_columns = frozenset(_numbers(note["hidden_rows"])), frozenset(_numbers(note["hidden_columns"]))
    return Sheet(_text(note["sheet"]), [], merges, note["hidden"] is True, hidden_rows, hidden_columns)


def _list(value: object) -> list[object]:
    if type(value) is not list:
        raise Garbled
    return value


def _numbers(value: object) -> list[int]:
    numbers = [number for number in _list(value) if type(number) is int and number > 0]
    if len(numbers) != len(_list(value)):
        raise Garbled
    return numbers


def _text(value: object) -> str:
    if type(value) is not str or len(value) > 10_000:
        raise Garbled
    return value


def _code(value: object) -> str:
    """A short word: never free text, because remarks are shown and logged."""
    text = _text(value)
    if not (text.isascii() and text.replace("_", "").isalnum() and len(text) <= 40):
        raise Garbled
    return text
