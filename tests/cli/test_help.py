"""Every command and every option says what it is for."""

from __future__ import annotations

import argparse

import pytest

from csp_analytics.cli.main import parser
from tests.cli.answers import Answer

CONTRACT = {
    "demo": {"--clear"},
    "import": {
        "--as",
        "--area",
        "--framework",
        "--round",
        "--layout",
        "--mapping",
        "--dry-run",
        "--leave-out",
        "--accept-suggestions",
    },
    "inspect": {"--key", "--sheet", "--layout", "--header-rows"},
    "skills": {"--round", "--area", "--grouping", "--by"},
    "learning": set(),
    "template": {"-o", "--area"},
    "frameworks": set(),
    "areas": set(),
    "peers": {"--grouping"},
    "scores": {"--framework", "--round", "--area", "--by"},
    "compare": {"--grouping", "--by", "--include-self", "--statistic"},
    "benchmark": {"--area-column", "--value-column", "--by", "--grouping", "--include-self", "--statistic"},
    "change": {"--framework", "--area", "--by"},
    "report": {"-o", "--all", "--framework", "--round", "--grouping", "--group", "--template", "--purpose"},
    "actions": {"AREA", "--area", "--round", "--status", "--on"},
    "submissions": {"AREA", "--undo"},
    "people": {"EMAIL", "ROLE", "--area"},
    "audit": {"--who", "--what", "--about", "--since", "-o", "--verify"},
    "backup": {"-o"},
    "restore": {"FILE", "--check"},
    "migrate": {"--to", "--from"},
    "tidy": {"--days"},
    "check": set(),
}
COMMANDS = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)).choices


def test_every_command_of_the_contract_is_there():
    assert set(CONTRACT) <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(run, name):
    silent = [", ".join(action.option_strings) or action.dest for action in COMMANDS[name]._actions if not action.help]
    assert silent == []
    answer: Answer = run(name, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert [option for option in CONTRACT[name] | {"--db", "--format"} if option not in answer.out] == []
    assert " ".join(COMMANDS[name].description.split()[:4]) in answer.out


def test_help_lists_the_commands_with_what_they_do(run):
    answer = run("--help")
    assert answer.code == 0
    for name in COMMANDS:
        assert f"\n    {name}" in answer.out


def test_version(run):
    from csp_analytics import __version__

    assert run("--version").out == f"csp-analytics {__version__}\n"
