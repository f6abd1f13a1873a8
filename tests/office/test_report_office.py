"""LibreOffice opens, prints and saves what people receive; the saved copy still has every key and answer column."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit" / "report"))

from report_town import town, with_frames

from pipelines.report.issue import write_issue

pytestmark = pytest.mark.office


def convert(kind: str, files: list[Path], into: Path, profile: Path) -> list[Path]:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind, "--outdir"]
    subprocess.run([*command, str(into), *map(str, files)], check=True, capture_output=True, timeout=300)
    return [into / file.with_suffix(f".{kind}").name for file in files]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("office")
    write_issue(base / "v1", town(each=8))
    return base


def sources(folder: Path) -> list[Path]:
    return sorted((folder / "v1").glob("*.xlsx"))


def cells(path: Path, sheet: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows(min_row=3)]


def test_a_copy_saved_by_libreoffice_keeps_every_sheet_cell_and_dropdown(folder: Path) -> None:
    files = sources(folder)
    (folder / "saved").mkdir()
    for before, after in zip(files, convert("xlsx", files, folder / "saved", folder / "profile"), strict=True):
        names = openpyxl.load_workbook(before).sheetnames
        assert openpyxl.load_workbook(after).sheetnames == names
        for name in names:
            lines = cells(before, name)
            for row, line in zip(lines, cells(after, name), strict=False):
                assert [value or None for value in row] == [value or None for value in line[: len(row)]]
    village = folder / "saved" / "柳林村预警核实名单-2026Q3.xlsx"
    rules = openpyxl.load_workbook(village)["名单"].data_validations.dataValidation
    assert {rule.type for rule in rules} == {"list", "date", "decimal"}


def test_every_workbook_prints_at_full_size_and_nothing_is_cut(folder: Path) -> None:
    (folder / "printed").mkdir()
    for page_file in convert("pdf", sources(folder), folder / "printed", folder / "profile"):
        told = subprocess.run(
            ["pdftotext", "-layout", page_file, "-"], check=True, capture_output=True, text=True
        ).stdout
        assert "###" not in told
        pages = told.rstrip("\f").split("\f")
        assert all(f"第{n}页共{len(pages)}页" in page.replace(" ", "") for n, page in enumerate(pages, 1))


def test_a_whole_workbook_of_six_households_prints_on_six_pages(folder: Path) -> None:
    write_issue(folder / "six", town(each=6))
    source = folder / "six" / "柳林村预警核实名单-2026Q3.xlsx"
    page_file = convert("pdf", [source], folder / "six", folder / "profile")[0]
    told = subprocess.run(["pdftotext", "-layout", page_file, "-"], check=True, capture_output=True, text=True).stdout
    pages = [page.replace(" ", "") for page in told.rstrip("\f").split("\f")]
    assert len(pages) <= 6
    assert sum(page.count("采集人:") for page in pages) == 6
    assert sum("待核身份(" in page for page in pages) == sum("待复核(" in page for page in pages) == 1
    assert sum("填写说明" in page for page in pages) == 1


def test_no_household_is_broken_over_two_pages(folder: Path) -> None:
    issue = town(each=8)
    long = [f"{reason}；{'很长的原因说明' * (n % 4 * 12)}" for n, reason in enumerate(issue.warnings["reason"])]
    write_issue(folder / "long", with_frames(issue, warnings=issue.warnings.with_columns(reason=pl.Series(long))))
    source = folder / "long" / "柳林村预警核实名单-2026Q3.xlsx"
    page_file = convert("pdf", [source], folder / "long", folder / "profile")[0]
    told = subprocess.run(["pdftotext", "-layout", page_file, "-"], check=True, capture_output=True, text=True).stdout
    paper = [page.replace(" ", "") for page in told.split("\f") if "采集人:" in page or "核实方式:" in page]
    assert sum(page.count("核实方式:□") for page in paper) == 8
    for page in paper:
        assert page.count("核实方式:□") == page.count("采集人:") == page.count("备注:") >= 1
        assert "户属性" in page  # the header is repeated
