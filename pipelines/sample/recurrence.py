"""What of a quarter's events goes on in the next one: about a third, so that a house may be visited again, or for more.

Belongs here: choosing who. What the events are is ``events.py``; standing rolls go on in ``rolls.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, TypeVar

from pipelines.sample.people import Person

if TYPE_CHECKING:
    from pipelines.sample.events import Events

_One = TypeVar("_One")
LARGE_FROM_YUAN = 20000  # the office's own cut for its list of large reimbursements, no policy


@dataclass(slots=True)
class GoingOn:
    """People of the quarter before who stand on this quarter's lists again.

    ``ill``: with their disease; ``costly``: whose bills are large again; ``dropouts``: out of school since then; ``students``:
    with the same fees and aid. ``relatives``: others of working age in those households, to whom something else may happen.
    """

    ill: list[tuple[Person, str]] = field(default_factory=list)
    costly: list[tuple[Person, str]] = field(default_factory=list)
    dropouts: list[tuple[Person, date]] = field(default_factory=list)
    students: list[tuple[Person, Decimal, Decimal, Decimal]] = field(default_factory=list)
    relatives: list[Person] = field(default_factory=list)


def going_on(before: "Events | None", chance: Random) -> GoingOn:
    """A third of each kind of event of the quarter before, at least one of each kind there was; nothing for a first quarter."""
    if before is None:
        return GoingOn()
    ill = _third([(person, disease) for person, disease, _ in before.illnesses], chance)
    taken = {id(person) for person, _ in ill}
    costly = _third([one for one in _costly(before) if id(one[0]) not in taken], chance)
    dropouts = _third(before.dropouts, chance)
    people = [*(person for person, _ in (*ill, *costly)), *(person for person, _ in dropouts)]
    relatives = [
        member
        for person in people
        for member in person.household.members
        if member is not person and member.registered and 19 <= member.age_on(before.last_day) < 58
    ]
    return GoingOn(ill, costly, dropouts, _third(before.students, chance), relatives)


def _third(events: Sequence[_One], chance: Random) -> list[_One]:
    wanted = max(1, round(len(events) / 3)) if events else 0
    return [events[place] for place in sorted(chance.sample(range(len(events)), wanted))]


def _costly(before: "Events") -> list[tuple[Person, str]]:
    spent: dict[int, tuple[Person, str, Decimal]] = {}
    for one in before.settlements:
        _, _, so_far = spent.get(id(one.person), (one.person, one.disease, Decimal(0)))
        spent[id(one.person)] = (one.person, one.disease, so_far + one.total)
    return [(person, disease) for person, disease, total in spent.values() if total >= LARGE_FROM_YUAN]
