"""The months that a title, sheet name or file name says a list is about.

Belongs here: reading periods out of words. What follows when they are not the folder's quarter is ``reading.py``.

>>> read_period("干汉河镇2026年第三季度名单"), read_period("统计时间：2026年7月—9月"), read_period("2026年6月份低保名册")
((24319, 24321), (24319, 24321), (24318, 24318))
"""

import re

from pipelines.model.quarter import Quarter
from pipelines.sources.labels import plain

Period = tuple[int, int]  # first and last month, counted as 12 * year + month

_ORDINALS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
_QUARTER = re.compile(r"(20\d\d)年?度?(?:第?([一二三四1-4])季度?|[Qq]([1-4]))")
_HALF = re.compile(r"(20\d\d)年?度?([上下])半年")
_MONTHS = re.compile(
    r"(20\d\d)年(\d{1,2})月?(?:份)?(?:\d{1,2}日)?(?:[-—–~至到、]+(?:(20\d\d)年)?(\d{1,2})月(?:份)?)?(?!\d)"
)
_COMPACT = re.compile(r"(?<!\d)(20\d\d)[-.]?(0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)")


def _month(year: str | int, month: str | int) -> int:
    return 12 * int(year) + int(month)


def read_period(text: str) -> Period | None:
    """The first period that ``text`` names down to the month, or None. A bare year says too little."""
    bare = plain(text)
    found = _QUARTER.search(bare)
    if found:
        number = _ORDINALS.get(found[2] or found[3]) or int(found[2] or found[3])
        return _month(found[1], 3 * number - 2), _month(found[1], 3 * number)
    found = _HALF.search(bare)
    if found:
        first = _month(found[1], 6 * _ORDINALS[found[2]] - 5)
        return first, first + 5
    found = _MONTHS.search(bare)
    if found and "月" in found[0] and 1 <= int(found[2]) <= 12:
        last = int(found[4] or found[2])
        return _month(found[1], found[2]), _month(found[3] or found[1], last if last <= 12 else found[2])
    found = _COMPACT.search(bare)
    return (_month(found[1], found[2]), _month(found[1], found[2])) if found else None


def months_of(quarter: Quarter) -> Period:
    """A quarter's months."""
    last = _month(quarter.year, 3 * quarter.number)
    return last - 2, last


def touches(period: Period, quarter: Quarter) -> bool:
    """Whether a period and a quarter share a month; a list drawn up in the month after counts as the quarter's."""
    first, last = months_of(quarter)
    return period[0] <= last + 1 and period[1] >= first
