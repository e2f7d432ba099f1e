"""Pages with hardly anything in the database: one area, one answer, no answer that is a level."""

from contextlib import closing

import pytest

from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.store.connection import open_store
from csp_analytics.store.writing import LOADED, load
from csp_analytics.ui.navigation import SPECS
from tests import builders
from tests.pages.seen import opened

HEADER = ["Area", "Round", "Framework", "Criterion", "Level"]
FIRST = "safer-communities.leadership.01"


def ratings(*levels):
    return [
        ["Fife", "2025", "safer-communities", f"safer-communities.leadership.{n:02}", level]
        for n, level in enumerate(levels, 1)
    ]


CASES = {
    "one answer": ratings("Doing well"),
    "one principle of one area": ratings(*["Some success"] * 8),
    "nobody knows": ratings("Don't know", "Don't know"),
    "nothing applies": ratings("Not applicable"),
    "all at the lowest level": ratings(*["Gap identified"] * 8),
}


@pytest.fixture(scope="module", params=CASES.values(), ids=list(CASES))
def loaded(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("little")
    file = builders.workbook(folder / "little.xlsx", {"Ratings": [HEADER, *request.param]})
    with closing(open_store(folder / "csp.duckdb")) as store:
        outcome = load(store, read_file(file, wanted=Wanted()))
        assert outcome.status == LOADED, [problem.sentence for problem in outcome.problems]
        yield store


@pytest.fixture
def little(loaded, monkeypatch):
    """Pages show one of these databases, which no test changes."""
    monkeypatch.setenv("CSP_DATABASE", str(loaded.path))


@pytest.mark.parametrize("address", [spec.address for spec in SPECS])
def test_every_page_runs(little, address):
    page = opened(address, **({"area": "S12000047"} if address == "area" else {}))

    assert page.alerts == []
    assert page.finding
    assert not {"nan", "None", "<NA>"} & set(page.text.replace(".", " ").split())


def test_real_data_is_not_called_demonstration(little):
    page = opened()

    assert "emonstration" not in page.text


def test_an_action_plan_alone_is_no_assessment(empty, tmp_path):
    plan = [["Issue", "Action", "When", "Milestone"], ["No shared aims", "Agree aims", "June 2030", "Board paper"]]
    load(empty, read_file(builders.workbook(tmp_path / "plan.xlsx", {"Plan": plan}), wanted=Wanted(area="Fife")))

    assert opened().one(r"<h1>(.*?)</h1>") == "No assessment has been loaded yet"
