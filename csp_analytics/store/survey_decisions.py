"""What was decided about which figures of a survey are shown: kept, because deciding takes seconds."""

from __future__ import annotations

from csp_analytics.store.connection import Store


def remembered(store: Store) -> dict[str, str]:
    """Every decision by its key: one letter a unit."""
    rows = store.frame("select key, statuses from survey_decision")
    return dict(zip(rows["key"], rows["statuses"], strict=True))


def remember(store: Store, decided: dict[str, str]) -> None:
    """Keeps decisions; those that are there already stay."""
    if decided:
        store.note(
            "insert into survey_decision select key, statuses from (select unnest($key) as key, "
            "unnest($statuses) as statuses) where key not in (select key from survey_decision)",
            {"key": list(decided), "statuses": list(decided.values())},
        )
