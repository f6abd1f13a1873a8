"""Every refusal that any room can raise has its sentence: what, where, why, what to do."""

import ast
from pathlib import Path

import pytest

from pipelines.model import errors
from pipelines.model.errors import BiduiError
from pipelines.report.texts import refusal, sentences

_CLASSES = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, BiduiError)}


def _raised() -> set[tuple[str, str]]:
    """(code, file) of every ``SomeRefusal("code", …)`` in the program."""
    found = set()
    for path in Path("pipelines").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CLASSES
            if named and node.args and isinstance(node.args[0], ast.Constant):  # type: ignore[union-attr]
                found.add((str(node.args[0].value), path.name))  # type: ignore[union-attr]
    return found


def test_every_refusal_has_a_sentence() -> None:
    raised = _raised()
    assert len(raised) > 20
    assert sorted(code for code, _ in raised if f"refusal.{code}" not in sentences()) == []


@pytest.mark.parametrize("code", sorted(code for code, _ in _raised()))
def test_a_refusal_reads_as_chinese_words_and_shows_no_code(code: str) -> None:
    sentence = refusal(BiduiError(code))
    assert any("一" <= character <= "鿿" for character in sentence)
    assert code not in sentence
