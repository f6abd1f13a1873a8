"""Rows nobody could be found for, and doubtful ones with their candidates: what a village is asked to settle.

Belongs here: gathering the lines of 待核身份 and 待复核 by village; unplaced ones go to the summary and the sender's slip.
Does not: the sender's slip (``slip``). No score and no level is shown: the judgement must be the reader's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from pipelines.model.codes import Disclosure, Fate, LinkStatus, ListKind
from pipelines.model.tables import ROW_KEY, row_reference
from pipelines.report.contents import Issue
from pipelines.report.entries import Place, householder_of, place_of
from pipelines.report.keys import key_of, row_line_id
from pipelines.report.plain import last_four, outside
from pipelines.report.reasons import relation_word
from pipelines.report.same_people import by_person
from pipelines.report.texts import text
from pipelines.report.whereabouts import Whereabouts

# What stands in ``Question.shown``, by column key: what a list says; then its rows (待核身份), or a candidate (待复核).
SAID = ("department", "list_kind", "list_name", "sex", "born", "id_last_four", "list_place", "list_relative")
UNKNOWN_SHOWN = (*SAID, "list_rows")
REVIEW_SHOWN = (
    *SAID, "our_name", "our_sex", "our_born", "our_last_four", "our_place", "householder", "relation", "differs"
)  # fmt: skip
_LIST_LABELS = {kind.value: kind.label for kind in ListKind}
Row = Mapping[str, object]


@dataclass(frozen=True)
class Question:
    """One line to answer: what is shown, and its key.

    ``about``: the row it asks about, the smallest where a person stands on several; its key is made of that one.
    """

    about: str
    shown: tuple[str, ...]
    key: str


@dataclass
class Questions:
    """Lines by village. ``unplaced``: rows of nobody known and no village of ours, for the summary."""

    unknown: dict[Place, list[Question]] = field(default_factory=dict)
    review: dict[Place, list[Question]] = field(default_factory=dict)
    unplaced: list[Row] = field(default_factory=list)


def open_rows(issue: Issue) -> pl.DataFrame:
    """Accepted rows of the quarter whose link is none or review: ROWS columns plus status, level, candidates."""
    quarter = pl.col("quarter") == str(issue.quarter)
    wanted = [LinkStatus.NONE.value, LinkStatus.REVIEW.value]
    links = issue.links.filter(quarter & pl.col("status").is_in(wanted))
    rows = issue.rows.filter(quarter & (pl.col("fate") == Fate.ACCEPTED.value))
    return rows.join(links.select(*ROW_KEY, "status", "level", "candidates"), on=list(ROW_KEY)).sort(ROW_KEY)


def reference(row: Row) -> str:
    """The row as text (``model.tables.row_reference``)."""
    place = [row[name] for name in ROW_KEY]
    return row_reference(str(place[0]), str(place[1]), str(place[2] or ""), int(str(place[3])), int(str(place[4])))


def _said(row: Row, *names: str, limit: int = 40) -> str:
    parts = (outside(str(row.get(name) or ""), limit) for name in names)
    return " ".join(dict.fromkeys(part for part in parts if part))


def place_said(row: Row) -> str:
    """Where the list says the person lives; the address alone when it names the village already."""
    address, village = str(row.get("address") or ""), str(row.get("village_name") or "")
    if address and village in address:
        return outside(address, 60)
    return _said(row, "township_name", "village_name", "group_name", "address", limit=60)


def _born(row: Row) -> str:
    if row.get("birth_date"):
        return outside(str(row["birth_date"]), 10)
    return text("questions.age", age=row["age"]) if row.get("age") else ""


def said_of(row: Row, issue: Issue) -> tuple[str, ...]:
    """What the list says: department, list, name, sex, birth or age, last four, place, householder or guardian."""
    code = str(row["department"])
    kind = _LIST_LABELS.get(str(row.get("list_kind")), "") if issue.disclosure is Disclosure.FULL else ""
    return (
        issue.departments.get(code, code),
        kind,
        _said(row, "person_name"),
        _said(row, "sex"),
        _born(row),
        last_four(str(row.get("id_number") or "")),
        place_said(row),
        _said(row, "householder_name", "guardian_name"),
    )


def differences(row: Row, person: Row) -> str:
    """In words, where a list row and a registered person differ; no number is shown."""
    found = []
    name, registered = (str(side.get("person_name") or "") for side in (row, person))
    if name and name != registered:
        found.append(_name_difference(name, registered))
    number, own = (str(side.get("id_number") or "") for side in (row, person))
    if not number:
        found.append(text("questions.no_number"))
    elif len(number) == len(own) == 18:
        apart = sum(a != b for a, b in zip(number, own, strict=True) if a != "*")
        hidden = "*" in number
        words = "number_differs" if apart else "number_hidden" if hidden else "number_same"
        found.append(text(f"questions.{words}", count=apart))
    else:
        found.append(text("questions.number_partial"))
    for column in ("sex", "village_name"):
        ours, theirs = str(person.get(column) or ""), str(row.get(column) or "")
        if ours and theirs and ours not in theirs and theirs not in ours:
            found.append(text(f"questions.{column}_differs"))
    return text("questions.joint").join(found)


def _name_difference(name: str, registered: str) -> str:
    if len(name) != len(registered):
        return text("questions.name_differs")
    places = [place for place, (a, b) in enumerate(zip(name, registered, strict=True), 1) if a != b]
    if len(places) == len(name):
        return text("questions.name_differs")
    return text("questions.name_place_differs", places=text("list.joint").join(map(str, places)))


def _candidate(row: Row, found: Row | None, home: Row | None) -> tuple[str, ...]:
    person = found or {}
    birth = str(person.get("birth_date") or "")[:7]
    return (
        outside(str(person.get("person_name") or ""), 30) or text("questions.household_only"),
        _said(person, "sex"),
        birth,
        last_four(str(person.get("id_number") or "")),
        _said(home or person, "village_name", "group_name"),
        householder_of(home),
        relation_word(str(person.get("relation") or ""), str(person.get("sex") or "")) if person else "",
        differences(row, person) if person else "",
    )


class _Registry:
    """The registered people that candidates name, and their households."""

    def __init__(self, issue: Issue, homes: Mapping[str, Row], review: pl.DataFrame) -> None:
        keys = list(ROW_KEY)
        self.rivals: dict[str, list[tuple[str, str]]] = {}
        listed = issue.candidates.join(review.select(keys), on=keys, how="semi").sort(*keys, "candidate_rank")
        for one in listed.iter_rows(named=True):
            pair = (str(one["person_id"] or ""), str(one["household_id"] or ""))
            self.rivals.setdefault(reference(one), []).append(pair)
        wanted = {person for pairs in self.rivals.values() for person, _ in pairs}
        told = {p for cell in review["candidates"].drop_nulls() for p in cell.split("|") if p}
        people = issue.persons.filter(pl.col("person_id").is_in(sorted(wanted | told)))
        self.people: dict[tuple[str, str], Row] = {}
        self._home_of: dict[str, str] = {}
        for person in people.sort("person_id", "household_id").iter_rows(named=True):
            self.people[person["person_id"], person["household_id"]] = person
            self._home_of.setdefault(person["person_id"], person["household_id"])
        self.homes = homes

    def of(self, row: Row) -> list[tuple[str, str]]:
        """(person_id, household_id) of a row's candidates, best first."""
        listed = self.rivals.get(reference(row))
        if listed:
            return listed
        told = [person for person in str(row["candidates"] or "").split("|") if person]
        return [(person, self._home_of.get(person, "")) for person in told]


def candidates_of(issue: Issue, review: pl.DataFrame) -> list[tuple[Row, list[tuple[str, str]]]]:
    """Each doubtful row of ``open_rows`` with its candidates (person_id, household_id), best first."""
    registry = _Registry(issue, {}, review)
    return [(row, registry.of(row)) for row in review.iter_rows(named=True)]


def questions(issue: Issue, homes: Mapping[str, Row], whereabouts: Whereabouts) -> Questions:
    """Every open row as lines of the village it names, else (doubtful ones) of the first candidate's village.

    Rows of one unknown person are one line.
    """
    found = Questions()
    rows, nobody = open_rows(issue), dict[Place, list[Row]]()
    registry = _Registry(issue, homes, rows.filter(pl.col("status") == LinkStatus.REVIEW.value))
    for row in rows.iter_rows(named=True):
        place = whereabouts.find(row["township_name"], row["village_name"], row["address"])
        rivals = registry.of(row) if row["status"] == LinkStatus.REVIEW.value else []
        if rivals:
            _ask_which(issue, row, place, rivals, registry, found)
        elif place is None:
            found.unplaced.append(row)
        else:
            nobody.setdefault(place, []).append(row)
    for place, its_rows in nobody.items():
        found.unknown[place] = [_ask_who(issue, of_one, place) for of_one in by_person(its_rows)]
    return found


def _ask_who(issue: Issue, rows: list[Row], place: Place) -> Question:
    """One question about the person of ``rows``, keyed by the first of them."""
    about = reference(rows[0])
    said = [_joined(words) for words in zip(*(said_of(row, issue) for row in rows), strict=True)]
    key = key_of(row_line_id("S", about), str(issue.quarter), *place)
    return Question(about, (*said, _behind(rows)), key)


def _joined(words: Iterable[str]) -> str:
    """What several rows say, each thing once; a shorter wording that a longer one contains goes."""
    said = [word for word in dict.fromkeys(words) if word]
    whole = [word for word in said if not any(word != other and word in other for other in said)]
    return outside(text("list.joint").join(whole), 120)


def _behind(rows: list[Row]) -> str:
    """The lists and row numbers that a question stands for."""
    numbers: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        sheet = (outside(str(row["file"]), 120), outside(str(row["sheet"] or ""), 40))
        numbers.setdefault(sheet, {})[str(row["row_no"])] = None
    joint = text("list.joint")
    parts = [
        text("questions.behind", file=file, sheet=sheet, rows=joint.join(its)) for (file, sheet), its in numbers.items()
    ]
    return text("questions.joint").join(parts)


def _ask_which(
    issue: Issue, row: Row, place: Place | None, rivals: list[tuple[str, str]], registry: _Registry, found: Questions
) -> None:
    if place is None:
        first = registry.homes.get(rivals[0][1]) or {}
        place = place_of(first.get("township_name"), first.get("village_name"))
    said = said_of(row, issue)
    for person_id, household_id in rivals:
        person, home = registry.people.get((person_id, household_id)), registry.homes.get(household_id)
        line = row_line_id("F", reference(row), person_id, household_id)
        key = key_of(line, str(issue.quarter), *place)
        shown = (*said, *_candidate(row, person, home))
        found.review.setdefault(place, []).append(Question(reference(row), shown, key))
