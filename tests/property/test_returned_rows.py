"""Whatever people do to keys and households of returned rows, no answer is attached to another household."""

import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit" / "report"))

import pytest
from report_town import VILLAGES, town

from pipelines.ledger.answers import Memory
from pipelines.ledger.taking import Issued, judge
from pipelines.model.keys import Key, checksum, key_of
from pipelines.model.returned import IssuedLine, LineKind, ReturnedBook, ReturnedRow
from pipelines.report.issued_lines import issued_lines

ROWS, EACH = 10_000, 20
LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ"


@dataclass(frozen=True)
class Case:
    """A returned row and the household that whoever filled it in was writing about."""

    row: ReturnedRow
    home: str


@pytest.fixture(scope="module")
def issued() -> Issued:
    lines, places = issued_lines(town(each=20, homes_each=20))
    listed = sorted(name for name, line in lines.items() if line.kind is LineKind.LIST)
    for one, other in zip(listed[::2], listed[1::2], strict=True):  # every second householder has a namesake
        shown = {**lines[other].shown, "householder": lines[one].shown["householder"]}
        lines[other] = replace(lines[other], shown=shown)
    return Issued("2026Q3", lines, places)


def printed(line: IssuedLine) -> str:
    return key_of(line.line_id, *line.keyed_about)


def meddled(chance: random.Random, true: IssuedLine, lines: list[IssuedLine]) -> str:
    """A key as it may come back on the line of ``true``."""
    other, key = chance.choice(lines), printed(true)
    at = chance.randrange(len(key))
    return chance.choice(
        (
            lambda: key,
            lambda: printed(other),
            lambda: key[:at] + chance.choice(LETTERS + "0123456789") + key[at + 1 :],
            lambda: key[:-4] + "".join(chance.choices(LETTERS, k=4)),
            lambda: key_of(true.line_id, *other.keyed_about),
            lambda: key_of(other.line_id, *true.keyed_about),
            lambda: key_of(true.line_id, true.household_id, "2026Q2", *true.place),
            lambda: key_of(true.line_id, true.household_id, true.quarter, *other.place),
            lambda: key[:at] + key[at + 1 :],
            lambda: key.lower().replace("-", "－"),
            lambda: "",
        )
    )()


def case(chance: random.Random, lines: list[IssuedLine], number: int) -> Case:
    true = chance.choice(lines)
    key, shown = meddled(chance, true, lines), dict(true.shown)
    others = {printed(line) for line in lines if line is not true}
    if key not in others and chance.random() < 0.3:
        for column in chance.sample(sorted(shown), chance.randrange(1, len(shown) + 1)):
            del shown[column]  # columns somebody deleted: only the key tells
    answers = {"finding": chance.choice(("true", "untrue")), "remark": f"about {true.household_id}"}
    return Case(ReturnedRow(LineKind.LIST, "名单", number, key, shown, answers), true.household_id)


def test_no_answer_of_10_000_rows_is_attached_to_another_household(issued: Issued) -> None:
    chance = random.Random(20260930)
    lines = sorted((line for line in issued.lines.values() if line.kind is LineKind.LIST), key=lambda one: one.line_id)
    numbers = [Key("2026Q3", checksum("2026Q3", *place)) for place in VILLAGES]
    accepted = 0
    for start in range(0, ROWS, EACH):
        cases = [case(chance, lines, start + n) for n in range(EACH)]
        book = ReturnedBook("f.xlsx", f"{start}", "2026Q3", chance.choice((None, *numbers)), [one.row for one in cases])
        by_row = {one.row.row_no: one.home for one in cases}
        for one in judge([book], issued, Memory()):
            if one.is_new and one.line:
                accepted += 1
                assert one.line.household_id == by_row[one.row.row_no]
                assert one.subject == one.line.line_id
    assert accepted > ROWS / 20  # sound rows are taken, not everything refused
