"""docs/reference/policy.md: its examples are one valid policy, and it describes every key that the loader reads."""

import re
from pathlib import Path

import pytest

from pipelines.policy.load import read_policy
from pipelines.policy.read_rules import FILTERS
from pipelines.policy.section import Section

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "reference" / "policy.md").read_text(encoding="utf-8")
EXAMPLES = "\n".join(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))


def test_the_examples_are_one_valid_policy() -> None:
    policy = read_policy(EXAMPLES, "policy.md")
    assert len(policy.rules) == EXAMPLES.count("[[rule]]")


def test_every_key_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[str] = set()
    kept = Section.raw

    def noted(self: Section, name: str) -> object | None:
        if not self.where.endswith(("aliases", "offices")):  # their keys are names of places
            read.add(name)
        return kept(self, name)

    monkeypatch.setattr(Section, "raw", noted)
    read_policy(EXAMPLES, "policy.md")
    tables = {"class", "income_line", "statistic", "population", "rule", "clock", "calendar", "schedule", "grid_level"}
    tables |= {"urgency", "compulsory_schooling", "school_year", "grades", "working_year", "place"}
    assert tables <= read
    missing = {key for key in read - tables | set(FILTERS) if f"`{key}`" not in PAGE}
    missing |= {table for table in tables if not re.search(rf"`\[+{table}\]+`", PAGE)}
    assert missing == set()


def test_every_row_of_the_published_table_is_a_file_or_a_reason() -> None:
    reasons = (ROOT / "docs" / "reference" / "rules-not-computable.md").read_text(encoding="utf-8")
    listed = {int(row) for row in re.findall(r"^\| (\d+) \|", reasons, re.MULTILINE)}
    assert listed == {1, 11, 17, 18, 20, 21, 22, 23}


def test_the_how_to_changes_a_real_entry() -> None:
    page = (ROOT / "docs" / "how-to" / "change-a-threshold.md").read_text(encoding="utf-8")
    before, after = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[:2]
    rest = EXAMPLES[: EXAMPLES.index("[[rule]]")] + EXAMPLES[EXAMPLES.index("[[urgency]]") :]
    assert len(read_policy(rest + before, "p.toml").rules) == 1
    policy = read_policy(rest + after, "p.toml")
    assert [(str(r.until), r.level and r.level.yuan) for r in policy.rules] == [("2026-08-14", 20000), ("None", 15000)]
