"""Township, village and group of a row, out of whatever cell carries them.

Belongs here: splitting place cells and addresses. Which villages exist is told from outside (``places``).
"""

import re
from dataclasses import dataclass

from pipelines.model.places import split_village, village_key
from pipelines.sources.labels import plain
from pipelines.sources.vocabulary import EMPTY_WORDS
from pipelines.sources.workbook import ERROR, NUMBER

_GROUP_TAIL = re.compile(r"(第?[一二三四五六七八九十\d]{1,3}(?:村民)?(?:小组|组|队|社))$")
_NAMED_GROUP = re.compile(
    r"^([\u3400-\u9fff]{1,7}?(?:村委会|行政村|村|社区))([\u3400-\u9fff]{1,5}(?:村民组|小组|组|生产队|队|屯))$"
)
_GROUP_AFTER = re.compile(r"^([\u3400-\u9fff]{1,4}(?:村民组|小组|组|生产队|屯))")
_VILLAGE_IN = re.compile(
    r"(?:^|[镇乡道区县市])([\u3400-\u9fff]{1,8}?(?:村民委员会|居民委员会|村委会|居委会|行政村|村|社区))"
)
_TOWNSHIP_IN = re.compile(r"^(?:.*[县区市旗])?([\u3400-\u9fff]{1,6}?(?:镇|乡|街道))")
_GROUP_IN = re.compile(r"(第?[一二三四五六七八九十\d]{1,3}(?:村民)?(?:小组|组|队|社))")


@dataclass(frozen=True)
class Place:
    """Where somebody lives, as far as a cell says."""

    township: str | None = None
    village: str | None = None
    group: str | None = None


def read_village(cell: str) -> Place:
    """A village cell, which may carry its township in front and its group behind."""
    text = plain(cell[1:])
    if not text or cell[:1] == ERROR or text.lower() in EMPTY_WORDS:
        return Place()
    township, rest = split_village(text)
    named = _NAMED_GROUP.match(rest)
    if named:
        return Place(township, named[1], named[2])
    found = _GROUP_TAIL.search(rest)
    if found and found.start() > 1:
        return Place(township, rest[: found.start()], found[1])
    return Place(township, rest or None)


def read_township(cell: str) -> str | None:
    """A township cell; county and city in front go."""
    text = plain(cell[1:])
    if not text or cell[:1] == ERROR or text.lower() in EMPTY_WORDS:
        return None
    return re.sub(r"^.*[县区市](?=[\u3400-\u9fff]{2,6}(?:镇|乡|街道)$)", "", text)


def read_group(cell: str) -> str | None:
    """A group cell as written (3, 3组, 第三村民组, 张庄)."""
    text = plain(cell[1:])
    if cell[:1] == NUMBER:
        text = text.removesuffix(".0")
    return None if not text or cell[:1] == ERROR or text.lower() in EMPTY_WORDS else text


def read_address(cell: str, places: frozenset[str]) -> Place:
    """What an address says of township, village and group; a known village goes before one that only looks like it."""
    text = plain(cell[1:])
    if not text or cell[:1] == ERROR:
        return Place()
    township = _TOWNSHIP_IN.search(text)
    village = known_village(text, places)
    if not village:
        after = text[township.end(1) :] if township else text
        found = _VILLAGE_IN.search(after)
        village = found[1] if found else None
    beyond = text[text.find(village) + len(village) :] if village else text
    group = _GROUP_IN.search(beyond) or (_GROUP_AFTER.search(beyond) if village else None)
    return Place(township[1] if township else None, village, group[1] if group else None)


def known_village(text: str, places: frozenset[str]) -> str | None:
    """The longest known village named with its 村 or 社区 in ``text``."""
    found = [
        text[at : at + len(place) + len(tail)]
        for place in places
        if (at := text.find(place)) >= 0
        for tail in ("村民委员会", "村委会", "居委会", "社区", "村")
        if text.startswith(tail, at + len(place))
    ]
    return max(found, key=lambda name: (len(village_key(name)), -len(name)), default=None)
