"""One township's departments, quarter after quarter: which files they send.

Belongs here: lists × records × layouts → file drafts. Writing them and the folder is ``town.py``.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from pipelines.model.quarter import Quarter
from pipelines.sample.desk import Choice, Desk
from pipelines.sample.events import Events, Quarterly, Settlement, Strangers
from pipelines.sample.families import Settler
from pipelines.sample.forms import FormClerk
from pipelines.sample.identity import Penman
from pipelines.sample.layout import lay_out, note_sheet
from pipelines.sample.lists import LISTS
from pipelines.sample.people import Town, Village
from pipelines.sample.records import Scribe, with_copies_and_gaps
from pipelines.sample.recurrence import LARGE_FROM_YUAN
from pipelines.sample.rolls import Rolls
from pipelines.sample.sheet import FileDraft, Record
from pipelines.sample.spelling import Deck

_NOTES = [
    "填表说明",
    "1.本表由各单位按季度填报，每季度末月25日前报送。",
    "2.身份证号码请以文本格式填写。",
    "3.金额单位以表头为准。",
]


class Offices:
    """The senders of one township; standing rolls keep their form from quarter to quarter."""

    def __init__(
        self, town: Town, settler: Settler, township: str, villages: list[Village], several: bool, seed: int
    ) -> None:
        self.town, self.villages = town, villages
        self.chance = Random(f"{town.place.code} {seed} {township} offices")
        self.desk = Desk(town.place, township, several, self.chance)
        self.penman = Penman(self.chance, villages)
        self.strangers = Strangers(settler, villages, self.chance)
        self.people = [p for v in villages for h in v.households for p in h.members]
        self.rolls = Rolls(villages, town.place.allowance_share, town.place.county_code, self.chance)
        self.rolls.fill()
        self.prefix = f"{township}/" if several else ""
        self.township = township
        self._roll_scribes: dict[str, Scribe] = {}
        self._before: Events | None = None
        self._forms = Deck(self.chance, ("one", "below", "one", "together"))

    def _scribe(self, code: str, quarter: Quarter, rows: int) -> Scribe:
        choice = self.desk.choose(LISTS[code], quarter, rows)
        return Scribe(choice, self.penman, self.villages, self.town.place.county, quarter.last_day, self.chance)

    def _roll_scribe(self, code: str, quarter: Quarter, rows: int, format_: str = "") -> Scribe:
        """The scribe of a standing roll, the same each quarter; only title and dates move on."""
        if code not in self._roll_scribes:
            choice = self.desk.choose(LISTS[code], quarter, rows, format_)
            self._roll_scribes[code] = Scribe(
                choice, self.penman, self.villages, self.town.place.county, quarter.last_day, self.chance
            )
            return self._roll_scribes[code]
        scribe = self._roll_scribes[code]
        scribe.choice = self.desk.moved_on(scribe.choice, quarter)
        scribe.last_day = quarter.last_day
        return scribe

    def _file(self, choice: Choice, records: list[Record], copies: bool = True) -> FileDraft:
        layout = choice.layout
        rows = with_copies_and_gaps(records, copies and layout.village_style != "filled", self.chance)
        sheets = lay_out(choice.fields, rows, layout)
        if "note_sheet" in layout.extras:
            sheets.append(note_sheet(_NOTES))
        return FileDraft(
            self.prefix + choice.path, choice.form.department, choice.form.kind, layout.format, sheets, choice.quirks,
            choice.equals_text,
        )  # fmt: skip

    def quarter(self, quarter: Quarter) -> Iterator[FileDraft]:
        """All files that the township's departments send for ``quarter``. Call it for quarters in order."""
        events = Quarterly(self.people, quarter, self.strangers, self.chance, self._before).draw()
        self._before = events
        self.rolls.pass_quarter(quarter)
        yield from self._hospital(events, quarter)
        yield from self._insurance(events, quarter)
        yield from self._school(events, quarter)
        yield from self._civil_affairs(quarter)
        yield from self._enterprises(events, quarter)

    def _hospital(self, events: Events, quarter: Quarter) -> Iterator[FileDraft]:
        scribe = self._scribe("serious_illness", quarter, len(events.illnesses))
        yield self._file(scribe.choice, [scribe.illness(*illness) for illness in events.illnesses])
        local = [s for s in events.settlements if s.at_local_hospital and s.category != "普通门诊"]
        if local:
            scribe = self._scribe("hospital_fees", quarter, len(local))
            yield self._file(scribe.choice, [scribe.settlement(s) for s in local])

    def _insurance(self, events: Events, quarter: Quarter) -> Iterator[FileDraft]:
        scribe = self._scribe("settlement", quarter, len(events.settlements))
        yield self._file(scribe.choice, [scribe.settlement(s) for s in events.settlements])
        by_person: dict[int, list[Settlement]] = {}
        for settlement in events.settlements:
            by_person.setdefault(id(settlement.person), []).append(settlement)
        large = [s for s in by_person.values() if sum(x.total for x in s) >= LARGE_FROM_YUAN]
        scribe = self._scribe("large", quarter, len(large))
        records = [scribe.large(s) for s in large]
        if not records:
            return
        late = len(records) // 5
        yield self._file(scribe.choice, records[: len(records) - late])
        if late:
            again = [Record(r.village, r.cells, r.truth, copied=True) for r in records[: late + 1]]
            path, dot, extension = scribe.choice.path.rpartition(".")
            more = replace(scribe.choice, path=f"{path}（补报）{dot}{extension}")
            draft = self._file(more, again + records[len(records) - late :], copies=False)
            draft.quirks = (*draft.quirks, "repeats_other_file")
            yield draft

    def _school(self, events: Events, quarter: Quarter) -> Iterator[FileDraft]:
        scribe = self._scribe("dropout", quarter, len(events.dropouts))
        yield self._file(scribe.choice, [scribe.dropout(*d) for d in events.dropouts])
        scribe = self._scribe("tuition", quarter, len(events.students))
        yield self._file(scribe.choice, [scribe.tuition(*s) for s in events.students])

    def _civil_affairs(self, quarter: Quarter) -> Iterator[FileDraft]:
        """The allowance roll: householders, members in a second sheet or file; and the destitute roll."""
        rolls = self.rolls.allowances
        heads = self._roll_scribe("allowance_heads", quarter, len(rolls))
        book = "" if heads.choice.layout.is_csv else heads.choice.layout.format
        members = self._roll_scribe("allowance_members", quarter, sum(len(r.covered) for r in rolls), book)
        head_file = self._file(heads.choice, [heads.allowance_head(r) for r in rolls])
        member_file = self._file(members.choice, [members.allowance_member(r, p) for r in rolls for p in r.covered])
        if head_file.format == member_file.format:
            names = {s.name for s in head_file.sheets}
            more = [s for s in member_file.sheets if s.fields]
            for sheet in more:
                sheet.name = f"{sheet.name}成员" if sheet.name in names else sheet.name
            head_file.sheets += more
            head_file.quirks = tuple(sorted({*head_file.quirks, *member_file.quirks, "two_lists_in_book"}))
            yield head_file
        else:
            yield head_file
            yield member_file
        scribe = self._roll_scribe("destitute", quarter, len(self.rolls.destitute))
        yield self._file(scribe.choice, [scribe.destitute(d) for d in self.rolls.destitute])

    def _enterprises(self, events: Events, quarter: Quarter) -> Iterator[FileDraft]:
        incidents = list(events.incidents)
        clerk = FormClerk(self.township, self.penman, quarter.last_day, self.chance)
        folder = self.desk.office_folder("enterprises")
        for number in range(1, 1 + max(1, len(incidents) // 3)):
            how = self._forms.deal()
            told, incidents = incidents[: 1 if how == "one" else 2], incidents[1 if how == "one" else 2 :]
            if told:
                path = f"{self.prefix}{folder}/事故报告单{quarter.last_day:%Y}-{number:02d}.xlsx"
                yield clerk.form(told, path, how == "together" and len(told) == 2)
        if incidents:
            scribe = self._scribe("incidents", quarter, len(incidents))
            yield self._file(scribe.choice, [scribe.incident(i) for i in incidents])
