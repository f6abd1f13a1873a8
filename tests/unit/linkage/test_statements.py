"""The statements of ``linkage/sql``: nothing that compares bytes, nothing that another engine would drop."""

import re
from pathlib import Path

import pytest

import pipelines.linkage

STATEMENTS = sorted((Path(pipelines.linkage.__file__).parent / "sql").glob("*.sql"))
BY_BYTE = (
    r"\b(levenshtein|damerau_levenshtein|hamming|jaccard|jaro_similarity|jaro_winkler_similarity|editdist3|strlen)\s*\("
)
NOT_IN_SPARK = r"->|\blambda\b|\[\s*\d*\s*:|\bhash\s*\(|\blist_\w+\s*\(|\bexclude\b|\bmax_by\s*\([^()]*,[^()]*,"


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_statement_keeps_to_the_house(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    code = re.sub(r"--.*", "", text)
    assert not re.search(BY_BYTE, code)
    assert not re.search(NOT_IN_SPARK, code)
    assert text.startswith("-- ") and "\n-- in:" in text and "\n-- out:" in text
    assert code.lower() == code
