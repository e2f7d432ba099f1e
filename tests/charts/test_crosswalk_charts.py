"""The crosswalk's charts: principles by framework, verdicts in bars, and what two sides say in words."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from csp_analytics.analysis.principles import apart, principles_by_framework, skills_by_principle
from csp_analytics.charts import crosswalk, principles, theme
from csp_analytics.frameworks.load import frameworks

TITLES = {"leadership": "Leadership", "evidence": "Evidence <b>"}
FRAMEWORKS = {"f": ("First framework", "2025"), "g": ("Second checklist", "2023")}
SCORES = pd.DataFrame(
    [
        ("f", "X", "leadership", 20.0, ""),
        ("f", "Y", "leadership", 62.0, ""),
        ("g", "X", "leadership", 71.0, ""),
        ("g", "Y", "leadership", 65.0, ""),
        ("f", "X", "evidence", math.nan, "not enough answers (1 of 9)"),
        ("f", "Y", "evidence", 35.0, ""),
    ],
    columns=["framework", "area_code", "principle_id", "score", "note"],
)
PUBLISHED = pd.DataFrame(
    [
        ("Knots", 23.0, "", "leadership"),
        ("Maps", 50.0, "about half", "leadership"),
        ("Tea", math.nan, "very high", "leadership"),
        ("Songs", math.nan, "very high", "evidence"),
    ],
    columns=["skill", "share_in_place", "words", "principle_id"],
)
SKILLS = principles.Skills(
    skills_by_principle(PUBLISHED), "Skills in place, 2021", "Knots are scarcest.", "50 returns.", "A survey"
)


def shown(own=True, skills=None, demo=False, scores=SCORES):
    """The exhibit of area X, or of all areas."""
    seen = principles_by_framework(scores, scores[scores["area_code"] == "X"] if own else None)
    return principles.principles(
        seen,
        apart(seen, "own" if own else "middle"),
        TITLES,
        FRAMEWORKS,
        skills,
        area="Fife" if own else "",
        middle_apart=apart(seen, "middle"),
        demo=demo,
    )


def texts(exhibit):
    """Every text of the figure without its markup, by row from the top."""
    notes = [note for note in exhibit.figure.layout.annotations if note.yref != "paper"]
    found = sorted(notes, key=lambda note: (-note.y, note.x))
    words = [note.text.replace("<br>", " ").replace("<b>", "").replace("</b>", "") for note in found]
    return [word.split(">", 1)[1].replace("</span>", "") if word.startswith("<span") else word for word in words]


class TestPrinciplesByFramework:
    def test_own_score_above_the_middle_in_every_cell(self):
        # Middles: 20 and 62 give 41; 71 and 65 give 68; evidence 35 alone.
        assert texts(shown()) == [
            "First framework 2025",
            "Second checklist 2023",
            "Leadership",
            "20 middle 41",
            "71 middle 68",
            "Evidence &lt;b&gt;",
            "no score middle 35",
            "– not asked",
        ]

    def test_without_an_area_the_middle_and_how_many_it_rests_on(self):
        assert texts(shown(own=False))[3:5] == ["41 2 areas", "68 2 areas"]
        assert texts(shown(own=False))[6] == "35 1 area"

    def test_skills_are_shares_without_colour(self):
        figure = shown(skills=SKILLS).figure
        assert "23–50% others: very high" in texts(shown(skills=SKILLS))
        assert "very high 1 skill" in texts(shown(skills=SKILLS))
        fills = [shape.fillcolor for shape in figure.layout.shapes]
        # Cells row by row: 20 points, 71 points, skills; no score, not asked, skills.
        assert fills == [theme.mixed(0.2), theme.mixed(0.71), theme.PALE, theme.GROUND, theme.GROUND, theme.PALE]

    def test_ink_can_be_read_on_every_cell(self):
        figure = shown().figure
        cells = {(s.x0 + s.x1, s.y0 + s.y1): s.fillcolor for s in figure.layout.shapes}
        for note in figure.layout.annotations:
            fill = cells.get((2 * note.x, 2 * note.y))
            assert fill is None or note.font.color in (theme.ink_on(fill), theme.INK)

    def test_the_sentence_says_where_the_frameworks_are_furthest_apart(self):
        assert shown().takeaway == (
            "Leadership is where the frameworks are furthest apart: 20 of 100 under First framework, 71 under Second "
            "checklist. For the middle area they are 27 points apart."
        )
        assert shown(own=False).takeaway == (
            "Leadership is where the frameworks are furthest apart: 41 of 100 under First framework, 68 under Second "
            "checklist (middle area)."
        )
        assert shown(skills=SKILLS).takeaway.endswith("apart. Knots are scarcest.")

    def test_one_framework_is_set_beside_nothing(self):
        exhibit = shown(scores=SCORES[SCORES["framework"] == "f"])
        assert (
            exhibit.takeaway
            == "No principle has a score under two frameworks, so there is nothing to set side by side."
        )

    def test_it_says_what_it_rests_on(self):
        exhibit = shown(skills=SKILLS, demo=True)
        assert "(First framework 2025, 2 areas and Second checklist 2023, 2 areas)" in exhibit.basis
        assert exhibit.basis.endswith("50 returns.")
        assert (exhibit.source, exhibit.demo) == ("A survey", True)
        assert exhibit.takeaway in exhibit.alt

    def test_the_table_has_every_figure(self):
        table = shown(skills=SKILLS).table.fillna(-1)
        assert table.to_dict("list") == {
            "Principle": ["Leadership", "Evidence <b>"],
            "First framework 2025, score": [20, -1],
            "First framework 2025, middle area": [41, 35],
            "First framework 2025, areas": [2, 1],
            "Second checklist 2023, score": [71, -1],
            "Second checklist 2023, middle area": [68, -1],
            "Second checklist 2023, areas": [2, 0],
            "Skills in place, 2021, lowest share (%)": [23, -1],
            "Skills in place, 2021, highest share (%)": [50, -1],
            "Skills in place, 2021, in words only": ["very high", "very high"],
        }

    def test_a_middle_that_rests_on_too_few_areas_is_not_shown(self):
        none = principles_by_framework(SCORES, SCORES[SCORES["area_code"] == "X"])
        none["middle"] = math.nan

        def cells(area):
            arguments = {"area": area, "middle_apart": apart(none, "middle"), "demo": False}
            return texts(principles.principles(none, apart(none, "own"), TITLES, FRAMEWORKS, None, **arguments))

        assert cells("Fife")[3:5] == ["20 2 areas", "71 2 areas"]
        assert cells("")[3:5] == ["too few 2 areas", "too few 2 areas"]

    @pytest.mark.parametrize(("n", "most"), [(1, 12), (3, 12), (4, 11), (5, 9), (6, 7)])
    def test_the_more_columns_the_shorter_the_lines_above_them(self, n, most):
        many = {f"f{i}": ("Overviewcommunities <b>", "2025") for i in range(n)}
        rows = pd.concat([SCORES[SCORES["framework"] == "f"].assign(framework=key) for key in many])
        seen = principles_by_framework(rows)
        exhibit = principles.principles(
            seen, apart(seen, "middle"), TITLES, many, None, area="", middle_apart=apart(seen, "middle"), demo=False
        )
        heads = [note for note in exhibit.figure.layout.annotations if note.yanchor == "top"]
        lines = heads[0].text.replace("&lt;", "<").replace("&gt;", ">").split("<br>")
        assert len(heads) == n
        assert max(map(len, lines)) <= most
        assert "".join(lines).replace("-", "").replace(" ", "") == "Overviewcommunities<b>2025", "nothing is lost"
        # A line is 19 px: the heads end above the first row's title.
        first = next(note for note in exhibit.figure.layout.annotations if "Leadership" in note.text)
        assert heads[0].y - 19 * len(lines) >= first.y

    def test_a_long_title_is_wrapped_so_that_columns_fit_a_phone(self):
        header = shown().figure.layout.annotations[0].text
        assert max(len(line) for line in header.split("<br>")) <= 12


COUNTS = pd.DataFrame(
    {
        "topic": ["Sharing <i>", "Risk"],
        "agree": [30, 1],
        "differ": [10, 1],
        "contradict": [2, 0],
        "not comparable": [0, 8],
        "n_compared": [42, 2],
        "n_areas": [20, 2],
        "n_areas_contradict": [2, 0],
    }
)


def bars(**changes):
    """The bars of these counts."""
    given = {
        "name": "n", "headline": "H", "first": "Topic", "takeaway": "T.", "basis": "B.", "as_shares": False,
        "demo": False,
    }  # fmt: skip
    return crosswalk.agreement(COUNTS, list(COUNTS["topic"]), **(given | changes))


class TestAgreement:
    def test_one_part_a_verdict_with_its_count(self):
        assert {part.name: list(part.x) for part in bars().figure.data} == {
            "● agree": [30, 1],
            "◐ differ": [10, 1],
            "✘ contradict": [2, 0],
            "not comparable": [0, 8],
        }

    def test_contradictions_stand_in_the_label_where_the_part_is_too_small_for_a_number(self):
        labels = [note.text for note in bars().figure.layout.annotations]
        assert labels == ["Sharing &lt;i&gt; (✘ 2)", "Risk"]

    def test_the_table_and_the_rule(self):
        table = bars().table
        assert table["Topic"].tolist() == ["Sharing <i>", "Risk"]
        assert table[["Agree", "Differ", "Contradict", "Not comparable"]].sum().tolist() == [31, 11, 2, 8]
        assert "at most a third of their scale apart" in bars().note
        assert bars(demo=True).demo

    @pytest.mark.parametrize(
        ("rows", "wanted"),
        [
            ([0, 1], "Contradictions are most common on Sharing <i>: 2 of 20 areas."),
            ([1], "No area has a contradiction on any topic."),
            ([], "No area has a contradiction on any topic."),
        ],
    )
    def test_the_topic_that_most_areas_contradict(self, rows, wanted):
        assert crosswalk.topic_takeaway(crosswalk.most_contradicted(COUNTS.iloc[rows])) == wanted

    def test_topics_that_share_the_first_place_are_both_named(self):
        both = COUNTS.assign(n_areas_contradict=2)
        assert crosswalk.topic_takeaway(crosswalk.most_contradicted(both)) == (
            "Contradictions are most common on Sharing <i> and Risk: 2 areas each."
        )

    def test_a_topic_without_a_pair_compared_is_not_ranked(self):
        assert list(crosswalk.most_contradicted(COUNTS.assign(n_compared=[0, 2]))["topic"]) == ["Risk"]

    def test_topics_carry_the_number_of_areas_that_they_are_ordered_by(self):
        labels = [note.text for note in bars(by_areas=True).figure.layout.annotations]
        assert labels == ["Sharing &lt;i&gt; (✘ in 2 areas)", "Risk"]

    def test_what_chance_gives_stands_in_the_table_when_known(self):
        rates = pd.DataFrame({"agree": [0.625, 0.5], "expected_agree": [0.6, math.nan]})
        table = bars(rates=rates).table
        assert table["Agree (%)"].tolist() == [62.5, 50]
        assert table["Would agree at random (%)"].fillna(-1).tolist() == [60, -1]
        assert "Agree (%)" not in bars().table


def rate(agree, expected, **more):
    """A row of shares found and by chance."""
    return {"agree": agree, "expected_agree": expected, "expected_contradict": 0.051, **more}


class TestBesideChance:
    @pytest.mark.parametrize(
        ("agree", "by_chance", "often"),
        [
            (0.62, 0.63, "about as often as"),
            (0.66, 0.63, "about as often as"),
            (0.67, 0.63, "more often than"),
            (0.60, 0.63, "about as often as"),
            (0.59, 0.63, "less often than"),
            # In whole per cent as shown: 66 and 63, though they are 3.3 points apart.
            (0.664, 0.631, "about as often as"),
        ],
    )
    def test_over_all_areas_it_is_said_what_that_means(self, agree, by_chance, often):
        assert crosswalk.chance_words(rate(agree, by_chance), area="") == (
            "Pairing answers of different areas at random, 63% would agree and 5% contradict, so linked answers of one "
            f"area agree {often} by chance."
        )

    def test_of_one_area_the_figure_alone(self):
        assert crosswalk.chance_words(rate(0.9, 0.63), area="Fife") == (
            "Pairing answers of different areas on the same links at random, 63% would agree."
        )

    @pytest.mark.parametrize("area", ["", "Fife"])
    def test_nothing_is_said_of_what_is_not_known(self, area):
        assert crosswalk.chance_words(rate(0.9, math.nan), area=area) == ""

    @pytest.mark.parametrize(
        ("rows", "area", "wanted"),
        [
            ([0.71, 0.50], "Fife", "In Fife, 70% of compared pairs agree; at random 63% would."),
            (
                [0.60, 0.66],
                "",
                "Over all areas, 70% of compared pairs agree; at random 63% would. No principle is more than 3 points "
                "from what chance gives on it.",
            ),
            (
                [0.71, 0.50],
                "",
                "Over all areas, 70% of compared pairs agree; at random 63% would. More than 3 points from what chance "
                "gives on it: Sharing by 8 (above) and Risk by 13 (below).",
            ),
        ],
    )
    def test_principles_are_named_only_where_they_are_away_from_chance(self, rows, area, wanted):
        rates = pd.DataFrame([rate(agree, 0.63, principle_id=key) for key, agree in zip("ab", rows, strict=True)])
        titles = {"a": "Sharing", "b": "Risk"}
        assert crosswalk.principle_takeaway(rates, rate(0.70, 0.63), titles, area=area) == wanted

    def test_without_chance_or_without_a_pair(self):
        none = pd.DataFrame(columns=["principle_id", "agree", "expected_agree"])
        assert crosswalk.principle_takeaway(none, rate(0.7, math.nan), {}, area="") == (
            "Over all areas, 70% of compared pairs agree."
        )
        assert crosswalk.principle_takeaway(none, None, {}, area="") == "No link has an answer on both sides."


ROW = {
    "framework_a": "safer-communities", "criterion_a": "safer-communities.evidence.03", "answer_a": "rated",
    "level_a": 4.0, "in_hand_a": False, "framework_b": "hallmarks", "criterion_b": "hallmarks.lead.14.01",
    "answer_b": "rated", "level_b": 0.0, "in_hand_b": False,
}  # fmt: skip


class TestWords:
    def test_what_two_sides_say(self):
        assert crosswalk.says(ROW, frameworks()) == (
            "Safer Communities says 'Doing well' on Information shared and acted upon; Hallmarks checklist says 'No' "
            "to Protocol signed and followed"
        )

    def test_an_action_beside_a_no_is_said(self):
        assert "Hallmarks checklist says 'No' (action required written) to" in crosswalk.says(
            ROW | {"in_hand_b": True}, frameworks()
        )

    @pytest.mark.parametrize(
        ("change", "wanted"),
        [
            ({}, "No"),
            ({"in_hand_b": True}, "No, action required written"),
            ({"level_b": 1.0}, "Yes"),
            ({"answer_b": "don't know", "level_b": math.nan}, "Don't know"),
            ({"answer_b": "not applicable", "level_b": math.nan}, "Not applicable"),
            ({"answer_b": "missing", "level_b": math.nan}, "Not answered"),
            ({"answer_b": "not assessed", "level_b": math.nan}, "Not assessed"),
        ],
    )
    def test_the_answer_of_one_side(self, change, wanted):
        assert crosswalk.side_answer(ROW | change, frameworks()["hallmarks"], "b") == wanted
