"""Step 2 of Your partnership: what each file is, what is wrong with it, and the ways out."""

from __future__ import annotations

import streamlit as st

from csp_analytics.areas.register import register
from csp_analytics.charts.words import count, listed
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.brought import Brought, as_one
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, INDICATOR, POSTS, SURVEY, UNKNOWN
from csp_analytics.problems import ERROR
from csp_analytics.ui import officer_columns, officer_files
from csp_analytics.ui import officer_state as state
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.problem_parts import facts, problem_table

KIND_WORDS = {
    ASSESSMENT: "An assessment", ACTIONS: "An action plan", INDICATOR: "A table of indicators", SURVEY: "A survey",
    POSTS: "A table of posts", UNKNOWN: "Not recognised yet",
}  # fmt: skip
ELSEWHERE = {
    SURVEY: "Surveys go in at Load a survey.",
    POSTS: "How many people were asked is loaded by whoever keeps the national picture.",
    INDICATOR: "Indicators are loaded by whoever keeps the national picture.",
}
FIND_OUT = ""
LEAVE_OUT_HELP = (
    "What is still wrong is not guessed: it counts as missing, and every chart, paper and the submission say how many "
    "answers were left out. You can take it back."
)


def show(hand: state.InHand) -> None:
    """The step."""
    if not hand.files:
        paragraph("Nothing is in hand yet: bring a file in step 1.", "csp-takeaway")
        return
    for place, one in enumerate(hand.files):
        _file(hand, place, one)
    _together(hand)


def _file(hand: state.InHand, place: int, one: Brought) -> None:
    html(f"<h2>{text(one.name)}</h2>")
    facts(recognised(one))
    if one.workbook is not None:
        _correct(place, one)
    if one.reading.kind in ELSEWHERE:
        paragraph(f"This page takes assessments and action plans. {ELSEWHERE[one.reading.kind]}", "csp-takeaway")
        return
    if one.is_unknown:
        officer_columns.show(hand, place, one)
    _problems(place, one)


def recognised(one: Brought) -> dict[str, str]:
    """What a file was recognised as, for people: kind, layout, area, framework, round, what it holds."""
    reading, told = one.recognised, {}
    told["What it is"] = KIND_WORDS[reading.kind] if one.workbook is not None else "A file that cannot be read"
    told["Layout"] = reading.layout
    if reading.kind == ASSESSMENT and "rating" in reading.tables:
        rows = reading.tables["rating"]
        told["Area"] = listed([officer_files.area_name(code, [one]) for code in rows["area_code"].unique()], most=5)
        told["Framework"] = listed([framework_of(key).title for key in rows["framework"].unique()])
        told["Round"] = listed(list(rows["round"].unique()))
        said = rows["answer"].value_counts()
        rated = f"{int(said.get('rated', 0))} of {len(rows)} rated"
        others = [f"{int(n)} {name}" for name, n in said.items() if name != "rated"]
        told["Answers"] = ", ".join([rated, *others])
    elif reading.kind == ACTIONS and "action" in reading.tables:
        rows = reading.tables["action"]
        told["Area"] = listed([officer_files.area_name(code, [one]) for code in rows["area_code"].unique()], most=5)
        told["Round"] = listed([name for name in rows["round"].unique() if name]) or "not stated"
        told["Actions"] = count(len(rows), "action")
    if one.left_out:
        told["Left out"] = f"{count(reading.left_out, 'answer')}, as you chose"
    return told


def _correct(place: int, one: Brought) -> None:
    """What was recognised, to be corrected from lists; what is not said is found out from the file."""
    part = st.expander("Correct what was recognised", expanded=_must_be_said(one))
    with part, st.container(horizontal=True, key=f"scope-{state.key(f'say-{place}')}", vertical_alignment="bottom"):
        kinds = {"auto": "Find out", ASSESSMENT: "An assessment", ACTIONS: "An action plan"}
        _list("Kind", place, kinds, one.wanted.kind, 170, one.name)
        outside = {officer_files.OUTSIDE: "As written, outside the register"}
        areas = {FIND_OUT: "As in the file", **register().names, **outside}
        now = officer_files.OUTSIDE if one.wanted.outside and not one.wanted.area else one.wanted.area
        _list("Area", place, areas, now, 260, one.name)
        titles = {FIND_OUT: "As in the file", **{key: each.title for key, each in frameworks().items()}}
        _list("Framework", place, titles, one.wanted.framework, 260, one.name)
        name = state.key(f"Round-{place}-{one.name}")
        st.text_input(
            "Round", value=one.wanted.round, key=name, placeholder="As in the file", max_chars=20, width=150,
            on_change=_say, args=(one.name, "Round", name),
        )  # fmt: skip


def _must_be_said(one: Brought) -> bool:
    """Whether the file does not tell something that only the person can say."""
    return any(
        problem.severity == ERROR and problem.code.startswith(("missing-", "unknown-area", "outside-area"))
        for problem in one.reading.problems
    )


def _list(name: str, place: int, titles: dict[str, str], now: str, width: int, file: str) -> None:
    key = state.key(f"{name}-{place}-{file}")
    st.selectbox(
        name, list(titles), index=list(titles).index(now) if now in titles else 0, key=key, width=width,
        format_func=lambda option: titles.get(option, option), on_change=_say, args=(file, name, key),
    )  # fmt: skip


def _say(file: str, name: str, key: str) -> None:
    """The person said what a file is: it is read again."""
    one = officer_files.of(state.held(), file)
    if one is not None:
        _change(file, wanted=officer_files.said_so(one, name, state.value(key) or ""))


def _problems(place: int, one: Brought) -> None:
    # What its columns mean is asked above, so that they are not known need not be said again.
    asked = one.is_unknown and one.mapping is None
    problems = [problem for problem in one.reading.problems if not (asked and problem.code == "unrecognised")]
    stops = sum(problem.severity == ERROR for problem in problems)
    if stops:
        html(f"<h3>{count(stops, 'problem')} to put right</h3>")
    elif problems:
        html(f"<h3>{count(len(problems), 'thing')} to know</h3>")
    else:
        paragraph("Say what its columns mean, then it is checked." if asked else "Nothing is wrong with it.",
                  "csp-takeaway")  # fmt: skip
        return
    _ways_out(place, one, stops)
    problem_table(problems, f"Problems of {one.name}")


def _ways_out(place: int, one: Brought, stops: int) -> None:
    """Buttons: accept what was probably meant, leave out what is wrong, take the marked copy, take it back."""
    key = state.key
    with st.container(horizontal=True, key=key(f"ways-{place}")):
        if found := len(one.suggestions):
            words = "Accept the suggestion" if found == 1 else f"Accept all {found} suggestions"
            st.button(words, key=key(f"accept-{place}"), icon=":material/done_all:", type="primary",
                      on_click=_accept, args=(one.name,))  # fmt: skip
        if left := one.can_leave_out:
            word = "action" if one.reading.kind == ACTIONS else "answer"
            st.button(f"Leave out {count(left, word)} and go on", key=key(f"leave-{place}"),
                      icon=":material/content_cut:", help=LEAVE_OUT_HELP, on_click=_change, args=(one.name,),
                      kwargs={"leave_out": True})  # fmt: skip
        if one.corrections or one.leave_out:
            st.button("Take back what I accepted", key=key(f"back-{place}"), icon=":material/undo:",
                      on_click=_change, args=(one.name,), kwargs={"leave_out": False, "corrections": ()})  # fmt: skip
        if one.workbook is not None and (stops or one.corrections):
            download(
                "Download the marked copy", officer_files.marked(state.private(), one.name),
                f"{officer_files.stem(one.name)}-marked.xlsx", officer_files.XLSX, key=key(f"marked-{place}"),
                icon=":material/download:", about={"Area": state.held().area_code},
            )  # fmt: skip


def _accept(file: str) -> None:
    one = officer_files.of(state.held(), file)
    if one is not None:
        _change(file, corrections=(*one.corrections, *one.suggestions))


def _change(file: str, **changes: object) -> None:
    officer_files.change(state.held(), file, **changes)


def _together(hand: state.InHand) -> None:
    """Which files can be compared, and whose area it is when they hold several."""
    ready, told = as_one(hand.files)
    for sentence in told:
        html(f'<p class="csp-takeaway" role="status">{text(sentence)}</p>')
    codes = officer_files.codes(ready)
    if len(codes) > 1:
        html("<h2>Which area is yours?</h2>")
        paragraph(f"The files hold {len(codes)} areas. One of them is compared and submitted.", "csp-takeaway")
        names = {code: officer_files.area_name(code, ready) for code in codes}
        key = state.key("own-area")
        st.selectbox(
            "Your area", list(names), index=None if hand.area_code not in names else list(names).index(hand.area_code),
            format_func=lambda code: names.get(code, code), key=key, placeholder="Choose your area", width=300,
            on_change=_own, args=(key,),
        )  # fmt: skip


def _own(key: str) -> None:
    state.held().area_code = state.value(key) or ""
