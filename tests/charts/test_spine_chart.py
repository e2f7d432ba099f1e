"""A spine: sentence, marks, table and where everything is drawn, from rows written out here."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.charts import spine, spine_words, theme
from csp_analytics.charts.spine_figure import Block, halves, levels_axis, place, points_axis
from csp_analytics.charts.spine_words import Subject
from csp_analytics.frameworks.load import framework, frameworks

SAFER, HALLMARKS = framework("safer-communities"), framework("hallmarks")
FIRST, SECOND, THIRD, OTHER = (
    "safer-communities.leadership.01",
    "safer-communities.leadership.02",
    "safer-communities.leadership.03",
    "safer-communities.evidence.01",
)
TITLES = {row.criterion_id: row.short for row in SAFER.criteria}
NAN = math.nan
NAMES = ["unit", "value", "why", "note", "peer_value", "peer_median", "q1", "q3", "lowest", "highest", "n_peers"]
NAMES += ["n_peers_all", "gap", "band", "n_below", "n_same", "n_above", "before", "moved", "change", "unlike"]
HIGHER = (FIRST, 4.0, "", "", 2.0, 2.0, 2.0, 2.0, 1.0, 3.0, 7, 7, 2.0, "higher", 7, 0, 0, 3.0, 1.0, "improved", "")
SIMILAR = (SECOND, 3.0, "", "", 2.5, 2.5, 2.0, 3.25, 2.0, 4.0, 6, 7, 0.5, "similar", 3, 2, 1, 3.0, 0.0, "same", "")
FEW = (THIRD, 1.0, "", "", 2.0, 2.0, 2.0, 2.5, 2.0, 3.0, 3, 7, -1.0, "not compared", 0, 0, 3, 2.0, -1.0, "declined", "")
NO_OWN = (OTHER, NAN, "don't know", "not enough answers (0 of 1)", 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 7, 7, NAN)
NO_OWN += ("not compared", 0, 0, 0, 2.0, NAN, "not like for like", "don't know now")
SUBJECT = Subject("Fife", SAFER, "criterion", "2025", "2023")


def frame(*rows):
    return pd.DataFrame(rows or (HIGHER, SIMILAR, FEW, NO_OWN), columns=NAMES)


def layout_of(rows, subject=SUBJECT):
    return place(spine.blocks(rows, subject, []), TITLES, {}, subject.axis)


def shown(*rows, subject=SUBJECT, demo=False):
    found = frame(*rows)
    about = {"Area": subject.area}
    return spine.exhibit(
        found, layout_of(found, subject), subject, name="spine", headline="Fife", method="M.", about=about, demo=demo
    )


def texts(figure):
    return [str(text) for trace in figure.data if trace.mode == "text" for text in trace.text]


def strokes(figure, **line):
    """Ends and height of every line drawn in a style."""
    found = []
    for trace in figure.data:
        if trace.mode == "lines" and all(trace.line[key] == value for key, value in line.items()):
            found += [(a, b, y) for a, b, y in zip(trace.x[::3], trace.x[1::3], trace.y[::3], strict=True)]
    return found


def markers(figure, symbol):
    return next(t for t in figure.data if t.mode == "markers" and (t.marker.symbol or "circle") == symbol)


class TestSentences:
    def test_the_finding_counts_what_is_compared_and_what_moved(self):
        assert spine_words.finding(frame(), SUBJECT) == (
            "Fife is higher than its peers on 1 of 2 criteria, similar on 1 and lower on none; "
            "since 2023, 1 of 3 moved up and 1 down."
        )

    def test_without_an_earlier_round_there_is_no_word_of_change(self):
        subject = Subject("Fife", SAFER, "criterion", "2025")
        said = spine_words.finding(frame().assign(change=""), subject)
        assert said.endswith("similar on 1 and lower on none.")

    def test_similar_on_everything_is_said_shortly(self):
        said = spine_words.finding(frame(SIMILAR, (THIRD, *SIMILAR[1:])), SUBJECT)
        assert said.startswith("Fife is similar to its peers on all 2 criteria; since 2023, ")

    @pytest.mark.parametrize(
        ("rows", "why"),
        [
            ([FEW], "3 peers with a level, and it takes 5"),
            ([NO_OWN], "it has no level of its own"),
            ([FEW, NO_OWN], "3 peers with a level, and it takes 5"),
            ([(*FEW[:10], 0, 0, *FEW[12:])], "no peer has a level, so choose other peers"),
        ],
    )
    def test_when_nothing_can_be_compared_the_reason_is_said(self, rows, why):
        said = spine_words.finding(frame(*rows), SUBJECT)
        assert said.startswith(f"Fife cannot be compared with these peers on any criterion: {why}.")

    def test_the_takeaway_says_what_is_left_out_and_names_the_furthest(self):
        assert spine_words.takeaway(frame(), SUBJECT) == (
            "Higher than peers on 1 of 2, similar on 1, lower on 0. 1 criterion with too few peers. "
            "1 criterion without a level. Since 2023: 1 up, 1 down. Furthest from its peers: Leaders explain the "
            "vision ('Doing well'; peers' median 'Working towards')."
        )

    def test_under_the_published_convention_the_mean_is_named_as_a_number(self):
        subject = Subject("Fife", SAFER, "criterion", "2025", mean=True)
        said = spine_words.furthest(frame().assign(peer_value=2.25), subject)
        assert said.endswith("('Doing well'; peers' mean 2.2 from 1 to 4).")

    @pytest.mark.parametrize("name", frameworks())
    def test_rows_have_a_word_in_every_framework_and_division(self, name):
        one = framework(name)
        for by in ("criterion", "principle", "group", *(facet.facet_id for facet in one.facets)):
            word, words = spine_words.row_words(one, by)
            assert word
            assert words != word


class TestMarks:
    def test_change_and_missing_answers_are_words_beside_the_title(self):
        assert spine.marks(frame(), SUBJECT) == ["▲ up 1", "●", "▼ down 1  not compared", "don't know"]

    def test_where_nothing_is_compared_the_rows_do_not_repeat_it(self):
        assert spine.marks(frame(FEW), SUBJECT) == ["▼ down 1"]

    def test_points_are_printed_with_their_change(self):
        subject = Subject("Fife", SAFER, "principle", "2025", "2023")
        up = ("leadership", 45.4, *HIGHER[2:17], 33.0, 12.4, "improved", "")
        none = ("evidence", NAN, "no score", *NO_OWN[3:])
        assert spine.marks(frame(up, none), subject) == ["45  ▲ +12", "no score"]


class TestPicture:
    def test_the_own_level_is_a_dot_and_a_missing_one_is_none(self):
        dots = markers(shown().figure, "circle")
        rows = {line.unit: line.spine for line in layout_of(frame()).lines}
        assert list(zip(dots.x, dots.y, strict=True)) == [(4, rows[FIRST]), (3, rows[SECOND]), (1, rows[THIRD])]

    def test_range_middle_half_and_median_are_drawn_only_with_five_peers(self):
        figure = shown().figure
        rows = {line.unit: line.spine for line in layout_of(frame()).lines}
        compared = [rows[FIRST], rows[SECOND], rows[OTHER]]
        assert strokes(figure, width=2, color=theme.QUIET) == [
            (1, 3, compared[0]),
            (2, 4, compared[1]),
            (3, 3, compared[2]),
        ]
        assert strokes(figure, dash="dot") == [(2, 3, rows[THIRD])]
        medians = markers(figure, "line-ns")
        assert list(zip(medians.x, medians.y, strict=True)) == list(zip([2, 2.5, 3], compared, strict=True))

    def test_a_middle_half_reaches_from_quartile_to_quartile_and_a_point_is_a_mark(self):
        figure = shown().figure
        rows = {line.unit: line.spine for line in layout_of(frame()).lines}
        assert strokes(figure, width=11) == [(2, 3.25, rows[SECOND])]
        marks = markers(figure, "square")
        assert list(zip(marks.x, marks.y, strict=True)) == [(2, rows[FIRST]), (3, rows[OTHER])]
        assert marks.marker.size == 11  # pixels, whatever the scale

    def test_every_row_says_how_many_peers_it_rests_on(self):
        found = texts(shown().figure)
        assert found[-4:] == ["7", "6", "3", "7"]

    def test_levels_stand_above_every_principle(self):
        found = texts(shown().figure)
        assert [found.count(label) for label in ("Gap<br>identified", "Doing<br>well")] == [2, 2]
        assert [text for text in found if text.startswith("<b>")] == ["<b>Leadership</b>", "<b>Evidence</b>"]

    def test_pixels_are_pixels_so_rows_of_several_areas_stand_level(self):
        figure = shown().figure
        margin = figure.layout.margin
        low, high = figure.layout.yaxis.range
        assert figure.layout.height - margin.t - margin.b == pytest.approx(low - high, abs=1)

    def test_a_long_title_is_broken_and_its_row_grows(self):
        titles = TITLES | {FIRST: "A title that is far too long to stand on one line of a telephone"}
        one, two = place([Block("", (FIRST, SECOND))], titles, {}, SUBJECT.axis).lines
        assert one.title.count("<br>") == 1
        assert one.spine - one.top > two.spine - two.top

    def test_words_beside_a_title_take_room_from_it(self):
        (line,) = place([Block("", (FIRST,))], TITLES, {FIRST: 24}, SUBJECT.axis).lines
        assert line.title == "Leaders explain<br>the vision"

    def test_text_of_people_is_plain(self):
        figure = shown(subject=Subject("<b>Fife</b>", SAFER, "criterion", "2025")).figure
        (key,) = [one.text for one in figure.layout.annotations]
        assert "&lt;b&gt;Fife&lt;/b&gt;" in key

    @pytest.mark.parametrize("demo", [True, False])
    def test_demonstration_data_is_marked(self, demo):
        notes = [one.text for one in shown(demo=demo).figure.layout.annotations]
        assert ("Demonstration data" in notes) == demo


class TestAxis:
    def test_points_go_from_nought_to_a_hundred(self):
        assert list(points_axis().labels) == [0, 25, 50, 75, 100]

    def test_many_long_levels_keep_the_labels_of_their_ends(self, monkeypatch):
        words = ("Beginning", "Developing", "Establishing", "Consolidating", "Mainstreaming", "Leading")
        levels = tuple(type(SAFER.levels[0])(value, word) for value, word in enumerate(words, start=1))
        axis = levels_axis(type("Six", (), {"levels": levels, "lowest": 1, "highest": 6})())
        assert [" ".join(label) for label in axis.labels.values()] == ["Beginning", *"····", "Leading"]


class TestTable:
    def test_levels_are_words_with_their_value(self):
        table = shown().table
        assert table["Criterion"].tolist()[0] == "Leaders explain the vision"
        assert table["Own level"].tolist() == ["Doing well (4)", "Some success (3)", "Gap identified (1)", "don't know"]
        assert table["Peers' median"].tolist()[1] == "between Working towards and Some success (2.5)"
        assert table["Compared with peers"].tolist() == [
            "▲ higher",
            "● similar",
            "– not compared",
            "– not compared: don't know",
        ]
        assert table["Peers with a level"].tolist() == [7, 6, 3, 7]
        assert table[["Peers lower", "Peers the same", "Peers higher"]].iloc[1].tolist() == [3, 2, 1]

    def test_change_is_in_words(self):
        table = shown().table
        assert table["Change"].tolist() == ["▲ up 1", "● same", "▼ down 1", "not like for like: don't know now"]
        assert table["2023"].tolist()[0] == "Some success (3)"

    def test_points_stay_numbers(self):
        subject = Subject("Fife", SAFER, "principle", "2025", "2023")
        rows = frame(("leadership", 45.4, *HIGHER[2:17], 33.0, 12.4, "improved", ""))
        table = spine.table(rows, subject)
        assert table["Own score"].tolist() == [45.4]
        assert table["Change"].tolist() == ["▲ up +12"]

    def test_the_mean_has_a_column_of_its_own(self):
        subject = Subject("Fife", SAFER, "criterion", "2025", mean=True)
        assert spine.table(frame().assign(peer_value=2.25), subject)["Peers' mean"].tolist() == [2.25] * 4

    def test_sentence_and_table_agree(self):
        exhibit = shown()
        words = exhibit.table["Compared with peers"]
        assert exhibit.takeaway.startswith(
            f"Higher than peers on {words.str.contains('higher').sum()} of "
            f"{(~words.str.contains('not compared')).sum()}, similar on {words.str.contains('similar').sum()}"
        )
        assert exhibit.alt.endswith(exhibit.takeaway)


class TestBlocks:
    def test_rows_stand_under_their_principles_in_the_documents_order(self):
        excellence = framework("excellence")  # its document goes to and fro between principles
        rows = pd.DataFrame({"unit": [row.criterion_id for row in excellence.criteria]})
        found = spine.blocks(rows, Subject("Fife", excellence, "criterion", "2025"), [])
        principle = {row.criterion_id: row.principle_id for row in excellence.criteria}
        assert [block.heading for block in found] == [
            "Leadership",
            "Governance and accountability",
            "Evidence",
            "Better outcomes for communities",
        ]
        assert [len({principle[unit] for unit in block.units}) for block in found] == [1] * 4
        assert sorted(unit for block in found for unit in block.units) == sorted(principle)

    def test_themes_have_principles_and_stages_have_none(self):
        themes = pd.DataFrame({"unit": list(SAFER.group_titles)})
        stages = pd.DataFrame({"unit": list(HALLMARKS.group_titles)})
        assert len(spine.blocks(themes, Subject("Fife", SAFER, "group", "2025"), [])) == 4
        assert [b.heading for b in spine.blocks(stages, Subject("Fife", HALLMARKS, "group", "2025"), [])] == [""]

    def test_the_largest_gap_first_is_one_list(self):
        assert spine.blocks(frame(), SUBJECT, [OTHER, FIRST]) == [Block("Largest gap first", (OTHER, FIRST))]

    def test_blocks_stay_whole_where_that_leaves_two_columns_even(self):
        # With one for each heading: 9 + 9 | 9 + 11 differ by 2, 9 | 29 and 27 | 11 by more.
        blocks = [Block(name, tuple("x" * n)) for name, n in (("a", 8), ("b", 8), ("c", 8), ("d", 10))]
        assert [[block.heading for block in part] for part in halves(blocks)] == [["a", "b"], ["c", "d"]]

    def test_otherwise_a_block_goes_on_in_the_second_column(self):
        # 9 + 9 | 9 + 14 differ by 5. Two rows of c on the left: 9 + 9 + 3 | 7 + 14, 21 each.
        blocks = [
            Block(name, tuple(f"{name}{i}" for i in range(n))) for name, n in zip("abcd", (8, 8, 8, 13), strict=True)
        ]
        left, right = halves(blocks)
        assert [block.heading for block in left] == ["a", "b", "c"]
        assert [block.heading for block in right] == ["c, continued", "d"]
        assert (left[2].units, right[0].units[0]) == (("c0", "c1"), "c2")
        assert [sum(len(block.units) + 1 for block in part) for part in (left, right)] == [21, 21]

    @given(sizes=st.lists(st.integers(1, 30), min_size=1, max_size=6))
    def test_two_columns_hold_every_row_once_in_order(self, sizes):
        blocks = [Block(f"b{n}", tuple(f"{n}.{i}" for i in range(size))) for n, size in enumerate(sizes)]
        parts = halves(blocks)
        assert [unit for part in parts for block in part for unit in block.units] == [
            unit for block in blocks for unit in block.units
        ]
        assert all(block.units for part in parts for block in part)
        assert len(parts) == (2 if sum(sizes) >= 11 else 1)

    def test_one_long_list_is_cut_in_the_middle_and_a_short_one_stays(self):
        left, right = halves([Block("Largest gap first", tuple("abcdefghijklm"))])
        assert (left[0].units, right[0].units) == (tuple("abcdefg"), tuple("hijklm"))
        assert right[0].heading == "Largest gap first, continued"
        assert halves([Block("", tuple("abcdefghij"))]) == [[Block("", tuple("abcdefghij"))]]
