"""What a department sends, as a declaration: which lists, recognised by which words, with which headings.

Belongs here: the shape of a declaration and how the declarations are found. The words that every sender uses
(name, number, village …) stand in ``vocabulary.py``; a department's own words stand in ``departments/<code>.py``.
"""

import importlib
import pkgutil
from dataclasses import dataclass, field
from functools import cache

from pipelines.model.codes import ListKind
from pipelines.sources.vocabulary import SHARED_HEADINGS


@dataclass(frozen=True, init=False)
class Heading:
    """The words under which senders head one column, as seen on lists; brackets, units and blanks in a label are ignored.

    Words may be given one by one or several in one text with blanks between.

    ``unit`` is the column's unit when the header names none (``元`` unless said).
    """

    words: tuple[str, ...]
    unit: str | None

    def __init__(self, *words: str, unit: str | None = None) -> None:
        object.__setattr__(self, "words", tuple(word for text in words for word in text.split()))
        object.__setattr__(self, "unit", unit)


@dataclass(frozen=True)
class ListForm:
    """One kind of list. Recognised by its columns first, then by words in title, sheet, file and folder names.

    ``marks`` are columns that hardly any other list has. ``required`` columns must be bound for this kind to be thought
    of at all. ``householder_is_person`` says that a row about a household's head alone is about that head.
    ``event_date`` is the column whose date places a row in a quarter.
    """

    kind: ListKind | None
    title_words: tuple[str, ...]
    headings: dict[str, Heading] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    avoid_words: tuple[str, ...] = ()
    event_date: str | None = None
    householder_is_person: bool = False

    def units(self) -> dict[str, str]:
        """Column → unit, where the declaration names one."""
        return {column: heading.unit for column, heading in self.headings.items() if heading.unit}

    def words(self) -> dict[str, str]:
        """Heading word → column: the shared words, overridden by this list's own."""
        own = {word: column for column, heading in self.headings.items() for word in heading.words}
        return {**SHARED_HEADINGS, **own}


@dataclass(frozen=True)
class Department:
    """A sender. ``folder_words`` are names its folders and offices go by; they help, the content decides."""

    code: str
    label: str
    folder_words: tuple[str, ...]
    lists: tuple[ListForm, ...]


@cache
def departments() -> tuple[Department, ...]:
    """Every declared department, ordered by code: each module of ``departments/`` holds one as ``DEPARTMENT``."""
    package = importlib.import_module("pipelines.sources.departments")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = (importlib.import_module(f"{package.__name__}.{name}") for name in names if not name.startswith("_"))
    return tuple(module.DEPARTMENT for module in modules)
