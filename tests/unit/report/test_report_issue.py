"""An issued folder: which files, the manifest, what is kept, what is marked, what a department reads."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from report_town import VILLAGES, town, with_frames

from pipelines.model.errors import IssueBlocked, UsageError
from pipelines.model.quarter import Quarter
from pipelines.report.filenames import Names
from pipelines.report.issue import write_issue
from pipelines.report.protect import protect


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def column(path: Path, sheet: str, name: str) -> list[object]:
    found = openpyxl.load_workbook(path)[sheet]
    at = [cell.value for cell in found[3]].index(name)
    return [row[at].value for row in found.iter_rows(min_row=4)]


def test_files_and_manifest(tmp_path: Path) -> None:
    written = write_issue(tmp_path / "v1", town())
    names = {path.name for path in written}
    assert {"柳林村预警核实名单-2026Q3.xlsx", "新河村预警核实名单-2026Q3.xlsx", "预警汇总-2026Q3.xlsx"} <= names
    assert {"卫生院名单核对回执-2026Q3.xlsx", "民政名单核对回执-2026Q3.xlsx", "manifest.json"} <= names
    told = manifest(tmp_path / "v1")
    assert told["zero_report"] == [["干汉河镇", "石桥村"]]
    assert told["send_again"] == []
    assert {path: one["sha256"] for path, one in told["files"].items()} | {"manifest.json": None} == {
        **digests(tmp_path / "v1"),
        "manifest.json": None,
    }
    assert [(v["village"], v["warnings"]) for v in told["villages"]] == [("新河村", 5), ("柳林村", 5), ("石桥村", 0)]


def test_same_issue_same_bytes_whatever_the_order_of_rows_and_the_day(tmp_path: Path) -> None:
    issue = town()
    write_issue(tmp_path / "a", issue)
    names = ("warnings", "clues", "persons", "rows", "links", "candidates", "accounting", "deliveries")
    turned = {name: getattr(issue, name).reverse() for name in names}
    write_issue(tmp_path / "b", with_frames(issue, **turned))
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_townships_get_folders(tmp_path: Path) -> None:
    villages = [("甲镇", "柳林村"), ("乙镇", "柳林村"), ("乙镇", "空村")]
    write_issue(tmp_path / "v1", town(villages=villages))
    assert (tmp_path / "v1/甲镇/柳林村预警核实名单-2026Q3.xlsx").is_file()
    assert (tmp_path / "v1/乙镇/柳林村预警核实名单-2026Q3.xlsx").is_file()


def test_a_county_has_subtotals_by_township_and_one_township_has_none(tmp_path: Path) -> None:
    villages = [("甲镇", "柳林村"), ("乙镇", "柳林村"), ("乙镇", "新村"), ("乙镇", "空村")]
    write_issue(tmp_path / "v1", town(villages=villages))
    sheet = openpyxl.load_workbook(tmp_path / "v1/预警汇总-2026Q3.xlsx")["各乡镇预警"]
    told = [[cell.value for cell in row][:4] for row in sheet.iter_rows(min_row=3)]
    assert told == [
        ["乡镇", "村数", "有预警的村", "预警户数"],
        ["乙镇", 3, 2, 10],
        ["甲镇", 1, 1, 5],
        ["合计", 4, 3, 15],
    ]
    by_village = openpyxl.load_workbook(tmp_path / "v1/预警汇总-2026Q3.xlsx")["各村预警"]
    last = [[cell.value for cell in row] for row in by_village.iter_rows(min_row=4)][-1]
    assert [cell.value for cell in sheet[sheet.max_row]][3:] == last[2:-1]
    write_issue(tmp_path / "v2", town())
    assert "各乡镇预警" not in openpyxl.load_workbook(tmp_path / "v2/预警汇总-2026Q3.xlsx").sheetnames


def test_a_file_with_two_readings_says_which_columns(tmp_path: Path) -> None:
    issue, file = town(), "医保局/两个姓名.xlsx"
    waiting = issue.deliveries.head(1).with_columns(
        file=pl.lit(file), department=pl.lit("insurance"), status=pl.lit("question"), reason=pl.lit("two_readings")
    )
    doubts = [["person_name", "姓名", "姓名"], ["self_paid_yuan", "个人负担", "自付金额"]]
    told = {"lists": [{"doubts": doubts}, {"doubts": []}]}
    receipts = pl.DataFrame({"quarter": ["2026Q3"], "file": [file], "body": [json.dumps(told)]})
    write_issue(
        tmp_path / "v1", with_frames(issue, deliveries=pl.concat([issue.deliveries, waiting]), receipts=receipts)
    )
    words = (
        "表头有两种读法:有两列都叫“姓名”,不知道哪一列是要的姓名,请改清列名;"
        "“个人负担”和“自付金额”两列都像“个人负担(元)”,请确认是哪一列。"
    )
    assert words in column(tmp_path / "v1/预警汇总-2026Q3.xlsx", "未采用文件", "原因")
    assert column(tmp_path / "v1/医保局名单核对回执-2026Q3.xlsx", "没有采用的文件", "原因") == [words]


def test_nothing_changed_is_the_same_folder_on_another_day(tmp_path: Path) -> None:
    write_issue(tmp_path / "v1", town())
    again = replace(town(), as_of=date(2027, 1, 20), issued_before=tmp_path / "v1")
    write_issue(tmp_path / "v2", again)
    assert digests(tmp_path / "v1") == digests(tmp_path / "v2")


def changed_town(before: Path):
    """Liulin: one household new, one with another reason, one gone. Xinhe as it was."""
    issue = town(each=6, issued_before=before)
    warnings = issue.warnings.filter(
        (pl.col("village_name") == "柳林村") | (pl.col("warning_id") != "W0010005")
    ).filter(pl.col("warning_id") != "W0000003")
    changed = pl.when(pl.col("warning_id") == "W0000004").then(pl.lit("另有原因")).otherwise(pl.col("reason"))
    warnings = warnings.with_columns(reason=changed)
    kept = pl.col("warning_id").is_in(warnings["warning_id"].to_list())
    return with_frames(issue, warnings=warnings, clues=issue.clues.filter(kept))


def test_a_supplement_keeps_unchanged_villages_and_marks_the_changed_first(tmp_path: Path) -> None:
    write_issue(tmp_path / "v1", town())
    write_issue(tmp_path / "v2", changed_town(tmp_path / "v1"))
    before, after = digests(tmp_path / "v1"), digests(tmp_path / "v2")
    kept, sent = "新河村预警核实名单-2026Q3.xlsx", "柳林村预警核实名单-2026Q3.xlsx"
    assert before[kept] == after[kept]
    assert before[sent] != after[sent]
    assert manifest(tmp_path / "v2")["send_again"] == [["干汉河镇", "柳林村"]]
    marks = column(tmp_path / "v2" / sent, "名单", "新增变更")
    assert marks == ["新增", "变更", None, None, None]
    note = openpyxl.load_workbook(tmp_path / "v2" / sent)["名单"]["A2"].value
    assert "新增1户、变更1户" in note and "撤下1户(刘志强)" in note
    states = column(tmp_path / "v2/预警汇总-2026Q3.xlsx", "重发与零报告", "本次情况")
    assert states == ["有变动,需重发", "零报告", "无变动,不必重发"]
    write_issue(tmp_path / "v3", replace(changed_town(tmp_path / "v2")))
    assert digests(tmp_path / "v2") == digests(tmp_path / "v3")


def test_a_village_whose_list_is_withdrawn_is_told(tmp_path: Path) -> None:
    write_issue(tmp_path / "v1", town())
    issue = town(issued_before=tmp_path / "v1")
    here = pl.col("village_name") == "新河村"
    rows = with_frames(issue, warnings=issue.warnings.filter(~here), links=issue.links.clear())
    write_issue(tmp_path / "v2", rows)
    told = manifest(tmp_path / "v2")
    assert ["干汉河镇", "新河村"] in told["send_again"]
    assert ["干汉河镇", "新河村"] in told["zero_report"]
    assert not (tmp_path / "v2/新河村预警核实名单-2026Q3.xlsx").exists()


def test_comparison_with_last_quarter(tmp_path: Path) -> None:
    issue = town()
    earlier = issue.warnings.head(3).with_columns(
        quarter=pl.lit("2026Q2"),
        kinds=pl.when(pl.col("rank") == 1).then(pl.lit("disability")).otherwise(pl.col("kinds")),
        household_id=pl.when(pl.col("rank") == 3).then(pl.lit("H-gone")).otherwise(pl.col("household_id")),
    )
    write_issue(tmp_path / "v1", with_frames(issue, earlier_warnings=earlier))
    shown = column(tmp_path / "v1/柳林村预警核实名单-2026Q3.xlsx", "名单", "与上季相比")
    assert shown == ["加重", "重复", "首次", "首次", "首次"]
    overview = [
        str(c.value) for row in openpyxl.load_workbook(tmp_path / "v1/预警汇总-2026Q3.xlsx")["总览"] for c in row
    ]
    assert "与上一季度相比:首次8户、重复1户、加重1户、不再预警1户。" in overview


def test_last_answer_stands_beside_the_household(tmp_path: Path) -> None:
    answers = pl.DataFrame({"household_id": ["H0000001"], "answer": ["属实,持续关注"]})
    write_issue(tmp_path / "v1", with_frames(town(), earlier_answers=answers))
    shown = column(tmp_path / "v1/柳林村预警核实名单-2026Q3.xlsx", "名单", "上次核实结果")
    assert shown[1] == "属实,持续关注"


def test_summary_counts(tmp_path: Path) -> None:
    write_issue(tmp_path / "v1", town())
    summary = openpyxl.load_workbook(tmp_path / "v1/预警汇总-2026Q3.xlsx")
    assert column(tmp_path / "v1/预警汇总-2026Q3.xlsx", "各村预警", "预警户数") == [5, 5, 0, 10]
    assert column(tmp_path / "v1/预警汇总-2026Q3.xlsx", "逐表核对", "是否平")[:-1] == ["平"] * 5
    refused = column(tmp_path / "v1/预警汇总-2026Q3.xlsx", "未采用文件", "原因")
    assert refused == ["文件不完整,可能没有传完,请重新发送。"]
    assert column(tmp_path / "v1/预警汇总-2026Q3.xlsx", "待核(村不明)", "名单上姓名") == ["钱外乡"]
    assert len(summary["图表"]._charts) == 3
    overview = " ".join(str(c.value) for row in summary["总览"] for c in row)
    assert "2021年定" in overview and "低保名册有3行没有上一季度" in overview


def test_a_slip_holds_only_its_departments_rows_and_nothing_of_the_registry(tmp_path: Path) -> None:
    issue = town()
    write_issue(tmp_path / "v1", issue)
    path = tmp_path / "v1/卫生院名单核对回执-2026Q3.xlsx"
    assert column(path, "需要处理的行", "行号") == ["8", "9"]
    assert column(path, "需要处理的行", "问题") == ["没对上人", "对不准"]
    assert "请补报18位身份证号" in column(path, "需要处理的行", "请这样处理")[0]
    shown = " ".join(str(c.value) for row in openpyxl.load_workbook(path)["需要处理的行"] for c in row)
    assert "王建国" not in shown and "李小军" not in shown and "孙无名" not in shown
    insurance = tmp_path / "v1/医保局名单核对回执-2026Q3.xlsx"
    assert column(insurance, "需要处理的行", "行号") == ["6", "7"]


def test_an_empty_quarter_is_all_zero_report(tmp_path: Path) -> None:
    issue = town()
    names = ("warnings", "clues", "rows", "links", "candidates", "accounting", "deliveries")
    write_issue(tmp_path / "v1", with_frames(issue, **{name: getattr(issue, name).clear() for name in names}))
    assert len(manifest(tmp_path / "v1")["zero_report"]) == 3
    assert set(digests(tmp_path / "v1")) == {"预警汇总-2026Q3.xlsx", "manifest.json"}


def test_a_folder_with_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("x")
    with pytest.raises(IssueBlocked) as refused:
        write_issue(tmp_path, town())
    assert refused.value.code == "issue_folder_not_empty"


@pytest.mark.parametrize("village", ["CON", "a/b", "a:b", "..", "x" * 300, "村\x00", "", "村 .", "=1+1"])
def test_file_names_are_safe_on_windows(village: str) -> None:
    places = [("镇", village), ("镇", VILLAGES[0][1])]
    paths = [Names(Quarter(2026, 3), places).village(place) for place in places]
    assert len(set(paths)) == 2
    for path in paths:
        assert not set(path) & set('<>:"/\\|?*\x00') and len(path) < 80
        assert path.partition(".")[0].upper() not in {"CON", "NUL"} and not path.startswith((".", " "))


def test_villages_that_differ_only_by_letter_case_do_not_share_a_file() -> None:
    places = [("镇", "A村"), ("镇", "a村"), ("镇", "Ａ村")]
    names = Names(Quarter(2026, 3), places)
    assert len({names.village(place).casefold() for place in places}) == 3


def test_password(tmp_path: Path) -> None:
    write_issue(tmp_path / "v1", town())
    source = tmp_path / "v1/柳林村预警核实名单-2026Q3.xlsx"
    locked = protect(source, tmp_path / "locked.xlsx", "口令-2026-abc")
    assert locked.read_bytes()[:4] == bytes.fromhex("d0cf11e0")
    with pytest.raises(UsageError):
        protect(source, tmp_path / "weak.xlsx", "123")
    with pytest.raises(UsageError):
        protect(locked, tmp_path / "twice.xlsx", "口令-2026-abc")
