"""Linking as its callers meet it: absent columns, odd types, files."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.cli import main
from pipelines.linkage import link, load_parameters, prepare

REGISTRY = pl.DataFrame(
    {
        "person_id": ["1", "2"],
        "household_id": ["甲", "甲"],
        "person_name": ["马国强", "王芳"],
        "id_number": ["341523196203151174", "341523196408022245"],
    }
)
OUT = ["row_id", "status", "level", "person_id", "household_id", "probability", "weight", "lead", "candidates"]


def test_least_columns_are_enough() -> None:
    rows = pl.DataFrame({"row_id": ["b", "a"], "department": ["school", "school"]})
    links = link(prepare(REGISTRY), rows, load_parameters()).links
    assert links.columns == OUT
    assert links.select("row_id", "status", "level", "candidates").rows() == [
        ("a", "none", "none", ""),
        ("b", "none", "none", ""),
    ]


def test_blank_cells_agree_with_nothing() -> None:
    registry = pl.DataFrame(
        {
            "person_id": ["1"],
            "household_id": ["甲"],
            "person_name": [None],
            "id_number": [None],
            "village_name": [""],
            "phone": [""],
        }
    )
    rows = pl.DataFrame(
        {"row_id": ["a"], "department": ["school"], "person_name": [" "], "id_number": [""], "phone": [None]}
    )
    links = link(prepare(registry), rows, load_parameters()).links
    assert links["candidates"].to_list() == [""]


@pytest.mark.parametrize("birth", [date(1962, 3, 15), "1962-03-15", "1962年3月", "1962"])
def test_dates_may_be_dates_or_text(birth: date | str) -> None:
    registry = REGISTRY.with_columns(
        birth_date=pl.Series([date(1962, 3, 15), date(1964, 8, 2)]), village_name=pl.lit("柳林村")
    )
    rows = pl.DataFrame(
        {
            "row_id": ["a"],
            "department": ["hospital"],
            "person_name": ["马国强"],
            "birth_date": [birth],
            "address": ["乙镇柳林村三组"],
        }
    )
    links = link(prepare(registry), rows, load_parameters()).links
    assert links["person_id"].to_list() == ["1"]


def test_empty_registry_and_empty_list() -> None:
    rows = pl.DataFrame({"row_id": ["a"], "department": ["school"], "person_name": ["马国强"]})
    assert link(prepare(REGISTRY.clear()), rows, load_parameters()).links["status"].to_list() == ["none"]
    assert link(prepare(REGISTRY), rows.clear(), load_parameters()).links.columns == OUT


def test_same_person_id_in_two_households_is_told_apart_by_household() -> None:
    twice = pl.concat([REGISTRY.head(1), REGISTRY.head(1).with_columns(household_id=pl.lit("乙"))])
    registry = twice.with_columns(village_name=pl.Series(["柳林村", "杨树村"]))
    rows = REGISTRY.head(1).select("person_name", "id_number", row_id=pl.lit("a"), village_name=pl.lit("杨树村"))
    found = link(prepare(registry), rows, load_parameters()).links.row(0, named=True)
    assert (found["status"], found["person_id"], found["household_id"], found["candidates"]) == ("auto", "1", "乙", "1")


def _files(folder: Path, **tables: pl.DataFrame) -> list[str]:
    for name, table in tables.items():
        table.write_parquet(folder / f"{name}.parquet")
    options = (("--registry", "registry"), ("--rows", "rows"), ("--to", "links"))
    return ["link", *(word for option, name in options for word in (option, str(folder / f"{name}.parquet")))]


_LISTED = pl.DataFrame(
    {"row_id": [7], "department": ["school"], "person_name": ["王芳"], "id_number": ["341523196408022245"]}
)


def test_command_writes_whole_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    assert main(_files(tmp_path, registry=REGISTRY, rows=_LISTED)) == 0
    links = pl.read_parquet(tmp_path / "links.parquet")
    assert links.select("row_id", "status", "person_id").rows() == [(7, "auto", "2")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["links.parquet", "registry.parquet", "rows.parquet"]


def test_a_table_without_a_required_column_is_refused_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(_files(tmp_path, registry=REGISTRY.drop("household_id"), rows=_LISTED)) == 2
    assert "household_id" in capsys.readouterr().err
    assert main(_files(tmp_path, registry=REGISTRY, rows=_LISTED.drop("department"))) == 2
    assert "department" in capsys.readouterr().err
    assert not (tmp_path / "links.parquet").exists()


def test_a_file_that_is_missing_or_no_parquet_is_refused_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = _files(tmp_path, rows=_LISTED)
    assert main(arguments) == 2
    (tmp_path / "registry.parquet").write_bytes(b"no parquet")
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("registry.parquet") == 2


def test_parameters_are_dated_and_complete() -> None:
    parameters = load_parameters()
    assert parameters.dated.year >= 2026
    assert 0.9 < parameters.cuts.auto_probability < 1
    assert all(
        0 < value[0] <= 1 for table in parameters.tables.values() for value in table.values() if isinstance(value, list)
    )
