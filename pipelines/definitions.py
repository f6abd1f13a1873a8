"""Everything Dagster may know, assembled. Nothing is made here."""

import os

import dagster as dg

from pipelines.assets.departments import department_assets
from pipelines.assets.issue import issue_asset
from pipelines.assets.reading import persons, received_rows
from pipelines.assets.screening import screening_asset
from pipelines.checks.blocking import blocking_checks, required
from pipelines.checks.watching import watching_checks
from pipelines.jobs import quarterly_schedule, quarterly_screening, received_file
from pipelines.resources import DeskResource
from pipelines.sensors import arrival_sensor
from pipelines.sources.department import departments


def definitions_for(data: str) -> dg.Definitions:
    """All assets, checks and jobs of the office whose folder is ``data``."""
    known = departments()
    labels = {department.code: department.label for department in known}
    schedule = quarterly_schedule(data)
    return dg.Definitions(
        assets=[
            persons,
            received_rows,
            *department_assets(known),
            screening_asset(known),
            issue_asset(known, required(labels)),
        ],
        asset_checks=[*blocking_checks(labels), watching_checks(labels)],
        jobs=[quarterly_screening, received_file],
        schedules=[schedule] if schedule else [],
        sensors=[arrival_sensor(data)],
        resources={"desk": DeskResource(data=data)},
        executor=dg.in_process_executor,
    )


defs = definitions_for(os.environ.get("BIDUI_DATA", "data"))
