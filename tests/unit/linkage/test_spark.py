"""The statements of ``linkage/sql`` as a province's Spark would get them: turned by SQLGlot, nothing refused, nothing lost."""

from collections import Counter
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

import pipelines.linkage

STATEMENTS = sorted((Path(pipelines.linkage.__file__).parent / "sql").glob("*.sql"))
# All that the statements may call. Spark has each under the same name or one that SQLGlot gives it.
IN_BOTH = {
    *(exp.And, exp.Or, exp.Abs, exp.Case, exp.Cast, exp.Coalesce, exp.Count, exp.If, exp.Least, exp.Log),
    *(exp.Max, exp.Min, exp.Pow, exp.Rank, exp.Round, exp.Sum),
}
# Seen to be lost or changed on the way to Spark, or to exist in DuckDB alone.
ONLY_IN_DUCKDB = ("max_by(a, b, 2)", "list_sum(a)", "strlen(a)", "hash(a)", "list_transform(a, lambda x: x)", "a[1:2]")


def _shape(tree: sqlglot.Expr) -> Counter[tuple[str, int]]:
    """Every function call and operator with the number of its arguments."""
    kept = (
        *IN_BOTH,
        exp.Anonymous,
        exp.Binary,
        exp.Join,
        exp.Union,
        exp.In,
        exp.Window,
        exp.Placeholder,
        exp.Parameter,
    )
    nodes = [node for node in tree.walk() if isinstance(node, kept) and not isinstance(node, exp.Cast)]
    return Counter((type(node).__name__, len(list(node.iter_expressions()))) for node in nodes)


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_statement_turns_into_spark_sql_whole(path: Path) -> None:
    tree = sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb")
    turned = tree.sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert _shape(sqlglot.parse_one(turned, read="spark")) == _shape(tree)
    assert {one.name for one in tree.find_all(exp.Placeholder, exp.Parameter)} <= {
        one.name for one in sqlglot.parse_one(turned, read="spark").find_all(exp.Placeholder, exp.Parameter)
    }


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_statement_calls_only_what_both_engines_have(path: Path) -> None:
    tree = sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb")
    assert {type(one) for one in tree.find_all(exp.Func)} <= IN_BOTH


@pytest.mark.parametrize("call", ONLY_IN_DUCKDB)
def test_what_only_duckdb_has_would_be_noticed(call: str) -> None:
    tree = sqlglot.parse_one(f"select {call} from t", read="duckdb")  # noqa: S608
    assert tree.find(exp.Slice, exp.Lambda) or {type(one) for one in tree.find_all(exp.Func)} - IN_BOTH
