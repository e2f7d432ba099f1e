"""Actions in time and from plan to plan: what is done, overdue or due, what was carried over, moved or dropped."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis import action_tracking
from csp_analytics.analysis.action_tracking import STATES, by_round, summary, tracked

TODAY = date(2026, 11, 22)
COLUMNS = ["area_code", "round", "position", "criterion_id", "issue", "action", "due", "status", "demo"]


def row(round_="2025", action="Agree a plan", *, area="A", criterion="c1", issue="No plan", due=None, status="", n=1):
    return (area, round_, n, criterion, issue, action, due, status, False)


def plans(*rows):
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.assign(due=pd.to_datetime(frame["due"]), position=range(1, len(frame) + 1))


def one(*rows):
    """The last row of what is tracked."""
    return tracked(plans(*rows), TODAY).iloc[-1]


class TestTheStateOfTime:
    @pytest.mark.parametrize(
        ("due", "status", "state", "days"),
        [
            ("2026-11-22", "in progress", "due", 0),  # today is in time
            ("2026-11-21", "in progress", "overdue", -1),
            ("2026-11-30", "", "due", 8),  # 'November 2026' is its last day: 30 - 22
            ("2026-12-31", "not stated", "due", 39),  # 8 days of November and 31 of December
            ("2027-02-20", "not started", "due", 90),  # 8 + 31 + 31 + 20
            ("2027-02-21", "not started", "later", 91),
            (None, "in progress", "no date", None),
            ("2025-03-31", "done", "done", -601),  # 365 + 236: done is never overdue
            (None, "done", "done", None),
        ],
    )
    def test_it_hangs_on_the_last_day_in_time_and_on_whether_it_is_done(self, due, status, state, days):
        found = one(row(due=due, status=status))
        assert found["state_of_time"] == found["stands"] == state
        assert found["days"] == days or (days is None and pd.isna(found["days"]))

    @given(
        st.lists(
            st.tuples(
                st.one_of(st.none(), st.integers(-400, 400)),
                st.sampled_from(["done", "in progress", "not started", ""]),
            ),
            min_size=1,
            max_size=8,
        )
    )
    def test_the_states_are_all_actions_once_and_follow_a_plain_rule(self, drawn):
        rows = [
            row(action=f"Action {k} {k * k}", due=None if days is None else TODAY + timedelta(days), status=status)
            for k, (days, status) in enumerate(drawn)
        ]
        found = tracked(plans(*rows), TODAY)
        for (days, status), state in zip(drawn, found["state_of_time"], strict=True):
            if status == "done":
                assert state == "done"
            elif days is None:
                assert state == "no date"
            else:
                assert state == ("overdue" if days < 0 else "due" if days <= 90 else "later")
        (counted,) = summary(found).to_dict("records")
        assert sum(counted[state] for state in STATES) == counted["n"] == len(drawn)


class TestFromPlanToPlan:
    def test_an_action_in_the_same_words_is_followed_and_its_later_date_counted(self):
        found = tracked(
            plans(
                row("2023", due="2024-12-31", status="not started"), row("2025", due="2026-12-31", status="in progress")
            ),
            TODAY,
        )
        before, now = found.to_dict("records")
        assert (before["became"], before["stands"], before["newest"]) == ("carried over", "due", False)
        assert (now["became"], now["stands"], now["newest"]) == ("", "due", True)
        assert before["thread"] == now["thread"]
        for each in (before, now):
            assert (each["first_round"], each["last_round"], each["rounds"]) == ("2023", "2025", 2)
        assert (now["earlier_round"], now["earlier_status"]) == ("2023", "not started")
        assert now["earlier_due"] == pd.Timestamp("2024-12-31")
        assert now["slipped"] == 730  # two years, none of them a leap year
        assert pd.isna(before["earlier_round"])
        assert pd.isna(before["slipped"])

    @pytest.mark.parametrize(
        ("before", "after", "slipped"),
        [("2026-06-30", "2026-06-30", 0), ("2026-06-30", "2026-03-31", 0), ("2026-06-30", "2026-07-01", 1)],
    )
    def test_a_date_that_stays_or_comes_nearer_has_not_slipped(self, before, after, slipped):
        assert one(row("2023", due=before), row("2025", due=after))["slipped"] == slipped

    def test_without_both_dates_nobody_knows_whether_it_slipped(self):
        assert pd.isna(one(row("2023", due="2026-06-30"), row("2025"))["slipped"])
        assert pd.isna(one(row("2023"), row("2025", due="2026-06-30"))["slipped"])

    def test_what_became_of_each_action_of_the_earlier_plan(self):
        found = tracked(
            plans(
                row("2023", "Finished then", criterion="c1", status="done"),
                row("2023", "Finished since", criterion="c2", status="in progress"),
                row("2023", "Still to do", criterion="c3", status="not started"),
                row("2023", "Forgotten", criterion="c4", status="in progress"),
                row("2023", "Taken up again", criterion="c5", status="done"),
                row("2025", "Finished since", criterion="c2", status="done"),
                row("2025", "Still to do", criterion="c3", due="2026-01-31"),
                row("2025", "Taken up again", criterion="c5", due="2027-06-30"),
                row("2025", "Quite new", criterion="c6"),
            ),
            TODAY,
        )
        earlier = found[~found["newest"]].set_index("action")
        assert earlier["became"].to_dict() == {
            "Finished then": "done",
            "Finished since": "done",
            "Still to do": "carried over",
            "Forgotten": "dropped",
            "Taken up again": "carried over",
        }
        assert earlier["stands"].to_dict() == {
            "Finished then": "done",
            "Finished since": "done",
            "Still to do": "overdue",
            "Forgotten": "dropped",
            "Taken up again": "later",
        }
        (counted,) = summary(found).to_dict("records")
        assert (counted["round"], counted["n"], counted["carried"]) == ("2025", 4, 3)
        assert (counted["earlier_round"], counted["n_earlier"]) == ("2023", 5)
        assert [counted[f"earlier_{what}"] for what in ("done", "carried", "dropped")] == [2, 2, 1]

    def test_an_action_goes_through_three_plans_and_one_that_was_left_out_once_begins_anew(self):
        found = tracked(
            plans(
                *(row(name) for name in ("2021", "2023", "2025")), *(row(name, "Other") for name in ("2021", "2025"))
            ),
            TODAY,
        )
        always = found[found["action"] == "Agree a plan"]
        assert len(set(always["thread"])) == 1
        assert always["rounds"].tolist() == [3, 3, 3]
        other = found[found["action"] == "Other"].set_index("round")
        assert other["rounds"].to_dict() == {"2021": 1, "2025": 1}
        assert other.loc["2021", "became"] == "dropped"

    def test_rounds_are_in_the_order_of_their_numbers_and_a_plan_without_a_round_is_the_first(self):
        found = tracked(plans(row("wave 10"), row("wave 9"), row("")), TODAY)
        assert found["round"].tolist() == ["", "wave 9", "wave 10"]
        assert found["newest"].tolist() == [False, False, True]
        assert found["rounds"].tolist() == [3, 3, 3]

    def test_areas_are_apart(self):
        found = tracked(plans(row("2023", area="A"), row("2025", area="B")), TODAY)
        assert found["thread"].nunique() == 2
        assert found["newest"].all()


class TestWhatCountsAsTheSameAction:
    LONG, CHANGED = "Train two people from each partner", "Train three people from each partner"

    def followed(self, before, after):
        return not pd.isna(one(row("2023", **before), row("2025", **after))["earlier_round"])

    def test_much_the_same_words_for_the_same_criterion(self):
        # Words in order of the alphabet: 'each from partner people train two' (34 signs) and '... people three train'
        # (36). They have 30 signs in the same order ('each from partner people t' and 'rain' or its like), so the
        # likeness is 100 x 2 x 30 / (34 + 36) = 86, above 80.
        assert self.followed({"action": self.LONG}, {"action": self.CHANGED})
        assert not self.followed({"action": self.LONG}, {"action": self.CHANGED, "criterion": "c2"})

    def test_other_words_are_another_action_whatever_the_criterion(self):
        assert not self.followed({"action": "Print the leaflet"}, {"action": "Publish a two-page summary"})

    def test_the_same_words_whatever_the_criterion_case_and_order(self):
        assert self.followed({"action": self.LONG}, {"action": self.LONG.upper() + "!", "criterion": "c2"})
        assert self.followed(
            {"action": "train staff, new staff"}, {"action": "New staff: train staff", "criterion": ""}
        )

    def test_where_no_criterion_is_named_the_issue_must_be_much_the_same(self):
        blank = {"action": self.CHANGED, "criterion": ""}
        assert self.followed(
            {"action": self.LONG, "issue": "Few are trained"}, blank | {"issue": "Few people are trained"}
        )
        assert not self.followed({"action": self.LONG, "issue": "Few are trained"}, blank | {"issue": "No budget"})

    def test_an_action_without_words_goes_by_its_issue(self):
        assert self.followed({"action": ""}, {"action": None})
        assert not self.followed({"action": "", "issue": "No chair"}, {"action": "", "issue": "No room at all"})

    def test_each_action_is_followed_by_one_and_the_likest_goes_first(self):
        found = tracked(
            plans(
                row("2023", self.LONG, issue="first"),
                row("2023", self.LONG, issue="second", criterion="c2"),
                row("2025", self.CHANGED, issue="third"),
                row("2025", self.LONG, issue="fourth", criterion="c2"),
                row("2025", self.LONG, issue="fifth", criterion="c2"),
            ),
            TODAY,
        )
        threads = dict(zip(found["issue"], found["thread"], strict=True))
        assert threads["second"] == threads["fourth"]  # same words, same criterion
        assert threads["first"] == threads["fifth"]  # same words before likeness
        assert threads["third"] not in {threads["first"], threads["second"]}

    def test_of_very_many_actions_only_the_same_words_are_followed(self, monkeypatch):
        monkeypatch.setattr(action_tracking, "MOST_PAIRS", 3)
        rows = [row("2023", self.LONG), row("2023", "Other"), row("2025", self.CHANGED), row("2025", "other")]
        found = tracked(plans(*rows), TODAY)
        assert found["earlier_round"].notna().tolist() == [False, False, False, True]


@given(
    st.lists(
        st.tuples(st.sampled_from(["2021", "2023", "2025"]), st.text("ab ", max_size=4), st.booleans()), max_size=9
    )
)
def test_every_plan_is_whole_and_threads_never_fork(drawn):
    rows = [row(name, action, status="done" if done else "") for name, action, done in drawn]
    given_ = plans(*rows)

    found = tracked(given_, TODAY)

    assert sorted(found["position"]) == sorted(given_["position"])
    assert not found.duplicated(["thread", "round"]).any()
    assert (found["became"] == "").tolist() == found["newest"].tolist()
    assert found.groupby("thread")["stands"].nunique().le(1).all()
    counted = by_round(found).set_index("round")
    assert counted["n"].to_dict() == given_.groupby("round").size().to_dict()


def test_rounds_are_counted_by_where_their_actions_stand_today():
    found = tracked(
        plans(
            row("2023", "One", criterion="c1", status="not started", due="2024-03-31"),
            row("2023", "Two", criterion="c2", due="2024-03-31"),
            row("2025", "One", criterion="c1", status="done"),
            row("2025", "New", criterion="c3", due="2026-01-31"),
            row("2025", "New", area="B", due="2027-06-30"),
        ),
        TODAY,
    )
    counted = by_round(found)
    assert counted.columns.tolist() == ["round", "areas", "n", *STATES, "dropped"]
    assert counted.to_numpy().tolist() == [["2023", 1, 2, 1, 0, 0, 0, 0, 1], ["2025", 2, 3, 1, 1, 0, 1, 0, 0]]


def test_demonstration_and_other_columns_are_kept_and_an_empty_frame_is_one():
    frame = plans(row()).assign(demo=True, owner="The chair")
    assert tracked(frame, TODAY)[["demo", "owner"]].to_numpy().tolist() == [[True, "The chair"]]
    assert summary(tracked(frame, TODAY))["demo"].tolist() == [True]
    none = tracked(plans(), TODAY)
    assert none.empty
    assert set(tracked(frame, TODAY).columns) - {"owner"} == set(none.columns)
    assert summary(none).empty
    assert by_round(none).empty
