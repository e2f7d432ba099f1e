"""What is shown of a session: the votes as they were given, no more than the record holds, a dry run on everything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from csp_analytics.analysis.agreement import agreement
from csp_analytics.charts.workshop_votes import DRY_RUN
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.ingest.reading import COLUMNS
from csp_analytics.pictures.workshop_record import WHAT_WAS_FOUND, session_picture
from csp_analytics.pictures.workshop_saving import saving
from csp_analytics.workshop.session.about import CHECKLIST, SKILLS
from csp_analytics.workshop.session.agreed import reading
from tests.builders.held_sessions import FRAMEWORK, IDEAS, INVOLVED, VISION, Session, about, in_fife
from tests.store.loadable import assessment

TITLES = {row.criterion_id: row.short for row in framework_of(FRAMEWORK).criteria}
LEVELS = [level.label for level in framework_of(FRAMEWORK).levels]


@pytest.fixture(scope="module")
def picture():
    return session_picture(in_fife().record())


def bars(exhibit) -> dict[str, list[str]]:
    """What is printed in the bars, part by part, the first row first."""
    return {part.name: list(part.text) for part in exhibit.figure.data}


def test_counts_of_each_vote_are_those_that_were_given(picture):
    # Vision: 1 1 2 2 2 2 2 2 2 2 3 na is 2 8 1 0 and one not applicable; then eleven at 2 and one at 3.
    # Ideas: six at 1, six at 4. Involved: four answers, which the record does not hold.
    table = picture.votes.set_index(["Criterion", "Vote"])
    first, again = table.loc[(TITLES[VISION], 1)], table.loc[(TITLES[VISION], 2)]
    assert first[["Answered", *LEVELS, "Not applicable", "Don't know"]].tolist() == [12, 2, 8, 1, 0, 1, 0]
    assert again[["Answered", *LEVELS, "Not applicable", "Don't know"]].tolist() == [12, 0, 11, 1, 0, 0, 0]
    assert table.loc[(TITLES[IDEAS], 1), [*LEVELS, "A", "Agreed level"]].tolist() == [6, 0, 0, 6, "-1.00", LEVELS[0]]
    few = table.loc[(TITLES[INVOLVED], 1)]
    assert (few["Answered"], few["Agreement"]) == (4, "Too few answers: not shown")
    assert few[[*LEVELS, "Not applicable", "Don't know", "Consensus", "A"]].isna().all()
    assert len(picture.votes) == 4


def test_what_is_printed_in_the_bars_is_the_last_vote_least_agreement_first(picture):
    assert picture.levels.native.categories == (f"{TITLES[IDEAS]} (12)", f"{TITLES[VISION]} (12)")
    assert bars(picture.levels) == {
        LEVELS[0]: ["6", ""],
        LEVELS[1]: ["", "11"],
        LEVELS[2]: ["", "1"],
        LEVELS[3]: ["6", ""],
    }
    assert picture.levels.takeaway == (
        f"Least agreement: {TITLES[IDEAS]} (two opposite camps: discuss first), with {LEVELS[0]} 6, {LEVELS[3]} 6."
    )
    before_and_after = bars(picture.revotes)
    assert [before_and_after[level] for level in LEVELS] == [["2", ""], ["8", "11"], ["1", "1"], ["", ""]]
    assert before_and_after["Not applicable"] == ["1", ""]
    assert "On 1 of 1 criterion" in picture.revotes.takeaway


def test_dots_and_the_order_of_priorities(picture):
    # Ideas: 2 from four people and 2 from a fifth; Involved: 1 from four, 2 from a sixth; Vision: 1 and 1.
    assert picture.dots.table["Dots"].tolist() == [10, 6, 2, 0]
    assert picture.dots.takeaway == f"Most dots: {TITLES[IDEAS]}, 10 of 18."
    assert "6 people placed dots, up to 3 each. 1 criterion got none." in picture.dots.basis
    assert picture.priority_ids == (IDEAS, INVOLVED, VISION)


def test_dots_of_a_few_people_are_not_shown():
    session = Session(about(), 6).votes(VISION, [*"112222"]).agrees(VISION, "2").dots(*[{VISION: 3}] * 4)
    shown = session_picture(session.record())
    assert shown.dots is None
    assert "Fewer than five people placed dots, so the dots are not shown." in shown.said
    assert shown.priority_ids == (VISION,)  # in the lower half of the scale
    assert "No dots were placed" in shown.why


def test_agreement_is_said_with_two_decimals_as_on_the_wall():
    # One at 1, three at 3, four at 4 of eight: the wall says the same two figures.
    votes = session_picture(Session(about(), 8).votes(VISION, [*"13334444"]).record()).votes
    found = agreement([1, 0, 3, 4])
    assert votes.loc[0, ["Consensus", "A"]].tolist() == [f"{found.consensus:.2f}", f"{found.a:.2f}"]
    assert [len(words) for words in votes.loc[0, ["Consensus", "A"]]] == [4, 4]


def test_where_the_facilitator_lowered_it_three_answers_are_shown_and_said():
    session = Session(about(), 4).lowers().votes(VISION, [*"1123"])
    shown = session_picture(session.record())
    assert shown.votes.loc[0, LEVELS].tolist() == [2, 1, 1, 0]
    assert shown.votes.loc[0, "Consensus"] == shown.votes.loc[0, "Consensus"]
    assert "The facilitator chose to show counts from three answers on." in shown.said


def test_a_vote_that_was_not_revealed_is_shown_only_when_the_session_is_over():
    session = Session(about(), 6).votes(VISION, [*"222222"])
    session._did("revote")
    for voice in session.people:
        session._did("answer", voice, question=VISION, vote=2, answer="4")
    going_on, over = session_picture(session.record(ended=False)), session_picture(session.record())
    assert going_on.votes["Vote"].tolist() == [1]
    assert "Doing well 6" not in str(going_on)
    assert "The room is still open: what was not revealed in it is not shown here." in going_on.said
    assert over.votes["Vote"].tolist() == [1, 2]


def test_answers_by_role_only_where_every_role_has_five():
    session = Session(replace(about(), roles=("Council", "Police")), 0)
    session.people = [f"v{number}" for number in range(1, 12)]
    for place, voice in enumerate(session.people):
        session._did("join", voice, role="Council" if place < 5 else "Police")
    session.votes(VISION, [*"11222333444"])  # Council 1 1 2 2 2, Police 3 3 3 4 4 4
    table = session_picture(session.record()).by_role.set_index("Role")
    assert table[LEVELS].to_numpy().tolist() == [[2, 3, 0, 0], [0, 0, 3, 3]]
    session.votes(IDEAS, [*"112233333"])  # four of the police answer: no role is shown
    assert set(session_picture(session.record()).by_role["Criterion"]) == {TITLES[VISION]}


def test_the_part_of_a_board_paper_holds_every_count_and_says_how_agreement_is_measured(picture):
    part = picture.for_the_appendix
    assert part.title == WHAT_WAS_FOUND
    assert part.table is picture.votes
    assert any("Tastle and Wierman" in line for line in part.below)
    assert "1 vote with fewer than five answers is not shown." in part.sentences


def test_a_dry_run_is_marked_in_every_chart_and_table_of_it():
    shown = session_picture(in_fife(dry_run=True).record())
    assert shown.title.startswith(DRY_RUN)
    assert shown.finding.startswith(DRY_RUN)
    for exhibit in (shown.levels, shown.revotes, shown.dots):
        assert DRY_RUN in [note.text for note in exhibit.figure.layout.annotations]
        assert "Demonstration data" not in str(exhibit.figure.layout.annotations)
        assert DRY_RUN in exhibit.note
        assert "dry-run-simulated-participants" in exhibit.file_name
    assert shown.report.said[0].startswith(DRY_RUN)


def test_text_of_people_is_plain_in_figures():
    asked = about()
    named = tuple(replace(one, title="<a href='x'>press</a>") for one in asked.questions)
    session = Session(replace(asked, questions=named), 6).votes(VISION, [*"222222"])
    drawn = session_picture(session.record()).levels.figure
    assert "<a" not in "".join(note.text for note in drawn.layout.annotations)


def test_a_checklist_is_hidden_until_it_is_revealed_and_so_is_a_snapshot_until_it_is_over():
    checklist = Session(about(kind=CHECKLIST), 6).answers(VISION, [*"112233"])
    assert session_picture(checklist.record(ended=False)).levels is None
    checklist._did("close")
    checklist._did("reveal")
    assert session_picture(checklist.record(ended=False)).votes.loc[0, LEVELS].tolist() == [2, 2, 2, 0]

    snapshot = Session(about(kind=SKILLS), 6).answers(VISION, [*"111234"]).answers(IDEAS, [*"1111"])
    assert session_picture(snapshot.record(ended=False)).levels is None
    shown = session_picture(snapshot.record())
    # 1 1 1 2 of six stand in the lower half; of Ideas there are four answers only, so nothing of it is known.
    assert shown.finding == (
        "1 of 4 items have enough answers to be shown. 6 phones joined. "
        f"Lowest: {TITLES[VISION]}, where 4 of 6 answered '{LEVELS[0]}' or '{LEVELS[1]}'."
    )
    assert shown.priority_ids == ()


def test_a_room_in_which_nothing_happened_has_a_sentence_and_no_chart():
    shown = session_picture(Session(about(), 0).record())
    assert shown.finding == "Nobody has answered yet."
    assert (shown.levels, shown.revotes, shown.dots) == (None, None, None)
    assert shown.report.parts == []


def test_what_saving_changes_is_counted_criterion_by_criterion():
    record = in_fife().record()
    there = assessment("S12000047", level=2, round_="2026").tables["rating"][list(COLUMNS["rating"])]
    over, alone = (reading(record, before).tables["rating"] for before in (there, None))
    # Vision is agreed at 2, where it stood; Ideas falls from 2 to 1; the other 35 stay.
    found = saving(record, over, there, demo=False)
    assert found.sentences == [
        "Beside what is saved for Fife in round 2026, 1 criterion is lowered and 36 are the same."
    ]
    assert found.table.iloc[:, 0].tolist() == [TITLES[IDEAS]]
    assert "35 are no longer rated" in saving(record, alone, there, demo=False).sentences[0]
    first = saving(record, alone, None, demo=False)
    assert first.sentences == [
        "Nothing of Fife is saved for round 2026 yet: this is its first assessment.",
        "35 criteria count as not answered.",
    ]
    assert "is demonstration data" in saving(record, alone, there, demo=True).sentences[0]
