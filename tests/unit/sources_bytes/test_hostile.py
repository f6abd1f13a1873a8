"""Files made to hurt: each is refused by name, quickly and alone."""

import io
from dataclasses import replace

import pytest
import xlwt

from pipelines.model.codes import FileRefusal
from pipelines.sources.cage import read_bytes
from pipelines.sources.limits import DEPARTMENT_LIST

from . import seeds
from .seeds import cell, row, worksheet, xlsx

SMALL = replace(
    DEPARTMENT_LIST,
    unpacked_bytes=3_000_000,
    rows=1_000,
    cells=20_000,
    strings=1_000,
    styles=500,
    merges=100,
    sheets=20,
    parts=100,
    seconds=15.0,
)
_ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
_A1 = row(1, cell("A1"))
_SST = f'<sst xmlns="{seeds.MAIN}"'


def _with(name: str, text: str) -> bytes:
    return seeds.packed(seeds.xlsx_parts(worksheet(_A1)) | {name: text})


def _looping_xls() -> bytes:
    buffer = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for number in range(300):
        sheet.write(number, 0, f"text {number}")
    book.save(buffer)
    return seeds.with_looping_fat(buffer.getvalue())


HOSTILE = {
    "entities in a sheet": (seeds.packed(seeds.xlsx_parts(worksheet(_A1, prolog=_ENTITIES))), "hostile"),
    "entities in the strings": (
        _with("xl/sharedStrings.xml", f"{_ENTITIES}{_SST}><si><t>&c;</t></si></sst>"),
        "hostile",
    ),
    "external entity": (
        _with("xl/styles.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><styleSheet>&x;</styleSheet>'),
        "hostile",
    ),
    "document type alone": (_with("xl/workbook.xml", "<!DOCTYPE workbook><workbook/>"), "hostile"),
    "a bomb of blanks": (
        seeds.packed(seeds.xlsx_parts(worksheet(_A1 + " " * 20_000_000))),
        "hostile",
    ),
    "more than may be unpacked": (xlsx(row(1, cell("A1", "9" * 4_000_000))), "too_large"),
    "forged small size": (
        seeds.with_forged_size(xlsx(row(1, cell("A1", "9" * 900_000))), "xl/worksheets/sheet1.xml", 1_000),
        "hostile",
    ),
    "forged large size": (
        seeds.with_forged_size(xlsx(_A1), "xl/worksheets/sheet1.xml", 4_000_000_000),
        "hostile",
    ),
    "too many rows": (xlsx("".join(row(n, cell(f"A{n}")) for n in range(1, 1_102))), "too_large"),
    "a cell in the last corner": (xlsx(_A1 + row(1_048_576, cell("XFD1048576"))), "too_large"),
    "row 2^32-1": (xlsx(_A1 + row(4_294_967_295, cell("A4294967295"))), "hostile"),
    "a row of 31 digits": (xlsx(_A1 + row("1" + "0" * 30, cell("A1" + "0" * 30))), "hostile"),
    "a cell that contradicts its row": (xlsx(row(1, cell("A4294967295"))), "hostile"),
    "column ZZZZZZZ": (xlsx(row(1, cell("ZZZZZZZ1"))), "hostile"),
    "column of 200 letters": (xlsx(row(1, cell("Z" * 200 + "1"))), "hostile"),
    "unique count of 2^32-1": (
        _with("xl/sharedStrings.xml", f'{_SST} count="1" uniqueCount="4294967295"><si><t>a</t></si></sst>'),
        "hostile",
    ),
    "too many strings": (_with("xl/sharedStrings.xml", f"{_SST}>{'<si><t/></si>' * 2_000}</sst>"), "too_large"),
    "too many styles": (
        _with("xl/styles.xml", f'<styleSheet xmlns="{seeds.MAIN}"><cellXfs>{"<xf />" * 600}</cellXfs></styleSheet>'),
        "too_large",
    ),
    "too many sheets": (seeds.packed(seeds.xlsx_parts(*[worksheet(_A1)] * 30)), "too_large"),
    "too many parts": (_with("a", "") and seeds.packed({f"xl/{n}.xml": "<a/>" for n in range(200)}), "too_large"),
    "too many merges": (
        xlsx(_A1, after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 200 + "</mergeCells>"),
        "too_large",
    ),
    "cells in A and XFD": (
        xlsx("".join(row(n, cell(f"A{n}"), cell(f"XFD{n}")) for n in range(1, 30))),
        "too_large",
    ),
    "an honest but huge grid": (
        xlsx("".join(row(n, *(cell(f"{a}{n}") for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for n in range(1, 900))),
        "too_large",
    ),
    "path upwards": (_with("../../evil.xml", "<a/>"), "hostile"),
    "absolute path": (_with("/etc/evil.xml", "<a/>"), "hostile"),
    "drive path": (_with("C:\\evil.xml", "<a/>"), "hostile"),
    "one body, two parts": (seeds.overlapping(), "hostile"),
    "a chain that bites its tail": (_looping_xls(), "hostile"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(name: str) -> None:
    content, refusal = HOSTILE[name]
    workbook = read_bytes(content, SMALL)
    assert (workbook.refusal, workbook.sheets) == (FileRefusal(refusal), ())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_two_truths() -> None:
    parts = list(seeds.xlsx_parts(worksheet(_A1)).items())
    double = seeds.packed([*parts, ("xl/worksheets/SHEET1.xml", worksheet(row(1, cell("A1", "2"))))])
    assert read_bytes(double).refusal is FileRefusal.HOSTILE


def test_a_relation_leading_out_of_the_package_reads_nothing_there() -> None:
    parts = seeds.xlsx_parts(worksheet(_A1))
    related = parts["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "../../../../etc/passwd")
    workbook = read_bytes(seeds.packed(parts | {"xl/_rels/workbook.xml.rels": related}))
    assert workbook.refusal is not None


def test_a_dimension_that_lies_hides_no_row() -> None:
    rows = "".join(row(n, cell(f"A{n}", str(n))) for n in range(1, 501))
    assert len(read_bytes(xlsx(rows, before='<dimension ref="A1:A2"/>')).sheets[0].rows) == 500


@pytest.mark.parametrize(
    "broken",
    [
        worksheet(_A1)[:-20],
        "",
        "<worksheet>",
        worksheet(_A1).replace("</row>", "</wor>"),
        worksheet(row(1, '<c r="A1" t="s"><v>99</v></c>')),
        worksheet(row(1, '<c r="A1" t="s"><v>-1</v></c>')),
        worksheet(row(1, '<c r="A1" t="b"><v>maybe</v></c>')),
        worksheet(row(1, '<c r="1A"><v>1</v></c>')),
        worksheet(row(0, cell("A0"))),
        worksheet(row(1, '<c r=""><v>1</v></c>')),
        worksheet(_A1, after='<mergeCells><mergeCell ref="A9:"/></mergeCells>'),
    ],
)
def test_a_broken_sheet_ends_in_an_answer(broken: str) -> None:
    workbook = read_bytes(seeds.packed(seeds.xlsx_parts(broken)))
    assert workbook.refusal is not None or workbook.sheets
