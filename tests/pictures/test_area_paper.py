"""The board paper of one area: every figure is that of ``compare`` in JSON, and what it says follows from its data."""

from __future__ import annotations

import json
import re
from datetime import date

import pandas as pd
import pytest

from csp_analytics import findings
from csp_analytics.analysis.peers import rank_words
from csp_analytics.charts.words import DEMO_SENTENCE
from csp_analytics.cli.main import main
from csp_analytics.findings import NothingThere
from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.reading import ACTIONS, COLUMNS, Reading
from csp_analytics.pictures.paper import PLAN_COLUMNS, PURPOSES, paper, papers
from csp_analytics.store import reading
from csp_analytics.store.overlay import laid_over
from csp_analytics.store.writing import load
from tests.builders.one_answer_each import (
    CLACKMANNANSHIRE,
    DUMFRIES,
    FALKIRK,
    FIFE,
    RENFREWSHIRE,
    SOUTH_AYRSHIRE,
    answered,
)

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
            expected = none_for(answer[name]) if name == "value" or answer["n_peers"] >= 5 else float("nan")
            assert row[title] == pytest.approx(expected, abs=1e-5, nan_ok=True)
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
    rows = next(one for one in made.appendix if one.title.startswith("Every ")).table.to_dict("records")
    told = compared(code, framework_id, grouping, "criterion")
    assert len(told) == len(one.criteria)  # those that nobody rated, too
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
    assert set(stored["framework"]) == {"safer-communities"}
    made = paper(demo_store, FIFE, "safer-communities", ROUND, "family-people", today=TODAY)
    assert made.plan["Action"].tolist() == stored["action"].tolist()
    assert tuple(made.plan.columns) == PLAN_COLUMNS
    late = (stored["status"] != "done") & (pd.to_datetime(stored["due"]) < pd.Timestamp(TODAY))
    n_open = int((stored["status"] != "done").sum())
    (said,) = [line for line in made.recommendations if line.startswith("Agree the action plan")]
    assert said.startswith(f"Agree the action plan, with {n_open} action")
    assert (f"of which {late.sum()} " in said) == bool(late.any())
    assert [text.endswith(", past the date") for text in made.plan["Status"]] == late.tolist()
    assert made.plan_said == ""
    elsewhere = paper(demo_store, FIFE, "excellence", ROUND, "family-people", today=TODAY)
    assert elsewhere.plan.empty
    assert elsewhere.plan_said == f"{len(stored)} actions of the plan are about another framework and not listed."
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
    expected = {"decision": {"Note", "Agree", "Consider"}, "discussion": {"Note", "Discuss"}, "information": {"Note"}}
    assert first == expected[purpose]
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


def actions(round_, *rows):
    """A plan of Fife: rows of ``framework, criterion_id, action, due, status``."""
    order = list(COLUMNS["action"])
    names = ("framework", "criterion_id", "action", "due", "status")
    same = {**dict.fromkeys(order, ""), "area_code": FIFE, "round": round_}
    made = [{**same, "position": n, **dict(zip(names, row, strict=True))} for n, row in enumerate(rows, start=1)]
    return Reading(f"plan-{round_}.xlsx", round_ or "none", ACTIONS, "plan", {"action": pd.DataFrame(made)[order]})


@pytest.fixture
def real(store):
    """Fife and five of its peers, nothing of it demonstration: Fife has two lowest ones of four at level 2."""
    ids = [row.criterion_id.removeprefix("excellence.") for row in framework("excellence").criteria[:8]]
    own = dict(zip(ids, [4, 4, 4, 4, 2, 2, 2, 2], strict=True))
    peer = dict(zip(ids, [3, 3, 3, 3, 3, 4, 4, 4], strict=True))
    load(store, answered({FIFE: own, **dict.fromkeys(FIVE, peer)}, framework_id="excellence"))
    return store


FIVE = (CLACKMANNANSHIRE, DUMFRIES, FALKIRK, RENFREWSHIRE, SOUTH_AYRSHIRE)


def of_real(store, grouping="family-people", **other):
    return paper(store, FIFE, "excellence", ROUND, grouping, today=TODAY, **other)


def test_the_plan_of_a_paper_is_that_of_its_round_and_its_framework(real):
    """Of 2023: one of the framework, one of none, one of another; the plan of 2027 is later than the assessment."""
    known = framework("excellence").criteria[4].criterion_id
    load(real, actions("2023", ("excellence", known, "Meet", date(2026, 3, 1), "in progress"),
                       ("", "", "Write", date(2026, 3, 2), ""), ("hallmarks", "", "Elsewhere", None, "")))  # fmt: skip
    load(real, actions("2027", ("excellence", known, "Later", None, "")))
    made = of_real(real)
    assert made.plan["Action"].tolist() == ["Meet", "Write"]
    assert made.plan["Status"].tolist() == ["in progress, past the date", ""]  # on its day an action is in time
    assert made.plan_said == (
        "This is the plan of round 2023: there is none of round 2025. The newest plan is of round 2027, after this "
        "assessment, so it is not listed. 1 action of the plan is about another framework and not listed."
    )
    said = "Agree the action plan of round 2023, with 2 actions still to be done, of which 1 is past its date."
    assert said in made.recommendations
    assert "In the plan: Meet" in part(made, "What to work on").table["Action"].tolist()
    n = sum(words.startswith("Proposed: ") for words in part(made, "What to work on").table["Action"])
    assert n > 1
    assert f"Consider the {n} actions proposed in “What to work on”." in made.recommendations


def test_a_plan_that_was_edited_is_taken_as_it_is(real):
    given = actions("2027", ("hallmarks", "", "Elsewhere", date(2025, 1, 1), "done")).tables["action"]
    made = of_real(real, plan=given)
    assert (made.plan["Action"].tolist(), made.plan["Status"].tolist()) == (["Elsewhere"], ["done"])
    assert made.plan_said == ""


def test_the_lowest_are_told_apart_from_those_at_the_same_level(real):
    """Four stand at level 2; three of them have peers two levels higher, the first only one."""
    said = next(line for line in of_real(real).recommendations if "lowest" in line)
    label = framework("excellence").label_of(2)
    names = [row.short for row in framework("excellence").criteria[5:8]]
    assert said.endswith(f"are lowest, and furthest below the peers (3 of 4 at {label}).")
    assert all(name in said for name in names)


def test_under_five_peers_nothing_of_them_is_summed_up(demo_store):
    """Two others are in the police division."""
    made = paper(demo_store, "S12000041", "hallmarks", ROUND, "police-division", today=TODAY)
    table = part(made, "Where the partnership stands").exhibits[0].table
    columns = ["Peers' median", "Gap", "Lowest peer", "Lower quartile", "Upper quartile", "Highest peer"]
    assert table["Peers with a score"].between(1, 4).any()
    assert table[columns].isna().all(axis=None)
    told = " ".join(part(made, name).table["Answer and peers"].str.cat() for name in ("Strengths", "What to work on"))
    assert "rate it higher" not in told
    assert "Not compared: only 2 peers rated it." in told


def test_without_peers_a_paper_neither_compares_nor_advises(demo_store):
    """Fife is alone in its police division."""
    made = paper(demo_store, FIFE, "hallmarks", ROUND, "police-division", today=TODAY)
    shown = part(made, "Where the partnership stands").exhibits[0]
    assert shown.headline == "Scores of Fife"
    parts = [*made.parts, *made.appendix]
    lines = [made.finding, *made.summary, *made.recommendations, *(line for one in parts for line in one.sentences)]
    lines += [text for one in made.exhibits for text in (one.takeaway, one.basis, one.alt, one.native.alt)]
    assert not [line for line in lines if "hoose other" in line or "0 of 0" in line]


def test_what_is_drawn_from_a_seed_is_told_as_narrowly_as_it_is_true(demo_store):
    """The answers of an upload are real; the peers are not, and nor is the area's own round before."""
    over = laid_over(demo_store, [answered({FIFE: {"leadership.01": 2}})])
    made = paper(over, FIFE, "safer-communities", ROUND, "family-people", published=demo_store, today=TODAY)
    texts = [one.note for one in made.exhibits if one.demo]
    assert len(texts) >= 2
    assert not [text for text in texts if DEMO_SENTENCE in text]
    assert "the figures of the other areas are drawn from a seed" in texts[0]
    change = part(made, "What changed since the last round").exhibits[0]
    assert "the figures of round 2023 are drawn from a seed" in change.note


def test_the_native_charts_say_what_they_show_themselves(made_of):
    made = made_of[CASES[0]]
    beside, weakest = part(made, "Where the partnership stands"), part(made, "What to work on")
    own = beside.exhibits[0].native
    low, high = min(v for v in own.series[0].values if v is not None), max(v for v in own.series[0].values if v)
    assert own.alt.startswith("Clustered bar chart, Maturity score, 0 to 100: ")
    assert f"Fife from {int(low + 0.5)} (" in own.alt
    assert f" to {int(high + 0.5)} (" in own.alt
    native = weakest.exhibits[0].native
    assert native.alt.startswith(f"Stacked bar chart, {len(native.categories)} bars. Peers at each level")
    assert f"{native.series[0].name} {sum(native.series[0].values):g}" in native.alt


def test_how_old_the_offers_are_stands_below_them(demo_store):
    section = part(paper(demo_store, FIFE, "safer-communities", ROUND, "family-people"), "What to work on")
    assert any("2009" in line for line in section.below)
    assert not any("2009" in line for line in section.sentences)
