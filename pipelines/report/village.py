"""A village's workbook: which households to visit, why, and where to write what was found.

Belongs here: gathering a village's content and putting its sheets together. Does not: any one sheet's layout.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.model.codes import Disclosure
from pipelines.report.cells import Book, column_letters
from pipelines.report.clue_lines import ClueLine, write_clues
from pipelines.report.contents import Issue
from pipelines.report.entries import Entry, Place
from pipelines.report.guide import write_guide
from pipelines.report.manifest import VillageRecord, content_hash, home_mark
from pipelines.report.paper import PHONE_COLUMN as PAPER_PHONE_COLUMN
from pipelines.report.paper import write_paper
from pipelines.report.plain import outside
from pipelines.report.question_sheets import write_own, write_review, write_unknown
from pipelines.report.questions import Question
from pipelines.report.texts import text
from pipelines.report.village_list import PHONE_COLUMN, write_list


@dataclass(frozen=True)
class VillageContent:
    """All that one village is told this quarter."""

    place: Place
    entries: Sequence[Entry]
    clues: Mapping[str, Sequence[ClueLine]]
    unknown: Sequence[Question] = ()
    review: Sequence[Question] = ()

    @property
    def questions(self) -> int:
        """List rows this village is asked about."""
        return len(self.unknown) + len({line.about for line in self.review})

    @property
    def empty(self) -> bool:
        return not self.entries and not self.questions

    def line_hash(self, entry: Entry) -> str:
        """What a household's line says, apart from its rank: a new neighbour must not make it 变更."""
        fields = {name: value for name, value in vars(entry).items() if name != "rank"}
        return content_hash([fields, self.clues.get(entry.warning_id, ())])[:16]

    @cached_property
    def lines(self) -> dict[str, tuple[str, str]]:
        return {entry.warning_id: (self.line_hash(entry), home_mark(entry.household_id)) for entry in self.entries}

    def marks_against(self, before: VillageRecord | None) -> dict[str, str]:
        """warning_id → 新增 or 变更 against the version issued before; nothing for a first issue."""
        if before is None:
            return {}
        marks = {}
        for warning_id, (line, _) in self.lines.items():
            earlier = before.lines.get(warning_id)
            if earlier is None or earlier[0] != line:
                marks[warning_id] = text("mark.new" if earlier is None else "mark.changed")
        return marks

    def hash(self, issue: Issue) -> str:
        """Independent of the run's day, version and earlier versions."""
        policy = issue.policy
        head = (str(issue.quarter), issue.place_label, issue.office_label, issue.disclosure, policy, self.place)
        return content_hash([head, self.entries, self.clues, self.unknown, self.review])


def village_title(issue: Issue, village: str, sheet: str) -> str:
    """The heading of a sheet: the village, what the sheet is, the quarter."""
    quarter = text("workbook.quarter", year=issue.quarter.year, number=issue.quarter.number)
    shown = outside(village, 30) or text("workbook.unknown_village")
    what = text("workbook.list_name") if sheet == "list" else text(f"sheets.{sheet}")
    return text("workbook.village_title", village=shown, what=what, quarter=quarter)


def phone_cells() -> set[tuple[str, str]]:
    """(sheet name, column letters) of the only cells of an issue where a telephone may stand."""
    return {
        (text("sheets.list"), column_letters(PHONE_COLUMN)),
        (text("sheets.paper"), column_letters(PAPER_PHONE_COLUMN)),
    }


def _note(issue: Issue, content: VillageContent, marks: Mapping[str, str], withdrawn: Sequence[str]) -> str:
    quarter = text("workbook.quarter", year=issue.quarter.year, number=issue.quarter.number)
    office = issue.office_label or issue.place_label
    first = text("list.issued_by", office=office, quarter=quarter, notice=text("workbook.notice"))
    if not content.entries:
        return f"{first}\n{text('list.empty')}"
    again = ""
    if marks or withdrawn:
        gone = text("list.withdrawn", count=len(withdrawn), names=text("list.joint").join(withdrawn))
        counted = list(marks.values())
        new, changed = (counted.count(text(f"mark.{kind}")) for kind in ("new", "changed"))
        again = text("list.marks", new=new, changed=changed, withdrawn=gone if withdrawn else "")
    return f"{first}\n{text('list.counts', count=len(content.entries), marks=again)}"


def village_workbook(
    issue: Issue, content: VillageContent, marks: Mapping[str, str], withdrawn: Sequence[str]
) -> bytes:
    """The whole file. ``withdrawn``: householders listed in the version before and no longer."""
    township, village = content.place
    order = {text("mark.new"): 0, text("mark.changed"): 1}
    its_entries = sorted(content.entries, key=lambda e: (order.get(marks.get(e.warning_id, ""), 2), e.order))
    title = village_title(issue, village, "list")
    book = Book(title, {"bidui_quarter": str(issue.quarter), "bidui_township": township, "bidui_village": village})
    note = _note(issue, content, marks, withdrawn)
    write_list(book, issue, title, note, its_entries, marks)
    write_paper(
        book, issue, title, text("paper.note", office=issue.office_label or issue.place_label), its_entries, marks
    )
    write_clues(
        book, village_title(issue, village, "clues"), its_entries, content.clues, issue.disclosure is Disclosure.COARSE
    )
    write_own(book, issue, village_title(issue, village, "own"), village)
    write_unknown(book, village_title(issue, village, "unknown"), content.unknown)
    write_review(book, village_title(issue, village, "review"), content.review)
    write_guide(book, issue, title, content.place)
    return book.finish()
