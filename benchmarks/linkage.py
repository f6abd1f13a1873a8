"""Scores and times linkage on the tables of ``linkage_tables``: ``python -m benchmarks.linkage DIR [DIR …]``.

Prints for each folder what the auto links and the questions are worth against the truth, and the whole command's time and
memory in a process of its own. ``--detail`` adds recall by kind of damage and calibration.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import polars as pl

EDGES = (0.0, 0.05, 0.3, 0.5, 0.7, 0.9, 0.95, 0.97, 0.99, 0.999, 0.9999)


def timed(folder: Path) -> tuple[float, float]:
    """(seconds, GiB) of the whole command, cold, writing ``links.parquet`` into ``folder``."""
    files = (("--registry", "registry"), ("--rows", "rows"), ("--to", "links"))
    arguments = [word for option, name in files for word in (option, str(folder / f"{name}.parquet"))]
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "pipelines", "link", *arguments], check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20


def scored(folder: Path) -> pl.DataFrame:
    """Links beside the truth, with ``right`` (the person, either entry; or the household for the unregistered)."""
    links, truth = pl.read_parquet(folder / "links.parquet"), pl.read_parquet(folder / "truth.parquet")
    both = truth.join(links, on="row_id", suffix="_linked")
    person = pl.col("person_id_linked").str.strip_suffix("B") == pl.col("person_id")
    newborn = (pl.col("kind") == "newborn") & pl.col("person_id_linked").is_null()
    household = newborn & (pl.col("household_id_linked") == pl.col("household_id"))
    listed = pl.col("candidates").str.contains(pl.col("person_id"), literal=True)
    return both.with_columns(
        right=(person | household).fill_null(False),
        asked=(pl.col("status") == "review") & (listed | household).fill_null(False),
        linkable=pl.col("kind") != "outsider",
    )


def figures(both: pl.DataFrame) -> dict[str, float]:
    """The figures the acceptance speaks of."""
    auto = both.filter(pl.col("status") == "auto")
    registered = both.filter(pl.col("kind") == "registered")
    right = auto["right"].sum()
    precision, recall = (
        right / max(len(auto), 1),
        auto.filter("right", pl.col("kind") == "registered").height / len(registered),
    )
    found = registered.filter(pl.col("asked") | (pl.col("right") & (pl.col("status") == "auto"))).height / len(
        registered
    )
    strangers = both.filter(pl.col("kind") == "outsider")
    return {
        "rows": both.height,
        "precision": round(precision, 5),
        "wrong": len(auto) - right,
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4),
        "auto_or_review": round(found, 4),
        "review": round(both.filter(pl.col("status") == "review").height / both.height, 4),
        "outsiders_linked": strangers.filter(
            pl.col("status") == "auto", pl.col("person_id_linked").is_not_null()
        ).height,
        "newborns_right": round(both.filter(pl.col("kind") == "newborn")["right"].mean() or 0.0, 3),  # type: ignore[arg-type]
    }


def detail(both: pl.DataFrame) -> None:
    """Recall by damage, calibration, wrong links by level."""
    pl.Config.set_tbl_rows(200).set_tbl_hide_dataframe_shape(True).set_tbl_cols(-1).set_tbl_width_chars(200)
    single = both.filter(pl.col("kind") == "registered", ~pl.col("damage").str.contains("+", literal=True))
    auto = (pl.col("status") == "auto") & pl.col("right")
    print(
        single.group_by("damage")
        .agg(rows=pl.len(), auto=auto.mean().round(4), asked=(auto | pl.col("asked")).mean().round(4))
        .sort("auto")
    )
    bands = both.filter(pl.col("person_id_linked").is_not_null()).with_columns(
        band=pl.max_horizontal(pl.when(pl.col("probability") > edge).then(edge) for edge in EDGES)
    )
    print(bands.group_by("band").agg(rows=pl.len(), right=pl.col("right").mean().round(5)).sort("band"))
    wrong = both.filter(pl.col("status") == "auto", ~pl.col("right"))
    print(wrong.group_by("level", "kind", "damage").len().sort("len", descending=True).head(25))
    print(
        both.group_by("level", "status")
        .agg(rows=pl.len(), right=pl.col("right").mean().round(4))
        .sort("rows", descending=True)
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--detail", action="store_true")
    chosen = parser.parse_args()
    for folder in chosen.folders:
        seconds, gibibytes = timed(folder)
        both = scored(folder)
        print(
            json.dumps(
                {"table": folder.name, **figures(both), "seconds": round(seconds, 2), "GiB": round(gibibytes, 2)}
            )
        )
        if chosen.detail:
            detail(both)
