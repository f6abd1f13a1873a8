"""The sentence behind a clue, at both disclosure levels."""

import polars as pl
import pytest
from report_town import DEPARTMENTS, clue, town

from pipelines.model.codes import Disclosure, ListKind, Measure, WarningKind
from pipelines.report.reasons import coarse_sentence, full_sentence, relation_word, window_words, with_reasons

AUTHORITY = "(依据:干政〔2021〕61号)"


@pytest.mark.parametrize(
    ("relation", "sex", "word"),
    [
        ("户主", "女", "本人"), ("配偶", "女", "妻子"), ("配偶", "男", "丈夫"), ("配偶", None, "配偶"), ("之子", "男", "儿子"),
        ("子女", "女", "女儿"), ("之孙女", "女", "孙女"), ("其他", None, "家庭成员"),
        (None, None, "家庭成员"), ("表侄", "男", "表侄"),
    ],
)  # fmt: skip
def test_relation_words(relation: str | None, sex: str | None, word: str) -> None:
    assert relation_word(relation, sex) == word


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-07-01", "2026-09-30", "7–9月"), ("2026-09-01", "2026-09-30", "9月"), ("2025-01-01", "2025-12-31", "2025年1–12月"),
        ("2025-10-01", "2026-09-30", "2025年10月–2026年9月"), (None, None, ""), ("2026", "2026", ""),
    ],
)  # fmt: skip
def test_window_words(start: str | None, end: str | None, words: str) -> None:
    assert window_words(start, end, 2026) == words


@pytest.mark.parametrize(
    ("department", "sentence"),
    [
        ("insurance", f"医保局7–9月名单:妻子自付累计23,450元,超过20,000元{AUTHORITY}"),
        ("hospital", f"卫生院7–9月名单:妻子列入重大疾病名单{AUTHORITY}"),
        ("school", f"中心校7–9月名单:妻子被报为失学辍学{AUTHORITY}"),
        ("civil_affairs", f"民政7–9月名单:妻子新纳入低保{AUTHORITY}"),
        ("enterprises", f"企业7–9月名单:妻子发生事故或变故{AUTHORITY}"),
    ],
)
def test_full_sentences(department: str, sentence: str) -> None:
    assert full_sentence(clue("W1", "H1", 1, department), DEPARTMENTS, "女", 2026) == sentence


def test_a_comparator_is_said_as_it_is() -> None:
    at_least = clue("W1", "H1", 1, "insurance") | {"comparator": ">="}
    assert "达到20,000元" in full_sentence(at_least, DEPARTMENTS, "女", 2026)
    income = at_least | {"measure": "per_capita_income", "comparator": "<", "person_id": None, "threshold": "7000"}
    assert "家庭人均纯收入23,450元,低于7,000元" in full_sentence(income, DEPARTMENTS, None, 2026)


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("list_kind", list(ListKind))
@pytest.mark.parametrize("kind", list(WarningKind))
def test_every_clue_has_words_at_both_levels(measure: Measure, list_kind: ListKind, kind: WarningKind) -> None:
    one = clue("W1", "H1", 1, "hospital") | {"measure": measure, "list_kind": list_kind, "kind": kind}
    full, coarse = full_sentence(one, DEPARTMENTS, "女", 2026), coarse_sentence(one)
    assert AUTHORITY in full and "—" not in full and "{" not in full
    assert "妻子" not in coarse and "元" not in coarse and "卫生院" not in coarse and "." not in coarse


def test_equal_coarse_sentences_are_said_once() -> None:
    issue = town()
    twice = pl.concat([issue.clues, issue.clues.with_columns(rule=pl.lit("another"))])
    coarse = with_reasons(issue.warnings, twice, Disclosure.COARSE, DEPARTMENTS)
    assert (
        coarse["reason"].to_list()
        == with_reasons(issue.warnings, issue.clues, Disclosure.COARSE, DEPARTMENTS)["reason"].to_list()
    )
    assert coarse.drop("reason").equals(issue.warnings.drop("reason"))
