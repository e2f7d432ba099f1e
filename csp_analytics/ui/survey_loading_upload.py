"""Step 1 of Load a survey: files in, read at once, and let go of: only what was read of them stays in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from csp_analytics.access.acting import person
from csp_analytics.access.rules import IMPORT, may
from csp_analytics.areas.register import register
from csp_analytics.charts.words import listed
from csp_analytics.ingest.surveys.questionnaire import Questionnaire
from csp_analytics.problems import ERROR, Problem, has_errors
from csp_analytics.surveys.layouts import PLAIN, layouts
from csp_analytics.ui import survey_loading_state as state
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.uploads import expect_files, let_go

# Those that cannot be read are let in too: what is wrong with them, and the way out, is said better than by a filter.
ENDINGS = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt", "zip"]
MOST_HEADINGS = 6
PROMISE = (
    "Names, e-mail addresses, IP addresses and the like are taken out while the file is read. The file itself is not "
    "kept, and nothing is stored before you press Load."
)
BOTH_AT_ONCE = (
    "Export the answers again, coded and with the key, and bring both files at once. Or export them with the text of "
    "the answers instead of codes."
)
AGAIN = "Was it read in the wrong way? Say how, and bring the file once more: it was not kept."


@dataclass(frozen=True)
class Way:
    """How a file is to be read: what is empty is found out from the file."""

    sheet: str = ""
    layout: str = ""
    header_rows: int = 0
    unfinished: bool = False


def bring() -> None:
    """The step: the place for files, what is in hand, the button that lets go of it."""
    html("<h2>1 Bring the export</h2>")
    hand = state.held()
    if hand is None:
        paragraph(f"{PROMISE} {_whose()}".strip(), "csp-takeaway")
        _place_for_files("The file that your survey tool exports, and its key file where it has one", hand)
        paragraph(f"Understood: {_understood()}, and any table with one row a person.", "csp-basis")
        return
    several = len(hand.files) > 1
    was, file = ("were", "The files were") if several else ("was", "The file was")
    said = f"{was} read. {file} not kept." if hand.questionnaire else f"{was} not kept."
    html(f'<p class="csp-takeaway"><strong>{text(listed(hand.files))}</strong> {said}</p>')
    if st.button("Wipe what was read", icon=":material/delete:", key="survey-load-wipe"):
        state.wipe()
        st.rerun()
    with st.expander("Bring another file, or read this one in another way"):
        paragraph(AGAIN, "csp-takeaway")
        _place_for_files("Another file, or the same one once more", hand)


def _whose() -> str:
    """What a mere officer may load, said before there is any work in it; empty for those who may load everything."""
    who, names = person(), register().names
    if may(who, IMPORT):
        return ""
    own = listed(sorted(names.get(code, code) for code in who.areas))
    return f"You may load a survey of your own area alone: {own}."


def read(files: Sequence[tuple[str, bytes]], way: Way) -> state.InHand:
    """Files as a questionnaire without personal values: one export, with its key beside it where the tool writes one.

    Args:
        files: name and bytes of each.
        way: how to read them.
    """
    # Imported when needed: the readers cost a start that most visits never need.
    from csp_analytics.ingest.files.workbook import read_workbook
    from csp_analytics.ingest.surveys import paired_key
    from csp_analytics.ingest.surveys.import_survey import Choices, read_questionnaire
    from csp_analytics.ingest.surveys.key_file import is_key_file

    names = tuple(name for name, _ in files)
    opened = [read_workbook(data, name) for name, data in files]
    told = [problem for _, problems in opened for problem in problems]
    books = [book for book, _ in opened if book is not None]
    keys = [book for book in books if len(books) > 1 and is_key_file(book)]
    exports = [book for book in books if book not in keys]
    if has_errors(told):
        return state.InHand(names, None, told)
    if len(exports) != 1 or len(keys) > 1:
        return state.InHand(names, None, [_too_many(len(files))])
    choices = Choices(key=keys[0] if keys else None, sheet=way.sheet, header_rows=way.header_rows)
    found = read_questionnaire(exports[0], choices, layout=way.layout, keep_unfinished=way.unfinished)
    if _headings_tell_people(found, way):
        return state.InHand(names, None, [_too_many_headings(found)])  # what else was told may quote them
    told += found.problems
    if paired_key.needs_key(found) and not keys:
        told.append(replace(paired_key.key_missing(found), advice=BOTH_AT_ONCE))
    told += _about_people(found)
    return state.InHand(names, None if has_errors(told) else found, told)


def _headings_tell_people(found: Questionnaire, way: Way) -> bool:
    """Whether rows of people were read as headings because somebody asked for too many heading rows."""
    from csp_analytics.ingest.surveys import people

    if not way.header_rows:
        return False  # found by content; the address of whoever asks may stand in a heading
    headings = [one.header for one in found.questions] + [heading for heading, _ in found.dropped]
    return any(people.holds(one) or people.is_name(one) for one in headings)


def _about_people(found: Questionnaire) -> list[Problem]:
    """Errors for a questionnaire without people, and for one that is full of what tells who they are."""
    from csp_analytics.ingest.surveys import people

    if not found.respondents:
        return [] if has_errors(found.problems) else [_nobody(found.file)]
    return people.problems(found.file, found.sheet, people.personal_columns(found, ()))


def _understood() -> str:
    return ", ".join(one.title for one in layouts().values() if one.id != PLAIN)


def _place_for_files(label: str, hand: state.InHand | None) -> None:
    # At first the choices stand below the place for files, but they have to be known before a file is read.
    place = st.container() if hand is None else None
    way = _way(hand)
    expect_files()
    files = (place or st).file_uploader(label, type=ENDINGS, accept_multiple_files=True, key=state.key("files"))
    if files:
        with st.spinner("Reading"):
            brought = read([(file.name, file.getvalue()) for file in files], way)
        let_go(files)
        state.hold(brought)
        st.rerun()


def _way(hand: state.InHand | None) -> Way:
    """How the next file is to be read, as the person chose it."""
    part = st.container() if hand else st.expander("Say how to read it (most often not needed)")
    with part, st.container(horizontal=True, key=f"scope-{state.key('way')}", vertical_alignment="bottom"):
        titles = {"": "Find out", **{key: one.title for key, one in layouts().items()}}
        layout = st.selectbox(
            "Written by", list(titles), format_func=lambda key: titles[key], key=state.key("layout"), width=230
        )
        sheet = _sheet(hand)
        rows = {0: "Find out", **{n: f"{n}" for n in range(1, MOST_HEADINGS + 1)}}
        headings = st.selectbox(
            "Heading rows", list(rows), format_func=lambda n: rows[n], key=state.key("headings"), width=140
        )
        unfinished = st.checkbox("Count responses that were not finished", key=state.key("unfinished"))
    return Way(sheet, layout or "", headings or 0, unfinished)


def _sheet(hand: state.InHand | None) -> str:
    """The sheet to read: one of those that are known to be in the file, else its name."""
    if hand is None or hand.questionnaire is None or not hand.questionnaire.other_sheets:
        return (st.text_input("Sheet", key=state.key("sheet"), placeholder="Find out", width=200) or "").strip()
    names = ["", hand.questionnaire.sheet, *hand.questionnaire.other_sheets]
    return st.selectbox("Sheet", names, format_func=lambda n: n or "Find out", key=state.key("sheet"), width=230) or ""


def _too_many(number: int) -> Problem:
    return Problem(
        ERROR,
        "",
        found=f"{number} files, of which not one is the export and the rest its key",
        expected="one export at a time, and its key file where the tool writes one",
        advice="Bring the files of one survey together, and the next survey after it is loaded.",
        code="several-exports",
    )


def _too_many_headings(found: Questionnaire) -> Problem:
    return Problem(
        ERROR,
        found.file,
        sheet=found.sheet,
        found=f"{found.header_rows} heading rows, in which people's details stand",
        expected="the rows of headings only",
        advice="Say fewer heading rows, or let them be found out, and bring the file once more. Nothing was kept.",
        code="people-in-headings",
    )


def _nobody(name: str) -> Problem:
    return Problem(
        ERROR,
        name,
        found="no row with answers",
        expected="headings, and one row for each person below them",
        advice="Check that this is the export of the answers. If it is, say which sheet and how many heading rows.",
        code="no-respondent",
    )
