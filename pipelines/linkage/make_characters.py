"""Makes ``characters.tsv`` anew from pypinyin and OpenCC: run by hand when either changes, never while linking.

``python -m pipelines.linkage.make_characters`` writes, for each Han character, its folded form (traditional and variant
forms become the plain simplified one) and its readings without tones, the commonest first. Reading a finished table takes
a hundredth of the time that importing the two libraries takes.
"""

import tomllib
from pathlib import Path

import opencc
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

from pipelines.linkage.characters import FIRST_HAN, LAST_HAN

HERE = Path(__file__).parent


def _variants() -> dict[str, str]:
    words = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    return {variant: group[0] for group in words["variants"] for variant in group[1:]}


def _readings(code_point: int) -> str:
    plain = (to_normal(one).replace("ü", "v").replace("ê", "e") for one in PINYIN_DICT.get(code_point, "").split(","))
    return " ".join(dict.fromkeys(one for one in plain if one.isascii() and one.isalpha()))


def lines() -> list[str]:
    """One line for each character that has a reading or folds to another: character, folded form, readings."""
    simplify = opencc.OpenCC("t2s")
    variants = _variants()
    made = ["character\tfolded\treadings"]
    for code_point in range(FIRST_HAN, LAST_HAN + 1):
        character = chr(code_point)
        simple = simplify.convert(character)
        folded = variants.get(simple, variants.get(character, simple))
        if len(folded) != 1 or not FIRST_HAN <= ord(folded) <= LAST_HAN:
            folded = character
        readings = _readings(code_point) or _readings(ord(folded))
        if readings or folded != character:
            made.append(f"{character}\t{folded}\t{readings}")
    return made


if __name__ == "__main__":
    (HERE / "characters.tsv").write_text("\n".join(lines()) + "\n", encoding="utf-8", newline="\n")
