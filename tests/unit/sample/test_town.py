"""An invented town as a user meets it: the files open, every row is where the truth says, every habit occurs."""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from pipelines.model.errors import UsageError
from pipelines.model.identity import is_valid
from pipelines.model.quarter import Quarter
from pipelines.sample import settling
from pipelines.sample.town import truth_folder, write_sample

QUARTER = Quarter.parse("2026Q3")
PLACES = ("ganhanhe", "xiji", "madian", "zhaojia")

DAMAGE_WORDS = """
id_15 id_number_cell id_scientific id_spaces id_full_width id_lower_x id_masked_middle id_masked_tail id_one_digit_wrong
id_swapped id_dropped_digit id_zeroed_tail id_relative id_disability id_none name_homophone name_look_alike name_traditional
name_missing_character name_masked name_relation name_spaces village_alias village_with_township village_wrong village_missing
"""
QUIRKS_WORDS = """
format_xlsx format_xls format_csv_gb18030 format_csv_utf8_bom title header_levels_1 header_levels_2 header_levels_3 village_merged
village_filled village_sheets village_column village_group_rows preamble header_numbers subtotals total footer
blank_rows page_repeat
leading_blank_rows prefilled_serials heading_noise hidden_column hidden_row
shifted_table note_sheet equals_text unit_ten_thousand
repeats_other_file form_one form_two_below form_two_in_cells
"""
SPELLING_WORDS = """
date_dots date_chinese date_iso date_date_cell date_month date_compact date_slash date_serial date_with_time date_chinese_month
amount_comma amount_yen amount_yuan_suffix amount_full_width amount_number phone_float_text phone_number
"""


def digest(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module", params=PLACES)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp(request.param) / "town"
    write_sample(into, request.param, 1500, QUARTER, 7)
    return into


@pytest.fixture(scope="module")
def large_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("large") / "town"
    write_sample(into, "ganhanhe", 20000, QUARTER, 1)
    return into


def truth(into: Path, table: str) -> pl.DataFrame:
    return pl.read_parquet(truth_folder(into) / f"{table}.parquet")


def physical_rows(path: Path) -> Iterator[tuple[str, int, list[str]]]:
    """(sheet, row number as shown, texts) of every row of a file, read by libraries that know nothing of ours."""
    if path.suffix == ".csv":
        data = path.read_bytes()
        text = data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "gb18030")
        for number, record in enumerate(csv.reader(text.splitlines(keepends=True)), 1):
            yield "", number, record
        return
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        for number, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
            yield name, number, [f"{v:.0f}" if isinstance(v, float) and v == int(v) else str(v) for v in row]


def check_rows(town: Path) -> None:
    """Every physical row stands where the truth says and shows what the truth says it shows."""
    rows = truth(town, "rows")
    for quarter, file in rows.select("quarter", "file").unique().sort("quarter", "file").iter_rows():
        path = town / "incoming" / (quarter or "registry") / file
        here = rows.filter((pl.col("quarter") == quarter) & (pl.col("file") == file))
        told: dict[tuple[str, int], list[dict[str, object]]] = {}
        for row in here.iter_rows(named=True):
            told.setdefault((row["sheet"], row["row_no"]), []).append(row)
        seen = {(sheet, number): cells for sheet, number, cells in physical_rows(path)}
        assert set(seen) == set(told), file
        for place, items in told.items():
            for row in items:
                if row["fate"] in ("accepted", "duplicate") and row["name_as_written"]:
                    text = " ".join(seen[place])
                    assert str(row["name_as_written"]) in text, (file, place)
                    plain = is_valid(str(row["id_as_written"] or "")) and row["list_kind"] != "incident"
                    assert not plain or str(row["id_as_written"]) in text.replace('="', ""), (file, place)
                if row["reason"] == "blank":
                    assert len([c for c in seen[place] if c]) <= 1, (file, place)
                if row["reason"] in ("subtotal", "total"):
                    assert any("小计" in c or "合计" in c for c in seen[place])


def test_every_row_stands_where_the_truth_says(town: Path) -> None:
    check_rows(town)


def test_several_townships_have_their_own_registry_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "PEOPLE_PER_TOWNSHIP", 300)
    into = tmp_path / "county"
    write_sample(into, "madian", 900, QUARTER, 1)
    check_rows(into)
    persons = truth(into, "persons")
    townships = set(persons["township_name"])
    assert len(townships) == 3
    assert {p.name for p in (into / "incoming" / "registry").iterdir()} == {f"{t}农户花名册.xlsx" for t in townships}
    assert {p.name for p in (into / "incoming" / "2026Q3").iterdir()} == townships


@pytest.mark.parametrize("seed", range(6))
def test_any_small_town_in_any_quarter(tmp_path: Path, seed: int) -> None:
    write_sample(tmp_path / "town", PLACES[seed % 4], 30 + 50 * seed, Quarter(2025, 1 + seed % 4), seed)
    check_rows(tmp_path / "town")


def test_same_arguments_same_bytes_and_replacing_its_own_folder(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for into in (first, second):
        write_sample(into, "xiji", 400, QUARTER, 3)
    assert digest(first) == digest(second)
    assert digest(truth_folder(first)) == digest(truth_folder(second))
    write_sample(second, "madian", 300, QUARTER, 4)
    write_sample(second, "xiji", 400, QUARTER, 3)
    assert digest(first) == digest(second)


def test_another_seed_is_another_town(tmp_path: Path) -> None:
    write_sample(tmp_path / "a", "xiji", 300, QUARTER, 1)
    write_sample(tmp_path / "b", "xiji", 300, QUARTER, 2)
    names = [set(truth(tmp_path / into, "persons")["id_number"]) for into in "ab"]
    assert len(names[0] & names[1]) < 5


def test_refuses_a_folder_with_deliveries_of_others(tmp_path: Path) -> None:
    into = tmp_path / "office"
    delivery = into / "incoming" / "2026Q3" / "医保局" / "大额.xlsx"
    delivery.parent.mkdir(parents=True)
    delivery.write_bytes(b"received")
    with pytest.raises(UsageError) as refusal:
        write_sample(into, "ganhanhe", 200, QUARTER, 1)
    assert refusal.value.code == "sample_folder_in_use"
    assert delivery.read_bytes() == b"received"
    assert not truth_folder(into).exists()


def test_refuses_when_one_of_its_files_was_changed(tmp_path: Path) -> None:
    files = write_sample(tmp_path / "a", "ganhanhe", 200, QUARTER, 1)
    files[0].write_bytes(files[0].read_bytes() + b" ")
    with pytest.raises(UsageError):
        write_sample(tmp_path / "a", "ganhanhe", 200, QUARTER, 1)


@pytest.mark.parametrize(("place", "people"), [("nowhere", 200), ("xiji", 3)])
def test_refuses_unknown_places_and_silly_sizes(tmp_path: Path, place: str, people: int) -> None:
    with pytest.raises(UsageError):
        write_sample(tmp_path / "a", place, people, QUARTER, 1)
    assert not (tmp_path / "a").exists()


def test_a_large_town_shows_every_habit(large_town: Path) -> None:
    rows = truth(large_town, "rows").filter(pl.col("department") != "registry")
    seen = {kind for text in rows["damage"].drop_nulls().unique() for kind in text.split("|")}
    assert set(DAMAGE_WORDS.split()) <= seen
    spelled = {form for text in rows["spelling"].drop_nulls().unique() for form in text.split("|")}
    assert set(SPELLING_WORDS.split()) <= spelled
    quirks = {q for text in truth(large_town, "files")["quirks"] for q in text.split("|")}
    assert set(QUIRKS_WORDS.split()) <= quirks, set(QUIRKS_WORDS.split()) - quirks


def test_counts_are_those_of_a_town(large_town: Path) -> None:
    rows, persons, households = (truth(large_town, table) for table in ("rows", "persons", "households"))
    lists = rows.filter((pl.col("quarter") == "2026Q3") & pl.col("fate").is_in(["accepted", "duplicate"]))
    assert 19_500 < persons["true_person"].n_unique() < 20_500
    assert 5_500 < len(households) < 6_600
    assert 10 <= households["village_name"].n_unique() <= 14
    assert 2_000 < len(lists) < 4_000
    assert 0.6 < (lists["damage"] == "").mean() < 0.72
    events = lists.filter(~pl.col("list_kind").is_in(["subsistence_allowance", "destitute_support"]))
    assert 0.04 < (~events["registered"]).mean() < 0.14
    rolls = lists.filter(pl.col("list_kind").is_in(["subsistence_allowance", "destitute_support"]))
    before = rows.filter((pl.col("quarter") == "2026Q2") & pl.col("person_id").is_not_null())
    new = rolls.join(before, on=["person_id", "list_kind"], how="anti")["household_id"].n_unique()
    assert 3 <= new <= 40
    told = lists.filter(pl.col("list_kind").is_in(["serious_illness", "large_reimbursement", "dropout", "incident"]))
    assert 0.005 < told["household_id"].n_unique() / len(households) < 0.03


def people_on(town: Path, quarter: str, kind: str) -> set[str]:
    rows = truth(town, "rows").filter(
        (pl.col("quarter") == quarter) & (pl.col("list_kind") == kind) & (pl.col("fate") == "accepted")
    )
    return set(rows["person_id"].drop_nulls())


def test_some_of_a_quarters_events_go_on_in_the_next(large_town: Path) -> None:
    for kind in ("serious_illness", "large_reimbursement", "dropout", "tuition_burden"):
        before, now = (people_on(large_town, quarter, kind) for quarter in ("2026Q2", "2026Q3"))
        assert before & now, kind
        assert before - now, kind
        assert now - before, kind
    ill = [people_on(large_town, quarter, "serious_illness") for quarter in ("2026Q2", "2026Q3")]
    assert 0.15 < len(ill[0] & ill[1]) / len(ill[0]) < 0.5
    for quarter in ("2026Q2", "2026Q3"):
        assert people_on(large_town, quarter, "subsistence_allowance")
    assert people_on(large_town, "2026Q2", "subsistence_allowance") - people_on(
        large_town, "2026Q3", "subsistence_allowance"
    )


def test_something_else_happens_to_a_household_of_last_quarter(town: Path) -> None:
    rows = truth(town, "rows").filter(pl.col("fate") == "accepted", pl.col("household_id").is_not_null())
    events = ("serious_illness", "large_reimbursement", "dropout")
    struck = set(rows.filter(pl.col("quarter") == "2026Q2", pl.col("list_kind").is_in(events))["household_id"])
    hurt = set(rows.filter(pl.col("quarter") == "2026Q3", pl.col("list_kind") == "incident")["household_id"])
    assert struck & hurt


def test_telephones_are_nobodys(large_town: Path) -> None:
    phones = truth(large_town, "persons")["phone"]
    assert set(phones.str.slice(3, 4)) == {"0000"}
    assert set(phones.str.len_chars()) == {11}
    assert phones.n_unique() > 5_000


def test_registry_faults_are_there(large_town: Path) -> None:
    rows = truth(large_town, "rows").filter((pl.col("department") == "registry") & pl.col("person_id").is_not_null())
    persons = truth(large_town, "persons")
    assert rows.filter(pl.col("fate") == "duplicate").height > 10
    assert {"id_15", "id_none", "id_one_digit_wrong"} <= set(rows["damage"])
    assert {"dead", "moved_out"} <= set(persons["status"])
    assert persons.filter(pl.col("other_person_id").is_not_null()).height > 50
    assert persons.filter(~pl.col("registered")).height > 20
    registered = persons.filter(pl.col("registered"))
    assert registered["registry_row_no"].null_count() == 0
    assert persons["id_number"].map_elements(is_valid, return_dtype=pl.Boolean).all()


def test_registry_numbers_stand_in_the_file_where_the_place_has_them(town: Path) -> None:
    path = next((town / "incoming" / "registry").glob("*农户花名册.xlsx"))
    text = {str(c.value) for s in load_workbook(path).worksheets for row in s.iter_rows() for c in row if c.value}
    persons = truth(town, "persons").filter(pl.col("registered"))
    has_person_no = "人员编号" in text or "人口编号" in text
    assert set(persons["person_id"]) <= text if has_person_no else not set(persons["person_id"]) & text
    assert set(persons["household_id"]) <= text if "户编号" in text else not set(persons["household_id"]) & text


def test_settlements_stand_in_two_departments_files(large_town: Path) -> None:
    rows = truth(large_town, "rows").filter((pl.col("list_kind") == "settlement") & (pl.col("fate") == "accepted"))
    keys = ["quarter", "id_number", "settlement_date"]
    both = rows.filter(pl.col("department") == "hospital").join(
        rows.filter(pl.col("department") == "insurance"), on=keys
    )
    same_cost = (pl.col("total_cost_yuan") - pl.col("total_cost_yuan_right")).abs() < 1
    assert both.filter(same_cost).height > 50
    assert rows.filter(pl.col("total_cost_yuan") < 0).height > 3
    per_person = rows.filter(pl.col("department") == "insurance").group_by("quarter", "id_number").len()
    assert (per_person["len"] > 1).sum() > 50
