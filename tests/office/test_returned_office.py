"""Village lists filled in, then saved by LibreOffice in every format it has: keys and answers come back the same."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit" / "returned"))

import openpyxl
from returned_town import TRUE, Office, ended, fill, swap_rows
from test_report_office import convert

pytestmark = pytest.mark.office


def cadre(book: openpyxl.Workbook) -> None:
    sheet = book["名单"]
    for row, day in zip(range(4, 9), ("2026.10.8", "10月9日", 46305, "2026年10月11日", "20261012"), strict=True):
        fill(sheet, row, {**TRUE, "核实日期": day, "近12个月家庭人均纯收入(元)": "8650元", "备注": "=不是公式"})
    swap_rows(sheet, 4, 7)
    sheet.delete_rows(5)
    fill(book["待复核"], 4, {"是否同一人": "不是"})
    fill(book["待核身份"], 4, {"是谁": "查无此人"})
    fill(
        book["村级发现户"], 4, {"发现方式": "干部排查", "户主": "孙新困", "困难情况": "摔伤", "发现日期": "2026-10-08"}
    )


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_filled_copy_saved_by_libreoffice_is_taken_whole(tmp_path: Path, kind: str) -> None:
    office = Office(tmp_path)
    path = office.returned(cadre, "填好.xlsx")
    (tmp_path / "saved").mkdir()
    (saved,) = convert(kind, [path], tmp_path / "saved", tmp_path / "profile")
    before, after = office.read(path), office.read(saved)
    assert after.number == before.number is not None
    assert [(row.sheet, row.row_no, row.key_cell, row.answers) for row in after.rows] == [
        (row.sheet, row.row_no, row.key_cell, row.answers) for row in before.rows
    ]
    judged = office.take(saved)
    assert [end[1:] for end in ended(judged)] == [("accepted", "taken")] * 4
    answered = {one.row.kind.value for one in judged if one.is_new}
    assert answered == {"list", "own", "unknown", "review"}
