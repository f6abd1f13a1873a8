"""Dates as offices write them, read to ISO text at the precision they were written in.

Belongs here: one cell that should hold a date. A number in a date column is a spreadsheet's day count or digits that
spell a date; which one follows from its size.

>>> as_of = Around(2026, 9)
>>> [read_date(cell, as_of) for cell in ("s2026.7.3", "s2026年7月", "n46206", "s七月三日", "s20260703", "s2026-02-30")]
['2026-07-03', '2026-07', '2026-07-03', '2026-07-03', '2026-07-03', None]
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from pipelines.sources.labels import plain
from pipelines.sources.workbook import DATE, ERROR, NUMBER, TEXT

_SEPARATED = re.compile(r"^(\d{4}|\d{2})(?:年|[-./、,·])(\d{1,2})(?:(?:月|[-./、,·])(\d{1,2})?(?:日|号)?|月?)")
_YEAR = re.compile(
    r"^(\d{4})年?(?:度|末|底|初|以前|之前|前|[春夏秋冬][季天]?(?:学期)?|[上下]半年|[上下]学期|第?[一二三四1-4]季度|期间|至今|起)?$"
)
_THIS_YEAR = re.compile(r"^(?:今年|本年度?|当年)(?=\d|[一二三四五六七八九十])")
_LAST_YEAR = re.compile(r"^(?:去年|上年度?)(?=\d|[一二三四五六七八九十])")
_DIGITS = re.compile(r"^(\d{4})(\d{2})(\d{2})?(?:\d{6}|\d{2}:.*)?$")
_DAY_OF_YEAR = re.compile(r"^(\d{1,2})月(?:(\d{1,2})[日号]?)?")
_TWO_FIGURES = re.compile(r"^\d{2}[./-]\d{1,2}$")
_DAY_SHORT = re.compile(r"^(\d{1,2})[./-](\d{1,2})$")
_REST = re.compile(
    r"^(?:[T日号]?(?:上午|下午|晚|凌晨)?\d{1,2}(?:[:：时点]\d{0,2}(?:[:：分]\d{0,2}(?:\.\d+)?秒?)?)(?:分|许|左右)?Z?|份|初|中|底|末|上旬|中旬|下旬|左右|前后|起|至今|"
    r"以来|星期.|周.|[(]?星期.[)]?|上午|下午|晚上|[.。,，日]|开始|许)*$"
)
_CHINESE_DATE = re.compile(
    r"^(?:([〇○零一二三四五六七八九]{4}|[〇○零一二三四五六七八九]{2})年)?([正元一二三四五六七八九十]{1,3})月(?:([初一二三四五六七八九十廿]{1,3})[日号]?)?"
)
_DIGIT = {character: str(place) for place, character in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_CLOCK = re.compile(r"(?<=\d)[\sT]+\d{1,2}[:：]\d{1,2}(?:[:：]\d{1,2}(?:\.\d+)?)?\s*(?:[AaPp][Mm])?\s*$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = re.compile(rf"^(?:(\d{{1,2}})-)?({'|'.join(_MONTHS)})[a-z]*-(\d{{4}}|\d{{2}})$", re.IGNORECASE)
_YEAR_LAST = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_SPANS = (
    re.compile(r"^([^至到~—–]+)(?:至|到|~|—+|–|--)([^至到~—–]+)$"),
    re.compile(r"^([^-]*[./年月][^-]*)-([^-]+)$"),
    re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})-((?:\d{4}-)?\d{1,2}-\d{1,2})$"),
)
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets that count the 29 February 1900 that never was
_SERIALS = (10_959, 73_051)  # 1930-01-01 … 2100-01-01
_YEARS = (1900, 2100)


@dataclass(frozen=True)
class Around:
    """Where a day without a year belongs: the last year and month that the list covers."""

    year: int
    month: int

    def year_of(self, month: int) -> int:
        """The latest year in which ``month`` is not after the list."""
        return self.year if month <= self.month else self.year - 1


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    if not _YEARS[0] <= year < _YEARS[1]:
        return None
    if month is None:
        return f"{year:04d}"
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _full_year(digits: str, around: Around) -> int:
    """Two digits mean the latest such year that is not after the list's."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year + 2000 <= around.year + 1 else 1900)


def _chinese_number(text: str) -> int:
    """Up to 99, as in months and days (正月 is the first, 初三 the third, 廿一 the 21st)."""
    bare = text.replace("初", "").replace("廿", "二十").replace("正", "一").replace("元", "一")
    tens, ten, ones = bare.rpartition("十")
    value = int(_DIGIT.get(ones, "0")) if ones else 0
    return value + (10 * int(_DIGIT.get(tens, "1")) if ten and tens else 10 if ten else 0)


def _from_chinese(text: str, around: Around) -> str | None:
    found = _CHINESE_DATE.match(text)
    if not found or not _REST.match(text[found.end() :]):
        return None
    month = _chinese_number(found[2])
    year = _full_year("".join(_DIGIT[c] for c in found[1]), around) if found[1] else around.year_of(month)
    return _iso(year, month, _chinese_number(found[3]) if found[3] else None)


def _from_number(text: str, around: Around) -> str | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    whole = int(number)
    if _SERIALS[0] <= whole < _SERIALS[1]:
        return (_EPOCH + timedelta(days=whole)).isoformat()
    if number == whole:
        return _from_text(str(whole), around)
    # 2026.7 as a number is July; 2026.1 may be January or a clipped October: only the year is sure.
    month = str(number.normalize()).partition(".")[2]
    if not _YEARS[0] <= whole < _YEARS[1] or len(month) > 2:
        return None
    return _iso(whole, None if month == "1" else int(month), None)


def _from_text(text: str, around: Around) -> str | None:
    found = _DIGITS.match(text)
    if found:
        return _iso(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if _TWO_FIGURES.match(text):  # 08-15 is a day, 26.7 a month; 08-05 could be either
        one, two = int(text[:2]), int(text[3:])
        if one <= 12:
            return _iso(around.year_of(one), one, two) if two > 12 else None
    found = _SEPARATED.match(text)
    if found and _REST.match(text[found.end() :]):
        return _iso(_full_year(found[1], around), int(found[2]), int(found[3]) if found[3] else None)
    found = _YEAR.match(text)
    if found:
        return _iso(int(found[1]), None, None)
    found = _DAY_OF_YEAR.match(text)
    if found and _REST.match(text[found.end() :]):
        return _iso(around.year_of(int(found[1])), int(found[1]), int(found[2]) if found[2] else None)
    found = _DAY_SHORT.match(text)
    if found:
        return _iso(around.year_of(int(found[1])), int(found[1]), int(found[2]))
    return _from_chinese(text, around) or _from_western(text)


def _from_western(text: str) -> str | None:
    """What a spreadsheet set to English shows: Jul-26, 1-Jul-26, 7/23/2026. A day that could be the month is no date."""
    found = _MONTH_NAME.match(text)
    if found:
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return _iso(year, _MONTHS.index(found[2].lower()) + 1, int(found[1]) if found[1] else None)
    found = _YEAR_LAST.match(text)
    if not found:
        return None
    one, two = int(found[1]), int(found[2])
    if one <= 12 and two <= 12 and one != two:
        return None
    return _iso(int(found[3]), *((one, two) if one <= 12 else (two, one)))


def read_span(cell: str, around: Around) -> tuple[str, str] | None:
    """First and last day of a stay written in one cell (2026.7.1-7.9, 7月3日至7月12日), or None when it is no such span."""
    text = plain(cell[1:])
    for shape in _SPANS:
        found = shape.match(text)
        first = read_date(TEXT + found[1], around) if found and cell[:1] == TEXT else None
        last = read_date(TEXT + found[2], Around(int(first[:4]), 12)) if found and first else None
        if first and last and first <= last:
            return first, last
    return None


def read_date(cell: str, around: Around) -> str | None:
    """ISO text (``2026``, ``2026-07``, ``2026-07-03``) of a tagged cell, or None when it is no date."""
    kind, text = cell[:1], plain(_CLOCK.sub("", cell[1:]))
    if kind == ERROR or not text:
        return None
    if kind == DATE:
        day = text[:10]
        return _from_text(day, around)
    if kind == NUMBER:
        return _from_number(text, around)
    text = text.lstrip("'\"约于自从").rstrip("'\"")
    text = _LAST_YEAR.sub(f"{around.year - 1}年", _THIS_YEAR.sub(f"{around.year}年", text))
    if text.isdigit() and len(text) == 5 and _SERIALS[0] <= int(text) < _SERIALS[1]:
        return _from_number(text, around)
    return _from_text(text, around)
