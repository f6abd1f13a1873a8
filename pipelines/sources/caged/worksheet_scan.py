"""What calamine does not tell of an xlsx worksheet, found by scanning its XML before calamine sees it.

Hidden rows and columns, error values (calamine gives a blank), formulas without a cached value (likewise), and whether
the grid is one that can be held in memory. Works on pieces of some megabytes cut between rows, with byte patterns that
are fast on honest files; what a dishonest one hides from them, the kernel's limits on this process catch.
"""

from __future__ import annotations

import re

from .findings import Findings
from .outlet import Refused
from .workbook_parts import Listed, listed_sheets
from .zip_parts import Package, Part

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


_PREFIX = re.compile(rb"<(?:(\w+):)?worksheet\b")
_TRUE = (b"1", b"true")
_LONGEST_ROW = 32 << 20  # bytes; longer ones are looked at in parts
_GRID_FACTOR = 3  # blank cells between content cost memory too, but less
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class _Patterns:
    """Byte patterns for one namespace prefix (``<row`` or, from some exporters, ``<x:row``), told from the part's start."""

    def __init__(self, start: bytes) -> None:
        first = _PREFIX.search(start[:65_536])
        prefix = first[1] + b":" if first and first[1] else b""
        self.apostrophes = b"='" in start
        p = re.escape(prefix)
        self.row_end = b"</" + prefix + b"row>"
        self.formula, self.merge = b"<" + prefix + b"f", b"<" + prefix + b"mergeCell "
        self.row = re.compile(rb"<" + p + rb"row\b(?:[^>]*?\sr=[\"'](\d+)[\"'])?([^>]*)>")
        self._cell, self._value = rb"<" + p + rb"c\b", rb"<" + p + rb"v\b"
        self._formula = rb"<" + p + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + p + rb"f>)"
        self._inline = rb"<" + p + rb"is\b"
        self._column = rb"<" + p + rb"col\b([^>]*)>"

    # compiled only when a sheet has such cells: compiling costs more than reading a small sheet

    def columns(self) -> re.Pattern[bytes]:
        """Column descriptions: attributes."""
        return re.compile(self._column)

    def formula_cells(self) -> re.Pattern[bytes]:
        """Attributes, and of the value behind the formula its tag and its text."""
        return re.compile(
            self._cell + rb"([^>]*)>\s*" + self._formula + rb"\s*(?:(" + self._value + rb")[^>]*>([^<]*))?"
        )

    def error_cells(self) -> re.Pattern[bytes]:
        """Attributes and value of cells of the error type."""
        attributes = rb"([^>]*\bt=[\"']e[\"'][^>]*)>"
        return re.compile(
            self._cell + attributes + rb"(?:" + self._formula + rb")?\s*" + self._value + rb"[^>]*>([^<]*)<"
        )

    def filled_cells(self) -> re.Pattern[bytes]:
        """Column letters and row digits of cells with a value."""
        place = rb"[^>]*?\br=[\"']([A-Za-z]+)(\d+)[\"'][^>]*>\s*"
        content = rb"\s*(?:" + self._value + rb"|" + self._inline + rb")"
        return re.compile(self._cell + place + rb"(?:" + self._formula + rb")?" + content)


_PLACE = re.compile(rb"\br=[\"']([A-Za-z]+)(\d+)[\"']")
_TEXT_RESULT = re.compile(rb"\bt=[\"']str[\"']")
_COLUMN = re.compile(rb' r="([A-Za-z]+)')
_DEEP = re.compile(rb' r="[A-Za-z]+(\d{7,})')
_ATTRIBUTE = re.compile(rb"\b(min|max|hidden)\s*=\s*[\"'](\w+)[\"']")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](1|true)[\"']")


def scan_worksheets(package: Package, limits: dict[str, Any]) -> dict[int, Findings]:
    """Findings by position of the sheet in the workbook. Refuses grids too large to hold and lying positions."""
    found: dict[int, Findings] = {}
    workbook = listed_sheets(package)
    if len(workbook.parts) > limits["sheets"]:
        raise Refused("too_large")
    filled = 0
    for index, name in enumerate(workbook.parts):
        part = package.parts.get(name)
        if part is None or not name.endswith(".xml"):
            continue
        findings = _scan(package, part, workbook)
        if _too_large(findings, limits, factor=1):
            _measure(package, part, findings)
        filled += findings.filled if findings.filled is not None else findings.last_row * findings.last_column
        if _too_large(findings, limits) or filled > limits["cells"]:
            raise Refused("too_large")
        found[index] = findings
    return found


def _too_large(found: Findings, limits: dict[str, Any], factor: int = _GRID_FACTOR) -> bool:
    too_long = found.last_row > limits["rows"] or found.merges > limits["merges"]
    return too_long or found.last_row * found.last_column > int(limits["cells"]) * factor


def _between_rows(package: Package, part: Part) -> Iterator[tuple[bytes, _Patterns]]:
    """The part's XML in pieces that end after a row, with the patterns for its namespace prefix."""
    patterns: _Patterns | None = None
    rest = b""
    for piece in package.pieces(part):
        rest += piece
        if patterns is None:
            if b"<!DOCTYPE" in rest or b"<!ENTITY" in rest:  # they can only stand before the first element
                raise Refused("hostile")
            patterns = _Patterns(rest)
        cut = rest.rfind(patterns.row_end)
        if cut < 0 and len(rest) < _LONGEST_ROW:
            continue
        cut = cut + len(patterns.row_end) if cut >= 0 else len(rest)
        yield rest[:cut], patterns
        rest = rest[cut:]
    if patterns is not None:
        yield rest, patterns


def _scan(package: Package, part: Part, workbook: Listed) -> Findings:
    found = Findings()
    reached = 0
    for xml, patterns in _between_rows(package, part):
        reached = _take(xml, patterns, found, workbook, reached)
    return found


def _take(xml: bytes, patterns: _Patterns, found: Findings, workbook: Listed, reached: int) -> int:
    """Note what a piece that ends between rows tells; gives back the number of its last row."""
    hides = b"hidden" in xml
    if hides:
        _hidden_columns(xml, patterns, found)
    for number, rest in patterns.row.findall(xml):
        reached = _row_number(number) if number else reached + 1
        if hides and _HIDDEN.search(rest):
            found.hidden_rows.add(reached)
    _extent(xml, found, reached)
    found.merges += xml.count(patterns.merge)
    if patterns.formula in xml:
        _formulas(xml, patterns, found, workbook.values_are_stale)
    if b't="e"' in xml or (patterns.apostrophes and b"t='e'" in xml):
        for attributes, value in patterns.error_cells().findall(xml):
            _put(found, attributes, "e" + value.decode("utf-8", "replace"))
    return reached


def _row_number(digits: bytes) -> int:
    if len(digits) > 7 or int(digits) > LAST_ROW:
        raise Refused("hostile")
    return int(digits)


def _extent(xml: bytes, found: Findings, reached: int) -> None:
    """A quick upper bound: the last row named, and the widest column of any cell, blank ones included."""
    found.last_row = max(found.last_row, reached)
    if not _beyond(found.last_column).search(xml):
        return
    for digits in _DEEP.findall(xml):
        found.last_row = max(found.last_row, _row_number(digits))
    columns = map(column_number, set(_COLUMN.findall(xml)))
    found.last_column = max(found.last_column, *columns, 1)


def _beyond(column: int) -> re.Pattern[bytes]:
    """What finds a cell right of ``column``, or of a row with seven digits; much cheaper than looking at every cell."""
    if not 0 < column < 26:
        return re.compile(rb' r="[A-Za-z]{2}' if column else rb' r="[A-Za-z]')
    return re.compile(rb' r="(?:[A-Za-z]{2}|[%c-Z]|[a-z]|[A-Z]\d{7})' % (column + 65))


def column_number(letters: bytes) -> int:
    """1 for A. Refuses what lies beyond XFD.

    >>> column_number(b"A"), column_number(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper() if len(letters) <= 3 else b"ZZZ":
        number = number * 26 + letter - 64
    if number > LAST_COLUMN:
        raise Refused("hostile")
    return number


def _hidden_columns(xml: bytes, patterns: _Patterns, found: Findings) -> None:
    for attributes in patterns.columns().findall(xml):
        named = dict(_ATTRIBUTE.findall(attributes))
        if named.get(b"hidden") in _TRUE and named.get(b"min", b"").isdigit() and named.get(b"max", b"").isdigit():
            found.hidden_columns.append((int(named[b"min"]), min(int(named[b"max"]), LAST_COLUMN)))


def _formulas(xml: bytes, patterns: _Patterns, found: Findings, stale: bool) -> None:
    """Formula cells whose value nobody computed. ``t="str"`` with an empty value is a computed empty text."""
    for attributes, value_tag, value in patterns.formula_cells().findall(xml):
        is_text = _TEXT_RESULT.search(attributes) is not None
        computed = value or (is_text and value_tag)
        if not computed or (stale and value == b"0" and not is_text):
            _put(found, attributes, "eformula")


def _put(found: Findings, attributes: bytes, cell: str) -> None:
    place = _PLACE.search(attributes)
    if place and len(place[2]) <= 7:
        found.cells.setdefault(int(place[2]), {})[column_number(place[1])] = cell


def _measure(package: Package, part: Part, found: Findings) -> None:
    """The true extent of the cells with content: whole columns are often formatted down to the last row."""
    found.last_row = found.last_column = found.filled = 0
    for xml, patterns in _between_rows(package, part):
        cells = patterns.filled_cells().findall(xml)
        found.filled += len(cells)
        for letters, digits in cells:
            found.last_row = max(found.last_row, _row_number(digits))
            found.last_column = max(found.last_column, column_number(letters))
