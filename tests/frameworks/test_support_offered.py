"""Which support a criterion finds: through its theme, through a link, through its principle."""

from dataclasses import replace

import pandas as pd
import pytest

from csp_analytics.frameworks.load import framework, frameworks
from csp_analytics.frameworks.model import Support
from csp_analytics.frameworks.offers import linked_to, support_for

NO_LINKS = pd.DataFrame(columns=["criterion_a", "criterion_b"])


def ids(name, criterion_id):
    return [one.support_id for one in support_for(framework(name), criterion_id)]


class TestOneCriterion:
    def test_what_is_for_its_theme_comes_before_what_is_for_the_whole_principle(self):
        # Information sharing: its guidance and the shared computer systems; of the principle the college's courses.
        found = ids("safer-communities", "safer-communities.evidence.03")
        assert found == ["guidance.information-sharing", "offer.evidence.04", "offer.evidence.02"]

    def test_what_is_for_another_theme_of_the_principle_is_left_out(self):
        found = ids("safer-communities", "safer-communities.outcomes.10")
        assert "offer.outcomes.03" in found  # the toolkit for engagement
        assert "offer.outcomes.13" not in found  # logic models, which are for evaluation

    def test_another_framework_finds_it_through_a_link(self):
        # Routine information sharing is linked to information shared and acted upon.
        assert ids("excellence", "excellence.processes.04")[0] == "guidance.information-sharing"

    def test_without_a_link_it_finds_what_is_for_its_principle(self):
        assert ids("hallmarks", "hallmarks.plan.08.01") == ["offer.governance.01", "offer.governance.02"]

    def test_a_link_to_a_criterion_of_another_principle_gives_the_theme_and_not_that_principle(self):
        links = pd.DataFrame(
            {"criterion_a": ["excellence.processes.04"], "criterion_b": ["safer-communities.leadership.07"]}
        )
        found = support_for(framework("excellence"), "excellence.processes.04", links=links)
        assert [one.support_id for one in found] == ["guidance.community-leadership", "offer.evidence.02"]

    def test_an_offer_comes_once_however_many_ways_lead_to_it(self):
        for one in frameworks().values():
            for criterion in one.criteria:
                found = support_for(one, criterion.criterion_id)
                assert len(found) == len({offer.support_id for offer in found})

    def test_a_criterion_that_is_not_there_is_an_error(self):
        with pytest.raises(KeyError):
            support_for(framework("excellence"), "excellence.nothing")


def test_every_criterion_of_every_framework_finds_support():
    without = [
        criterion.criterion_id
        for one in frameworks().values()
        for criterion in one.criteria
        if not support_for(one, criterion.criterion_id)
    ]
    assert without == []


def test_every_criterion_of_a_theme_finds_the_guidance_on_it():
    chosen = framework("safer-communities")
    for criterion in chosen.criteria:
        first = support_for(chosen, criterion.criterion_id)[0]
        assert (first.theme_id, bool(first.phase)) == (criterion.group_id, True)


def test_where_no_framework_has_support_there_is_none():
    bare = {name: replace(one, support=()) for name, one in frameworks().items()}
    assert support_for(bare["hallmarks"], "hallmarks.plan.08.01", defined=bare) == []


def test_a_framework_of_ones_own_can_have_support():
    own = Support(
        "tea", "governance", "", "Tea with the neighbours", "Us", "Talk.", "", "1, 1", "project", "own", "Of 2026."
    )
    defined = {"own": replace(framework("excellence"), framework_id="own", support=(own,))}
    bare = replace(framework("hallmarks"), support=())
    found = support_for(bare, "hallmarks.plan.08.01", defined=defined, links=NO_LINKS)
    assert [(one.title, one.note) for one in found] == [("Tea with the neighbours", "Of 2026.")]


def test_links_count_from_both_sides_and_once():
    links = pd.DataFrame({"criterion_a": ["x", "y", "z"], "criterion_b": ["y", "x", "x"]})
    assert linked_to("x", links) == ["y", "z"]
    assert linked_to("w", links) == []
