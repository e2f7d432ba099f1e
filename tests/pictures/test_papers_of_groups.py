"""What an officer compares and takes away in a round that is published as group figures, by hand."""

from __future__ import annotations

import io
import re
from contextlib import closing
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from csp_analytics import findings
from csp_analytics.access.person import OFFICER, Person
from csp_analytics.access.publishing import ALIASES, GROUP, NAMED
from csp_analytics.areas.aliases import EVERYTHING, seeing
from csp_analytics.areas.register import register
from csp_analytics.exports.page import page
from csp_analytics.exports.slides.slides import slides
from csp_analytics.exports.word.board_paper import board_paper
from csp_analytics.exports.workbook import of_report, workbook
from csp_analytics.findings.group_only import group_only, others_round
from csp_analytics.pictures.officer import officer_picture
from csp_analytics.pictures.paper import paper
from csp_analytics.store import sights
from csp_analytics.store.connection import open_store
from csp_analytics.store.overlay import laid_over
from csp_analytics.store.writing import load
from tests.builders.one_answer_each import (
    CLACKMANNANSHIRE,
    DUMFRIES,
    FALKIRK,
    FIFE,
    RENFREWSHIRE,
    SOUTH_AYRSHIRE,
    SOUTH_LANARKSHIRE,
    answered,
)

SAFER, PEERS, TODAY = "safer-communities", "family-people", date(2026, 3, 2)
ONE, TWO, THREE, FOUR, FIVE, SIX = (f"leadership.0{n}" for n in range(1, 7))
# Six of the seven peers and nobody else. All rate the first; four rate the second.
OTHERS = {
    CLACKMANNANSHIRE: {ONE: 1, TWO: 2, THREE: 3, FOUR: 4, FIVE: 2, SIX: 3},
    DUMFRIES: {ONE: 2, TWO: 2, THREE: 3, FOUR: 4, FIVE: 2, SIX: 3},
    FALKIRK: {ONE: 2, TWO: 3, THREE: 3, FOUR: 4, FIVE: 2, SIX: 3},
    RENFREWSHIRE: {ONE: 3, TWO: 4, THREE: 3, FOUR: 4, FIVE: 2, SIX: 3},
    SOUTH_AYRSHIRE: {ONE: 4, TWO: "?", THREE: 3, FOUR: 4, FIVE: 2, SIX: 3},
    SOUTH_LANARKSHIRE: {ONE: 4, TWO: "", THREE: 3, FOUR: 4, FIVE: 2, SIX: 3},
}
PUBLISHED = {FIFE: {ONE: 2, TWO: 1, THREE: 3, FOUR: 3, FIVE: 3, SIX: 3}}
UPLOAD = {FIFE: {ONE: 4, TWO: 1, THREE: 3, FOUR: 1, FIVE: 2, SIX: 3}}
OFFICERS = Person("officer@example.org", frozenset({OFFICER}), frozenset({FIFE}))
MISLEADING = ("no peer", "other peers", "ever assessed", "Without an assessment", "Not compared", "No peer rated")
NAMES = re.compile("|".join(re.escape(one.name) for one in register().areas.values() if one.area_code != FIFE))


def publish(store, rule, round_="2025"):
    with store.transaction() as cursor:
        cursor.execute("delete from round_rule where round = $round", {"round": round_})
        cursor.execute(
            "insert into round_rule values ($round, $rule, true, timestamp '2026-03-04', 'a@example.org')",
            {"round": round_, "rule": rule},
        )


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """The database, once for all: a test that publishes the round otherwise publishes it as groups again."""
    with closing(open_store(tmp_path_factory.mktemp("groups") / "csp.duckdb")) as store:
        load(store, answered(OTHERS | PUBLISHED))
        publish(store, GROUP)
        yield store


@pytest.fixture(scope="module")
def view(stored):
    """The database as Fife's officer sees it while the round is published as groups."""
    return sights.seen_by(stored, OFFICERS, GROUP)


@pytest.fixture(autouse=True)
def sight_of_groups(stored):
    """What the officer's thread may see of names and groups."""
    with seeing(sights.sight_of(stored, OFFICERS, GROUP)):
        yield
    publish(stored, GROUP)


@pytest.fixture(scope="module")
def picture(view, stored):
    """The step Compare, with the upload in hand."""
    with seeing(sights.sight_of(stored, OFFICERS, GROUP)):
        return compared(view)


@pytest.fixture(scope="module")
def made(view, stored):
    """The paper of the upload."""
    with seeing(sights.sight_of(stored, OFFICERS, GROUP)):
        return paper(over(view), FIFE, SAFER, "2025", PEERS, published=view, today=TODAY)


def over(view, answers=UPLOAD, round_="2025"):
    return laid_over(view, [answered(answers, round_=round_)])


def compared(view, area=FIFE, round_="2025", answers=UPLOAD):
    there = over(view, answers, round_)
    return officer_picture(there, SAFER, round_, PEERS, area, published=view, today=TODAY)


def everything_said(one) -> str:
    """All words of a report or a picture, its exhibits and tables."""
    return re.sub(r"Figure\(.*?\n\}\)", "", repr(one), flags=re.DOTALL) + "".join(
        table.to_csv() for table in _tables(one)
    )


def _tables(one):
    parts = [*getattr(one, "parts", ()), *getattr(one, "appendix", ())]
    tables = [part.table for part in parts] + [shown.table for part in parts for shown in part.exhibits]
    tables += [getattr(one, name, None) for name in ("criteria", "plan", "differs", "moved")]
    return [table for table in tables if table is not None]


def test_an_upload_stands_beside_the_figures_of_the_groups(picture):
    """First: own 4; others 1 2 2 3 4 4: median 2.5, of 0 to 100 points (2.5 - 1) / 3 = 50, mean 8/3: 55.6.

    Quartiles (type 7) at places 2.25 and 4.75 of six: 2 and 3.75, so 33.3 and 91.7. Second: four others are too few.
    """
    rows = picture.criteria.set_index(["Measure", "Beside"])
    first, second = (
        rows.loc[(findings.framework_of(SAFER).by_id[f"{SAFER}.{key}"].short, "its peer group")] for key in (ONE, TWO)
    )

    assert first.round(1).tolist() == [100.0, 6, 50.0, 33.3, 91.7, 55.6]
    assert second["Own score"] == 0
    assert second[1:].isna().all()
    strongest = next(row for row in picture.strengths if row["criterion_id"] == f"{SAFER}.{ONE}")
    assert strongest["peers"].startswith(
        "Median of its peer group: between Working towards and Some success (6 areas); "
    )
    assert picture.by_groups
    assert picture.position.headline == "Fife beside groups of areas"
    assert picture.difference.startswith("Beside what is published for 2025")


def test_nothing_misleads_and_nothing_names_another_area(picture, made):
    for one in (picture, made):
        said = everything_said(one)
        assert NAMES.findall(said) == []
        assert [words for words in MISLEADING if words in said] == []
    assert not any(one.learn_from for one in picture.helps.values())
    assert not any(line.startswith("Agree to ask") for line in made.recommendations)


@pytest.mark.parametrize("write", ["docx", "pptx", "xlsx", "html"])
def test_every_file_has_the_group_figures_and_says_the_rule(write, made):
    told = {"docx": _docx, "pptx": _pptx, "xlsx": _xlsx, "html": _html}[write](made)

    assert "Returns of 2025 are published as group figures" in told
    assert "its peer group" in told
    assert NAMES.findall(told) == []
    assert [words for words in MISLEADING if words in told] == []


def _docx(made):
    document = Document(io.BytesIO(board_paper(made, stamp="")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def _pptx(made):
    said = []
    for slide in Presentation(io.BytesIO(slides(made, stamp=""))).slides:
        said += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        said += [c.text for s in slide.shapes if s.has_table for row in s.table.rows for c in row.cells]
        said.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(said)


def _xlsx(made):
    book = load_workbook(io.BytesIO(workbook(of_report(made, stamp=""))))
    return "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None)


def _html(made):
    return page(made, stamp="").decode()


def test_a_round_that_nobody_else_has_stands_beside_the_newest_of_the_others(view, stored):
    picture = compared(view, round_="2026")
    assert picture.peers == (
        "The answers of Fife are of round 2026, which nobody else has yet: the groups are of round 2025."
    )
    assert "Round 2026, the groups of round 2025" in picture.position.basis
    assert picture.criteria["Median"].notna().any()

    publish(stored, ALIASES)  # figures of a family group would tell which letters are in it
    assert others_round(view, SAFER, "2026", FIFE) == ""
    assert group_only(view, SAFER, "2025", PEERS, FIFE)["held_back"].all()
    publish(stored, NAMED)  # what is named may be summed up
    assert others_round(view, SAFER, "2026", FIFE) == "2025"


def test_beside_an_area_of_somebody_else_there_are_no_figures(view):
    """The nation without Fife, less the nation without Fife and Renfrewshire, would be Renfrewshire."""
    picture = compared(view, RENFREWSHIRE, answers={RENFREWSHIRE: UPLOAD[FIFE]})

    assert picture.criteria[["Areas with a score", "Median", "Mean"]].fillna(0).eq(0).all(axis=None)
    assert picture.peers.startswith("Figures of groups stand beside the areas of your own alone")
    assert picture.criteria["Own score"].notna().any()


def test_who_sees_everything_is_shown_single_peers_under_any_rule(stored):
    with seeing(EVERYTHING):
        shown = compared(stored)
    assert not shown.by_groups
    assert "Clackmannanshire" in shown.peers


def test_behind_letters_nobody_is_sent_to_ask_a_letter_or_to_choose_other_peers(stored):
    publish(stored, ALIASES)
    view = sights.seen_by(stored, OFFICERS, ALIASES)
    with seeing(sights.sight_of(stored, OFFICERS, ALIASES)):
        shown = compared(view)
        made = paper(over(view), FIFE, SAFER, "2025", PEERS, published=view, today=TODAY)

    assert len(re.findall(r"Area [A-Z]{1,2}\b", shown.peers)) == 7
    assert shown.sensitivity == []
    for one in (shown, made):
        said = everything_said(one)
        assert NAMES.findall(said) == []
        assert "other peers" not in said
    assert not any(line.startswith("Agree to ask") for line in made.recommendations)
