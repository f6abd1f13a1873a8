"""Tables of a Word document (.docx): one-incident forms and name lists that enterprises type in Word.

Belongs here: WordprocessingML tables to grids. Text outside tables is not a list; nested tables are tables of their own.
"""

from __future__ import annotations

from .grid import Grid
from .outlet import Outlet, Refused
from .workbook_parts import parse

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from typing import Any


_MOST_TABLES = 500


class _Table:
    """A table being read. Vertical merges are known only when they end, so cells are placed one by one and spans kept."""

    def __init__(self, limits: dict[str, Any]) -> None:
        self.grid = Grid(limits)
        self.across = 1
        self.continues = self.restarts = False
        self.paragraphs: list[list[str]] = [[]]
        self._runs: dict[int, list[int]] = {}  # first column → merge being extended downwards

    def begin_cell(self) -> None:
        self.across, self.continues, self.restarts, self.paragraphs = 1, False, False, [[]]

    def end_cell(self) -> None:
        text = "\n".join(line for line in ("".join(pieces).strip() for pieces in self.paragraphs) if line)
        column, row = self.grid.column, self.grid.row or 1
        merge = self._runs.get(column)
        if self.continues and merge and merge[1] == row - 1:
            merge[1] = row
        elif self.restarts:
            self._runs[column] = [row, row, column, column + self.across - 1]
            self.grid.merges.append(self._runs[column])
        elif self.across > 1:
            self.grid.merges.append([row, row, column, column + self.across - 1])
        for position in range(max(1, min(self.across, 200))):
            self.grid.place("s" + text if text and position == 0 else "")


class _Document:
    def __init__(self, limits: dict[str, Any]) -> None:
        self._limits = limits
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._in_text = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "tbl":
            if len(self.tables) >= _MOST_TABLES:
                raise Refused("too_large")
            self.tables.append(_Table(self._limits))
            self._open.append(self.tables[-1])
        elif name == "t":
            self._in_text = True
        elif self._open:
            self._inside(name, {key.rpartition("}")[2]: value for key, value in attributes.items()})

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        table = self._open[-1]
        value = attributes.get("val", "")
        if name == "tr":
            table.grid.next_row()
        elif name == "gridBefore":
            table.grid.column += _count(value)
        elif name == "tc":
            table.begin_cell()
        elif name == "gridSpan":
            table.across = _count(value)
        elif name == "vMerge":
            table.restarts, table.continues = value == "restart", value != "restart"
        elif name == "p":
            table.paragraphs.append([])
        elif name in ("tab", "br", "cr"):
            table.paragraphs[-1].append("\t" if name == "tab" else "\n")

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name == "t":
            self._in_text = False
        elif name == "tc" and self._open:
            self._open[-1].end_cell()
        elif name == "tbl":
            self._open.pop()

    def text(self, text: str) -> None:
        if self._in_text and self._open:
            self._open[-1].paragraphs[-1].append(text)


def _count(value: str) -> int:
    return min(int(value), 200) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def read_tables(markup: bytes, outlet: Outlet, limits: dict[str, Any]) -> None:
    """Every table of the document as a sheet ``table 1``, ``table 2`` … in the order in which they begin."""
    document = _Document(limits)
    parse(markup, document.start, document.end, document.text)
    if not document.tables:
        raise Refused("no_list")
    for number, table in enumerate(document.tables, 1):
        table.grid.merges = [merge for merge in table.grid.merges if merge[0] < merge[1] or merge[2] < merge[3]]
        table.grid.send(outlet, f"table {number}")
