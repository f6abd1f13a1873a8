"""The key at the end of every line of a village workbook, so that lines may be sorted, added and deleted.

A key is the line's own code and four check letters over what the line is about: ``W2026Q3-a979ec618d-KTXM``. A key typed wrongly,
or moved to another household, quarter or village, does not check. The writer of workbooks (``report``), their reader
(``sources``) and the judge of what came back (``ledger``) share it.
"""

import hashlib
import re
import unicodedata
from typing import NamedTuple

# Letters only, and none that looks like a digit or another letter: a key can never look like a telephone number.
LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ"
_SHAPE = re.compile(rf"([A-Z0-9][A-Z0-9_.:/-]{{0,60}}?)-([{LETTERS}]{{4}})")


def letters(material: str, count: int) -> str:
    """``count`` letters that stand for ``material``."""
    number = int.from_bytes(hashlib.sha256(material.encode()).digest()[:12], "big")
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(count))


def checksum(line_id: str, *about: str) -> str:
    """Four letters over a line's id and what it is about (household, quarter, township, village)."""
    return letters("\x1f".join(("bidui key", line_id.upper(), *about)), 4)


def key_of(line_id: str, *about: str) -> str:
    """The key as printed: id, dash, check letters."""
    return f"{line_id}-{checksum(line_id, *about)}"


def row_line_id(prefix: str, row_reference: str, *more: str) -> str:
    """A short id for a question about a list row (and one candidate): prefix and eight letters, the same every run."""
    return prefix + letters("\x1f".join((row_reference, *more)), 8)


class Key(NamedTuple):
    """A key as read: the id and the four check letters. Whether they agree only the line's own facts can tell."""

    line_id: str
    letters: str

    def agrees(self, *about: str) -> bool:
        """Whether the check letters are those of this id about these facts."""
        return self.letters == checksum(self.line_id, *about)


def read_key(cell: str) -> Key | None:
    """The key in a cell as people return it (any width, case, blanks), or None when it has not the shape of one."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell)).upper()
    plain = re.sub(r"[‐-―−﹣－]", "-", plain)
    found = _SHAPE.fullmatch(plain)
    return Key(found[1], found[2]) if found else None
