"""The desk raises an eyebrow when links get rarer, rows jump, or a department has not sent; it never stops an issue."""

import polars as pl

from pipelines.checks.watching import Watch, drift, freshness, link_rate
from pipelines.model.quarter import Quarter

Q3 = Quarter(2026, 3)
WATCH = Watch(link_rate_fall=0.05, review_share=0.1, rows_change=0.5, few_rows=20)


def _links(**shares: tuple[int, int, int]) -> pl.DataFrame:
    lines = [
        (quarter.upper(), status)
        for quarter, counts in shares.items()
        for status, count in zip(("auto", "review", "none"), counts, strict=True)
        for _ in range(count)
    ]
    return pl.DataFrame(lines, schema=["quarter", "status"], orient="row")


def test_fewer_automatic_links_than_last_quarter_shows() -> None:
    assert link_rate(_links(**{"2026q2": (95, 3, 2), "2026q3": (93, 4, 3)}), Q3, WATCH).usual
    found = link_rate(_links(**{"2026q2": (95, 3, 2), "2026q3": (80, 8, 12)}), Q3, WATCH)
    assert not found.usual
    assert found.numbers["link_rate"] == 0.8


def test_many_doubtful_rows_show_and_few_rows_say_nothing() -> None:
    assert not link_rate(_links(**{"2026q3": (80, 20, 0)}), Q3, WATCH).usual
    assert link_rate(_links(**{"2026q3": (1, 5, 4)}), Q3, WATCH).usual


def _rows(**counts: int) -> pl.DataFrame:
    lines = [("school", quarter.upper(), "accepted") for quarter, count in counts.items() for _ in range(count)]
    return pl.DataFrame(lines, schema=["department", "quarter", "fate"], orient="row")


def test_a_department_whose_rows_halve_shows() -> None:
    labels = {"school": "学校"}
    assert drift(_rows(**{"2026q2": 100, "2026q3": 90}), Q3, labels, WATCH).usual
    assert not drift(_rows(**{"2026q2": 100, "2026q3": 40}), Q3, labels, WATCH).usual


def test_a_department_that_has_not_sent_shows() -> None:
    deliveries = pl.DataFrame(
        {
            "quarter": ["2026Q3", "2026Q3"],
            "department": ["school", "hospital"],
            "status": ["current", "refused"],
            "received_at": ["2026-10-02", "2026-10-03"],
        }
    )
    assert freshness(deliveries, Q3, {"school": "学校"}).usual
    found = freshness(deliveries, Q3, {"school": "学校", "hospital": "医院"})
    assert (found.usual, found.numbers["departments_missing"]) == (False, 1.0)
