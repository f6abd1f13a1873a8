"""Villages and groups (村, 组) as text. Which villages exist is the registry's knowledge, their aliases the policy's.

>>> village_key("柳林村民委员会"), village_key("柳林社区"), village_key("柳林")
('柳林', '柳林', '柳林')
>>> split_village("干汉河镇柳林村")
('干汉河镇', '柳林村')
>>> group_key("第三村民组"), group_key("3组")
('3', '3')
"""

import re
import unicodedata

_BLANKS = re.compile(r"\s+")
_VILLAGE_TAIL = re.compile(r"(村民委员会|居民委员会|村委会|居委会|村支部|行政村|社区|村|街道|街)$")
_TOWNSHIP = re.compile(r"^(?:.*?[县区市])?([^县区市]{2,6}?(?:镇|乡|街道))(.+)$")
_GROUP = re.compile(r"第?([一二三四五六七八九十\d]{1,3})(?:村民)?(?:小组|组|队|社)")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}


def _plain(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def village_key(name: str) -> str:
    """The village's bare name, for comparing: no blanks, no 村/社区/村委会 ending."""
    plain = _plain(name)
    return _VILLAGE_TAIL.sub("", plain) or plain


def split_village(text: str) -> tuple[str | None, str]:
    """(township or None, the rest) of a village cell that may carry its township in front."""
    plain = _plain(text)
    found = _TOWNSHIP.match(plain)
    return (found[1], found[2]) if found else (None, plain)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _DIGITS.get(text[-1], 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def group_key(text: str) -> str:
    """The group's number as digits where it has one (第三村民组, 三组, 3组 → ``3``), else its plain text."""
    plain = _plain(text)
    found = _GROUP.search(plain)
    if found:
        return str(_number(found[1]))
    return str(int(plain)) if plain.isdigit() else plain
