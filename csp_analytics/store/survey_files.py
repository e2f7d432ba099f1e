"""The files behind a survey: those that count now and those whose place a newer one took."""

from __future__ import annotations

import pandas as pd

from csp_analytics.store.connection import Store


def survey_files(store: Store, definition: str, round_: str) -> pd.DataFrame:
    """Every file of a survey and round, current ones first, then the newest first.

    Columns: ``status`` (``current`` or ``replaced``), ``scope`` (an area code or ``all``), ``layout, n_rows,
    n_respondents, set_aside, dropped`` (JSON texts), ``source_file, imported_at, imported_by, demo``.
    """
    return store.frame(
        "select status, scope, layout, n_rows, n_respondents, set_aside, dropped, source_file, imported_at, "
        "imported_by, demo from survey where definition = $definition and round = $round "
        "order by status, imported_at desc, survey_id desc",
        {"definition": definition, "round": round_},
    )
