"""The files of a deployment name what is there. No container engine is needed to see that they do."""

import configparser
import re

import pytest
import yaml

from csp_analytics.paths import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
LAST_STAGE = DOCKERFILE.split("\nFROM ")[-1]
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")


def test_everything_that_is_copied_is_there_and_is_sent():
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = [
        name
        for line in DOCKERFILE.splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for name in line.split()[1:-1]
    ]
    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert [name for name in copied if not any(one == name or one.startswith(f"{name}/") for one in sent)] == []


def test_it_runs_as_nobody_in_particular_and_says_how_it_is():
    assert re.search(r"^USER csp$", LAST_STAGE, re.MULTILINE)
    assert LAST_STAGE.index("USER csp") < LAST_STAGE.index("CMD [")
    assert "/_stcore/health" in LAST_STAGE
    assert "chromium" not in DOCKERFILE.lower()


def test_the_image_takes_the_python_that_the_requirements_were_compiled_for():
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["python:3.11-slim", "python:3.11-slim"]


def test_no_secret_is_written_into_any_of_the_files():
    files = [ROOT / "Dockerfile", ROOT / "compose.yaml", *(ROOT / "deploy").iterdir()]
    told = "\n".join(file.read_text("utf-8") for file in files if file.is_file())
    assert re.findall(r"(?:SECRET|PASSWORD|TOKEN)(?:: *|=)(?![<$])[^\s?][^\s]*", told) == []


def services():
    return yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]


def test_the_database_of_the_compose_file_is_reached_by_the_dashboard_alone():
    database = services()["database"]
    assert "ports" not in database
    assert database["image"].startswith("postgres:")
    assert services()["dashboard"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_the_dashboard_of_the_compose_file_listens_on_this_machine_alone_unless_told():
    (port,) = services()["dashboard"]["ports"]
    assert port.startswith("${CSP_LISTEN:-127.0.0.1}:")


@pytest.mark.parametrize("file", ["compose.yaml", "Dockerfile", "deploy/csp.env.example"])
def test_every_setting_that_they_name_is_documented(file):
    named = set(re.findall(r"\bCSP_[A-Z_]*[A-Z]\b", (ROOT / file).read_text("utf-8")))
    assert named - {"CSP_LISTEN"}  # CSP_LISTEN is the compose file's own
    assert [name for name in sorted(named - {"CSP_LISTEN"}) if f"`{name}`" not in SETTINGS] == []


def test_the_service_runs_the_command_of_the_image_behind_a_proxy():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(ROOT / "deploy" / "csp-analytics.service")
    assert "streamlit run app.py --server.address=127.0.0.1" in unit["Service"]["ExecStart"]
    assert unit["Service"]["User"] == "csp"
    assert unit["Service"]["NoNewPrivileges"] == "yes"
