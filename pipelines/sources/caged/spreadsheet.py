"""Spreadsheets through calamine: xlsx, xlsm, xlsb, xls, ods.

Belongs here: what calamine gives, put where the worksheet has it, with what a scan found besides laid over it.
"""

from __future__ import annotations

import io

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

from .cells import row_of
from .outlet import Outlet, Refused

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from .findings import Findings


def read_spreadsheet(data: bytes, outlet: Outlet, limits: dict[str, Any], scanned: Mapping[int, Findings]) -> None:
    """All worksheets of a workbook, in its order; chart and macro sheets are remarked. ``scanned`` is by position."""
    book = _opened(data)
    if len(book.sheets_metadata) > limits["sheets"]:
        raise Refused("too_large")
    for index, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            outlet.remark("sheet_without_cells" if about.typ is SheetTypeEnum.ChartSheet else "macros")
            continue
        try:
            sheet = book.get_sheet_by_index(index)
        except ZipError:
            raise Refused("truncated") from None
        except CalamineError:
            raise Refused("reader_failed") from None
        _send(sheet, about, outlet, scanned.get(index))


def _opened(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise Refused("password") from None
    except ZipError:
        raise Refused("truncated") from None
    except CalamineError:
        raise Refused("reader_failed") from None


def _send(sheet: CalamineSheet, about: SheetMetadata, outlet: Outlet, scanned: Findings | None) -> None:
    last_row, last_column = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    rows = _rows(sheet)
    hidden_rows: list[int] = []
    hidden_columns: list[int] = []
    if scanned is not None:
        rows = _overlaid(rows, scanned.cells)
        last_row = max(last_row, *scanned.cells) if scanned.cells else last_row
        hidden_rows = [row for row in scanned.hidden_rows if row <= last_row]
        spans = (range(first, min(last, last_column) + 1) for first, last in scanned.hidden_columns)
        hidden_columns = sorted({column for span in spans for column in span})
    hidden = about.visible is not SheetVisibleEnum.Visible
    outlet.sheet(about.name, rows, _merges(sheet), hidden, hidden_rows, hidden_columns)


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    """calamine's rows start at worksheet row 1 but at the first used column: put the blank columns back."""
    if sheet.start is None:
        return
    blank = [""] * sheet.start[1]
    for values in sheet.iter_rows():
        yield row_of(values, blank)


def _overlaid(rows: Iterator[list[str]], cells: dict[int, dict[int, str]]) -> Iterator[list[str]]:
    """The rows with blank cells replaced by what the scan found there, and with rows that hold nothing else."""
    number = 0
    for number, row in enumerate(rows, 1):
        yield _with(row, cells[number]) if number in cells else row
    for later in sorted(row for row in cells if row > number):
        yield from ([] for _ in range(later - number - 1))
        yield _with([], cells[later])
        number = later


def _with(row: list[str], cells: dict[int, str]) -> list[str]:
    row = row + [""] * (max(cells) - len(row))
    for column, cell in cells.items():
        if cell == "eformula" or not row[column - 1]:
            row[column - 1] = cell
    return row


def _merges(sheet: CalamineSheet) -> list[list[int]]:
    """Merged ranges as first row, last row, first column, last column, counted from 1."""
    ranges = sheet.merged_cell_ranges or []
    return [[a + 1, c + 1, b + 1, d + 1] for (a, b), (c, d) in ranges]
