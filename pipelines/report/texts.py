"""Every sentence people read, by key, from ``texts_zh.toml``; and the refusal sentences.

Belongs here: looking a sentence up and filling its fields. Does not: deciding which sentence is due.
A key nobody wrote is a failed test, never a crash in front of a clerk: the key itself is shown instead.
"""

import tomllib
from functools import cache
from pathlib import Path

from pipelines.model.errors import BiduiError

_FILE = Path(__file__).with_name("texts_zh.toml")


class _Blank(dict[str, object]):
    def __missing__(self, field: str) -> str:
        return "—"


def _flatten(table: dict[str, object], prefix: str, into: dict[str, str]) -> None:
    for name, value in table.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(value, dict):
            _flatten(value, key, into)
        else:
            into[key] = str(value)


@cache
def sentences() -> dict[str, str]:
    """All sentences, ``section.name`` → text with ``{fields}``."""
    flat: dict[str, str] = {}
    _flatten(tomllib.loads(_FILE.read_text(encoding="utf-8")), "", flat)
    return flat


def text(key: str, /, **fields: object) -> str:
    """The sentence under ``key`` with its fields filled; a field not given shows as a dash."""
    found = sentences().get(key)
    if found is None:
        return key
    return found.format_map(_Blank(fields)) if "{" in found else found


def choices(section: str) -> list[str]:
    """All sentences of a section in the file's order, unfilled: the options of a dropdown, the lines of a guide."""
    return [sentence for key, sentence in sentences().items() if key.startswith(f"{section}.")]


def word(section: str, code: str | None, /, **fields: object) -> str:
    """The sentence ``section.code``, or ``section.other`` where the code has none of its own."""
    key = f"{section}.{code}"
    return text(key if key in sentences() else f"{section}.other", reason=code or "", **fields)


def refusal(error: BiduiError) -> str:
    """What a clerk reads of a refusal: what, where, why, what to do. Codes without a sentence get the general one."""
    key = f"refusal.{error.code}"
    if key in sentences():
        return text(key, **error.context)
    return text("refusal.internal", code=error.code)
