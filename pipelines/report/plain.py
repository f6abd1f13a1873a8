"""Text from outside, made fit for a cell: no control characters, no long number, no telephone, no endless line.

Belongs here: what may stand in a cell, and how wide it will be on paper. Does not: how a cell looks (``cells``).
Text stays text because every writer here uses string cells in text format; nothing is ever written as a formula.
"""

import re
import unicodedata
from functools import lru_cache

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]+")
_SPACES = re.compile(r"[ \u3000]{2,}")
# Digits with the blanks, dots and dashes people put between them. 15 and more: identity, disability, pupil, bank numbers.
LONG_NUMBER = re.compile(r"(?<![\d.])\d(?:[ \-_.·*]?\d){14,}[ \-]?[Xx]?(?!\d)")
TELEPHONE = re.compile(r"(?<!\d)(?:(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d){8}|0\d{2,3}[ -]\d{7,8})(?!\d)")
MASK = "****"


def _hidden(found: re.Match[str]) -> str:
    kept = [c for c in found[0] if c.isdigit() or c in "Xx"]
    return MASK + "".join(kept[-4:]).upper()


def widened(text: str) -> str:
    """``text`` with every digit of any script as 0–9 and letters half width: what a leak is looked for in."""
    return unicodedata.normalize("NFKC", text)


def one_line(text: str, limit: int = 200) -> str:
    """``text`` without control characters, on one line, cut at ``limit``; numbers stay."""
    line = _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"


@lru_cache(maxsize=65536)
def outside(text: str, limit: int = 200) -> str:
    """Text that came from a file or register as a cell may show it: one line, cut at ``limit``, long numbers masked."""
    if not text:
        return ""
    line = one_line(text, 32_000)
    if any(c.isdigit() for c in line):
        flat = widened(line)
        if LONG_NUMBER.search(flat) or TELEPHONE.search(flat):
            line = TELEPHONE.sub(_hidden, LONG_NUMBER.sub(_hidden, flat))
    return line if len(line) <= limit else line[: limit - 1] + "…"


def last_four(number: str | None) -> str:
    """At most the last four characters of a number, behind a mask of fixed length; nothing for an empty or short one."""
    tail = re.sub(r"[^0-9Xx*]", "", widened(number or ""))[-4:]
    return f"{MASK}{tail.upper()}" if len(tail) == 4 else ""


@lru_cache(maxsize=65536)
def width(text: str) -> int:
    """Width in half-width characters: 2 for a Chinese character, 1 for a Latin letter or digit."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def lines_needed(text: str, pixels: int, half_width: float = 7.5) -> int:
    """How many printed lines ``text`` takes in a column of ``pixels``; a little pessimistic, as printers differ."""
    room = max(int((pixels - 10) / half_width), 2)
    return sum(max(1, -(-width(line) // room)) for line in (text or "").split("\n"))
