"""Rows of lists: what a sender writes down about a person and an event, with the truth of each cell.

Belongs here: (person, event, columns chosen) → record. Laying records out is ``layout.py``.
"""

from datetime import date
from decimal import Decimal
from random import Random

from pipelines.model.codes import RejectReason
from pipelines.sample.desk import Choice
from pipelines.sample.events import Incident, Settlement
from pipelines.sample.identity import Penman, Written
from pipelines.sample.people import Person, Village
from pipelines.sample.rolls import Allowance, Destitute
from pipelines.sample.sheet import Record
from pipelines.sample.spelling import Cell, words
from pipelines.sample.truth import who

_REASONS = words("厌学 家庭困难 外出务工 随父母外出 身体原因")
_PUPIL_STATUS = words("劝返中 家访中 已返校 疑似辍学 长期请假")
_SCHOOLS = words("中心小学 初级中学 第二小学 希望小学")
_COLLEGES = words("县职业中专 省水利职业学院 市第一中学 师范学院 农业大学 卫生学校")


class Scribe:
    """Writes the rows of one file."""

    def __init__(
        self, choice: Choice, penman: Penman, villages: list[Village], county: str, last_day: date, chance: Random
    ) -> None:
        self.county = county
        self.choice, self.penman, self.chance, self.last_day = choice, penman, chance, last_day
        self.hand = choice.layout.hand
        self.keys = {f.key for f in choice.fields}
        self._villages = villages
        self._number_cells = not choice.layout.is_csv
        self._village_column = choice.layout.village_per_row and bool(self.keys & {"village", "address"})
        self._remembered: dict[tuple[str, str], Written] = {}

    def _written(self, person: Person, remember: str) -> Written:
        """A standing roll shows a person as it did last quarter, damage and all; only few entries get retyped."""
        if not remember:
            return self.penman.write(person, self._number_cells, self._village_column)
        key = (remember, person.true_id)
        if key not in self._remembered or self.chance.random() < 0.02:
            self._remembered[key] = self.penman.write(person, self._number_cells, self._village_column)
        return self._remembered[key]

    def row(self, person: Person, remember: str = "") -> Record:
        """A row with everything that depends on the person alone."""
        written = self._written(person, remember)
        village = person.household.village
        run = village if village in self._villages else self.chance.choice(self._villages)
        cells: dict[str, Cell] = {
            "township": village.township or None,
            "village": written.village if self._village_column else run.name,
            "group": f"{person.household.group}组",
            "address": self._address(person, written.village),
            "person_name": written.name,
            "sex": person.sex,
            "age": person.age_on(self.last_day),
            "id_number": written.number,
            "internal_no": f"N{self.chance.randrange(10**6):06d}",
        }
        cells = {k: v for k, v in cells.items() if k in self.keys}
        if "phone" in self.keys and person.phone and self.chance.random() < 0.9:
            cells["phone"] = self.hand.phone(person.phone)
        truth = who(person) | {
            "damage": "|".join(written.damage),
            "name_as_written": str(written.name),
            "id_as_written": self._as_text(written.number) if "id_number" in self.keys else None,
        }
        return Record(run.name, cells, truth)

    def _address(self, person: Person, village: str) -> str:
        township = person.household.village.township
        front = township if township and not village.startswith(township) else ""
        county = self.county if self.chance.random() < 0.3 else ""
        return f"{county}{front}{village}" + (f"{person.household.group}组" if village else "")

    @staticmethod
    def _as_text(number: Cell) -> str | None:
        if isinstance(number, float):
            return f"{int(number):d}"
        return str(number) if number else None

    def day(self, record: Record, key: str, day: date) -> None:
        if key in self.keys:
            record.cells[key], record.truth[key] = self.hand.date(
                day, coarse=key != "settlement_date" or self.choice.form.code == "large"
            )

    def amount(self, record: Record, key: str, amount: Decimal) -> Decimal | None:
        """Write an amount where the list has the column. Nothing at all is written for some zeros."""
        if key not in self.keys or (amount == 0 and self.chance.random() < 0.4):
            return None
        record.cells[key], readable = self.hand.amount(amount)
        record.truth[key] = readable
        return readable

    def text(self, record: Record, **words: Cell) -> None:
        for key, word in words.items():
            if key in self.keys:
                record.cells[key] = word

    def done(self, record: Record) -> Record:
        record.truth["spelling"] = self.hand.forms()
        return record

    def illness(self, person: Person, disease: str, day: date) -> Record:
        record = self.row(person)
        self.day(record, "diagnosis_date", day)
        doctor = f"{self.chance.choice('王李张陈刘')}医生"
        hospital = self.chance.choice(("县人民医院", "市第一人民医院", "省立医院", "县中医院"))
        self.text(record, disease_name=disease, treating_hospital=hospital, village_doctor=doctor)
        return self.done(record)

    def settlement(self, paid: Settlement) -> Record:
        record = self.row(paid.person)
        for key, day in (
            ("admission_date", paid.admitted),
            ("discharge_date", paid.discharged),
            ("settlement_date", paid.settled),
        ):
            self.day(record, key, day)
        self.text(
            record, disease_name=paid.disease, settlement_number=paid.number, insurance_kind="城乡居民基本医疗保险"
        )
        self.text(record, medical_category=paid.category)
        self._costs(record, paid.total, paid.pool, paid.major, paid.relief, paid.in_scope)
        return self.done(record)

    def large(self, settlements: list[Settlement]) -> Record:
        """One person's settlements of the quarter in one row."""
        record = self.row(settlements[0].person)
        self.day(record, "settlement_date", settlements[-1].settled)
        totals = [
            sum((getattr(s, part) for s in settlements), Decimal(0))
            for part in ("total", "pool", "major", "relief", "in_scope")
        ]
        self._costs(record, *totals)
        return self.done(record)

    def _costs(
        self, record: Record, total: Decimal, pool: Decimal, major: Decimal, relief: Decimal, in_scope: Decimal
    ) -> None:
        """Costs with the truth that can be computed from the columns there are."""
        truth = record.truth
        shown = self.amount(record, "total_cost_yuan", total)
        parts = [self.amount(record, "pool_yuan", pool), self.amount(record, "major_yuan", major)]
        if "pool_yuan" in self.keys:
            truth["reimbursed_yuan"] = (
                sum((p for p in parts if p is not None), Decimal(0)) if any(p is not None for p in parts) else None
            )
        self.amount(record, "reimbursed_yuan", pool + major)
        self.amount(record, "civil_relief_yuan", relief)
        self.amount(record, "in_scope_self_paid_yuan", in_scope)
        if (
            self.amount(record, "self_paid_yuan", total - pool - major - relief) is None
            and "self_paid_yuan" not in self.keys
        ):
            reimbursed, civil = truth.get("reimbursed_yuan"), truth.get("civil_relief_yuan")
            if shown is not None and isinstance(reimbursed, Decimal):
                truth["self_paid_yuan"] = shown - reimbursed - (civil if isinstance(civil, Decimal) else Decimal(0))

    def _guardian(self, record: Record, person: Person) -> None:
        guardian = person.father or person.mother
        if guardian is None:
            head = person.household.members[0] if person.household.members else None
            guardian = head if head is not person else None
        if guardian:
            self.text(record, guardian_name=guardian.name, guardian_id_number=guardian.number)
            if "phone" in self.keys:
                record.cells["phone"] = self.hand.phone(guardian.phone or person.phone)
        elif not person.registered:
            self.text(record, guardian_name=person.name[0] + self.chance.choice(("建国", "志强", "秀英")))

    def dropout(self, person: Person, day: date) -> Record:
        record = self.row(person)
        self._guardian(record, person)
        self.day(record, "absent_since", day)
        luck = self.chance.random()
        temporary = f"L{person.number[:6]}{person.birth:%Y%m%d}{self.chance.randrange(10**4):04d}"
        pupil_number = (
            f"G{person.number}"
            if luck < 0.75
            else temporary
            if luck < 0.92
            else f"J{self.chance.randrange(10**18):018d}"
        )
        grade = max(1, min(9, person.age_on(self.last_day) - 6))
        self.text(
            record, pupil_number=pupil_number, school_name=person.household.village.township + self.chance.choice(_SCHOOLS),
            grade_name="一二三四五六七八九"[grade - 1] + "年级", absence_reason=self.chance.choice(_REASONS),
            pupil_status=self.chance.choice(_PUPIL_STATUS),
        )  # fmt: skip
        return self.done(record)

    def tuition(self, person: Person, fee: Decimal, lodging: Decimal, aid: Decimal) -> Record:
        record = self.row(person)
        self._guardian(record, person)
        self.text(
            record,
            school_name=self.chance.choice(_COLLEGES),
            grade_name=self.chance.choice(("高一", "高三", "大一", "大二", "大三")),
        )
        parts = (self.amount(record, "tuition_fee_yuan", fee), self.amount(record, "lodging_yuan", lodging))
        record.truth["tuition_yuan"] = sum((p for p in parts if p is not None), Decimal(0))
        self.amount(record, "education_aid_yuan", aid)
        return self.done(record)

    def allowance_head(self, roll: Allowance) -> Record:
        record = self.row(roll.head, "head")
        self.day(record, "from_date", roll.since)
        self.amount(record, "monthly_amount_yuan", roll.monthly)
        self.text(
            record, allowance_number=roll.number, household_size=len(roll.head.household.members), covered_size=len(roll.covered),
            category=roll.category, cause=roll.cause, bank_account=roll.account,
        )  # fmt: skip
        return self.done(record)

    def allowance_member(self, roll: Allowance, person: Person) -> Record:
        record = self.row(person, "member")
        self.text(record, householder_name=roll.head.name, relation="户主" if person is roll.head else person.relation)
        return self.done(record)

    def destitute(self, roll: Destitute) -> Record:
        record = self.row(roll.person, "destitute")
        self.day(record, "from_date", roll.since)
        self.amount(record, "monthly_amount_yuan", roll.monthly)
        mode = "集中供养" if roll.in_home else "分散供养"
        self.text(record, support_mode=mode, institution="敬老院" if roll.in_home else None, care_level=roll.care)
        return self.done(record)

    def incident(self, event: Incident) -> Record:
        record = self.row(event.person)
        self.day(record, "incident_date", event.day)
        self.amount(record, "compensation_yuan", event.compensation)
        place = self.chance.choice(("施工现场", "厂区车间", "上班途中", "省外工地"))
        self.text(
            record, employer_name=event.employer, incident_kind=event.kind, injury=event.injury, incident_place=place
        )
        return self.done(record)


def with_copies_and_gaps(records: list[Record], may_copy: bool, chance: Random) -> list[Record]:
    """A few exact copies of rows and, in long lists, rows that lost both name and number."""
    listed = list(records)
    if may_copy and len(listed) >= 12:
        for _ in range(max(1, len(listed) // 250)):
            at = chance.randrange(len(listed))
            original = listed[at]
            if original.rejected is None:
                copy = Record(original.village, original.cells, original.truth, copied=True)
                listed.insert(min(len(listed), at + chance.randint(1, 3)), copy)
    if len(listed) >= 60:
        for _ in range(max(1, len(listed) // 400)):
            at = chance.randrange(1, len(listed))
            gap = listed[at]
            cells = gap.cells | {"person_name": None, "id_number": None}
            if not gap.copied and ("settlement_date" in cells or "from_date" in cells):
                listed[at] = Record(gap.village, cells, {}, RejectReason.NO_PERSON)
    return listed
