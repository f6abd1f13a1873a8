"""The unit that holds for a whole list: 单位：万元 above the header or in a note beneath it.

Belongs here: words outside the columns. A unit in a column's own label, or in a cell, goes before it.

>>> unit_of(["大病保险明细", "单位：人、万元"]), unit_of(["单位：某某卫生院"]), unit_of(["费用表(万元)"])
('万元', None, '万元')
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

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


_SMALLEST, _LARGEST = (
    Decimal(100),
    Decimal(2_000_000),
)  # yuan: no list of large bills is about less, no sick person's bill is more


def is_unlikely(amounts: Sequence[Decimal], unit: str | None, large: bool) -> bool:
    """Whether medical bills (in yuan, as read under ``unit``) are of a size that no such list has.

    ``large``: the list is one of large bills. Without any unit, a list of 8.2 and 12.35 means 万元; under 单位：万元 one of
    82,000 means 元.
    """
    sizes = [abs(amount) for amount in amounts if amount]
    if len(sizes) < 2:
        return False
    too_small = large and unit is None and max(sizes) < _SMALLEST
    return too_small or (unit == "万元" and median(sizes) > _LARGEST)
