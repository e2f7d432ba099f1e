"""What one is looking at stands in the address: a link, a reload and the way back restore it."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from csp_analytics.frameworks.load import framework
from csp_analytics.ui.navigation import SPECS
from tests.browser.visit import PATIENCE, choices, choose, finding, go, opened, settled

HALLMARKS, EXCELLENCE = framework("hallmarks").short_title, framework("excellence").short_title
FIFE = "S12000047"
# Page by page: its part of the address, choices that are not the defaults, and words that only these bring about.
BY_EVIDENCE = {"framework": "excellence", "round": "2023", "measure": "evidence"}
BY_POLICE = {"framework": "hallmarks", "round": "2023", "peers": "police-division", "area": FIFE}
NEIGHBOURS = {"framework": "hallmarks", "peers": "nearest-neighbours", "part": "peers"}
EDINBURGH = "S12000036"
CHECKLIST = {"area": FIFE, "framework": "hallmarks", "round": "2023"}
VIEWS = {
    "compare": (
        "compare",
        CHECKLIST | {"peers": "family-other", "published": "yes", "measure": "principle:evidence"},
        "All areas, highest first: Evidence",
    ),
    "criteria": (
        "criteria",
        {"area": FIFE, "framework": "excellence", "round": "2023", "peers": "urban-rural", "published": "yes"}
        | {"shown": "own", "order": "alike", "criteria-order": "spread"},
        "Fife and its peers",
    ),
    "profile": (
        "profile",
        CHECKLIST
        | {"peers": "urban-rural", "published": "yes", "areas": f"{FIFE},{EDINBURGH}", "by": "principle"}
        | {"order": "gap"},
        "City of Edinburgh cannot be compared",
    ),
    "peers": (
        "peers",
        CHECKLIST
        | {"peers": "nearest-neighbours", "second": "family-other", "published": "yes", "measure": "evidence"},
        "Does it depend on the choice of peers? Evidence",
    ),
    "change": ("change", CHECKLIST | {"before": "2021"}, "from 2021 to 2023"),
    "crosswalk": ("crosswalk", {"area": FIFE}, "The principles as each framework sees Fife"),
    "context": (
        "context",
        CHECKLIST | {"peers": "family-other", "measure": "evidence", "beside": "context:gdhi_per_head"},
        "Evidence score and disposable income per person",
    ),
    "report": (
        "report",
        {"framework": "hallmarks", "round": "2023", "peers": "family-other"}
        | {"group": "Family group 1 (other): most rural"},
        "Middle of all areas",
    ),
    "skills": (
        "skills",
        {"size": "desk", "survey-round": "2021", "peers": "police-division", "where": "all", "role": "all"}
        | {"measure": "in-place", "sort": "share", "skill": "mediation"},
        "Where: Mediation",
    ),
    "skills-area": (
        "skills-area",
        {"size": "desk", "survey-round": "2025", "area": FIFE, "peers": "family-other"},
        "Skills in Fife",
    ),
    "partners": (
        "partners",
        {"survey-round": "2025", "area": FIFE, "peers": "family-other"},
        "Fife: its partners beside its peers",
    ),
    "learning": (
        "learning",
        {"topics": "both", "survey-round": "2025", "mentors": "1", "peers": "family-other"}
        | CHECKLIST
        | {"part": "pairs", "places": "40", "course": "10", "gap": "two"},
        "Who could learn from it",
    ),
    "answers": (
        "answers",
        {"survey": "themes", "survey-round": "2025", "question": "agreement", "peers": "family-other"}
        | {"where": f"area:{FIFE}", "area": FIFE},
        "Agreement: Fife, by theme",
    ),
    "survey-quality": (
        "survey-quality",
        {"survey": "partners", "survey-round": "2021", "kinds": "family-other"},
        "the partner links of 2021",
    ),
    "load-survey": ("load-survey", {}, "1 Bring the export"),
    "actions": ("actions", {"area": FIFE}, "What became of earlier plans"),
    "bring a file": (
        "your-partnership",
        {"step": "bring", "framework": "hallmarks", "area": FIFE},
        "Bring what you have",
    ),
    "check a file": ("your-partnership", {"step": "check"}, "Nothing is in hand yet: bring a file in step 1."),
    "compare with peers": (
        "your-partnership",
        {"step": "compare", "peers": "family-other"} | CHECKLIST,
        "Weakest questions",
    ),
    "take away": (
        "your-partnership",
        {"step": "take", "peers": "family-other"} | CHECKLIST,
        "What the paper says at its top",
    ),
    "national": ("", BY_EVIDENCE, "Where the areas stand: Evidence"),
    "area": ("area", BY_POLICE, "Police division"),
    "templates": ("templates", {"framework": "excellence", "area": FIFE}, "49 standards"),
    "methods": ("methods", NEIGHBOURS, "Nearest first"),
    "prepare a workshop": (
        "workshop",
        {"session": "checklist", "area": FIFE, "framework": "hallmarks", "for-round": "2027", "ask": "nobody"}
        | {"dry": "yes"},
        "for everybody to answer alone",
    ),
    "after a workshop": ("after-workshop", {}, "Paste the facilitator link of a room"),
    "people": ("people", {}, "Nobody has a role yet."),
    "rounds": ("rounds", {"set-round": "2023"}, "Round 2023 stands so now."),
    "imports": ("imports", {"part": "data"}, "Remove the demonstration data"),
    "frameworks": ("frameworks", {"framework": "excellence"}, "Excellence framework is open"),
    "audit": ("audit", {"what": "imported", "when": "all"}, "Audit log, newest first"),
}


def said(page):
    """The page and the choices in the address."""
    parts = urlsplit(page.url)
    return parts.path, {key: values[0] for key, values in parse_qs(parts.query).items()}


def test_the_address_of_a_first_visit_says_what_is_shown_by_permanent_ids(page, dashboard):
    opened(page, dashboard.address())

    assert said(page) == ("/", {"framework": "safer-communities", "round": "2025", "measure": "all"})


def test_choices_survive_a_reload_and_a_change_of_page(page, dashboard):
    opened(page, dashboard.address())
    choose(page, "Framework", HALLMARKS)
    choose(page, "Round", "2023")
    go(page, "Area")
    assert {"framework": "hallmarks", "round": "2023"}.items() <= said(page)[1].items()
    choose(page, "Area", "Moray")
    seen = finding(page)
    assert seen.startswith("Moray ")

    page.reload()
    settled(page)

    assert finding(page) == seen
    assert choices(page) == {"Area": "Moray", "Framework": HALLMARKS, "Round": "2023", "Peers": "Family group (people)"}
    go(page, "National picture")
    assert said(page) == ("/", {"framework": "hallmarks", "round": "2023", "measure": "all"})
    go(page, "Area")
    expect(page.get_by_role("heading", level=1)).to_have_text("Moray")


def test_there_is_a_view_for_every_page():
    assert {path for path, _, _ in VIEWS.values()} == {"" if spec.default else spec.address for spec in SPECS}


@pytest.mark.parametrize("view", VIEWS)
def test_a_link_opened_in_another_browser_restores_every_choice(page, dashboard, view):
    path, query, words = VIEWS[view]

    opened(page, dashboard.address(path, urlencode(query)))

    assert said(page) == (f"/{path}", query)
    title = next(spec.title for spec in SPECS if path == ("" if spec.default else spec.address))
    expect(page).to_have_title(f"{title} – CSP maturity")
    expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_share_this_view_offers_a_link_that_restores_it(page, new_context, dashboard):
    opened(page, dashboard.address("area", f"area={FIFE}"))
    choose(page, "Framework", EXCELLENCE)
    choose(page, "Round", "2021")
    choose(page, "Peers", "Urban-rural class")
    page.get_by_role("button", name="Share this view").click()
    link = page.get_by_test_id("stPopoverBody").locator("code").inner_text()

    other = opened(new_context().new_page(), link)

    assert finding(other) == finding(page)
    assert choices(other) == choices(page)
    assert choices(other)["Area"] == "Fife"


def test_the_measure_of_the_map_is_a_choice_like_the_others(page, dashboard):
    opened(page, dashboard.address())

    page.get_by_role("radio", name="Evidence").click()

    expect(page.get_by_role("heading", name="Where the areas stand: Evidence")).to_be_visible(timeout=PATIENCE)
    assert said(page)[1]["measure"] == "evidence"


def test_the_way_back_undoes_a_choice(page, dashboard):
    opened(page, dashboard.address())
    seen = finding(page)
    choose(page, "Framework", EXCELLENCE)
    assert finding(page) != seen

    page.go_back()

    expect(page.locator(".csp-finding")).to_have_text(seen, timeout=PATIENCE)
    assert said(page)[1]["framework"] == "safer-communities"


def test_an_address_with_nonsense_in_it_shows_the_defaults(page, dashboard):
    opened(page, dashboard.address("area", "area=<b>Atlantis</b>&framework=none&round=1066&peers=%00&part=x&utm=y"))

    assert said(page)[1] == {
        "area": "S12000033",
        "framework": "safer-communities",
        "round": "2025",
        "peers": "family-people",
    }
    assert finding(page).startswith("Aberdeen City ")
