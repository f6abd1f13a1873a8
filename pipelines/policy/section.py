"""One table of a policy file, read strictly: each key once, of its type, none left over.

Belongs here: turning TOML values into typed ones and naming file and key when that fails. What keys mean is ``load.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypedDict, TypeVar

from pipelines.model.errors import PolicyIncomplete

Word = TypeVar("Word", bound=StrEnum)


class DatedKeys(TypedDict):
    """The keys that every entry carries."""

    since: date
    until: date | None
    authority: str


@dataclass
class Section:
    """The keys of one TOML table. ``where`` is its place in the file as a person would look for it (``rule[3]``)."""

    file: str
    where: str
    values: Mapping[str, object]
    seen: set[str] = field(default_factory=set)

    def key(self, name: str) -> str:
        """``name`` with the table it stands in: ``rule[3].level``."""
        return f"{self.where}.{name}" if self.where else name

    def refuse(self, code: str, name: str, add: str = "") -> PolicyIncomplete:
        """The refusal for one key, ready to raise."""
        return PolicyIncomplete(code, file=self.file, key=self.key(name), add=add)

    def raw(self, name: str) -> object | None:
        """The value as TOML has it, or None when absent; counts as read."""
        self.seen.add(name)
        return self.values.get(name)

    def optional_text(self, name: str) -> str | None:
        """Text, None when absent. Empty text is a mistake."""
        value = self.raw(name)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.refuse("policy_wrong_type", name, "text")
        return value.strip()

    def text(self, name: str) -> str:
        """Text that must be there."""
        value = self.optional_text(name)
        if value is None:
            raise self.refuse("policy_missing_key", name, "text")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty when absent."""
        value = self.raw(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.refuse("policy_wrong_type", name, "list of text")
        return tuple(str(item).strip() for item in value)

    def flag(self, name: str) -> bool:
        """true or false, false when absent."""
        value = self.raw(name)
        if value is not None and not isinstance(value, bool):
            raise self.refuse("policy_wrong_type", name, "true | false")
        return bool(value)

    def optional_whole(self, name: str, least: int = 0, most: int = 9999) -> int | None:
        """A whole number within bounds, None when absent."""
        value = self.raw(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.refuse("policy_wrong_type", name, f"{least}-{most}")
        return value

    def whole(self, name: str, least: int = 0, most: int = 9999) -> int:
        """A whole number that must be there."""
        value = self.optional_whole(name, least, most)
        if value is None:
            raise self.refuse("policy_missing_key", name, f"{least}-{most}")
        return value

    def wholes(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers, empty when absent."""
        value = self.raw(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, int) and item >= 0 for item in value):
            raise self.refuse("policy_wrong_type", name, "list of numbers")
        return tuple(value)

    def amount(self, name: str) -> Decimal:
        """An exact number above zero: ``20000``, ``0.5`` or ``"0.5"``."""
        value = self.raw(name)
        if value is None:
            raise self.refuse("policy_missing_key", name, "number")
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise self.refuse("policy_wrong_type", name, "number")
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise self.refuse("policy_wrong_type", name, "number") from None
        if not number.is_finite() or number <= 0:
            raise self.refuse("policy_wrong_type", name, "> 0")
        return number

    def optional_day(self, name: str) -> date | None:
        """A TOML date (``2021-08-24``, no quotes), None when absent."""
        value = self.raw(name)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.refuse("policy_wrong_type", name, "2021-08-24")
        return value

    def day(self, name: str) -> date:
        """A date that must be there."""
        value = self.optional_day(name)
        if value is None:
            raise self.refuse("policy_missing_key", name, "2021-08-24")
        return value

    def days(self, name: str) -> tuple[date, ...]:
        """A list of TOML dates, empty when absent."""
        value = self.raw(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(d, date) and not isinstance(d, datetime) for d in value):
            raise self.refuse("policy_wrong_type", name, "[2026-01-01, ...]")
        return tuple(value)

    def dated(self) -> "DatedKeys":
        """``from``, ``until`` and ``authority``, which every entry carries."""
        since, until = self.day("from"), self.optional_day("until")
        if until is not None and until < since:
            raise self.refuse("policy_wrong_type", "until", f">= {since}")
        return {"since": since, "until": until, "authority": self.text("authority")}

    def optional_word(self, name: str, words: type[Word]) -> Word | None:
        """One word of a closed list, None when absent."""
        text = self.optional_text(name)
        return None if text is None else self._word(name, text, words)

    def word(self, name: str, words: type[Word]) -> Word:
        """One word of a closed list that must be there."""
        value = self.optional_word(name, words)
        if value is None:
            raise self.refuse("policy_missing_key", name, " | ".join(words))
        return value

    def words(self, name: str, words: type[Word]) -> tuple[Word, ...]:
        """Several words of a closed list, empty when absent."""
        return tuple(self._word(name, text, words) for text in self.texts(name))

    def _word(self, name: str, text: str, words: type[Word]) -> Word:
        try:
            return words(text)
        except ValueError:
            raise self.refuse("policy_unknown_word", name, " | ".join(words)) from None

    def one_of(self, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """Several codes that other tables of the file define."""
        codes = self.texts(name)
        for code in codes:
            if code not in known:
                raise self.refuse("policy_unknown_word", name, " | ".join(known))
        return codes

    def section(self, name: str) -> "Section | None":
        """A table inside this one, None when absent."""
        value = self.raw(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.refuse("policy_wrong_type", name, "[table]")
        return Section(self.file, self.key(name), value)

    def sections(self, name: str) -> list["Section"]:
        """The tables of an array of tables (``[[rule]]``), none when absent."""
        value = self.raw(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.refuse("policy_wrong_type", name, "[[table]]")
        return [Section(self.file, f"{self.key(name)}[{index}]", item) for index, item in enumerate(value, 1)]

    def done(self) -> None:
        """Refuse a key that nobody read: a misspelt key would silently change a policy."""
        left = sorted(set(self.values) - self.seen)
        if left:
            raise self.refuse("policy_unknown_key", left[0], " | ".join(sorted(self.seen)))
