"""Registries with and without numbers of their own."""

import random
from pathlib import Path

import polars as pl

from pipelines.model.tables import PERSONS
from pipelines.sources.registry import RegistryReading, read_registry

_HEAD = "村,组,户主姓名,姓名,与户主关系,身份证号,户类型,备注\n"
_HOUSEHOLDS = [
    "石湾村,1组,杨鹏,杨鹏,户主,11010519491231002X,一般农户,\n石湾村,1组,杨鹏,李梅,妻,110105194912310046,,已死亡\n",
    "石湾村,2组,杨鹏,杨鹏,本人,110105194912310038,边缘易致贫户,\n石湾村,2组,杨鹏,杨小,长女,,,外嫁已迁出\n",
    "白畈村,3组,王五,王五,户主,110105194912310062,脱贫不稳定户(风险已消除),\n",
]


def _read(folder: Path, *files: str) -> RegistryReading:
    for number, text in enumerate(files):
        (folder / f"{number}.csv").write_text(text, "utf-8-sig")
    return read_registry(folder)


def test_derived_households_and_persons_do_not_hang_on_order(tmp_path: Path) -> None:
    key = ["person_name", "id_number", "person_id", "household_id"]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = _read(tmp_path / "a", _HEAD + "".join(_HOUSEHOLDS)).persons
    assert first["household_id"].n_unique() == 3
    assert first["person_id"].n_unique() == 5
    shuffled = [_HOUSEHOLDS[2], _HOUSEHOLDS[0], _HOUSEHOLDS[1]]
    random.Random(1).shuffle(shuffled)
    second = _read(tmp_path / "b", *(_HEAD + text for text in sorted(shuffled))).persons
    whole = pl.col("person_name") != "杨鹏"  # two heads of one name in one village are told apart by their numbers
    assert first.filter(whole).select(key[:3]).sort(key[:3]).equals(second.filter(whole).select(key[:3]).sort(key[:3]))


def test_status_class_and_householder(tmp_path: Path) -> None:
    persons = _read(tmp_path, _HEAD + "".join(_HOUSEHOLDS)).persons
    assert persons.schema == PERSONS.schema
    rows = {row["person_name"] + (row["group_name"] or ""): row for row in persons.iter_rows(named=True)}
    assert rows["李梅1组"]["status"] == "dead"
    assert rows["杨小2组"]["status"] == "moved_out"
    assert rows["杨小2组"]["already_monitored"]
    assert rows["杨小2组"]["householder_name"] == "杨鹏"
    assert rows["李梅1组"]["household_class"] == "一般农户"
    assert not rows["王五3组"]["already_monitored"]
    assert rows["李梅1组"]["relation"] == "配偶"
    assert rows["李梅1组"]["household_size"] == 2


def test_own_numbers_come_out_unchanged_and_a_person_may_stand_in_two_households(tmp_path: Path) -> None:
    head = "户编号,人员编号,姓名,与户主关系,身份证号,村\n"
    text = head + "007,0071,杨鹏,户主,11010519491231002X,石湾村\n008,0071,杨鹏,之女婿,11010519491231002X,白畈村\n"
    persons = _read(tmp_path, text + "008,0071,杨鹏,之女婿,11010519491231002X,白畈村\n").persons
    assert persons.select("person_id", "household_id").rows() == [("0071", "007"), ("0071", "008")]


def test_identical_lines_are_duplicates(tmp_path: Path) -> None:
    rows = _read(tmp_path, _HEAD + _HOUSEHOLDS[0] + _HOUSEHOLDS[0]).rows
    assert rows.sort("row_no")["fate"].to_list() == ["not_data", "accepted", "accepted", "duplicate", "duplicate"]


def test_a_file_that_is_no_registry_is_refused_beside_the_good_one(tmp_path: Path) -> None:
    reading = _read(tmp_path, _HEAD + _HOUSEHOLDS[0], "通知\n请各村报送\n")
    assert reading.deliveries.select("status", "reason").rows() == [("current", None), ("refused", "no_list")]


def test_an_empty_folder_is_an_empty_registry(tmp_path: Path) -> None:
    reading = read_registry(tmp_path)
    assert reading.persons.is_empty()
    assert reading.rows.is_empty()
