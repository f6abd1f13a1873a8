"""Spreadsheets through calamine: xlsx, xlsm, xlsb, xls, ods.

Belongs here: what calamine gives, put where the worksheet has it. What calamine leaves out is scanned elsewhere.
"""

import io
from collections.abc import Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from .cells import row_of
from .outlet import Outlet, Refused


def read_spreadsheet(data: bytes, outlet: Outlet, limits: dict[str, Any]) -> None:
    """All worksheets of a workbook, in its order; chart and macro sheets are remarked."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise Refused("password") from None
    except CalamineError:
        raise Refused("reader_failed") from None
    for index, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            outlet.remark("sheet_without_cells")
            continue
        sheet = book.get_sheet_by_index(index)
        outlet.sheet(about.name, _rows(sheet), _merges(sheet), about.visible is not SheetVisibleEnum.Visible)


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    """calamine's rows start at worksheet row 1 but at the first used column: put the blank columns back."""
    if sheet.start is None:
        return
    blank = [""] * sheet.start[1]
    for values in sheet.iter_rows():
        yield row_of(values, blank)


def _merges(sheet: CalamineSheet) -> list[list[int]]:
    """Merged ranges as first row, last row, first column, last column, counted from 1."""
    ranges = sheet.merged_cell_ranges or []
    return [[a + 1, c + 1, b + 1, d + 1] for (a, b), (c, d) in ranges]
