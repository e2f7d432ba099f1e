"""The end of step 4: submit to the national picture, after a look at the difference; and take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from csp_analytics.access import rules
from csp_analytics.access.acting import person
from csp_analytics.charts.words import count, listed
from csp_analytics.demo.build import is_demonstration
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.ingest.reading import ACTIONS, Reading
from csp_analytics.store import reading
from csp_analytics.store.connection import StoreProblem
from csp_analytics.store.import_log import account
from csp_analytics.store.submitting import SubmissionRefused, standing, submit, undo
from csp_analytics.ui import address, cached, components, officer_compare, officer_files, officer_plan, plan_editor
from csp_analytics.ui import officer_state as state
from csp_analytics.ui.messages import for_strangers, html, label, paragraph, text
from csp_analytics.ui.officer_compare import Compared

MOST_EARLIER = 10
NOTHING = (
    "There is nothing to submit: no assessment is in hand, and no plan is chosen that differs from what is published."
)
MEANWHILE = (
    "Somebody else has submitted for this area since you looked. Nothing of yours was submitted: look at the "
    "difference again, then decide."
)
SUBMIT = "Submit to the national picture"
Told = Callable[[], Sequence[str]]


def show(
    hand: state.InHand, chosen: Compared, title: str = SUBMIT, told: Told | None = None, nothing: str = NOTHING
) -> None:
    """The part of the step.

    Args:
        hand: what is in hand.
        chosen: what is compared.
        title: what stands above it and on its button.
        told: asks and tells what the assessment would change, where the page does that itself.
        nothing: what is said when there is nothing to submit.
    """
    html(f"<h2>{text(title)}</h2>")
    if hand.said:
        html(f'<p class="csp-takeaway" role="status"><strong>{text(hand.said)}</strong></p>')
    if refusal := may_not(hand, chosen.area_code):
        paragraph(refusal, "csp-takeaway")
        _earlier(chosen.area_code)
        return
    everything = to_submit(hand, chosen)
    plan = officer_plan.as_reading(hand, chosen)
    if plan is not None:
        rows = count(len(plan.tables["action"]), "action")
        st.checkbox(f"Submit the action plan too ({rows})", value=with_plan(hand), key=state.key("with-plan"))
    if not everything:
        paragraph(nothing, "csp-takeaway")
    else:
        _offer(hand, chosen, everything, title, told)
    _earlier(chosen.area_code)


def may_not(hand: state.InHand, area_code: str) -> str:
    """Why who is here may not submit for an area; empty when they may. The store asks again when they press."""
    who = person()
    if rules.may(who, rules.SUBMIT, area_code) or (hand.room and rules.may(who, rules.RUN_ROOMS)):
        return ""
    name = officer_files.area_name(area_code, hand.files)
    return (
        f"You can look at this and take it away, but not submit it: an officer of {name} or an administrator may "
        "submit for this area."
    )


def to_submit(hand: state.InHand, chosen: Compared) -> list[Reading]:
    """What would be submitted: every assessment of the upload, and the plan as it was edited."""
    plan = officer_plan.as_reading(hand, chosen) if with_plan(hand) else None
    return [one for one in officer_files.readings(hand) if one.kind != ACTIONS] + ([plan] if plan else [])


def with_plan(hand: state.InHand) -> bool:
    """Whether the plan is submitted too: as chosen, else only when it is the officer's own."""
    return bool(state.chosen("with-plan", officer_plan.is_own(hand)))


def _offer(hand: state.InHand, chosen: Compared, everything: list[Reading], title: str, told: Told | None) -> None:
    paragraph("Until now only you have seen this. Submitting puts it into the database for everybody who uses this "
              "dashboard. It is logged, and it can be taken back.", "csp-takeaway")  # fmt: skip
    _difference(hand, chosen, everything, told)
    wrong = [one for reading_ in everything if reading_.kind == ACTIONS
             for one in plan_editor.amiss(reading_.tables["action"])]  # fmt: skip
    if demo := [one.name for one in hand.files if one.workbook and is_demonstration(one.workbook.digest)]:
        wrong.append(f"{listed(demo)}: this is demonstration data, to try things out. It cannot be submitted.")
    for sentence in wrong:
        html(f'<p class="csp-takeaway" role="status">{text(sentence)}</p>')
    _look_again(hand, everything)
    st.text_input("Your name or post, for the log", key=state.key("by"), max_chars=60, width=320)
    sure = st.checkbox("I have looked at the difference and may submit for this partnership", key=state.key("sure"))
    st.button(
        label(title), type="primary", icon=":material/publish:", key=state.key("submit"),
        disabled=not sure or bool(wrong), on_click=_submit, args=(chosen,),
    )  # fmt: skip


def _look_again(hand: state.InHand, everything: list[Reading]) -> None:
    """What was confirmed counts only while the same is there: else it is said, and asked again."""
    what = tuple(f"{one.kind} {one.digest}" for one in everything if one.kind != ACTIONS)
    seen = standing(cached.store(), everything)
    if hand.seen == seen and hand.seen_of == what:
        return
    if hand.seen_of == what and _assessments(hand.seen) != _assessments(seen):
        html(f'<p class="csp-takeaway" role="alert">{text(MEANWHILE)}</p>')
    hand.seen, hand.seen_of = seen, what
    state.put("sure", False)


def _assessments(seen: tuple[str, ...]) -> set[str]:
    """The marks of assessments: those of plans change when the person says whether theirs goes too."""
    return {mark for mark in seen if mark.startswith("assessment")}


def _difference(hand: state.InHand, chosen: Compared, everything: list[Reading], told: Told | None) -> None:
    """What would be different: assessment by assessment, and the plan."""
    rows: list[str] = list(told()) if told else []
    for framework_id, round_ in officer_files.assessed(hand) if told is None else ():
        compared = officer_compare.uploaded(hand, framework_id, round_, chosen.grouping_id)
        picture = officer_compare.picture_of(hand, compared)
        rows.append(f"{framework_of(framework_id).title} {round_}: {picture.difference}")
        if picture.differs is not None and len(picture.differs):
            components.folded(
                f"Difference: {framework_of(framework_id).short_title} {round_}", picture.differs,
                about=picture.about, demo=False,
            )  # fmt: skip
    for one in everything:
        if one.kind == ACTIONS:
            there, here = officer_plan.published(chosen), one.tables["action"]
            rows.append(_plan_words(there, here, str(here["round"].iloc[0]), officer_plan.is_demo(chosen)))
    if left := officer_files.left_out(hand):
        rows.append(
            f"{count(left, 'answer')} {'is' if left == 1 else 'are'} left out, as you chose. The submission says so."
        )
    html(f'<ul class="csp-headlines">{"".join(f"<li>{text(row)}</li>" for row in rows)}</ul>')


def _plan_words(there: pd.DataFrame, here: pd.DataFrame, round_: str, demo: bool) -> str:
    now = count(len(here), "action")
    if demo:
        return f"Action plan {round_}: {now}, in the place of the demonstration plan."
    if there.empty:
        return f"Action plan {round_}: {now}; no plan is published."
    rounds = [one for one in there["round"].unique() if one]
    where = (
        f"beside the plan of {listed(rounds)}"
        if rounds and round_ not in rounds
        else "in the place of the published plan"
    )
    return f"Action plan {round_}: {now} {where}, which has {len(there)}."


def _submit(chosen: Compared) -> None:
    hand = state.held()
    everything = to_submit(hand, chosen)
    try:
        made = submit(cached.store(), everything, seen=hand.seen, by=_by(), room=hand.room)
    except (SubmissionRefused, StoreProblem, rules.NotAllowed) as refused:
        hand.said = for_strangers(refused)
        return
    if not made.number:
        hand.said = "Everything was there already: nothing was written."
        return
    for key, value in (("area", chosen.area_code), ("framework", chosen.framework_id), ("round", chosen.round)):
        address.say(key, value)  # what was submitted is what one goes on looking at
    hand.files, hand.plan, hand.plan_begun, hand.plan_touched = (
        [],
        None,
        None,
        False,
    )  # nothing stays in hand that is in the database now
    hand.let_go_of_made()
    hand.said = f"Submitted as number {made.number}. Everybody who uses this dashboard sees it now."


def _earlier(area_code: str) -> None:
    """What was submitted for the area before, and the way to take it back."""
    there = reading.submissions(cached.store(), area_code)
    if there.empty:
        return
    html("<h3>What was submitted for this area</h3>")
    for row in there.head(MOST_EARLIER).itertuples():
        taken = isinstance(row.undone_by, str) and bool(row.undone_by)
        back = f" Taken back on {row.undone_at:%-d %B %Y} by {row.undone_by}." if taken else ""
        when = f"{row.submitted_at:%-d %B %Y, %H:%M} (UTC)"
        said = f"Number {row.submission_id}, {when}, by {row.submitted_by}: {row.what}.{back}"
        with st.container(horizontal=True, vertical_alignment="center", key=state.key(f"earlier-{row.submission_id}")):
            html(f'<p class="csp-takeaway">{text(said)}</p>')
            if not taken and rules.may(person(), rules.UNDO, area_code):
                _take_back(int(row.submission_id))


def _take_back(number: int) -> None:
    """The button, and the question that its press brings."""
    asked = state.key(f"ask-{number}")
    if not state.value(asked):
        st.button(f"Take back number {number}", key=state.key(f"back-{number}"), icon=":material/undo:",
                  on_click=state.put, args=(f"ask-{number}", True))  # fmt: skip
        return
    html('<p class="csp-takeaway" role="status">What was there before stands again, for everybody. It is logged.</p>')
    st.button(f"Yes, take back number {number}", key=state.key(f"undo-{number}"), type="primary", on_click=_undo,
              args=(number,))  # fmt: skip
    st.button("No", key=state.key(f"keep-{number}"), on_click=state.put, args=(f"ask-{number}", False))


def _by() -> str:
    """Who submits, for the log: as they named themselves, with the account of the server."""
    name = " ".join(str(state.chosen("by", "") or "").split())[:60]
    return f"{name} ({account()})" if name else account()


def _undo(number: int) -> None:
    hand = state.held()
    state.put(f"ask-{number}", False)
    try:
        what = undo(cached.store(), number, by=_by())
        hand.said = f"Number {number} was taken back ({what}). What was there before stands again."
        hand.plan_begun = hand.plan = None
    except (SubmissionRefused, StoreProblem, rules.NotAllowed) as refused:
        hand.said = for_strangers(refused)
