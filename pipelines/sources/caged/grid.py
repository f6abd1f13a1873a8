"""A table whose cells span rows and columns, laid out on a worksheet grid: HTML, Word, SpreadsheetML.

Belongs here: where a cell stands. A span's text stands in its first cell, as in a worksheet, and the span is a merge.
"""

from __future__ import annotations

from .outlet import Outlet, Refused

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


_WIDEST_SPAN = 1_000


class Grid:
    """Rows and columns counted from 1. Refuses more cells than the limits allow."""

    def __init__(self, limits: dict[str, Any]) -> None:
        self._limits = limits
        self._cells: dict[int, dict[int, str]] = {}
        self._covered: dict[int, int] = {}  # column → last row covered by a span from above
        self._placed = 0
        self.merges: list[list[int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.row = 0
        self.column = 1

    def next_row(self, number: int | None = None, hidden: bool = False) -> None:
        """Begin the next row, or row ``number`` further down."""
        self.row = max(self.row + 1, number or 0)
        self.column = 1
        if hidden:
            self.hidden_rows.add(self.row)

    def place(self, cell: str, across: int = 1, down: int = 1) -> None:
        """Put a tagged cell into the next free column and move on."""
        across, down = max(1, min(across, _WIDEST_SPAN)), max(1, min(down, self._limits["rows"]))
        while self._covered.get(self.column, 0) >= self.row:
            self.column += 1
        self._placed += across
        if self.column + across > self._limits["columns"] + 1 or self._placed > self._limits["cells"]:
            raise Refused("too_large")
        if cell:
            if self.row > self._limits["rows"]:
                raise Refused("too_large")
            self._cells.setdefault(self.row, {})[self.column] = cell
        if across > 1 or down > 1:
            self.merges.append([self.row, self.row + down - 1, self.column, self.column + across - 1])
        if down > 1:
            self._covered |= dict.fromkeys(range(self.column, self.column + across), self.row + down - 1)
        self.column += across

    def skip(self, columns: int) -> None:
        """Leave cells blank."""
        self.column += columns

    def repeat_row(self, times: int) -> None:
        """The row just written stands for ``times`` rows; blank ones cost nothing."""
        cells = self._cells.get(self.row)
        last = self.row + times - 1
        if cells and times > 1:
            self._placed += len(cells) * (times - 1)
            if last > self._limits["rows"] or self._placed > self._limits["cells"]:
                raise Refused("too_large")
            self._cells |= dict.fromkeys(range(self.row + 1, last + 1), cells)
        if self.row in self.hidden_rows:
            self.hidden_rows |= set(range(self.row, min(last, self._limits["rows"]) + 1))
        self.row = last

    def rows(self) -> Iterator[list[str]]:
        """The rows from the first on, blank ones included."""
        for number in range(1, max(self._cells, default=0) + 1):
            cells = self._cells.get(number, {})
            row = [""] * max(cells, default=0)
            for column, cell in cells.items():
                row[column - 1] = cell
            yield row

    def send(self, outlet: Outlet, name: str, hidden: bool = False) -> None:
        """Write this grid as a sheet."""
        last = max(self._cells, default=0)
        hidden_rows = [row for row in self.hidden_rows if row <= last]
        outlet.sheet(name, self.rows(), self.merges, hidden, hidden_rows, self.hidden_columns)
