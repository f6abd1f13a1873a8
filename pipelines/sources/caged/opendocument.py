"""OpenDocument spreadsheets (.ods), read here because calamine leaves out errors, merges and hidden rows of them.

Belongs here: ``content.xml`` to grids. Element and attribute names: OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import re

from .cells import cell
from .grid import Grid
from .outlet import Outlet, Refused
from .workbook_parts import parse

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from typing import Any

_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_NUMBERS = frozenset(("float", "percentage", "currency"))
_HIDING = frozenset(("collapse", "filter"))


class _Content:
    """Handlers for expat; knows the sheet, the row and the cell it is in."""

    def __init__(self, limits: dict[str, Any]) -> None:
        self._limits = limits
        self.sheets: list[tuple[str, Grid, bool]] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._cell: dict[str, str] | None = None
        self._row: dict[str, str] = {}
        self._column = 1
        self._paragraphs: list[str] = []
        self._in_paragraph = False
        self._silent = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        values = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        values |= (
            {"error": "yes"} if any("calc" in key and value == "error" for key, value in attributes.items()) else {}
        )
        if self._cell is not None:
            self._inside_cell(name, values)
        elif name == "style":
            self._style = values.get("name", "")
        elif name == "table-properties" and values.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            self._begin_sheet(values)
        elif self.sheets:
            self._inside_sheet(name, values)

    def _begin_sheet(self, values: dict[str, str]) -> None:
        if len(self.sheets) >= self._limits["sheets"]:
            raise Refused("too_large")
        hidden = values.get("style-name") in self._hidden_styles
        self.sheets.append((values.get("name", ""), Grid(self._limits), hidden))
        self._column = 1

    def _inside_sheet(self, name: str, values: dict[str, str]) -> None:
        grid = self.sheets[-1][1]
        if name == "table-column":
            first, self._column = self._column, self._column + _count(values, "number-columns-repeated")
            if values.get("visibility") in _HIDING:
                grid.hidden_columns |= set(range(first, min(self._column, self._limits["columns"] + 1)))
        elif name == "table-row":
            self._row = values
            grid.next_row(hidden=values.get("visibility") in _HIDING)
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._paragraphs = values, []

    def _inside_cell(self, name: str, values: dict[str, str]) -> None:
        if name == "annotation" or self._silent:
            self._silent += 1
        elif name == "p":
            self._paragraphs.append("")
            self._in_paragraph = True
        elif self._paragraphs and name in ("s", "tab", "line-break"):
            self._paragraphs[-1] += {"s": " ", "tab": "\t", "line-break": "\n"}[name] * min(_count(values, "c"), 1000)

    def text(self, text: str) -> None:
        if self._in_paragraph and not self._silent:
            self._paragraphs[-1] += text

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if self._silent:
            self._silent -= 1
        elif name == "p":
            self._in_paragraph = False
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._place(self.sheets[-1][1], self._cell, covered=name.startswith("covered"))
            self._cell = None
        elif name == "table-row" and self.sheets:
            self.sheets[-1][1].repeat_row(_count(self._row, "number-rows-repeated"))

    def _place(self, grid: Grid, values: dict[str, str], covered: bool) -> None:
        times = _count(values, "number-columns-repeated")
        tagged = "" if covered else _tagged(values, "\n".join(self._paragraphs))
        across, down = _count(values, "number-columns-spanned"), _count(values, "number-rows-spanned")
        if across > 1 or down > 1:
            grid.merges.append([grid.row, grid.row + down - 1, grid.column, grid.column + across - 1])
        if not tagged:
            grid.skip(times)
            return
        for _ in range(min(times, self._limits["columns"] + 1)):
            grid.place(tagged)


def _tagged(values: dict[str, str], text: str) -> str:
    kind = values.get("value-type", "")
    if "error" in values:
        return "e" + text
    if kind in _NUMBERS:
        return _number(values.get("value", ""))
    if kind == "date":
        return "d" + values.get("date-value", "").removesuffix("T00:00:00")
    if kind == "time":
        return _time(values.get("time-value", ""))
    if kind == "boolean":
        return "b1" if values.get("boolean-value") == "true" else "b0"
    if not kind and "formula" in values:
        return "eformula"
    text = text or values.get("string-value", "")
    return "s" + text if text else ""


def _number(text: str) -> str:
    try:
        return cell(float(text))
    except ValueError:
        return "e#VALUE!"


def _time(text: str) -> str:
    found = _DURATION.fullmatch(text)
    if not found:
        return "s" + text
    return f"d{found[1]}{int(found[2] or 0):02d}:{int(found[3] or 0):02d}:{int(found[4] or 0):02d}"


def _count(values: dict[str, str], name: str) -> int:
    text = values.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def read_sheets(markup: bytes, outlet: Outlet, limits: dict[str, Any]) -> None:
    """Every sheet of the document."""
    content = _Content(limits)
    parse(markup, content.start, content.end, content.text)
    for name, grid, hidden in content.sheets:
        grid.send(outlet, name, hidden)
