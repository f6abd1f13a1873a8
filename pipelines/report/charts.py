"""Sheet 图表 of the summary: three native charts, each beside the table it is drawn from, readable in grey print.

Belongs here: that sheet. Does not: the numbers (``counts``).
"""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from pipelines.model.codes import LinkStatus
from pipelines.report.cells import Book, page_lines
from pipelines.report.grid import Value, write_value
from pipelines.report.texts import text

_WIDTHS = (184, 58, 58, 58, 10, 132, 132, 132, 132)
_CHART_COLUMN = 5
_CHART_PIXELS = (525, 300)
_ROW_POINTS = 19.5
_SHOWN_VILLAGES = 10
# Light, middle and dark stay apart in a grey copy; bars carry their numbers as well.
_FILLS = ("#404040", "#A6A6A6", "#E3E3E3")
Table = tuple[str, Sequence[str], Sequence[Sequence[Value]]]


def write_charts(
    book: Book,
    title: str,
    villages: Sequence[tuple[str, int]],
    kinds: Sequence[tuple[str, int, int | None]],
    departments: Sequence[Sequence[Value]],
) -> None:
    """``villages``: (name, households); ``kinds``: (label, now, before or None); ``departments``: label, counts by status."""
    sheet = book.sheet(text("summary.sheet_charts"), _WIDTHS)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, len(_WIDTHS) - 1, title, book.looks["title"])
    sheet.merge_range(1, 0, 1, len(_WIDTHS) - 1, text("summary.chart_note"), book.looks["note"])
    top = sorted(villages, key=lambda one: (-one[1], one[0]))[:_SHOWN_VILLAGES]
    with_before = any(before is not None for _, _, before in kinds)
    this, last = text("summary.this_quarter"), text("summary.last_quarter")
    kind_lines: list[list[Value]] = [
        [label, now, before] if with_before else [label, now] for label, now, before in kinds
    ]
    statuses = [status.label for status in LinkStatus]
    tables: list[tuple[Table, dict[str, str]]] = [
        ((text("summary.chart_villages"), [this], [list(one) for one in top if one[1]]), {"type": "bar"}),
        ((text("summary.chart_kinds"), [this, last] if with_before else [this], kind_lines), {"type": "bar"}),
        ((text("summary.chart_links"), statuses, departments), {"type": "bar", "subtype": "stacked"}),
    ]
    row, breaks = 2, []
    for table, kind in tables:
        if table[2]:
            row = _table_with_chart(book, sheet, row, table, kind)
            breaks.append(row)
    sheet.set_h_pagebreaks(breaks[:-1])
    sheet.hide_gridlines(2)
    page_lines(sheet, title, sign=False)


def _table_with_chart(book: Book, sheet: Worksheet, row: int, table: Table, kind: dict[str, str]) -> int:
    heading, heads, lines = table
    sheet.set_row(row, 26)
    sheet.merge_range(row, 0, row, 3, heading, book.looks["section"])
    sheet.write_string(row + 1, 0, "", book.looks["head"])
    for place, head in enumerate(heads, 1):
        sheet.write_string(row + 1, place, head, book.looks["head"])
    sheet.set_row(row + 1, 36)
    first = row + 2
    for at, line in enumerate(lines, first):
        sheet.set_row(at, _ROW_POINTS)
        for place, value in enumerate(line):
            write_value(sheet, at, place, value, book.looks["number" if place else "cell"])
    height = max(_CHART_PIXELS[1], 60 + 30 * len(lines))
    chart = _chart(book, sheet, first, len(lines), len(heads), heading, kind)
    chart.set_size({"width": _CHART_PIXELS[0], "height": height})
    sheet.insert_chart(row + 1, _CHART_COLUMN, chart, {"object_position": 2})
    after = row + 2 + max(len(lines), int(height * 0.75 / _ROW_POINTS) + 1)
    for at in range(first + len(lines), after):
        sheet.set_row(at, _ROW_POINTS)
    return after


def _chart(
    book: Book, sheet: Worksheet, first: int, count: int, series: int, heading: str, kind: dict[str, str]
) -> Any:
    chart = book.chart(kind)
    name, font = sheet.get_name(), {"name": text("style.font"), "size": 10.5, "bold": False}
    for place in range(1, series + 1):
        chart.add_series(
            {
                "name": [name, first - 1, place],
                "categories": [name, first, 0, first + count - 1, 0],
                "values": [name, first, place, first + count - 1, place],
                "fill": {"color": _FILLS[(place - 1) % len(_FILLS)]},
                "border": {"color": "#404040"},
                "gap": 60,
                "data_labels": {"value": True, "font": font} if kind.get("subtype") != "stacked" else {},
            }
        )
    chart.set_title({"name": heading, "name_font": {**font, "size": 12, "bold": True}})
    chart.set_x_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_y_axis({"num_font": font, "reverse": True})
    chart.set_legend({"position": "bottom", "font": font} if series > 1 else {"none": True})
    return chart
