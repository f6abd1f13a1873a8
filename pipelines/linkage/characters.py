"""What is known of single Han characters, as arrays to look codes up in: folded form, readings, near readings, look-alikes.

Belongs here: characters as numbers below 2^15 and the relations between two of them. Does not: whole names (``names``),
nor how the table was made (``make_characters``).
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

HERE = Path(__file__).parent
FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF
OTHERS = LAST_HAN - FIRST_HAN + 2  # codes 1 … 27648 are Han, then 4000 for all other characters
SYLLABLES_FROM = 31_700  # a syllable written in letters stands for any character read so
ANY_ONE, ANY_SOME = 32_700, 32_701  # one hidden character; any number of them
READINGS_KEPT = 4
BITS_OF_CODE = 15

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Characters:
    """Arrays by character code; readings are syllable numbers from 1, 0 where there is none."""

    code_of: npt.NDArray[np.uint16]  # by Unicode code point: folded code, 0 for what is dropped (blanks, dots)
    readings: npt.NDArray[np.int16]  # [code, slot]
    near_readings: npt.NDArray[np.int16]
    surname_reading: npt.NDArray[np.int16]  # how the character is read as the first of a name
    near_of: npt.NDArray[np.int16]  # by syllable: the sound that stands for it and its neighbours
    syllables: dict[str, int]
    look_alike: frozenset[int]  # low code * 2^15 + high code

    def code(self, character: str) -> int:
        """The folded code of one character."""
        return int(self.code_of[min(ord(character), len(self.code_of) - 1)])


@cache
def words() -> dict[str, Any]:
    """The word lists of ``words.toml``."""
    return tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))


def _plain_code(code_point: int) -> int:
    if FIRST_HAN <= code_point <= LAST_HAN:
        return code_point - FIRST_HAN + 1
    return OTHERS + code_point % 4000


def _code_table() -> npt.NDArray[np.uint16]:
    points = np.arange(0x30000)
    table = np.where((points >= FIRST_HAN) & (points <= LAST_HAN), points - FIRST_HAN + 1, OTHERS + points % 4000)
    table[0xFF01:0xFF5F] = table[0x21:0x7F]  # full-width forms are their half-width selves
    lower = np.arange(ord("a"), ord("z") + 1)
    table[lower] = table[lower - 32]
    table[lower + 0xFEE0] = table[lower - 32]
    dropped = " \t\r\n\u00a0\u3000\u200b\u200c\u200d\ufeff·•‧∙⋅・･.．'’`-"
    table[[ord(character) for character in dropped]] = 0
    table[np.arange(0x2000, 0x200B)] = 0
    return table.astype(np.uint16)


def near_sound(syllable: str, rules: dict[str, dict[str, str]]) -> str:
    """The sound that stands for ``syllable`` and those the dialects run together with it."""
    cut = 2 if syllable[:2] in ("zh", "ch", "sh") else 0 if syllable[0] in "aoe" else 1
    initial, ending = syllable[:cut], syllable[cut:]
    return rules["initials"].get(initial, initial) + rules["endings"].get(ending, ending)


@cache
def characters() -> Characters:
    """The shipped table, read once."""
    table = _code_table()
    listed = words()
    syllables: dict[str, int] = {}
    readings = np.zeros((1 << 15, READINGS_KEPT), np.int16)
    lines = (HERE / "characters.tsv").read_text(encoding="utf-8").splitlines()[1:]
    split = [line.split("\t") for line in lines]
    points = np.array([ord(line[0]) for line in split])
    folded = np.array([ord(line[1]) for line in split])
    table[points] = table[folded]
    for line in split:
        if line[0] == line[1]:
            code = ord(line[0]) - FIRST_HAN + 1
            for slot, syllable in enumerate(line[2].split()[:READINGS_KEPT]):
                readings[code, slot] = syllables.setdefault(syllable, len(syllables) + 1)
    rules: dict[str, dict[str, str]] = listed["near_sounds"]
    near_of = np.zeros(len(syllables) + 1, np.int16)
    for syllable, number in list(syllables.items()):
        near = near_sound(syllable, rules)
        near_of[number] = syllables.get(near, number)
    for number in syllables.values():
        readings[SYLLABLES_FROM + number, 0] = number
    surname = readings[:, 0].copy()
    for character, syllable in listed["surname_readings"].items():
        surname[table[ord(character)]] = syllables[syllable]
        _add_reading(readings, int(table[ord(character)]), syllables[syllable])
    return Characters(table, readings, near_of[readings], surname, near_of, syllables, _look_alikes(table, listed))


def _add_reading(readings: npt.NDArray[np.int16], code: int, syllable: int) -> None:
    if syllable not in readings[code]:
        free = np.flatnonzero(readings[code] == 0)
        readings[code, free[0] if len(free) else READINGS_KEPT - 1] = syllable


def _look_alikes(table: npt.NDArray[np.uint16], listed: dict[str, Any]) -> frozenset[int]:
    groups: list[str] = listed["look_alike"]
    coded = [sorted({int(table[ord(character)]) for character in group}) for group in groups]
    return frozenset((low << 15) + high for group in coded for low in group for high in group if low < high)
