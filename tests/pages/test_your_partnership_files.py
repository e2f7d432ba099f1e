"""Your partnership: whatever is brought, under whatever name, with whatever in its cells, nothing breaks or runs."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from docx import Document

from tests import builders
from tests.builders.officer_uploads import good

MARKUP = "<script>alert(1)</script> **bold** ![x](http://elsewhere.example/x.png) :red[red]"
FORMULAS = ("=SUM(1)", "+SUM(1)", "-SUM(1)", "@SUM(1)", MARKUP)


def counts(store):
    tables = ("assessment", "rating", "action", "import_log", "submission")
    return {table: store.value(f"select count(*) from {table}") for table in tables}


@pytest.mark.parametrize(
    ("name", "build", "said"),
    [
        ("paper.xlsx", builders.other_zip, "a Word document"),
        ("paper.pdf", builders.pdf_renamed, "a PDF document"),
        ("photo.png", builders.picture_renamed, "a PNG picture"),
        ("nothing.xlsx", lambda path: path.touch() or path, "an empty file (0 bytes)"),
        ("old.xls", builders.old_excel, "an Excel 97-2003 workbook (.xls)"),
        ("secret.xlsx", builders.password_protected, "a file that is protected with a password"),
        ("bomb.xlsx", lambda path: builders.zip_bomb(path, megabytes=60), "0.3 MB that unpack to more than 27 MB"),
        ("sheets.xlsx", lambda path: builders.many_sheets(path, 500), "500 sheets"),
        ("noise.xlsx", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 195_313) and path,
         "a zip archive that cannot be unpacked"),
    ],
)  # fmt: skip
def test_whatever_is_brought_the_page_says_what_it_is_and_what_to_do(name, build, said, visit, tmp_path, own):
    before = counts(own)
    page = visit().bring((name, build(tmp_path / "file").read_bytes()))
    assert "1 problem to put right" in page.seen.text
    rows = page.step("check").seen.table(f"Problems of {name}")
    assert (rows[1][0], rows[1][rows[0].index("Found")]) == ("Stops the file", said)
    assert rows[1][-1] != ""
    assert page.made == {}  # there is nothing to mark
    for step in ("compare", "take"):
        assert "what is to be put right" in page.step(step).seen.text
    assert counts(own) == before


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.xlsx", "passwd.xlsx"),
        ("..\\..\\windows\\fife.xlsx", "fife.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 89 + "…" + "x" * 25 + ".xlsx"),
        ("Còmhairle nan Eilean Siar – measadh.xlsx", "Còmhairle nan Eilean Siar – measadh.xlsx"),
        ("🚒 fife.xlsx", "🚒 fife.xlsx"),
        (f"{MARKUP}.xlsx", "x.png) :red[red].xlsx"),
        ("<b>fife</b>.xlsx", "b>.xlsx"),
        ("<i>fife.xlsx", "<i>fife.xlsx"),
        ("", "file"),
    ],
)
def test_whatever_the_file_is_called(name, shown, visit):
    page = visit().bring((name, b"What;Why\n1;2\n")).step("check")
    assert page.seen.headings[0] == shown


def test_a_long_name_in_two_alphabets_goes_all_the_way_and_no_file_is_named_after_it(visit, own):
    page = visit().bring(("../../🚒 Còmhairle " + "x" * 300 + ".xlsx", good())).step("take")
    assert not any(set(name) & set("/\\<>:\"'🚒") for name in page.made)
    page.confirm().press("Submit to the national picture")
    name = own.value("select source_file from assessment where not demo")
    assert (name[:11], len(name)) == ("🚒 Còmhairle", 120)


def test_formulas_and_markup_in_cells_are_text_on_the_page_and_in_every_file(visit):
    page = visit().bring(("fife.xlsx", good(evidence=FORMULAS))).step("compare")
    assert "<script>alert" not in page.seen.html
    page.step("take")
    sheets = openpyxl.load_workbook(io.BytesIO(page.take("xlsx"))).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any(str(cell.value).endswith(("SUM(1)", MARKUP)) for cell in cells)  # what is looked for is there
    html = page.take("html").decode()
    assert "<script>alert" not in html
    assert "<img src='http" not in html
    words = "".join(one.text for one in Document(io.BytesIO(page.take("docx"))).element.body.iter() if one.text)
    assert MARKUP in words


def test_markup_in_the_headings_of_a_table_is_text(visit):
    page = visit().bring(("own.csv", f'"{MARKUP}";Level\n"{MARKUP}";3\n'.encode())).step("check")
    labels = [box.label for box in page.seen.app.selectbox]
    assert any("script" in label for label in labels)
    assert [label for label in labels if re.search(r"(?<!\\)(!\[|\*\*|:red)", label)] == []
    assert "<script>alert" not in page.seen.html


def test_a_councils_own_template_is_looked_at_and_kept_from_step_to_step(visit):
    """A template that can be used writes the paper; what cannot be used is told, and the paper is ours."""
    page = visit().bring(("fife.xlsx", good())).step("take")
    page.seen.app.file_uploader[0].set_value([("paper.docx", b"%PDF-1.7", "")])
    page.run()
    assert any("paper.docx: " in one and "Ours is used instead." in one for one in page.seen.alerts)

    ours, council = page.take("docx"), io.BytesIO()
    template = Document()
    template.core_properties.author = "A council"
    template.sections[0].header.paragraphs[0].text = "Comhairle"
    template.save(council)
    page.seen.app.file_uploader[0].set_value([("council.docx", council.getvalue(), "")])
    page.run().step("compare").step("take")
    assert "Your template: council.docx" in " ".join(page.seen.text.split())
    assert page.seen.alerts == []
    header = Document(io.BytesIO(page.take("docx"))).sections[0].header.paragraphs[0].text
    assert header == "Comhairle"
    page.press("Use ours instead")
    assert Document(io.BytesIO(ours)).sections[0].header.paragraphs[0].text == (
        Document(io.BytesIO(page.take("docx"))).sections[0].header.paragraphs[0].text
    )
