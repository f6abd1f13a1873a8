"""Hospital (卫生院, 医院): who was found gravely ill, and what in-patients were billed. Village doctors and clinics send it."""

from pipelines.model.codes import ListKind
from pipelines.sources.department import Department, Heading, ListForm

_PERSON = {
    "person_name": Heading("患者姓名 病人姓名 患者 病人 患病人员 患病人姓名 大病患者 患者名称 就诊人姓名"),
    "id_number": Heading("患者身份证号 患者身份证号码 病人身份证号 患者证件号码 患者证件号 就诊人证件号码"),
    "village_name": Heading("患者所在村 患者村别"),
}
_ILLNESS = {
    "disease_name": Heading(
        "病种 疾病名称 大病名称 疾病 病名 诊断 诊断名称 临床诊断 确诊疾病 大病病种 重大疾病名称 所患疾病 患病种类 "
        "疾病种类 疾病诊断 主要诊断 出院诊断 患病名称 患病情况 重病名称 病情 所患大病 疾病类型 重大疾病种类 诊断结果 "
        "确诊病种 入院诊断 患病类型 大病种类"
    ),
    "diagnosis_date": Heading(
        "确诊日期 确诊时间 诊断日期 诊断时间 首诊时间 首诊日期 首次确诊时间 首次确诊日期 发病时间 发病日期 患病时间 "
        "确诊年月 初诊日期 患病日期 发现日期 发现时间 检出日期 登记日期"
    ),
    "admission_date": Heading("入院日期 入院时间 住院日期 住院时间 就诊日期 就诊时间 就医日期 就医时间"),
    "discharge_date": Heading("出院日期 出院时间"),
}
_MONEY = {
    "settlement_date": Heading("结算日期 结算时间 出院结算日期 费用结算日期 结账日期"),
    "total_cost_yuan": Heading("总费用 医疗总费用 住院总费用 住院费用 医疗费用 费用总额 医疗费总额 费用合计 费用"),
    "funds_total": Heading("报销金额 报销费用 医保报销 医保支付 医保报销金额 医保支付金额 报销总额"),
    "relief": Heading("医疗救助 民政救助 民政医疗救助 医疗救助金额 民政救助金额"),
    "self_paid_yuan": Heading(
        "个人自付 个人负担 自付金额 个人支付 个人负担金额 个人自付金额 自付费用 个人自付费用 个人承担"
    ),
}

DEPARTMENT = Department(
    code="hospital",
    label="医院",
    folder_words=("卫生院", "医院", "卫健", "卫生室", "卫生局", "卫计", "健康", "卫生"),
    lists=(
        ListForm(
            kind=ListKind.SERIOUS_ILLNESS,
            title_words=("重大疾病", "大病", "重病", "重特大疾病", "患病", "确诊", "大病患者", "疾病"),
            headings={**_PERSON, **_ILLNESS, **_MONEY},
            marks=("disease_name", "diagnosis_date"),
            required=("disease_name",),
            avoid_words=("报销", "结算", "医保", "大病保险"),
            event_date="diagnosis_date",
        ),
        ListForm(
            kind=ListKind.SETTLEMENT,
            title_words=("住院费用", "住院患者费用", "出院", "住院病人"),
            headings={**_PERSON, **_ILLNESS, **_MONEY},
            marks=(
                *("admission_date", "discharge_date", "disease_name", "total_cost_yuan"),
                *("funds_total", "relief", "self_paid_yuan", "settlement_date"),
            ),
            required=("total_cost_yuan", "admission_date|discharge_date"),
            avoid_words=("医保", "报销", "基金"),
            event_date="discharge_date",
        ),
    ),
)
