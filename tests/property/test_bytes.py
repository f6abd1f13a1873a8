"""Any text survives any encoding and delimiter; no damage to a file reaches the parent."""

import io

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.sources.cage import read_bytes
from pipelines.sources.caged.cells import number_text
from pipelines.sources.caged.delimited import DELIMITERS, delimiter_of, records, text_of

_CHINESE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
_RARE = st.characters(min_codepoint=0x20000, max_codepoint=0x2A6D6)
_PLAIN = st.sampled_from('abcXYZ0123456789 .-/()"\n*')
_FIELD = st.text(_CHINESE | _PLAIN | _RARE, max_size=8).map(lambda text: text.replace('=""', ""))


@st.composite
def _tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 6))
    header = [f"列名{number}" for number in range(width)]
    return [header, *draw(st.lists(st.lists(_FIELD, min_size=width, max_size=width), min_size=1, max_size=12))]


def _quoted(field: str, delimiter: str) -> str:
    if any(mark in field for mark in (delimiter, '"', "\n")):
        return '"' + field.replace('"', '""') + '"'
    return field


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@given(table=_tables(), delimiter=st.sampled_from(DELIMITERS), end=st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=60, deadline=None, database=None, derandomize=True)
def test_delimited_text_comes_back(encoding: str, table: list[list[str]], delimiter: str, end: str) -> None:
    text = end.join(delimiter.join(_quoted(field, delimiter) for field in record) for record in table) + end
    decoded = text_of(text.encode(encoding))
    assert decoded == text
    assert list(records(list(io.StringIO(decoded, newline="")), delimiter)) == table


@given(table=_tables(), delimiter=st.sampled_from(DELIMITERS))
@settings(max_examples=100, deadline=None, database=None, derandomize=True)
def test_the_delimiter_is_found(table: list[list[str]], delimiter: str) -> None:
    lines = [delimiter.join(_quoted(field, delimiter) for field in record) + "\n" for record in table]
    assert delimiter_of(list(io.StringIO("".join(lines), newline=""))) == delimiter


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=300, deadline=None, database=None, derandomize=True)
def test_a_number_is_its_digits(value: float) -> None:
    text = number_text(value)
    assert float(text) == value
    assert not set(text) - set("-.0123456789")


def _xls() -> bytes:
    buffer = io.BytesIO()
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名单")
    for number in range(40):
        sheet.write(number, 0, f"张{number}")
        sheet.write(number, 1, number * 1.5)
    book.save(buffer)
    return buffer.getvalue()


def _xlsx() -> bytes:
    from tests.unit.sources_bytes import seeds

    rows = "".join(seeds.row(n, seeds.cell(f"A{n}"), f'<c r="B{n}" t="s"><v>0</v></c>') for n in range(1, 40))
    strings = f'<sst xmlns="{seeds.MAIN}" uniqueCount="1"><si><t>张三</t></si></sst>'
    return seeds.xlsx(rows, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>', strings=strings)


_SEEDS = {
    "xlsx": _xlsx(),
    "xls": _xls(),
    "csv": "姓名,村\n张三,柳林村\n".encode("gb18030") * 20,
    "html": ("<table>" + "<tr><td rowspan=2>张三<td>1" * 20 + "</table>").encode(),
}


@pytest.mark.parametrize("kind", _SEEDS)
@given(damage=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=0, max_size=4)), min_size=1, max_size=6))
@settings(max_examples=50, deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_the_parent_survives_any_damage(kind: str, damage: list[tuple[float, bytes]]) -> None:
    content = bytearray(_SEEDS[kind])
    for place, new in damage:
        at = int(place * len(content))
        if new:
            content[at : at + len(new)] = new
        else:
            del content[at:]
    workbook = read_bytes(bytes(content))
    assert (workbook.refusal is None) == any(sheet.rows for sheet in workbook.sheets)
