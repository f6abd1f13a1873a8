"""The unit that holds for a whole list: 单位：万元 above the header or in a note beneath it.

Belongs here: words outside the columns. A unit in a column's own label, or in a cell, goes before it.

>>> unit_of(["大病保险明细", "单位：人、万元"]), unit_of(["单位：某某卫生院"]), unit_of(["费用表(万元)"])
('万元', None, '万元')
"""

import re
from collections.abc import Iterable

_SAID = re.compile(
    r"(?:(?:计量|货币|金额|费用)?单位(?:均)?[:：为是]?|(?:金额|费用|表中数据|本表)(?:均|都)?(?:按|以|为|用))"
    r"((?:人民币|[人户元天次岁％%、,，/和及]|万元|千元|百元)+)(?:计算?|表示)?(?=$|[)）\]】;；。,，、\s])"
)
_BRACKETED = re.compile(r"[(（\[【](?:人民币)?((?:[人户次天]、)?(?:万元|千元|百元|元))[)）\]】]")
_UNIT = re.compile(r"万元|千元|百元|元")


def unit_of(texts: Iterable[str]) -> str | None:
    """The one unit of money that ``texts`` (without blanks) name, or None when none or several are named."""
    found: set[str] = set()
    for text in texts:
        said = [*_SAID.findall(text), *(_BRACKETED.findall(text) if len(text) < 60 else ())]
        found.update(unit for part in said for unit in _UNIT.findall(part))
    return found.pop() if len(found) == 1 else None
