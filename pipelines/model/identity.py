"""Resident identity numbers (公民身份号码, GB 11643): 18 characters, once 15 digits.

Layout: 6 county, 8 birth date, 3 order (odd for men), 1 check character. Disability certificates (残疾人证) are
the number plus 2 digits. Nothing here repairs a number: which repair exists only the registry knows.

>>> is_valid("11010519491231002X")
True
>>> upgrade("110105491231002")
'11010519491231002X'
"""

import re
import unicodedata
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_BLANKS = re.compile(r"[\s\u200b\u200c\u200d\ufeff'\u2019`]+")
_SHAPE = re.compile(r"\d{17}[\dX]")


def as_sent(text: str) -> str:
    """The number as sent, in one spelling: NFKC, blanks and text-apostrophes removed, X upper case."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_character(first_17: str) -> str:
    """The 18th character for 17 digits (ISO 7064 MOD 11-2, as GB 11643 applies it)."""
    return _CHECK[sum(w * int(d) for w, d in zip(_WEIGHTS, first_17, strict=True)) % 11]


def birth_date_of(number: str) -> date | None:
    """Birth date inside an 18-character number, or None when those digits are no date between 1900 and 2100."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if 1900 <= born.year < 2100 else None


def sex_of(number: str) -> str | None:
    """``男`` or ``女`` from the order digits of an 18-character number; None when that digit is unreadable."""
    return None if len(number) < 17 or not number[16].isdigit() else ("男" if int(number[16]) % 2 else "女")


def is_valid(number: str) -> bool:
    """Right length, a real birth date and a right check character. The county code is not judged: retired ones live on."""
    return (
        bool(_SHAPE.fullmatch(number))
        and birth_date_of(number) is not None
        and (check_character(number[:17]) == number[17])
    )


def upgrade(number: str) -> str | None:
    """The 18-character form of a 15-digit number (born 19xx), or None when it is not 15 digits."""
    if len(number) != 15 or not number.isdigit():
        return None
    first_17 = number[:6] + "19" + number[6:]
    return first_17 + check_character(first_17)


def last_four(number: str | None) -> str:
    """What an internal list may show of a number: at most its last four characters behind stars."""
    return "" if not number else "*" * max(len(number) - 4, 0) + number[-4:]
