"""Every line that a version's village workbooks have, with what its key is over: what returned lines are held against.

Belongs here: drawing them from the same entries and questions that were printed. Does not: judging answers (``ledger``).
"""

from collections.abc import Iterator

import polars as pl

from pipelines.model.codes import LinkStatus
from pipelines.model.keys import row_line_id
from pipelines.model.returned import IssuedLine, LineKind, Place
from pipelines.report.contents import Issue
from pipelines.report.entries import Entry, households
from pipelines.report.issue import gather
from pipelines.report.keys import read_key
from pipelines.report.questions import Question, candidates_of, open_rows, reference

_LIST = ("householder", "village", "group", "id_last_four", "kinds", "reason")
# places of a question's identifying words in ``Question.shown``: what the list says, then the candidate
_SAID = {"list_name": 2, "born": 4, "id_last_four": 5}
_OURS = {"our_name": 8, "our_born": 10, "our_last_four": 11}


def issued_lines(issue: Issue, current: bool = True) -> tuple[dict[str, IssuedLine], frozenset[Place]]:
    """(lines by id in upper case, the places of the issue) of one version."""
    homes = households(issue.persons)
    contents, _ = gather(issue, homes)
    quarter = str(issue.quarter)
    candidates = dict(_candidates(issue))
    lines: dict[str, IssuedLine] = {}
    for content in contents:
        for entry in content.entries:
            lines[entry.warning_id.upper()] = _entry_line(entry, quarter, current)
        for question in content.unknown:
            line = _question_line(question, LineKind.UNKNOWN, quarter, content.place, current)
            lines[line.line_id] = line
        for question in content.review:
            bare = _question_line(question, LineKind.REVIEW, quarter, content.place, current)
            person_id, household_id = candidates.get(bare.line_id, ("", ""))
            lines[bare.line_id] = IssuedLine(
                bare.kind, bare.line_id, quarter, bare.place, household_id, person_id, bare.about, bare.shown, current
            )
    return lines, frozenset(content.place for content in contents)


def _entry_line(entry: Entry, quarter: str, current: bool) -> IssuedLine:
    shown = {column: str(getattr(entry, column)) for column in _LIST}
    return IssuedLine(
        LineKind.LIST, entry.warning_id, quarter, entry.place, entry.household_id, shown=shown, current=current
    )


def _question_line(question: Question, kind: LineKind, quarter: str, place: Place, current: bool) -> IssuedLine:
    places = _SAID | (_OURS if kind is LineKind.REVIEW else {})
    shown = {column: question.shown[at] for column, at in places.items() if at < len(question.shown)}
    key = read_key(question.key)
    return IssuedLine(kind, key.line_id if key else "", quarter, place, "", "", question.about, shown, current)


def _candidates(issue: Issue) -> Iterator[tuple[str, tuple[str, str]]]:
    """Id of each 待复核 line → the candidate's person and household."""
    review = open_rows(issue).filter(pl.col("status") == LinkStatus.REVIEW.value)
    for row, rivals in candidates_of(issue, review):
        for person_id, household_id in rivals:
            yield row_line_id("F", reference(row), person_id, household_id), (person_id, household_id)
