"""Sheet 线索来源: every clue of a village with the list rows behind it, at the disclosure level.

At the coarse level a line names the list (department, file, sheet, row) but neither person, illness nor amount.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.model.codes import Disclosure
from pipelines.report.cells import Book
from pipelines.report.contents import Issue
from pipelines.report.entries import Entry
from pipelines.report.grid import Col, write_grid
from pipelines.report.plain import outside
from pipelines.report.reasons import Clue, clue_order, clue_sentences, kind_label, relation_word, sexes
from pipelines.report.texts import text

_NEXT = re.compile(r"\|(?=\d{4}Q[1-4]/)")
_COLUMNS = (
    Col("group", 52, "center"),
    Col("householder", 70, "center"),
    Col("person", 84, "center"),
    Col("clue", 266, "long"),
    Col("department", 60, "center"),
    Col("list_quarter", 62, "center"),
    Col("file", 170),
    Col("sheet", 72),
    Col("row", 60, "center"),
    Col("key", 200, "key"),
)


@dataclass(frozen=True)
class ClueLine:
    """One clue in one sheet of one file, as shown."""

    person: str
    kind: str
    sentence: str
    department: str
    quarter: str
    file: str
    sheet: str
    row: str


def references(rows: str | None) -> list[tuple[str, str, str, str, str]]:
    """(quarter, file, sheet, row_no, item_no) of each row named in a ``rows`` cell (``model.tables.row_reference``)."""
    found = []
    for part in _NEXT.split(rows or ""):
        pieces = part.rsplit("#", 3)
        if len(pieces) == 4 and "/" in pieces[0]:
            quarter, file = pieces[0].split("/", 1)
            found.append((quarter, file, pieces[1], pieces[2], pieces[3]))
    return found


def _sources(rows: str | None) -> list[tuple[str, str, str, str]]:
    by_sheet: dict[tuple[str, str, str], dict[str, None]] = {}
    for quarter, file, sheet, row_no, _ in references(rows):
        by_sheet.setdefault((quarter, file, sheet), {})[row_no] = None
    joint = text("list.joint")
    return [(q, outside(f, 120), outside(s, 40), joint.join(numbers)) for (q, f, s), numbers in by_sheet.items()]


def _person(clue: Clue, coarse: bool, sex_of: dict[str, str]) -> str:
    if coarse or not clue.get("person_id"):
        return ""
    relation = relation_word(str(clue.get("relation") or ""), sex_of.get(str(clue["person_id"])))
    return text("clues.person", name=outside(str(clue.get("person_name") or ""), 30), relation=relation)


def clue_lines(issue: Issue) -> dict[str, list[ClueLine]]:
    """warning_id → its lines, clues in their fixed order, sources in the order screening gave them."""
    sex_of, coarse = sexes(issue.persons), issue.disclosure is Disclosure.COARSE
    by_warning: dict[str, list[Clue]] = {}
    for clue in issue.clues.iter_rows(named=True):
        by_warning.setdefault(clue["warning_id"], []).append(clue)
    lines: dict[str, list[ClueLine]] = {}
    for warning_id, clues in by_warning.items():
        clues.sort(key=clue_order)
        sentences = clue_sentences(clues, issue.disclosure, issue.departments, sex_of, issue.quarter.year)
        for its_clue, sentence in zip(clues, sentences, strict=True):
            codes = str(its_clue.get("department") or "").split("|")
            department = text("list.joint").join(issue.departments.get(code, code) for code in codes if code)
            person, kind = _person(its_clue, coarse, sex_of), kind_label(str(its_clue.get("kind") or ""))
            for source in _sources(str(its_clue.get("rows") or "")) or [("", "", "", "")]:
                lines.setdefault(warning_id, []).append(ClueLine(person, kind, sentence, department, *source))
    return lines


def write_clues(
    book: Book, title: str, its_entries: Sequence[Entry], lines: Mapping[str, Sequence[ClueLine]], coarse: bool
) -> None:
    """The sheet 线索来源, in the order of the list, with the list's key (beside the printed part) to find the household."""
    shown = [
        (entry.group, entry.householder, line.person, line.sentence, line.department, line.quarter, line.file,
         line.sheet, line.row, entry.key)
        for entry in its_entries
        for line in lines.get(entry.warning_id, ())
    ]  # fmt: skip
    kept = [place for place, column in enumerate(_COLUMNS) if not (coarse and column.key == "person")]
    columns = [_COLUMNS[place] for place in kept]
    note = text("clues.note_coarse" if coarse else "clues.note_full")
    cells = [[line[place] for place in kept] for line in shown]
    write_grid(book, text("sheets.clues"), title, note, columns, cells, on_paper=False)
