"""What runs together, and when by itself. In one process: a process per step costs seconds that small lists never earn back."""

from pathlib import Path

import dagster as dg

from pipelines.model.errors import BiduiError
from pipelines.model.quarter import Quarter, day_in_china
from pipelines.partitions import make_known
from pipelines.policy.load import load_policy
from pipelines.policy.office import load_office
from pipelines.store.folders import DataFolder

quarterly_screening = dg.define_asset_job(
    "quarterly_screening",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="季度筛查:从部门名单到各村预警核实名单",
)

received_file = dg.define_asset_job(
    "received_file",
    selection=dg.AssetSelection.assets("received_rows").downstream(),
    executor_def=dg.in_process_executor,
    description="收到文件:重读该季度,只有变了的村得到新名单",
)


def quarterly_schedule(data: str) -> dg.ScheduleDefinition | None:
    """The run of the quarter just ended, on the day the place's policy names (X2); None when it names none.

    The policy's day counts from the quarter's end: month 1, day 5 is the fifth of the month after it.
    """
    try:
        policy = load_policy(load_office(DataFolder(Path(data)).office_file).policy_path)
    except BiduiError:
        return None  # no office here yet, or a policy that every run will refuse by name
    entry = policy.schedule(day_in_china())
    if entry is None:
        return None
    months = sorted((quarter_end + entry.month - 1) % 12 + 1 for quarter_end in (3, 6, 9, 12))

    @dg.schedule(
        name="quarterly",
        job=quarterly_screening,
        cron_schedule=f"0 6 {entry.day} {','.join(map(str, months))} *",
        execution_timezone="Asia/Shanghai",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="每季度自动筛查上一季度(日期由政策规定)",
    )
    def quarterly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        day = day_in_china(context.scheduled_execution_time)
        quarter = Quarter.containing(day)
        while quarter.last_day >= day:
            quarter = quarter.previous()
        make_known(context.instance, [quarter])
        return dg.RunRequest(run_key=f"quarterly-{quarter}", partition_key=str(quarter))

    return quarterly
