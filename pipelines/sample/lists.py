"""Which columns each list of each department has, and under which headings offices write them.

Belongs here: headings in the senders' words. One line per column: ``key: heading/other/other: width: share: upper>lower``;
``share`` is how often the column is there at all, the last part the upper header words of a multi-level header.
"""

from dataclasses import dataclass
from random import Random

from pipelines.model.codes import ListKind
from pipelines.sample.sheet import Field

_WHO = """
serial: 序号/编号: 5: 0.95
township: 乡镇/乡(镇)/镇街道: 10: 0.25
village: 村/行政村/村(社区)/所在村/村别/所属村（社区）: 12: 1: {place}
group: 组/村民小组/组别: 8: 0.7: {place}
"""
_ID = "id_number: 身份证号/身份证号码/身份证件号/公民身份号码/证件号码/身份证: 22: 1: {who}"

_SERIOUS_ILLNESS = f"""{_WHO}
person_name: 姓名/患者姓名/姓 名/人员姓名: 10: 1: {{who}}
sex: 性别: 5: 0.6: {{who}}
age: 年龄: 5: 0.5: {{who}}
{_ID}
disease_name: 病种/疾病名称/诊断/所患疾病: 16: 1: 患病情况
diagnosis_date: 确诊日期/确诊时间/首诊时间: 14: 1: 患病情况
treating_hospital: 救治医院/就诊医院: 18: 0.6: 患病情况
phone: 联系电话/电话/联系方式: 13: 0.7
village_doctor: 签约村医/村医: 10: 0.5
remark: 备注: 12: 0.6
"""

_HOSPITAL_FEES = f"""
serial: 序号: 5: 1
person_name: 患者姓名/姓名/病人姓名: 10: 1: 患者基本情况
sex: 性别: 5: 0.4: 患者基本情况
{_ID.replace("{who}", "患者基本情况")}
village: 村/家庭住址（村）/所在村: 12: 1: 患者基本情况
address: 家庭住址/住址/户籍地址: 26: 1: 患者基本情况
admission_date: 入院日期/入院时间: 13: 1: 住院情况
discharge_date: 出院日期/出院时间: 13: 1: 住院情况
disease_name: 出院诊断/疾病诊断/诊断: 16: 0.8: 住院情况
settlement_number: 结算单号/结算号: 16: 0.5
settlement_date: 结算日期/结算时间: 13: 1
total_cost_yuan: 总费用/医疗总费用/费用总额: 12: 1: 费用情况
reimbursed_yuan: 医保报销/医保支付金额/统筹支付: 12: 1: 费用情况
civil_relief_yuan: 医疗救助/民政救助: 12: 0.6: 费用情况
self_paid_yuan: 个人自付/个人自付金额/自付金额: 12: 0.7: 费用情况
remark: 备注: 10: 0.5
"""

_SETTLEMENT = f"""
serial: 序号: 5: 0.8
township: 乡镇: 10: 0.4
village: 村/村(社区)/参保村/所在村: 12: 0.9
person_name: 人员姓名/姓名/参保人/参保人姓名: 10: 1: 参保人信息
{_ID.replace("{who}", "参保人信息")}
insurance_kind: 险种类型: 14: 0.6
medical_category: 医疗类别: 10: 0.8
settlement_number: 结算单号/结算流水号: 18: 1
settlement_date: 结算时间/结算日期: 18: 1
total_cost_yuan: 医疗费总额/医疗总费用: 12: 1: 医疗费用结算情况
pool_yuan: 基本医疗保险统筹基金支出/统筹基金支付: 14: 1: 医疗费用结算情况>医保基金支付
major_yuan: 居民大病保险资金支出/大病保险支付: 14: 1: 医疗费用结算情况>医保基金支付
civil_relief_yuan: 医疗救助基金支出/医疗救助: 12: 1: 医疗费用结算情况
self_paid_yuan: 个人负担总金额/个人负担: 12: 1: 医疗费用结算情况>个人负担情况
in_scope_self_paid_yuan: 政策范围内自付/合规自付费用: 14: 0.6: 医疗费用结算情况>个人负担情况
phone: 联系电话: 13: 0.3
"""

_LARGE = f"""{_WHO}
person_name: 参保人姓名/姓名/患者姓名: 10: 1: {{who}}
{_ID.replace("身份证号/", "社会保障号/身份证号/")}
settlement_date: 就医时间/结算时间/报销时间: 14: 0.8
total_cost_yuan: 医疗总费用/总费用: 12: 0.6: 费用及报销情况
reimbursed_yuan: 报销金额/医保报销/农合报销: 12: 1: 费用及报销情况
self_paid_yuan: 个人自付金额/自付金额/个人自理: 12: 0.5: 费用及报销情况
phone: 联系电话/手机号: 13: 0.5
remark: 备注: 12: 0.5
"""

_DROPOUT = """
serial: 序号: 5: 1
school_name: 学校/就读学校/学校名称: 18: 1
grade_name: 年级/年级班级: 10: 1
person_name: 学生姓名/姓名: 10: 1: 学生基本情况
sex: 性别: 5: 0.7: 学生基本情况
pupil_number: 学籍号/全国学籍号: 24: 1: 学生基本情况
id_number: 身份证号/学生身份证号/身份证件号: 22: 0.6: 学生基本情况
village: 所在村/村/家庭住址（村）: 14: 1: 学生基本情况
address: 家庭住址/住址/户籍地址: 26: 1: 学生基本情况
guardian_name: 监护人/监护人姓名/家长姓名: 12: 1: 监护人情况
guardian_id_number: 监护人身份证号/家长身份证号: 22: 0.6: 监护人情况
phone: 联系电话/监护人电话: 13: 0.9: 监护人情况
absent_since: 离校日期/离校时间/辍学时间: 14: 1
absence_reason: 辍学原因/失学或辍学原因: 16: 0.9
pupil_status: 目前状态/在校生状况/劝返情况: 12: 0.8
remark: 备注: 10: 0.5
"""

_TUITION = f"""
serial: 序号: 5: 1
village: 村/所在村/村(社区): 12: 1
person_name: 学生姓名/姓名: 10: 1: 学生信息
{_ID.replace("{who}", "学生信息")}
school_name: 就读学校/学校: 20: 1: 学生信息
grade_name: 年级/就读年级: 10: 0.8: 学生信息
guardian_name: 家长姓名/监护人姓名: 12: 0.9
tuition_fee_yuan: 学费: 10: 1: 就学费用情况>学杂食宿费
lodging_yuan: 住宿费: 10: 1: 就学费用情况>学杂食宿费
education_aid_yuan: 资助金额/已享受资助: 10: 0.9: 就学费用情况
phone: 联系电话: 13: 0.7
"""

_ALLOWANCE_HEADS = f"""{_WHO}
person_name: 户主姓名/姓名/户主~姓名: 10: 1: {{who}}
{_ID.replace("身份证号/", "身份证号/户主身份证号/")}
allowance_number: 低保证号/低保证号码: 18: 0.8
household_size: 家庭人口数/家庭人口: 8: 1: 人口情况
covered_size: 保障人数/保障人口数/保障人口: 8: 1: 人口情况
category: 保障类别/类别: 8: 0.6
monthly_amount_yuan: 户月保障金/月保障金额/月保障金: 12: 1: 保障金发放情况
bank_account: 银行账号/一卡通账号: 22: 0.6: 保障金发放情况
cause: 主要致贫原因/致贫原因: 14: 0.8
from_date: 起始保障年月/起始保障日期/纳入时间: 14: 1
phone: 联系电话/户联系电话: 13: 0.6
remark: 备注: 10: 0.3
"""

_ALLOWANCE_MEMBERS = f"""
serial: 序号: 5: 1
village: 村/行政村: 12: 1
householder_name: 户主姓名/户主: 10: 1
person_name: 成员姓名/保障对象姓名/家庭成员姓名: 12: 1: 保障对象
relation: 与户主关系: 10: 1: 保障对象
sex: 性别: 5: 0.7: 保障对象
{_ID.replace("{who}", "保障对象")}
remark: 备注: 10: 0.4
"""

_DESTITUTE = f"""{_WHO}
person_name: 姓名/特困人员姓名: 10: 1: {{who}}
sex: 性别: 5: 0.6: {{who}}
{_ID}
support_mode: 供养方式: 10: 0.8: 供养情况
institution: 供养机构/供养服务机构: 16: 0.5: 供养情况
care_level: 自理能力/生活自理能力: 10: 0.6: 供养情况
monthly_amount_yuan: 月供养金/月保障金/月供养标准: 12: 1: 供养情况
from_date: 起始保障日期/纳入时间/起始供养时间: 14: 1
phone: 联系电话: 13: 0.4
remark: 备注: 10: 0.4
"""

_INCIDENTS = f"""
serial: 序号: 5: 1
person_name: 姓名/伤者姓名: 10: 1: 人员情况
sex: 性别: 5: 0.6: 人员情况
age: 年龄: 5: 0.6: 人员情况
{_ID.replace("{who}", "人员情况").replace("身份证号/", "身份证明号码/身份证号/")}
village: 户籍所在村/所在村/村: 14: 1: 人员情况
address: 家庭住址/住址/户籍地址: 26: 1: 人员情况
employer_name: 单位/务工单位/企业名称: 22: 1
incident_date: 事故发生时间/事故时间/发生时间: 16: 1: 事故情况
incident_kind: 事故类别/事故类型: 12: 0.9: 事故情况
incident_place: 事故发生地点/事故地点: 18: 0.6: 事故情况
injury: 伤害程度/伤情: 12: 1: 事故情况
compensation_yuan: 赔付金额/赔偿金额/已赔付: 12: 0.9
phone: 家属联系电话/联系电话: 14: 0.8
remark: 备注: 10: 0.5
"""


@dataclass(frozen=True)
class ListForm:
    """One kind of list that a department sends."""

    code: str
    department: str
    kind: ListKind
    columns: str
    title: str
    file_stem: str


LISTS: dict[str, ListForm] = {
    form.code: form
    for form in (
        ListForm("serious_illness", "hospital", ListKind.SERIOUS_ILLNESS, _SERIOUS_ILLNESS, "重大疾病患者名单", "重大疾病名单"),
        ListForm("hospital_fees", "hospital", ListKind.SETTLEMENT, _HOSPITAL_FEES, "住院病人费用结算明细表", "住院费用明细"),
        ListForm("settlement", "insurance", ListKind.SETTLEMENT, _SETTLEMENT, "城乡居民医保医疗费用结算明细", "医疗费用结算明细"),
        ListForm("large", "insurance", ListKind.LARGE_REIMBURSEMENT, _LARGE, "医保大额报销人员名单", "大额报销名单"),
        ListForm("dropout", "school", ListKind.DROPOUT, _DROPOUT, "义务教育阶段失学辍学学生名单", "辍学学生名单"),
        ListForm("tuition", "school", ListKind.TUITION_BURDEN, _TUITION, "就学负担较重学生名单", "就学负担名单"),
        ListForm("allowance_heads", "civil_affairs", ListKind.SUBSISTENCE_ALLOWANCE, _ALLOWANCE_HEADS, "农村低保对象花名册", "农村低保名册"),
        ListForm("allowance_members", "civil_affairs", ListKind.SUBSISTENCE_ALLOWANCE, _ALLOWANCE_MEMBERS, "农村低保家庭成员明细", "低保成员"),
        ListForm("destitute", "civil_affairs", ListKind.DESTITUTE_SUPPORT, _DESTITUTE, "特困供养人员名册", "特困人员名册"),
        ListForm("incidents", "enterprises", ListKind.INCIDENT, _INCIDENTS, "务工人员事故情况统计表", "事故情况统计表"),
    )
}  # fmt: skip


def _unit(key: str, ten_thousand: bool, chance: Random) -> str:
    word = "万元" if ten_thousand else "元"
    return chance.choice((f"({word})", f"（{word}）")) if key.endswith("_yuan") else ""


def choose_fields(
    form: ListForm, chance: Random, ten_thousand: bool, unit_said: bool, leave_out: frozenset[str]
) -> list[Field]:
    """The columns of one file. ``unit_said``: the preamble says 单位：元, so headings carry no unit."""
    fields = []
    upper = {"place": chance.choice(("所在地", "户籍地")), "who": chance.choice(("人员基本情况", "基本信息"))}
    if "\naddress:" in form.columns:
        leave_out |= {chance.choice(("village", "address"))}
    for line in filter(None, form.columns.split("\n")):
        key, words, width, share, *parents = [part.strip(" ") for part in line.split(": ")]
        if chance.random() > float(share) or key in leave_out:
            continue
        unit = "" if unit_said and not ten_thousand else _unit(key, ten_thousand, chance)
        path = tuple(parents[0].format(**upper).split(">")) if parents else ()
        heading = chance.choice(words.split("/")).replace("~", "\n") + unit
        fields.append(Field(key, heading, path, int(width)))
    return fields
