"""Which answers are taken: only by a key that is right for the household, quarter and village; corrections supersede."""

from pathlib import Path

import openpyxl
import polars as pl
import pytest
from report_town import QUARTER, town, with_frames
from returned_town import RIVER, TRUE, WILLOW, Office, columns, copy_row, ended, fill, real_ids

from pipelines.ledger.taking import Issued
from pipelines.model.keys import key_of
from pipelines.model.quarter import Quarter
from pipelines.report.issued_lines import issued_lines


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def key_at(book: openpyxl.Workbook, row: int, value: str | None = None) -> str:
    sheet = book["名单"]
    cell = sheet.cell(row, columns(sheet)["编号"])
    if value is not None:
        cell.value = value
    return str(cell.value)


def first(office: Office, edit) -> tuple[str, str]:  # type: ignore[no-untyped-def]
    """How row 4, filled in and then edited, ends."""

    def filled(book: openpyxl.Workbook) -> None:
        fill(book["名单"], 4, TRUE)
        edit(book)

    judged = office.take(office.returned(filled))
    return next(end[1:] for end in ended(judged) if end[0] == 4)


def test_a_key_is_read_however_it_is_typed(office: Office) -> None:
    widened = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(33, 127)})
    assert first(office, lambda b: key_at(b, 4, f" {key_at(b, 4).lower().translate(widened)} ")) == (
        "accepted",
        "taken",
    )


def test_changed_keys_are_refused(office: Office) -> None:
    assert first(office, lambda b: key_at(b, 4, key_at(b, 4)[:-1] + "?")) == ("refused", "key_unreadable")
    assert first(office, lambda b: key_at(b, 4, "W2026Q3-0000000000-" + key_at(b, 4)[-4:])) == (
        "refused",
        "key_unknown",
    )
    letters = {"Q": "R"}
    assert first(office, lambda b: key_at(b, 4, key_at(b, 4)[:-1] + letters.get(key_at(b, 4)[-1], "Q"))) == (
        "refused",
        "key_changed",
    )
    swapped = lambda b: key_at(b, 4, key_at(b, 5)[:-4] + key_at(b, 4)[-4:])  # noqa: E731
    assert first(office, swapped) == ("refused", "key_changed")
    assert office.memory.bodies == {}


def test_a_right_key_on_another_households_line_is_a_conflict(office: Office) -> None:
    assert first(office, lambda b: key_at(b, 4, key_at(b, 5))) == ("conflict", "household_differs")
    assert first(office, lambda b: fill(b["名单"], 4, {"户主": "另一个"})) == ("conflict", "household_differs")
    assert first(office, lambda b: fill(b["名单"], 4, {"村": "新河村"})) == ("conflict", "household_differs")
    assert first(office, lambda b: fill(b["名单"], 4, {"证件号后四位": "****0000"})) == (
        "conflict",
        "household_differs",
    )
    assert office.memory.bodies == {}
    assert first(office, lambda b: fill(b["名单"], 4, {"村": "柳林", "联系电话": "改过的", "组": "9组"})) == (
        "accepted",
        "taken",
    )


def test_another_villages_rows_and_another_villages_copy(office: Office) -> None:
    def paste(book: openpyxl.Workbook) -> None:
        other = openpyxl.load_workbook(office.folder / "v1" / RIVER)["名单"]
        sheet = book["名单"]
        for column in range(1, other.max_column + 1):
            sheet.cell(10, column).value = other.cell(4, column).value
        fill(sheet, 10, TRUE)

    judged = office.take(office.returned(paste))
    assert ended(judged)[-1] == (10, "conflict", "other_village")
    judged = office.take(office.returned(lambda b: fill(b["名单"], 4, TRUE), WILLOW, RIVER))
    accepted = [one for one in judged if one.is_new]
    assert [one.line.place[1] for one in accepted if one.line] == ["新河村"]  # what is in it decides, not its name


def test_another_quarters_rows_and_another_quarters_copy(office: Office) -> None:
    def older(book: openpyxl.Workbook) -> None:
        home = next(iter(office.issued.lines.values()))
        key_at(book, 4, key_of("W2026Q2-" + "a" * 10, home.household_id, "2026Q2", *home.place))

    assert first(office, older) == ("refused", "other_quarter")
    line = next(line for line in office.issued.lines.values() if line.kind == "list")
    moved = key_of(line.line_id, line.household_id, "2026Q2", *line.place)
    assert first(office, lambda b: key_at(b, 4, moved)) in {("refused", "key_changed")}
    path = office.returned(lambda b: fill(b["名单"], 4, TRUE))
    assert office.read(path, Quarter(2026, 2)).quarter == "2026Q3"


def test_an_older_versions_copy_is_taken_and_says_what_changed_since(tmp_path: Path) -> None:
    office = Office(tmp_path)
    path = office.returned(lambda b: [fill(b["名单"], row, TRUE) for row in range(4, 9)])
    issue = real_ids(town(each=5))
    order = [one.line.line_id for one in office.take(path) if one.line and one.is_new]
    office.memory.bodies.clear()  # type: ignore[attr-defined]
    later = issue.warnings.filter(pl.col("warning_id") != order[0]).with_columns(
        reason=pl.when(pl.col("warning_id") == order[1]).then(pl.lit("另有新线索")).otherwise("reason")
    )
    now, places = issued_lines(with_frames(issue, warnings=later))
    before, _ = issued_lines(issue, current=False)
    office.issued = Issued(str(QUARTER), before | now, places)
    judged = [one for one in office.take(path) if one.row.sheet == "名单"]
    assert [one.reason.value for one in judged] == ["taken"] * 5
    assert [[note.value for note in one.notes] for one in judged] == [
        ["withdrawn_since"],
        ["changed_since"],
        [],
        [],
        [],
    ]


def test_two_copies_of_one_list_in_one_batch(office: Office) -> None:
    def one(book: openpyxl.Workbook) -> None:
        fill(book["名单"], 4, TRUE)
        fill(book["名单"], 5, TRUE)
        fill(book["名单"], 6, {"是否属实": "属实"})

    def other(book: openpyxl.Workbook) -> None:
        fill(book["名单"], 4, TRUE)
        fill(book["名单"], 5, {**TRUE, "是否属实": "不属实"})
        fill(book["名单"], 6, {"是否属实": "属实", "备注": "写得更全"})

    judged = office.take(office.returned(one, "甲.xlsx"), office.returned(other, "乙.xlsx"))
    by_file = {
        name: [end[1:] for end in ended([j for j in judged if j.book.file == name])][:3]
        for name in ("甲.xlsx", "乙.xlsx")
    }
    assert by_file == {
        "甲.xlsx": [("accepted", "taken"), ("conflict", "two_answers"), ("accepted", "same_in_copy")],
        "乙.xlsx": [("accepted", "same_in_copy"), ("conflict", "two_answers"), ("accepted", "taken")],
    }
    assert len(office.memory.bodies) == 2


def test_corrections_supersede_and_old_copies_do_not_come_back(office: Office) -> None:
    def answer(finding: str, day: str):  # type: ignore[no-untyped-def]
        return lambda b: fill(b["名单"], 4, {**TRUE, "是否属实": finding, "核实日期": day})

    one = office.returned(answer("属实", "2026-10-09"), "一.xlsx")
    two = office.returned(answer("不属实", "2026-10-10"), "二.xlsx")
    assert ended(office.take(one))[0][2] == "taken"
    assert ended(office.take(one))[0][1:] == ("accepted", "unchanged")
    assert ended(office.take(two))[0][1:] == ("accepted", "corrected")
    assert ended(office.take(one))[0][1:] == ("accepted", "replaced_since")  # the very file, still lying there
    judged = office.take(one, two)
    assert [end[2] for end in ended(judged) if end[0] == 4] == ["replaced_since", "unchanged"]
    changed = office.returned(lambda b: [answer("属实", "2026-10-09")(b), b.create_sheet("别的")], "三.xlsx")
    assert ended(office.take(changed))[0][1:] == ("conflict", "older_answer")
    earlier = office.returned(answer("未能核实", "2026-10-01"), "四.xlsx")
    assert ended(office.take(earlier))[0][1:] == ("conflict", "older_answer")
    (subject,) = office.memory.bodies
    assert [body["answers"]["finding"] for body in office.memory.bodies[subject]] == ["true", "untrue"]
    assert (office.memory.standing(subject) or {})["finding"] == "untrue"


def test_less_than_before_keeps_what_stands(office: Office) -> None:
    office.take(office.returned(lambda b: fill(b["名单"], 4, TRUE)))
    judged = office.take(office.returned(lambda b: fill(b["名单"], 4, {"是否属实": "属实"})))
    assert ended(judged)[0][1:] == ("accepted", "unchanged")
    assert [note.value for note in judged[0].notes] == ["less_than_before"]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"采集人": "王采集", "核实日期": "2026-10-09"}, "not_answered"),
        ({**TRUE, "核实日期": "2025-10-09"}, "date_out_of_range"),
        ({**TRUE, "核实日期": "2028-01-01"}, "date_out_of_range"),
    ],
)
def test_half_filled_and_impossible_answers(office: Office, answers: dict[str, object], reason: str) -> None:
    judged = office.take(office.returned(lambda b: fill(b["名单"], 4, answers)))
    assert ended(judged)[0] == (4, "refused", reason)


def test_a_row_pasted_twice_with_other_answers_takes_neither(office: Office) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["名单"]
        fill(sheet, 4, TRUE)
        copy_row(sheet, 4, 9)
        fill(sheet, 9, {"是否属实": "不属实"})

    judged = office.take(office.returned(edit))
    assert {end[1:] for end in ended(judged) if end[0] in (4, 9)} == {("conflict", "two_answers")}
