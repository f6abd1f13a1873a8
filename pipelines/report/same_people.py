"""Rows of one village that nobody was found for, gathered by person: the village is asked once about each.

Belongs here: when two such rows speak of one person. Does not: what is asked (``questions``), nor any link to the
registry (``linkage``). Two people in one question would be worse than one person in two, so doubt keeps rows apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.model.identity import as_sent as number_as_sent
from pipelines.model.identity import birth_date_of, is_valid, sex_of
from pipelines.model.names import as_sent, is_masked

Row = Mapping[str, object]
_A_DAY = len("2026-07-03")


@dataclass(frozen=True)
class _Told:
    """What a row tells of its person; empty where it does not."""

    name: str
    number: str
    birth: str
    sex: str


def by_person(rows: Sequence[Row]) -> list[list[Row]]:
    """``rows`` (ROWS columns, one village) in their order, those about one person together.

    One person: the same number and no other name than a homophone (typed by ear); or the same name, with the same birth
    date, or with nothing in number, birth and sex that speaks against it.
    """
    groups: list[list[tuple[Row, _Told]]] = []
    by_word: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        told = _told(row)
        words = [word for word in (("name", told.name), ("number", told.number)) if word[1]]
        near = sorted({place for word in words for place in by_word.get(word, ())})
        at = next((place for place in near if all(_one_person(told, other) for _, other in groups[place])), len(groups))
        if at == len(groups):
            groups.append([])
        groups[at].append((row, told))
        for word in words:
            by_word.setdefault(word, []).append(at)
    return [[row for row, _ in group] for group in groups]


def _told(row: Row) -> _Told:
    number = number_as_sent(str(row.get("id_number") or ""))
    valid = is_valid(number)
    born = birth_date_of(number) if valid else None
    birth = str(row.get("birth_date") or "") or (born.isoformat() if born else "")
    sex = str(row.get("sex") or "") or (sex_of(number) or "" if valid else "")
    return _Told(as_sent(str(row.get("person_name") or "")), number, birth, sex)


def _one_person(one: _Told, other: _Told) -> bool:
    if one.number and one.number == other.number:
        return _names_agree(one.name, other.name, sure=is_valid(one.number))
    if not one.name or one.name != other.name or is_masked(one.name):
        return False
    if len(one.birth) == _A_DAY and one.birth == other.birth:
        return True
    births = one.birth.startswith(other.birth) or other.birth.startswith(one.birth)
    sexes = not one.sex or not other.sex or one.sex == other.sex
    return births and sexes and not _numbers_differ(one.number, other.number)


def _names_agree(one: str, other: str, sure: bool) -> bool:
    """The same name, masked characters left aside; where the number is ``sure``, none at all or a homophone agrees too."""
    if not one or not other:
        return sure
    if len(one) != len(other):
        return False
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b and not is_masked(a) and not is_masked(b)]
    return not apart or (sure and all(_sound_alike(a, b) for a, b in apart))


@lru_cache(maxsize=4096)
def _sound_alike(one: str, other: str) -> bool:
    from pypinyin import Style, pinyin  # slow to load, and seldom needed

    readings = (set(pinyin(character, style=Style.NORMAL, heteronym=True)[0]) for character in (one, other))
    return not set.isdisjoint(*readings)


def _numbers_differ(one: str, other: str) -> bool:
    """Whether two whole numbers differ in a digit that both show."""
    return len(one) == len(other) and any(a != b and "*" not in (a, b) for a, b in zip(one, other, strict=True))
