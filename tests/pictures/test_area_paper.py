"""The board paper of one area: every figure is that of ``compare`` in JSON, and what it says follows from its data."""

from __future__ import annotations

import json
import re
from datetime import date

import pandas as pd
import pytest

from csp_analytics import findings
from csp_analytics.analysis.peers import rank_words
from csp_analytics.cli.main import main
from csp_analytics.findings import NothingThere
from csp_analytics.frameworks.load import framework
from csp_analytics.pictures.paper import PLAN_COLUMNS, PURPOSES, paper, papers
from csp_analytics.store import reading
from csp_analytics.store.overlay import laid_over
from tests.builders.one_answer_each import FIFE, answered

ROUND, TODAY = "2025", date(2026, 3, 2)
CASES = [
    ("safer-communities", FIFE, "family-people"),
    ("safer-communities", "S12000013", "nearest-neighbours"),
    ("excellence", "S12000049", "urban-rural"),
    ("hallmarks", FIFE, "police-division"),  # alone in its division
    ("hallmarks", "S12000041", "police-division"),  # with two others in its division: too few
]
FIGURES = {
    "Own score": "value", "Peers' median": "peer_median", "Gap": "gap", "Lowest peer": "lowest",
    "Lower quartile": "q1", "Upper quartile": "q3", "Highest peer": "highest",
}  # fmt: skip
COUNTS = {"Peers with a score": "n_peers", "Rated": "n_rated", "Applicable": "n_applicable"}


@pytest.fixture(scope="module")
def made_of(demo_store):
    """The paper of each case, made once."""
    return {case: paper(demo_store, case[1], case[0], ROUND, case[2], today=TODAY) for case in CASES}


@pytest.fixture
def compared(demo_store, capsys):
    """``compared("Fife", "safer-communities", "family-people", "principle")``: what ``compare`` prints as JSON."""

    def asked(code, framework_id, grouping, by):
        arguments = ["compare", code, "--framework", framework_id, "--grouping", grouping, "--by", by]
        assert main([*arguments, "--format", "json", "--db", str(demo_store.path)]) == 0
        return json.loads(capsys.readouterr().out)

    return asked


def part(made, title):
    return next(one for one in [*made.parts, *made.appendix] if one.title == title)


def none_for(value):
    return float("nan") if value is None else value


@pytest.mark.parametrize(("framework_id", "code", "grouping"), CASES)
def test_every_figure_is_the_one_that_compare_prints(made_of, compared, framework_id, code, grouping):
    made = made_of[framework_id, code, grouping]
    chart = part(made, "Where the partnership stands").exhibits[0]
    told = [*compared(code, framework_id, grouping, "principle"), *compared(code, framework_id, grouping, "overall")]
    assert len(chart.table) == len(told)
    for row, answer in zip(chart.table.to_dict("records"), told, strict=True):
        for title, name in FIGURES.items():
            assert row[title] == pytest.approx(none_for(answer[name]), abs=1e-5, nan_ok=True)
        for title, name in COUNTS.items():
            assert row[title] == answer[name]
        assert (row["Band"], row["Rank of all areas"]) == (answer["band"], answer["rank"])
    own, *rest = chart.native.series
    assert own.values == tuple(None if one["value"] is None else round(one["value"], 4) for one in told)
    enough = [one["n_peers"] >= 5 for one in told]
    assert [one.name for one in rest] == (["Peers' median"] if any(enough) else [])
    for series in rest:
        expected = [round(one["peer_median"], 4) if some else None for one, some in zip(told, enough, strict=True)]
        assert list(series.values) == expected


@pytest.mark.parametrize(("framework_id", "code", "grouping"), CASES)
def test_every_criterion_is_the_one_that_compare_prints(made_of, compared, framework_id, code, grouping):
    """Compare has points, the paper levels: 100 points are the whole scale."""
    one = framework(framework_id)
    made = made_of[framework_id, code, grouping]
    rows = part(made, f"Every {one.row_word} beside the peers").table.to_dict("records")
    told = [row for row in compared(code, framework_id, grouping, "criterion") if row["n_rated"] or row["n_peers"]]
    assert [row[one.row_word.capitalize()] for row in rows] == [row["title"] for row in told]
    name = next(column for column in rows[0] if column not in (one.row_word.capitalize(), "Principle"))
    for row, answer in zip(rows, told, strict=True):
        if answer["value"] is not None:
            assert row[name] == label(one, answer["value"])
            assert row["Compared with peers"].split(" ", 1)[1].split(":")[0] == answer["band"]
        else:
            assert row["Compared with peers"].startswith("– not comparable: ")
        assert row["Peers with a level"] == answer["n_peers"]
        assert row["Peers' median"] == (label(one, answer["peer_median"]) if answer["n_peers"] >= 5 else "–")
        counts = {level.value: row[f"Peers: {level.label}"] for level in one.levels}
        assert sum(counts.values()) == answer["n_peers"]
        if answer["n_peers"]:
            levels = [value for value, n in counts.items() for _ in range(n)]
            points = [100 * (value - one.lowest) / (one.highest - one.lowest) for value in levels]
            assert (min(points), max(points)) == pytest.approx((answer["lowest"], answer["highest"]), abs=1e-5)


def label(one, points):
    return one.label_of(round(one.lowest + points / 100 * (one.highest - one.lowest), 6))


@pytest.mark.parametrize(("framework_id", "code", "grouping"), CASES)
def test_the_sentence_on_the_overall_score_has_its_figures(made_of, compared, framework_id, code, grouping):
    made = made_of[framework_id, code, grouping]
    (answer,) = compared(code, framework_id, grouping, "overall")
    said = next(line for line in made.summary if "overall score" in line)
    if answer["value"] is None:
        assert said == f"There is no overall score: {answer['note']}."
        return
    assert said.startswith(f"The overall score is {int(answer['value'] + 0.5)} of 100")
    assert ("peers' median" in said) == (answer["band"] != "not compared")
    if answer["band"] != "not compared":
        whole = {name: int(answer[name] + 0.5) for name in ("peer_median", "lowest", "highest")}
        words = f"the peers' median is {whole['peer_median']}, of {answer['n_peers']} peers from "
        assert f"{words}{whole['lowest']} to {whole['highest']}" in said
    assert said.endswith(f"{rank_words(answer['rank_best'], answer['rank_worst'], answer['n_ranked'])}.")


def test_the_header_block_is_to_be_filled_in_and_keeps_what_the_officer_wrote(demo_store):
    filled = {"Prepared by": "A. Person", "Equality and diversity": "None.", "Title": "Where we stand"}
    plain = paper(demo_store, FIFE, "excellence", ROUND, "family-people", today=TODAY)
    made = paper(demo_store, FIFE, "excellence", ROUND, "family-people", filled=filled, today=TODAY)
    assert list(plain.header) == ["Title", "Prepared by", "Present", "Leading partners", "Date"]
    assert (plain.header["Present"], plain.header["Date"]) == ("", "2 March 2026")
    assert list(made.header.values()) == ["Where we stand", "A. Person", "", "", "2 March 2026"]
    assert made.statements == {"Financial and human resources": "", "Equality and diversity": "None."}


def test_the_plan_is_that_of_the_store_or_the_one_that_was_edited(demo_store):
    stored = reading.actions(demo_store, FIFE)
    assert len(stored)
    made = paper(demo_store, FIFE, "safer-communities", ROUND, "family-people", today=TODAY)
    assert made.plan["Action"].tolist() == stored["action"].tolist()
    assert tuple(made.plan.columns) == PLAN_COLUMNS
    done = int((stored["status"] == "done").sum())
    assert f"Agree the action plan, with {len(stored) - done} actions still to be done." in made.recommendations
    edited = pd.DataFrame([{**dict.fromkeys(PLAN_COLUMNS, ""), "Action": "Meet", "When": None}])
    other = paper(demo_store, FIFE, "safer-communities", ROUND, "family-people", plan=edited, today=TODAY)
    assert other.plan.to_dict("records") == [{**dict.fromkeys(PLAN_COLUMNS, ""), "Action": "Meet"}]
    assert "Name an owner for it: 1 action without one." in other.recommendations
    none = paper(demo_store, FIFE, "safer-communities", ROUND, "family-people", plan=edited[:0], today=TODAY)
    assert none.plan.empty
    assert any(line.startswith("Agree an action plan") for line in none.recommendations)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_what_is_asked_of_the_board_follows_the_purpose(demo_store, purpose):
    made = paper(demo_store, FIFE, "safer-communities", ROUND, "family-people", purpose=purpose, today=TODAY)
    first = {line.split()[0] for line in made.recommendations}
    assert first == {"decision": {"Note", "Agree"}, "discussion": {"Note", "Discuss"}, "information": {"Note"}}[purpose]
    # Rounds of 2021, 2023 and 2025: the next one is of 2027.
    assert ("Agree to assess again in 2027." in made.recommendations) == (purpose == "decision")


def test_a_purpose_that_there_is_not_is_refused(demo_store):
    with pytest.raises(ValueError, match="expected one of decision, discussion, information"):
        paper(demo_store, FIFE, "excellence", ROUND, "family-people", purpose="fun")


def test_an_area_that_was_not_assessed_has_no_paper(demo_store):
    there = reading.assessments(demo_store)
    with_data = set(there.loc[(there["framework"] == "excellence") & (there["round"] == ROUND), "area_code"])
    absent = next(code for code in there["area_code"].unique() if code not in with_data)
    with pytest.raises(NothingThere, match=r"has no assessment of .* in round 2025\. It was assessed in"):
        paper(demo_store, absent, "excellence", ROUND, "family-people")


def test_sections_stand_in_order_and_only_where_there_is_something(demo_store):
    """A checklist has requirements; a first round has no change."""
    titles = [one.title for one in paper(demo_store, FIFE, "hallmarks", ROUND, "family-people").parts]
    expected = ["Where the partnership stands", "Strengths", "What to work on", "What changed since the last round"]
    assert titles == [*expected, "Does it depend on the choice of peers?", "Requirements"]
    first = [one.title for one in paper(demo_store, FIFE, "excellence", "2021", "family-people").parts]
    assert first == [title for title in titles if title not in ("What changed since the last round", "Requirements")]


@pytest.mark.parametrize(("framework_id", "code", "grouping"), CASES)
def test_every_exhibit_says_what_it_is_and_can_be_drawn_again(made_of, framework_id, code, grouping):
    made = made_of[framework_id, code, grouping]
    assert made.exhibits
    for exhibit in made.exhibits:
        assert exhibit.alt
        assert exhibit.basis
        assert exhibit.demo
        assert exhibit.about["Round"] == ROUND
        assert exhibit.native is not None
        assert re.fullmatch(r"#[0-9A-F]{6}", exhibit.native.series[0].colour)
    text = " ".join(line for one in [*made.parts, *made.appendix] for line in [one.title, *one.sentences])
    assert "nan" not in text.split()
    assert "worse" not in text


def test_an_upload_says_so_everywhere_and_stands_beside_what_is_published(demo_store):
    """Every criterion at the top: raised or the same wherever something is published, and 100 points."""
    top = {row.criterion_id.removeprefix("excellence."): 4 for row in framework("excellence").criteria}
    over = laid_over(demo_store, [answered({FIFE: top}, framework_id="excellence", left_out=2)])
    made = paper(over, FIFE, "excellence", ROUND, "family-people", published=demo_store, left_out=9, today=TODAY)
    assert made.said[0].startswith("Your upload, not submitted")
    assert made.said[1].startswith("2 answers were left out, as you chose")
    assert made.about["Figures"] == "Your upload, not submitted"
    before = findings.scores(demo_store, "excellence", rounds=(ROUND,), area_code=FIFE)["score"].iloc[0]
    said = next(line for line in made.summary if "overall score" in line)
    assert said.startswith("The overall score is 100 of 100")
    assert said.endswith(f"Published: {int(before + 0.5)}.")
    rated = reading.ratings(demo_store, "excellence", rounds=(ROUND,), area_code=FIFE)
    n_raised = int((rated["level"] < 4).sum())
    differs = part(made, "What differs from what is published")
    assert int((differs.table["Difference"] == "▲ raised").sum()) == n_raised
    assert f"{n_raised} standards are raised" in differs.sentences[0]
    assert "left out on purpose" in part(made, "What the figures rest on").sentences[0]
    names = [series.name for series in part(made, "Where the partnership stands").exhibits[0].native.series]
    assert names == ["Your upload", "Published", "Peers' median"]


def test_papers_of_many_areas_are_those_of_each(demo_store):
    there = reading.assessments(demo_store)
    codes = there.loc[(there["framework"] == "excellence") & (there["round"] == ROUND), "area_code"].tolist()[:3]
    many = dict(papers(demo_store, codes, "excellence", ROUND, "family-people", today=TODAY))
    assert list(many) == codes
    for code, made in many.items():
        alone = paper(demo_store, code, "excellence", ROUND, "family-people", today=TODAY)
        assert (made.summary, made.recommendations, made.said) == (alone.summary, alone.recommendations, alone.said)
        for mine, own in zip([*made.parts, *made.appendix], [*alone.parts, *alone.appendix], strict=True):
            assert mine.sentences == own.sentences
            for exhibit, other in zip(mine.exhibits, own.exhibits, strict=True):
                pd.testing.assert_frame_equal(exhibit.table, other.table)
                assert exhibit.native == other.native
