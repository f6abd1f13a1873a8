"""Every sentence exists, and Chinese stands in the texts only."""

import re
from pathlib import Path

import pytest

from pipelines.model import codes
from pipelines.model.errors import BiduiError, UsageError
from pipelines.report import texts
from pipelines.report.texts import refusal, sentences, text

PIPELINES = Path(texts.__file__).resolve().parents[1]
REPORT = sorted((PIPELINES / "report").glob("*.py"))
_USED = re.compile(r"""(?<![\w.])(?:text|word|choices)\(\s*"([a-z_.]+)["]""")
_COLUMN = re.compile(r"""\b(?:Col|Answer)\(\s*"([a-z_]+)",""")


@pytest.mark.parametrize("path", REPORT, ids=lambda path: path.name)
def test_every_key_used_is_written(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    sections = {key.rpartition(".")[0] for key in sentences()}
    for key in _USED.findall(code):
        assert key in sentences() or key in sections, key


@pytest.mark.parametrize("path", REPORT, ids=lambda path: path.name)
def test_no_chinese_outside_the_texts(path: Path) -> None:
    code = re.sub(r'"""[\s\S]*?"""|#.*', "", path.read_text(encoding="utf-8"))
    assert not re.findall("[\u4e00-\u9fff]+", code)


def test_every_column_has_a_heading() -> None:
    used = {key for path in REPORT for key in _COLUMN.findall(path.read_text(encoding="utf-8"))} - {"all"}
    assert {key for key in used if f"columns.{key}" not in sentences()} == set()


@pytest.mark.parametrize(("section", "closed"), [("reject", codes.RejectReason), ("file_refusal", codes.FileRefusal)])
def test_every_reason_has_a_sentence(section: str, closed: type[codes.Labelled]) -> None:
    assert {code.value for code in closed if f"{section}.{code.value}" not in sentences()} == set()


def test_refusals_say_what_to_do() -> None:
    known = [key for key in sentences() if key.startswith("refusal.")]
    assert len(known) > 8
    assert all("。" in sentences()[key] for key in known)


def test_a_code_without_a_sentence_still_says_something_plain() -> None:
    said = refusal(BiduiError("nobody_wrote_this"))
    assert "nobody_wrote_this" in said and "技术人员" in said


def test_a_field_that_nobody_gave_does_not_crash() -> None:
    assert "{" not in refusal(UsageError("issue_folder_not_empty"))
    assert text("no.such.key") == "no.such.key"
