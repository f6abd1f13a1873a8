"""A quarter's folder as offices leave it."""

import zipfile
from pathlib import Path

import polars as pl
import pytest

from pipelines.model.quarter import Quarter
from pipelines.sources import intake
from pipelines.sources.intake import Reading, read_quarter
from pipelines.sources.reading import ReadSheet, Scope
from pipelines.sources.workbook import Workbook

_LIST = (
    "大额报销名单\n姓名,身份证号,所在村,基金支付总额\n"
    "张一,11010519491231002X,石湾村,25000\n李梅,110105194912310046,白畈村,26000\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    quarter = tmp_path / "2026Q3"
    (quarter / "医保局" / "补报").mkdir(parents=True)
    (quarter / "医保局" / "大额报销.csv").write_text(_LIST, "gb18030")
    return quarter


def _read(folder: Path) -> Reading:
    return read_quarter(folder, Quarter.parse("2026Q3"), frozenset({"石湾村", "白畈"}))


def _statuses(reading: Reading) -> dict[str, tuple[str, str | None]]:
    return {
        file: (status, reason) for file, status, reason in reading.deliveries.select("file", "status", "reason").rows()
    }


def test_litter_is_not_a_delivery(folder: Path) -> None:
    for name in ("~$大额报销.xlsx", ".DS_Store", "Thumbs.db", ".~lock.大额报销.csv#", "医保局/.hidden.csv"):
        (folder / name).write_bytes(b"x")
    assert _statuses(_read(folder)) == {"医保局/大额报销.csv": ("current", None)}


def test_a_bad_file_hurts_only_itself(folder: Path) -> None:
    (folder / "空.xlsx").write_bytes(b"")
    (folder / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    reading = _read(folder)
    refused = {file for file, (status, _) in _statuses(reading).items() if status == "refused"}
    assert refused == {"空.xlsx", "图.png", "坏.xlsx"}
    assert reading.rows.filter(pl.col("fate") == "accepted").height == 2


def test_the_same_bytes_add_no_rows(folder: Path) -> None:
    (folder / "转发.csv").write_text(_LIST, "gb18030")
    reading = _read(folder)
    assert _statuses(reading)["转发.csv"] == ("same_as", "医保局/大额报销.csv")
    assert set(reading.rows["file"]) == {"医保局/大额报销.csv"}


def test_the_same_row_in_another_file_is_a_duplicate_of_the_smaller_place(folder: Path) -> None:
    (folder / "医保局" / "补报" / "补.csv").write_text(_LIST.replace("李梅", "王五"), "utf-8-sig")
    rows = _read(folder).rows.filter(pl.col("person_name") == "张一").sort("file")
    assert rows.select("file", "fate").rows() == [
        ("医保局/大额报销.csv", "accepted"),
        ("医保局/补报/补.csv", "duplicate"),
    ]


def test_members_of_an_archive_are_files(folder: Path) -> None:
    with zipfile.ZipFile(folder / "打包.zip", "w") as archive:
        archive.writestr("内/名单.csv", _LIST.replace("张一", "赵四").encode("utf-8"))
    assert _statuses(_read(folder))["打包.zip/内/名单.csv"] == ("current", None)


def test_accounting_counts_what_lies_in_the_files(folder: Path) -> None:
    reading = _read(folder)
    assert reading.accounting.select("present", "accepted", "duplicate", "rejected", "not_data").rows() == [
        (4, 2, 0, 0, 2)
    ]
    assert reading.deliveries.select("present", "accepted").rows() == [(4, 2)]


def test_the_receipt_names_what_was_bound_and_what_was_not(folder: Path) -> None:
    (folder / "医保局" / "大额报销.csv").write_text(_LIST.replace("所在村", "莫名其妙"), "utf-8")
    receipt = _read(folder).receipts[0].lists[0]
    assert [(one.letter, one.column) for one in receipt.columns][:2] == [("A", "person_name"), ("B", "id_number")]
    assert receipt.header_first == 2


def test_reading_twice_gives_the_same(folder: Path) -> None:
    (folder / "医保局" / "补报" / "补.csv").write_text(_LIST.replace("李梅", "王五"), "utf-8-sig")
    one, other = _read(folder), _read(folder)
    assert one.rows.equals(other.rows)
    assert one.deliveries.equals(other.deliveries)


def test_a_file_that_our_own_code_stumbles_over_hurts_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("甲.csv", "乙.csv"):
        (tmp_path / name).write_text(f"姓名,身份证号,病种\n{name[0]}一,,肺癌\n", encoding="utf-8")
    real = intake.read_lists

    def stumbles(workbook: Workbook, scope: Scope) -> list[ReadSheet]:
        if scope.file == "甲.csv":
            raise IndexError("张三 110105194912310020")
        return real(workbook, scope)

    monkeypatch.setattr(intake, "read_lists", stumbles)
    reading = read_quarter(tmp_path, Quarter(2026, 3), frozenset())
    said = {line["file"]: (line["status"], line["reason"]) for line in reading.deliveries.to_dicts()}
    assert said["甲.csv"] == ("refused", "reader_failed")
    assert said["乙.csv"][0] == "current"
    remarks = next(receipt.remarks for receipt in reading.receipts if receipt.file == "甲.csv")
    assert any("IndexError" in remark for remark in remarks)
    assert "110105194912310020" not in "".join(remarks)


def test_a_copy_of_an_unused_file_under_a_better_name_is_read(tmp_path: Path) -> None:
    content = "人员名单\n姓名,村,备注\n张一,石湾村,\n李梅,白畈村,\n王五,石湾村,\n"
    (tmp_path / "a人员名单.csv").write_text(content, encoding="utf-8")
    assert _statuses(_read(tmp_path))["a人员名单.csv"][0] != "current"
    (tmp_path / "b大额报销.csv").write_text(_LIST, encoding="utf-8")
    (tmp_path / "c大额报销.csv").write_text(_LIST, encoding="utf-8")
    (tmp_path / "d人员名单.csv").write_text(content, encoding="utf-8")
    said = _statuses(_read(tmp_path))
    assert said["c大额报销.csv"] == ("same_as", "b大额报销.csv")
    assert said["d人员名单.csv"] == said["a人员名单.csv"]
