"""The many ways in which offices write one date, amount or phone number, each with what can still be read from it.

Belongs here: a value → (cell, readable value). Who or what the value is about is not known here.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Generic, NamedTuple, TypeVar

Card = TypeVar("Card")


class Formula(NamedTuple):
    """A formula cell with the value its program computed."""

    text: str
    value: float


def words(text: str) -> list[str]:
    """The words of a text that is nothing but a list."""
    return text.split()


Cell = None | str | int | float | date | Formula

_FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_SERIAL_START = date(1899, 12, 30)
_CENT = Decimal("0.01")

# Forms that any format can carry, and those that need a typed cell.
DATE_TEXTS = ("dots", "chinese", "month", "compact", "iso", "slash", "chinese_month", "compact_month", "with_time")
DATE_CELLS = ("date_cell", "serial", "compact_number")
AMOUNT_TEXTS = ("comma", "yen", "yuan_suffix", "full_width", "plain_text")
AMOUNT_CELLS = ("number",)


class Deck(Generic[Card]):
    """Deals every card once before any a second time: chance that leaves nothing out."""

    def __init__(self, chance: Random, cards: Sequence[Card]) -> None:
        self._chance, self._cards, self._left = chance, list(cards), list[Card]()

    def deal(self) -> Card:
        if not self._left:
            self._left = list(self._cards)
            self._chance.shuffle(self._left)
        return self._left.pop()

    def deal_fitting(self, fits: Callable[[Card], bool]) -> Card | None:
        """The next card that ``fits``; the others stay. None when no card of the deck does."""
        if not any(fits(card) for card in self._cards):
            return None
        if not any(fits(card) for card in self._left):
            fresh = list(self._cards)
            self._chance.shuffle(fresh)
            self._left = fresh + self._left
        at = max(i for i, card in enumerate(self._left) if fits(card))
        return self._left.pop(at)


def full_width(text: str) -> str:
    """Digits (and X) as full-width characters."""
    return text.translate(_FULL_WIDTH)


_BY_DAY: dict[str, Callable[[date], Cell]] = {
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "chinese": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "compact": lambda d: f"{d:%Y%m%d}",
    "iso": lambda d: d.isoformat(),
    "slash": lambda d: f"{d.year}/{d.month}/{d.day}",
    "with_time": lambda d: f"{d.isoformat()} {8 + d.day % 10:02d}:{d.day:02d}:{d.month * 4:02d}",
    "date_cell": lambda d: d,
    "serial": lambda d: (d - _SERIAL_START).days,
    "compact_number": lambda d: int(f"{d:%Y%m%d}"),
}
_BY_MONTH: dict[str, Callable[[date], Cell]] = {
    "month": lambda d: f"{d:%Y-%m}",
    "chinese_month": lambda d: f"{d.year}年{d.month}月",
    "compact_month": lambda d: f"{d:%Y%m}",
}


def written_date(day: date, form: str) -> tuple[Cell, str]:
    """``day`` in ``form`` and what is readable of it (ISO at its precision)."""
    if form in _BY_MONTH:
        return _BY_MONTH[form](day), f"{day:%Y-%m}"
    return _BY_DAY[form](day), day.isoformat()


def written_amount(amount: Decimal, form: str, ten_thousand: bool) -> tuple[Cell, Decimal]:
    """``amount`` (yuan) in ``form``, in the column's unit (yuan, or 万元 with four places), and the yuan readable of it."""
    shown = (amount / 10000).quantize(Decimal("0.0001"), ROUND_HALF_UP) if ten_thousand else amount.quantize(_CENT)
    readable = (shown * 10000 if ten_thousand else shown).quantize(_CENT)
    sign, size = ("-", -shown) if shown < 0 else ("", shown)
    match form:
        case "comma":
            return f"{sign}{size:,}", readable
        case "yen":
            return f"{sign}￥{size}", readable
        case "yuan_suffix":
            return f"{shown}{'万元' if ten_thousand else '元'}", readable
        case "full_width":
            return full_width(f"{shown}"), readable
        case "plain_text":
            return f"{shown}", readable
    return float(shown), readable


def written_phone(phone: str, form: str) -> Cell:
    """A phone number; ``float`` forms are what a spreadsheet made of it."""
    match form:
        case "number":
            return int(phone)
        case "float_text":
            return f"{phone}.0"
        case "dashes":
            return f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"
    return phone


class Hand:
    """How one file's clerk writes: one usual form each for dates, amounts and phones, with slips now and then."""

    def __init__(
        self, chance: Random, dates: str, amounts: str, phones: str, typed_cells: bool, ten_thousand: bool
    ) -> None:
        self._chance, self._dates, self._amounts, self._phones = chance, dates, amounts, phones
        self._typed, self.ten_thousand = typed_cells, ten_thousand
        self.used: list[str] = []  # forms of the row being written

    def date(self, day: date, coarse: bool = True) -> tuple[Cell, str]:
        """``coarse``: whether a form without the day may be used for this column."""
        form = self._dates
        if self._chance.random() < 0.08:
            form = self._chance.choice(DATE_TEXTS + DATE_CELLS if self._typed else DATE_TEXTS)
        if not coarse and form in ("month", "chinese_month", "compact_month"):
            form = "dots"
        self.used.append(f"date_{form}")
        return written_date(day, form)

    def amount(self, amount: Decimal) -> tuple[Cell, Decimal]:
        form = self._amounts
        if self._chance.random() < 0.06:
            form = self._chance.choice(AMOUNT_TEXTS + AMOUNT_CELLS)
        self.used.append(f"amount_{form}" + ("_ten_thousand" if self.ten_thousand else ""))
        return written_amount(amount, form, self.ten_thousand)

    def phone(self, phone: str) -> Cell:
        form = self._phones if self._chance.random() < 0.95 else self._chance.choice(("dashes", "float_text", "number"))
        form = "text" if form == "number" and not self._typed else form
        self.used.append(f"phone_{form}")
        return written_phone(phone, form)

    def forms(self) -> str:
        """Forms used since the last call, sorted, joined by ``|``."""
        forms = "|".join(sorted(set(self.used)))
        self.used.clear()
        return forms
