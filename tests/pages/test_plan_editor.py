"""The plan that is edited in place: what is shown, what comes back, and what is said of it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.plans.rows import says_as_above
from csp_analytics.ingest.reading import COLUMNS
from csp_analytics.ui.plan_editor import amiss, plan_of, table_of, undated

FIFE = "S12000047"
LINK = {"framework": "hallmarks", "criterion_id": "hallmarks.lead.01.01"}


def plan(*rows):
    blank = dict.fromkeys(COLUMNS["action"], "") | {"area_code": FIFE, "round": "2025", "status": "not stated"}
    records = [blank | {"position": place, "due": None} | row for place, row in enumerate(rows, start=1)]
    frame = pd.DataFrame(records, columns=list(COLUMNS["action"]))
    return frame.assign(
        due=pd.to_datetime(frame["due"]).astype("datetime64[s]"), position=frame["position"].astype("int64")
    )


BEGUN = plan(
    {"issue": "No aims", "action": "Agree", "when_text": "March 2027", "due": "2027-03-31", "status": "in progress"}
    | LINK,
    {"issue": "No rooms", "owner": "The chair", "measure": "Rooms booked"},
)


def test_what_was_not_touched_comes_back_as_it_was():
    pd.testing.assert_frame_equal(plan_of(table_of(BEGUN), BEGUN), BEGUN)


def test_people_see_the_columns_of_the_form_with_words_for_status_and_criterion():
    shown = table_of(BEGUN)
    assert shown.columns.tolist() == [
        "Issue", "Action", "When", "Milestone", "Owner", "Status", "Measure", "Criterion"
    ]  # fmt: skip
    assert shown["Status"].tolist() == ["In progress", ""]
    assert shown["Criterion"].tolist() == ["Group leads and governs (hallmarks.lead.01.01)", ""]
    assert table_of(plan({"issue": "A", "stage": "Lead"})).columns[0] == "Stage"


def test_a_changed_date_is_read_again_from_when_and_else_from_the_milestone():
    shown = table_of(BEGUN)
    shown.loc[0, "When"] = "by June 2027"
    shown.loc[1, "Milestone"] = "booked by 5 May 2027"
    assert plan_of(shown, BEGUN)["due"].tolist() == [pd.Timestamp("2027-06-30"), pd.Timestamp("2027-05-05")]


def test_rows_that_are_added_are_of_the_area_and_round_and_rows_that_are_deleted_take_their_links_with_them():
    """As the editor hands it over: deleted rows are gone, added ones have blanks and perhaps a deleted row's number."""
    shown = table_of(BEGUN).drop(index=0)
    shown.loc[0] = {"Issue": "New", "When": "May 2027", "Status": "Done"}
    found = plan_of(shown.sort_index(ascending=False), BEGUN)
    assert found["issue"].tolist() == ["No rooms", "New"]
    assert found["position"].tolist() == [1, 2]
    assert found["criterion_id"].tolist() == ["", ""]
    assert found[["area_code", "round", "status"]].to_numpy().tolist()[1] == [FIFE, "2025", "done"]
    assert found["due"].tolist()[1] == pd.Timestamp("2027-05-31")


def test_an_empty_plan_begins_with_the_area_and_round_that_are_given():
    typed = pd.DataFrame([{"Issue": "New"}, {"Issue": None, "Action": ""}], columns=table_of(plan()).columns)
    found = plan_of(typed, plan(), area_code=FIFE, round_="2023")
    assert found[["area_code", "round", "issue"]].to_numpy().tolist() == [[FIFE, "2023", "New"]]
    none = plan_of(typed.head(0), plan(), area_code=FIFE)
    assert none.empty
    assert none.dtypes["due"].kind == "M"


def test_as_above_means_the_row_above_as_in_a_file():
    shown = table_of(plan({"issue": "A", "when_text": "May 2027"}, {"issue": "B", "when_text": "As above"}))
    assert plan_of(shown, BEGUN)["due"].tolist() == [pd.Timestamp("2027-05-31")] * 2


def test_what_is_amiss_and_which_dates_cannot_be_read():
    found = plan(
        {"issue": "", "action": "Do"},
        {"issue": "B", "when_text": "soon"},
        {
            "issue": "C",
            "when_text": "",
        },
    )
    assert amiss(found) == ["Row 1: the issue is blank. Write what is to be put right, or delete the row."]
    assert undated(found) == ["Row 2: no date can be read from ‘soon’, so it stands on no timeline."]
    assert amiss(BEGUN) == undated(BEGUN) == []


@given(
    st.lists(st.text(max_size=30), min_size=1, max_size=4), st.sampled_from(["", "Done", "In progress", "Not started"])
)
def test_whatever_is_typed_is_kept_as_text_without_control_characters(texts, status):
    typed = pd.DataFrame([{"Issue": text, "Action": "x", "Status": status} for text in texts])
    found = plan_of(typed, plan(), area_code=FIFE)
    wanted = [kept(text) for text in texts]
    if not any(says_as_above(text) for text in wanted):
        assert found["issue"].tolist() == wanted
    assert set(found["status"]) == {status.lower() or "not stated"}
    assert found.columns.tolist() == list(COLUMNS["action"])


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "**bold** [x](http://a)", "=1+1"])
def test_the_editor_shows_text_and_says_what_is_wrong_beside_it(text):
    def script(text):
        from csp_analytics.ui import plan_editor
        from tests.pages.test_plan_editor import plan

        begun = plan({"issue": text, "when_text": text}, {"issue": "", "action": "Do"})
        assert plan_editor.edit(begun, "plan")["issue"].tolist() == [text, ""]

    app = AppTest.from_function(script, kwargs={"text": text}).run()

    assert [one.message for one in app.exception] == []
    said = "".join(one.proto.body for one in app.get("html"))
    assert "Row 2: the issue is blank." in said
    assert "Row 1: no date can be read" in said
    assert "<script" not in said
