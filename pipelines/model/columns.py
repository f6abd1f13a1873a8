"""Every column once: English name (unit inside), Chinese label, type, and how private its values are.

A name means one thing in all tables. Dates are text at the precision they came in (``2026``, ``2026-07``,
``2026-07-03``); money is decimal yuan. Which columns make a table is ``tables.py``.
"""

from dataclasses import dataclass
from enum import Enum

import polars as pl

from pipelines.model.money import YUAN


class Privacy(Enum):
    """What a column's values would give away."""

    OPEN = "open"  # counts, codes, places
    PERSON = "person"  # who somebody is
    SENSITIVE = "sensitive"  # illness, money, minors (个人信息保护法 art. 28)


@dataclass(frozen=True)
class Column:
    """One column: its name is the same wherever it appears."""

    name: str
    label: str
    dtype: pl.DataType
    privacy: Privacy


def _columns(privacy: Privacy, dtype: pl.DataType, **labels: str) -> dict[str, Column]:
    return {name: Column(name, label, dtype, privacy) for name, label in labels.items()}


COLUMNS: dict[str, Column] = {
    # where a row came from
    **_columns(Privacy.OPEN, pl.String(), quarter="季度", department="部门", file="文件", sheet="工作表"),
    **_columns(Privacy.OPEN, pl.String(), sha256="文件指纹", received_at="收到时间", row_id="行标识"),
    **_columns(Privacy.OPEN, pl.Int64(), row_no="行号", item_no="行内序号"),
    **_columns(Privacy.OPEN, pl.String(), fate="去向", reason="原因", notes="附注", list_kind="名单种类"),
    # who
    **_columns(Privacy.PERSON, pl.String(), person_id="人员编号", household_id="户编号"),
    **_columns(
        Privacy.PERSON, pl.String(), person_name="姓名", id_number="身份证号", sex="性别", birth_date="出生日期"
    ),
    **_columns(Privacy.PERSON, pl.String(), phone="联系电话", address="住址", relation="与户主关系"),
    **_columns(Privacy.PERSON, pl.String(), guardian_name="监护人姓名", guardian_id_number="监护人身份证号"),
    **_columns(Privacy.PERSON, pl.String(), householder_name="户主姓名", householder_id_number="户主身份证号"),
    **_columns(Privacy.PERSON, pl.Int64(), age="年龄"),
    **_columns(Privacy.OPEN, pl.String(), township_name="乡镇", village_name="村", group_name="组"),
    **_columns(Privacy.PERSON, pl.String(), status="人员状态", household_class="户属性"),
    **_columns(Privacy.PERSON, pl.Boolean(), already_monitored="已是监测对象"),
    **_columns(Privacy.PERSON, pl.Int64(), household_size="家庭人口数"),
    **_columns(Privacy.SENSITIVE, YUAN, per_capita_income_yuan="家庭人均纯收入(元)"),
    **_columns(Privacy.PERSON, pl.String(), other_household_id="另一户编号", grid_member="责任网格员"),
    # what a list says
    **_columns(
        Privacy.SENSITIVE, pl.String(), disease_name="病种", diagnosis_date="确诊日期", medical_category="医疗类别"
    ),
    **_columns(Privacy.SENSITIVE, pl.String(), admission_date="入院日期", discharge_date="出院日期"),
    **_columns(Privacy.SENSITIVE, pl.String(), settlement_date="结算日期", settlement_number="结算单号"),
    **_columns(Privacy.SENSITIVE, YUAN, total_cost_yuan="医疗总费用(元)", reimbursed_yuan="医保基金支付(元)"),
    **_columns(Privacy.SENSITIVE, YUAN, civil_relief_yuan="医疗救助(元)", self_paid_yuan="个人负担(元)"),
    **_columns(Privacy.SENSITIVE, YUAN, in_scope_self_paid_yuan="政策范围内自付(元)"),
    **_columns(Privacy.SENSITIVE, YUAN, monthly_amount_yuan="月保障金(元)", compensation_yuan="赔付(元)"),
    **_columns(Privacy.SENSITIVE, YUAN, tuition_yuan="学杂食宿费(元)", education_aid_yuan="教育资助(元)"),
    **_columns(Privacy.SENSITIVE, pl.String(), school_name="学校", grade_name="年级", pupil_status="学籍状态"),
    **_columns(Privacy.SENSITIVE, pl.String(), absent_since="离校日期", absence_reason="辍学原因"),
    **_columns(Privacy.SENSITIVE, pl.String(), from_date="起始保障日期", support_mode="供养方式"),
    **_columns(Privacy.SENSITIVE, pl.String(), allowance_number="保障证号", cause="致贫原因"),
    **_columns(Privacy.SENSITIVE, pl.Int64(), covered_size="保障人口数"),
    **_columns(Privacy.SENSITIVE, pl.String(), incident_date="事故日期", incident_kind="事故类别"),
    **_columns(Privacy.SENSITIVE, pl.String(), injury="伤害程度", employer_name="单位"),
    **_columns(Privacy.SENSITIVE, pl.String(), disability_level="残疾等级"),
    # links
    **_columns(Privacy.OPEN, pl.String(), level="对上依据"),
    **_columns(Privacy.OPEN, pl.Float64(), probability="可信度", weight="权重", lead="领先"),
    **_columns(Privacy.PERSON, pl.String(), candidates="候选人"),
    **_columns(Privacy.OPEN, pl.Int64(), candidate_rank="候选名次"),
    **_columns(Privacy.OPEN, pl.Float64(), weight_id="证件号权重", weight_name="姓名权重", weight_birth="出生日期权重"),
    **_columns(Privacy.OPEN, pl.Float64(), weight_sex="性别权重", weight_place="地点权重", weight_phone="电话权重"),
    **_columns(Privacy.OPEN, pl.Float64(), weight_household="家庭佐证权重"),
    # facts, clues and warnings
    **_columns(Privacy.SENSITIVE, pl.String(), kind="预警类别", measure="指标", rule="规则"),
    **_columns(Privacy.SENSITIVE, YUAN, value="数值", threshold="标准"),
    **_columns(Privacy.OPEN, pl.String(), window_from="起", window_to="止", authority="依据"),
    **_columns(Privacy.OPEN, pl.String(), comparator="比较"),
    **_columns(Privacy.OPEN, pl.String(), rows="来源行"),
    **_columns(Privacy.OPEN, pl.String(), warning_id="预警编号"),
    **_columns(Privacy.SENSITIVE, pl.String(), kinds="预警类别", grade="等级", urgency="走访时限类别", rules="规则"),
    **_columns(Privacy.OPEN, pl.String(), found_on="发现日期", visit_by="核实时限", decide_by="认定时限"),
    **_columns(Privacy.OPEN, pl.Int64(), rank="名次", departments_count="部门数"),
    **_columns(Privacy.SENSITIVE, YUAN, amount_yuan="涉及金额(元)"),
    # accounting, per sheet
    **_columns(
        Privacy.OPEN, pl.Int64(), present="行数", accepted="采用", duplicate="重复", rejected="退回", not_data="非数据"
    ),
    # remarks
    **_columns(Privacy.OPEN, pl.String(), code="代码", context="内容"),
    # receipts
    **_columns(Privacy.OPEN, pl.String(), body="回执内容"),
    # answers
    **_columns(Privacy.PERSON, pl.String(), answers="核实结果", who="采集人", when="核实日期"),
}
