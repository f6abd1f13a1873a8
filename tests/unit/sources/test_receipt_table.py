"""Receipts kept as a table: what was recognised, in codes, headings and counts."""

import json
from pathlib import Path

from pipelines.model.quarter import Quarter
from pipelines.model.tables import RECEIPTS
from pipelines.sources.intake import read_quarter
from pipelines.sources.receipts import as_table

_LIST = "大额报销名单\n姓名,身份证号,所在村,基金支付总额,备用\n张一,11010519491231002X,石湾村,25000,甲\n合计,,,25000,\n"


def test_a_receipt_tells_columns_and_fates_and_no_person(tmp_path: Path) -> None:
    folder = tmp_path / "2026Q3"
    (folder / "医保局").mkdir(parents=True)
    (folder / "医保局" / "大额报销.csv").write_text(_LIST, "gb18030")
    (folder / "医保局" / "空.xlsx").write_bytes(b"")
    reading = read_quarter(folder, Quarter.parse("2026Q3"), frozenset({"石湾村"}))
    table = as_table(reading.receipts, "2026Q3")
    assert table.schema == RECEIPTS.schema
    bodies = {file: json.loads(body) for file, body in table.select("file", "body").iter_rows()}
    good, empty = bodies["医保局/大额报销.csv"], bodies["医保局/空.xlsx"]
    assert good["fates"]["accepted"] == 1 and good["status"] == "current"
    bound = {column["heading"]: column["column"] for column in good["lists"][0]["columns"]}
    assert bound["姓名"] == "person_name" and bound["身份证号"] == "id_number"
    assert empty["status"] == "refused" and empty["reason"] == "empty"
    assert "张一" not in str(bodies) and "11010519491231002X" not in str(bodies)


def test_no_delivery_is_an_empty_table() -> None:
    assert as_table([], "2026Q3").equals(RECEIPTS.empty())
