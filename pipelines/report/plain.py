"""Text from outside, made fit for a cell: no control characters, no long number, no telephone, no endless line.

Belongs here: what may stand in a cell, and how wide it will be on paper. Does not: how a cell looks (``cells``).
Text stays text because every writer here uses string cells in text format; nothing is ever written as a formula.
"""

import re
import unicodedata
from functools import lru_cache

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]+")
_SPACES = re.compile(r"[ \u3000]{2,}")
_DIGIT = re.compile(r"\d")
# 15 digits and more in one run, stars among them or not: identity, disability, pupil, bank and settlement numbers.
_RUN = re.compile(r"(?<!\d)\d[\d*]{13,}[\dXx*]\d{0,2}(?!\d)")
# Digits that people have set apart with blanks, dots or dashes; only identity and card numbers among them are hidden,
# so that two dates side by side stay readable.
_APART = re.compile(r"(?<!\d)\d+(?:[ \-_.·]\d+)+[ \-]?[Xx]?(?!\d)")
_IDENTITY = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4}"
    r"(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]?(?:\d\d)?|\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3})"
)
_CARD = re.compile(r"\d{4}(?:[ -]\d{4}){3,}(?:[ -]\d{1,3})?")
TELEPHONE = re.compile(r"(?<!\d)(?:(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d){8}|0\d{2,3}[ -]\d{7,8})(?!\d)")
MASK = "****"


def _hidden(found: re.Match[str]) -> str:
    kept = [c for c in found[0] if c.isdigit() or c in "Xx"]
    return MASK + "".join(kept[-4:]).upper()


def _is_number_apart(run: str) -> bool:
    digits = "".join(c for c in run if c.isdigit() or c in "Xx")
    return _IDENTITY.fullmatch(digits) is not None or _CARD.fullmatch(run) is not None


def _hidden_apart(found: re.Match[str]) -> str:
    return _hidden(found) if _is_number_apart(found[0]) else found[0]


def has_long_number(text: str) -> bool:
    """Whether a number stands in ``text`` that may not be shown: an identity number however spaced, or any 15 digits."""
    flat = widened(text)
    if not _DIGIT.search(flat):
        return False
    return _RUN.search(flat) is not None or any(_is_number_apart(found[0]) for found in _APART.finditer(flat))


def has_telephone(text: str) -> bool:
    """Whether a mobile or area-code number stands in ``text``."""
    return TELEPHONE.search(widened(text)) is not None


def masked(text: str) -> str:
    """``text`` with every long number and telephone reduced to its last four; unchanged when it has none."""
    if not has_long_number(text) and not has_telephone(text):
        return text
    flat = _APART.sub(_hidden_apart, _RUN.sub(_hidden, widened(text)))
    return TELEPHONE.sub(_hidden, flat)


def widened(text: str) -> str:
    """``text`` with every digit of any script as 0–9 and letters half width: what a leak is looked for in."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def one_line(text: str, limit: int = 200) -> str:
    """``text`` without control characters, on one line, cut at ``limit``; numbers stay."""
    line = _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"


@lru_cache(maxsize=65536)
def outside(text: str, limit: int = 200) -> str:
    """Text that came from a file or register as a cell may show it: one line, cut at ``limit``, long numbers masked."""
    if not text:
        return ""
    line = masked(one_line(text, 32_000))
    if line.startswith("<r>"):  # xlsxwriter takes text that begins and ends like this for finished rich text
        line = f"＜{line[1:]}"
    return line if len(line) <= limit else line[: limit - 1] + "…"


def last_four(number: str | None) -> str:
    """At most the last four characters of a number, behind a mask of fixed length; nothing for an empty, short or hidden one."""
    tail = re.sub(r"[^0-9Xx*]", "", widened(number or ""))[-4:]
    return f"{MASK}{tail.upper()}" if len(tail) == 4 and tail != MASK else ""


@lru_cache(maxsize=65536)
def width(text: str) -> int:
    """Width in half-width characters: 2 for a Chinese character, 1 for a Latin letter or digit."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def lines_needed(text: str, pixels: int, half_width: float = 7.5) -> int:
    """How many printed lines ``text`` takes in a column of ``pixels``; a little pessimistic, as printers differ."""
    room = max(int((pixels - 10) / half_width), 2)
    return sum(max(1, -(-width(line) // room)) for line in (text or "").split("\n"))
