"""Values of a reader as tagged text cells (``workbook.py`` says what the tags mean).

>>> cell(330102199001011000.0), cell(7.0), cell(0.1), cell(1e-07), cell(" x "), cell("")
('n330102199001011000', 'n7', 'n0.1', 'n0.0000001', 's x ', '')
"""

from __future__ import annotations

import datetime

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def number_text(value: float) -> str:
    """The shortest decimal digits that give ``value`` back, never in scientific notation, whole numbers without ``.0``."""
    text = repr(value)
    if text.endswith(".0"):
        return text[:-2]
    if "e" not in text:
        return text
    mantissa, _, exponent = text.partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    shift = int(exponent)
    if shift < 0:
        return f"{sign}0.{'0' * (-shift - 1)}{whole}{fraction}"
    return f"{sign}{whole}{fraction}{'0' * (shift - len(fraction))}"


def _number(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return "e#NUM!"
    return "n" + number_text(value)


def _moment(value: datetime.datetime) -> str:
    if value.microsecond:  # a float serial is only good to a fraction of a second
        value = value.replace(microsecond=0) + datetime.timedelta(seconds=value.microsecond >= 500_000)
    return "d" + value.isoformat()


def _duration(value: datetime.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, second = divmod(abs(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"d{sign}{hours:02d}:{minute:02d}:{second:02d}"


def cell(value: Any) -> str:
    """One value as a tagged cell."""
    kind = type(value)
    if kind is str:
        return "s" + value if value else ""
    if kind is float:
        return _number(value)
    if kind is bool:
        return "b1" if value else "b0"
    if kind is int:
        return f"n{value}"
    if kind is datetime.datetime:
        return _moment(value)
    if kind is datetime.date:
        return f"d{value.isoformat()}"
    if kind is datetime.time:
        return f"d{value.replace(microsecond=0).isoformat()}"
    return _duration(value) if kind is datetime.timedelta else ""


def row_of(values: Iterable[Any], blank_before: list[str]) -> list[str]:
    """A row of cells behind ``blank_before``, without trailing blank cells.

    Texts and plain numbers, nearly all cells, are tagged here without a call each: this loop is most of our own time.
    """
    row = blank_before.copy()
    add = row.append
    for value in values:
        kind = type(value)
        if kind is str:
            add("s" + value if value else "")
        elif kind is float:
            digits = repr(value)
            if digits[-2:] == ".0":
                add("n" + digits[:-2])
            else:
                add(_number(value) if "e" in digits or "n" in digits else "n" + digits)
        else:
            add(cell(value))
    while row and not row[-1]:
        row.pop()
    return row
