"""The leak gate stops an issue whatever the writers meant; and what the writers show of outside text."""

import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from report_town import id_number

from pipelines.model.errors import IssueBlocked
from pipelines.report.leak import check_file, check_manifest
from pipelines.report.plain import has_long_number, has_telephone, last_four, outside
from pipelines.report.texts import refusal

NUMBER = id_number(7)


def workbook(*cells: object, sheet: str = "名单", title: str = "", formula: str = "", header: str = "") -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(sheet)
    for row, value in enumerate(cells):
        page.write(row, 0, value)
    if formula:
        page.write_formula(9, 9, formula)
    page.set_header(header)
    book.set_properties({"title": title})
    book.close()
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        workbook(NUMBER),
        workbook(f"备注:{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"),
        workbook("".join(chr(ord(c) + 0xFEE0) for c in NUMBER)),
        workbook(NUMBER[:6] + NUMBER[8:17]),
        workbook(float(NUMBER[:17]) * 10),
        workbook(NUMBER + "44"),
        workbook("6222 0212 3456 7890 123"),
        workbook("好", sheet=NUMBER),
        workbook("好", title=NUMBER),
        workbook("好", header=f"&L{NUMBER}"),
    ],
)
def test_a_full_number_anywhere_stops_the_issue(data: bytes) -> None:
    with pytest.raises(IssueBlocked) as stopped:
        check_file("柳林村.xlsx", data)
    assert stopped.value.code == "leak_id_number"
    assert NUMBER not in refusal(stopped.value) and NUMBER[-6:] not in str(stopped.value)


def test_a_number_in_the_file_name_stops_the_issue() -> None:
    with pytest.raises(IssueBlocked):
        check_file(f"{NUMBER}.xlsx", workbook("好"))


@pytest.mark.parametrize("phone", ["13800005678", "138 0000 5678", "+86 138-0000-5678", "0564-8612345", 13800005678])
def test_a_telephone_stands_only_in_its_column(phone: object) -> None:
    with pytest.raises(IssueBlocked):
        check_file("a.xlsx", workbook("好", phone))
    if isinstance(phone, str):
        check_file("a.xlsx", workbook("好", phone), {("名单", "A")})
        with pytest.raises(IssueBlocked):
            check_file("a.xlsx", workbook("好", phone), {("打印表", "A"), ("名单", "B")})


def test_a_formula_stops_the_issue() -> None:
    with pytest.raises(IssueBlocked) as stopped:
        check_file("a.xlsx", workbook(formula="=1+1"))
    assert stopped.value.code == "leak_formula"


def test_a_slip_with_another_departments_file_is_stopped() -> None:
    data = workbook("标题", "说明", "文件", "医保局/a.xlsx", "民政/b.xlsx")
    check_file("a.xlsx", data, own_files={"医保局/a.xlsx", "民政/b.xlsx"})
    with pytest.raises(IssueBlocked) as stopped:
        check_file("a.xlsx", data, own_files={"医保局/a.xlsx"})
    assert stopped.value.code == "leak_foreign_row"


def test_a_manifest_with_a_number_is_stopped() -> None:
    check_manifest("manifest.json", b'{"sha256": "' + b"1" * 64 + b'", "warnings": 12}')
    with pytest.raises(IssueBlocked):
        check_manifest("manifest.json", f'{{"village": "{NUMBER}"}}'.encode())


@pytest.mark.parametrize(
    "text",
    ["2026-07-01 2026-09-30", "大额20260701-20260930.xlsx", "23,450.00元", "8、9、10、11、12", "3.14159265358979"],
)
def test_dates_amounts_and_row_numbers_are_no_leak(text: str) -> None:
    assert outside(text) == text
    check_file("a.xlsx", workbook(text))


@given(
    st.integers(0, 10**6),
    st.sampled_from(["{}", "号{}。", "1.{}", "a{}b", "{}{}"]),
    st.sampled_from(["", " ", "-", "　"]),
)
def test_outside_text_never_shows_a_number(n: int, frame: str, gap: str) -> None:
    number = id_number(n)
    shown = outside(frame.format(gap.join((number[:6], number[6:14], number[14:])), number))
    assert not has_long_number(shown) and not has_telephone(shown)
    assert number[4:14] not in shown


@given(st.text(max_size=60))
def test_outside_text_is_one_printable_line(text: str) -> None:
    shown = outside(text)
    assert len(shown) <= 200 and not any(ord(c) < 32 for c in shown)
    assert outside(shown) == shown


def test_last_four_shows_at_most_four() -> None:
    assert last_four(NUMBER) == "****" + NUMBER[-4:].upper()
    assert last_four("34152319800101123x") == "****123X"
    assert (last_four(""), last_four(None), last_four("12"), last_four("无")) == ("", "", "", "")
