"""Words about a person: name, number, sex, relation, phone, age, yes and no; each one cell read to one spelling.

Belongs here: single cells. Dates are ``dates.py``, money ``amounts.py``, places ``whereabouts.py``.
"""

import re
from decimal import Decimal, InvalidOperation

from pipelines.model import identity, names
from pipelines.model.codes import Note
from pipelines.sources.labels import plain
from pipelines.sources.vocabulary import EMPTY_WORDS, NOT_NAMES
from pipelines.sources.workbook import ERROR, NUMBER

_SURE_DIGITS = 15  # a spreadsheet's number keeps so many
_PLAIN_NAME = re.compile(r"^s(?!.*某)[\u4e00-\u9fff]{2,4}$")
_PLAIN_PHONE = re.compile(r"^s1\d{10}$")
_NUMBERED = re.compile(r"^\d{1,4}[.、)]\s*(?=[\u3400-\u9fff])")
_ASIDE = re.compile(r"[(]([^()]*)[)]$")
_KNOWN_ASIDES = re.compile(
    r"^(?:户主|本人|已故|故|死亡|已死亡|去世|男|女|配偶|妻子?|丈夫|之子|之女|学生|患者|低保|低保户|五保|特困|监测户|脱贫户|新增|外出|未婚|残疾|\d+岁)$"
)
_HAS_LETTER = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffffA-Za-z]")
_MASKED_ID = re.compile(r"[*＊●·?？]|[Xx]{2,}")
_LOOKS_LIKE_X = re.compile(
    r"^(\d{17}|\d{6}\*{8}\d{3})[Хх×Ⅹ✕χΧ]$"
)  # typed as a Cyrillic or Greek letter, or as a times sign
_WORDS_AROUND = re.compile(
    r"^(?:本人|患者|学生|户主|公民)?(?:身份证|证件|身份证件)(?:号码?|号)?[::;]?(?=\d)|(?<=[\dX])[(][^()\dX*]*[)]$"
)
_WORDS_ONLY = re.compile(r"^(?:(?![XＸ])[^\d*?•●○])+$")  # 尚未办理, 身份证丢失: said where a number belongs
_SEVERAL = re.compile(r"[、,，;；/\n\r]+")
_DISABILITY = re.compile(r"^\d{17}[\dX][1-7][1-4](?:B\d)?$")
_SEXES = {"男": "男", "女": "女", "男性": "男", "女性": "女", "1": "男", "2": "女", "m": "男", "f": "女"}
_YES = re.compile(r"是|有|√|✓|✔|1|y|yes|true|对|已|☑|享受|属于|在|t|v|已享受|已纳入")
_NO = re.compile(r"否|无|×|✗|✘|x|0|n|no|false|不|未|☐|没有|不是|不属于|未享受|f|未纳入")

# The register's 28 relations to the householder, with what people write instead.
_RELATIONS: dict[str, str] = {
    "户主": "本人 本人或户主 户主本人",
    "配偶": "妻 妻子 夫 丈夫 老伴 爱人 媳妇 之妻 之夫 老婆 夫妻",
    "之子": "子 儿子 长子 次子 三子 四子 五子 独生子 养子 继子 养子或继子 大儿子 二儿子 小儿子 幼子",
    "之女": "女 女儿 长女 次女 三女 四女 五女 独生女 养女 继女 养女或继女 大女儿 二女儿 小女儿 幼女",
    "之儿媳": "儿媳 儿媳妇 长媳",
    "之女婿": "女婿",
    "之孙子": "孙子 孙 长孙",
    "之孙女": "孙女 长孙女",
    "之外孙子": "外孙子 外孙",
    "之外孙女": "外孙女",
    "之父": "父 父亲 爸爸",
    "之母": "母 母亲 妈妈",
    "之岳父": "岳父",
    "之岳母": "岳母",
    "之公公": "公公",
    "之婆婆": "婆婆",
    "之祖父": "祖父 爷爷",
    "之祖母": "祖母 奶奶",
    "之外祖父": "外祖父 外公 姥爷",
    "之外祖母": "外祖母 外婆 姥姥",
    "之兄弟姐妹": "兄弟姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹 兄长",
    "之兄弟媳妇": "兄弟媳妇 嫂 嫂子 弟媳 弟媳妇",
    "之侄儿": "侄儿 侄子 侄",
    "之侄女": "侄女",
    "之叔伯": "叔伯 叔叔 伯父 叔父 大伯",
    "之曾孙子": "曾孙子 曾孙 重孙",
    "之曾孙女": "曾孙女 重孙女",
    "之孙媳": "孙媳 孙媳妇 之孙媳妇",
    "之孙女婿": "孙女婿",
    "其他": "其它 非亲属 其他亲属 其他关系",
}
_RELATION = {word: relation for relation, others in _RELATIONS.items() for word in (relation, *others.split())}


def read_name(cell: str) -> tuple[str | None, tuple[Note, ...]]:
    """A person's name in one spelling, or None for an empty cell, 无, or what is no name at all."""
    if _PLAIN_NAME.match(cell) and cell[1:] not in NOT_NAMES:
        return cell[1:], ()
    if cell[:1] == ERROR:
        return None, ()
    text = names.as_sent(_NUMBERED.sub("", cell[1:].strip()))
    aside = _ASIDE.search(text)
    if aside and _KNOWN_ASIDES.match(aside[1]):
        text = text[: aside.start()]
    text = text.strip("*'\"、,，.。;；:：") if not names.is_masked(text) else text.strip("'\"、,，.。;；:：")
    if not text or text.lower() in NOT_NAMES:
        return None, ()
    return text, ((Note.NAME_MASKED,) if names.is_masked(text) else ())


def is_no_name(cell: str) -> bool:
    """Whether a filled name cell holds something that names nobody: digits, 测试, a whole sentence."""
    text = plain(cell[1:])
    if not text or cell[:1] == ERROR or text.lower() in EMPTY_WORDS:
        return False
    return text.lower() in NOT_NAMES or not _HAS_LETTER.search(text) or len(text) > 24


def split_people(cell: str) -> list[str]:
    """The names in one cell that lists several (张三、李四); one entry otherwise."""
    parts = [names.as_sent(part) for part in _SEVERAL.split(cell[1:]) if part.strip()]
    several = len(parts) > 1 and all(re.fullmatch(r"[\u3400-\u9fff·]{2,5}", part) for part in parts)
    return parts if several else [cell[1:]]


def split_listed(cell: str) -> list[str]:
    """The parts of a cell that lists something for several people (男、女)."""
    return [part.strip() for part in _SEVERAL.split(cell[1:]) if part.strip()]


def number_digits(text: str) -> str | None:
    """The whole digits of a number cell's text, also when written with an exponent or a decimal part of zero."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 40 or number != number.to_integral_value():
        return None
    return str(int(number))


def _sure_digits(digits: str) -> str:
    """The first 15 digits of a longer number cell.

    A spreadsheet that was typed an 18-digit number keeps 15 digits and zeros, of which the file holds the nearest double:
    that one is rounded back. Any other double is what a program wrote whole, and its 15 leading digits are cut off.
    """
    double, scale = float(digits), 10 ** (len(digits) - _SURE_DIGITS)
    exact = int(double)
    rounded = (exact + scale // 2) // scale * scale
    return str(rounded if float(rounded) == double else exact)[:_SURE_DIGITS]


def read_id(cell: str) -> tuple[str | None, tuple[Note, ...]]:
    """An identity number as sent, with what to know about it. From a number cell only 15 digits are believed."""
    kind = cell[:1]
    if kind == ERROR:
        return None, ()
    if kind == NUMBER:
        digits = number_digits(cell[1:].strip())
        if digits is None:
            text = identity.as_sent(cell[1:])
        elif len(digits) > _SURE_DIGITS:
            return _sure_digits(digits) + "*" * (len(digits) - _SURE_DIGITS), (Note.ID_FROM_NUMBER_CELL,)
        else:
            text = digits
    else:
        text = identity.as_sent(cell[1:]).strip('"“”,，;；')
    text = _WORDS_AROUND.sub("", text)
    text = _LOOKS_LIKE_X.sub(r"\1X", text)
    if not text or text.lower() in EMPTY_WORDS or text == "0" or _WORDS_ONLY.match(text):
        return None, ()
    return text, _id_notes(text)


def _id_notes(text: str) -> tuple[Note, ...]:
    if _MASKED_ID.search(text):
        return (Note.ID_MASKED,)
    if _DISABILITY.match(text):
        return (Note.ID_DISABILITY_NUMBER,)
    whole = identity.upgrade(text) or text
    return () if identity.is_valid(whole) else (Note.ID_INVALID,)


def read_sex(cell: str) -> str | None:
    """男 or 女, else None."""
    return _SEXES.get(plain(cell[1:]).removesuffix(".0").lower())


def read_relation(cell: str) -> str | None:
    """One of the 28 relations; a word outside the list is kept as written."""
    text = plain(cell[1:])
    if not text or cell[:1] == ERROR:
        return None
    return _RELATION.get(text) or _RELATION.get(text.removeprefix("户主之").removeprefix("户主")) or text


def read_phone(cell: str) -> str | None:
    """A phone number's digits; no spreadsheet's ``.0`` or exponent, no blanks, no hyphen inside a mobile number."""
    if _PLAIN_PHONE.match(cell):
        return cell[1:]
    text = plain(cell[1:]).strip("'\"")
    if not text or cell[:1] == ERROR or text.lower() in EMPTY_WORDS:
        return None
    if cell[:1] == NUMBER or re.fullmatch(r"\d+\.0+|\d(?:\.\d+)?[eE]\+\d+", text):
        text = number_digits(text) or text
    bare = re.sub(r"^(?:\+?86[-]?)(?=1\d{10}$)|[-]", "", text)
    return bare if re.fullmatch(r"1\d{10}", bare) else text


def read_count(cell: str) -> int | None:
    """A small whole number with or without its measure word (4, 4.0, 4人, 四口人 is not read)."""
    text = plain(cell[1:]).removesuffix(".0")
    found = re.fullmatch(r"(?:约)?(\d{1,6})(?:\.0+)?(?:周?岁|人|口人?|个)?", text)
    return int(found[1]) if found and cell[:1] != ERROR else None


def read_yes_no(cell: str) -> bool | None:
    """是 否 √ × 有 无 1 0 and their like; None for anything else."""
    text = plain(cell[1:]).removesuffix(".0").lower()
    return True if _YES.fullmatch(text) else False if _NO.fullmatch(text) else None


def read_words(cell: str) -> str | None:
    """Free text: blanks trimmed, numbers without ``.0``, 无 and / as nothing."""
    if cell[:1] == ERROR:
        return None
    text = " ".join(cell[1:].split())
    if cell[:1] == NUMBER:
        text = number_digits(text) or text
    return None if not text or text.lower() in EMPTY_WORDS else text
