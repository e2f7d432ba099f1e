"""The gap under every grouping: dots, band, words and sentences, from comparisons written out here."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.analysis.peers import BANDS, GLYPHS
from csp_analytics.analysis.sensitivity import sensitivity_words
from csp_analytics.charts import sensitivity, sensitivity_sentences, theme

TITLES = {"kind": "Kind of place", "size": "Size", "home": "Home <b>ground</b>", "near": "Nearest neighbours"}
COLUMNS = ["measure", "grouping_id", "value", "peer_value", "gap", "band", "n_peers"]
MEASURES = {"evidence": "Evidence", "outcomes": "Outcomes", "leadership": "Leadership"}
LOWER = ("evidence", "kind", 38.0, 58.0, -20.0, "lower", 7)
SIMILAR = ("evidence", "size", 38.0, 44.6, -6.6, "similar", 1_000)
ALONE = ("evidence", "home", 38.0, 40.0, -2.0, "not compared", 3)
ALSO_LOWER = ("evidence", "near", 38.0, 98.0, -60.0, "lower", 6)
ROWS = (LOWER, SIMILAR, ALONE, ALSO_LOWER)


def frame(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def strip(*rows, demo=False, labels=TITLES, counted_as="peer", statistic="median"):
    return sensitivity.strip(
        frame(*rows), TITLES, labels, measure="Evidence", area="Fife", similar_within=50 / 3, statistic=statistic,
        counted_as=counted_as, basis="Basis.", source="S", demo=demo,
    )  # fmt: skip


def words(exhibit, anchor):
    return [one.text for one in exhibit.figure.layout.annotations if one.yref != "paper" and one.xanchor == anchor]


def test_every_compared_grouping_is_a_dot_at_its_gap_and_no_other():
    dots = strip(*ROWS).figure.data
    assert [list(dot.x) for dot in dots] == [[-20], [-6.6], [-60]]
    # Rows from the top: places 3, 2, 1, 0; the third has no dot.
    assert [round(dot.y[0]) for dot in dots] == [3, 2, 0]


def test_the_shaded_band_is_what_counts_as_similar():
    (ground,) = [shape for shape in strip(*ROWS).figure.layout.shapes if shape.type == "rect"]
    assert (ground.x0, ground.x1) == pytest.approx((-50 / 3, 50 / 3))
    assert "similar (within 17)" in [one.text for one in strip(*ROWS).figure.layout.annotations]


def test_each_row_prints_grouping_peers_sign_word_and_number():
    exhibit = strip(*ROWS)
    assert words(exhibit, "left") == [
        "<b>Kind of place</b>, 7 peers",
        "<b>Size</b>, 1,000 peers",
        "<b>Home &lt;b&gt;ground&lt;/b&gt;</b>, 3 peers",
        "<b>Nearest neighbours</b>, 6 peers",
    ]
    assert words(exhibit, "right") == [
        "<b>▼ lower (−20)</b>",
        "<b>● similar (−7)</b>",
        "<b>– not compared</b>",
        "<b>▼ lower (−60)</b>",
    ]


def test_every_dot_and_line_lies_on_the_axis_however_large_the_gap():
    for gap in (0.0, 4.0, -99.0, 100.0):
        figure = strip(("evidence", "kind", 50.0, 50.0 - gap, gap, "similar", 5)).figure
        low, high = figure.layout.xaxis.range
        assert low == -high
        assert low < gap < high
        assert low < -50 / 3


def test_a_long_title_is_cut_for_the_row_and_whole_in_the_table():
    exhibit = strip(LOWER, labels={"kind": "Everything that anybody ever thought of"})
    assert words(exhibit, "left") == ["<b>Everything that anybo…</b>, 7 peers"]
    assert exhibit.table["Peers by"].tolist() == ["Kind of place"]


def test_the_table_has_no_gap_where_nothing_is_compared():
    table = strip(*ROWS).table
    assert table["Gap"].tolist()[:2] == [-20, -6.6]
    assert math.isnan(table["Gap"][2])
    assert math.isnan(table["Peers' median"][2])
    assert table["Own score"].tolist() == [38] * 4
    assert table["Band"].tolist() == ["lower", "similar", "not compared", "lower"]
    assert table["Peers with a score"].tolist() == [7, 1_000, 3, 6]


def test_the_published_convention_says_mean_and_counts_areas():
    exhibit = strip(LOWER, counted_as="area", statistic="mean")
    assert words(exhibit, "left") == ["<b>Kind of place</b>, 7 areas"]
    assert exhibit.figure.layout.xaxis.title.text == "Points below or above the peers' mean"
    assert "mean of its peers" in exhibit.alt


def test_demonstration_data_says_so_in_the_picture():
    assert "Demonstration data" in [one.text for one in strip(LOWER, demo=True).figure.layout.annotations]
    assert "Demonstration data" not in [one.text for one in strip(LOWER).figure.layout.annotations]


def test_colours_of_words_are_those_of_their_bands():
    coloured = {
        one.text: one.font.color
        for one in strip(*ROWS).figure.layout.annotations
        if one.xanchor == "right" and one.y < 4
    }
    assert coloured["<b>▼ lower (−20)</b>"] == theme.BANDS["lower"]
    assert coloured["<b>– not compared</b>"] == theme.BANDS["not compared"]


def test_the_sentence_counts_and_names_the_exceptions():
    exhibit = strip(*ROWS)
    assert exhibit.takeaway == (
        "Evidence: lower than peers under 2 of 3 peer groupings (1 more has too few peers); similar under Size."
    )
    assert exhibit.alt.endswith(exhibit.takeaway)


SENTENCES = {
    "all the same": (
        [("evidence", ["lower", "lower"]), ("outcomes", ["lower", "lower"])],
        "Fife is lower than peers under 2 of 2 peer groupings on every principle.",
    ),
    "what stands out comes first": (
        [("evidence", ["similar"] * 3), ("outcomes", ["lower"] * 3), ("leadership", ["similar"] * 3)],
        "Fife is lower than peers under 3 of 3 peer groupings on Outcomes; similar to peers under 3 of 3 on Evidence "
        "and Leadership.",
    ),
    "an exception is named": (
        [("evidence", ["lower", "lower", "similar"]), ("outcomes", ["similar"] * 3)],
        "Fife is lower than peers under 2 of 3 peer groupings on Evidence, but similar under Home <b>ground</b>; "
        "similar to peers under 3 of 3 on Outcomes.",
    ),
    "several exceptions": (
        [("evidence", ["similar", "lower", "similar", "higher"]), ("outcomes", ["lower"] * 4)],
        "Fife is lower than peers under 4 of 4 peer groupings on Outcomes; similar to peers under 2 of 4 on Evidence, "
        "but lower under Size and higher under Nearest neighbours.",
    ),
    "it depends": (
        [("evidence", ["lower", "similar"]), ("outcomes", ["higher", "higher"])],
        "Fife is higher than peers under 2 of 2 peer groupings on Outcomes; on Evidence it depends on the peers: lower "
        "under 1, similar under 1 of 2.",
    ),
    "it depends on everything": (
        [("evidence", ["lower", "similar"])],
        "Fife: on Evidence it depends on the peers: lower under 1, similar under 1 of 2 peer groupings.",
    ),
    "too few under some": (
        [("evidence", ["lower", "not compared", "lower"]), ("outcomes", ["lower", "not compared", "not compared"])],
        "Fife is lower than peers under 2 of 2 peer groupings on Evidence; lower than peers under 1 of 1 on Outcomes. "
        "Up to 2 peer groupings have too few peers with a score to be compared.",
    ),
    "too few under one": (
        [("evidence", ["similar", "not compared"])],
        "Fife is similar to peers under 1 of 1 peer groupings on Evidence. 1 peer grouping has too few peers with a "
        "score to be compared.",
    ),
    "too few under all": (
        [("evidence", ["not compared"] * 3)],
        "Fife is not compared under any peer grouping: no group has 5 peers with a score.",
    ),
}


GAPS = {"lower": -20.0, "similar": 0.0, "higher": 20.0, "not compared": math.nan}


def bands(*measures):
    rows = [
        (measure, grouping, 40.0, 40.0 - GAPS[band], GAPS[band], band, 5)
        for measure, own in measures
        for grouping, band in zip(TITLES, own, strict=False)
    ]
    return frame(*rows)


@pytest.mark.parametrize("case", SENTENCES)
def test_the_finding_says_what_holds_whichever_peers_one_takes(case):
    rows, said = SENTENCES[case]
    assert sensitivity_sentences.finding(bands(*rows), MEASURES, TITLES, unit="measure", area="Fife") == said


def gaps(measure, *found, band="similar"):
    """Rows of one measure by the gap under each grouping; None is not compared."""
    rows = zip(TITLES, found, strict=False)
    known = [(one, 0.0, "not compared") if one is None else (one, one, band) for _, one in rows]
    return [(measure, key, 40.0, 40.0 - gap, gap, said, 7) for key, (_, gap, said) in zip(TITLES, known, strict=False)]


class TestSimilarButOnOneSide:
    """Similar under every grouping can still be lower each time; said only where it is clear and not small."""

    @pytest.mark.parametrize(
        ("found", "aside"),
        [
            ((-11, -13.2, -15, -12), ", each time below their median (−11 to −15)"),
            ((5, 0.5), ", each time above their median (+1 to +5)"),
            ((-6,), ", below their median (−6)"),
            ((-6, None, -6.2), " (1 more has too few peers), each time below their median (−6)"),
            ((-11, 1), ""),  # not of one sign
            ((-11, -0.4), ""),  # shown as no gap
            ((-4.9, -4), ""),  # all small
            ((0, 0), ""),
        ],
    )
    def test_the_sentence_of_the_strip(self, found, aside):
        exhibit = strip(*gaps("evidence", *found))
        n = len([one for one in found if one is not None])
        assert exhibit.takeaway == f"Evidence: similar to peers under {n} of {n} peer groupings{aside}."
        assert list(exhibit.table["Gap"].dropna()) == [one for one in found if one is not None]

    def test_the_mean_is_called_the_mean(self):
        said = strip(*gaps("evidence", -11, -12), statistic="mean").takeaway
        assert said.endswith(", each time below their mean (−11 to −12).")

    def test_an_exception_comes_before_it_and_has_the_same_side(self):
        rows = [*gaps("evidence", -11, -12), ("evidence", "home", 40.0, 58.0, -18.0, "lower", 7)]
        assert strip(*rows).takeaway == (
            "Evidence: similar to peers under 2 of 3 peer groupings; lower under Home <b>ground</b>, each time below "
            "their median (−11 to −18)."
        )

    def test_where_lower_is_the_rule_the_words_say_it_already(self):
        assert "each time" not in strip(*gaps("evidence", -21, -22, band="lower")).takeaway

    def test_the_finding_takes_measures_on_one_side_together_and_others_apart(self):
        rows = frame(*gaps("evidence", -11, -15), *gaps("outcomes", -6, -7), *gaps("leadership", 3, -9))
        assert sensitivity_sentences.finding(rows, MEASURES, TITLES, unit="measure", area="Fife") == (
            "Fife is similar to peers under 2 of 2 peer groupings on Evidence and Outcomes, each time below their "
            "median (−6 to −15); similar to peers under 2 of 2 on Leadership."
        )


def test_a_measure_without_a_score_says_why_and_does_not_count_as_too_few_peers():
    rows = bands(("evidence", ["lower"] * 3), ("outcomes", ["not compared"] * 3))
    rows["note"] = ["", "", "", *["not enough answers (2 of 9)"] * 3]
    rows.loc[3:, "value"] = math.nan
    said = sensitivity_sentences.finding(rows, MEASURES, TITLES, unit="measure", area="Fife")
    assert said == (
        "Fife is lower than peers under 3 of 3 peer groupings on Evidence; not compared under any peer grouping on "
        "Outcomes (not enough answers (2 of 9))."
    )
    alone = sensitivity_sentences.sentence(rows[3:], TITLES)
    assert alone == "not compared under any peer grouping: not enough answers (2 of 9)"


@given(own=st.lists(st.sampled_from(BANDS), min_size=1, max_size=4))
@settings(deadline=None)
def test_sentence_picture_and_table_count_the_same_bands(own):
    """Whatever the bands: the words are those of the analysis, every band that is not the rule is named once, and
    the picture has a dot and a sign for exactly the ones that count."""
    rows = bands(("evidence", own))
    exhibit = strip(*rows.itertuples(index=False, name=None))
    counts = {band: own.count(band) for band in BANDS[:3]}
    assert exhibit.takeaway.startswith(f"Evidence: {sensitivity_words(own)}")
    assert len(exhibit.figure.data) == sum(counts.values())
    signs = [text.removeprefix("<b>")[0] for text in words(exhibit, "right")]
    assert signs == [GLYPHS[band] for band in own]
    rule = sorted(counts, key=counts.get)[-1]
    if list(counts.values()).count(counts[rule]) == 1:
        after = exhibit.takeaway.partition(";")[2]
        assert {title for title in TITLES.values() if title in after} == {
            title for title, band in zip(TITLES.values(), own, strict=False) if band not in (rule, "not compared")
        }
