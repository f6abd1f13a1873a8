"""The household registry (户籍底册, 农户花名册) and the grid list (网格员), declared like any sender's lists.

Belongs here: headings. They are no department's, so they are not in ``departments/``; shaping persons is ``registry.py``.
"""

import polars as pl

from pipelines.model.columns import COLUMNS
from pipelines.sources.department import Department, Heading, ListForm
from pipelines.sources.vocabulary import IGNORED

STATUS, REMARK, CLASS, MONITORED, ELIMINATED = (
    "person_status",
    "remark",
    "household_class",
    "monitor_class",
    "risk_eliminated",
)

# Columns that only a registry has, beside those of ROWS, while it is being shaped.
REGISTRY_COLUMNS: dict[str, pl.DataType] = {
    "person_id": pl.String(),
    "household_id": pl.String(),
    "per_capita_income_yuan": COLUMNS["per_capita_income_yuan"].dtype,
    "grid_member": pl.String(),
    **dict.fromkeys((CLASS, MONITORED, ELIMINATED, STATUS, REMARK), pl.String()),
}
FORM_MARK = "_form"  # which of the two a line came from: the form's first title word

HOUSEHOLDS = ListForm(
    kind=None,
    title_words=("花名册", "农户", "户籍", "底册", "人口信息", "台账", "基础信息", "户口", "常住人口", "家庭成员"),
    headings={
        STATUS: Heading(
            "人员状态 状态 户籍状态 人口状态 变动情况 人员变动 变更情况 人员变动情况 在册状态 是否在册 成员状态 变动类型 "
            "人口变动 变动 户口状态 存续状态 减少原因"
        ),
        REMARK: Heading("备注 说明 备注说明"),
        CLASS: Heading(
            "户属性 户类型 户类别 农户类型 农户属性 家庭类别 户性质 户别 农户类别 家庭类型 家庭属性 对象类别 人群类别 "
            "农户性质"
        ),
        MONITORED: Heading(
            "监测对象类别 监测对象类型 监测类别 是否监测对象 监测户类型 防返贫监测对象类别 监测对象 监测类型 是否监测户"
        ),
        ELIMINATED: Heading("风险是否已消除 风险是否消除 是否消除风险 风险消除情况 风险消除 消除情况 风险状态"),
        "per_capita_income_yuan": Heading(
            "人均纯收入 家庭人均纯收入 家庭人均收入 人均收入 年人均纯收入 家庭年人均纯收入 人均可支配收入 家庭人均年收入 "
            "上年度人均纯收入"
        ),
        "householder_name": Heading("户主姓名 户主 家庭户主"),
        "person_name": Heading("姓名 成员姓名 家庭成员姓名 人员姓名 家庭成员"),
        IGNORED: Heading("文化程度 民族 劳动技能 健康状况 在校生状况 是否参加医保 婚姻状况"),
    },
    marks=("household_id", "person_id", "relation", STATUS, CLASS, "household_size"),
)

GRID = ListForm(
    kind=None,
    title_words=("网格员", "网格", "网格化", "网格长"),
    headings={
        "grid_member": Heading(
            "网格员 责任网格员 网格员姓名 网格长 专职网格员 包组干部 网格责任人 网格负责人 网格员名字"
        ),
        "village_name": Heading("责任村 包保村 网格所在村 所辖村"),
        "group_name": Heading("责任组 网格 负责组 所辖组 网格范围 网格名称 责任区域 包保组 所辖村民组 所管组 负责小组"),
        "phone": Heading("网格员电话 网格员联系电话"),
        IGNORED: Heading("职务"),
    },
    marks=("grid_member",),
    required=("grid_member",),
)

REGISTRY = Department(code="registry", label="户籍底册", folder_words=(), lists=(HOUSEHOLDS, GRID))
