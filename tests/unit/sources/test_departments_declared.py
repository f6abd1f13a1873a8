"""Every declared department, whoever adds the next one."""

from pathlib import Path

import pytest

from pipelines.model.columns import COLUMNS
from pipelines.sources import departments as declared
from pipelines.sources import vocabulary
from pipelines.sources.department import Department, departments

_WORKING = {
    vocabulary.FUNDS_TOTAL,
    vocabulary.FUND_PART,
    vocabulary.RELIEF,
    vocabulary.RELIEF_FUND,
    vocabulary.TUITION_PART,
    vocabulary.IGNORED,
    vocabulary.SERIAL,
}


def test_the_five_departments_are_found_by_name() -> None:
    codes = [department.code for department in departments()]
    assert codes == sorted(codes)
    assert {"hospital", "insurance", "school", "civil_affairs", "enterprises"} <= set(codes)


@pytest.mark.parametrize("department", departments(), ids=lambda department: department.code)
def test_a_declaration_speaks_of_known_columns(department: Department) -> None:
    for form in department.lists:
        named = {*form.headings, *form.marks, *(option for need in form.required for option in need.split("|"))}
        assert named <= COLUMNS.keys() | _WORKING
        assert form.title_words
        assert form.event_date is None or form.event_date in COLUMNS


def test_a_declaration_is_short() -> None:
    for path in Path(declared.__path__[0]).glob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 80, path.name
