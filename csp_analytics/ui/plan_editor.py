"""An action plan that is edited in place. What is typed stays in the person's session until they submit it."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.plans.dates import due_date
from csp_analytics.ingest.plans.rows import says_as_above
from csp_analytics.ingest.plans.words import NOT_STATED
from csp_analytics.ingest.reading import COLUMNS
from csp_analytics.ingest.templates.workbooks import PLAN_STATUSES
from csp_analytics.ui.messages import html, text

# Column of the table for people: the column of the plan.
TEXTS = {
    "Stage": "stage",
    "Issue": "issue",
    "Action": "action",
    "When": "when_text",
    "Milestone": "milestone",
    "Owner": "owner",
    "Status": "status",
    "Measure": "measure",
}
CRITERION = "Criterion"
HELP = {
    "Stage": "The heading that the action stands under.",
    "Issue": "What is to be put right. Every action needs one.",
    "Action": "What will be done about it.",
    "When": "By when: a month and its year, such as April 2027, or a day. A month counts to its last day.",
    "Milestone": "What can be seen on the way, or at the end.",
    "Owner": "Who leads. A role serves longer than a name.",
    "Status": "Where it stands today. Leave it blank when nobody has said.",
    "Measure": "How it will be known that it worked.",
    CRITERION: "What the action serves in the assessment. It stays with its row and cannot be changed here.",
}
# In pixels; a row takes four lines of text, which wrap.
WIDTHS = {"Stage": 140, "Issue": 190, "Action": 210, "When": 110, "Milestone": 140, "Owner": 140, "Measure": 170,
          CRITERION: 170}  # fmt: skip
ROW_HEIGHT = 98


def edit(plan: pd.DataFrame, key: str, *, area_code: str = "", round_: str = "") -> pd.DataFrame:
    """The plan as a table to type in, rows to add and to delete among it; what is amiss is said below.

    Args:
        plan: the plan to begin with, with the columns :data:`~csp_analytics.ingest.reading.COLUMNS` of ``action``.
            Give the same one at every run and keep what comes back elsewhere: another one begins anew.
        key: name of the widget, unique on the page.
        area_code: whose the rows are when the plan has none yet.
        round_: likewise their round.

    Returns:
        The plan as edited, with the same columns: positions from 1, due dates read again, rows without a word left
        out. A row without an issue is in it; :func:`amiss` tells of it, and it cannot be submitted.
    """
    shown = table_of(plan)
    edited = st.data_editor(
        shown,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        height="content",
        row_height=ROW_HEIGHT,
        column_config={name: _column(name) for name in shown},
        alt="The action plan, a row an action, to be typed into",
    )
    found = plan_of(edited, plan, area_code=area_code, round_=round_)
    said = "".join(f"<li>{text(one)}</li>" for one in [*amiss(found), *undated(found)])
    if said:
        html(f'<div class="csp-takeaway" role="status"><ul>{said}</ul></div>')
    return found


def table_of(plan: pd.DataFrame) -> pd.DataFrame:
    """The plan as people see it: the columns of :data:`TEXTS` (stages only where there are any) and the criterion."""
    rows = plan.astype(object).where(plan.notna(), "")
    table = pd.DataFrame({name: rows[column].astype(str) for name, column in TEXTS.items()}).reset_index(drop=True)
    table["Status"] = ["" if one in ("", NOT_STATED) else one.capitalize() for one in table["Status"]]
    table[CRITERION] = [criterion_words(*one) for one in zip(rows["framework"], rows["criterion_id"], strict=True)]
    table = table.astype("str")
    return table if table["Stage"].any() else table.drop(columns="Stage")


def plan_of(edited: pd.DataFrame, plan: pd.DataFrame, *, area_code: str = "", round_: str = "") -> pd.DataFrame:
    """What was typed as a plan.

    Args:
        edited: as :func:`table_of` gives it, with rows changed, added and left out; cells may be missing.
        plan: the plan that it began with.
        area_code: whose the rows are when the plan has none.
        round_: likewise their round.
    """
    links = {
        criterion_words(*link): link
        for link in plan[["framework", "criterion_id"]].fillna("").itertuples(index=False, name=None)
    }
    same = {name: plan[name].iloc[0] for name in ("area_code", "round")} if len(plan) else {}
    whose = {"area_code": area_code, "round": round_} | same
    rows: list[dict[str, object]] = []
    for typed in edited.astype(object).where(edited.notna(), "").to_dict("records"):
        words = {column: kept(typed.get(name, "")) for name, column in TEXTS.items()}
        if not any(words.values()):
            continue
        above = rows[-1] if rows else {}
        words = {column: str(above.get(column, "")) if says_as_above(word) else word for column, word in words.items()}
        words["status"] = words["status"].lower() or NOT_STATED
        framework, criterion = links.get(str(typed.get(CRITERION, "")), ("", ""))
        due = due_date(words["when_text"], words["milestone"])
        place = {"position": len(rows) + 1, "framework": framework, "criterion_id": criterion, "due": due}
        rows.append({**whose, **words, **place})
    found = pd.DataFrame(rows, columns=list(COLUMNS["action"]))
    return found.assign(due=pd.to_datetime(found["due"]), position=found["position"].astype("int64"))


def amiss(plan: pd.DataFrame) -> list[str]:
    """What must be put right before a plan can be submitted, a sentence each."""
    return [
        f"Row {position}: the issue is blank. Write what is to be put right, or delete the row."
        for position, issue in plan[["position", "issue"]].itertuples(index=False)
        if not issue
    ]


def undated(plan: pd.DataFrame) -> list[str]:
    """Rows whose date cannot be read, a sentence each: a note, because not every action has one."""
    rows = plan[plan["due"].isna() & (plan["when_text"] != "") & (plan["status"] != "done")]
    return [
        f"Row {position}: no date can be read from ‘{' '.join(when.split())[:60]}’, so it stands on no timeline."
        for position, when in rows[["position", "when_text"]].itertuples(index=False)
    ]


def criterion_words(framework_id: str, criterion_id: str) -> str:
    """A criterion by its short label and its id; a framework alone by its title; empty when there is neither."""
    framework = frameworks().get(framework_id)
    if not criterion_id:
        return framework.short_title if framework else framework_id
    known = framework.by_id if framework else {}
    return f"{known[criterion_id].short} ({criterion_id})" if criterion_id in known else criterion_id


def _column(name: str) -> ColumnConfig:
    if name == "Status":
        return st.column_config.SelectboxColumn(help=HELP[name], options=["", *PLAN_STATUSES], default="")
    if name == CRITERION:
        return st.column_config.TextColumn(help=HELP[name], width=WIDTHS[name], disabled=True)
    return st.column_config.TextColumn(help=HELP[name], width=WIDTHS.get(name), default="")
