"""One header cell as words: what is left of a label without blanks, brackets, units and notes.

Belongs here: the text of a single label, and which column a word means. Where the header stands is ``header.py``; which
column of the sheet becomes which column of the table is ``binding.py``.

>>> read_label("医疗总费用\\n（万元）")
Label(text='医疗总费用', unit='万元', aside='')
>>> read_label("户主(与户主关系)").aside
'与户主关系'
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pipelines.sources import vocabulary as words
from pipelines.sources.alike import alike

_BLANKS = re.compile(r"[\s\u200b\u200c\u200d\ufeff]+")
_BRACKETED = re.compile(r"[(\[【〔<《{「]([^()\[\]【】〔〕<>《》{}「」]*)[)\]】〕>》}」]")
_UNIT = re.compile(
    r"^(?:单位)?[:/,、]?(?:人民币)?(亿元|百万元|万元|千元|百元|元|角|分|万)(?:/[月年人户]|每[月年人户])*$"
)
_UNIT_ALONE = re.compile(r"^(?:亿元|百万元|万元|千元|百元|元|万)$")
_UNIT_TAIL = re.compile(r"(?:[/:,、_-](?:单位)?:?|单位:?)(亿元|百万元|万元|千元|百元|元|万)$|(万元)$")
_NUMBERING = re.compile(r"^(?:[①-⑳]|\d{1,2}[.、)](?=\D)|[一二三四五六七八九十]{1,2}、)")
_EDGES = re.compile(r"^[*※#★:;,.。、\"'“”‘’]+|[*※#★:;,.。、\"'“”‘’]+$")
_STAMPED = re.compile(r"盖章|公章|印章|签字|签章|签名")
_MODIFIER = re.compile(r"^(?:其中|最近一?次?|末次|本次|首次|实际|具体|该生|累计)[::,、]?(?=.{2})")
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Label:
    """A label's bare words, the unit it names, and other words in its brackets."""

    text: str
    unit: str | None = None
    aside: str = ""


def plain(text: str) -> str:
    """NFKC without any blank: for looking at words, never for values that are kept."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=20_000)
def read_label(text: str) -> Label:
    """The label of a header cell's text."""
    rest, unit = plain(text), None
    asides: list[str] = []
    for _ in range(3):  # brackets inside brackets
        for inner in _BRACKETED.findall(rest):
            found = _UNIT.match(inner)
            unit, asides = (found[1], asides) if found else (unit, [*asides, inner])
        rest = _BRACKETED.sub("", rest)
    if _UNIT_ALONE.match(rest):  # the header's second line says 元 under 总费用
        return Label("", "万元" if rest == "万" else rest, "".join(asides))
    tail = _UNIT_TAIL.search(rest)
    if tail and tail.start() > 0:
        unit, rest = unit or tail[1] or tail[2], rest[: tail.start()]
    if "_" in rest:  # 姓名_real_name
        parts = [part for part in rest.split("_") if _CJK.search(part)]
        rest = parts[0] if parts else rest
    rest = _EDGES.sub("", _NUMBERING.sub("", _EDGES.sub("", rest)))
    return Label(rest.lower(), "万元" if unit == "万" else unit, "".join(asides))


def _soft_column(label: str) -> str | None:
    """A label nobody listed that still says whose name or number it is: 本户成员姓名, 居民身份证件号."""
    if words.COUNT_SHAPED.search(label):
        return None
    is_name, is_number = bool(words.NAME_SHAPED.search(label)), bool(words.NUMBER_SHAPED.search(label))
    if is_name == is_number or len(label) > 14:
        return None
    if words.GUARDIAN_WORDS.search(label):
        return "guardian_name" if is_name else "guardian_id_number"
    if words.HOUSEHOLDER_WORDS.search(label):
        return "householder_name" if is_name else "householder_id_number"
    if words.OTHER_PERSON_WORDS.search(label) and not words.OWN_PERSON_WORDS.search(label):
        return words.IGNORED
    return "person_name" if is_name else "id_number"


def column_of(label: Label, meanings: dict[str, str]) -> str | None:
    """The column that ``label`` means under ``meanings`` (word → column), or None."""
    return listed_column(label, meanings) or (alike_column(label.text, meanings) if label.text else None)


def listed_column(label: Label, meanings: dict[str, str]) -> str | None:
    """The same without guessing from a label's parts."""
    if not label.text and not label.aside:
        return None
    if _STAMPED.search(label.aside):
        return words.IGNORED
    exact = meanings.get(label.text) or (meanings.get(label.text + plain(label.aside).lower()) if label.aside else None)
    exact = exact or meanings.get(_MODIFIER.sub("", label.text))
    if exact:
        return exact
    if label.aside and not label.text:
        return meanings.get(label.aside)
    return _soft_column(label.text)


def alike_column(text: str, meanings: dict[str, str]) -> str | None:
    """The likeliest column of a label by its parts, of those that ``meanings`` leads to."""
    return next((column for column in alike(text) if column in meanings.values()), None)
