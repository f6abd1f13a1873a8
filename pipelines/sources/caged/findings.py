"""What a scan of a worksheet tells besides its values, from whichever format.

Belongs here: the shape. Finding it is ``worksheet_scan.py`` (xlsx) and ``biff.py`` (xls).
"""

from __future__ import annotations


class Findings:
    """Of one worksheet; rows and columns counted from 1. ``cells`` are shown instead of what calamine gives."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.cells: dict[int, dict[int, str]] = {}
        self.last_row = 0
        self.last_column = 0
        self.filled: int | None = None  # cells with content, where they had to be counted
        self.merges = 0
