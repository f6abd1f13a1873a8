"""The reference pages are what the program is now, and leave nothing of it out."""

import importlib.util
import re
from types import ModuleType

import pytest

from pipelines.model.codes import FileRefusal, RejectReason, ReturnFileRefusal, ReturnReason
from pipelines.model.tables import TABLES
from pipelines.policy.shipped import PLACES
from tests.docs.pages import ROOT, text_of

AGAIN = "run: .venv/bin/python docs/make_reference.py"


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKER = _maker()


@pytest.mark.parametrize("name", list(MAKER.PAGES))
def test_the_made_page_is_current(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BIDUI_DATA", raising=False)
    assert MAKER.PAGES[name]() == text_of(f"docs/reference/{name}"), AGAIN


def _headings(page: str) -> set[str]:
    return set(re.findall(r"^## (\S+)$", text_of(page), re.MULTILINE))


def _rows(page: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", text_of(page), re.MULTILINE))


def test_every_subcommand_is_described() -> None:
    page = text_of("docs/reference/command-line.md")
    assert set(MAKER.subcommands()) <= _headings("docs/reference/command-line.md")
    notes = MAKER.NOTES["command"]
    assert {name for name in MAKER.subcommands() if name not in notes} == set(), "docs/reference-notes.toml [command]"
    assert set(re.findall(r"^\| (\d) \|", page, re.MULTILINE)) == set("0123456")


def test_every_table_and_column_is_described() -> None:
    page = text_of("docs/reference/tables.md")
    assert set(TABLES) <= _headings("docs/reference/tables.md")
    assert {name for name in TABLES if name not in MAKER.NOTES["table"]} == set(), "docs/reference-notes.toml [table]"
    for table in TABLES.values():
        part = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        assert [c for c in table.column_names if f"| `{c}` |" not in part] == []


def test_every_refusal_is_listed() -> None:
    listed = _rows("docs/reference/refusals.md")
    assert set(MAKER.exit_codes_raised()) <= listed
    assert {
        code.value for closed in (FileRefusal, RejectReason, ReturnFileRefusal, ReturnReason) for code in closed
    } <= listed


def test_every_shipped_place_is_listed() -> None:
    assert set(PLACES) <= _rows("docs/reference/command-line.md")
