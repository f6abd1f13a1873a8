"""Person names as text. Comparing two names is linkage's work; here is only their one spelling.

>>> as_sent("　欧阳 娜娜 ")
'欧阳娜娜'
>>> as_sent("马·伊布拉欣")
'马·伊布拉欣'
"""

import re
import unicodedata

HOUSEHOLDER = "户主"
"""The relation that registries write for the householder himself."""

_BLANKS = re.compile(r"[\s\u200b\u200c\u200d\ufeff]+")
_DOTS = re.compile(r"[·•‧∙⋅・･.．]+(?=[^\d])")
_MASK = re.compile(r"[*＊×xX○●某?？]")


def as_sent(text: str) -> str:
    """The name in one spelling: NFKC, no blanks, every middle dot written ``·``."""
    return _DOTS.sub("·", _BLANKS.sub("", unicodedata.normalize("NFKC", text))).strip("·")


def is_masked(name: str) -> bool:
    """Whether characters were hidden (张*国, 张某某) or lost to a question mark."""
    return bool(_MASK.search(name))
