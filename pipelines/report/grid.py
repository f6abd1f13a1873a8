"""A plain table on a sheet of its own: title, note, header, lines, columns to fill, dropdowns.

Belongs here: the one way our tables are laid out (header in the third row, data below). Does not: any table's columns.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from pipelines.report.cells import PRINTABLE_PIXELS, Book, height_for, no_paper, page_lines
from pipelines.report.marks import Marked
from pipelines.report.texts import text

HEADER_ROW = 2
FIRST_ROW = HEADER_ROW + 1


@dataclass(frozen=True)
class Col:
    """A column: key under ``[columns]``, width in pixels, look; ``fill`` marks one that its reader fills in.

    ``label`` is its heading where that is a code's own label.
    """

    key: str
    pixels: int
    look: str = "cell"
    fill: bool = False
    label: str = ""


Value = str | int | float | Marked | None


def write_grid(
    book: Book,
    name: str,
    title: str,
    note: str,
    columns: Sequence[Col],
    lines: Sequence[Sequence[Value]],
    least_lines: int = 1,
    sign: bool = False,
    total: Sequence[Value] = (),
    edges: Collection[int] = (),
    on_paper: bool = True,
) -> Worksheet:
    """A sheet with ``lines`` (one value per column; None leaves the cell blank), and a last line of totals if given.

    ``edges``: places of lines (0-based) that begin a block and stand under a thick line. Not ``on_paper``: ``cells.no_paper``.
    """
    widths = [column.pixels for column in columns]
    sheet = book.sheet(name, widths)
    last = len(columns) - 1
    title_to = _columns_within(widths, PRINTABLE_PIXELS)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, title_to, title, book.looks["title"])
    sheet.set_row(1, height_for([note], [sum(widths[: title_to + 1])]))
    sheet.merge_range(1, 0, 1, title_to, note, book.looks["note"])
    heads = [column.label or text(f"columns.{column.key}") for column in columns]
    sheet.set_row(HEADER_ROW, max(height_for(heads, widths, half_width=7.5), 24))
    for place, column in enumerate(columns):
        sheet.write_string(HEADER_ROW, place, heads[place], book.looks["head_fill" if column.fill else "head"])
    looks = [column.look for column in columns]
    for at, line in enumerate(lines):
        _write_line(book, sheet, FIRST_ROW + at, line, looks, at in edges)
        sheet.set_row(FIRST_ROW + at, height_for([_words(value) for value in line], widths, least_lines))
    if total:
        sheet.set_row(FIRST_ROW + len(lines), 24)
    for place, value in enumerate(total):
        look = "share" if isinstance(value, float) else "total" if isinstance(value, int) else "total_label"
        write_value(sheet, FIRST_ROW + len(lines), place, value, book.looks[look])
    if lines:
        sheet.autofilter(HEADER_ROW, 0, FIRST_ROW + len(lines) - 1, last)
    sheet.freeze_panes(FIRST_ROW, 0)
    if on_paper:
        sheet.repeat_rows(0, HEADER_ROW)
    else:
        no_paper(sheet, len(columns))
    page_lines(sheet, title, sign)
    return sheet


def _write_line(
    book: Book, sheet: Worksheet, row: int, line: Sequence[Value], looks: Sequence[str], edged: bool
) -> None:
    for place, (value, look) in enumerate(zip(line, looks, strict=False)):
        if isinstance(value, Marked):
            book.write_marked(sheet, row, place, value, look, edged)
        else:
            write_value(sheet, row, place, value, book.look(look, edged))


def _words(value: Value) -> str:
    return value.text if isinstance(value, Marked) else value if isinstance(value, str) else ""


def write_value(sheet: Worksheet, row: int, column: int, value: Value, look: object) -> None:
    """Text as text, a number as a number, nothing as a blank with the look's borders."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str | Marked):
        sheet.write_string(row, column, _words(value), look)
    else:
        sheet.write_number(row, column, value, look)


def _columns_within(widths: Sequence[int], room: int) -> int:
    """Last column (0-based, at least the second) such that the columns up to it fit into ``room`` pixels."""
    used, last = 0, 0
    for place, pixels in enumerate(widths):
        used += pixels
        if used > room:
            break
        last = place
    return max(last, 1)
