"""The log: a line for everything worth one, without secrets."""

import asyncio
import json
import logging
import subprocess
import sys

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from csp_analytics.server import logs


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/lead/abcdefghijklmnop", "/lead/…"),
        ("/below/lead/abcdefghijklmnop", "/below/lead/…"),
        ("/join/QW4K7", "/join/…"),
        ("/control/QW4K7", "/control/…"),
        ("/wall/QW4K7/now", "/wall/…/now"),
        ("/area", "/area"),
        ("/" + "x" * 5000, "/" + "x" * 199),
    ],
)
def test_no_path_tells_a_secret_or_fills_the_log(path, written):
    assert logs.without_secrets(path) == written


def in_a_process(code, **settings):
    """What a process of its own writes to its standard error stream."""
    done = subprocess.run(
        [sys.executable, "-c", "from csp_analytics.server import logs; import logging; " + code],
        capture_output=True, text=True, env={"PATH": "", **settings},
    )  # fmt: skip
    return done.returncode, done.stderr


def test_json_has_one_object_a_line_with_time_level_and_message_for_our_lines_and_those_of_libraries():
    code, written = in_a_process(
        "logs.begin(); logging.getLogger('csp_analytics.x').warning('ours', extra={'rows': 3}); "
        "logging.getLogger('other').error('theirs\\nin two lines')",
        CSP_LOG="json",
    )
    lines = [json.loads(line) for line in written.splitlines()]
    assert code == 0
    assert [(one["level"], one["logger"], one["message"]) for one in lines] == [
        ("WARNING", "csp_analytics.x", "ours"),
        ("ERROR", "other", "theirs\nin two lines"),
    ]
    assert lines[0]["rows"] == 3
    assert lines[0]["time"].endswith("Z")


def test_an_error_has_its_traceback_in_the_log():
    _, written = in_a_process(
        "logs.begin()\ntry: 1 / 0\nexcept ZeroDivisionError: logging.getLogger('csp_analytics').exception('failed')",
        CSP_LOG="json",
    )
    assert "ZeroDivisionError" in json.loads(written)["exc_info"]


def test_the_level_is_a_setting():
    _, written = in_a_process("logs.begin(); logging.getLogger('csp_analytics').info('x')", CSP_LOG_LEVEL="warning")
    assert written == ""


@pytest.mark.parametrize(("name", "value"), [("CSP_LOG", "xml"), ("CSP_LOG_LEVEL", "loud")])
def test_a_setting_that_is_none_of_those_there_are_stops_the_start_and_names_them(name, value):
    code, written = in_a_process("logs.begin()", **{name: value})
    assert code == 1
    assert written.startswith(f"{name} is '{value.upper() if name.endswith('LEVEL') else value}'; expected ")


def test_a_request_is_a_line_and_a_pulse_is_none(caplog):
    async def answer(request):
        return PlainTextResponse("here", 201)

    app = logs.Requests(Starlette(routes=[Route("/{rest:path}", answer)]))

    async def nothing(*_):
        return {"type": "http.request", "body": b"", "more_body": False}

    with caplog.at_level(logging.INFO, "csp_analytics.requests"):
        for path in ("/area", "/_stcore/health", "/static/js/x.js", "/join/QW4K7/now"):
            scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b"secret=1"}
            asyncio.run(app(scope, nothing, nothing))
    (line,) = caplog.records
    assert line.getMessage().startswith("GET /area 201 ")
    assert (line.path, line.status) == ("/area", 201)
