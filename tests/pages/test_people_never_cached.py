"""No name, address or text that a person typed is in anything that the pages keep or send."""

from __future__ import annotations

import pickle

import pytest

from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.store.writing import load
from csp_analytics.ui import cached
from csp_analytics.ui.navigation import SPECS
from tests.builders.our_surveys import EXPORTS, MARKERS, jisc_key
from tests.pages.seen import opened

SURVEY_PAGES = [spec for spec in SPECS if spec.file.startswith("skills/")]


@pytest.fixture
def surveys(empty):
    """A database with one survey of a marker in every personal and free-text column, its free text kept."""
    cached.forget()
    wanted = Wanted(keep_text=True)
    assert (
        load(empty, read_file(EXPORTS["surveymonkey.xlsx"](), "s.xlsx", wanted, beside=[jisc_key()])).status == "loaded"
    )
    return empty


def test_every_page_about_surveys_is_looked_at():
    assert len(SURVEY_PAGES) >= 5


@pytest.mark.parametrize("spec", SURVEY_PAGES, ids=lambda spec: spec.address)
def test_nothing_typed_is_kept_or_shown(spec, surveys, monkeypatch):
    kept = []
    keep = cached._kept

    def recorded(question):
        kept.append(keep(question))
        return kept[-1]

    monkeypatch.setattr(cached, "_kept", recorded)
    seen = opened(spec.address)
    assert not seen.app.exception
    everything = b"".join(pickle.dumps(one) for one in kept) + repr(list(seen.app)).encode()
    assert kept, "a page that keeps nothing would pass whatever it held"
    assert [one for one in MARKERS if one.encode() in everything.lower()] == []
