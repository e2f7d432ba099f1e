"""Every page of the menu answers its question without a click, for every framework and round with data."""

import pytest

from csp_analytics import findings
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import frameworks
from csp_analytics.store import reading
from csp_analytics.ui.navigation import SPECS
from tests.pages.seen import opened

ADDRESSES = [spec.address for spec in SPECS]


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_opens_with_its_finding_inside_the_frame(demonstration, address):
    page = opened(address)

    assert page.alerts == []
    assert len(page.all(r"<h1>(.*?)</h1>")) == 1
    assert len(page.finding) > 30
    assert "Demonstration data." in page.one(r'<p class="csp-demo" role="note">(.*?)</p>')
    assert f"data version {demonstration.version}" in page.one(r'<p class="csp-footer">(.*?)</p>')


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("framework_id", list(frameworks()))
def test_it_runs_for_every_framework_and_round(demonstration, address, framework_id):
    for round_ in reading.rounds(demonstration, framework_id):
        page = opened(address, framework=framework_id, round=round_)

        assert page.alerts == []
        assert page.address.get("framework", framework_id) == framework_id
        # Change compares with an earlier round, so it offers the first one as such only.
        assert page.address.get("round", round_) == round_ or page.address["before"] == round_
        assert not {"nan", "None", "<NA>"} & set(page.text.replace(".", " ").split())


def test_an_area_without_an_assessment_says_so_and_the_others_are_compared(demonstration):
    last = findings.latest_round(demonstration, "safer-communities")
    there = set(findings.scores(demonstration, "safer-communities", rounds=(last,))["area_code"])
    absent = [code for code in register().areas if code not in there]
    page = opened("area")

    for code in [*absent, *sorted(there)[::6]]:
        page = page.choose("area", code)

        assert page.alerts == []
        assert ("has no assessment" in page.finding) == (code in absent)
        assert ("Strongest criteria" in page.headings) == (code in there)


def test_no_address_is_used_twice_and_one_page_is_the_first():
    assert len(set(ADDRESSES)) == len(ADDRESSES)
    assert sum(spec.default for spec in SPECS) == 1
