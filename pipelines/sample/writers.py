"""Sheets of lines → bytes of .xlsx, .xls or CSV. The same lines give the same bytes.

Belongs here: formats. What stands in the cells and why was decided before.
"""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
import xlwt

from pipelines.sample.sheet import FileDraft, Line, SheetDraft
from pipelines.sample.spelling import Cell, Formula

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed stamp: a file's bytes may not depend on the clock

_BORDERED = ("data", "header")
_HEIGHTS = {"title": 32, "header": 28}


def write_file(path: Path, draft: FileDraft) -> None:
    """Write ``draft`` to ``path``; its folder is made when missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if draft.format == "xlsx":
        _write_xlsx(path, draft.sheets)
    elif draft.format == "xls":
        _write_xls(path, draft.sheets)
    else:
        encoding = "gb18030" if draft.format == "csv_gb18030" else "utf-8-sig"
        path.write_bytes(_csv_text(draft.sheets[0], draft.equals_text).encode(encoding))


def _styles(book: "xlsxwriter.Workbook") -> dict[str, object]:
    cell = {"border": 1, "font_name": "宋体", "font_size": 11, "valign": "vcenter"}
    return {
        "title": book.add_format(
            {"bold": True, "font_size": 18, "font_name": "方正小标宋简体", "align": "center", "valign": "vcenter"}
        ),
        "plain": book.add_format({"font_name": "宋体", "font_size": 11}),
        "header": book.add_format({**cell, "bold": True, "align": "center", "text_wrap": True}),
        "data": book.add_format(cell),
        "date": book.add_format({**cell, "num_format": "yyyy-mm-dd"}),
    }


def _write_xlsx(path: Path, sheets: list[SheetDraft]) -> None:
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": _CREATED, "author": "办公室"})
    styles = _styles(book)
    for draft in sheets:
        sheet = book.add_worksheet(draft.name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate(draft.widths):
            sheet.set_column(column, column, width, None, {"hidden": column in draft.hidden_columns})
        starts = {(m[0], m[1]): m for m in draft.merges}
        for row, line in enumerate(draft.lines):
            if line.hidden or line.style in _HEIGHTS:
                sheet.set_row(row, _HEIGHTS.get(line.style), None, {"hidden": line.hidden})
            _xlsx_line(sheet, row, line, draft.margin, starts, styles)
    book.close()


def _xlsx_line(
    sheet: "xlsxwriter.worksheet.Worksheet",
    row: int,
    line: Line,
    margin: int,
    starts: dict[tuple[int, int], tuple[int, int, int, int]],
    styles: dict[str, object],
) -> None:
    style, day_style, bordered = styles[line.style], styles["date"], line.style in _BORDERED
    for column, value in enumerate(line.cells):
        if (row, column) in starts:
            first_row, first_column, last_row, last_column = starts[row, column]
            sheet.merge_range(first_row, first_column, last_row, last_column, "", style)
        if value is not None:
            _xlsx_cell(sheet, row, column, value, style, day_style)
        elif bordered and column >= margin:
            sheet.write_blank(row, column, None, style)


def _xlsx_cell(
    sheet: "xlsxwriter.worksheet.Worksheet",
    row: int,
    column: int,
    value: str | float | date | Formula,
    style: object,
    day_style: object,
) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, style, value.value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day_style)
    else:
        sheet.write_number(row, column, value, style)


def _write_xls(path: Path, sheets: list[SheetDraft]) -> None:
    book = xlwt.Workbook(encoding="gbk")
    box = "borders: left thin, right thin, top thin, bottom thin"
    middle = "font: bold on; align: horiz centre, vert centre, wrap on"
    plain = xlwt.easyxf(box)
    styles = {"title": xlwt.easyxf(middle), "header": xlwt.easyxf(f"{middle}; {box}"), "data": plain, "plain": plain}
    styles["date"] = xlwt.easyxf(box, num_format_str="yyyy-mm-dd")
    for draft in sheets:
        sheet = book.add_sheet(draft.name, cell_overwrite_ok=True)
        sheet.portrait, sheet.paper_size_code, sheet.fit_num_pages = False, 9, 1
        sheet.fit_width_to_pages, sheet.fit_height_to_pages = 1, 0
        for column, width in enumerate(draft.widths):
            sheet.col(column).width = 256 * width
            sheet.col(column).hidden = column in draft.hidden_columns
        for row, line in enumerate(draft.lines):
            _xls_line(sheet, row, line, draft.margin, styles)
        for first_row, first_column, last_row, last_column in draft.merges:
            sheet.merge(first_row, last_row, first_column, last_column)
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())


def _xls_line(sheet: "xlwt.Worksheet", row: int, line: Line, margin: int, styles: dict[str, object]) -> None:
    sheet.row(row).hidden = line.hidden
    for column, value in enumerate(line.cells):
        if value is None or value == "":
            if line.style in _BORDERED and column >= margin:
                sheet.write(row, column, "", styles["data"])
            continue
        shown = value.value if isinstance(value, Formula) else value
        sheet.write(row, column, shown, styles["date" if isinstance(value, date) else line.style])


def _csv_cell(value: Cell, equals_text: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, Formula):
        return f"{value.value:g}"
    if isinstance(value, float):
        return f"{value:.10g}"
    text = str(value)
    if equals_text and isinstance(value, str) and len(text) > 10 and text[:10].isdigit():
        return f'="{text}"'
    return text


def _csv_text(draft: SheetDraft, equals_text: bool) -> str:
    width = max((len(line.cells) for line in draft.lines), default=0)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for line in draft.lines:
        if not line.cells:
            stream.write("\r\n" if width % 2 else "," * (width - 1) + "\r\n")
            continue
        cells = [_csv_cell(value, equals_text) for value in line.cells]
        writer.writerow(cells + [""] * (width - len(cells)))
    return stream.getvalue()
