"""Everything Dagster may know, assembled. Nothing is made here."""

import os

import dagster as dg

from pipelines.assets.departments import department_assets
from pipelines.assets.issue import issue_asset
from pipelines.assets.reading import received, registry
from pipelines.assets.screening import screening_asset
from pipelines.checks.blocking import blocking_checks, required
from pipelines.jobs import quarterly_screening
from pipelines.resources import DeskResource, StoreTables
from pipelines.sources.department import departments

_DEPARTMENTS = departments()
_LABELS = {department.code: department.label for department in _DEPARTMENTS}
_DATA = os.environ.get("BIDUI_DATA", "data")

defs = dg.Definitions(
    assets=[
        registry,
        received,
        *department_assets(_DEPARTMENTS),
        screening_asset(_DEPARTMENTS),
        issue_asset(_DEPARTMENTS, required(_LABELS)),
    ],
    asset_checks=blocking_checks(_LABELS),
    jobs=[quarterly_screening],
    resources={"desk": DeskResource(data=_DATA), "io_manager": StoreTables(data=_DATA)},
    executor=dg.in_process_executor,
)
