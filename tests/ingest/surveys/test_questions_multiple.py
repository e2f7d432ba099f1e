"""Options are learned from a whole column before any cell is divided."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.ingest.surveys import answers
from csp_analytics.ingest.surveys.multiple import divide, learn
from tests.builders.survey_exports import csv_bytes
from tests.ingest.surveys.survey_reading import read, read_table


def learned(cells: list[str], separator: str):
    """The options of cells."""
    return learn(Counter(cells), separator)


def test_semicolons_with_and_without_one_at_the_end():
    found = learned(["Maps;Plans;", "Maps;", "Plans", "Maps;Letters", "Letters;"], ";")
    assert found.options == ("Maps", "Plans", "Letters")
    assert divide("Maps;Letters;", found) == ["Maps", "Letters"]


def test_options_stand_in_the_order_of_the_form_though_met_in_another():
    """Each cell tells a part of the order: B before D, A before B, C before D, A before C and B before C."""
    found = learned(["B;D", "A;B", "C;D", "A;C", "B;C", "D", "D"], ";")
    assert found.options == ("A", "B", "C", "D")


def test_a_comma_inside_an_option_does_not_divide_it():
    cells = [
        "Letters",
        "Maps, plans and charts",
        "Letters, Maps, plans and charts",
        "Maps, plans and charts, Visits",
        "Visits",
    ]
    found = learned(cells, ", ")
    assert set(found.options) == {"Letters", "Maps, plans and charts", "Visits"}
    assert divide("Letters, Maps, plans and charts", found) == ["Letters", "Maps, plans and charts"]


def test_a_comma_inside_brackets_does_not_divide():
    cells = ["Health (asthma, diabetes)", "Work", "Health (asthma, diabetes), Work", "Work", "Home", "Work, Home"]
    assert set(learned(cells, ", ").options) == {"Health (asthma, diabetes)", "Work", "Home"}


def test_one_choice_whose_options_hold_commas_is_not_several():
    cells = ["Yes, definitely"] * 9 + ["Yes, to some extent"] * 6 + ["No, not yet"] * 4 + ["No, and we will not"] * 3
    assert learned(cells, ", ") is None


def test_thousands_are_no_options():
    assert learned(["£25,000 - £49,999", "£50,000 - £74,999", "£25,000 - £49,999", "Under £25,000"] * 5, ",") is None


def test_typed_sentences_are_text():
    cells = [f"First thing {n}; and then, perhaps, something about {n * 7}" for n in range(20)]
    assert learned(cells, ";") is None
    assert learned(cells, ", ") is None


def test_a_column_where_nearly_all_ticked_one_is_still_several():
    got = read_table(
        [
            ["Area", "Which do you use?"],
            *(["Fife", one] for one in ["Maps", "Plans", "Visits"] * 8),
            ["Fife", "Maps;Visits"],
        ]
    )
    assert got.at(1).type == "multiple"
    assert got.at(1).options == ("Maps", "Plans", "Visits")


def test_what_was_typed_at_the_end_of_a_cell_is_no_option_but_an_answer():
    cells = ["Maps, Plans", "Maps", "Plans", "Maps, Visits", "Visits", "Plans, Visits"] * 5
    typed = ["Maps, a drum I found in the attic", "a phone tree of neighbours", "Maps, whatever the board sends"]
    got = read(csv_bytes([["Timestamp", "Which?"], *(["2025-03-01 10:00:00", one] for one in [*cells, *typed])]))
    question = got.at(1)
    assert question.options == ("Maps", "Plans", "Visits")
    states = answers.ticked(got.found, question)
    assert [states[one][-2] for one in question.options] == [False, False, False]
    assert [states[one][-1] for one in question.options] == [True, False, False]


def test_options_on_lines_of_their_own():
    cells = ["Maps\nPlans", "Plans", "Maps\r\nVisits", "Visits", "Maps"] * 3
    got = read_table([["Area", "Which?"], *(["Fife", one] for one in cells)])
    assert got.at(1).options == ("Maps", "Plans", "Visits")
    assert answers.ticked(got.found, got.at(1))["Visits"][:5] == [False, False, True, True, False]


OPTIONS = st.lists(
    st.sampled_from(
        [
            "Data analysis",
            "Facilitation, mediation and listening",
            "Planning (projects, events)",
            "Writing",
            "Working with partners",
            "None of these",
        ]
    ),
    min_size=3,
    max_size=6,
    unique=True,
)


@settings(deadline=None, max_examples=60)
@given(options=OPTIONS, data=st.data(), separator=st.sampled_from([";", ", "]))
def test_what_was_ticked_comes_back(options, data, separator):
    """Whatever people tick, with options that hold commas: every tick is read and no other."""
    people = data.draw(st.lists(st.sets(st.sampled_from(options), min_size=1), min_size=12, max_size=40))
    everyone = [*people, *({one} for one in options), *({one} for one in options), set(options[:2])]
    cells = [separator.join(one for one in options if one in ticked) for ticked in everyone]
    found = learned(cells, separator)
    assert found is not None
    assert [set(divide(cell, found)) for cell in cells] == everyone
