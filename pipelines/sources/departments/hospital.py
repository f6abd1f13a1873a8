"""Hospital (卫生院, 医院): who was found gravely ill, and what in-patients were billed. Village doctors and clinics send it."""

from pipelines.model.codes import ListKind
from pipelines.sources.department import Department, Heading, ListForm
from pipelines.sources.medical_headings import BILL

_HEADINGS = {
    **BILL,
    "person_name": Heading("患者姓名 病人姓名 患者 病人 患病人员 患病人姓名 大病患者 患者名称 就诊人姓名"),
    "id_number": Heading("患者身份证号 患者身份证号码 病人身份证号 患者证件号码 患者证件号 就诊人证件号码"),
    "village_name": Heading("患者所在村 患者村别"),
    "diagnosis_date": Heading(
        "确诊日期 确诊时间 诊断日期 诊断时间 首诊时间 首诊日期 首次确诊时间 首次确诊日期 发病时间 发病日期 患病时间 "
        "确诊年月 初诊日期 患病日期 发现日期 发现时间 检出日期 登记日期"
    ),
    "admission_date": Heading("入院 入院日期 入院时间 住院日期 住院时间 就诊日期 就诊时间 就医日期 就医时间"),
}
_STAY = ("settlement_date", "admission_date", "discharge_date", "disease_name")
_PAID = ("funds_total", "fund_part", "relief", "self_paid_yuan", "total_cost_yuan")

DEPARTMENT = Department(
    code="hospital",
    label="医院",
    folder_words=("卫生院", "医院", "卫健", "卫生室", "卫生局", "卫计", "健康", "卫生"),
    lists=(
        ListForm(
            kind=ListKind.SERIOUS_ILLNESS,
            title_words=("重大疾病", "大病", "重病", "重特大疾病", "患病", "确诊", "大病患者", "疾病"),
            headings=_HEADINGS,
            marks=("disease_name", "diagnosis_date"),
            required=("disease_name",),
            avoid_words=("报销", "结算", "医保", "大病保险"),
            event_date="diagnosis_date",
        ),
        ListForm(
            kind=ListKind.SETTLEMENT,
            title_words=("住院费用", "住院患者费用", "出院", "住院病人", "住院患者"),
            headings=_HEADINGS,
            marks=(*_PAID, *_STAY),
            required=("total_cost_yuan", "admission_date|discharge_date"),
            avoid_words=("医保局", "参保", "基金"),
            event_date="discharge_date",
        ),
    ),
)
