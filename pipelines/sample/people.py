"""An invented town: villages, households and the people in them as they truly are, before anybody writes a list.

Belongs here: who exists and who is kin to whom. What the registry gets wrong about them is ``registry.py``; what
happens to them in a quarter is ``events.py``.
"""

from dataclasses import dataclass, field
from datetime import date

from pipelines.model.quarter import Quarter
from pipelines.sample.places import Place


@dataclass(slots=True, eq=False)
class Village:
    """A village; ``clan`` is the surname that half of its families bear, if any."""

    name: str
    township: str
    code: str
    groups: int
    clan: str | None
    clan_characters: tuple[str, str, str]
    households: list["Household"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Household:
    """A registered household. ``members[0]`` is the householder."""

    true_id: str
    village: Village
    group: int
    members: list["Person"] = field(default_factory=list)
    household_class: str = ""
    per_capita_income: int = 0
    phone: str = ""


@dataclass(slots=True, eq=False)
class Person:
    """One person as they truly are. ``registered`` is False for newborns and new wives the registry lacks."""

    true_id: str
    name: str
    sex: str
    birth: date
    number: str
    household: Household
    relation: str
    phone: str = ""
    status: str = "present"
    registered: bool = True
    nation: str = "汉族"
    second_household: Household | None = None
    father: "Person | None" = None
    mother: "Person | None" = None
    spouse: "Person | None" = None
    registry_ids: tuple[str, str] = ("", "")  # person and household id as the registry file gives them
    second_ids: tuple[str, str] = ("", "")

    def age_on(self, day: date) -> int:
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))


@dataclass(slots=True)
class Town:
    """Everything true. ``townships`` in order, each with its villages."""

    place: Place
    quarter: Quarter
    villages: list[Village]

    @property
    def townships(self) -> dict[str, list[Village]]:
        by_township: dict[str, list[Village]] = {}
        for village in self.villages:
            by_township.setdefault(village.township, []).append(village)
        return by_township

    def people(self) -> list[Person]:
        return [p for v in self.villages for h in v.households for p in h.members]
