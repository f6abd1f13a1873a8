"""What comes back is read whatever the sheets are called, wherever the columns stand, however people write."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from returned_town import RIVER, TRUE, Office, columns, copy_row, ended, fill, move_column, swap_rows

from pipelines.model.quarter import Quarter


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_rows_sorted_added_deleted_and_sheets_renamed(office: Office) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["名单"]
        for row in range(4, 9):
            fill(sheet, row, {**TRUE, "备注": f"第{row}行"})
        swap_rows(sheet, 4, 8)
        sheet.delete_rows(6)
        fill(sheet, 8, {**TRUE, "村": "柳林村", "户主": "新来户"})
        sheet.title = "填好了"
        book["待核身份"].title = "Sheet9"

    book = office.read(office.returned(edit))
    rows = [row for row in book.rows if row.sheet == "填好了"]
    assert [row.answers.get("remark") for row in rows] == ["第8行", "第5行", "第7行", "第4行", None]
    judged = office.take(office.folder / "back.xlsx")
    assert [(state, reason) for _, state, reason in ended(judged, "填好了")] == [("accepted", "taken")] * 5
    answered = [one.line.shown["householder"] if one.line else "" for one in judged if one.row.sheet == "填好了"]
    assert answered == [*(row.shown["householder"] for row in rows[:4]), ""]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (date(2026, 10, 8), "2026-10-08"),
        (46303, "2026-10-08"),
        ("2026.10.8", "2026-10-08"),
        ("2026年10月8日", "2026-10-08"),
        ("10月8日", "2026-10-08"),
        ("1月5日", "2027-01-05"),
        ("20261008", "2026-10-08"),
        (20261008, "2026-10-08"),
        ("二〇二六年十月八日", "2026-10-08"),
        ("２０２６／１０／８", "2026-10-08"),
        ("26.10.8", "2026-10-08"),
    ],
)
def test_dates_in_any_form(office: Office, typed: object, read: str) -> None:
    path = office.returned(lambda book: fill(book["名单"], 5, {**TRUE, "核实日期": typed}))
    row = next(row for row in office.read(path).rows if row.row_no == 5)
    assert row.answers["visited_on"] == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (8650, "8650.00"),
        ("8650元", "8650.00"),
        ("8,650.5 元", "8650.50"),
        ("约9千", "9000.00"),
        ("1.2万", "12000.00"),
        ("一万二千元", "12000.00"),
        ("８６５０", "8650.00"),
        ("-300", "-300.00"),
    ],
)
def test_amounts_in_any_form(office: Office, typed: object, read: str) -> None:
    path = office.returned(lambda book: fill(book["名单"], 5, {**TRUE, "近12个月家庭人均纯收入(元)": typed}))
    row = next(row for row in office.read(path).rows if row.row_no == 5)
    assert row.answers["income"] == read


@pytest.mark.parametrize(
    ("heading", "typed", "code"),
    [
        ("是否属实", " 属实 ", "true"),
        ("是否属实", "√属实", "true"),
        ("是否属实", "不属实。", "untrue"),
        ("是否属实", "无法核实", "not_verified"),
        ("是否存在返贫致贫风险", "无", "no"),
        ("是否存在返贫致贫风险", "有风险", "yes"),
        ("核实建议", "查无此人", "not_found"),
        ("核实建议", "去世", "dead_or_moved"),
        ("核实方式", "微信", "messenger"),
        ("建议纳入类别", "突发严重困难户", "突发严重困难户"),
    ],
)
def test_choices_in_their_own_and_in_other_words(office: Office, heading: str, typed: str, code: str) -> None:
    path = office.returned(lambda book: fill(book["名单"], 5, {heading: typed}))
    row = next(row for row in office.read(path).rows if row.row_no == 5)
    assert list(row.answers.values()) == [code]


def test_what_is_no_answer_is_named_and_nothing_of_the_row_is_taken(office: Office) -> None:
    wrong = {"是否属实": "问过了", "核实日期": "上周", "近12个月家庭人均纯收入(元)": "不好说", "核实建议": "持续关注"}
    judged = office.take(office.returned(lambda book: fill(book["名单"], 4, wrong)))
    assert ended(judged)[0] == (4, "refused", "cell_unreadable")
    assert set(judged[0].row.unreadable) == {"finding", "visited_on", "income"}
    assert office.memory.bodies == {}


def test_moved_columns_lost_headings_and_a_key_elsewhere(office: Office) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["名单"]
        for row in range(4, 9):
            fill(sheet, row, TRUE)
        move_column(sheet, "编号", 1)
        move_column(sheet, "核实日期", 3)
        sheet.cell(3, 1).value = None  # the key's heading is gone; its shape still tells
        book["待复核"].delete_rows(1, 3)

    judged = office.take(office.returned(edit))
    assert ended(judged) == [(row, "accepted", "taken") for row in range(4, 9)]
    assert {reason for _, _, reason in ended(judged, "待复核")} == {"no_heading"}


def test_merged_cells_speak_for_every_row_they_cover(office: Office) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["名单"]
        for row in range(4, 7):
            fill(sheet, row, {"是否属实": "属实"})
        fill(sheet, 4, {"采集人": "王采集"})
        at = columns(sheet)["采集人"]
        sheet.merge_cells(start_row=4, end_row=6, start_column=at, end_column=at)

    rows = [row for row in office.read(office.returned(edit)).rows if row.sheet == "名单"][:3]
    assert [row.answers for row in rows] == [{"finding": "true", "collector": "王采集"}] * 3


def test_questions_of_both_kinds(office: Office) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        unknown, review = book["待核身份"], book["待复核"]
        fill(unknown, 4, {"是谁": "本村登记的人(请填户主和姓名)", "所在户户主": "王建国", "本人姓名": "王小军"})
        fill(review, 4, {"是否同一人": "同一人"})
        fill(review, 5, {"是否同一人": "不是", "备注": "问过本人"})

    judged = [one for one in office.take(office.returned(edit)) if one.row.answers]
    assert [(one.row.kind.value, one.reason.value) for one in judged] == [
        ("unknown", "taken"),
        ("review", "taken"),
        ("review", "taken"),
    ]
    assert judged[0].row.answers == {"who": "ours", "own_householder": "王建国", "own_name": "王小军"}
    candidates = [(one.line.person_id, one.line.household_id) for one in judged[1:] if one.line]
    assert candidates == [("H00000000", "H0000000"), ("H00000010", "H0000001")]
    assert all(one.line and one.line.about.startswith("2026Q3/") for one in judged)


def test_two_candidates_cannot_both_be_the_person(office: Office) -> None:
    def both(book: openpyxl.Workbook) -> None:
        for row in (4, 5):
            fill(book["待复核"], row, {"是否同一人": "同一人"})

    assert [end[1:] for end in ended(office.take(office.returned(both)), "待复核")][:2] == [
        ("conflict", "two_same")
    ] * 2
    first = office.returned(lambda book: fill(book["待复核"], 4, {"是否同一人": "同一人"}))
    assert ended(office.take(first), "待复核")[0][1:] == ("accepted", "taken")
    other = office.returned(lambda book: fill(book["待复核"], 5, {"是否同一人": "同一人"}))
    assert ended(office.take(other), "待复核")[1][1:] == ("conflict", "two_same")

    def mended(book: openpyxl.Workbook) -> None:
        fill(book["待复核"], 4, {"是否同一人": "不是"})
        fill(book["待复核"], 5, {"是否同一人": "同一人"})

    ends = [end[1:] for end in ended(office.take(office.returned(mended)), "待复核")][:2]
    assert ends == [("accepted", "corrected"), ("accepted", "taken")]


def test_own_finds_and_rows_added_to_the_list(office: Office) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        fill(book["村级发现户"], 4, {"发现方式": "农户申报", "户主": "孙新困", "组": "二组", "困难类别": "因病"})
        fill(book["村级发现户"], 5, {"困难情况": "没写户主"})
        fill(book["村级发现户"], 6, {"户主": "别村人", "村": "新河村", "困难情况": "摔伤"})
        fill(book["名单"], 12, {"户主": "钱添行", "村": "柳林村", **TRUE})

    judged = office.take(office.returned(edit))
    assert ended(judged, "村级发现户") == [
        (4, "accepted", "taken"),
        (5, "refused", "no_householder"),
        (6, "conflict", "other_village"),
    ]
    added = next(one for one in judged if one.row.row_no == 12)
    assert added.is_new and added.line is None and "own_find" in added.notes
    again = office.take(office.folder / "back.xlsx")
    assert {one.reason.value for one in again if one.row.row_no in (4, 12) and one.state == "accepted"} == {"unchanged"}


def test_a_filled_print_sheet_is_noticed_but_not_read(office: Office) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        paper = book["打印表"]
        boxes = [cell for row in paper.iter_rows() for cell in row if str(cell.value or "").startswith("是否属实")]
        boxes[1].value = str(boxes[1].value).replace("□属实", "☑属实", 1)
        free = [cell for row in paper.iter_rows() for cell in row if str(cell.value or "").startswith("主要困难")]
        free[2].value = "主要困难:妻子住院"

    judged = office.take(office.returned(edit))
    noticed = [one for one in judged if one.reason == "on_print_sheet"]
    order = [one.row.key_cell for one in judged if one.row.sheet == "名单"]
    assert [one.row.key_cell for one in noticed] == [order[1], order[2]]
    assert not any(one.is_new for one in judged)


def test_a_plain_empty_form_is_counted_as_not_filled(office: Office) -> None:
    judged = office.take(office.returned(lambda book: None))
    assert {one.reason.value for one in judged} == {"not_filled"}
    assert len([one for one in judged if one.row.sheet == "名单"]) == 5


def test_saved_as_csv_the_list_alone_still_comes_back(office: Office) -> None:
    import csv

    sheet = openpyxl.load_workbook(office.folder / "v1" / RIVER)["名单"]
    fill(sheet, 4, {**TRUE, "核实日期": "2026/10/9"})
    path = office.folder / "名单.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([["" if v is None else v for v in row] for row in sheet.iter_rows(values_only=True)])
    judged = office.take(path)
    assert next(one.state.value for one in judged) == "accepted"
    assert judged[0].book.quarter == "2026Q3"


def test_a_copied_row_with_its_key_is_noticed(office: Office) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["名单"]
        fill(sheet, 4, TRUE)
        copy_row(sheet, 4, 9)
        fill(sheet, 9, {"户主": "抄来户"})

    assert [end for end in ended(office.take(office.returned(edit))) if end[0] in (4, 9)] == [
        (4, "accepted", "taken"),
        (9, "conflict", "household_differs"),
    ]


def test_no_list_of_ours_says_so(office: Office) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话", "地址"])
    book.save(office.folder / "else.xlsx")
    assert office.read(office.folder / "else.xlsx", Quarter(2026, 3)).refusal == "not_our_list"
    (office.folder / "bad.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert office.read(office.folder / "bad.xlsx").refusal in {
        "truncated",
        "unknown_format",
        "reader_failed",
        "hostile",
    }


def test_a_quarter_out_of_this_world_stops_nothing(office: Office) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        fill(book["名单"], 4, TRUE)
        for row in book["填写说明"].iter_rows():
            for cell in row:
                if "2026Q3" in str(cell.value):
                    cell.value = "本簿编号:9999Q4-ABCD"
        book["名单"].cell(5, columns(book["名单"])["编号"]).value = "W9999Q4-aaaaaaaaaa-ABCD"

    judged = office.take(office.returned(edit))
    assert [end[2] for end in ended(judged)][:2] == ["taken", "other_quarter"]
