"""Areas outside the register: loaded when a person asks for one by name, never by a slip of the pen."""

import pytest

from csp_analytics.areas.outside import outside_area, resolve_wanted
from csp_analytics.problems import has_errors


def test_a_name_of_the_register_wins():
    area, problem = resolve_wanted("Argyll & Bute CSP")
    assert (area.area_code, problem) == ("S12000035", None)
    assert resolve_wanted("Fife", outside=True)[0].area_code == "S12000047"


def test_a_near_miss_is_refused_with_a_suggestion():
    area, problem = resolve_wanted("Abredeen City")
    assert area is None
    assert has_errors([problem])
    assert problem.suggestion == "Aberdeen City"
    assert "Did you mean 'Aberdeen City'?" in problem.sentence


def test_a_name_from_elsewhere_is_an_outside_area_and_says_so():
    area, problem = resolve_wanted("Test Valley")
    assert (area.area_code, area.name, area.outside) == ("outside:test-valley", "Test Valley", True)
    assert (problem.severity, problem.code) == ("note", "outside-area")
    assert not has_errors([problem])


def test_a_person_may_insist_that_a_near_miss_is_another_area():
    area, problem = resolve_wanted("Perth", outside=True)
    assert area.area_code == "outside:perth"
    assert problem.severity == "note"


@pytest.mark.parametrize("label", ["Scotland", "Average", "Family Group Average"])
@pytest.mark.parametrize("outside", [False, True])
def test_a_sum_or_an_average_is_never_an_area(label, outside):
    area, problem = resolve_wanted(label, outside)
    assert area is None
    assert has_errors([problem])


@pytest.mark.parametrize("nothing", ["", "  ", "---"])
def test_nothing_written_is_no_area_and_no_problem(nothing):
    assert resolve_wanted(nothing) == (None, None)


def test_a_code_of_an_outside_area_leads_back_to_it():
    area, _ = resolve_wanted("Test Valley")
    assert resolve_wanted(area.area_code)[0].area_code == area.area_code
    assert resolve_wanted(" Test  Valley Borough ")[0].area_code == "outside:test-valley-borough"


def test_the_tier_of_an_outside_area_is_not_guessed():
    assert outside_area("Test Valley").tier == ""
