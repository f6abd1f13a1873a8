"""Text with the characters that differ from another text marked inside it, in bold and underlined: never by colour alone.

Belongs here: which characters differ, and a cell that shows them. Does not: saying the difference in words (``questions``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby


@dataclass(frozen=True)
class Marked:
    """A text and, for each of its characters, whether it is marked."""

    text: str
    marks: tuple[bool, ...]

    @property
    def runs(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces that are marked or not."""
        at = 0
        for marked, same in groupby(self.marks):
            length = len(list(same))
            yield self.text[at : at + length], marked
            at += length


def side_by_side(one: str, other: str) -> tuple[str | Marked, str | Marked]:
    """Both texts with what differs marked; as they are where they agree or one is empty. ``*`` fits any character.

    Texts of one length are held character against character, others by what they have in common.
    """
    if not one or not other or one == other:
        return one, other
    if len(one) == len(other):
        apart = tuple(a != b and "*" not in (a, b) for a, b in zip(one, other, strict=True))
        return _marked(one, apart), _marked(other, apart)
    marks = [False] * len(one), [False] * len(other)
    for what, start, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what != "equal":
            marks[0][start:end] = [True] * (end - start)
            marks[1][first:last] = [True] * (last - first)
    return _marked(one, tuple(marks[0])), _marked(other, tuple(marks[1]))


def dates_side_by_side(one: str, other: str) -> tuple[str | Marked, str | Marked]:
    """As ``side_by_side``, but only as far as the less precise date says something."""
    known = min(len(one), len(other))
    return tuple(  # type: ignore[return-value]
        Marked(date, (*seen.marks, *(False for _ in date[known:]))) if isinstance(seen, Marked) else date
        for date, seen in zip((one, other), side_by_side(one[:known], other[:known]), strict=True)
    )


def _marked(text: str, marks: tuple[bool, ...]) -> str | Marked:
    return Marked(text, marks) if any(marks) else text
