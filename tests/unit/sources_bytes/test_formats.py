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
