"""Tables for those who look after the dashboard: rounds, frameworks, imports, submissions, people, the audit log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from csp_analytics.areas.register import register
from csp_analytics.charts.words import count, listed
from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.wording import round_order
from csp_analytics.store import holdings, reading
from csp_analytics.store.connection import Store
from csp_analytics.store.standing_rules import RoundRule, closed_frameworks, rules
from csp_analytics.surveys.load import surveys

MOMENT = "%-d %B %Y, %H:%M"
OPEN, CLOSED = "Open", "Closed"
# Of what belongs to a line: said first, and not said on the page.
FIRST = ("of", "what", "rounds", "frameworks", "surveys", "areas", "publishing", "open", "role", "area")
FOR_PROGRAMS = ("digest", "import_id", "layout", "bytes", "counts")
# Rows of a table as people count them.
ROWS = {
    "rating": ("answer", "answers"),
    "rated": ("of them rated", "of them rated"),
    "indicator": ("figure", "figures"),
    "respondent": ("person", "people"),
    "free_text": ("text", "texts"),
    "post": ("number of posts", "numbers of posts"),
    "area": ("outside area", "outside areas"),
}
MOST_WORDS = 160  # letters of what belongs to a line of the audit log, in the table on the page


def rounds_held(store: Store) -> list[str]:
    """Every round that has data or a rule, the newest first."""
    names = {
        *holdings.assessments_held(store)["round"],
        *holdings.surveys_held(store)["round"],
        *holdings.plans_held(store),
        *rules(store),
    }
    return sorted((str(name) for name in names if name), key=round_order, reverse=True)


def rounds_table(store: Store, words: Mapping[str, str]) -> pd.DataFrame:
    """Every round with what it holds and what holds for it, the newest first.

    Args:
        store: the database.
        words: what each way of publishing is called.
    """
    assessed, asked, held = holdings.assessments_held(store), holdings.surveys_held(store), rules(store)
    rows = []
    for name in rounds_held(store):
        rule = held.get(name, RoundRule())
        there = assessed[assessed["round"] == name]
        parts = [f"{_framework(row.framework)} {count(row.n_areas, 'area')}" for row in there.itertuples()]
        people = asked[asked["round"] == name]
        parts += [f"survey {_survey(row.definition)} {count(row.n_respondents, 'person', 'people')}"
                  for row in people.itertuples()]  # fmt: skip
        set_at = f"{rule.set_at:%-d %B %Y} by {rule.set_by}" if rule.set_at else "Not set: the usual rule"
        rows.append(
            {
                "Round": name,
                "Officers see of others": words[rule.publishing],
                "Returns": OPEN if rule.open else CLOSED,
                "Holds": "; ".join(parts) or "No assessments and no surveys",
                "Set": set_at,
            }
        )
    return pd.DataFrame(rows, columns=["Round", "Officers see of others", "Returns", "Holds", "Set"])


def frameworks_table(store: Store) -> pd.DataFrame:
    """Every framework with its edition, scale, what it holds, and whether it is open."""
    assessed, shut = holdings.assessments_held(store), closed_frameworks(store)
    rows = []
    for key, one in frameworks().items():
        there = assessed[assessed["framework"] == key]
        held = [f"{row.round}: {count(row.n_areas, 'area')}" for row in there.itertuples()]
        rows.append(
            {
                "Framework": one.title,
                "Published": ", ".join(part for part in (one.publisher, one.year) if part),
                "Rated": count(len(one.criteria), one.row_word, one.row_word_plural),
                "Scale": ", ".join(level.label for level in one.levels),
                "Assessments": "; ".join(held) or "No assessment yet",
                "Returns": CLOSED if key in shut else OPEN,
            }
        )
    return pd.DataFrame(rows)


def imports_table(log: pd.DataFrame) -> pd.DataFrame:
    """The log of imports for people: when, file, what it is, how it ended, how much, problems, by whom."""
    rows = [
        {
            "When (UTC)": f"{row.finished_at:{MOMENT}}",
            "File": row.file,
            "What it is": " ".join(part for part in (_told(row.kind), f"({row.layout})" if row.layout else "") if part),
            "How it ended": row.outcome,
            "Rows": counts_words(json.loads(row.counts)),
            "Problems": len(json.loads(row.problems)),
            "By": row.imported_by,
            "Demonstration": "yes" if row.demo else "",
        }
        for row in log.itertuples()
    ]
    columns = ["When (UTC)", "File", "What it is", "How it ended", "Rows", "Problems", "By", "Demonstration"]
    return pd.DataFrame(rows, columns=columns)


def submissions_table(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """What was submitted: number, area, what, when, by whom, and whether it was taken back."""
    told = [
        {
            "Number": str(row.submission_id),
            "Area": names.get(row.area_code, row.area_code),
            "What": row.what,
            "Submitted (UTC)": f"{row.submitted_at:{MOMENT}}",
            "By": row.submitted_by,
            "Taken back": f"{row.undone_at:{MOMENT}} by {row.undone_by}" if is_undone(row) else "",
        }
        for row in rows.itertuples()
    ]
    return pd.DataFrame(told, columns=["Number", "Area", "What", "Submitted (UTC)", "By", "Taken back"])


def is_undone(row: Any) -> bool:
    """Whether a submission (a row of the table) was taken back."""
    return isinstance(row.undone_by, str) and bool(row.undone_by)


def people_table(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Who has which role: a line a person and role, an officer's areas together."""
    told = []
    for (email, role), group in rows.groupby(["email", "role"], sort=True):
        areas = sorted(names.get(code, code) for code in group["area_code"] if code)
        told.append(
            {
                "E-mail address": email,
                "Role": role,
                "Areas": ", ".join(areas) or "All",
                "Since": f"{group['given_at'].min():%-d %B %Y}",
                "Given by": ", ".join(sorted(set(group["given_by"]))),
            }
        )
    return pd.DataFrame(told, columns=["E-mail address", "Role", "Areas", "Since", "Given by"])


def audit_table(rows: pd.DataFrame, names: Mapping[str, str], *, whole: bool = False) -> pd.DataFrame:
    """Lines of the audit log for people.

    Args:
        rows: as :func:`csp_analytics.store.audit.entries` gives them.
        names: names of areas by code.
        whole: with everything that belongs to a line and what the chain is checked with, for files.
    """
    precise = "%Y-%m-%d %H:%M:%S.%f" if whole else "%Y-%m-%d %H:%M:%S"
    details = [detail_words(text, names, whole=whole) for text in rows["detail"]]
    table = pd.DataFrame(
        {
            "When (UTC)": [f"{at:{precise}}" for at in rows["done_at"]],
            "Who": rows["who"].tolist(),
            "What": rows["what"].tolist(),
            "About": [names.get(about, about) for about in rows["about"]],
            "More": details if whole else [_short(words) for words in details],
        }
    )
    if whole:
        checked = {"Server": "server", "Line": "seq", "As kept": "detail", "Digest": "digest"}
        table = table.assign(**{title: rows[name].tolist() for title, name in checked.items()})
    return table


def detail_words(detail: str, names: Mapping[str, str], *, whole: bool = True) -> str:
    """What belongs to a line, as words: ``{"round": "2025", "open": false}`` is "round: 2025; open: no".

    Args:
        detail: as it is kept, JSON.
        names: names of areas by code.
        whole: also what only a program asks for, such as the digest of a file.
    """
    told = {
        key: value
        for key, value in json.loads(detail).items()
        if value not in ("", None, [], {}) and (key, value) != ("demo", False)
    }
    shown = sorted((key for key in told if whole or key not in FOR_PROGRAMS), key=_place)
    return "; ".join(_said(key, told[key], names) for key in shown)


def as_seen(publishing: str, area: str, others: int, round_: str) -> str:
    """What an officer of an area sees of a round, in a sentence or two.

    Args:
        publishing: named, aliases or group.
        area: name of the officer's area.
        others: how many other areas have an assessment of the round.
        round_: the round.
    """
    own = f"An officer of {area} sees everything of {area}"
    if not others:
        return f"{own}. No other area has an assessment of round {round_} yet."
    rest = f"the other {count(others, 'area')} of round {round_}" if others > 1 else f"the one other area of {round_}"
    if publishing == "named":
        return f"{own}, and {rest} by name: levels, evidence, actions and plans."
    if publishing == "aliases":
        return (
            f"{own}, and {rest} as Area A, Area B and so on: their levels, without names, evidence, actions or plans."
        )
    if others < 5:
        return f"{own}. Of {rest} nothing is shown, as a group figure needs five areas."
    return f"{own}. Of {rest} only the middle, the quartiles and the mean of groups of five areas or more."


def counts_words(counts: Mapping[str, int]) -> str:
    """How many rows of each table, those without any left out."""
    return ", ".join(count(n, *ROWS.get(name, (name,))) for name, n in counts.items() if n)


def listed_counts(counts: Mapping[str, int], words: Mapping[str, tuple[str, str]]) -> str:
    """Counts in words (one and many), those that are none left out: "30 assessments and 2 surveys"."""
    return listed(count(counts[key], *word) for key, word in words.items() if counts.get(key))


def area_names(store: Store) -> dict[str, str]:
    """Names by code: of the register, and of the areas outside it that are in the database."""
    outside = reading.outside_areas(store)
    return {**register().names, **dict(zip(outside["area_code"], outside["name"], strict=True))}


def _place(key: str) -> tuple[int, str]:
    return (FIRST.index(key) if key in FIRST else len(FIRST), key)


def _said(key: str, value: object, names: Mapping[str, str]) -> str:
    """One fact; what an export is about stands without a heading of its own."""
    return _value(value, names) if key == "of" else f"{key.replace('_', ' ')}: {_value(value, names)}"


def _value(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(one, names)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_value(one, names) for one in value)
    if isinstance(value, int | float):
        return f"{value:,}"
    return names.get(str(value), str(value))


def _short(words: str) -> str:
    return words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1]}…"


def _told(kind: str) -> str:
    return "" if kind == "unknown" else kind


def _framework(framework_id: str) -> str:
    known = frameworks()
    return known[framework_id].short_title if framework_id in known else framework_id


def _survey(definition: str) -> str:
    known = surveys()
    return known[definition].short_title if definition in known else definition
