"""Lines without a key: households that the village found itself, and lines whose key got lost.

Such a line is filed under its village and householder's words, never under a registered household. Belongs here: deciding
about them. Does not: finding them in the registry (a person does that).
"""

from collections.abc import Iterable
from unicodedata import normalize

from pipelines.model.codes import ReturnNote, ReturnReason, ReturnState
from pipelines.model.keys import row_line_id
from pipelines.model.places import group_key, village_key
from pipelines.model.returned import IssuedLine, Judged, LineKind, Place, ReturnedBook, ReturnedRow


def _words(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def own_id(quarter: str, place: Place, householder: str, group: str) -> str:
    """The id of a village's own find: the same household told again has the same."""
    return row_line_id("N", quarter, *place, _words(householder), group_key(group) if group else "")


def _namesake(said: dict[str, str], place: Place, lines: Iterable[IssuedLine]) -> bool:
    """Whether the village's list has a household of this householder's name."""
    wanted = _words(said["householder"])
    return any(
        line.kind is LineKind.LIST and line.place == place and _words(line.shown.get("householder", "")) == wanted
        for line in lines
    )


def judge_own(
    row: ReturnedRow, book: ReturnedBook, place: Place | None, lines: Iterable[IssuedLine], places: Iterable[Place]
) -> Judged:
    """A line of 村级发现户, or one that a village added to its list."""
    said = {**row.shown, **row.answers}
    own = {column: value for column, value in row.answers.items() if column not in ("village", "group")}
    if not own and not row.unreadable:
        return Judged(book, row, ReturnState.REFUSED, ReturnReason.NOT_FILLED)
    if row.unreadable:
        return Judged(book, row, ReturnState.REFUSED, ReturnReason.CELL_UNREADABLE)
    if not said.get("householder"):
        lost = row.kind is LineKind.LIST
        reason = ReturnReason.KEY_LOST if lost else ReturnReason.NO_HOUSEHOLDER
        return Judged(book, row, ReturnState.CONFLICT if lost else ReturnState.REFUSED, reason)
    where, wrong = _where(said.get("village", ""), place, places)
    if where is None:
        state = ReturnState.CONFLICT if wrong is ReturnReason.OTHER_VILLAGE else ReturnState.REFUSED
        return Judged(book, row, state, wrong)
    namesake = _namesake(said, where, lines)
    if row.kind is LineKind.LIST and namesake:
        return Judged(book, row, ReturnState.CONFLICT, ReturnReason.KEY_LOST, place=where)
    subject = own_id(book.quarter, where, said["householder"], said.get("group", ""))
    notes = (*row.notes, *((ReturnNote.OWN_FIND,) if row.kind is LineKind.LIST else ()))
    notes += (ReturnNote.LISTED_TOO,) if namesake else ()
    whole = ReturnedRow(row.kind, row.sheet, row.row_no, "", row.shown, said, (), row.notes)
    return Judged(book, whole, ReturnState.ACCEPTED, ReturnReason.TAKEN, notes, None, where, subject)


def _where(village: str, place: Place | None, places: Iterable[Place]) -> tuple[Place | None, ReturnReason]:
    """The village of an own find: the workbook's, unless the line itself names another."""
    if place is not None:
        same = not village or village_key(village) == village_key(place[1])
        return (place, ReturnReason.TAKEN) if same else (None, ReturnReason.OTHER_VILLAGE)
    named = [one for one in places if village and village_key(one[1]) == village_key(village)]
    return (named[0], ReturnReason.TAKEN) if len(named) == 1 else (None, ReturnReason.PLACE_UNKNOWN)
