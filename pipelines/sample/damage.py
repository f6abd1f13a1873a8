"""How names and identity numbers arrive damaged: every kind by name, so that a score can be told by kind.

Belongs here: (person, kind) → what the list shows. Which rows are damaged is decided by the deck in ``identity.py``.
"""

from functools import cache
from random import Random

from pypinyin import Style, lazy_pinyin

from pipelines.sample.names import GIVEN_CHARACTERS
from pipelines.sample.people import Person
from pipelines.sample.spelling import Cell, full_width

# Look-alikes as typed by shape or read off a scan; and variants that the same name is registered or written with.
_LOOK_ALIKE = (
    "未末 千干 士土 己已 日曰 侯候 芳芬 凤风 田由 玉王 太大 今令 廷延 桂柱 梅海 明朋 英莫 军车 云去 林材 庆床 春舂 辉晖 丹舟 宇字 "
    "洋详 佳住 娟涓 萍苹 霞露 清青 荣莱 贵责 兴光 良艮 先光 正止 天夫 元无 友发 忠志 诗待 涵函 航舫 梓桦 轩斩 辰晨 思恩 一二 博傅 "
    "俊浚 诺若 雅稚 怡恰 瑶摇 彤丹 蕊芯 建健 国固 永水 成戊 文丈 世也 学字 爱受 金全 菊萄 月用 素索 兰三 翠粹 碧璧 小少 红江 丽两 "
    "燕莺 静净 强张 伟伪 刚钢 涛祷 斌彬 鹏朋 杰木 波泼 磊垒 飞飛 浩洁 峰锋 艳滟 敏繁 玲铃 娜哪 莉荆 慧彗 琴瑟 冬东 麦麥"
)
_VARIANTS = (
    "国國 国囯 华華 军軍 强強 刚剛 涛濤 鹏鵬 辉輝 飞飛 峰峯 东東 丽麗 艳艷 静靜 云雲 兰蘭 凤鳳 荣榮 贵貴 学學 爱愛 发發 义義 龙龍 "
    "红紅 连連 庆慶 节節 卫衛 伟偉 杰傑 刘劉 陈陳 张張 杨楊 吴吳 孙孫 马馬 赵趙 郑鄭 叶葉 冯馮 邓鄧 韩韓 许許 苏蘇 谢謝 罗羅 万萬 "
    "诗詩 语語 诺諾 轩軒 阳陽 轩軒 泽澤 晓曉 莲蓮 凯凱 群羣 升昇 秋秌 珍珎 芦蘆 桥橋 长長 钟鍾 钱錢 齐齊 顾顧 贺賀 贤賢 镇鎮 颖穎"
)
_HOMOPHONES_BESIDES = "晓小筱霄健建剑国果郭丽莉利力立伟炜卫玮唯军君均钧俊华花桦英瑛颖盈芳方梅玫美眉萍平苹燕艳雁彦慧惠会蕙静靖婧敬玲琳霖林临"


@cache
def _pairs(text: str) -> dict[str, str]:
    """Each character's other shapes, both ways."""
    others: dict[str, str] = {}
    for pair in text.split():
        one, other = pair[0], pair[1]
        others[one] = others.get(one, "") + other
        others[other] = others.get(other, "") + one
    return others


@cache
def _homophones() -> dict[str, str]:
    pool = sorted(set(GIVEN_CHARACTERS + _HOMOPHONES_BESIDES))
    readings = [lazy_pinyin(character, style=Style.NORMAL)[0] for character in pool]
    by_reading: dict[str, str] = {}
    for character, reading in zip(pool, readings, strict=True):
        by_reading[reading] = by_reading.get(reading, "") + character
    return {c: by_reading[r].replace(c, "") for c, r in zip(pool, readings, strict=True) if len(by_reading[r]) > 1}


def _exchange(name: str, others: dict[str, str], chance: Random, first: int = 0) -> str | None:
    places = [i for i in range(first, len(name)) if others.get(name[i])]
    if not places:
        return None
    at = chance.choice(places)
    return name[:at] + chance.choice(others[name[at]]) + name[at + 1 :]


def _masked(name: str, chance: Random) -> str:
    if len(name) == 2:
        return name[0] + chance.choice("*某＊")
    return chance.choice((f"{name[0]}*{name[2:]}", f"{name[0]}某某", f"{name[0]}**", f"{name[:-1]}*"))


def _relation(person: Person, chance: Random) -> str | None:
    """Somebody's son, daughter or wife, when that somebody stands in the same household."""
    parent = person.father or person.mother
    if parent and parent.household is person.household:
        return parent.name + chance.choice(
            ("之子", "儿子", "的儿子") if person.sex == "男" else ("之女", "女儿", "的女儿")
        )
    if person.spouse and person.sex == "女":
        return person.spouse.name + chance.choice(("之妻", "妻子", "爱人"))
    return None


def damaged_name(person: Person, kind: str, chance: Random) -> str | None:
    """``person``'s name damaged by ``kind`` (``name_…``), or None where that cannot happen to this name."""
    name = person.name
    match kind:
        case "name_homophone":
            return _exchange(name, _homophones(), chance, 1)
        case "name_look_alike":
            return _exchange(name, _pairs(_LOOK_ALIKE), chance, 1)
        case "name_traditional":
            return _exchange(name, _pairs(_VARIANTS), chance)
        case "name_missing_character":
            return name[0] + chance.choice(name[1:3]) if len(name) == 3 else None
        case "name_masked":
            return _masked(name, chance)
        case "name_relation":
            return _relation(person, chance)
        case "name_spaces":
            return (
                chance.choice((" ", "　", "  ")).join(name)
                if len(name) == 2
                else f" {name}"
                if chance.random() < 0.5
                else f"{name} "
            )
    return None


def _other_digit(digit: str, chance: Random) -> str:
    return chance.choice([d for d in "0123456789" if d != digit])


def _swapped(number: str, chance: Random) -> str:
    places = [i for i in range(6, 16) if number[i] != number[i + 1]]
    at = chance.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def relative_of(person: Person, chance: Random) -> Person | None:
    """Another registered member whose number ends up in this person's row: most often the householder's."""
    others = [m for m in person.household.members if m is not person and m.registered]
    if not others:
        return None
    return others[0] if others[0] is person.household.members[0] and chance.random() < 0.6 else chance.choice(others)


def _retyped(number: str, kind: str, chance: Random) -> Cell:
    """Damage that a typist does, blind to what the number says."""
    at = chance.randrange(2, 17)
    match kind:
        case "id_spaces":
            return chance.choice(
                (f"{number[:6]} {number[6:14]} {number[14:]}", f" {number}", f"{number} ", f"{number}\t")
            )
        case "id_full_width":
            return full_width(number)
        case "id_one_digit_wrong":
            return number[:at] + _other_digit(number[at], chance) + number[at + 1 :]
        case "id_swapped":
            return _swapped(number, chance)
        case "id_dropped_digit":
            return number[:at] + number[at + 1 :]
        case "id_disability":
            return f"{number}{chance.randint(1, 7)}{chance.randint(1, 4)}"
    return None


def _by_machine(person: Person, kind: str, number_cells: bool) -> Cell:
    """What a spreadsheet makes of a number; numbers that end in X are safe from it."""
    number = person.number
    if number[17] == "X" or number[15:] == "000":
        return None
    match kind:
        case "id_number_cell" if number_cells:
            return float(int(number[:15] + "000"))
        case "id_scientific" if not number_cells:
            return f"{float(number):.5E}"
        case "id_zeroed_tail":
            return number[:15] + "000"
    return None


def _hidden(number: str, kind: str, chance: Random) -> str:
    first, last = chance.choice(((6, 14), (10, 14), (6, 16)) if kind == "id_masked_middle" else ((14, 18), (12, 18)))
    return number[:first] + "*" * (last - first) + number[last:]


def damaged_number(person: Person, kind: str, chance: Random, number_cells: bool) -> Cell:
    """``person``'s number damaged by ``kind`` (``id_…``), or None where that cannot happen to this number.

    ``id_none`` gives an empty string. ``number_cells``: whether the format has number cells (CSV then shows 3.4E+17).
    """
    number = person.number
    match kind:
        case "id_none":
            return ""
        case "id_15":
            return number[:6] + number[8:17] if number[6:8] == "19" else None
        case "id_number_cell" | "id_scientific" | "id_zeroed_tail":
            return _by_machine(person, kind, number_cells)
        case "id_lower_x":
            return number.lower() if number[17] == "X" else None
        case "id_masked_middle" | "id_masked_tail":
            return _hidden(number, kind, chance)
        case "id_relative":
            relative = relative_of(person, chance)
            return relative.number if relative else None
    return _retyped(number, kind, chance)
