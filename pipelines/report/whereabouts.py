"""Which of our villages a list row speaks of, so that a question about it goes to the right one.

Belongs here: a row's village text against the registry's villages and the policy's aliases. Does not: who the person is.
"""

from collections.abc import Iterable, Mapping

from pipelines.model.places import split_village, village_key
from pipelines.report.entries import Place


class Whereabouts:
    """The villages of the registry. A name that two townships share needs the township; otherwise nobody is asked."""

    def __init__(self, places: Iterable[Place], aliases: Mapping[str, str]) -> None:
        self._places = sorted(place for place in places if place[1])
        self._by_key: dict[str, list[Place]] = {}
        for place in self._places:
            self._by_key.setdefault(village_key(place[1]), []).append(place)
        self._aliases = {village_key(alias): village_key(name) for alias, name in aliases.items()}

    def find(self, township: str | None, village: str | None, address: str | None) -> Place | None:
        """The one village meant by a row's village cell, else by its address; None when none or several."""
        return self._by_name(township, village) or self._by_address(township, address)

    def _by_name(self, township: str | None, village: str | None) -> Place | None:
        if not village:
            return None
        inside, rest = split_village(village)
        for name in (village, rest):
            key = village_key(name)
            found = self._by_key.get(key) or self._by_key.get(self._aliases.get(key, ""), [])
            one = _only(found, inside or township)
            if one:
                return one
        return self._by_address(township, village)

    def _by_address(self, township: str | None, address: str | None) -> Place | None:
        if not address:
            return None
        return _only([place for place in self._places if place[1] in address], township, address)


def _only(found: list[Place], township: str | None, address: str = "") -> Place | None:
    if len(found) > 1 and (township or address):
        bare = (township or "").strip()
        found = [place for place in found if place[0] and (place[0] == bare or place[0] in address)]
    return found[0] if len(found) == 1 else None
