"""Which of many plain 18-character numbers cannot be right, told for all of them at once.

Belongs here: the rule of ``model.identity.is_valid`` over columns of half a million numbers, where asking one by one costs
seconds. Everything but plain numbers (masked, 15 digits, with blanks) is asked one by one.
"""

import numpy as np
import numpy.typing as npt

_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], dtype=np.int32)
_CHECK = np.frombuffer(b"10X98765432", dtype=np.uint8)
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int32)


def is_plain(cell: str) -> bool:
    """Whether a tagged cell is text of exactly 17 digits and a digit or X."""
    return (
        len(cell) == 19 and cell[0] == "s" and cell.isascii() and cell[1:18].isdigit() and (cell[18] in "0123456789X")
    )


def valid_plain(numbers: list[str]) -> npt.NDArray[np.bool_]:
    """For each plain number whether its birth date exists and its check character is right."""
    if not numbers:
        return np.zeros(0, dtype=np.bool_)
    characters = np.frombuffer("".join(numbers).encode("ascii"), dtype=np.uint8).reshape(-1, 18)
    digits = characters[:, :17].astype(np.int32) - ord("0")
    right = _CHECK[(digits @ _WEIGHTS) % 11] == characters[:, 17]
    year = digits[:, 6:10] @ np.array([1000, 100, 10, 1])
    month = digits[:, 10] * 10 + digits[:, 11]
    day = digits[:, 12] * 10 + digits[:, 13]
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    month_exists = (month >= 1) & (month <= 12)
    last = _DAYS[np.where(month_exists, month, 0)] + (leap & (month == 2))
    born: npt.NDArray[np.bool_] = month_exists & (day >= 1) & (day <= last) & (year >= 1900) & (year < 2100)
    both: npt.NDArray[np.bool_] = born & right
    return both
