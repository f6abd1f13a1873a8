"""Delimited text in the encodings and with the delimiters that offices send; the n-th record is row n."""

import codecs

import pytest

from pipelines.model.codes import FileRefusal
from pipelines.sources.cage import read_bytes


def _rows(content: bytes) -> list[list[str]]:
    workbook = read_bytes(content)
    assert (workbook.kind, workbook.refusal) == ("text", None)
    assert [sheet.name for sheet in workbook.sheets] == [""]
    return workbook.sheets[0].rows


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("gb18030"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 le", "utf-16 be", "gb18030"],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "、", "|"])
def test_encodings_and_delimiters(encode, delimiter: str) -> None:  # type: ignore[no-untyped-def]
    text = "\r\n".join(delimiter.join(fields) for fields in (["姓名", "证件号", "村"], ["张𠀀", "0012", "柳林村"]))
    assert _rows(encode(text)) == [["s姓名", "s证件号", "s村"], ["s张𠀀", "s0012", "s柳林村"]]


def test_short_gb18030_that_could_be_utf8_is_chinese() -> None:
    assert _rows("联通,1".encode("gb18030")) == [["s联通", "s1"]]


def test_text_wrapped_against_excel_is_unwrapped() -> None:
    content = '姓名,证件号,电话\n张三,="330102199001011234","=""0123"""\n李四,="1,2",x\n王五,="\n'
    assert _rows(content.encode())[1:] == [
        ["s张三", "s330102199001011234", "s0123"],
        ["s李四", "s1,2", "sx"],
        ["s王五", 's="'],
    ]


def test_a_quoted_field_over_lines_is_one_record_and_blank_lines_count() -> None:
    assert _rows('姓名,地址\n\n张三,"柳林村\n三组"\n,,\n李四,x\n\n'.encode()) == [
        ["s姓名", "s地址"],
        [],
        ["s张三", "s柳林村\n三组"],
        [],
        ["s李四", "sx"],
    ]


def test_a_quote_left_open_spoils_its_own_line_only() -> None:
    lines = ["姓名,备注", '张三,"没有关上', *(f"人{number},好" for number in range(200))]
    rows = _rows("\n".join(lines).encode())
    assert len(rows) == 202
    assert rows[1] == ["s张三", 's"没有关上']
    assert rows[201] == ["s人199", "s好"]


def test_a_quote_left_open_near_the_end_loses_no_row() -> None:
    assert _rows('姓名,备注\n张三,"开\n李四,好\n'.encode()) == [["s姓名", "s备注"], ["s张三", 's"开'], ["s李四", "s好"]]


def test_the_delimiter_is_the_one_that_cuts_evenly() -> None:
    text = "2026年第三季度,大病名单\n姓名\t地址\t金额\n张三\t柳林村,三组\t1,200.50\n李四\t柳林村、四组\t800\n"
    assert _rows(text.encode("gb18030"))[2] == ["s张三", "s柳林村,三组", "s1,200.50"]


def test_old_mac_line_ends_are_line_ends() -> None:
    assert _rows("姓名,村\r张三,柳林\r".encode()) == [["s姓名", "s村"], ["s张三", "s柳林"]]


def test_separators_of_other_systems_inside_a_cell_are_no_line_ends() -> None:
    assert _rows("姓名,备注\n张三,甲\u2028乙\x0b丙\n".encode()) == [["s姓名", "s备注"], ["s张三", "s甲\u2028乙\x0b丙"]]


def test_one_broken_byte_does_not_cost_the_file() -> None:
    content = ("姓名,村\n" + "张三,柳林村\n" * 100).encode("gb18030")
    workbook = read_bytes(content + b"\xff,x\n")
    rows = workbook.sheets[0].rows
    assert (len(rows), rows[100]) == (102, ["s张三", "s柳林村"])
    assert workbook.remarks == ("encoding_damaged",)


@pytest.mark.parametrize("content", [b"   \n \n", b"\xef\xbb\xbf", b",,,\n,,\n"])
def test_text_without_content_is_empty(content: bytes) -> None:
    assert read_bytes(content).refusal in (FileRefusal.EMPTY, None)
    assert not any(cell.strip("s ") for sheet in read_bytes(content).sheets for row in sheet.rows for cell in row)
