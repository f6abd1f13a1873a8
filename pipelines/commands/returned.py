"""Taking back what villages filled in: read, judge, remember in the ledger, and write each sender a reply."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pipelines.commands.answer import DONE, DONE_WITH_REFUSALS, Answer, of_quarter, open_folder
from pipelines.model.errors import UsageError
from pipelines.model.quarter import Quarter, day_in_china
from pipelines.model.returned import IssuedLine, Judged, LineKind, Place, ReturnedBook
from pipelines.report.texts import text
from pipelines.store.folders import DataFolder

if TYPE_CHECKING:
    import polars as pl

    from pipelines.ledger.ledger import Ledger
    from pipelines.ledger.taking import Issued
    from pipelines.policy.office import Office
    from pipelines.policy.policy import Policy
    from pipelines.report.contents import Issue
    from pipelines.report.reply import Reply
    from pipelines.sources.return_cells import ReturnForm
    from pipelines.sources.workbook import Workbook
    from pipelines.store.store import State, Store


@dataclass(frozen=True)
class _Office:
    """The office whose lists come back."""

    folder: DataFolder
    office: "Office"
    policy: "Policy"
    store: "Store"

    @property
    def ledger_url(self) -> str:
        from pipelines.ledger.ledger import sqlite_url

        return self.office.ledger_url or sqlite_url(self.folder.root / "ledger.sqlite")


def _open(data: Path) -> _Office:
    from pipelines.policy.load import load_policy
    from pipelines.policy.office import load_office
    from pipelines.store.store import Store

    folder = open_folder(data)
    office = load_office(folder.office_file)
    return _Office(folder, office, load_policy(office.policy_path), Store(folder.store))


def take_back(files: Sequence[Path], quarter: Quarter | None, data: Path, who: str) -> Answer:
    """Take returned workbooks: ``files`` (workbooks or folders), or all that lies in ``returned/<quarter>/``.

    Answers go to the ledger, all of them or none; a reply for each file to ``replies/<quarter>/``. Raises UsageError
    (``return_…``), StoreBusy.
    """
    from pipelines.ledger.ledger import Ledger
    from pipelines.store.lock import sole_writer

    here = _open(data)
    books = [_read(file, workbook, quarter, here) for file, workbook in _received(files, quarter, here.folder)]
    with sole_writer(here.folder.store), Ledger.at(here.ledger_url) as ledger:
        replies = _judge(books, here, ledger)
        _remember(replies, ledger, who)
        written = _write(replies, here.folder)
    return _told(replies, written, here.folder)


def _received(files: Sequence[Path], quarter: Quarter | None, folder: DataFolder) -> Iterator[tuple[str, "Workbook"]]:
    """(name as it is remembered, workbook), each in its own cage. Raises UsageError when there is nothing to take."""
    from pipelines.sources.limits import DEPARTMENT_LIST
    from pipelines.sources.opening import open_file, open_files

    if not files:
        if quarter is None:
            raise UsageError("return_what")
        files = [folder.returned / str(quarter)]
        if not any(path.is_file() for path in files[0].rglob("*")):
            raise UsageError("return_nothing", quarter=str(quarter))
    for path in files:
        if not path.exists():
            raise UsageError("return_no_file", file=path.name)
    for path in files:
        if path.is_dir():
            yield from open_files(path, DEPARTMENT_LIST, workers=2)
        else:
            yield from open_file(_name_of(path, folder), path, DEPARTMENT_LIST)


def _name_of(path: Path, folder: DataFolder) -> str:
    """The path below ``returned/<quarter>/`` where the file lies there, so that it is remembered under one name."""
    try:
        below = path.resolve().relative_to(folder.returned.resolve())
    except ValueError:
        return path.name
    return PurePosixPath(*(below.parts[1:] or below.parts)).as_posix()


def _read(file: str, workbook: "Workbook", asked: Quarter | None, here: _Office) -> ReturnedBook:
    """The book, or one with the reason why it is not taken."""
    from pipelines.model.codes import ReturnFileRefusal
    from pipelines.sources.returned import quarter_of, read_returned

    found = quarter_of(workbook)
    form = _form(found or asked or Quarter.containing(day_in_china()), here)
    book = read_returned(workbook, file, form, found or asked)
    if book.refusal:
        return book
    if asked and found and found != asked:
        return ReturnedBook(file, book.sha256, str(asked), refusal=ReturnFileRefusal.OTHER_QUARTER.value)
    if here.store.current(Quarter.parse(book.quarter)) is None:
        return ReturnedBook(file, book.sha256, book.quarter, refusal=ReturnFileRefusal.QUARTER_NOT_ISSUED.value)
    return book


def _form(quarter: Quarter, here: _Office) -> "ReturnForm":
    from pipelines.report.return_form import return_form
    from pipelines.sources.labels import read_label
    from pipelines.sources.return_cells import ReturnForm

    classes = [entry.label for entry in here.policy.classes_on(quarter.last_day) if entry.offered]
    return ReturnForm(**return_form(classes, lambda heading: read_label(heading).text))


def _judge(books: Sequence[ReturnedBook], here: _Office, ledger: "Ledger") -> list["Reply"]:
    """A reply for each book, in their order."""
    from pipelines.ledger.answers import Memory
    from pipelines.ledger.taking import judge, place_of_book
    from pipelines.report.reply import Reply

    entries = ledger.entries()
    by_file: dict[int, Reply] = {}
    for quarter in sorted({book.quarter for book in books if not book.refusal}):
        its = [book for book in books if book.quarter == quarter and not book.refusal]
        issued = _issued(Quarter.parse(quarter), _wanted(its), here)
        memory = Memory.of(entries, quarter)
        judged = judge(its, issued, memory)
        answered = set(memory.bodies) | {one.subject for one in judged if one.is_new}
        for book in its:
            place = place_of_book(book, issued)
            mine = [one for one in judged if one.book is book]
            by_file[id(book)] = Reply(book, mine, place, _missing(issued, place, answered))
    return [by_file.get(id(book)) or Reply(book) for book in books]


def _missing(issued: "Issued", place: Place | None, answered: set[str]) -> list[IssuedLine]:
    """Households on a village's present list that nobody answered for."""
    return [
        line
        for line in issued.lines.values()
        if line.kind is LineKind.LIST and line.current and line.place == place and line.line_id not in answered
    ]


def _wanted(books: Sequence[ReturnedBook]) -> set[str]:
    """Ids of the quarter's lines that rows name. What is no key of ours is looked for nowhere."""
    from pipelines.sources.returned import line_key

    keys = ((book.quarter, line_key(f"s{row.key_cell}")) for book in books for row in book.rows)
    return {key.line_id for quarter, key in keys if key and key.line_id.startswith((f"W{quarter}-", "S", "F"))}


def _issued(quarter: Quarter, wanted: set[str], here: _Office) -> "Issued":
    """The quarter's lines as people see them now; earlier versions are opened only for keys that this one lacks."""
    from pipelines.ledger.taking import Issued
    from pipelines.report.issued_lines import issued_lines

    lines: dict[str, IssuedLine] = {}
    places: frozenset[Place] = frozenset()
    for number, state in enumerate(here.store.states(quarter)):
        if number and not wanted - lines.keys():
            break
        found, where = issued_lines(_issue(quarter, state, here), current=number == 0)
        lines, places = found | lines, places | where
    return Issued(str(quarter), lines, places)


def _issue(quarter: Quarter, state: "State", here: _Office) -> "Issue":
    """What that state's workbooks were written from."""
    from pipelines.report.contents import Issue
    from pipelines.report.policy_words import policy_words
    from pipelines.sources.department import departments

    def table(name: str) -> "pl.DataFrame":
        return of_quarter(here.store.get(state.tables[name]), quarter)

    return Issue(
        quarter=quarter,
        place_label=here.office.place_label,
        as_of=date.fromisoformat(state.as_of),
        disclosure=here.office.disclosure,
        policy=policy_words(here.policy, quarter.last_day),
        departments={department.code: department.label for department in departments()},
        warnings=table("warnings"),
        clues=table("clues"),
        persons=table("persons"),
        rows=table("rows"),
        links=table("links"),
        candidates=table("candidates"),
        accounting=table("accounting"),
        deliveries=table("deliveries"),
    )


def _remember(replies: Sequence["Reply"], ledger: "Ledger", who: str) -> None:
    """New answers, and each file the first time it came, as one step."""
    from pipelines.ledger.answers import entry_of
    from pipelines.ledger.ledger import Kind

    known = {entry.subject for entry in ledger.entries(Kind.RETURN_RECEIVED)}
    entries = []
    for reply in replies:
        book, (township, village) = reply.book, reply.place or ("", "")
        subject = f"{book.quarter}/{book.sha256}"
        if book.quarter and book.sha256 and subject not in known:
            known.add(subject)
            body = {"file": book.file, "township": township, "village": village, "refusal": book.refusal}
            entries.append((Kind.RETURN_RECEIVED, subject, body | {"counts": reply.counts}))
        entries.extend(entry_of(one) for one in reply.judged if one.is_new)
    ledger.append_all(entries, at=day_in_china().isoformat(), actor=who)


def _write(replies: Sequence["Reply"], folder: DataFolder) -> list[Path]:
    """The replies' files, in the order of the replies."""
    from pipelines.report.reply import reply_workbook
    from pipelines.store import atomic

    taken: set[str] = set()
    written = []
    for reply in replies:
        path = folder.replies(reply.book.quarter or text("returned.quarter_unknown")) / _reply_name(reply.book, taken)
        atomic.write_file(path, reply_workbook(reply))
        written.append(path)
    return written


def _reply_name(book: ReturnedBook, taken: set[str]) -> PurePosixPath:
    """Named after the returned file, in the same folders below ``replies/<quarter>/``."""
    from pipelines.report.filenames import safe

    path = PurePosixPath(book.file)
    folders = [safe(part, "_") for part in path.parent.parts if part not in ("..", "/", "")]
    stem = safe(path.stem, text("returned.file_bare"))
    found = PurePosixPath(*folders, text("returned.file", name=stem))
    if found.as_posix().casefold() in taken:
        tail = sha256(f"{book.file}\x1f{book.sha256}\x1f{len(taken)}".encode()).hexdigest()[:6]
        found = PurePosixPath(*folders, text("returned.file", name=f"{stem}_{tail}"))
    taken.add(found.as_posix().casefold())
    return found


def _told(replies: Sequence["Reply"], written: Sequence[Path], folder: DataFolder) -> Answer:
    from pipelines.report.plain import outside
    from pipelines.report.reply import file_refusal

    lines, files = [], []
    for reply, path in zip(replies, written, strict=True):
        book, (township, village) = reply.book, reply.place or ("", "")
        shown = outside(book.file, 120)
        body = {"file": shown, "quarter": book.quarter, "township": township, "village": village}
        files.append(body | reply.counts | {"refusal": book.refusal, "reply": path.as_posix()} | _reasons(reply))
        said = partial(text, "cli.return_refused", why=file_refusal(book.refusal)) if book.refusal else None
        lines.append(said(file=shown) if said else text("cli.return_file", file=shown, **reply.counts))
    lines.append(text("cli.return_done", files=len(replies), folder=folder.root / "replies"))
    totals = {name: sum(reply.counts[name] for reply in replies) for name in ("accepted", "conflict", "refused")}
    code = DONE_WITH_REFUSALS if any(reply.book.refusal for reply in replies) else DONE
    return code, {"files": files, **totals}, lines


def _reasons(reply: "Reply") -> dict[str, Any]:
    """Each line of a file for other programs: where it stood and how it ended; no person in it."""

    def line(one: Judged) -> dict[str, Any]:
        where = {"sheet": one.row.sheet, "row_no": one.row.row_no, "kind": one.row.kind.value, "subject": one.subject}
        return where | {"state": one.state.value, "reason": one.reason.value, "notes": [n.value for n in one.notes]}

    return {"lines": [line(one) for one in reply.judged]}


def verifications(quarter: Quarter, folder: DataFolder) -> "pl.DataFrame":
    """The table ``verifications`` of a quarter: the standing answers in the ledger."""
    from pipelines.ledger.answers import verifications as table
    from pipelines.ledger.ledger import Kind, Ledger

    with Ledger.at(_open(folder.root).ledger_url) as ledger:
        return table(ledger.entries(Kind.VISIT_ANSWERED), quarter)
