"""The how-tos done as they are written, on a small invented town."""

import re
import runpy
import shutil
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from pipelines.cli import main
from pipelines.linkage.linker import Linked
from pipelines.linkage.parameters import SHIPPED
from pipelines.policy.shipped import shipped
from pipelines.sources.department import departments
from tests.docs.pages import blocks, commands, text_of
from tests.golden import drawn

PAGES = ("own-policy", "install", "explain-a-warning", "run-a-quarter-again")
LINK = "docs/how-to/use-the-engine-alone.md"


def _small(argument: str) -> str:
    """One town of 250 people stands for all of the pages' data folders."""
    return re.sub(r"^data/(office|sample|trial)$|^COPY$", "data/office", argument).replace("2500", "250")


def test_the_how_tos_work_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(shipped("ganhanhe"), tmp_path / "own.toml")
    done: list[list[str]] = []
    for page in PAGES:
        for written in commands(text_of(f"docs/how-to/{page}.md")):
            arguments = [_small(argument) for argument in written]
            if "--help" not in arguments and arguments not in done:
                assert main(_asked(arguments)) == 0, (page, arguments)
                done.append(arguments)
    assert {arguments[0] for arguments in done} >= {"init", "sample", "run", "export", "verify"}
    assert 'policy = "' + (tmp_path / "own.toml").as_posix() in Path("data/office/office.toml").read_text("utf-8")
    assert list(Path("data/office/issued/2026Q3/v1").glob("*.xlsx"))
    _explained()
    _engine_alone(tmp_path)


def _asked(arguments: list[str]) -> list[str]:
    """``explain`` asked about a warning and a row of this town in place of the page's."""
    if arguments[0] != "explain":
        return arguments
    to = "asked.parquet"
    assert main(["export", "clues", "--quarter", "2026Q3", "--to", to, "--data", "data/office"]) == 0
    clue = pl.read_parquet(to).row(0, named=True)
    return ["explain", clue["rows"].split("|")[0] if "#" in arguments[1] else clue["warning_id"], *arguments[2:]]


def _sheet(path: str) -> list[dict[str, object]]:
    head, *lines = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def _run(program: str, folder: Path) -> dict[str, object]:
    """A page's Python block run as a program of its own."""
    path = folder / "block.py"
    path.write_text(program, encoding="utf-8")
    return runpy.run_path(str(path))


def _explained() -> None:
    """From a warning's clue to the sheet row, as explain-a-warning tells it."""
    clue = _sheet("clues.xlsx")[0]
    quarter, _, rest = str(clue["rows"]).split("|")[0].partition("/")
    file, sheet, row_no, item_no = rest.rsplit("#", 3)
    assert quarter == "2026Q3"
    assert Path("data/office/incoming/2026Q3", file).exists()
    place = [file, sheet or None, int(row_no), int(item_no)]
    links = [x for x in _sheet("links.xlsx") if [x["file"], x["sheet"], x["row_no"], x["item_no"]] == place]
    assert [line["status"] for line in links] == ["auto"]


def _engine_alone(folder: Path) -> None:
    """The page's two programs and its commands, on what the town's tables give."""
    for table, name in (("persons", "registry"), ("rows", "rows")):
        to = f"{table}.parquet"
        assert main(["export", table, "--quarter", "2026Q3", "--to", to, "--data", "data/office"]) == 0
        frame = pl.read_parquet(to)
        if name == "rows":
            frame = frame.filter(pl.col("fate") == "accepted").with_row_index("row_id")
        frame.with_columns(pl.all().cast(pl.String)).write_csv(f"{name}.csv")
    make, use = blocks(text_of(LINK), "python")
    _run(make, folder)
    shutil.copy(SHIPPED, "own.toml")
    for arguments in commands(text_of(LINK)):
        assert main(arguments) == 0
    linked = pl.read_parquet("links.parquet")
    assert linked.height == pl.read_parquet("rows.parquet").height
    assert linked.filter(pl.col("status") == "auto").height > linked.height / 2
    assert f"`{' '.join(linked.columns)}`" in text_of(LINK)
    assert isinstance(_run(use, folder)["linked"], Linked)


def test_a_department_is_added_as_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = text_of("docs/how-to/add-a-department.md")
    told = _run(blocks(page, "python")[0], tmp_path)
    known = (*departments(), told["DEPARTMENT"])
    monkeypatch.setattr(drawn, "departments", lambda: known)
    drawing = tmp_path / "disability_roll.txt"
    drawing.write_text(blocks(page, "text")[0], encoding="utf-8")
    case = drawn.load(drawing)
    found, rows = drawn.read(case)
    assert (found.status, found.department) == ("current", "disability")
    assert drawn.shown(rows, list(case.expected[0])) == case.expected
