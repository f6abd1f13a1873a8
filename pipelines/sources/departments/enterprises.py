"""Enterprises (企业, 应急, 交警, 人社): accidents, as tables and one-incident forms, and workers unpaid or out of work."""

from pipelines.model.codes import ListKind
from pipelines.sources.department import Department, Heading, ListForm

_PERSON = {
    "person_name": Heading(
        "伤者姓名 伤者 受伤人员姓名 受伤人员 伤亡人员姓名 伤亡人员 伤员姓名 职工姓名 工人姓名 员工姓名 受害人姓名 "
        "死者姓名 务工人员姓名 死亡人员姓名 受害人 工伤职工 工伤职工姓名 伤亡者姓名 劳动者姓名 农民工姓名 工伤人员姓名 "
        "职工"
    ),
    "id_number": Heading(
        "伤者身份证号 伤者身份证号码 职工身份证号 受伤人员身份证号 伤亡人员身份证号 员工身份证号 受害人身份证号 "
        "工人身份证号 伤员身份证号 职工身份证号码 工伤职工身份证号 务工人员身份证号"
    ),
    "employer_name": Heading(
        "单位 单位名称 企业名称 工作单位 用人单位 所在单位 务工单位 责任单位 企业 用工单位 事故单位 事发单位 事故单位名称 "
        "公司名称 务工企业 用工企业 所在企业 报告单位 工作单位名称 发生单位"
    ),
    "address": Heading("家庭住址 户籍地址 住址 籍贯 家庭地址 户籍所在地 家庭住址村组 户籍地"),
}
_INCIDENT = {
    "incident_date": Heading(
        "事故发生时间 事故时间 事故日期 发生时间 发生日期 事发时间 事发日期 受伤时间 受伤日期 事故发生日期 出事时间 "
        "伤害发生时间 工伤发生时间 工伤时间 出险日期 出险时间 死亡日期 事故发生时间日期 工伤日期 出事日期"
    ),
    "incident_kind": Heading("事故类别 事故类型 事故种类 事故级别 类别 伤害类型 事故性质 事件类型 事故原因类别 类型"),
    "injury": Heading(
        "伤害程度 伤情 受伤程度 伤亡情况 伤员情况 伤情程度 伤残等级 伤残程度 伤害情况 受伤情况 损伤程度 伤势"
    ),
    "compensation_yuan": Heading(
        "赔付金额 赔付 赔偿金额 已赔付金额 赔偿 工伤赔付 赔付情况 补偿金额 已赔付 赔偿款 赔付款 理赔金额 赔付额 已获赔付 "
        "工伤赔偿 已赔偿金额 获赔金额 赔付总额 保险赔付"
    ),
    "total_cost_yuan": Heading("医疗费 医疗费用 治疗费用 救治费用"),
    "ignored": Heading(
        "事故地点 事故发生地点 发生地点 事故描述 紧急措施 事故责任 责任部门 事故经过 事故简要经过 处理情况 事故责任认定"
    ),
}
_WORK = {
    "employer_name": Heading(
        "单位名称 企业名称 用人单位 原工作单位 原务工单位 务工地点 务工地 原务工企业 务工单位名称 原单位 工作单位 "
        "欠薪单位 欠薪企业 务工单位 单位"
    ),
    "incident_date": Heading("失业时间 失业日期 离职日期 解聘日期 裁员日期 返乡时间 返乡日期 离职时间 欠薪时间"),
    "incident_kind": Heading("失业原因 离职原因 返乡原因 情况"),
    "ignored": Heading("欠薪金额 月工资 欠薪月数 工资"),
}

DEPARTMENT = Department(
    code="enterprises",
    label="企业",
    folder_words=("企业", "应急", "安监", "交警", "工厂", "公司", "人社", "工业园", "园区"),
    lists=(
        ListForm(
            kind=ListKind.INCIDENT,
            title_words=("事故", "工伤", "伤亡", "意外", "变故", "安全生产", "受伤", "伤害"),
            headings={**_PERSON, **_INCIDENT},
            marks=("incident_date", "incident_kind", "injury", "compensation_yuan"),
            required=("incident_date|injury|compensation_yuan|incident_kind",),
            avoid_words=("失业", "欠薪"),
            event_date="incident_date",
        ),
        ListForm(
            kind=ListKind.UNEMPLOYMENT,
            title_words=("失业", "欠薪", "裁员", "返乡", "务工不稳", "拖欠工资"),
            headings={**_PERSON, **_WORK},
            marks=("employer_name", "incident_date"),
            required=("employer_name|incident_date",),
            avoid_words=("事故", "工伤"),
            event_date="incident_date",
        ),
    ),
)
