"""What must hold for linkage in any small town and any list, drawn by Hypothesis."""

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.linkage import Linked, Parameters, link, load_parameters, prepare
from pipelines.linkage.parameters import Cuts
from pipelines.model.identity import check_character

SURNAMES, GIVEN = "马王张李欧", ["伟", "芳", "国强", "小明", "晓明", "秀英", "子轩"]
VILLAGES = ["柳林村", "杨树村", "石桥村"]
RELATIONS = ["户主", "配偶", "之子", "之女"]
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def number(year: int, month: int, order: int) -> str:
    first = f"341523{year}{month:02d}15{order:03d}"
    return first + check_character(first)


people = st.builds(
    lambda surname, given_name, year, month, order, village, household, relation, has_number, status: {
        "person_name": surname + given_name,
        "id_number": number(year, month, order) if has_number else None,
        "birth_date": f"{year}-{month:02d}-15",
        "sex": "男" if order % 2 else "女",
        "village_name": village,
        "household_id": f"h{household}",
        "relation": relation,
        "status": status,
    },
    *(st.sampled_from(SURNAMES), st.sampled_from(GIVEN), st.integers(1990, 1993), st.integers(1, 2), st.integers(1, 6)),
    *(st.sampled_from(VILLAGES), st.integers(1, 6), st.sampled_from(RELATIONS), st.booleans()),
    st.sampled_from(["present", "present", "present", "dead", "moved_out"]),
)


@st.composite
def towns(draw: st.DrawFn) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(registry, rows): rows are about registered people, damaged a little, or about strangers."""
    drawn = draw(st.lists(people, min_size=1, max_size=14))
    registry = [person | {"person_id": f"p{place}"} for place, person in enumerate(drawn)]
    strangers = draw(st.lists(people, max_size=3))
    rows = []
    for place, person in enumerate(draw(st.lists(st.sampled_from(registry), max_size=6)) + strangers):
        row = {name: person[name] for name in ("person_name", "id_number", "birth_date", "sex", "village_name")}
        for name in draw(st.sets(st.sampled_from(sorted(row)))):
            row[name] = None
        if row["id_number"] and draw(st.booleans()):
            cut = draw(st.integers(0, 16))
            row["id_number"] = row["id_number"][:cut] + draw(st.sampled_from("0*7")) + row["id_number"][cut + 1 :]
        rows.append(row | {"row_id": f"r{place:02d}", "department": "hospital"})
    schema = dict.fromkeys(
        ["row_id", "department", "person_name", "id_number", "birth_date", "sex", "village_name"], pl.String
    )
    return pl.DataFrame(registry), pl.DataFrame(rows, schema=schema)


def linked(registry: pl.DataFrame, rows: pl.DataFrame, threads: int | None = None, cuts: Cuts | None = None) -> Linked:
    shipped = load_parameters()
    return link(prepare(registry), rows, Parameters(shipped.dated, cuts or shipped.cuts, shipped.tables), threads)


@QUICK
@given(towns(), st.randoms(use_true_random=False))
def test_order_and_threads_change_nothing(town: tuple[pl.DataFrame, pl.DataFrame], chance: object) -> None:
    registry, rows = town
    seed = chance.randrange(1000)  # type: ignore[attr-defined]
    first = linked(registry, rows)
    for other in (
        linked(registry.sample(fraction=1, shuffle=True, seed=seed), rows.sample(fraction=1, shuffle=True, seed=seed)),
        linked(registry, rows, threads=1),
    ):
        assert_frame_equal(other.links, first.links, check_exact=True)
        assert_frame_equal(other.alternatives, first.alternatives, check_exact=True)


@QUICK
@given(towns())
def test_every_row_stands_once_and_a_review_names_its_candidates(town: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    registry, rows = town
    links = linked(registry, rows).links
    assert links["row_id"].to_list() == sorted(rows["row_id"])
    assert set(links["status"]) <= {"auto", "review", "none"}
    asked = links.filter(pl.col("status") == "review", pl.col("level") != "household_only")
    assert (asked["candidates"] != "").all()
    made = links.filter(pl.col("status") == "auto", pl.col("person_id").is_not_null())
    known = registry.select("person_id", "household_id")
    assert len(made.join(known, on=["person_id", "household_id"], how="anti")) == 0


@QUICK
@given(towns())
def test_stricter_cuts_never_add_a_link(town: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    registry, rows = town
    usual = linked(registry, rows).links.filter(pl.col("status") == "auto")
    strict = linked(registry, rows, cuts=Cuts(0.999, 8.0, 0.2)).links.filter(pl.col("status") == "auto")
    assert len(strict.join(usual, on=["row_id", "person_id", "household_id"], how="anti", nulls_equal=True)) == 0


@QUICK
@given(towns())
def test_removing_a_rival_never_lowers_a_link(town: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    registry, rows = town
    whole = linked(registry, rows)
    rivals = whole.alternatives.filter(pl.col("candidate_rank") == 2, pl.col("person_id").is_not_null())
    for row_id, person_id in rivals.select("row_id", "person_id").head(2).iter_rows():
        best = whole.alternatives.filter(pl.col("row_id") == row_id).sort("candidate_rank").row(0, named=True)
        if best["person_id"] is None:
            continue
        rival = registry.filter(pl.col("person_id") == person_id)
        if (
            rival["household_id"][0]
            in registry.filter(pl.col("person_id") == best["person_id"])["household_id"].to_list()
        ):
            continue  # who lives with somebody is evidence for them, too
        fewer = linked(registry.filter(pl.col("person_id") != person_id), rows.filter(pl.col("row_id") == row_id))
        after = fewer.alternatives.filter(pl.col("person_id") == best["person_id"])
        assert after["probability"].max() >= best["probability"] - 0.02  # type: ignore[operator]


@QUICK
@given(towns())
def test_two_people_with_one_number_are_never_linked_unasked(town: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    registry, rows = town
    numbered = registry.filter(pl.col("id_number").is_not_null())
    people_by_number = numbered.group_by("id_number").agg(who=pl.struct("person_name", "birth_date").n_unique())
    shared = people_by_number.filter(pl.col("who") > 1)["id_number"].to_list()
    due = rows.filter(pl.col("id_number").is_in(shared))["row_id"].to_list()
    links = linked(registry, rows).links
    assert "auto" not in links.filter(pl.col("row_id").is_in(due))["status"].to_list()


@QUICK
@given(st.integers(3, 12), st.sampled_from(GIVEN))
def test_a_stranger_with_a_common_name_stays_unlinked(namesakes: int, given_name: str) -> None:
    registry = pl.DataFrame(
        {
            "person_id": [f"p{place}" for place in range(namesakes)],
            "household_id": [f"h{place}" for place in range(namesakes)],
            "person_name": ["王" + given_name] * namesakes,
            "id_number": [number(1950 + place, 1, 7) for place in range(namesakes)],
        }
    )
    stranger = pl.DataFrame({"row_id": ["a", "b"], "department": ["school"] * 2, "person_name": ["王" + given_name] * 2,
                             "id_number": [None, "110105201503031236"]})  # fmt: skip
    assert "auto" not in linked(registry, stranger).links["status"].to_list()
