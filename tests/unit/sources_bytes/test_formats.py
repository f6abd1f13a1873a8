"""Formats are told by their bytes; what cannot be read is refused under its true name."""

import io
import zipfile

import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from pipelines.model.codes import FileRefusal
from pipelines.sources.cage import read_bytes
from pipelines.sources.workbook import Merge

from . import seeds

GOOD = seeds.xlsx(seeds.row(1, seeds.cell("A1")))


def _xls() -> bytes:
    buffer = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for number in range(200):
        sheet.write(number, 0, f"text {number}")
    book.save(buffer)
    return buffer.getvalue()


def _encrypted() -> bytes:
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(GOOD)).encrypt("密码", buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "refusal"),
    [
        (b"", "", "empty"),
        (b"%PDF-1.7\n", "pdf", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "image", "unknown_format"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "image", "unknown_format"),
        (b"Rar!\x1a\x07\x00", "archive", "unknown_format"),
        (b"{\\rtf1 }", "rtf", "unknown_format"),
        (b"<?xml version='1.0'?><a/>", "xml", "unknown_format"),
        (b"<html><body>no table</body></html>", "html", "no_list"),
        (bytes(range(256)) * 20, "text", "unknown_format"),
        (GOOD[:400], "zip", "truncated"),
        (GOOD[:-30], "zip", "truncated"),
        (_xls()[:3000], "ole", "truncated"),
        (_xls()[:600], "ole", "truncated"),
        (_encrypted(), "xlsx", "password"),
        (seeds.packed({"word/document.xml": "<a/>"}), "docx", "no_list"),
        (seeds.packed({"ppt/presentation.xml": "<a/>"}), "pptx", "unknown_format"),
        (seeds.packed({"a.txt": "x"}), "zip", "unknown_format"),
    ],
)
def test_refusals_have_their_true_name(content: bytes, kind: str, refusal: str) -> None:
    workbook = read_bytes(content)
    assert (workbook.kind, workbook.refusal) == (kind, FileRefusal(refusal))
    assert workbook.sheets == ()


def test_an_encrypted_part_asks_for_the_password() -> None:
    locked = bytearray(GOOD)
    locked[GOOD.find(b"PK\x01\x02") + 8] |= 1
    assert read_bytes(bytes(locked)).refusal is FileRefusal.PASSWORD


def test_an_encrypted_xls_asks_for_the_password() -> None:
    plain = _xls()
    # the record after the workbook's BOF becomes FILEPASS
    at = plain.find(b"\x09\x08\x10\x00") + 4 + 16
    assert read_bytes(plain[:at] + b"\x2f\x00" + plain[at + 2 :]).refusal is FileRefusal.PASSWORD


def test_html_under_any_name_gives_its_tables() -> None:
    page = (
        "<html><head><title>x</title><style>td{}</style><meta charset=gb2312></head><table>"
        "<tr><th rowspan=2>姓名<th colspan=2>费&nbsp;用<tr><td>总额<br>(元)<td>自付"
        '<tr style="display:none"><td>张三<td>1.00<td>2</table><p>尾</p><table><tr><td>乙</td></tr></table>'
    )
    workbook = read_bytes(page.encode("gb18030"))
    first, second = workbook.sheets
    assert (workbook.kind, first.name, second.name) == ("html", "table 1", "table 2")
    assert first.rows == [["s姓名", "s费 用"], ["", "s总额\n(元)", "s自付"], ["s张三", "s1.00", "s2"]]
    assert first.merges == (Merge(1, 2, 1, 1), Merge(1, 1, 2, 3))
    assert first.hidden_rows == {3}
    assert second.rows == [["s乙"]]


def test_word_tables_are_read_with_their_merges() -> None:
    table = (
        "<w:tbl><w:tr>"
        + seeds.word_cell("姓名", '<w:vMerge w:val="restart"/>')
        + seeds.word_cell("费用", '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr>"
        + seeds.word_cell("", "<w:vMerge/>")
        + seeds.word_cell("总额")
        + seeds.word_cell("自付")
        + "</w:tr></w:tbl>"
    )
    sheet = read_bytes(seeds.docx("<w:p><w:r><w:t>事故报告</w:t></w:r></w:p>" + table)).sheets[0]
    assert (sheet.name, sheet.rows) == ("table 1", [["s姓名", "s费用"], ["", "s总额", "s自付"]])
    assert set(sheet.merges) == {Merge(1, 2, 1, 1), Merge(1, 1, 2, 3)}


def test_a_workbook_written_as_one_xml_text_is_read() -> None:
    text = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        '<Worksheet ss:Name="表"><Table><Column ss:Index="2" ss:Hidden="1"/>'
        '<Row ss:Index="3"><Cell ss:Index="2" ss:MergeAcross="1">'
        '<Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="Number">3.50</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2026-07-03T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    workbook = read_bytes(text.encode())
    sheet = workbook.sheets[0]
    assert (workbook.kind, sheet.name) == ("spreadsheetml", "表")
    assert sheet.rows == [[], [], ["", "s姓名", "", "n3.5", "d2026-07-03"]]
    assert (sheet.merges, sheet.hidden_columns) == ((Merge(3, 3, 2, 3),), {2})


def test_stored_parts_and_zip64_markers_are_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in seeds.xlsx_parts(seeds.worksheet(seeds.row(1, seeds.cell("A1")))).items():
            with package.open(name, "w", force_zip64=True) as part:
                part.write(text.encode())
    assert read_bytes(buffer.getvalue()).sheets[0].rows == [["n1"]]


def _ods(table: str, styles: str = "") -> bytes:
    names = ["office", "table", "text", "style", "calcext"]
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    return seeds.packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def test_opendocument_cells_repeats_merges_and_hidden_things() -> None:
    table = """
    <table:table table:name="表"><table:table-column/><table:table-column table:visibility="collapse"/>
    <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
    <table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"
      office:value-type="string"><text:p>柳<text:s text:c="2"/>林</text:p><text:p>村</text:p></table:table-cell>
      <table:covered-table-cell/>
      <table:table-cell office:value-type="float" office:value="12.50"><text:p>13</text:p></table:table-cell>
      <table:table-cell office:value-type="date" office:date-value="2026-07-03"/>
      <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
      <table:table-cell office:value-type="time" office:time-value="PT36H05M00S"/></table:table-row>
    <table:table-row table:number-rows-repeated="2" table:visibility="filter"><table:table-cell/><table:table-cell/>
      <table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell>
      <table:table-cell table:formula="of:=1/0" office:value-type="string"
      calcext:value-type="error"><text:p>#DIV/0!</text:p>
      </table:table-cell><table:table-cell table:formula="of:=1+1"/></table:table-row>
    <table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>
    <table:table table:name="藏" table:style-name="t1"><table:table-row>
      <table:table-cell office:value-type="string"><text:p>y</text:p>
    </table:table-cell></table:table-row></table:table>"""
    hidden_style = '<style:style style:name="t1"><style:table-properties table:display="false"/></style:style>'
    first, second = read_bytes(_ods(table, hidden_style)).sheets
    assert first.rows == [
        [],
        [],
        ["s柳  林\n村", "", "n12.5", "d2026-07-03", "b1", "d36:05:00"],
        ["", "", "sx", "sx", "e#DIV/0!", "eformula"],
        ["", "", "sx", "sx", "e#DIV/0!", "eformula"],
    ]
    assert first.merges == (Merge(3, 4, 1, 2),)
    assert (first.hidden_rows, first.hidden_columns) == ({4, 5}, {2})
    assert (first.hidden, second.hidden) == (False, True)


def test_opendocument_repeats_cannot_fill_the_memory() -> None:
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    workbook = read_bytes(_ods(f'<table:table table:name="S">{row}</table:table>'))
    assert workbook.refusal is FileRefusal.TOO_LARGE
