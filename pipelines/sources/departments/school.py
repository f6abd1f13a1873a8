"""Schools (中心校, 教育局): pupils who stopped coming, and families burdened by the cost of schooling."""

from pipelines.model.codes import ListKind
from pipelines.sources.department import Department, Heading, ListForm

_PUPIL = {
    "person_name": Heading("学生姓名 学生 学生名字 辍学学生姓名 幼儿姓名 失学儿童姓名 适龄儿童姓名 儿童姓名"),
    "id_number": Heading(
        "学生身份证号 学生身份证号码 学生身份证件号 学生证件号码 学生身份证 儿童身份证号 学生身份证件号码"
    ),
    "sex": Heading("学生性别"),
    "village_name": Heading("学生所在村"),
    "school_name": Heading(
        "学校 学校名称 就读学校 所在学校 原就读学校 学籍学校 学籍所在学校 原学校 就读院校 院校名称 就学学校"
    ),
    "grade_name": Heading("年级 就读年级 所在年级 年级班级 原年级 原就读年级 学段 就读学段 年级名称"),
}
_DROPOUT = {
    "pupil_status": Heading(
        "在校生状况 学籍状态 就学状态 目前状态 状态 当前状态 在校状态 学生状态 劝返情况 动员返校情况 劝返状态 跟踪状态 "
        "现状 学籍情况 就读状态 在读情况 跟踪情况 工作状态 劝学情况 目前情况 控辍状态"
    ),
    "absent_since": Heading(
        "离校日期 离校时间 辍学时间 辍学日期 失学时间 失学日期 失学辍学时间 未到校时间 未到校日期 停学时间 未返校时间 "
        "缺课开始日期 开始离校时间 离校年月 辍学起始时间 失学辍学日期 最后到校日期 开始辍学时间 缺课开始时间 旷课开始日期 "
        "停学日期"
    ),
    "absence_reason": Heading(
        "辍学原因 失学原因 失学或辍学原因 义务教育阶段未上学原因 疑似辍学原因 离校原因 失学辍学原因 未到校原因 未上学原因 "
        "原因 未返校原因 主要原因 缺课原因"
    ),
    "ignored": Heading("去向 学生去向 包保责任人 劝返责任人 责任教师 劝返次数"),
}
_BURDEN = {
    "tuition_yuan": Heading(
        "学杂费 学杂食宿费 费用合计 就学费用 教育支出 年学费 学费及住宿费 年度教育支出 就学支出 学费金额 学杂食宿费合计 "
        "在校费用 总费用 学年费用 年就学费用 上学费用 教育费用 学费住宿费合计 本学期费用"
    ),
    "tuition_part": Heading(
        "学费 住宿费 书本费 伙食费 杂费 教材费 生活费 交通费 校服费 保险费 书杂费 代收费 餐费 课本费 资料费"
    ),
    "education_aid_yuan": Heading(
        "资助金额 教育资助 已享受资助 助学金 资助标准 享受资助金额 教育资助金额 资助 资助金 已资助金额 减免资助 奖助学金 "
        "已享受资助金额 享受资助"
    ),
}

DEPARTMENT = Department(
    code="school",
    label="学校",
    folder_words=("学校", "中心校", "教育", "教体", "中学", "小学", "学区", "教办"),
    lists=(
        ListForm(
            kind=ListKind.DROPOUT,
            title_words=("辍学", "失学", "控辍保学", "失学辍学", "未入学", "离校", "疑似辍学", "厌学"),
            headings={**_PUPIL, **_DROPOUT},
            marks=("absent_since", "absence_reason", "pupil_status", "school_name"),
            required=("absent_since|absence_reason|pupil_status|school_name|grade_name",),
            avoid_words=("资助", "学杂费", "负担"),
            event_date="absent_since",
        ),
        ListForm(
            kind=ListKind.TUITION_BURDEN,
            title_words=("就学负担", "负担重", "学杂费", "困难学生", "资助", "就学困难", "因学", "助学", "贫困学生"),
            headings={**_PUPIL, **_BURDEN},
            marks=("tuition_yuan", "tuition_part", "education_aid_yuan", "school_name"),
            required=("tuition_yuan|tuition_part|education_aid_yuan",),
            avoid_words=("辍学", "失学"),
        ),
    ),
)
