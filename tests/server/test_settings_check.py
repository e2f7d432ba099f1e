"""Settings that cannot be right stop the start, each with a sentence that names it and repeats no secret."""

import os
import subprocess
import sys

import pytest

from csp_analytics import paths
from csp_analytics.cli.main import main
from csp_analytics.paths import ROOT
from csp_analytics.server.settings_check import LOOKS, problems
from csp_analytics.store.connection import StoreProblem, open_store
from tests.browser.server import free_port

LIKE_AN_ADDRESS = [
    "postgres://ann:s3cret@db.example/csp",
    "postgresql+psycopg://ann:s3cret@db.example/csp",
    "postgres:ann:s3cret@db.example/csp",
    "mysql://ann:s3cret@db.example/csp",
    "ann:s3cret@db.example/csp?data=/srv",
    "DuckLake:postgres://ann:s3cret@db.example/csp?data=/srv",
    " ducklake:postgres://ann:s3cret@db.example/csp?data=/srv",
    "'ducklake:postgres:/ann:s3cret@db.example/csp?data=/srv'",
    "host=db.example user=ann password=s3cret",
]


def test_without_settings_and_with_empty_ones_nothing_is_wrong():
    assert problems({}) == []
    assert problems(dict.fromkeys([*LOOKS, "CSP_DATABASE", "CSP_LOG", "CSP_LOG_LEVEL"], "")) == []


@pytest.mark.parametrize(
    ("name", "values"),
    {
        "CSP_ROOM_DAYS": ["1", "60", " 7 ", "99999"],
        "CSP_BACKUP_DAYS": ["1", "365"],
        "CSP_UPLOAD_MINUTES": ["30", "0.1", "1e3"],
        "CSP_DEMO": ["on", "off", "OFF", "On"],
        "CSP_AHEAD": ["on", "Off"],
        "CSP_DATA": [str(ROOT / "data")],
        "CSP_BACKUPS": [str(ROOT), "~"],
        "CSP_PUBLIC_ADDRESS": ["https://csp.example.org", "http://localhost:8501/", "https://[::1]:8501"],
        "CSP_SERVER_ADDRESS": ["http://csp_1:8501", "http://10.0.0.7"],
        "CSP_FRAMED_BY": ["https://a.example", "https://*.a.example  http://b.example:81 "],
        "CSP_DATABASE": [
            str(ROOT / "data" / "new.duckdb"),
            "new.duckdb",
            r"C:\data\csp.duckdb" if os.name == "nt" else "~/csp.duckdb",
            "ducklake:postgres://ann:s3cret@db.example/csp?data=/srv/data",
            "ducklake:postgresql://db.example/csp?data=s3://bucket/prefix",
        ],
    }.items(),
)
def test_what_can_be_right_is_let_through(name, values):
    assert [said for value in values for said in problems({name: value})] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("CSP_ROOM_DAYS", value) for value in ("0", "-1", "1.5", "sixty", " ", "100000", "٣")),
        *(("CSP_BACKUP_DAYS", value) for value in ("0", "a week")),
        *(("CSP_UPLOAD_MINUTES", value) for value in ("0", "-5", "nan", "inf", "half an hour")),
        *(("CSP_DEMO", value) for value in ("no", "0", "of")),
        ("CSP_AHEAD", "false"),
        *(("CSP_DATA", value) for value in ("/no/such/folder", str(ROOT / "app.py"))),
        *(("CSP_BACKUPS", value) for value in ("/no/such/folder", str(ROOT / "app.py"))),
        ("CSP_PUBLIC_ADDRESS", "csp.example.org"),
        ("CSP_PUBLIC_ADDRESS", "https://csp.example.org/dashboard"),
        ("CSP_PUBLIC_ADDRESS", "ftp://csp.example.org"),
        ("CSP_PUBLIC_ADDRESS", "https://csp.example.org "),
        ("CSP_PUBLIC_ADDRESS", "https://"),
        ("CSP_PUBLIC_ADDRESS", "https://csp.example.org:70000"),
        ("CSP_SERVER_ADDRESS", "10.0.0.7:8501"),
        ("CSP_SERVER_ADDRESS", "http://10.0.0.7:8501/#a"),
        ("CSP_FRAMED_BY", "https://a.example; script-src *"),
        ("CSP_FRAMED_BY", "https://a.example, https://b.example"),
        ("CSP_FRAMED_BY", "'none'"),
        ("CSP_FRAMED_BY", "*"),
        ("CSP_FRAMED_BY", "  "),
        ("CSP_FRAMED_BY", "https://a.example/page"),
        ("CSP_FRAMED_BY", "https://ä.example"),
        ("CSP_DATABASE", str(ROOT)),
        ("CSP_DATABASE", "/no/such/folder/csp.duckdb"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_name_and_value(name, value):
    (said,) = problems({name: value})
    assert said.startswith(f"{name} is '{value}'; expected ")
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CSP_PUBLIC_ADDRESS", "https://ann:s3cret@csp.example.org"),
        ("CSP_PUBLIC_ADDRESS", "https://csp.example.org?token=s3cret"),
        ("CSP_SERVER_ADDRESS", "http://ann:s3cret"),
        ("CSP_FRAMED_BY", "https://a.example\r\nset-cookie: s3cret"),
        ("CSP_BACKUPS", "s3://ann:s3cret@bucket"),
        ("CSP_DATA", "s3cret" * 50),
        ("CSP_DATABASE", "ducklake:postgres://ann:s3cret@db.example/csp"),
        ("CSP_DATABASE", "ducklake:postgres://ann:s3cret@db.example/csp?data=folder"),
        ("CSP_DATABASE", "ducklake:mysql://ann:s3cret@db.example/csp?data=/srv"),
        ("CSP_DATABASE", "/no/such/folder/ann@s3cret/csp.duckdb"),
    ],
)
def test_what_may_hold_a_secret_is_not_repeated(name, value):
    (said,) = problems({name: value})
    assert said.startswith(f"{name} ")
    assert "s3cret" not in said
    assert said.isprintable()


@pytest.mark.parametrize("written", LIKE_AN_ADDRESS)
def test_an_address_that_is_not_written_as_ours_are_is_never_shown(written, monkeypatch, capsys):
    words = "looks like an address; write it as ducklake:postgres://user@host/db?data=/folder"
    assert problems({"CSP_DATABASE": written}) == [f"CSP_DATABASE {words}."]
    assert main([f"--db={written}", "areas"]) == 2
    assert main(["migrate", f"--to={written}"]) == 2
    monkeypatch.setenv("CSP_DATABASE", written)
    assert main(["areas"]) == 1
    told = capsys.readouterr()
    assert told.err.count(words) == 3
    assert f"CSP_DATABASE {words}" in told.err
    assert "s3cret" not in told.err + told.out


@pytest.mark.parametrize("written", LIKE_AN_ADDRESS[:4])
def test_the_store_does_not_show_it_either(written, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreProblem, match="looks like an address") as told:
        open_store(written)
    assert "s3cret" not in str(told.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "written", ["csp.duckdb", "postgres.duckdb", "/srv/a@b/csp.duckdb", "C:/a@b/csp.duckdb", "C:\\x"]
)
def test_files_are_files(written):
    assert paths.place(written) == paths.Path(written)


def test_a_start_with_wrong_settings_ends_with_all_their_sentences(tmp_path):
    wrong = {
        "CSP_ROOM_DAYS": "sixty", "CSP_DATABASE": LIKE_AN_ADDRESS[0], "CSP_DATA": str(tmp_path / "none"),
        "CSP_LOG": "", "CSP_LOG_LEVEL": "",
    }  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "localhost"]
    ended = subprocess.run(
        [*command, "--server.port", str(free_port())], cwd=ROOT, env={**os.environ, **wrong},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ended.returncode == 1
    assert [line for line in ended.stderr.splitlines() if line.startswith("CSP_")] == problems(wrong)
    assert len(problems(wrong)) == 3
    assert "Traceback" not in ended.stderr
    assert "s3cret" not in ended.stderr + ended.stdout


def test_the_look_brings_neither_the_database_nor_frames():
    script = (
        "import sys; from csp_analytics.server.settings_check import begin; begin(); "
        "print(sorted({'duckdb', 'pandas', 'streamlit'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
