"""A calendar quarter, written ``2026Q3`` everywhere a person sees it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Self

_WRITTEN = re.compile(r"(\d{4})Q([1-4])")

_CHINA = timezone(timedelta(hours=8))  # one zone, no summer time; no time-zone database is needed on Windows


def day_in_china(moment: datetime | None = None) -> date:
    """The day it is in China at ``moment`` (aware), or now. Called at the edges only: everything below is told the day."""
    return (moment or datetime.now(UTC)).astimezone(_CHINA).date()


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of one year; ordered by time.

    >>> str(Quarter.parse("2026Q3").previous())
    '2026Q2'
    >>> Quarter.parse("2026Q3").last_day
    datetime.date(2026, 9, 30)
    """

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026Q3``. Raises ValueError for anything else."""
        found = _WRITTEN.fullmatch(text)
        if not found:
            raise ValueError(f"not a quarter: {text!r}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def containing(cls, day: date) -> Self:
        """The quarter that ``day`` lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next().first_day - timedelta(days=1)

    def previous(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def next(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    def back(self, quarters: int) -> "Quarter":
        """The quarter ``quarters`` before this one."""
        index = self.year * 4 + self.number - 1 - quarters
        return Quarter(index // 4, index % 4 + 1)
