"""Places of a table in the policy's own names, so that two spellings of one township are one township everywhere after.

Belongs here: applying the aliases of a policy to a frame. Whose village a row means is ``linkage`` and ``report``.
"""

import polars as pl

from pipelines.policy.policy import Policy


def with_own_names(frame: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """``frame`` with ``township_name`` and ``village_name`` in the policy's own names; other texts unchanged.

    To be applied once, to PERSONS as read, before anything is grouped by place.
    """
    renamed = {}
    for column, own in (("township_name", policy.township_name), ("village_name", policy.village_name)):
        names = {text: own(text) for text in sorted(frame[column].drop_nulls().unique().to_list())}
        renamed[column] = pl.col(column).replace_strict(names or {"": ""}, default=None, return_dtype=pl.String)
    return frame.with_columns(**renamed)
