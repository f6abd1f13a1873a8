"""SpreadsheetML 2003: a workbook as one XML text, usually named .xls.

Belongs here: its markup to grids, with the types that it declares for its cells.
"""

from __future__ import annotations

from .cells import cell
from .grid import Grid
from .outlet import Outlet, Refused
from .packages import declares_entities
from .workbook_parts import parse

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from typing import Any


class _Workbook:
    def __init__(self, limits: dict[str, Any]) -> None:
        self._limits = limits
        self.sheets: list[tuple[str, Grid, bool]] = []
        self._span = (1, 1)
        self._kind = ""
        self._pieces: list[str] = []
        self._formula = False
        self._column = 0
        self._in_data = self._hides = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        values = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if name == "Worksheet":
            if len(self.sheets) >= self._limits["sheets"]:
                raise Refused("too_large")
            self.sheets.append((values.get("Name", ""), Grid(self._limits), False))
            self._column = 0
        elif name == "Visible":
            self._hides = True
            self._pieces = []
        elif self.sheets:
            self._inside(name, values, self.sheets[-1][1])

    def _inside(self, name: str, values: dict[str, str], grid: Grid) -> None:
        hidden = values.get("Hidden") == "1"
        if name == "Row":
            grid.next_row(_number(values.get("Index")), hidden)
            # a row may stand for several, blank and alike
        elif name == "Column":
            first = _number(values.get("Index")) or self._column + 1
            self._column = first + (_number(values.get("Span")) or 0)
            if hidden:
                grid.hidden_columns |= set(range(first, min(self._column, self._limits["columns"]) + 1))
        elif name == "Cell":
            grid.column = max(grid.column, _number(values.get("Index")) or 0)
            self._span = (1 + (_number(values.get("MergeAcross")) or 0), 1 + (_number(values.get("MergeDown")) or 0))
            self._kind, self._pieces, self._formula = "", [], "Formula" in values
        elif name == "Data":
            self._kind, self._in_data = values.get("Type", "String"), True

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name == "Data":
            self._in_data = False
        elif name == "Cell" and self.sheets:
            self.sheets[-1][1].place(self._cell(), *self._span)
        elif name == "Row" and self.sheets:
            self._pieces = []
        elif name == "Visible" and self.sheets:
            sheet, grid, _ = self.sheets[-1]
            self.sheets[-1] = (sheet, grid, "".join(self._pieces).strip() != "SheetVisible")
            self._hides = False

    def text(self, text: str) -> None:
        if self._in_data or self._hides:
            self._pieces.append(text)

    def _cell(self) -> str:
        text = "".join(self._pieces)
        if not text:
            return "eformula" if self._formula and self._kind != "String" else ""
        if self._kind == "Number":
            return _number_cell(text)
        if self._kind == "DateTime":
            return "d" + text.removesuffix(".000").removesuffix("T00:00:00")
        if self._kind == "Boolean":
            return "b1" if text == "1" else "b0"
        return ("e" if self._kind == "Error" else "s") + text


def _number_cell(text: str) -> str:
    try:
        return cell(float(text))
    except ValueError:
        return "s" + text


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else None


def read_spreadsheetml(data: bytes, outlet: Outlet, limits: dict[str, Any]) -> None:
    """Every worksheet of the workbook."""
    if declares_entities(data):
        raise Refused("hostile")
    workbook = _Workbook(limits)
    parse(data, workbook.start, workbook.end, workbook.text)
    for name, grid, hidden in workbook.sheets:
        grid.send(outlet, name, hidden)
