"""`bidui return` on a real issued folder: ledger, replies, exports, and what the next quarter shows."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from returned_town import TRUE, columns, fill

from pipelines.cli import main
from pipelines.ledger.ledger import Kind, Ledger, sqlite_url


@pytest.fixture(scope="session")
def issued_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("returned") / "data"
    arguments = ["--place", "ganhanhe", "--people", "600", "--quarter", "2026Q3", "--seed", "3"]
    assert main(["sample", *arguments, "--into", str(data)]) == 0
    assert main(["run", "2026Q2", "--data", str(data), "--as-of", "2026-07-06"]) in (0, 3)
    return data


@pytest.fixture
def data(issued_town: Path, tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(issued_town, tmp_path / "data")
    yield tmp_path / "data"


def village(data: Path, quarter: str = "2026Q2") -> Path:
    """The workbook of the village with most households."""
    manifest = json.loads((data / "issued" / quarter / "v1" / "manifest.json").read_text(encoding="utf-8"))
    largest = max(manifest["villages"], key=lambda one: one["warnings"])
    return data / "issued" / quarter / "v1" / largest["file"]


def back(data: Path, name: str, answers: dict[str, object] | None, source: Path | None = None) -> Path:
    """A copy put into ``returned/2026Q2/``, every household answered alike (None: nothing filled in)."""
    book = openpyxl.load_workbook(source or village(data))
    sheet = book["名单"]
    for row in range(4, sheet.max_row + 1):
        if answers and sheet.cell(row, columns(sheet)["编号"]).value:
            fill(sheet, row, answers)
    path = data / "returned" / "2026Q2" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def take(capsys: pytest.CaptureFixture[str], data: Path, *arguments: str, code: int = 0) -> dict[str, object]:
    capsys.readouterr()
    assert main(["return", *arguments, "--data", str(data), "--json"]) == code
    return dict(json.loads(capsys.readouterr().out))


def entries(data: Path, kind: Kind | None = None) -> list[object]:
    with Ledger.at(sqlite_url(data / "ledger.sqlite")) as ledger:
        ledger.verify()
        return list(ledger.entries(kind))


def verifications(data: Path) -> pl.DataFrame:
    to = data / "verifications.parquet"
    assert main(["export", "verifications", "--quarter", "2026Q2", "--to", str(to), "--data", str(data)]) == 0
    return pl.read_parquet(to)


def test_answers_go_to_the_ledger_and_out_again(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back(data, "红湾/填好.xlsx", {**TRUE, "核实日期": "2026.7.20", "采集人": "王采集"})
    told = take(capsys, data, "--quarter", "2026Q2", "--who", "钱办事")
    table = verifications(data)
    (file,) = told["files"]  # type: ignore[misc]
    assert file["accepted"] == file["taken"] == table.height > 0
    assert set(table["who"]) == {"王采集"} and set(table["when"]) == {"2026-07-20"}
    assert set(table["file"]) == {"红湾/填好.xlsx"}
    assert json.loads(table["answers"][0]) == {
        "finding": "true",
        "at_risk": "no",
        "advice": "keep_watching",
        "visited_on": "2026-07-20",
        "collector": "王采集",
    }
    written = entries(data, Kind.VISIT_ANSWERED)
    assert {entry.actor for entry in written} == {"钱办事"}  # type: ignore[attr-defined]
    before = len(entries(data))
    again = take(capsys, data, "--quarter", "2026Q2")
    shutil.copy(data / "returned/2026Q2/红湾/填好.xlsx", data / "returned/2026Q2/另名.xlsx")
    take(capsys, data, str(data / "returned/2026Q2/另名.xlsx"))
    assert again["files"][0]["taken"] == 0 and len(entries(data)) == before  # type: ignore[index]
    assert verifications(data).equals(table)


def test_corrections_supersede_and_stay_readable(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back(data, "一.xlsx", TRUE | {"核实日期": "2026-07-20"})
    take(capsys, data, "--quarter", "2026Q2")
    first = verifications(data)
    back(data, "二.xlsx", TRUE | {"核实日期": "2026-07-28", "是否属实": "不属实"})
    told = take(capsys, data, "--quarter", "2026Q2")  # both files lie there now
    assert [file["corrected"] for file in told["files"]] == [0, first.height]  # type: ignore[attr-defined]
    now = verifications(data)
    assert now["warning_id"].equals(first["warning_id"]) and set(now["when"]) == {"2026-07-28"}
    kept = [entry.body["answers"]["finding"] for entry in entries(data, Kind.VISIT_ANSWERED)]  # type: ignore[attr-defined]
    assert kept == ["true"] * first.height + ["untrue"] * first.height
    take(capsys, data, "--quarter", "2026Q2")
    assert verifications(data).equals(now)


def test_the_reply_has_counts_first_and_rows_in_their_order(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = back(data, "填好.xlsx", TRUE | {"核实日期": "2026-07-20"})
    book = openpyxl.load_workbook(path)
    sheet = book["名单"]
    fill(sheet, 5, {"户主": "=另一户()"})
    last = sheet.max_row
    sheet.move_range("A4:AF4", rows=40)
    sheet.title = "我们村的"
    book.save(path)
    told = take(capsys, data, str(path))
    reply = openpyxl.load_workbook(told["files"][0]["reply"])  # type: ignore[index]
    assert Path(told["files"][0]["reply"]) == data / "replies" / "2026Q2" / "填好-回执.xlsx"  # type: ignore[index]
    assert reply.sheetnames[0] == "结果" and "我们村的" in reply.sheetnames
    said = "\n".join(str(cell) for row in reply["结果"].iter_rows(values_only=True) for cell in row if cell)
    assert f"收下{last - 4}行" in said and "有冲突1行" in said and "把编号或户主改回原样" in said
    lines = [row for row in reply["我们村的"].iter_rows(min_row=4, values_only=True) if row[0]]
    assert [line[0] for line in lines] == [*range(5, last + 1), 44]
    assert lines[0][4] == "有冲突" and {line[4] for line in lines[1:]} == {"收下"}
    assert not any(cell.data_type == "f" for row in reply["我们村的"].iter_rows() for cell in row)
    assert len(list(reply["尚未答复"].iter_rows(min_row=4))) == 1


def test_nothing_filled_a_hostile_file_and_another_quarter(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back(data, "空表.xlsx", None)
    (data / "returned/2026Q2/坏的.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 200)
    told = take(capsys, data, "--quarter", "2026Q2", code=3)
    bad, blank = told["files"]  # type: ignore[misc]
    assert bad["refusal"] and Path(bad["reply"]).exists()
    assert blank["accepted"] == blank["refused"] == 0 < blank["not_filled"]
    assert verifications(data).is_empty()
    (data / "returned/2026Q2/坏的.xlsx").unlink()
    other = take(capsys, data, str(back(data, "填好.xlsx", TRUE)), "--quarter", "2026Q3", code=3)
    assert other["files"][0]["refusal"] == "other_quarter"  # type: ignore[index]
    assert verifications(data).is_empty()


def test_wrong_usage_says_what_to_do(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["--quarter", "2026Q2"], [str(data / "没有.xlsx")]):
        assert main(["return", *arguments, "--data", str(data)]) == 2
        assert "请" in capsys.readouterr().err


def test_a_list_no_office_issued_is_refused(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = back(data, "填好.xlsx", TRUE)
    fresh = tmp_path / "fresh"
    assert main(["init", "--place", "ganhanhe", "--into", str(fresh)]) == 0
    told = take(capsys, fresh, str(source), code=3)
    assert told["files"][0]["refusal"] == "quarter_not_issued"  # type: ignore[index]


def test_the_next_quarter_shows_the_last_answer(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back(data, "填好.xlsx", TRUE | {"核实日期": "2026-07-20"})
    take(capsys, data, "--quarter", "2026Q2")
    answered = {entry.body["household_id"] for entry in entries(data, Kind.VISIT_ANSWERED)}  # type: ignore[attr-defined]
    assert main(["run", "2026Q3", "--data", str(data), "--as-of", "2026-10-08"]) in (0, 3)
    to = data / "warnings.parquet"
    assert main(["export", "warnings", "--quarter", "2026Q3", "--to", str(to), "--data", str(data)]) == 0
    warned = pl.read_parquet(to)
    again = set(warned.filter(pl.col("household_id").is_in(sorted(answered)))["warning_id"])
    assert again, "no household is warned of in both quarters"
    shown = {}
    for path in (data / "issued/2026Q3/v1").rglob("*预警核实名单*.xlsx"):
        sheet = openpyxl.load_workbook(path)["名单"]
        at = columns(sheet)
        for row in range(4, sheet.max_row + 1):
            key = str(sheet.cell(row, at["编号"]).value or "")
            shown[key.rpartition("-")[0]] = sheet.cell(row, at["上次核实结果"]).value
    assert {shown[warning] for warning in again} == {"属实、无返贫致贫风险、持续关注(2026-07-20)"}
    assert {shown[warning] for warning in set(warned["warning_id"]) - again} <= {None}


def test_an_older_versions_copy_is_still_taken(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = back(data, "第一版.xlsx", TRUE | {"核实日期": "2026-07-20"})
    to = data / "warnings.parquet"
    assert main(["export", "warnings", "--quarter", "2026Q2", "--to", str(to), "--data", str(data)]) == 0
    first = village(data).name.removesuffix("预警核实名单-2026Q2.xlsx")
    rows = pl.read_parquet(to).filter(pl.col("village_name") == first)["rows"]
    for file in {rows[0].split("|")[0].partition("/")[2].partition("#")[0]}:
        (data / "incoming" / "2026Q2" / file).unlink()  # the sender takes its list back; a second version is issued
    assert main(["run", "2026Q2", "--data", str(data)]) in (0, 3)
    told = take(capsys, data, str(path))
    (file,) = told["files"]  # type: ignore[misc]
    notes = [note for line in file["lines"] for note in line["notes"]]
    assert file["refused"] == file["conflict"] == 0 < file["accepted"]
    assert "withdrawn_since" in notes
