"""Which returned lines are taken as answers: accepted, in conflict or refused, with a closed reason.

An answer is attached by its line's key alone, and only when the check letters agree with the household, quarter and village
that this key was issued for and the line's own cells still name that household. Belongs here: deciding, pure. Does not:
reading workbooks (``sources``), writing entries (``ledger``), sentences (``report``).
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from pipelines.ledger.answers import Memory
from pipelines.ledger.own_finds import judge_own
from pipelines.model.codes import ReturnNote, ReturnReason, ReturnState
from pipelines.model.keys import read_key
from pipelines.model.places import village_key
from pipelines.model.quarter import Quarter
from pipelines.model.returned import IssuedLine, Judged, LineKind, Place, ReturnedBook, ReturnedRow

ANSWERED_BY: Mapping[LineKind, tuple[str, ...]] = {
    LineKind.LIST: ("finding", "at_risk", "advice"),
    LineKind.UNKNOWN: ("who",),
    LineKind.REVIEW: ("same_person",),
}
"""At least one of these makes a filled line an answer."""

LATEST = timedelta(days=366)  # after the quarter's last day, as the workbook's own date check has it


@dataclass(frozen=True)
class Issued:
    """All that a quarter's workbooks asked: ``lines`` by id in upper case; ``places``: the villages it was issued for."""

    quarter: str
    lines: Mapping[str, IssuedLine]
    places: frozenset[Place]


def judge(books: Sequence[ReturnedBook], issued: Issued, memory: Memory) -> list[Judged]:
    """Every row of ``books`` (all of this quarter, in a fixed order), judged; in the order of books and rows."""
    judged = [_judge_row(row, book, place_of_book(book, issued), issued) for book in books for row in book.rows]
    return _two_same(_against_memory(_against_copies(judged, memory), memory), memory)


def place_of_book(book: ReturnedBook, issued: Issued) -> Place | None:
    """Whose copy this is: by the workbook's own number, else the one village that all its sound keys are of."""
    if book.number is not None and book.number.line_id == issued.quarter:
        named = {place for place in issued.places if book.number.agrees(*place)}
        if len(named) == 1:
            return named.pop()
    keyed = {line.place for row in book.rows if isinstance(line := line_of_key(row.key_cell, issued), IssuedLine)}
    return keyed.pop() if len(keyed) == 1 else None


def line_of_key(cell: str, issued: Issued) -> IssuedLine | ReturnReason:
    """The issued line that a key cell belongs to, or why there is none."""
    key = read_key(cell)
    if key is None:
        return ReturnReason.KEY_UNREADABLE
    line = issued.lines.get(key.line_id)
    if line is None:
        quarter = key.line_id[1:7]
        other = key.line_id.startswith("W") and quarter[4:5] == "Q" and quarter != issued.quarter
        return ReturnReason.OTHER_QUARTER if other else ReturnReason.KEY_UNKNOWN
    return line if key.agrees(*line.keyed_about) else ReturnReason.KEY_CHANGED


def _judge_row(row: ReturnedRow, book: ReturnedBook, place: Place | None, issued: Issued) -> Judged:
    """One row on its own: its key, whose line it is, and whether it says anything."""
    if not row.key_cell and row.kind in (LineKind.OWN, LineKind.LIST):
        return judge_own(row, book, place, issued.lines.values(), issued.places)
    line = line_of_key(row.key_cell, issued)
    if row.kind is LineKind.PAPER:
        at = line if isinstance(line, IssuedLine) else None
        return Judged(book, row, ReturnState.REFUSED, ReturnReason.ON_PRINT_SHEET, line=at)
    if isinstance(line, ReturnReason):
        return Judged(book, row, ReturnState.REFUSED, line)
    judged = Judged(book, row, ReturnState.ACCEPTED, ReturnReason.TAKEN, row.notes, line, line.place, line.line_id)
    wrong = _wrong_line(row, line, place) or _wrong_answer(row, line)
    if wrong:
        return replace(judged, state=wrong[0], reason=wrong[1], subject="")
    return replace(judged, notes=(*row.notes, *_notes(row, line)))


def _wrong_line(row: ReturnedRow, line: IssuedLine, place: Place | None) -> tuple[ReturnState, ReturnReason] | None:
    if not row.headed:
        return ReturnState.REFUSED, ReturnReason.NO_HEADING
    if not row.answers and not row.unreadable:
        return ReturnState.REFUSED, ReturnReason.NOT_FILLED
    if row.kind is not line.kind:
        return ReturnState.REFUSED, ReturnReason.KEY_CHANGED
    if names_another(row.shown, line):
        return ReturnState.CONFLICT, ReturnReason.HOUSEHOLD_DIFFERS
    if place is not None and place != line.place:
        return ReturnState.CONFLICT, ReturnReason.OTHER_VILLAGE
    return None


def _wrong_answer(row: ReturnedRow, line: IssuedLine) -> tuple[ReturnState, ReturnReason] | None:
    refused = ReturnState.REFUSED
    if row.unreadable:
        return refused, ReturnReason.CELL_UNREADABLE
    if not any(column in row.answers for column in ANSWERED_BY[row.kind]):
        return refused, ReturnReason.NOT_ANSWERED
    if row.answers.get("who") == "ours" and not {"own_name", "own_householder"}.intersection(row.answers):
        return refused, ReturnReason.NO_NAME
    if out_of_range(row.answers.get("visited_on"), line.quarter):
        return refused, ReturnReason.DATE_OUT_OF_RANGE
    return None


def out_of_range(day: str | None, quarter: str) -> bool:
    """Whether a visit's day, at whatever precision, cannot have been for this quarter's list."""
    if not day:
        return False
    of = Quarter.parse(quarter)
    first, last = of.first_day.isoformat(), (of.last_day + LATEST).isoformat()
    return not first[: len(day)] <= day <= last[: len(day)]


def plain(text: str) -> str:
    """Text to compare: half width, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _apart(row: Mapping[str, str], line: Mapping[str, str], column: str) -> bool:
    """Whether both say something in ``column`` and it is not the same."""
    ours, theirs = plain(line.get(column, "")), plain(row.get(column, ""))
    if column == "village":
        ours, theirs = village_key(ours), village_key(theirs)
    if column.endswith("last_four"):
        ours, theirs = ours[-4:].upper(), theirs[-4:].upper()
    return bool(ours) and bool(theirs) and ours != theirs


def names_another(shown: Mapping[str, str], line: IssuedLine) -> bool:
    """Whether a row's own cells name another household (or person) than its key. Blank or missing cells say nothing.

    A group may be mended by the village; it speaks only where the number's last four do not.
    """
    if any(_apart(shown, line.shown, column) for column in line.shown if column in TELLING[line.kind]):
        return True
    by_number = bool(line.shown.get("id_last_four")) and bool(shown.get("id_last_four"))
    return line.kind is LineKind.LIST and not by_number and _apart(shown, line.shown, "group")


TELLING: Mapping[LineKind, frozenset[str]] = {
    LineKind.LIST: frozenset(("householder", "village", "id_last_four")),
    LineKind.UNKNOWN: frozenset(("list_name", "id_last_four", "born")),
    LineKind.REVIEW: frozenset(("list_name", "id_last_four", "born", "our_name", "our_last_four", "our_born")),
}
"""Cells that must still say what was issued."""


def _notes(row: ReturnedRow, line: IssuedLine) -> Iterable[ReturnNote]:
    if not line.current:
        yield ReturnNote.WITHDRAWN_SINCE
    elif line.kind is LineKind.LIST and (
        _apart(row.shown, line.shown, "reason") or _apart(row.shown, line.shown, "kinds")
    ):
        yield ReturnNote.CHANGED_SINCE


def _includes(more: Mapping[str, str], less: Mapping[str, str]) -> bool:
    return all(more.get(column) == value for column, value in less.items())


def _refile(judged: Judged, state: ReturnState, reason: ReturnReason, *notes: ReturnNote) -> Judged:
    return replace(judged, state=state, reason=reason, notes=(*judged.notes, *notes))


def _against_copies(judged: list[Judged], memory: Memory) -> list[Judged]:
    """Two rows that answer the same line: the fuller one is taken when it says all the other says, else neither.

    Answers that the ledger knows already do not take part: they were taken or replaced when they came.
    """
    rivals: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(judged):
        if one.is_new and not memory.told_by(one.subject, one.row.answers):
            rivals[one.subject].append(at)
    out = list(judged)
    for places in rivals.values():
        fullest = max(places, key=lambda at: len(judged[at].row.answers))
        agree = all(_includes(judged[fullest].row.answers, judged[at].row.answers) for at in places)
        for at in places:
            if not agree:
                out[at] = _refile(judged[at], ReturnState.CONFLICT, ReturnReason.TWO_ANSWERS)
            elif at != fullest:
                out[at] = _refile(judged[at], ReturnState.ACCEPTED, ReturnReason.SAME_IN_COPY)
    return out


def _against_memory(judged: list[Judged], memory: Memory) -> list[Judged]:
    return [_remembered(one, memory) if one.is_new else one for one in judged]


def _remembered(one: Judged, memory: Memory) -> Judged:
    """A sound answer beside the one that stands: the same, a correction, or older than it."""
    stands, answers = memory.standing(one.subject), one.row.answers
    if stands is None:
        return one
    if answers == stands:
        return _refile(one, ReturnState.ACCEPTED, ReturnReason.UNCHANGED)
    told_by = memory.told_by(one.subject, answers)
    if told_by:
        if one.book.sha256 in told_by:
            return _refile(one, ReturnState.ACCEPTED, ReturnReason.REPLACED_SINCE)
        return _refile(one, ReturnState.CONFLICT, ReturnReason.OLDER_ANSWER)
    if _includes(stands, answers):
        return _refile(one, ReturnState.ACCEPTED, ReturnReason.UNCHANGED, ReturnNote.LESS_THAN_BEFORE)
    visited, before = answers.get("visited_on", ""), stands.get("visited_on", "")
    same_length = min(len(visited), len(before))
    if visited[:same_length] < before[:same_length]:
        return _refile(one, ReturnState.CONFLICT, ReturnReason.OLDER_ANSWER)
    return _refile(one, ReturnState.ACCEPTED, ReturnReason.CORRECTED)


def _two_same(judged: list[Judged], memory: Memory) -> list[Judged]:
    """A list row is at most one person: of two candidates called the same, no new judgement is taken."""
    said: dict[str, set[str]] = defaultdict(set)
    mended = {one.subject for one in judged if one.is_new}
    for about, subject in memory.judged_same().items():
        if subject not in mended:
            said[about].add(subject)
    same = [
        one
        for one in judged
        if one.is_new and one.line and one.row.kind is LineKind.REVIEW and one.row.answers["same_person"] == "same"
    ]
    for one in same:
        said[one.line.about if one.line else ""].add(one.subject)
    too_many = {id(one) for one in same if one.line and len(said[one.line.about]) > 1}
    return [_refile(one, ReturnState.CONFLICT, ReturnReason.TWO_SAME) if id(one) in too_many else one for one in judged]
