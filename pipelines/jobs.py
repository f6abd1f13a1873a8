"""What runs together. In one process: a process per step costs seconds and five small lists never earn them back."""

import dagster as dg

quarterly_screening = dg.define_asset_job(
    "quarterly_screening",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="季度筛查:从部门名单到各村预警核实名单",
)
