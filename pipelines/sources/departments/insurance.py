"""Medical insurance (医保局): settlements and large reimbursements, one row per settlement or one sum for a period."""

from pipelines.model.codes import ListKind
from pipelines.sources.department import Department, Heading, ListForm
from pipelines.sources.medical_headings import BILL

_HEADINGS = {
    **BILL,
    "person_name": Heading(
        "参保人 参保人姓名 参保人员姓名 参保人员 患者姓名 患者 就诊人姓名 报销人姓名 报销人 住院人姓名 参保居民 "
        "参保居民姓名"
    ),
    "id_number": Heading(
        "参保人身份证号 参保人证件号码 参保人员证件号码 参保人身份证号码 患者身份证号 患者证件号码 参保号 参保人证件号"
    ),
    "village_name": Heading("参保村 参保所在村 参保人所在村"),
}
_PAID = (
    "funds_total",
    "fund_part",
    "relief_fund",
    "relief",
    "self_paid_yuan",
    "total_cost_yuan",
    "in_scope_self_paid_yuan",
)
_STAY = ("settlement_date", "admission_date", "discharge_date", "disease_name")

DEPARTMENT = Department(
    code="insurance",
    label="医保",
    folder_words=("医保", "医疗保障", "医疗保险", "合管", "新农合", "农合", "社保"),
    lists=(
        ListForm(
            kind=ListKind.LARGE_REIMBURSEMENT,
            title_words=(
                "大额",
                "高额",
                "大额报销",
                "报销名单",
                "大病保险",
                "大额医疗",
                "大额自付",
                "累计自付",
                "超过",
            ),
            headings=_HEADINGS,
            marks=_PAID,  # a date of settlement speaks for the other form, unless a title says that bills are large
            required=("funds_total|self_paid_yuan|total_cost_yuan|fund_part",),
            avoid_words=("结算明细", "结算单"),
            event_date="settlement_date",
        ),
        ListForm(
            kind=ListKind.SETTLEMENT,
            title_words=("结算", "结算明细", "住院补偿", "费用明细", "医疗费用", "报销明细"),
            headings=_HEADINGS,
            marks=(*_PAID, *_STAY, "settlement_number", "medical_category"),
            required=("funds_total|self_paid_yuan|total_cost_yuan|fund_part",),
            avoid_words=("大额", "高额"),
            event_date="settlement_date",
        ),
    ),
)
