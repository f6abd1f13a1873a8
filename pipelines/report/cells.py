"""A workbook to write into: formats made once, text only as text, fixed times, page set-up.

Belongs here: how a cell and a page look, and that nothing becomes a formula. Does not: what stands in them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pipelines.report.marks import Marked
from pipelines.report.plain import lines_needed
from pipelines.report.texts import text

_CREATED = datetime(2020, 1, 1)  # noqa: DTZ001  a fixed moment, so that the same content has the same bytes
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
    "default_format_properties": {"font_name": text("style.font"), "font_size": 11, "font_scheme": False},
    "default_row_height": 18,
    "default_column_width": 72,
}
# A column's width counts digits of the standard font, 8 pixels each in Excel and WPS; where that font is missing its
# stand-in may be a sixth wider. 900 pixels still fit between the margins of A4 landscape then, at full size.
PRINTABLE_PIXELS = 900
LINE_POINTS = 16.5

_BASE: dict[str, object] = {"font_size": 10.5, "valign": "vcenter", "border": 1, "border_color": "#7F7F7F"}
_LOOKS: dict[str, dict[str, object]] = {
    "title": {"font_size": 18, "bold": True, "align": "center", "border": 0, "title_font": True},
    "section": {"font_size": 12, "bold": True, "border": 0},
    "note": {"border": 0, "text_wrap": True},
    "note_right": {"border": 0, "align": "right"},
    "head": {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#E7E6E6"},
    "head_fill": {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#FFE699"},
    "cell": {"text_wrap": True, "num_format": "@"},
    "center": {"text_wrap": True, "align": "center", "num_format": "@"},
    "long": {"text_wrap": True},
    "mark": {"text_wrap": True, "align": "center", "bold": True, "bg_color": "#D9D9D9"},
    "number": {"align": "center", "num_format": "#,##0"},
    "share": {"align": "center", "num_format": "0.0%"},
    "money": {"num_format": "#,##0.00"},
    "fill": {"text_wrap": True, "bg_color": "#FFFBEB", "locked": False},
    "fill_center": {"text_wrap": True, "align": "center", "bg_color": "#FFFBEB", "locked": False},
    "fill_date": {"align": "center", "num_format": "yyyy-mm-dd", "bg_color": "#FFFBEB", "locked": False},
    "fill_money": {"num_format": "0.00", "bg_color": "#FFFBEB", "locked": False},
    "key": {"num_format": "@", "font_color": "#404040", "align": "center"},
    "total": {"bold": True, "align": "center", "num_format": "#,##0", "bg_color": "#F2F2F2"},
    "total_label": {"bold": True, "align": "center", "bg_color": "#F2F2F2"},
    # print sheet: the first line of a household has a thick upper edge
    "first": {"text_wrap": True, "align": "center", "top": 5, "top_color": "#000000", "num_format": "@"},
    "first_bold": {
        "text_wrap": True,
        "align": "center",
        "top": 5,
        "top_color": "#000000",
        "bold": True,
        "font_size": 12,
        "num_format": "@",
    },
    "label": {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"},
    "blank": {"text_wrap": True, "valign": "top"},
    "ticks": {"text_wrap": True},
    "grown": {"text_wrap": True, "valign": "top", "border": 0},
}

_EDGED: dict[str, object] = {"top": 5, "top_color": "#000000"}
_MARKED: dict[str, object] = {"bold": True, "underline": 1}


class Book:
    """One workbook in memory. ``looks`` maps a name of ``_LOOKS`` to its format in this workbook."""

    def __init__(self, title: str, properties: Mapping[str, str]) -> None:
        self._bytes = BytesIO()
        self._workbook = xlsxwriter.Workbook(self._bytes, _OPTIONS)
        self._workbook.set_properties({"title": title, "author": text("workbook.author"), "created": _CREATED})
        for name, value in properties.items():
            self._workbook.set_custom_property(name, value, "text")
        self.looks: dict[str, Format] = {name: self._format(look) for name, look in _LOOKS.items()}
        self._variants: dict[tuple[str, bool, bool], Format] = {}
        letters = {"font_name": text("style.font"), "font_size": 10.5}
        self._letters = {
            is_marked: self._workbook.add_format({**letters, **(_MARKED if is_marked else {})})
            for is_marked in (False, True)
        }

    def _format(self, look: Mapping[str, object]) -> Format:
        font = text("style.title_font" if look.get("title_font") else "style.font")
        plain = {name: value for name, value in look.items() if name != "title_font"}
        return self._workbook.add_format({**_BASE, "font_name": font, **plain})

    def look(self, name: str, edged: bool = False, marked: bool = False) -> Format:
        """The look ``name``, if wanted under a thick upper edge (first line of a block), or with every character marked."""
        if not edged and not marked:
            return self.looks[name]
        wanted = (name, edged, marked)
        if wanted not in self._variants:
            more = {**(_EDGED if edged else {}), **(_MARKED if marked else {})}
            self._variants[wanted] = self._format({**_LOOKS[name], **more})
        return self._variants[wanted]

    def write_marked(self, sheet: Worksheet, row: int, column: int, marked: Marked, look: str, edged: bool) -> None:
        """Text with its marked characters bold and underlined."""
        if all(marked.marks):
            sheet.write_string(row, column, marked.text, self.look(look, edged, marked=True))
            return
        pieces = [part for words, is_marked in marked.runs for part in (self._letters[is_marked], words)]
        sheet.write_rich_string(row, column, *pieces, self.look(look, edged))

    def chart(self, options: Mapping[str, str]) -> Any:
        """A native chart of this workbook."""
        return self._workbook.add_chart(dict(options))

    def sheet(self, name: str, widths: Sequence[int]) -> Worksheet:
        """A new sheet with its columns' widths in pixels, set up for A4 landscape."""
        sheet = self._workbook.add_worksheet(name)
        for column, pixels in enumerate(widths):
            sheet.set_column_pixels(column, column, pixels)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.3, right=0.3, top=0.55, bottom=0.6)
        sheet.center_horizontally()
        return sheet

    def finish(self) -> bytes:
        """The whole file; the book is closed after it."""
        self._workbook.close()
        return self._bytes.getvalue()


def column_letters(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    return str(xl_col_to_name(column))


def no_paper(sheet: Worksheet, columns: int) -> None:
    """A sheet for the screen: its print area is an empty cell beside its ``columns``, so that printing the whole workbook
    passes it over. Choosing cells and "print selection", or clearing the print area, prints it all the same.
    """
    sheet.print_area(0, columns + 1, 0, columns + 1)


def page_lines(sheet: Worksheet, header: str, sign: bool = True) -> None:
    """Header (title left, notice right) and footer (signature line left, page x of y right), at 11 points."""
    font = '&"{}"&11'.format(text("style.font"))
    safe = header.replace("&", "&&")
    sheet.set_header(f"&L{font}{safe}&R{font}{text('workbook.notice')}", {"margin": 0.25})
    signature = text("workbook.footer_sign") if sign else ""
    sheet.set_footer(f"&L{font}{signature}&R{font}{text('workbook.page')}", {"margin": 0.25})


def height_for(values: Sequence[str], widths: Sequence[int], least: int = 1, half_width: float = 7.5) -> float:
    """Height in points that shows every wrapped value whole; ``values`` and ``widths`` (pixels) go side by side."""
    lines = max((lines_needed(v, w, half_width) for v, w in zip(values, widths, strict=True) if v), default=1)
    return min(max(lines, least) * LINE_POINTS + 4, 405)
