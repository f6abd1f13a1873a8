"""The pipe to the parent: JSON lines, in this order and nothing else.

``{"kind": …}``, then per sheet ``{"sheet": …, …}`` followed by lines of ``[row, row, …]`` or ``n`` (that many blank rows),
``{"remark": code}`` anywhere, and last ``{"end": rows}`` or ``{"refusal": code}``. A stream without a last line is void.
"""

from __future__ import annotations

import json
import sys

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, BinaryIO


BATCH_CELLS = 4_000


class Refused(Exception):
    """The file is not to be read; ``args[0]`` is a FileRefusal code."""


class Outlet:
    """Writes the lines and counts rows and cells against the limits."""

    def __init__(self, stream: BinaryIO, limits: dict[str, Any]) -> None:
        self._stream = stream
        self._limits = limits
        self._encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
        self._rows = 0
        self._cells = 0
        self._sheets = 0

    def say(self, word: object) -> None:
        self._stream.write(self._encode(word).encode("utf-8", "replace") + b"\n")

    def kind(self, kind: str) -> None:
        """Told at once, so that the parent knows it even when reading kills this process."""
        self.say({"kind": kind})
        self._stream.flush()

    def remark(self, code: str) -> None:
        self.say({"remark": code})

    def sheet(
        self,
        name: str,
        rows: Iterable[list[str]],
        merges: Sequence[Sequence[int]] = (),
        hidden: bool = False,
        hidden_rows: Iterable[int] = (),
        hidden_columns: Iterable[int] = (),
    ) -> None:
        """A sheet and its rows from worksheet row 1; blank rows after the last one with content are dropped."""
        self._sheets += 1
        if self._sheets > self._limits["sheets"] or len(merges) > self._limits["merges"]:
            raise Refused("too_large")
        head = {"sheet": name, "merges": merges, "hidden": hidden}
        self.say(head | {"hidden_rows": sorted(hidden_rows), "hidden_columns": sorted(hidden_columns)})
        batch: list[list[str]] = []
        batch_cells = blanks = row_no = 0
        for row in rows:
            if not row:
                blanks += 1
                continue
            if blanks or batch_cells > BATCH_CELLS:
                self._send(batch, row_no)
                batch, batch_cells = [], 0
            if blanks:
                row_no += blanks
                self._send_blanks(blanks, row_no)
                blanks = 0
            batch.append(row)
            batch_cells += len(row)
            row_no += 1
        self._send(batch, row_no)
        self._rows += row_no

    def _send(self, batch: list[list[str]], row_no: int) -> None:
        self._cells += sum(map(len, batch))
        if row_no > self._limits["rows"] or self._cells > self._limits["cells"]:
            raise Refused("too_large")
        if batch:
            self.say(batch)

    def _send_blanks(self, blanks: int, row_no: int) -> None:
        if row_no >= self._limits["rows"]:
            raise Refused("too_large")
        self.say(blanks)

    def end(self) -> None:
        self.say({"end": self._rows})
        self._stream.flush()

    def refuse(self, code: str) -> None:
        self.say({"refusal": code})
        self._stream.flush()


def standard_outlet(limits: dict[str, Any]) -> Outlet:
    """The outlet on this process's stdout."""
    return Outlet(sys.stdout.buffer, limits)
