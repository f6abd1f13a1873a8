"""What was answered last time, in the few words that the next list shows as 上次核实结果."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.model.codes import VisitAdvice, VisitFinding
from pipelines.report.texts import text

_FINDINGS = {code.value: code.label for code in VisitFinding}
_ADVICE = {code.value: code.label for code in VisitAdvice}


def last_answer(quarter: str, answers: Mapping[str, str]) -> str:
    """``属实、无风险、持续关注(2026-07-20)``; the quarter stands for a day that was not told."""
    risk = answers.get("at_risk")
    words = (
        _FINDINGS.get(answers.get("finding", ""), ""),
        text(f"last_answer.risk_{risk}") if risk in ("yes", "no") else "",
        _ADVICE.get(answers.get("advice", ""), ""),
    )
    said = text("list.joint").join(word for word in words if word)
    return text("last_answer.said", said=said, when=answers.get("visited_on") or quarter)


def last_answers(bodies: Mapping[str, Mapping[str, Any]]) -> pl.DataFrame:
    """household_id, answer (words), sorted, from household_id → body of its last standing answer."""
    lines = [(home, last_answer(body["quarter"], body["answers"])) for home, body in sorted(bodies.items())]
    return pl.DataFrame(lines, schema={"household_id": pl.String, "answer": pl.String}, orient="row")
