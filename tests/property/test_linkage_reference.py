"""The engine's joins beside the slow and obvious linker: the same candidates, weights, levels and probabilities."""

import polars as pl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipelines.linkage import link, load_parameters, prepare
from pipelines.linkage.reference import Reference
from tests.property.test_linkage_invariants import towns

QUICK = settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
CLOSE = 0.06  # parts of a weight are rounded to hundredths before they are added
PHONES = [None, "13800000001", "13800000002"]


@st.composite
def told_towns(draw: st.DrawFn) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A town whose rows also say "the son of", hide characters, and name telephones, guardians and householders."""
    registry, rows = draw(towns())
    names = [str(name) for name in registry["person_name"]]
    said = []
    for name in rows["person_name"]:
        forms = [name, name, f"{draw(st.sampled_from(names))}之子", f"{str(name)[:1]}*{str(name)[2:]}", str(name)[:2]]
        said.append(draw(st.sampled_from(forms)))
    maybe = st.sampled_from([None, None, *names])
    more = {
        "guardian_name": [draw(maybe) for _ in said],
        "householder_name": [draw(maybe) for _ in said],
        "phone": [draw(st.sampled_from(PHONES)) for _ in said],
    }
    texts = pl.DataFrame({"person_name": said, **more}, schema=dict.fromkeys(["person_name", *more], pl.String))
    phones = pl.Series("phone", [draw(st.sampled_from(PHONES)) for _ in names], dtype=pl.String)
    return registry.with_columns(phones), rows.with_columns(texts)


@QUICK
@given(told_towns())
def test_engine_agrees_with_the_obvious_linker(town: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    registry, rows = town
    prepared, parameters = prepare(registry), load_parameters()
    alternatives = link(prepared, rows, parameters).alternatives
    for row_id, expected in Reference(prepared, parameters).link(rows).items():
        found = alternatives.filter(pl.col("row_id") == row_id).sort("candidate_rank").to_dicts()
        assert len(found) == min(len(expected), 10), row_id
        for one, other in zip(found, expected, strict=False):
            assert abs(one["weight"] - other.weight) < CLOSE, (one, other)
            assert abs(one["probability"] - other.probability) < CLOSE, (one, other)
        if expected and (len(expected) == 1 or expected[0].weight - expected[1].weight > CLOSE):
            assert found[0]["level"] == expected[0].level
            assert (found[0]["person_id"] is None) == (expected[0].entry is None)
