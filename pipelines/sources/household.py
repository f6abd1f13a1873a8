"""Households and persons out of registry lines: who belongs together, and the numbers a registry lacks.

Belongs here: PERSONS from the lines as read. Derived numbers must be the same next time, so they hang on words, not on row order:
a household's on its householder's name and village (his number too, when two such households exist), a person's on the identity
number, or where there is none on name, birth date and household.
"""

import hashlib

import polars as pl

from pipelines.model.codes import PersonStatus
from pipelines.model.places import village_key
from pipelines.model.tables import PERSONS

_HEAD = "户主"
_DEAD = r"死亡|已故|去世|亡故|病故|身故|死者|过世"
_MOVED = r"迁出|外迁|迁往|转出|移出|迁走|户口已迁|出嫁迁|注销|销户"
_STILL_HERE = r"未迁出|未死亡|迁入|正常|在册|未注销"
# Watched over already. A registry's words for the three kinds of monitored household, whatever the notice calls them.
_MONITORED = r"监测|不稳定|易致贫|突发严重困难|边缘户|脱贫监测|重点户"
_RISK_GONE = r"已消除|风险消除|消除风险|解除监测"


def _digest(letter: str, *words: str) -> str:
    return letter + hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:16]


def _numbered_blocks(lines: pl.DataFrame) -> pl.Series:
    """A running number that changes where another household begins: at a 户主, or where the household's words change."""
    starts = pl.col("relation").fill_null("") == _HEAD
    same_words = pl.concat_str(
        [pl.col(name).fill_null("") for name in ("file", "sheet", "householder_name", "householder_id_number")],
        separator="\x1f",
    )
    known_head = pl.col("householder_name").is_not_null() | pl.col("householder_id_number").is_not_null()
    changes = same_words != same_words.shift(1)
    return lines.select(
        pl.when(known_head)
        .then(changes | (starts & ~pl.col("person_name").eq_missing(pl.col("person_name").shift(1)) & starts))
        .otherwise(starts | changes)
        .fill_null(value=True)
        .cum_sum()
        .alias("block")
    ).to_series()


def _household_ids(lines: pl.DataFrame) -> pl.DataFrame:
    """Adds ``household_id`` where the registry has none."""
    lines = lines.with_columns(_numbered_blocks(lines).alias("_block"))
    missing = lines.filter(pl.col("household_id").is_null())
    if missing.is_empty():
        return lines.drop("_block")
    heads = missing.group_by("_block", maintain_order=True).agg(
        pl.coalesce(
            pl.col("householder_name").drop_nulls().first(),
            pl.col("person_name").filter(pl.col("relation") == _HEAD).first(),
            pl.col("person_name").drop_nulls().first(),
        ).alias("head"),
        pl.coalesce(
            pl.col("householder_id_number").drop_nulls().first(),
            pl.col("id_number").filter(pl.col("relation") == _HEAD).first(),
            pl.col("id_number").first(),
        ).alias("number"),
        pl.col("village_name").drop_nulls().first().alias("village"),
    )
    ids: list[str] = []
    seen: dict[tuple[str, str], str | None] = {}
    for head, number, village in heads.select("head", "number", "village").iter_rows():
        words = (head or "", village_key(village or ""))
        owner = seen.setdefault(words, number)
        ids.append(_digest("H", *words) if owner == number else _digest("H", *words, number or ""))
    derived = heads.select("_block", pl.Series("_derived", ids, pl.String()))
    return (
        lines.join(derived, on="_block", how="left", maintain_order="left")
        .with_columns(pl.coalesce("household_id", "_derived").alias("household_id"))
        .drop("_block", "_derived")
    )


def _person_ids(lines: pl.DataFrame) -> pl.DataFrame:
    """Adds ``person_id`` where the registry has none. One number under several names is several persons."""
    if not lines["person_id"].null_count():
        return lines
    shared = (
        lines.filter(pl.col("id_number").is_not_null())
        .group_by("id_number")
        .agg(pl.col("person_name").n_unique().alias("_names"))
        .filter(pl.col("_names") > 1)["id_number"]
    )
    by_name = set(shared)
    ids = []
    for given, number, name, born, household in lines.select(
        "person_id", "id_number", "person_name", "birth_date", "household_id"
    ).iter_rows():
        if given:
            ids.append(given)
        elif number and number not in by_name:
            ids.append(_digest("P", number))
        else:
            ids.append(_digest("P", number or household, name or "", born or ""))
    return lines.with_columns(pl.Series("person_id", ids, pl.String()))


def _status(words: pl.Expr) -> pl.Expr:
    said = words.fill_null("")
    here = said.str.contains(_STILL_HERE)
    return (
        pl.when(said.str.contains(_DEAD) & ~here)
        .then(pl.lit(PersonStatus.DEAD.value))
        .when(said.str.contains(_MOVED) & ~here)
        .then(pl.lit(PersonStatus.MOVED_OUT.value))
        .otherwise(pl.lit(PersonStatus.PRESENT.value))
    )


def _class_named(column: str) -> pl.Expr:
    """A class's name from a column that may also just say yes or no; it is narrower than the household's general kind."""
    return pl.when(pl.col(column).str.contains(r"户|困难|监测|不稳定")).then(pl.col(column))


def _is_monitored() -> pl.Expr:
    said = pl.concat_str(pl.col("household_class").fill_null(""), pl.lit(" "), pl.col("monitor_class").fill_null(""))
    yes = pl.col("monitor_class").fill_null("").is_in(["是", "√", "1"])
    no = said.str.contains("非监测|未纳入监测|不是监测")
    gone = said.str.contains(_RISK_GONE) | pl.col("risk_eliminated").fill_null("").str.contains(
        r"^(?:是|已消除|已经消除|√|1|消除.*)$"
    )
    return (said.str.contains(_MONITORED) | yes) & ~no & ~gone


def make_persons(lines: pl.DataFrame) -> pl.DataFrame:
    """PERSONS from accepted registry lines.

    ``lines``: the ROWS position columns, person words, and person_id, household_id, household_class, monitor_class,
    risk_eliminated, person_status, remark, per_capita_income_yuan as far as the registry has them (null else), in file order.
    Of two lines for one person in one household the first stays.
    """
    lines = _person_ids(_household_ids(lines))
    in_household = pl.col("household_id")
    head = pl.col("person_name").filter(pl.col("relation") == _HEAD).first().over(in_household)
    carried = [
        pl.coalesce(pl.col(name), pl.col(name).drop_nulls().first().over(in_household)).alias(name)
        for name in (
            "household_class",
            "monitor_class",
            "risk_eliminated",
            "per_capita_income_yuan",
            "household_size",
            "township_name",
            "village_name",
            "group_name",
        )
    ]
    counted = pl.len().over(in_household).cast(pl.Int64)
    lines = lines.with_columns(carried).with_columns(
        pl.coalesce("householder_name", head).alias("householder_name"),
        pl.coalesce(pl.col("household_size"), counted).alias("household_size"),
        _status(pl.coalesce("person_status", "remark")).alias("status"),
        _is_monitored().alias("already_monitored"),
        pl.coalesce(_class_named("monitor_class"), "household_class").alias("household_class"),
    )
    kept = lines.unique(["person_id", "household_id"], keep="first", maintain_order=True)
    return PERSONS.conform(kept).sort("person_id", "household_id")
