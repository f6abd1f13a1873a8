"""Lists as they really come, drawn as text, and the rows that must come out of them."""

from pathlib import Path

import pytest

from tests.golden.drawn import load, read, shown

CASES = sorted((Path(__file__).parent / "sources").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_list_is_read_as_drawn(path: Path) -> None:
    case = load(path)
    found, rows = read(case)
    assert found.status == case.status
    if case.department:
        assert found.department == case.department
    if case.expected:
        assert shown(rows, list(case.expected[0])) == case.expected
    if found.status == "current":
        assert rows.select("sheet", "row_no").n_unique() == sum(len(sheet.rows) for sheet in case.sheets)
