"""Who looks after which households (责任网格员): the grid list laid over the registry.

Belongs here: the joining by village and group. Reading the list itself is ``registry.py``.
"""

from collections.abc import Callable

import polars as pl

from pipelines.model.places import group_key, village_key


def with_grid_members(persons: pl.DataFrame, grid: pl.DataFrame) -> pl.DataFrame:
    """PERSONS with ``grid_member`` filled from ``grid`` (village_name, group_name or null, grid_member).

    The member of a household's own group; where the list names none for the group, the village's. Several are joined
    by 、. Persons whose registry line already names a member keep it.
    """
    if grid.is_empty():
        return persons
    keyed = grid.with_columns(
        _village=_key("village_name", village_key), _group=_key("group_name", group_key)
    ).group_by("_village", "_group", maintain_order=True)
    members = keyed.agg(pl.col("grid_member").unique(maintain_order=True).str.join("、"))
    of_village = members.filter(pl.col("_group").is_null()).select("_village", _of_village="grid_member")
    of_group = members.filter(pl.col("_group").is_not_null()).rename({"grid_member": "_of_group"})
    return (
        persons.with_columns(_village=_key("village_name", village_key), _group=_key("group_name", group_key))
        .join(of_group, on=["_village", "_group"], how="left", maintain_order="left")
        .join(of_village, on="_village", how="left", maintain_order="left")
        .with_columns(grid_member=pl.coalesce("grid_member", "_of_group", "_of_village"))
        .select(persons.columns)
    )


def _key(column: str, key: Callable[[str], str]) -> pl.Expr:
    return pl.col(column).map_elements(key, return_dtype=pl.String)
