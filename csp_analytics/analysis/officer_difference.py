"""What an upload would change in what is published of the same area: answer by answer."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from csp_analytics.analysis.scores import RATED
from csp_analytics.frameworks.model import Framework

RAISED, LOWERED, NEWLY, NO_LONGER, OTHERWISE, SAME = CHANGES = (
    "raised", "lowered", "newly rated", "no longer rated", "asked differently", "same",
)  # fmt: skip


def difference(
    published: pd.DataFrame, upload: pd.DataFrame, framework: Framework, *, reworded: Collection[str] = ()
) -> pd.DataFrame:
    """Each criterion as it is published and as it was uploaded.

    Args:
        published: what is published of the area: ``criterion_id, answer, level``.
        upload: the same of its upload.
        framework: the framework of both.
        reworded: criteria that do not ask the same in both, because the published ones are of an earlier round.

    Returns:
        One row per criterion that is rated in either, in document order: ``criterion_id, level_before, level_after``
        (empty unless rated) and ``change``, one of :data:`CHANGES`.
    """
    ids = framework.table["criterion_id"]
    before, after = (
        rows[rows["answer"] == RATED].set_index("criterion_id")["level"].astype(float).reindex(ids).to_numpy()
        for rows in (published, upload)
    )
    there, here = ~np.isnan(before), ~np.isnan(after)
    words = np.select(
        [there & here & ids.isin(set(reworded)), there & ~here, here & ~there, after > before, after < before],
        [OTHERWISE, NO_LONGER, NEWLY, RAISED, LOWERED],
        SAME,
    )
    found = pd.DataFrame({"criterion_id": ids, "level_before": before, "level_after": after, "change": words})
    return found[there | here].reset_index(drop=True)
