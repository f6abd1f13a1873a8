"""What stands in a workbook comes out where it stands, as what the file says it is."""

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
import xlwt
from xlsxwriter.worksheet import Worksheet

from pipelines.model.codes import FileRefusal
from pipelines.sources.cage import read_bytes
from pipelines.sources.workbook import Merge, Workbook

from . import seeds


def _written(fill: Callable[[xlsxwriter.Workbook, Worksheet], None], **options: object) -> Workbook:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, options)
    fill(book, book.add_worksheet("名单"))
    book.close()
    return read_bytes(buffer.getvalue())


def test_cells_keep_their_type() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        sheet.write_string(0, 0, "330102199001011234")
        sheet.write_number(0, 1, 330102199001011234)
        sheet.write_number(0, 2, 12.5)
        sheet.write_number(0, 3, 20000)
        sheet.write_datetime(0, 4, dt.datetime(2026, 7, 3), day)  # noqa: DTZ001
        sheet.write_datetime(0, 5, dt.datetime(2026, 7, 3, 8, 5), day)  # noqa: DTZ001
        sheet.write_boolean(0, 6, True)
        sheet.write_number(0, 7, 0.00001)
        sheet.write_number(0, 8, 46206, book.add_format({"num_format": '0.00"元"'}))
        sheet.write_string(0, 9, "=1+1")

    workbook = _written(fill)
    assert workbook.kind == "xlsx"
    assert workbook.sheets[0].name == "名单"
    assert workbook.sheets[0].rows == [
        [
            "s330102199001011234",
            "n330102199001011300",
            "n12.5",
            "n20000",
            "d2026-07-03",
            "d2026-07-03T08:05:00",
            "b1",
            "n0.00001",
            "n46206",
            "s=1+1",
        ]
    ]


@pytest.mark.parametrize("number", [14, 27, 31, 36, 50, 57, 58])
def test_chinese_built_in_date_formats_are_dates(number: int) -> None:
    styles = (
        f'<styleSheet xmlns="{seeds.MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    )
    workbook = read_bytes(seeds.xlsx(seeds.row(1, seeds.cell("A1", "46206", 's="1"')), styles=styles))
    assert workbook.sheets[0].rows == [["d2026-07-03"]]


def test_the_1904_epoch_is_followed() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_datetime(0, 0, dt.datetime(2026, 7, 3), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001

    assert _written(fill, date_1904=True).sheets[0].rows == [["d2026-07-03"]]


def test_rows_and_columns_are_counted_from_the_corner() -> None:
    workbook = _written(lambda _, sheet: sheet.write_string(5, 3, "姓名"))
    assert workbook.sheets[0].rows == [[], [], [], [], [], ["", "", "", "s姓名"]]


def test_formatted_blank_rows_below_the_list_are_not_rows() -> None:
    tail = seeds.row(1_048_576, '<c r="XFD1048576" s="0"/>')
    workbook = read_bytes(seeds.xlsx(seeds.row(1, seeds.cell("A1")) + seeds.row(2, '<c r="A2" s="0"/>') + tail))
    assert workbook.sheets[0].rows == [["n1"]]


def test_hidden_rows_columns_and_sheets_are_told() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        for number in range(6):
            sheet.write_row(number, 0, ["甲", "乙", "丙"])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(10, 16_383, None, None, {"hidden": True})
        book.add_worksheet("藏").hide()
        book.add_worksheet("深藏").very_hidden()

    sheets = _written(fill).sheets
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == ({3}, {2})
    assert [sheet.hidden for sheet in sheets] == [False, True, True]


def test_merged_ranges_are_told() -> None:
    workbook = _written(lambda _, sheet: sheet.merge_range(1, 0, 3, 1, "柳林村") and None)
    assert workbook.sheets[0].merges == (Merge(2, 4, 1, 2),)


def test_a_formula_that_nobody_computed_is_an_error_and_a_computed_one_its_value() -> None:
    rows = seeds.row(
        1,
        '<c r="A1"><f>1+1</f><v>2</v></c>',
        '<c r="B1"><f>1+1</f></c>',
        '<c r="C1"><f>1+1</f><v></v></c>',
        '<c r="D1" t="str"><f>IF(A1,"","x")</f><v></v></c>',
        '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="F1" t="shared"/>',
        '<c r="G1"><f t="shared" si="0"/><v>7</v></c>',
    )
    rows += seeds.row(3, '<c r="B3"><f>A1</f></c>')
    workbook = read_bytes(seeds.xlsx(rows))
    assert workbook.sheets[0].rows == [
        ["n2", "eformula", "eformula", "", "e#DIV/0!", "", "n7"],
        [],
        ["", "eformula"],
    ]


def test_openpyxl_leaves_formulas_without_value() -> None:
    book = openpyxl.Workbook()
    book.active.append(["数", "=A1*2"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert read_bytes(buffer.getvalue()).sheets[0].rows == [["s数", "eformula"]]


def test_the_zero_that_stands_for_not_yet_computed_is_no_amount() -> None:
    assert _written(lambda _, sheet: sheet.write_formula(0, 0, "=B1+1") and None).sheets[0].rows == [["eformula"]]


def test_prefixed_markup_is_scanned_as_well() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{seeds.MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="2" hidden="1"><x:c r="A2"><x:f>A1</x:f></x:c></x:row></x:sheetData></x:worksheet>'
    )
    found = read_bytes(seeds.packed(seeds.xlsx_parts(sheet))).sheets[0]
    assert (found.rows, found.hidden_rows) == ([["n1"], ["eformula"]], {2})


def test_cells_without_reference_keep_their_place() -> None:
    assert read_bytes(seeds.xlsx("<row><c><v>1</v></c><c><v>2</v></c></row>")).sheets[0].rows == [["n1", "n2"]]


def test_an_old_xls_is_read_like_a_new_one() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名单")
    sheet.write(1, 1, "姓名")
    sheet.write(2, 1, "𠀀丽")
    sheet.write(2, 2, dt.date(2026, 7, 3), xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    sheet.write(2, 3, 330102199001011.0)
    sheet.write(2, 4, True)
    sheet.write(2, 5, 12.25)
    sheet.write_merge(3, 5, 1, 1, "柳林村")
    sheet.write(5, 2, "x")
    sheet.row(2).hidden = True
    sheet.col(3).hidden = True
    book.add_sheet("藏").visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    workbook = read_bytes(buffer.getvalue())
    first = workbook.sheets[0]
    assert workbook.kind == "xls"
    assert first.rows[:3] == [[], ["", "s姓名"], ["", "s𠀀丽", "d2026-07-03", "n330102199001011", "b1", "n12.25"]]
    assert first.rows[3:] == [["", "s柳林村"], [], ["", "", "sx"]]
    assert first.merges == (Merge(4, 6, 2, 2),)
    assert (first.hidden_rows, first.hidden_columns) == ({3}, {4})
    assert [sheet.hidden for sheet in workbook.sheets] == [False, True]


def test_a_chart_sheet_is_remarked_and_the_rest_read() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_column(0, 0, [1, 2])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=名单!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)

    workbook = _written(fill)
    assert workbook.remarks == ("sheet_without_cells",)
    assert [sheet.name for sheet in workbook.sheets] == ["名单"]


def test_macros_links_and_objects_are_remarked_not_used() -> None:
    parts = seeds.xlsx_parts(seeds.worksheet(seeds.row(1, seeds.cell("A1"))))
    for name in ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/o.bin", "xl/media/seal.png"):
        parts[name] = "<x/>"
    workbook = read_bytes(seeds.packed(parts))
    assert workbook.kind == "xlsm"
    assert workbook.remarks == ("embedded_objects", "external_links", "macros", "pictures")
    assert workbook.sheets[0].rows == [["n1"]]


def test_a_workbook_without_a_single_cell_is_empty() -> None:
    assert _written(lambda *_: None).refusal is FileRefusal.EMPTY
