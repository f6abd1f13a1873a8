"""Each household shows who looks after it: its group's member, else the village's."""

import polars as pl

from pipelines.model.tables import PERSONS
from pipelines.sources.grid_members import with_grid_members


def _persons(*places: tuple[str, str | None]) -> pl.DataFrame:
    frame = pl.DataFrame({"village_name": [p[0] for p in places], "group_name": [p[1] for p in places]})
    return PERSONS.conform(frame.cast(pl.String))


def test_group_member_first_then_the_village_s() -> None:
    grid = pl.DataFrame(
        {
            "village_name": ["柳林村", "柳林", "柳林村", "新河村"],
            "group_name": ["第一村民组", "1组", None, None],
            "grid_member": ["甲", "乙", "丙", "丁"],
        }
    )
    persons = _persons(("柳林村", "一组"), ("柳林村", "2组"), ("新河社区", None), ("大庙村", "1组"))
    assert with_grid_members(persons, grid)["grid_member"].to_list() == ["甲、乙", "丙", "丁", None]


def test_no_grid_list_leaves_the_registry_as_it_is() -> None:
    persons = _persons(("柳林村", "1组"))
    empty = pl.DataFrame(schema={"village_name": pl.String, "group_name": pl.String, "grid_member": pl.String})
    assert with_grid_members(persons, empty).equals(persons)
