"""Amounts of money as offices write them, read to decimal yuan.

Belongs here: one cell that should hold an amount, with its own unit or its column's.

>>> [str(read_amount(cell, "元").yuan) for cell in ("s12,345.60元", "s1.2万元", "s约2万", "s￥300", "n-85.5", "s(1,234.50)")]
['12345.60', '12000.00', '20000.00', '300.00', '-85.50', '-1234.50']
"""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from pipelines.model.money import yuan as to_yuan
from pipelines.sources.labels import plain
from pipelines.sources.vocabulary import EMPTY_WORDS
from pipelines.sources.workbook import ERROR, NUMBER

_FACTOR = {
    **{"元": Decimal(1), "块": Decimal(1), "百元": Decimal(100), "千元": Decimal(1000), "千": Decimal(1000)},
    **{
        "万元": Decimal(10_000),
        "万": Decimal(10_000),
        "w": Decimal(10_000),
        "百万元": Decimal(1_000_000),
        "亿元": Decimal(100_000_000),
    },
    **{"角": Decimal("0.1"), "分": Decimal("0.01")},
}
_CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|[¥￥$])+|(?:RMB|CNY|人民币|整|正)$", re.IGNORECASE)
_ABOUT_BEFORE = re.compile(r"^(?:大约|约计|约为|约|近|大概|估计|预计|超过|超|至少|不足|共计|共|合计|累计)")
_PAID_BEFORE = re.compile(
    r"^(?:企业|单位|公司|厂方|厂里|保险公司|工伤保险|对方|肇事方|雇主|老板)?(?:已经|已|共)?(?:赔付|赔偿|支付|补偿|获赔|垫付|给付|兑现|赔)(?:金额|款|现金)?[:：]?(?=[-\d¥￥约近])"
)
_ABOUT_AFTER = re.compile(r"(?:左右|上下|余元|多元|余|多|以上|以内|许)$|(?<=[万千百])[余多](?=元)")
_WRITTEN = re.compile(
    r"^([-+]?)(\d+(?:,\d{2,4})*(?:\.\d+)?|\.\d+)(亿元|百万元|万元|千元|百元|元|万|千|块|角|分|w)?(?:/[月年人户])?$",
    re.IGNORECASE,
)
_YUAN_JIAO = re.compile(r"^(\d+)元(\d)角(?:(\d)分)?$")
_FIGURE = "[零一二三四五六七八九壹贰叁肆伍陆柒捌玖]"
_CAPITALS = re.compile(
    rf"^[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億兩]+(?:元|圆|万元)?(?:{_FIGURE}角)?(?:{_FIGURE}分)?$"
)
_ORDINARY = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩两圆〇", "一二三四五六七八九十百千万亿二二元零")
_DIGIT = {character: place for place, character in enumerate("零一二三四五六七八九")}
_SCALE = {"十": 10, "百": 100, "千": 1000}
_LIMIT = Decimal(10) ** 11  # what a table's money column can hold


class Amount(NamedTuple):
    """``yuan`` None with ``readable`` True is an empty cell (also 无, /, —)."""

    yuan: Decimal | None
    readable: bool = True
    about: bool = False
    ten_thousand: bool = False


_NOTHING = Amount(None)
_UNREADABLE = Amount(None, readable=False)


def _spelled_out(text: str) -> Decimal | None:
    """壹万贰仟叁佰元整, 三百五十元."""
    if not _CAPITALS.match(text):
        return None
    ordinary = text.translate(_ORDINARY)
    head, _, tail = ordinary.partition("元")
    total, section, digit = 0, 0, 0
    for character in head:
        if character in _DIGIT:
            digit = _DIGIT[character]
        elif character in _SCALE:
            section, digit = section + (digit or 1) * _SCALE[character], 0
        else:
            total = (total + section + digit) * (10_000 if character == "万" else 100_000_000)
            section, digit = 0, 0
    cents = sum(
        _DIGIT[tail[place - 1]] * worth for unit, worth in (("角", 10), ("分", 1)) if (place := tail.find(unit)) > 0
    )
    return Decimal(total + section + digit) + Decimal(cents) / 100


def _from_text(text: str, unit: str) -> tuple[Decimal, bool] | None:
    """(yuan, whether ten thousand came from the column's unit)."""
    found = _WRITTEN.match(text)
    if found:
        named = (found[3] or unit).lower()
        number = Decimal(found[2].replace(",", "")) * _FACTOR[named]
        return (-number if found[1] == "-" else number), not found[3] and unit == "万元"
    found = _YUAN_JIAO.match(text)
    if found:
        return Decimal(f"{found[1]}.{found[2]}{found[3] or 0}"), False
    spelled = _spelled_out(text)
    if spelled is None:
        try:
            return Decimal(text) * _FACTOR[unit], unit == "万元"  # 1.2E+4
        except InvalidOperation:
            return None
    return spelled, False


def read_amount(cell: str, unit: str | None) -> Amount:
    """A tagged cell as yuan; ``unit`` is the column's (元 when None), a unit in the cell itself goes before it."""
    kind, text = cell[:1], plain(cell[1:]).strip("'\"").replace("−", "-").replace("﹣", "-").replace("–", "-")
    column_unit = unit if unit in _FACTOR else "元"
    if kind == ERROR:
        return _UNREADABLE
    if not text or text.lower() in EMPTY_WORDS:
        return _NOTHING
    bracketed = re.fullmatch(r"[(](.+)[)]", text)
    if bracketed and any(character.isdigit() for character in text):
        text = "-" + bracketed[1].lstrip("-")
    if kind == NUMBER:
        text = text.replace("+", "") if "E+" not in text.upper() else text
    sign = "-" if text.startswith("-") else ""
    bare = _CURRENCY.sub("", _PAID_BEFORE.sub("", text.rstrip(";。,").removeprefix("-")))
    shortened = _ABOUT_AFTER.sub(lambda m: "元" if m[0].endswith("元") else "", _ABOUT_BEFORE.sub("", bare))
    about = shortened != bare and not re.match(r"^(?:共计|共|合计|累计)", bare)
    read = _from_text(sign + _CURRENCY.sub("", shortened), str(column_unit))
    if read is None or not read[0].is_finite() or abs(read[0]) >= _LIMIT:
        return _UNREADABLE
    return Amount(to_yuan(read[0]), about=about, ten_thousand=read[1])
