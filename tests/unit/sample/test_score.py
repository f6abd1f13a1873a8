"""The score counts what a user would call right and wrong."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from pipelines.model.quarter import Quarter
from pipelines.model.tables import LINKS, PERSONS, ROWS
from pipelines.sample.score import as_numbers, score
from pipelines.sample.town import truth_folder, write_sample

QUARTER = "2026Q3"
SUM_OF_MISTAKES = 5


@dataclass(frozen=True)
class Run:
    """What a faultless program would make of the sample."""

    rows: pl.DataFrame
    links: pl.DataFrame
    persons: pl.DataFrame
    truth: Path


@pytest.fixture(scope="module", params=["ganhanhe", "zhaojia"])
def faultless(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    into = tmp_path_factory.mktemp(request.param) / "town"
    write_sample(into, request.param, 1500, Quarter.parse(QUARTER), 2)
    every = pl.read_parquet(truth_folder(into) / "rows.parquet")
    registry = every.filter((pl.col("department") == "registry") & pl.col("person_id").is_not_null())
    # the program's own ids need not be the truth's
    own = [pl.concat_str(pl.lit("own"), name).alias(name) for name in ("person_id", "household_id")]
    persons = registry.filter(pl.col("fate") == "accepted").with_columns(own)
    lists = every.filter((pl.col("department") != "registry") & (pl.col("quarter") == QUARTER))
    data = lists.filter(pl.col("fate").is_in(["accepted", "duplicate"]))
    named = pl.when("registered").then(pl.concat_str(pl.lit("own"), "person_id"))
    found = pl.col("household_id").is_not_null()
    links = data.with_columns(
        named.alias("person_id"),
        own[1],
        status=pl.when(found).then(pl.lit("auto")).otherwise(pl.lit("none")),
        candidates=named.fill_null(""),
    )
    return Run(ROWS.conform(lists), LINKS.conform(links), PERSONS.conform(persons), truth_folder(into))


def test_a_faultless_run_scores_full_marks(faultless: Run) -> None:
    measured = score(faultless.rows, faultless.links, faultless.persons, faultless.truth, QUARTER)
    full = {name: share for name, share in measured.shares.items() if name != "outsiders_linked" and share is not None}
    assert set(full.values()) == {1.0}
    assert measured.outsiders > 0 and measured.outsiders_linked == 0
    assert measured.rows_invented == measured.amounts_invented == measured.links_missing == 0
    assert len(as_numbers(measured)) > 20


def test_nothing_read_scores_nothing(faultless: Run) -> None:
    measured = score(ROWS.empty(), LINKS.empty(), faultless.persons, faultless.truth, QUARTER)
    assert measured.rows_fate_right == measured.amounts_right == measured.dates_right == measured.auto == 0
    assert measured.links_missing == measured.links_present > 0


def test_each_mistake_is_counted_once(faultless: Run) -> None:
    wrong_rows = faultless.rows.with_columns(
        fate=pl.when(pl.int_range(pl.len()) < SUM_OF_MISTAKES).then(pl.lit("rejected")).otherwise("fate"),
        settlement_date=pl.lit("1999-01-01"),
        self_paid_yuan=pl.col("self_paid_yuan") + 1,
    )
    right = score(faultless.rows, faultless.links, faultless.persons, faultless.truth, QUARTER)
    measured = score(wrong_rows, faultless.links, faultless.persons, faultless.truth, QUARTER)
    assert right.rows_fate_right - measured.rows_fate_right == SUM_OF_MISTAKES
    truth = pl.read_parquet(faultless.truth / "rows.parquet")
    truth = truth.filter((pl.col("quarter") == QUARTER) & pl.col("fate").is_in(["accepted", "duplicate"]))
    assert right.dates_right - measured.dates_right == truth["settlement_date"].drop_nulls().len()
    assert right.amounts_right - measured.amounts_right == truth["self_paid_yuan"].drop_nulls().len()


def test_wrong_links_and_linked_outsiders_show(faultless: Run) -> None:
    somebody = faultless.persons.row(0, named=True)
    all_to_one = faultless.links.with_columns(
        person_id=pl.lit(somebody["person_id"]), household_id=pl.lit(somebody["household_id"]), status=pl.lit("auto")
    )
    measured = score(faultless.rows, all_to_one, faultless.persons, faultless.truth, QUARTER)
    assert measured.outsiders_linked == measured.outsiders
    assert (measured.shares["auto_precision"] or 0) < 0.05


def test_review_counts_when_the_right_person_is_offered(faultless: Run) -> None:
    in_review = faultless.links.with_columns(
        status=pl.when(pl.col("person_id").is_not_null()).then(pl.lit("review")).otherwise(pl.lit("none")),
        candidates=pl.concat_str(pl.lit("nobody|"), pl.col("person_id").fill_null("")),
        person_id=pl.lit(None, pl.String()),
        household_id=pl.lit(None, pl.String()),
    )
    shares = score(faultless.rows, in_review, faultless.persons, faultless.truth, QUARTER).shares
    assert shares["auto_recall"] == 0
    assert shares["recall_with_review"] == 1
