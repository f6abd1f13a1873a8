"""One cell that a village filled in, read to an answer: a choice's code, an ISO date, decimal yuan, or text.

Belongs here: cells. Which column a cell stands in is ``returned.py``. Never guesses: what is no answer is unreadable.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.model.codes import ReturnNote
from pipelines.model.returned import LineKind
from pipelines.sources.amounts import read_amount
from pipelines.sources.dates import Around, read_date
from pipelines.sources.labels import plain
from pipelines.sources.return_words import OTHER_WORDS
from pipelines.sources.vocabulary import EMPTY_WORDS
from pipelines.sources.workbook import DATE, ERROR, NUMBER, text_of

_LONGEST = 1000  # characters of free text that are kept
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_TICKS = re.compile(r"^[√✓✔☑■●▣]+|[√✓✔☑■●]+$")
_EDGES = " \t.。,，;；:：!！'\"“”‘’()（）[]【】"
_FULL_DATE = 10  # characters of 2026-10-08


@dataclass(frozen=True)
class ReturnForm:
    """What issued workbooks look like, told by whoever writes them.

    ``headings``: heading → column key. ``choices``: column key → (label → code); a column without labels takes free text.
    ``fills``: which columns a line of each kind has to fill; ``shown``: which others tell whose line it is.
    ``paper``: what the boxes of the print sheet say while they are empty; ``key_label``: the word before a key there.
    """

    headings: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]
    fills: Mapping[LineKind, frozenset[str]]
    shown: Mapping[LineKind, frozenset[str]]
    dates: frozenset[str]
    money: frozenset[str]
    unread: frozenset[str] = frozenset()  # headings of a sheet of ours that asks nothing
    paper: tuple[str, ...] = ()
    key_label: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # made from ``choices`` and other words

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", {column: _words_of(column, given) for column, given in self.choices.items()})


def _words_of(column: str, labels: Mapping[str, str]) -> dict[str, str]:
    words = {_bare(word): code for code, others in OTHER_WORDS.get(column, {}).items() for word in others.split()}
    return words | {_bare(label): code for label, code in labels.items()}


class CellAnswer(NamedTuple):
    """``value`` empty: nothing was filled in; None: something that is no answer."""

    value: str | None
    note: ReturnNote | None = None


_BLANK = CellAnswer("")
_UNREADABLE = CellAnswer(None)


def _bare(text: str) -> str:
    """Words to compare: half width, no blanks, no ticks, no punctuation at the edges."""
    return _TICKS.sub("", plain(text)).strip(_EDGES).lower()


def line_of(cell: str) -> str:
    """A cell's text on one line, as typed otherwise; a date cell as its day; whole numbers without ``.0``."""
    text = text_of(cell)
    if cell[:1] == DATE:
        return text[:_FULL_DATE]
    if cell[:1] == NUMBER and text.endswith(".0"):
        return text[:-2]
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())[:_LONGEST]


def read_answer(cell: str, column: str, form: ReturnForm, around: Around, unit: str | None = None) -> CellAnswer:
    """The answer in a tagged cell of an answer column. ``unit``: the money unit that the column's heading names."""
    if not cell or not line_of(cell):
        return _BLANK
    if cell[:1] == ERROR:  # a remark that began with - or = has become a formula: its loss spoils no answer
        judged = column in form.dates or column in form.money or bool(form.words.get(column))
        return _UNREADABLE if judged else CellAnswer("", ReturnNote.TEXT_UNREADABLE)
    if column in form.dates:
        return _date(cell, around)
    if column in form.money:
        return _money(cell, unit)
    words = form.words.get(column)
    return _choice(cell, words) if words else CellAnswer(line_of(cell))


def _is_nothing(cell: str) -> bool:
    return plain(text_of(cell)).lower() in EMPTY_WORDS


def _choice(cell: str, words: Mapping[str, str]) -> CellAnswer:
    found = words.get(_bare(line_of(cell)))
    if found:
        return CellAnswer(found)
    return _BLANK if _is_nothing(cell) else _UNREADABLE


def _date(cell: str, around: Around) -> CellAnswer:
    found = read_date(cell, around)
    if found:
        return CellAnswer(found, ReturnNote.PARTIAL_DATE if len(found) < _FULL_DATE else None)
    return _BLANK if _is_nothing(cell) else _UNREADABLE


def _money(cell: str, unit: str | None) -> CellAnswer:
    amount = read_amount(cell, unit)
    if not amount.readable:
        return _UNREADABLE
    if amount.yuan is None:
        return _BLANK
    return CellAnswer(str(amount.yuan), ReturnNote.ABOUT if amount.about else None)
