"""``report AREA`` and ``report --all``: the files, their names, what is refused, and how far it is."""

from __future__ import annotations

import json
import zipfile

import docx
import pytest

from csp_analytics.cli import area_files
from csp_analytics.cli.main import main
from csp_analytics.store.writing import load
from tests.builders.one_answer_each import CLACKMANNANSHIRE, FALKIRK, FIFE, answered

INSIDE = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
LEVELS = {f"leadership.0{n}": 1 + n % 4 for n in range(1, 9)}


@pytest.fixture
def run(store, capsys):
    """Three areas of the register and one outside it; ``run("report", ...)`` gives exit code, output and errors."""
    load(store, answered({FIFE: LEVELS, FALKIRK: LEVELS, CLACKMANNANSHIRE: LEVELS}))
    load(store, answered({"outside:ìle": LEVELS}, names={"outside:ìle": "Ìle"}))

    def ran(*arguments):
        code = main([*(str(one) for one in arguments), "--db", str(store.path)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return ran


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "html"])
def test_each_kind_is_a_real_file_of_its_kind(run, tmp_path, kind):
    file = tmp_path / f"fife.{kind}"
    code, out, _ = run("report", "Fife", "-o", file, "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert (told["file"], told["demo"], told["about"]["Area"]) == (str(file), False, "Fife")
    if kind == "html":
        assert told["title"] in file.read_text("utf-8")
    else:
        assert INSIDE[kind] in zipfile.ZipFile(file).namelist()


def test_the_officer_and_the_purpose_stand_in_the_paper(run, tmp_path):
    options = ["--prepared-by", "A. Person", "--purpose", "information"]
    assert run("report", "Fife", "-o", tmp_path / "fife.docx", *options)[0] == 0
    document = docx.Document(tmp_path / "fife.docx")
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert "A. Person" in cells
    assert "Agree" not in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_a_template_gives_its_styles(run, tmp_path):
    own = docx.Document()
    own.sections[0].header.paragraphs[0].text = "Council of Somewhere"
    own.save(tmp_path / "own.docx")
    code, _, err = run("report", "Fife", "-o", tmp_path / "fife.docx", "--template", tmp_path / "own.docx")
    assert (code, err) == (0, "")
    made = docx.Document(tmp_path / "fife.docx")
    assert made.sections[0].header.paragraphs[0].text == "Council of Somewhere"


def test_all_writes_every_area_with_data_and_names_those_without(run, tmp_path):
    code, out, err = run("report", "--all", "-o", tmp_path / "papers", "--kinds", "docx, HTML")
    written = sorted(path.name for path in (tmp_path / "papers").iterdir())
    assert code == 0
    assert written == sorted(
        f"{area}-safer-communities-2025-{what}"
        for area in ("clackmannanshire", "falkirk", "fife", "le")
        for what in ("board-paper.docx", "page.html")
    )
    assert "Written: 8 files about 4 areas" in out
    assert "Without an assessment in round 2025: Aberdeen City, " in out
    assert [line.split("] ")[0] for line in err.splitlines()] == ["[1/4", "[2/4", "[3/4", "[4/4"]


def test_all_in_json_lists_the_files_and_shows_no_progress(run, tmp_path):
    code, out, err = run("report", "--all", "-o", tmp_path, "--kinds", "html", "--format", "json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert [file["area"] for file in told["files"]] == ["Clackmannanshire", "Falkirk", "Fife", "Ìle"]
    assert len(told["without"]) == 29


def test_a_bar_grows_in_its_line_on_a_screen(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    area_files.progress(1, 2, "Fife")
    area_files.progress(2, 2, "Moray")
    first, second = capsys.readouterr().err.split("\r")[1:]
    assert first.endswith(f"[{'█' * 12}{'·' * 12}] 1/2 Fife")
    assert second.endswith(f"[{'█' * 24}] 2/2 Moray\n")


def test_two_areas_never_share_a_file():
    """Names of files have plain letters only, so two areas can come to the same name."""
    taken: set[str] = set()
    assert [area_files.free(name, taken) for name in ("a.docx", "a.pptx", "a.docx", "a.docx")] == [
        "a.docx", "a.pptx", "a-2.docx", "a-3.docx",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Fife", "-o", "x.zip"), "A report on an area is written as .docx, .pptx, .xlsx, .html, not as '.zip'."),
        (("Narnia", "-o", "x.docx"), "There is no area 'Narnia'."),
        (("Moray", "-o", "x.docx"), "Moray has no assessment of Safer Communities Programme in round 2025."),
        (("Fife", "--all", "-o", "x"), "Name one area or say --all, not both."),
        (("Fife", "-o", "x.docx", "--group", "y"), "--group is for the report on all areas"),
        (("Fife", "-o", "x.docx", "--kinds", "docx"), "--kinds goes with --all"),
        (("Fife", "-o", "nowhere/x.docx"), "There is no folder"),
        (("Fife", "-o", "x.pptx", "--template", "y.docx"), "A template is for .docx, not for .pptx."),
        (("Fife", "-o", "x.docx", "--template", "y.docx"), "cannot be read"),
        (
            ("--all", "-o", "x", "--kinds", "docx,pdf"),
            "There is no kind 'pdf'. Expected some of docx, pptx, xlsx, html.",
        ),
        (("--all", "-o", "x", "--kinds", "html", "--template", "y.docx"), "A template is for docx, not for html."),
        (("-o", "x.html", "--purpose", "decision"), "--purpose is for the report on an area"),
        (("--all", "-o", "nowhere/deep", "--round", "2025"), "cannot be made"),
    ],
)
def test_what_cannot_be_written_is_said(run, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    code, _, err = run("report", *arguments)
    assert code == 1
    assert words in err
    assert {path for path in tmp_path.iterdir() if path.is_file()} <= before


def test_a_folder_that_is_a_file_is_refused(run, tmp_path):
    (tmp_path / "there").write_text("x")
    code, _, err = run("report", "--all", "-o", tmp_path / "there")
    assert (code, "is a file. With --all, -o names a folder." in err) == (1, True)
