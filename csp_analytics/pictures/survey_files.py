"""The files behind a survey as tables for people: which, by whom, which rows and columns of them were not taken."""

from __future__ import annotations

import json
from collections import Counter

import pandas as pd

from csp_analytics.areas.register import register
from csp_analytics.surveys.layouts import layouts

CURRENT = "current"
STATUS_WORDS = {CURRENT: "counts", "replaced": "replaced"}
EVERYWHERE = "all"


def files_table(files: pd.DataFrame, *, with_numbers: bool) -> pd.DataFrame:
    """Every file of a survey: name, whether it counts, tool, area, when and by whom it was loaded, rows and people.

    The numbers of a file are shown only where they are those of the whole survey: of an area's own file, or of all
    files but one, they would tell what is hidden elsewhere.

    Args:
        files: from :func:`csp_analytics.store.survey_files.survey_files`.
        with_numbers: whether the number of people of the whole survey is shown.
    """
    told = (files["status"] == CURRENT) & with_numbers & ((files["status"] == CURRENT).sum() == 1)
    names, tools = register().names, {key: one.title for key, one in layouts().items()}
    return pd.DataFrame(
        {
            "File": files["source_file"],
            "State": [STATUS_WORDS.get(status, status) for status in files["status"]],
            "Written by": [tools.get(layout, layout) for layout in files["layout"]],
            "Area": ["several" if scope == EVERYWHERE else names.get(scope, scope) for scope in files["scope"]],
            "Rows": files["n_rows"].where(told).astype("Int64"),
            "People": files["n_respondents"].where(told).astype("Int64"),
            "Loaded": [f"{when:%-d %B %Y, %H:%M} UTC" for when in files["imported_at"]],
            "By": files["imported_by"],
        }
    )


def set_aside(files: pd.DataFrame) -> dict[str, int]:
    """How many rows of the files that count are no respondents, by reason, the most frequent first."""
    total: Counter[str] = Counter()
    for said in files.loc[files["status"] == CURRENT, "set_aside"]:
        total.update({str(reason): int(n) for reason, n in json.loads(said).items()})
    return dict(total.most_common())


def set_aside_table(files: pd.DataFrame) -> pd.DataFrame:
    """Rows that are no respondents, a row a reason."""
    found = set_aside(files)
    return pd.DataFrame({"Why": [reason.capitalize() for reason in found], "Rows": list(found.values())})


def not_kept_table(files: pd.DataFrame) -> pd.DataFrame:
    """Columns that were not kept, a row a heading: never what stood in them."""
    rows = [
        (str(heading), str(reason).capitalize(), row.source_file)
        for row in files[files["status"] == CURRENT].itertuples()
        for heading, reason in json.loads(row.dropped)
    ]
    return pd.DataFrame(rows, columns=["Heading", "What it holds", "File"])
