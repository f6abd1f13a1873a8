"""Every refusal of ``policy`` and every remark of ``screening`` has its Chinese sentence, and no sentence asks for more."""

import re
import string
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3] / "pipelines"
TEXTS = tomllib.loads((ROOT / "report" / "texts_zh.toml").read_text(encoding="utf-8"))
CODE = {
    "policy": ("refusal", r'"((?:policy|office)_[a-z_]+|unknown_place|no_office)"'),
    "screening": ("remark", r'(?:Remark|counted)\(\s*"([a-z_]+)"'),
}
GIVEN = {"file", "key", "add", "why", "place", "known", "folder", "list_kind", "rows", "rule", "count", "year"}


@pytest.mark.parametrize("room", sorted(CODE))
def test_every_code_has_its_sentence(room: str) -> None:
    section, pattern = CODE[room]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / room).glob("*.py")))
    used = set(re.findall(pattern, code))
    assert len(used) >= 8
    assert used - set(TEXTS[section]) == set()
    for name in used:
        assert {field for _, field, _, _ in string.Formatter().parse(TEXTS[section][name]) if field} <= GIVEN
