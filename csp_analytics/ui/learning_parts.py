"""Parts of the page Learning matches: its choices, pairs and groups as cards, training, the workbook."""

from __future__ import annotations

import streamlit as st

from csp_analytics.charts.words import DEMO_LABEL, count
from csp_analytics.exports.sheet import Sheet
from csp_analytics.pictures.learning import LearningPicture
from csp_analytics.pictures.learning_cards import LearnerCard, MentorPart
from csp_analytics.pictures.learning_groups import GroupCard, GroupsPicture
from csp_analytics.pictures.learning_training import RULE_TITLES, TrainingPicture
from csp_analytics.ui import address, cached, components, partner_pictures, scope, survey_scope
from csp_analytics.ui.messages import Html, html, paragraph, text

PLACES = tuple(str(n) for n in (10, 20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300))
COURSES = {"10": "10 places", "6": "6 places", "12": "12 places", "1": "Any number"}
STYLE = """<style>
.csp-pairs {display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18.5rem, 100%), 1fr)); gap: 0.6rem 1rem; margin: 0.2rem 0 0.4rem !important; padding: 0 !important; list-style: none;}
.csp-pairs > li {border: 1px solid #BFBFBF; border-left: 6px solid #12436D; padding: 0.4rem 0.8rem 0.5rem; margin: 0 !important; break-inside: avoid; overflow-wrap: anywhere;}
.csp-pairs .head {font-weight: 600; font-size: 1.08rem;}
.csp-pairs .from {font-weight: 600; margin-top: 0.3rem; line-height: 1.35;}
.csp-pairs ul {margin: 0.1rem 0 0.1rem 1.1rem !important; padding: 0 !important;}
.csp-pairs ul li {margin: 0 !important; font-size: 0.95rem; line-height: 1.4;}
.csp-pairs .one {font-size: 0.95rem; line-height: 1.4; margin-top: 0.15rem;}
.csp-pairs .quiet {color: #595959; font-size: 0.92rem; line-height: 1.35;}
</style>"""  # noqa: E501


def choose() -> tuple[tuple[str, str, str, str, str, int], str]:
    """The choices of the pairs (what the pictures are asked by), and the own area (empty for all)."""
    offered = partner_pictures.topics()
    with scope.row("scope-learning"):
        topics = scope.one_of("Match by", "topics", offered, width=190) if offered else ""
        survey_round = survey_scope.round_of("skills") if topics != "criterion" else ""
        mentored = scope.one_of(
            "Others that an area mentors", "mentors", {"2": "At most 2", "1": "At most 1", "3": "At most 3"}, width=205
        )
    by_levels = topics in ("both", "criterion")
    chosen = scope.choose(framework=by_levels, rounds=by_levels, peers=True, area=True, everyone=True)
    return (
        (topics, survey_round, chosen.framework_id, chosen.round, chosen.grouping_id, int(mentored)),
        chosen.area_code,
    )


def pairs(picture: LearningPicture, area: str) -> None:
    """The cards of one area, or of all areas, those that have no mentor, what areas need, and the tables."""
    if area:
        _own(picture)
    else:
        html(_cards_html(picture))
    if picture.without:
        components.sentences("Areas without a mentor, and why", picture.without)
    paragraph(picture.note, "csp-basis")
    if picture.topics:
        components.exhibit(picture.topics)
    components.all_folded(picture.tables, about=picture.about, note=picture.note, demo=picture.demo)


def groups(picture: GroupsPicture) -> None:
    """Groups that learn together."""
    html(_groups_html(picture))


def training(survey_round: str) -> TrainingPicture | None:
    """What places of training close: its own choices, the curve and the courses; None without a survey."""
    if not survey_round:
        return None
    with scope.row("scope-training"):
        n_places = address.wanted("places", PLACES, "60")
        st.select_slider("Places", PLACES, width=330, **address.shown("places", n_places))
        course = scope.one_of("A course holds", "course", COURSES, width=150)
        rule = scope.one_of("A gap is a skill that … has", "gap", RULE_TITLES, width=230)
    picture = partner_pictures.training(survey_round, int(n_places), int(course), rule)
    html(f'<h2>What places of training close</h2><p class="csp-takeaway">{text(picture.finding)}</p>')
    left, right = st.columns([2, 3], gap="large")
    with left:
        components.exhibit(picture.curve)
    with right:
        if len(picture.courses):
            html(_courses_html(picture))
    return picture


def take_away(title: str, picture: LearningPicture, together: GroupsPicture, train: TrainingPicture | None) -> None:
    """One workbook with everything on the page."""
    sheets = components.sheets(picture.tables, picture.note)
    sheets += [Sheet("Learning groups", together.table, together.finding, together.note)] if len(together.table) else []
    if train:
        sheets += components.sheets(
            {"Courses to hold": train.courses, "Gaps that they close": train.closed}, train.note
        )
    exhibits = [picture.topics, train.curve if train else None]
    components.take_away(title, picture.finding, [*exhibits, *sheets], picture.about, picture.demo)


def _own(picture: LearningPicture) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        html(_learns_html(picture))
    with right:
        html(_teaches_html(picture))


@cached.for_life
def _learns_html(picture: LearningPicture) -> Html:
    own = "".join(f"<li>{_mentor(pair)}</li>" for pair in picture.own.mentors) if picture.own else ""
    return Html(f"{STYLE}<h2>It could learn from</h2>{_mark(picture.demo)}"
                f'<ul class="csp-pairs">{own or "<li>Nobody: the reason stands above.</li>"}</ul>')  # fmt: skip


@cached.for_life
def _teaches_html(picture: LearningPicture) -> Html:
    area = picture.about.get("Area", "")
    parts = [
        f'<li><div class="head">{text(card.name)}</div>{_lessons(pair)}'
        f'<div class="quiet">{text(pair.alike[:1].upper() + pair.alike[1:])}.</div></li>'
        for card in picture.teaches
        for pair in card.mentors
        if pair.name == area
    ]
    return Html(f"<h2>Who could learn from it</h2>{_mark(picture.demo)}"
                f'<ul class="csp-pairs">{"".join(parts) or "<li>Nobody is matched to it.</li>"}</ul>')  # fmt: skip


@cached.for_life
def _cards_html(picture: LearningPicture) -> Html:
    cards = "".join(_learner(card) for card in picture.learners)
    return Html(
        f"{STYLE}<h2>Who could learn from whom</h2>{_mark(picture.demo)}"
        f'<p class="csp-takeaway">Each card is a learner: what it could learn, from whom, and the figures behind it. '
        f'Choose an area above for its own partners in full.</p><ul class="csp-pairs">{cards}</ul>'
    )


@cached.for_life
def _groups_html(picture: GroupsPicture) -> Html:
    cards = "".join(_group(card) for card in picture.cards)
    return Html(
        f'{STYLE}<h2>Small groups that learn together</h2><p class="csp-takeaway">{text(picture.finding)}</p>'
        f'{_mark(picture.demo)}<ul class="csp-pairs">{cards}</ul><p class="csp-basis">{text(picture.note)}</p>'
    )


@cached.for_life
def _courses_html(picture: TrainingPicture) -> Html:
    cards = "".join(
        f'<li><div class="head">{text(one["Skill"])}</div><div class="one">'
        f"{_held(one)} close {count(one['Gaps closed'], 'gap')}.</div>"
        f'<div class="quiet">{text(one["Areas, with places"])}</div></li>'
        for one in picture.courses.to_dict("records")
    )
    return Html(f"<h2>Courses to hold, and for whom</h2>{_mark(picture.demo)}"
                f'<p class="csp-basis">Behind each area: the places that close its gap.</p>'
                f'<ul class="csp-pairs">{cards}</ul>')  # fmt: skip


def _held(one: dict) -> str:
    """Such as ``2 courses, 20 places``; places alone where a course has any number."""
    places = count(one["Places"], "place")
    return places if one["Courses"] == one["Places"] else f"{count(one['Courses'], 'course')}, {places},"


def _learner(card: LearnerCard) -> str:
    mentors = "".join(_briefly(pair) for pair in card.mentors)
    return f'<li data-learner="{text(card.code)}"><div class="head">{text(card.name)}</div>{mentors}</li>'


def _briefly(pair: MentorPart) -> str:
    """One mentor in two lines: the first lesson with its figures, the others by name."""
    more = f"; also {text(pair.further)}" if pair.further else ""
    return f'<div class="one">from <strong>{text(pair.name)}</strong>: {text(pair.lessons[0])}{more}</div>'


def _mentor(pair: MentorPart) -> str:
    back = f" Could give back: {text(pair.gives_back)}." if pair.gives_back else ""
    following = f" Next in line: {text(pair.next_best)}." if pair.next_best else ""
    return (
        f'<div class="head">{text(pair.name)}</div>{_lessons(pair)}'
        f'<div class="quiet">{text(pair.alike[:1].upper() + pair.alike[1:])}.{back} Score {pair.score:.0f}.{following}'
        "</div>"
    )


def _lessons(pair: MentorPart) -> str:
    return f"<ul>{''.join(f'<li>{text(one)}</li>' for one in pair.lessons)}</ul>"


def _group(card: GroupCard) -> str:
    def part(title: str, items: list[str]) -> str:
        return f'<div class="from">{title}</div><ul>{"".join(f"<li>{text(one)}</li>" for one in items)}</ul>'

    shares = "share what they do" if len(card.shares) > 1 else "shares what it does"
    return (
        f'<li><div class="head">{text(card.title)}</div>{part(shares, card.shares)}'
        f'{part("learn", card.learns)}<div class="quiet">Areas that are {text(card.alike)}.</div></li>'
    )


def _mark(demo: bool) -> str:
    return f'<p class="csp-mark">{DEMO_LABEL}</p>' if demo else ""
