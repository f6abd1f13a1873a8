"""A village workbook as its reader opens it: sheets, columns, dropdowns, keys, and text that stays text."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report_town import QUARTER, VILLAGES, id_number, town, with_frames

from pipelines.model.codes import Disclosure
from pipelines.report.answers import income_window
from pipelines.report.issue import write_issue
from pipelines.report.keys import key_of, read_key

SHEETS = ["名单", "打印表", "线索来源", "村级发现户", "待核身份", "待复核", "填写说明"]


def opened(folder: Path, issue, village: str = "柳林村") -> openpyxl.Workbook:
    write_issue(folder, issue)
    return openpyxl.load_workbook(folder / f"{village}预警核实名单-2026Q3.xlsx")


def lines(sheet) -> list[dict[str, object]]:
    heads = [str(cell.value).split("\n")[0] for cell in sheet[3]]
    return [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=4)]


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> openpyxl.Workbook:
    return opened(tmp_path_factory.mktemp("issue") / "v1", town())


def test_sheets_title_and_notice(book) -> None:
    assert book.sheetnames == SHEETS
    assert book["名单"]["A1"].value == "柳林村预警核实名单(2026年第3季度)"
    assert "干汉河镇乡村振兴办" in book["名单"]["A2"].value
    assert "内部资料" in book["名单"]["A2"].value


def test_one_line_per_household_with_what_is_known(book) -> None:
    found = lines(book["名单"])
    assert [line["户主"] for line in found] == ["王建国", "李小军", "张文博", "刘志强", "陈德福"]
    assert [line["组"] for line in found] == ["一组", "二组", "三组", "四组", "五组"]
    second = found[1]
    assert second["人口"] == 3
    assert second["联系电话"] == "13800000031"
    assert second["证件号后四位"].startswith("****") and len(second["证件号后四位"]) == 8
    assert second["预警类别"] == "因病、义务教育未保障(失学辍学)"
    assert second["走访要求"] == "当月走访"
    assert second["核实时限"] == "2026-10-13"
    assert found[0]["核实时限"] == "未规定"
    assert [line["已是监测对象"] for line in found] == [None, None, "是", None, None]
    assert found[4]["另一户登记"] == "另登记在柳林村李小军户"
    assert second["责任网格员"]


def test_reason_is_one_sentence_per_clue(book) -> None:
    reason = lines(book["名单"])[1]["预警原因"]
    assert reason == (
        "医保局7–9月名单:妻子自付累计23,450元,超过20,000元(依据:干政〔2021〕61号)；"
        "中心校7–9月名单:儿子被报为失学辍学(依据:干政〔2021〕61号)"
    )


def test_answer_columns_have_dropdowns_and_checks(book) -> None:
    sheet = book["名单"]
    heads = {str(cell.value).split("\n")[0]: cell.column_letter for cell in sheet[3]}
    rules = {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in sheet.data_validations.dataValidation}
    options = {name: rules[heads[name]].formula1 for name in ("是否属实", "核实建议", "建议纳入类别", "核实方式")}
    assert options == {
        "是否属实": '"属实,不属实,未能核实"',
        "核实建议": '"建议纳入,持续关注,不予纳入,已是监测对象,死亡或迁出,查无此人"',
        "建议纳入类别": '"脱贫监测户,边缘易致贫户,突发严重困难户"',
        "核实方式": '"入户,电话,微信QQ"',
    }
    assert rules[heads["核实日期"]].type == "date"
    assert rules[heads["近12个月家庭人均纯收入(元)"]].type == "decimal"
    assert all(rule.error and rule.prompt for rule in rules.values())
    for name in ("主要困难", "帮扶需求", "采集人", "录入人", "农户签字", "备注", "是否存在返贫致贫风险"):
        assert name in heads
    assert "2025年10月—2026年9月" in sheet[heads["近12个月家庭人均纯收入(元)"] + "3"].value


def test_dropdowns_reach_added_rows(book) -> None:
    areas = [str(rule.sqref) for rule in book["名单"].data_validations.dataValidation]
    assert all(int(area.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) > 100 for area in areas)


def test_income_window_is_the_twelve_months_before_the_check_month() -> None:
    assert income_window(date(2022, 5, 10)) == "2021年5月—2022年4月"
    assert income_window(date(2026, 1, 1)) == "2025年1月—2025年12月"


def test_every_line_carries_a_key_that_checks_only_there(book) -> None:
    found = [read_key(str(line["编号"])) for line in lines(book["名单"])]
    assert len(set(found)) == 5
    place = (str(QUARTER), *VILLAGES[0])
    assert all(key and key.agrees(f"H000000{n}", *place) for n, key in enumerate(found))
    assert not any(key and key.agrees(f"H000001{n}", *place) for n, key in enumerate(found))


@given(st.text("ABCDEFabcdef0123456789", min_size=1, max_size=12), st.text(max_size=8), st.text(max_size=8))
def test_keys_read_back_however_they_are_written(line_id: str, household: str, village: str) -> None:
    key = key_of(f"W2026Q3-{line_id}", household, village)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in key.lower())
    read = read_key(f"  {wide} ")
    assert read is not None
    assert read.line_id == f"W2026Q3-{line_id}".upper()
    assert read.agrees(household, village)


def test_paper_has_all_boxes_and_the_key_of_every_household(book) -> None:
    shown = [str(c.value) for row in book["打印表"].iter_rows() for c in row if c.value is not None]
    keys = [str(line["编号"]) for line in lines(book["名单"])]
    assert all(any(key in value for value in shown) for key in keys)
    assert sum("农户签字" in value for value in shown) == 5
    assert sum("□死亡或迁出" in value for value in shown) == 5
    assert "责任网格员" in " ".join(shown)


def test_printing_is_a4_landscape_at_full_size_with_repeated_header_and_page_numbers(book) -> None:
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.scale in (None, 100) and not sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text and "&N" in sheet.oddFooter.right.text
        sizes = {c.font.sz for row in sheet.iter_rows() for c in row if c.value is not None}
        assert min(sizes) >= 10.5
    assert book["打印表"].print_title_rows == "$3:$3"
    assert "负责人签字" in book["打印表"].oddFooter.left.text


def test_a_whole_workbook_prints_only_what_is_for_paper(tmp_path: Path) -> None:
    issue = town()
    book = opened(tmp_path / "v1", with_frames(issue, rows=issue.rows.filter(pl.col("person_name") != "王建军")))
    printed = {sheet.title for sheet in book if ":" in (sheet.print_area or "A1:A2")}
    assert printed == {"打印表", "待核身份", "填写说明"}
    for sheet in book:
        if sheet.title not in printed:
            assert sheet[sheet.print_area.rpartition("!")[2].replace("$", "")].value is None
            assert not sheet.print_title_rows


def test_rows_are_high_enough_for_wrapped_text(book) -> None:
    sheet = book["名单"]
    heads = {str(cell.value): cell.column_letter for cell in sheet[3]}
    for row in range(4, 9):
        words = sheet[f"{heads['预警原因']}{row}"].value
        per_line = (
            sheet.column_dimensions[heads["预警原因"]].width * 8 - 5
        ) / 14  # pixels of a character at 10.5 points
        assert sheet.row_dimensions[row].height >= 14 * len(words) / per_line


def test_clues_name_their_rows(book) -> None:
    found = lines(book["线索来源"])
    assert found[1]["文件"] == "医保局/大额报销.xlsx"
    assert (found[1]["工作表"], found[1]["行号"]) == ("明细", "8、9")
    assert found[1]["涉及人员"].endswith("(妻子)")


def test_coarse_disclosure_names_no_person_amount_or_illness(tmp_path: Path) -> None:
    book = opened(tmp_path / "v1", town(disclosure=Disclosure.COARSE))
    reasons = [str(line["预警原因"]) for line in lines(book["名单"])]
    assert reasons[1] == "医疗支出较大；有孩子上学情况需要核实"
    for line in lines(book["线索来源"]):
        assert "涉及人员" not in line
        assert "元" not in str(line["线索"]) and "自付" not in str(line["线索"])
        assert line["文件"]


def test_own_finds_have_ten_lines_and_the_same_dropdowns(book) -> None:
    sheet = book["村级发现户"]
    assert sheet.max_row == 13
    rules = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert '"农户申报,干部排查"' in rules
    assert '"属实,不属实,未能核实"' in rules


def test_questions_go_to_the_village_they_name_and_show_no_score(book, tmp_path: Path) -> None:
    unknown = lines(book["待核身份"])
    assert [(line["名单上姓名"], line["来源部门"]) for line in unknown] == [("孙无名", "医保局")]
    assert unknown[0]["证件号后四位"] == "****0199"
    review = lines(book["待复核"])
    assert [line["名单上姓名"] for line in review] == ["王建军", "王建军"]
    assert review[0]["花名册姓名"] == "王建国"
    assert "姓名第3字不同" in review[0]["不同之处"]
    assert not {"可信度", "权重", "对上依据"} & set(review[0])
    other = opened(tmp_path / "v1", town(), "新河村")
    assert [line["名单上姓名"] for line in lines(other["待复核"])] == ["李*国"]


def unknown_rows(issue, *said: dict[str, object]):
    """The issue with these rows of nobody known, one after the other, all naming 柳林村."""
    plain = issue.rows.filter(pl.col("person_name") == "孙无名").head(1)
    made = [
        plain.with_columns(
            pl.lit(100 + n).cast(plain.schema["row_no"]).alias("row_no"),
            *(pl.lit(value, plain.schema[name]).alias(name) for name, value in one.items()),
        )
        for n, one in enumerate(said)
    ]
    rows = pl.concat(made)
    links = issue.links.filter(pl.col("status") == "none").head(1)
    place = ("quarter", "department", "file", "sheet", "row_no", "item_no")
    ours = rows.select(place).join(links.drop(place), how="cross").select(issue.links.columns)
    return with_frames(issue, rows=pl.concat([issue.rows.clear(), rows]), links=ours)


NUMBER, OTHER, VALID = "341523197001011234", "341523197001011235", id_number(7)


@pytest.mark.parametrize(
    ("one", "other", "people"),
    [
        ({"id_number": NUMBER}, {"id_number": NUMBER}, 1),
        ({"id_number": NUMBER}, {"id_number": NUMBER, "person_name": "赵有福"}, 2),
        ({"id_number": NUMBER}, {"id_number": NUMBER, "person_name": "孙某名"}, 1),
        ({"id_number": VALID}, {"id_number": VALID, "person_name": "孙吴明"}, 1),
        ({"id_number": VALID}, {"id_number": VALID, "person_name": "孙小红"}, 2),
        ({"id_number": VALID}, {"id_number": VALID, "person_name": None}, 1),
        ({"id_number": NUMBER}, {"id_number": OTHER}, 2),
        ({"id_number": NUMBER}, {"id_number": "341523********1234"}, 1),
        ({"id_number": None}, {"id_number": NUMBER}, 1),
        ({"id_number": None, "birth_date": "1970-01-01"}, {"id_number": None, "birth_date": "1970"}, 1),
        ({"id_number": None, "birth_date": "1970-01-01"}, {"id_number": None, "birth_date": "1982-05"}, 2),
        ({"id_number": NUMBER, "birth_date": "1970-01-01"}, {"id_number": OTHER, "birth_date": "1970-01-01"}, 1),
        ({"id_number": None, "sex": "男"}, {"id_number": None, "sex": "女"}, 2),
        ({"id_number": None, "person_name": "孙*名"}, {"id_number": None, "person_name": "孙*名"}, 2),
        ({"id_number": None}, {"id_number": None, "person_name": None}, 2),
    ],
)
def test_one_unknown_person_is_asked_about_once(one, other, people: int, tmp_path: Path) -> None:
    found = lines(opened(tmp_path / "v1", unknown_rows(town(), one, other))["待核身份"])
    assert len(found) == people


def test_a_question_names_every_list_behind_it_and_keeps_the_key_of_its_first_row(tmp_path: Path) -> None:
    alone = lines(opened(tmp_path / "v1", unknown_rows(town(), {"id_number": None}))["待核身份"])
    elsewhere = {"id_number": NUMBER, "department": "hospital", "file": "卫生院/重大疾病.xlsx", "sheet": "Sheet1"}
    both = lines(opened(tmp_path / "v2", unknown_rows(town(), {"id_number": None}, {}, elsewhere))["待核身份"])
    assert [line["编号"] for line in both] == [line["编号"] for line in alone]
    assert both[0]["来源部门"] == "医保局、卫生院"
    assert both[0]["证件号后四位"] == "****0199、****1234"
    assert both[0]["出自哪些名单行"] == "医保局/大额报销.xlsx 明细 第100、101行;卫生院/重大疾病.xlsx Sheet1 第102行"


def test_columns_that_say_nothing_are_left_out_of_the_questions(book, tmp_path: Path) -> None:
    coarse = lines(opened(tmp_path / "v1", town(disclosure=Disclosure.COARSE))["待核身份"])
    assert not {"名单种类", "出生", "名单上户主或监护人"} & set(coarse[0])
    assert {"名单上姓名", "是谁", "所在户户主", "本人姓名", "备注", "编号"} <= set(coarse[0])
    assert "名单种类" in lines(book["待核身份"])[0]


def marked(cell) -> str:
    """The characters of a cell that are bold and underlined."""
    if isinstance(cell.value, str):
        return cell.value if cell.font.b and cell.font.u else ""
    return "".join(run.text for run in cell.value if getattr(run, "font", None) and run.font.b and run.font.u)


def test_differences_are_marked_inside_the_characters(tmp_path: Path) -> None:
    write_issue(tmp_path / "v1", town())
    path = tmp_path / "v1/柳林村预警核实名单-2026Q3.xlsx"
    sheet = openpyxl.load_workbook(path, rich_text=True)["待复核"]
    at = {str(cell.value): cell.column for cell in sheet[3]}
    assert marked(sheet.cell(4, at["名单上姓名"])) == "军"
    assert marked(sheet.cell(4, at["花名册姓名"])) == "国"
    assert marked(sheet.cell(5, at["名单上姓名"])) == "王建"
    assert marked(sheet.cell(4, at["来源部门"])) == ""


def test_the_first_line_of_a_block_looks_like_the_others_but_for_its_upper_edge(tmp_path: Path) -> None:
    issue = town()
    again = issue.rows.filter(pl.col("person_name") == "王建军").with_columns(row_no=pl.lit(90, pl.Int64))
    key = ["quarter", "file", "sheet", "row_no", "item_no"]
    copies = {
        name: pl.concat(
            [frame, frame.filter(pl.col("row_no") == 9).with_columns(row_no=pl.lit(90, frame.schema["row_no"]))]
        ).sort(key)
        for name, frame in (("links", issue.links), ("candidates", issue.candidates))
    }
    rows = pl.concat([issue.rows, again.select(pl.all().exclude("row_no"), "row_no").select(issue.rows.columns)])
    sheet = opened(tmp_path / "v1", with_frames(issue, rows=rows, **copies))["待复核"]
    assert [sheet.cell(row, 1).border.top.style for row in range(4, 8)] == ["thick", "thin", "thick", "thin"]
    for column in range(1, sheet.max_column + 1):
        cells = [sheet.cell(row, column) for row in range(4, 8)]
        assert {cell.border.left.style for cell in cells} == {"thin"}
        assert not cells[2].font.b or cells[2].font.u
    assert not sheet.conditional_formatting


def test_a_village_without_households_is_asked_its_questions(tmp_path: Path) -> None:
    issue = town()
    book = opened(tmp_path / "v1", with_frames(issue, warnings=issue.warnings.clear(), clues=issue.clues.clear()))
    assert "没有预警户" in book["名单"]["A2"].value
    assert len(lines(book["待核身份"])) == 1


HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "\t=1",
    "张\x00三\x1f",
    "😀" * 40,
    "长" * 40_000,
    "_x0041_",
    "<t>&amp;",
    "<r><t>x</t></r>",
    "<r><b",
    "_x0041_</r>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_never_becomes_a_formula_or_breaks_the_file(text: str, tmp_path: Path) -> None:
    check_hostile(text, tmp_path / "v1")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=40))
def test_any_text_never_becomes_a_formula(text: str, tmp_path_factory) -> None:
    check_hostile(text, tmp_path_factory.mktemp("hostile") / "v1")


def check_hostile(text: str, folder: Path) -> None:
    issue = town(each=2, homes_each=3)
    outside = pl.lit(text)
    persons = issue.persons.with_columns(
        householder_name=outside, phone=outside, group_name=outside, grid_member=outside, relation=outside
    )
    clues = issue.clues.with_columns(person_name=outside, authority=outside, relation=outside)
    rows = issue.rows.with_columns(person_name=outside, address=outside, guardian_name=outside)
    persons = persons.with_columns(village_name=outside, township_name=outside)
    warnings = issue.warnings.with_columns(household_class=outside, village_name=outside, township_name=outside)
    issue = with_frames(issue, persons=persons, clues=clues, rows=rows, warnings=warnings)
    for path in write_issue(folder, issue):
        if path.suffix != ".xlsx":
            continue
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        for sheet in book:
            kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
            assert "f" not in kinds and "e" not in kinds
