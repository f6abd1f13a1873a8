"""The tutorial's pictures, made again from an invented town: ``python docs/make_pictures.py`` (LibreOffice, poppler).

Belongs here: which sheet of which workbook becomes which picture. The town and its story are those that
``docs/tutorial/first-quarter.md`` tells: a list that comes late, and three files that cannot be used.
"""

import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

IMAGES = Path(__file__).parent / "tutorial" / "images"
_NO_PAPER = re.compile(rb'<definedName name="_xlnm.Print_Area" localSheetId="(\d+)">([^<:]+)!\$[A-Z]+\$1</definedName>')
_ON_PAPER = (
    rb'<definedName name="_xlnm.Print_Area" localSheetId="\1">\2!$A$3:$AF$60</definedName>'
    rb'<definedName name="_xlnm.Print_Titles" localSheetId="\1">\2!$C:$D,\2!$3:$3</definedName>'  # 组, 户主 on every page
)
_DPI = 80
_WIDTH = 936  # A4 landscape at 80 dots per inch


@dataclass(frozen=True)
class Picture:
    """The first page of ``book`` (as issued in ``version``) on which all ``words`` stand, cut to ``height`` dots."""

    name: str
    version: int
    book: str
    words: tuple[str, ...]
    height: int


PICTURES = (
    Picture("village-list", 1, "联合村预警核实名单", ("户主", "联系电话", "预警原因"), 330),
    Picture("village-answers", 1, "联合村预警核实名单", ("是否属实", "核实建议"), 330),
    Picture("village-paper", 1, "联合村预警核实名单", ("带着入户",), 371),
    Picture("village-clues", 1, "联合村预警核实名单", ("线索来源", "名单季度"), 400),
    Picture("village-unknown", 1, "联合村预警核实名单", ("联合村待核身份", "是谁"), 400),
    Picture("village-review", 1, "联合村预警核实名单", ("联合村待复核", "不同之处"), 470),
    Picture("summary-overview", 1, "预警汇总", ("一、总数",), 600),
    Picture("summary-accounting", 1, "预警汇总", ("是否平",), 490),
    Picture("slip", 1, "医保名单核对回执", ("请这样处理",), 420),
    Picture("summary-unused", 2, "预警汇总", ("没有采用,请联系",), 260),
    Picture("village-again", 2, "联合村预警核实名单", ("户主", "联系电话", "预警原因"), 330),
)


def _bidui(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pipelines", *arguments], check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(done.returncode)


def _story(data: Path) -> None:
    """Two quarters; in the second a list comes after the first run, and with it three files that cannot be used."""
    _bidui("sample", "--place", "ganhanhe", "--people", "2500", "--into", str(data))
    received = data / "incoming" / "2026Q3"
    late = next(path for path in sorted(received.rglob("*大额报销*")))
    kept = late.read_bytes()
    late.unlink()
    _bidui("run", "2026Q2", "--data", str(data), "--as-of", "2026-07-06")
    _bidui("run", "2026Q3", "--data", str(data), "--as-of", "2026-10-08")
    late.write_bytes(kept)
    whole = next(path for path in sorted(received.rglob("*.xlsx"))).read_bytes()
    (received / "没传完的名单.xlsx").write_bytes(whole[: len(whole) // 2])
    (received / "拍照的名单.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200))
    (received / "人员名单.csv").write_text("姓名,联系电话,备注\n某甲,,\n某乙,,\n", encoding="utf-8")
    _bidui("run", "2026Q3", "--data", str(data))


def _all_on_paper(book: Path, into: Path) -> Path:
    """A copy whose sheets for the screen are printed too: their print area is one empty cell."""
    copy = into / book.name
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "xl/workbook.xml":  # the list comes first
                body = _NO_PAPER.sub(b"", _NO_PAPER.sub(_ON_PAPER, body, count=1))
            new.writestr(name, body)
    return copy


def _pdf(book: Path, into: Path) -> Path:
    into.mkdir(parents=True, exist_ok=True)
    book = _all_on_paper(book, into)
    profile = f"-env:UserInstallation={(into.parent / 'office').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(into), str(book)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return into / f"{book.stem}.pdf"


def _page(pdf: Path, words: tuple[str, ...]) -> int:
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    pages = ["".join(page.split()) for page in told.split("\f")]
    return next(number for number, page in enumerate(pages, start=1) if all(word in page for word in words))


def _draw(picture: Picture, pdf: Path) -> None:
    page = str(_page(pdf, picture.words))
    cut = ["-x", "0", "-y", "0", "-W", str(_WIDTH), "-H", str(picture.height)]
    target = str(IMAGES / picture.name)
    command = [
        "pdftoppm",
        "-r",
        str(_DPI),
        "-png",
        "-singlefile",
        "-f",
        page,
        "-l",
        page,
        *cut,
        str(pdf),
        target,
    ]
    subprocess.run(command, check=True)


def main() -> None:
    """Make the town, run it, draw every picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "town"
        _story(data)
        drawn: dict[Path, Path] = {}
        for picture in PICTURES:
            issued = data / "issued" / "2026Q3" / f"v{picture.version}"
            book = next(issued.rglob(f"{picture.book}*.xlsx"))
            if book not in drawn:
                drawn[book] = _pdf(book, Path(folder) / f"pdf-v{picture.version}")
            _draw(picture, drawn[book])


if __name__ == "__main__":
    main()
