"""The timeline of a plan and the bars of its rounds: what is drawn, said, and given to Word and PowerPoint."""

from datetime import date

import pandas as pd
import pytest

from csp_analytics.analysis.action_tracking import by_round as counted
from csp_analytics.analysis.action_tracking import tracked
from csp_analytics.charts import theme
from csp_analytics.charts.action_rounds import by_round
from csp_analytics.charts.action_words import GLYPHS, days_words, first_words, short, states_words, undated_words
from csp_analytics.charts.timeline import MOST_ROWS, timeline

TODAY = date(2026, 11, 22)
COLUMNS = ["area_code", "round", "criterion_id", "issue", "action", "due", "status", "owner", "demo"]


def actions(*rows):
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return tracked(frame.assign(due=pd.to_datetime(frame["due"]), position=range(len(frame))), TODAY)


def row(issue, due, status="", *, owner="The chair", round_="2025"):
    return ("A", round_, issue, issue, f"Put right: {issue}", due, status, owner, False)


PLAN = (
    row("No budget", "2026-03-31", "in progress"),
    row("No chair", "2026-12-31"),
    row("No leaflet", "2026-03-31", "done", owner=None),
    row("No aims", None, owner="Analyst"),
    row("No rooms", "2027-06-30", "not started"),
)


def drawn(frame, **more):
    return timeline(frame, today=TODAY, whose="Fife", round_="2025", demo=False, about={"Area": "Fife"}, **more)


def texts(figure):
    return [note.text for note in figure.layout.annotations]


class TestTimeline:
    def test_a_mark_for_each_action_at_its_date_in_shape_colour_and_place(self):
        figure = drawn(actions(*PLAN)).figure
        marks = {trace.name: (list(trace.x), list(trace.y), trace.marker.symbol) for trace in figure.data}
        march, december, june = (pd.Timestamp(day) for day in ("2026-03-31", "2026-12-31", "2027-06-30"))
        # Earliest first: No budget and No leaflet in March in the order of the plan, No chair, No rooms.
        assert marks == {
            "done": ([march], [1.3], "circle"),
            "overdue": ([march], [0.3], "triangle-up"),
            "due": ([december], [2.3], "diamond"),
            "later": ([june], [3.3], "circle-open"),
        }
        assert len({trace.marker.color for trace in figure.data}) == 4

    def test_each_row_says_issue_state_owner_and_date_in_words_and_glyphs(self):
        said = texts(drawn(actions(*PLAN)).figure)
        # 31 March to 22 November: 30 + 31 + 30 + 31 + 31 + 30 + 31 + 22 = 236 days.
        assert "<b>No budget</b>" in said
        assert any("▲ <b>overdue by 236 days</b>" in one and "· The chair" in one for one in said)
        assert any("● <b>done</b>" in one and "·" not in one for one in said)
        assert any("◆ <b>due in 39 days</b>" in one for one in said)
        assert any("○ <b>due in 220 days</b>" in one for one in said)  # 39 + 31 + 28 + 31 + 30 + 31 + 30
        assert said.count("31 Mar 2026") == 2
        assert said[-1] == "Today, 22 Nov 2026"

    def test_today_is_a_line_and_inside_the_picture_whatever_the_dates(self):
        for due in ("2019-01-31", "2034-01-31", "2026-11-22"):
            figure = drawn(actions(row("Far", due))).figure
            (line,) = figure.layout.shapes
            assert line.x0 == line.x1 == TODAY
            first, last = (pd.Timestamp(end) for end in figure.layout.xaxis.range)
            assert first < pd.Timestamp(TODAY) < last
            assert first < pd.Timestamp(due) < last

    def test_a_date_that_moved_shows_the_one_before(self):
        frame = actions(row("No chair", "2024-06-30", round_="2023"), row("No chair", "2027-01-31"))
        shown = drawn(frame[frame["newest"]])
        assert "31 Jan 2027 (was Jun 2024)" in texts(shown.figure)
        assert shown.table["Due in the plan before"].tolist() == ["30 June 2024"]
        assert shown.table["Moved later by (days)"].tolist() == [945]  # 184 + 365 + 365 + 31

    def test_the_sentence_basis_and_table_say_the_same(self):
        shown = drawn(actions(*PLAN))
        assert shown.takeaway == "Longest overdue: ‘No budget’, by 236 days. Next: ‘No chair’, due in 39 days."
        assert "The plan of 2025 of Fife, 5 actions, on 22 November 2026." in shown.basis
        assert "Without a date that can be read: ‘No aims’ (Analyst)." in shown.basis
        assert shown.table["Issue"].tolist() == ["No budget", "No leaflet", "No chair", "No rooms"]
        assert shown.table["State"].tolist()[0] == "▲ overdue by 236 days"
        assert shown.alt.startswith("Timeline, a row an action")
        assert shown.takeaway in shown.alt
        assert shown.native is None

    def test_a_plan_without_dates_has_no_timeline(self):
        assert drawn(actions(row("No aims", None))) is None

    def test_what_people_wrote_stays_text_and_long_texts_fit_a_phone(self):
        frame = actions(row("<a href='x'>Click</a> " + "long " * 60, "2026-12-31", owner="<b>" + "owner " * 30))
        said = texts(drawn(frame).figure)
        assert [one for one in said if "<a" in one or "<b>owner" in one] == []
        assert any(one.startswith("<b>&lt;a href='x'&gt;Click") and "…" in one for one in said)
        bare = [one.replace("&lt;", "<").replace("&gt;", ">") for one in said]
        assert max(len(one.removeprefix("<b>").removesuffix("</b>")) for one in bare if "Click" in one) == 46

    def test_of_very_many_actions_those_that_are_not_done_are_drawn_first(self):
        many = [row(f"Done {k}", "2026-01-31", "done") for k in range(MOST_ROWS)]
        shown = drawn(actions(*many, *(row(f"Open {k}", "2026-12-31") for k in range(5))))
        assert sum(len(trace.x) for trace in shown.figure.data) == MOST_ROWS
        assert sum(len(trace.x) for trace in shown.figure.data if trace.name == "due") == 5
        assert "Not drawn: 5 that are done" in shown.basis
        assert len(shown.table) == MOST_ROWS + 5

    def test_demonstration_data_says_so_in_the_picture(self):
        shown = timeline(actions(*PLAN), today=TODAY, whose="Fife", round_="", demo=True, about={})
        assert "Demonstration data" in texts(shown.figure)
        assert shown.demo
        assert "The plan of Fife" in shown.basis

    def test_every_colour_of_a_word_can_be_read_on_white(self):
        from csp_analytics.charts.timeline import COLOURS

        assert all(contrast(colour) >= 4.5 for colour in COLOURS.values())


def contrast(colour: str) -> float:
    """Contrast with white by WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


class TestRounds:
    @pytest.fixture
    def shown(self):
        earlier = [row("No budget", "2024-03-31", "not started", round_="2023"), row("Old", None, round_="2023")]
        return by_round(counted(actions(*earlier, *PLAN)), today=TODAY, whose="Fife", demo=False, about={})

    def test_bars_and_native_chart_count_the_same(self, shown):
        assert shown.native.kind == "stacked"
        assert shown.native.categories == ("Plan of 2023: 2 actions", "Plan of 2025: 5 actions")
        assert {one.name: one.values for one in shown.native.series} == {
            "done": (0, 1),
            "overdue": (1, 1),  # 'No budget' of 2023 stands as it does in 2025
            "due within 90 days": (0, 1),
            "due later": (0, 1),
            "without a date": (0, 1),
            "no longer in the plan": (1, 0),
        }
        drawn = [[int(n) for n in bar.x] for bar in shown.figure.data]
        assert drawn == [[int(n) for n in one.values] for one in shown.native.series]

    def test_every_part_has_its_glyph_in_the_bar_and_in_the_key(self, shown):
        bars = {bar.name.split(" ", 1)[0]: list(bar.text) for bar in shown.figure.data}
        assert bars["▲"] == ["▲ 1", "▲ 1"]
        assert bars["✕"] == ["✕ 1", ""]
        key = texts(shown.figure)[-1]
        assert [glyph for glyph in GLYPHS.values() if glyph not in key] == []
        letters = [len(pd.Series(line).str.replace(r"<[^>]+>", "", regex=True)[0]) for line in key.split("<br>")]
        assert max(letters) <= 50

    def test_parts_that_nobody_has_are_left_out(self):
        shown = by_round(counted(actions(row("A", None, "done"))), today=TODAY, whose="Fife", demo=False, about={})
        assert [one.name for one in shown.native.series] == ["done"]
        assert shown.takeaway == "Of the 1 action of the newest round, 1 is done and 0 overdue."


class TestWords:
    def test_a_plan_in_one_sentence(self):
        assert states_words(actions(*PLAN)) == (
            "1 of 5 actions is overdue; 1 due within 90 days, 1 due later, 1 without a date and 1 done."
        )
        assert states_words(actions(row("A", None))).startswith("None of 1 action is overdue; 0 due")

    def test_what_is_longest_overdue_and_next(self):
        assert first_words(actions(row("A", "2026-11-21"))) == "Longest overdue: ‘A’, by 1 day."
        assert first_words(actions(row("A", "2026-11-22"))) == "Next: ‘A’, due today."
        assert first_words(actions(row("A", None))) == "No action that has a date is still open."

    def test_days(self):
        assert days_words("overdue", -1) == "overdue by 1 day"
        assert days_words("due", 1) == "due in 1 day"
        assert days_words("no date", None) == "no date"
        assert days_words("done", -50) == "done"

    def test_actions_without_a_date_are_named_up_to_eight(self):
        said = undated_words(actions(*(row(f"Issue {k}", None, owner="") for k in range(10))))
        assert said.endswith("‘Issue 7’ and 2 more.")
        assert undated_words(actions(row("Done", None, "done"))) == ""

    def test_short(self):
        assert short("one\ntwo  three", 7) == "one tw…"
        assert short("one\ntwo", 7) == "one two"


def test_theme_colours_only():
    from csp_analytics.charts import action_rounds

    known = {theme.OWN, theme.ACCENT, theme.LINE, theme.PALE, *theme.SEQUENTIAL[4]}
    assert {colour for _, colour in action_rounds._PARTS.values()} <= known
