"""Step 3 of Your partnership: the own levels beside the peers and beside what is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from csp_analytics.charts.words import count
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.pictures.officer import OfficerPicture, officer_picture
from csp_analytics.pictures.officer_support import Help
from csp_analytics.ui import cached, components, officer_files, pictures, scope
from csp_analytics.ui import officer_state as state
from csp_analytics.ui.messages import html, paragraph, text

MOST_CHECKS = 5


@dataclass(frozen=True)
class Compared:
    """What is compared: an assessment of the upload, or the published one of the area."""

    framework_id: str
    round: str
    grouping_id: str
    area_code: str
    uploaded: bool


def choose(hand: state.InHand) -> Compared | None:
    """The choices of the step; None when there is nothing to compare yet."""
    own = officer_files.assessed(hand)
    if not own and not pictures.frameworks_in_use():
        return None
    if not own:
        code = officer_files.own_area(hand)
        chosen = scope.choose(peers=True, area=not code)
        return Compared(chosen.framework_id, chosen.round, chosen.grouping_id, code or chosen.area_code, False)
    with scope.row():
        titles = {f"{key} {round_}": f"{framework_of(key).short_title} {round_}" for key, round_ in own}
        first = next(iter(titles))
        if len(own) > 1:
            name = state.key("compared")
            st.selectbox("Your assessment", list(titles), format_func=lambda one: titles[one], key=name, width=260)
            first = state.value(name) or first
        framework_id, round_ = own[list(titles).index(first)]
        grouping = scope.peers()
    return uploaded(hand, framework_id, round_, grouping)


def uploaded(hand: state.InHand, framework_id: str, round_: str, grouping: str) -> Compared:
    """An assessment of the upload."""
    return Compared(framework_id, round_, grouping, officer_files.own_area(hand), True)


def show(hand: state.InHand) -> str:
    """The step. Returns the finding for the top of the page."""
    if hand.files and not officer_files.readings(hand):
        paragraph("Nothing of what you brought can be compared yet: step 2 says what is to be put right.",
                  "csp-takeaway")  # fmt: skip
        return ""
    chosen = choose(hand)
    if chosen is None:
        paragraph("No assessment is published yet. Bring yours in step 1.", "csp-takeaway")
        return ""
    if not chosen.uploaded:
        words = "No assessment is in hand, so this is what is published." if not hand.files else (
            "You brought an action plan and no assessment, so the levels are those that are published."
        )  # fmt: skip
        paragraph(words, "csp-takeaway")
    picture = picture_of(hand, chosen)
    if picture.absent:
        paragraph(picture.absent, "csp-takeaway")
        return ""
    _show(picture, chosen)
    return picture.finding


def picture_of(hand: state.InHand, chosen: Compared) -> OfficerPicture:
    """The picture of what is compared: kept with the upload, or with the version of the data without one."""
    if not officer_files.readings(hand):
        return pictures.officer(chosen.framework_id, chosen.round, chosen.grouping_id, chosen.area_code)
    name = f"compare {chosen.framework_id} {chosen.round} {chosen.grouping_id} {chosen.area_code}"

    def make() -> OfficerPicture:
        with st.spinner("Comparing"):
            return officer_picture(
                officer_files.laid(hand), chosen.framework_id, chosen.round, chosen.grouping_id, chosen.area_code,
                published=cached.store(), left_out=officer_files.left_out(hand), own_title=hand.called,
            )  # fmt: skip

    return officer_files.kept(hand, name, make)


def _show(picture: OfficerPicture, chosen: Compared) -> None:
    said = "".join(f"<li>{text(one)}</li>" for one in picture.said)
    if said:
        html(f'<ul class="csp-said">{said}</ul>')
    if picture.peers:
        paragraph(picture.peers, "csp-basis")
    if picture.not_compared:
        paragraph(picture.not_compared, "csp-takeaway")
    left, right = st.columns([3, 2], gap="large")
    with left:
        if picture.position:
            components.exhibit(picture.position)
    with right:
        if picture.difference:
            html(f'<h2>Beside what is published</h2><p class="csp-takeaway">{text(picture.difference)}</p>')
            components.folded("What your upload changes", picture.differs, about=picture.about, demo=picture.demo)
        _checks(picture)
    if picture.weakest:
        components.exhibit(picture.weakest)
    left, right = st.columns(2, gap="large")
    word = framework_of(chosen.framework_id).row_word_plural
    with left:
        _weaknesses(picture, word)
    with right:
        components.criteria("Strongest", picture.strengths, kind="strong", word=word, demo=picture.own_demo)
    if picture.change:
        components.exhibit(picture.change)
    if picture.requirements:
        components.exhibit(picture.requirements)
    if picture.levels:
        with components.unfolded("Every level beside your peers", "own-levels") as there:
            if there:
                for exhibit in picture.levels:
                    components.exhibit(exhibit, level=3)
    every = (
        f"Every {framework_of(chosen.framework_id).row_word} beside groups of areas (points, 0 to 100)"
        if picture.by_groups
        else "Levels beside your peers, as a table"
    )
    components.all_folded(
        {every: picture.criteria, "What moved since the round before": picture.moved},
        about=picture.about, demo=picture.demo,
    )  # fmt: skip
    if picture.sensitivity:
        components.sentences("Does it depend on the choice of peers?", picture.sensitivity)


def _checks(picture: OfficerPicture) -> None:
    """What to look at before the workshop: the first ones, the others folded."""
    html("<h2>Before the workshop</h2>")
    if not picture.checks:
        paragraph("Nothing stands out that the room should be asked about.", "csp-takeaway")
        return
    html(_check_list(picture.checks[:MOST_CHECKS]))
    if rest := picture.checks[MOST_CHECKS:]:
        with components.unfolded(f"{count(len(rest), 'more thing')} to ask", "own-checks") as there:
            if there:
                html(_check_list(rest))


def _check_list(checks: Any) -> str:
    items = "".join(
        f'<li><strong>{text(one.sentence)}</strong> <span class="say">{text(one.question)}</span></li>'
        for one in checks
    )
    return f'<ul class="csp-asks">{items}</ul>'


def _weaknesses(picture: OfficerPicture, word: str) -> None:
    """The weakest criteria as cards, each with what helps: who to learn from, support, an action."""
    html(f"<h2>What to work on: the weakest {text(word)}</h2>")
    if not picture.weaknesses:
        paragraph(f"None of the {word} is rated below the others.", "csp-takeaway")
        return
    cards = "".join(_weakness(row, picture.helps.get(row.get("criterion_id", ""))) for row in picture.weaknesses)
    notes = {note for one in picture.helps.values() for note in one.notes}
    said = "".join(f'<p class="csp-basis">{text(note)}</p>' for note in sorted(notes))
    html(f'<ul class="csp-criteria weak">{cards}</ul>{said}')


def _weakness(row: dict[str, str], help_: Help | None) -> str:
    more = ""
    if help_ is not None:
        learn = " ".join(help_.learn_from)
        more = (f'<div class="say"><strong>Learn from:</strong> {text(learn)}</div>' if learn else "") + (
            f'<div class="say"><strong>Support:</strong> {text(help_.offers)}</div>'
            f'<div class="say"><strong>{text(help_.action)}</strong></div>'
        )
    return (
        f'<li><div class="head">{text(row["text"])}</div><div class="say"><span class="level">{text(row["level"])}'
        f'</span>{text(row["peers"])}</div>{more}<div class="quiet">{text(row["principle"])} · {text(row["source"])}'
        "</div></li>"
    )
