"""HTML pages with tables, usually an office system's "Excel export" that is named .xls.

Belongs here: table markup to grids; every cell is text. A nested table is a table of its own.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from .delimited import text_of
from .grid import Grid
from .outlet import Outlet, Refused

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from typing import Any


_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NO_DISPLAY = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BREAKS = frozenset(("br", "p", "div", "li"))
_SILENT = frozenset(("script", "style", "title", "head"))
_MOST_TABLES = 500


class _Cell:
    """A cell being read: its spans and the text so far."""

    def __init__(self, attributes: dict[str, str | None]) -> None:
        self.across, self.down = _span(attributes.get("colspan")), _span(attributes.get("rowspan"))
        self.pieces: list[str] = []

    def text(self) -> str:
        lines = (_BLANKS.sub(" ", line).strip(" ") for line in "".join(self.pieces).split("\0"))
        return "\n".join(line for line in lines if line).replace("\xa0", " ").strip()


def _span(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else 1


class _Tables(HTMLParser):
    def __init__(self, limits: dict[str, Any]) -> None:
        super().__init__(convert_charrefs=True)
        self._limits = limits
        self.tables: list[Grid] = []
        self._open: list[tuple[Grid, list[_Cell]]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in _SILENT:
            self._silent += tag != "head"
        elif tag == "table":
            self._begin_table()
        elif self._open:
            self._inside_table(tag, attributes)

    def _begin_table(self) -> None:
        if len(self.tables) >= _MOST_TABLES:
            raise Refused("too_large")
        self.tables.append(Grid(self._limits))
        self._open.append((self.tables[-1], []))

    def _inside_table(self, tag: str, attributes: dict[str, str | None]) -> None:
        grid, cell = self._open[-1]
        if tag == "tr":
            self._close_cell()
            grid.next_row(hidden=bool(_NO_DISPLAY.search(attributes.get("style") or "")))
        elif tag in ("td", "th"):
            self._close_cell()
            if not grid.row:
                grid.next_row()
            cell.append(_Cell(attributes))
        elif tag in _BREAKS and cell:
            cell[0].pieces.append("\0")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - (tag != "head"))
        elif self._open and tag in ("td", "th", "tr"):
            self._close_cell()
        elif self._open and tag == "table":
            self._close_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] and not self._silent:
            self._open[-1][1][0].pieces.append(data.replace("\0", " "))

    def _close_cell(self) -> None:
        grid, cell = self._open[-1]
        if cell:
            closed = cell.pop()
            text = closed.text()
            grid.place("s" + text if text else "", closed.across, closed.down)

    def finish(self) -> None:
        """Close what a truncated page left open."""
        self.close()
        while self._open:
            self._close_cell()
            self._open.pop()


def read_html(data: bytes, outlet: Outlet, limits: dict[str, Any]) -> None:
    """Every table of the page as a sheet ``table 1``, ``table 2`` …"""
    tables = _Tables(limits)
    tables.feed(text_of(data))
    tables.finish()
    if not tables.tables:
        raise Refused("no_list")
    for number, grid in enumerate(tables.tables, 1):
        grid.send(outlet, f"table {number}")
