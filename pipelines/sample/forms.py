"""One-incident forms (事故报告单): label and value cells about one person, sometimes two.

Belongs here: the form's lines and their truth. What happened is ``events.py``.
"""

from datetime import date
from random import Random

from pipelines.model.codes import ListKind, NotData
from pipelines.sample.events import Incident
from pipelines.sample.identity import Penman, Written
from pipelines.sample.sheet import FileDraft, Line, Record, SheetDraft
from pipelines.sample.spelling import Cell, Hand
from pipelines.sample.truth import who

_WIDTHS = [16, 26, 16, 26]
_PLACES = ("施工现场", "厂区车间", "上班途中", "省外工地")


class FormClerk:
    """Fills in incident forms for one township's enterprises."""

    def __init__(self, township: str, penman: Penman, last_day: date, chance: Random) -> None:
        self.township, self.penman, self.last_day, self.chance = township, penman, last_day, chance

    def _address(self, incident: Incident, written: Written) -> str:
        home = incident.person.household
        village = written.village
        if village and not village.startswith(self.township) and home.village.township:
            village = home.village.township + village
        return f"{village}{home.group}组" if village else ""

    def _record(self, incident: Incident, written: Written, hand: Hand) -> tuple[Record, Cell, Cell]:
        """The record with the two cells that the form shows of day and compensation."""
        person = incident.person
        day, readable_day = hand.date(incident.day)
        paid, readable_paid = hand.amount(incident.compensation)
        truth = who(person) | {
            "damage": "|".join(written.damage),
            "name_as_written": str(written.name),
            "id_as_written": f"{int(written.number)}" if isinstance(written.number, float) else written.number or None,
            "incident_date": readable_day,
            "compensation_yuan": readable_paid,
            "spelling": hand.forms(),
        }
        cells: dict[str, Cell] = {
            "person_name": written.name,
            "id_number": written.number,
            "incident_date": day,
            "place": "form",
        }
        return Record(person.household.village.name, cells, truth), day, paid

    def _hand(self) -> Hand:
        dates = self.chance.choice(("chinese", "dots", "date_cell", "with_time"))
        return Hand(self.chance, dates, self.chance.choice(("number", "yuan_suffix")), "text", True, False)

    def _person_lines(self, incident: Incident, written: Written, record: Record) -> list[Line]:
        person = incident.person
        return [
            Line(["姓名", written.name, "性别", person.sex], None, (record,)),
            Line(["身份证号", written.number, "年龄", person.age_on(self.last_day)], NotData.FORM_LINE),
            Line(["家庭住址", self._address(incident, written), "联系电话", person.phone], NotData.FORM_LINE),
        ]

    def _event_lines(self, incident: Incident, day: Cell, paid: Cell) -> list[Line]:
        form = NotData.FORM_LINE
        where = self.chance.choice(_PLACES)
        story = f"该员工在{where}作业时发生{incident.kind}，现场人员立即拨打120送医，目前善后工作正在进行。"
        return [
            Line(["务工单位", incident.employer, "事故发生时间", day], form),
            Line(["事故类别", incident.kind, "伤害程度", incident.injury], form),
            Line(["事故发生地点", where, "赔付金额（元）", paid], form),
            Line(["事故经过", story], form),
            Line(["填报人", f"{self.chance.choice('王李张刘陈')}主任", "单位（盖章）", None], form),
        ]

    def form(self, incidents: list[Incident], path: str, together: bool) -> FileDraft:
        """A form about one incident; two people stand below each other, or ``together`` in the same cells."""
        sheet = SheetDraft("事故报告单", widths=_WIDTHS, fields=("place", "person_name", "id_number", "incident_date"))
        sheet.lines.append(Line(["务工人员事故（变故）报告单"], NotData.TITLE, style="title"))
        sheet.merges.append((0, 0, 0, 3))
        first = incidents[0]
        told = [Incident(i.person, first.day, first.kind, i.injury, first.employer, i.compensation) for i in incidents]
        hand = self._hand()
        written = [self.penman.write(i.person, not together, True) for i in told]
        drafts = [self._record(i, w, hand) for i, w in zip(told, written, strict=True)]
        if together:
            drafts = [(record, drafts[0][1], drafts[0][2]) for record, _, _ in drafts]
            sheet.lines += self._shared_lines(told, written, [d[0] for d in drafts])
            for record, _, _ in drafts:
                for key in ("incident_date", "compensation_yuan"):
                    record.truth[key] = drafts[0][0].truth[key]
        else:
            for number, (incident, words, draft) in enumerate(zip(told, written, drafts, strict=True), 1):
                if len(told) > 1:
                    sheet.merges.append((len(sheet.lines), 0, len(sheet.lines), 3))
                    sheet.lines.append(Line([f"伤者{number}"], NotData.FORM_LINE, style="header"))
                    draft[0].truth |= {k: drafts[0][0].truth[k] for k in ("incident_date", "compensation_yuan")}
                sheet.lines += self._person_lines(incident, words, draft[0])
        sheet.lines += self._event_lines(told[0], drafts[0][1], drafts[0][2])
        sheet.merges.append((len(sheet.lines) - 2, 1, len(sheet.lines) - 2, 3))
        quirks = ("form", "form_two_in_cells" if together else "form_two_below" if len(told) > 1 else "form_one")
        return FileDraft(path, "enterprises", ListKind.INCIDENT, "xlsx", [sheet], quirks)

    def _shared_lines(self, told: list[Incident], written: list[Written], records: list[Record]) -> list[Line]:
        """Two people in the same cells, set apart by 、."""
        form = NotData.FORM_LINE
        names = "、".join(str(w.name) for w in written)
        numbers = "、".join(str(w.number) for w in written)
        return [
            Line(["姓名", names, "性别", "、".join(i.person.sex for i in told)], None, tuple(records)),
            Line(["身份证号", numbers, "人数", len(told)], form),
            Line(["家庭住址", self._address(told[0], written[0]), "联系电话", told[0].person.phone], form),
        ]
