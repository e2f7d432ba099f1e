"""Every point at which Streamlit, spreadsheets and browsers let something in or out, and the test that holds it.

A point without a test fails here, and so does a test that was renamed or taken away.
"""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

from csp_analytics.paths import ROOT
from tests.builders.source_files import sources

# What could happen: where it is tested, as file::function.
POINTS = {
    "a page is opened around the frame by the first request to a fresh server": (
        "server/test_closed_to_strangers.py::test_no_page_is_run_around_the_frame_even_by_the_first_request_of_all",
        "browser/test_deep_links.py::test_the_first_request_to_a_fresh_server_may_be_any_page",
    ),
    "a file of the program is given out": (
        "server/test_closed_to_strangers.py::test_no_file_of_the_program_is_given_out",
    ),
    "files are uploaded to a page that asks for none": (
        "server/test_closed_to_strangers.py::test_nobody_uploads_to_a_page_that_asks_for_no_file",
        "server/test_bounded_uploads.py::test_no_way_of_writing_the_address_goes_round_it",
    ),
    "uploads fill the memory of the server": (
        "server/test_bounded_uploads.py::test_a_tab_and_the_server_hold_so_much_and_no_more",
        "server/test_bounded_uploads.py::test_files_on_their_way_count_and_only_a_few_are_taken_at_once",
        "server/test_bounded_uploads.py::test_a_file_that_trickles_in_is_given_up_and_its_place_is_free_again",
    ),
    "an upload is sent by a page of another site": (
        "server/test_closed_to_strangers.py::test_an_upload_that_is_expected_still_needs_the_token_against_forged_requests",
        "workshop/test_routes.py::test_forms_of_other_sites_and_forms_that_are_none_are_refused",
    ),
    "a workbook takes the server down": (
        "ingest/files/test_refused_files.py::test_a_file_that_kills_the_reader_kills_only_the_child",
        "ingest/files/test_refused_files.py::test_every_bad_file_is_refused_in_plain_words_and_quickly",
        "ingest/files/test_bounded_reading.py::test_so_many_children_at_once_and_the_next_waits",
        "ingest/files/test_bounded_reading.py::test_an_answer_without_end_is_not_taken_into_memory",
        "ingest/files/test_bounded_reading.py::test_a_long_csv_is_taken_apart_in_a_child",
    ),
    "a text makes a pattern run without end": (
        "ingest/files/test_bounded_reading.py::test_no_text_makes_the_search_for_odd_cells_longer_than_it_is_long",
        "fuzz/test_mutated_files.py::test_what_was_found_once_stays_right",
    ),
    "a changed file gives a traceback": (
        "fuzz/test_mutated_files.py::test_a_real_file_changed_by_chance_is_read_or_refused_in_sentences",
        "fuzz/test_mutated_files.py::test_the_fuzzer_of_the_workbook_reader_finds_nothing_in_a_short_run",
    ),
    "a mapping in JSON is nested without end": (
        "ingest/files/test_bounded_reading.py::test_a_mapping_nested_without_end_or_too_long_is_refused_in_a_sentence",
    ),
    "what reads workbooks knows a secret": (
        "ingest/files/test_bounded_reading.py::test_the_child_knows_no_secret_of_the_server",
    ),
    "a page of another site opens the websocket": (
        "server/test_closed_to_strangers.py::test_a_page_of_another_site_gets_no_websocket",
    ),
    "a choice that is none is sent, in an address or a form": (
        "pages/test_hostile_text_on_every_page.py::test_an_address_made_up_by_somebody_is_passed_over",
        "workshop/test_routes.py::test_what_is_forged_is_refused",
        "workshop/test_drawing_up.py::test_what_an_address_makes_up_counts_as_not_said",
        "store/test_peer_lists.py::test_what_cannot_be_saved_is_refused_and_changes_nothing",
    ),
    "markup from a spreadsheet becomes a picture, a link or a script": (
        "pages/test_hostile_text_on_every_page.py::test_it_is_text_and_nothing_else",
        "browser/test_untrusted_text.py::test_evidence_action_plan_and_indicators_of_an_area",
        "browser/test_untrusted_text.py::test_the_name_of_an_area_outside_the_register",
    ),
    "text leaves as a live formula": (
        "exports/test_no_live_formulas.py::test_the_table_below_a_chart",
        "exports/test_no_live_formulas.py::test_the_tables_behind_a_report",
        "exports/test_no_live_formulas.py::test_the_command_line",
        "exports/test_no_live_formulas.py::test_the_workbook_of_a_page",
        "exports/test_marked_hostile.py::test_text_that_looks_like_a_formula_is_text_everywhere",
        "exports/test_native_chart.py::test_text_that_looks_like_a_formula_a_link_or_a_number_stays_text",
        "exports/test_board_paper.py::test_nothing_is_fetched_and_no_cell_is_a_formula",
    ),
    "figures of the server stand open": (
        "server/test_metrics.py::test_a_running_server_tells_its_figures_to_those_with_the_token",
        "server/test_headers.py::test_what_streamlit_opens_by_itself_is_closed",
    ),
    "a place of the server, a traceback or a secret is told": (
        "pages/test_no_places_of_the_server.py::test_a_database_that_cannot_be_used_is_told_without_its_place",
        "pages/test_no_places_of_the_server.py::test_an_error_that_nobody_foresaw_is_a_sentence_and_stands_in_the_log",
        "server/test_closed_to_strangers.py::test_what_does_not_exist_says_nothing_about_the_server",
        "cli/test_refusals.py::test_a_bad_file_is_a_problem_and_not_a_traceback",
    ),
}


def named_in(file: str) -> set[str]:
    """Names of the test functions of a file, those in classes too."""
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")}


@pytest.mark.parametrize("point", POINTS)
def test_every_point_is_held_by_tests_that_are_there(point):
    missing = [one for one in POINTS[point] if one.split("::")[1] not in named_in(one.split("::")[0])]
    assert missing == []


def test_the_settings_that_security_rests_on_are_set():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["server"]["enableXsrfProtection"] is True
    assert settings["server"]["enableCORS"] is True
    assert settings["server"]["maxUploadSize"] <= 60
    assert not settings["server"].get("enableAgentApi", False)


FORBIDDEN = {
    # What, as a pattern, and why.
    r"""persist=["']disk""": "what lies in a cache on disk is read back as a pickle, which can run code",
    r"pickle\.loads?\(sys\.stdin|pickle\.load\(open": "only what our own parent wrote is unpickled, in a child",
    r"unsafe_allow_javascript\s*=\s*True": "text from people could run",
    r"unsafe_allow_html\s*=\s*True": "our own HTML goes through messages.html, where text is escaped",
    r"\bsession_id\b": "the id of a session is a key to it",
    r"st\.(markdown|write|latex)\(": "Markdown shows pictures and links that stand in a text",
}
ALLOWED = {r"\bsession_id\b": {"uploads.py"}}


@pytest.mark.parametrize("pattern", FORBIDDEN, ids=list(FORBIDDEN.values()))
def test_no_page_uses_what_is_not_safe(pattern):
    files = [one for one in sources() if {"ui", "pages"} & set(one.relative_to(ROOT).parts)]
    found = [one.name for one in files if re.search(pattern, one.read_text("utf-8"))]
    assert set(found) <= ALLOWED.get(pattern, set())


def test_every_place_for_files_says_that_files_are_expected():
    """From a tab whose page does not, the server takes none (`server/uploads.py`)."""
    for path in sources():
        text = path.read_text("utf-8")
        if "file_uploader(" in text:
            assert text.count("    expect_files()\n") == text.count("file_uploader("), path.name
