"""What a name cell says when it is not simply a name: masked, half in letters, "the son of …", a form of address.

Belongs here: reading one cell. Does not: comparing it with anybody (``compare_names``).

>>> read_name("马国强之子").relative, read_name("马国强之子").kin
('马国强', 'son')
>>> len(read_name("张某某").codes), read_name("老张").called_by
(2, 'surname')
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from pipelines.linkage.characters import ANY_ONE, ANY_SOME, FIRST_HAN, LAST_HAN, SYLLABLES_FROM, characters, words

_BRACKETS = re.compile(r"[(\[{<〔【《].*?[)\]}>〕】》]|[(\[{<〔【《].*$")
_LETTERS = re.compile(r"[A-Za-zÀ-ɏ]+")
_LONGEST_WORD = 4
KIN_CODES = {
    kin: number
    for number, kin in enumerate(
        (
            "spouse",
            "son",
            "daughter",
            "child",
            "father",
            "mother",
            "parent",
            "grandchild",
            "daughter_in_law",
            "sibling",
        ),
        1,
    )
}


@dataclass(frozen=True)
class NameForm:
    """``codes``: the person's own name (empty if not said). ``relative`` and ``kin``: "the kin of relative".
    ``called``: the one character that a form of address keeps, ``called_by``: ``surname``, ``given`` or ``either``."""

    codes: tuple[int, ...]
    relative: str | None = None
    kin: str | None = None
    called: int = 0
    called_by: str = ""


@cache
def _kin_words() -> dict[str, str]:
    listed: dict[str, list[str]] = words()["kin"]
    return {word: kin for kin, group in reversed(listed.items()) for word in group}


@cache
def _address_words() -> tuple[frozenset[str], frozenset[str]]:
    listed: dict[str, list[str]] = words()["address_forms"]
    return frozenset(listed["before"]), frozenset(listed["after"])


@cache
def marks() -> frozenset[str]:
    """Last characters that may make a form of a cell that is otherwise all Han characters."""
    before, after = _address_words()
    return frozenset(
        [*before, *(word[-1] for word in after), *(word[-1] for word in _kin_words()), words()["cells"]["some"]]
    )


def read_name(cell: str) -> NameForm:
    """What one name cell says."""
    text = _BRACKETS.sub("", unicodedata.normalize("NFKC", cell)).strip()
    found = _kin_form(_folded(text)) or _address_form(text)
    return found if found else NameForm(_codes(text))


def _folded(text: str) -> str:
    """Traditional and variant characters as the table folds them."""
    known = characters()
    codes = [(one, known.code(one)) for one in text]
    return "".join(
        chr(code + FIRST_HAN - 1) if FIRST_HAN <= ord(one) <= LAST_HAN and code else one for one, code in codes
    )


def _kin_form(text: str) -> NameForm | None:
    for length in range(min(_LONGEST_WORD, len(text) - 2), 0, -1):
        kin = _kin_words().get(text[-length:])
        if kin:
            return NameForm((), text[:-length].rstrip(words()["cells"]["of"]), kin)
    return None


def _address_form(text: str) -> NameForm | None:
    before, after = _address_words()
    if len(text) == 2 and text[0] in before:
        kept_is = "surname" if text[0] == words()["cells"]["old"] else "either"
        return NameForm(_codes(text), called=characters().code(text[1]), called_by=kept_is)
    if len(text) == 2 and text[0] == text[1]:
        return NameForm(_codes(text), called=characters().code(text[0]), called_by="given")
    if len(text) >= 2 and text[1:] in after:
        return NameForm(_codes(text), called=characters().code(text[0]), called_by="either")
    return None


def _codes(text: str) -> tuple[int, ...]:
    codes: list[int] = []
    position = 0
    while position < len(text):
        letters = _LETTERS.match(text, position)
        if letters and letters[0] not in ("x", "X"):
            codes += _syllables(letters[0].lower())
            position = letters.end()
            continue
        codes += _one(text[position])
        position += 1
    while len(codes) > 2 and codes[-1] >= ANY_ONE and codes[-2] >= ANY_ONE:
        codes = [*codes[:-2], ANY_SOME]
    if codes and codes[-1] == ANY_ONE and len(codes) == 2 and text[-1] == words()["cells"]["some"]:
        codes[-1] = ANY_SOME
    return tuple(codes)


def _one(character: str) -> list[int]:
    cells = words()["cells"]
    if character in cells["hidden"] or character in "xX" or character == cells["some"]:
        return [ANY_ONE]
    code = characters().code(character)
    return [code] if code else []


def _syllables(letters: str) -> list[int]:
    """Letters as syllables, the longest first; one unknown character when they do not come out even."""
    known = characters().syllables
    plain = "".join(one for one in unicodedata.normalize("NFD", letters.replace("ü", "v")) if one.isascii())

    def split(rest: str) -> list[int] | None:
        if not rest:
            return []
        for length in range(min(6, len(rest)), 0, -1):
            if rest[:length] in known:
                following = split(rest[length:])
                if following is not None:
                    return [SYLLABLES_FROM + known[rest[:length]], *following]
        return None

    return split(plain) or [ANY_ONE]
