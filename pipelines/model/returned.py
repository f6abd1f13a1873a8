"""A village's answers as they came back, and the lines they answer: the words that reader, judge and reply share.

Belongs here: the shapes. Reading them from a workbook is ``sources.returned``, deciding is ``ledger.taking``, telling the
village is ``report.reply``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pipelines.model.codes import ReturnNote, ReturnReason, ReturnState
from pipelines.model.keys import Key

Place = tuple[str, str]
"""Township, village, as shown and as keyed; empty where unknown."""


class LineKind(StrEnum):
    """Which sheet of a village workbook a line belongs to."""

    LIST = "list"  # 名单: a warned household
    OWN = "own"  # 村级发现户: a household the village found itself; no key
    UNKNOWN = "unknown"  # 待核身份: a list row nobody was found for
    REVIEW = "review"  # 待复核: a list row beside one candidate
    PAPER = "paper"  # 打印表: never read, but noticed when filled


@dataclass(frozen=True)
class IssuedLine:
    """A line that an issued workbook has. ``shown``: column key → what its identifying cells say.

    LIST: ``line_id`` is the warning's id. UNKNOWN and REVIEW: ``about`` is the list row they ask about, REVIEW also has the
    candidate. ``current``: stands in the version people see now, not only in an earlier one.
    """

    kind: LineKind
    line_id: str
    quarter: str
    place: Place
    household_id: str = ""
    person_id: str = ""
    about: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    current: bool = True

    @property
    def keyed_about(self) -> tuple[str, ...]:
        """What the line's check letters are over (docs/reference/workbooks.md, Keys)."""
        return (*((self.household_id,) if self.kind is LineKind.LIST else ()), self.quarter, *self.place)


@dataclass(frozen=True)
class ReturnedRow:
    """A line as it came back. ``answers``: column key → value read (codes for choices, ISO dates, decimal yuan); blanks absent.

    ``unreadable``: keys of answer columns whose cell says something that is no answer. ``headed``: its columns had headings.
    """

    kind: LineKind
    sheet: str
    row_no: int
    key_cell: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()
    notes: tuple[ReturnNote, ...] = ()
    headed: bool = True


@dataclass(frozen=True)
class ReturnedBook:
    """A returned file. ``number``: the workbook's own number, when it is still in it; ``refusal``: code, or "" when read."""

    file: str
    sha256: str
    quarter: str = ""
    number: Key | None = None
    rows: Sequence[ReturnedRow] = ()
    refusal: str = ""


@dataclass(frozen=True)
class Judged:
    """What became of a returned line. ``subject``: what its answer is filed under; "" when it has none."""

    book: ReturnedBook
    row: ReturnedRow
    state: ReturnState
    reason: ReturnReason
    notes: tuple[ReturnNote, ...] = ()
    line: IssuedLine | None = None
    place: Place | None = None
    subject: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the ledger has to learn of it."""
        return self.state is ReturnState.ACCEPTED and self.reason in (ReturnReason.TAKEN, ReturnReason.CORRECTED)
