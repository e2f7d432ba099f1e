"""A council's own template: its looks are kept, its text goes, and what would fetch or run something is refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import replace

import docx
import pandas as pd
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from csp_analytics.exports.word import package as word_package
from csp_analytics.exports.word.board_paper import board_paper
from csp_analytics.exports.word.template import PLACEHOLDER, TemplateRefused
from csp_analytics.pictures.paper import PLAN_COLUMNS, Paper

STAMP = "Data version 12"
PLAN = pd.DataFrame([["x"] * len(PLAN_COLUMNS)], columns=list(PLAN_COLUMNS))
PAPER = Paper("Self-assessment", "The finding.", [], [], {}, True, recommendations=["Note it."], plan=PLAN)
# One pixel, as a logo.
PIXEL = b"".join(
    len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
    for kind, data in (
        (b"IHDR", bytes.fromhex("0000000100000001 0802000000")),
        (b"IDAT", zlib.compress(b"\0\0\0\0")),
        (b"IEND", b""),
    )
)
LOGO = b"\x89PNG\r\n\x1a\n" + PIXEL
RELATION = '<Relationship Id="rId900" Type="{}" Target="{}" TargetMode="External"/></Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def council(*texts: str) -> docx.document.Document:
    """A council's document: green headings, a logo and a name in the header, letter pages of its own margins."""
    document = docx.Document()
    document.styles["Heading 1"].font.color.rgb = RGBColor(0, 0x80, 0)
    section = document.sections[0]
    section.left_margin, section.page_width = Mm(31), Mm(200)
    header = section.header.paragraphs[0]
    header.text = "Council of Example"
    header.add_run().add_picture(io.BytesIO(LOGO), width=Mm(10))
    for text in texts or ("Old text of last year.",):
        document.add_paragraph(text)
    return document


def saved(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def changed(template: bytes, changes: dict[str, bytes | tuple[str, str]], pack: int = zipfile.ZIP_STORED) -> bytes:
    """The file with parts replaced, added, or with text in them replaced."""
    old = zipfile.ZipFile(io.BytesIO(template))
    held = {name: old.read(name) for name in old.namelist()}
    for name, change in changes.items():
        held[name] = change if isinstance(change, bytes) else held[name].decode().replace(*change).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", pack) as new:
        for name, content in held.items():
            new.writestr(name, content)
    return stream.getvalue()


def made(template: bytes, paper: Paper = PAPER) -> docx.document.Document:
    return docx.Document(io.BytesIO(board_paper(paper, stamp=STAMP, template=template)))


def texts(document: docx.document.Document) -> list[str]:
    return [one.text for one in document.paragraphs]


OURS = f"Page  of  | Demonstration data | {STAMP}"  # the numbers are fields


def footers(document: docx.document.Document) -> list[str]:
    return [one.text for one in document.sections[0].footer.paragraphs]


def test_looks_headers_logo_and_pages_are_kept_and_the_text_is_replaced():
    found = made(saved(council()))
    assert found.styles["Heading 1"].font.color.rgb == RGBColor(0, 0x80, 0)
    assert "Old text of last year." not in texts(found)
    assert texts(found)[0] == "Self-assessment"
    upright, side, last = found.sections
    for section in (upright, side, last):
        assert section.header.paragraphs[0].text == "Council of Example"
        assert section.header._element.xpath(".//pic:pic")
        assert section.left_margin.mm == pytest.approx(31, abs=0.1)
    assert upright.page_width.mm == side.page_height.mm == pytest.approx(200, abs=0.1)
    assert side.orientation == WD_ORIENT.LANDSCAPE
    assert found.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_a_placeholder_is_where_the_paper_goes():
    found = texts(made(saved(council("Before.", "{{ Board".replace(" ", "") + "  paper}}", "After."))))
    assert found[0] == "Before."
    assert found[1] == "Self-assessment"
    assert found[-1] == "After."
    assert PLACEHOLDER not in found


def test_a_placeholder_written_in_pieces_is_found():
    document = council("Before.", "")
    for piece in ("{{", "board ", "paper", "}}"):
        document.paragraphs[1].add_run(piece)
    assert texts(made(saved(document)))[:2] == ["Before.", "Self-assessment"]


def test_a_section_that_ends_with_the_placeholder_ends_with_the_paper():
    document = council(PLACEHOLDER)
    document.add_section(WD_SECTION.NEW_PAGE).page_width = Mm(180)
    blank = document.paragraphs[1]._p  # python-docx ends a section with a paragraph of its own
    document.paragraphs[0]._p.get_or_add_pPr().append(blank.pPr.find(qn("w:sectPr")))
    blank.getparent().remove(blank)
    document.add_paragraph("After.")
    found = made(saved(document))
    assert [round(one.page_width.mm) for one in found.sections] == [200, 279, 200, 180]
    assert texts(found)[-1] == "After."
    assert not [one for one in found.paragraphs if not one.text.strip()]


@pytest.mark.parametrize(
    ("place", "words"),
    [("table", "paragraph of its own"), ("twice", "2 times"), ("words", "other words stand in the same paragraph")],
    ids=["in a table", "twice", "among other words"],
)
def test_a_placeholder_that_cannot_be_used_is_told(place, words):
    document = council()
    if place == "table":
        document.add_table(1, 1).cell(0, 0).text = PLACEHOLDER
    elif place == "words":
        document.add_paragraph(f"Report to the board: {PLACEHOLDER} (draft)")
    else:
        document.add_paragraph(PLACEHOLDER)
        document.add_paragraph(PLACEHOLDER)
    with pytest.raises(TemplateRefused, match=words):
        made(saved(document))


def test_a_template_of_word_becomes_a_document():
    dotx = changed(
        saved(council()), {"[Content_Types].xml": (f"{MAIN}.document.main+xml", f"{MAIN}.template.main+xml")}
    )
    made_of_it = board_paper(PAPER, stamp=STAMP, template=dotx)
    assert docx.Document(io.BytesIO(made_of_it)).paragraphs[0].text == "Self-assessment"
    assert b"template.main" not in zipfile.ZipFile(io.BytesIO(made_of_it)).read("[Content_Types].xml")


def test_styles_that_a_template_lacks_are_added():
    document = council()
    for style in list(document.styles.element.findall(qn("w:style"))):
        if style.get(qn("w:default")) is None:
            document.styles.element.remove(style)
    found = made(saved(document))
    assert found.styles["Heading 1"].type == WD_STYLE_TYPE.PARAGRAPH
    assert [one.text for one in found.paragraphs if one.style.name == "List Number"] == ["Note it."]
    assert {one.style.name for one in found.tables} == {"Board paper table"}


def test_styles_are_found_by_name_whatever_their_ids():
    document = council()
    style = document.styles["Heading 1"].element
    style.set(qn("w:styleId"), "berschrift1")
    found = made(saved(document))
    heading = next(one for one in found.paragraphs if one.text == "Recommendations")
    assert heading._p.pPr.pStyle.val == "berschrift1"
    assert heading.style.font.color.rgb == RGBColor(0, 0x80, 0)


def test_an_id_that_another_style_has_is_not_taken_twice():
    document = council()
    document.styles["Heading 1"].element.find(qn("w:name")).set(qn("w:val"), "Our own top")
    found = made(saved(document))
    ids = [one.style_id for one in found.styles]
    assert len(ids) == len(set(ids))
    heading = next(one for one in found.paragraphs if one.text == "Recommendations")
    assert heading.style.name == "Heading 1"


def test_a_template_without_lists_gets_them():
    document = council()
    (key,) = [key for key, link in document.part.rels.items() if link.reltype.endswith("/numbering")]
    del document.part.rels[key]
    found = made(saved(document))
    assert found.part.numbering_part.element.findall(qn("w:num"))


def test_the_footer_of_the_council_stays_and_ours_follows_it():
    document = council()
    document.sections[0].footer.paragraphs[0].text = "Chief executive: someone"
    assert footers(made(saved(document))) == [
        "Chief executive: someone", OURS,
    ]  # fmt: skip


def test_pages_that_are_numbered_already_are_not_numbered_twice():
    document = council()
    simple = OxmlElement("w:fldSimple", {qn("w:instr"): " PAGE "})
    document.sections[0].header.paragraphs[0]._p.append(simple)
    assert footers(made(saved(document))) == [f"Demonstration data | {STAMP}"]


def test_first_and_even_pages_say_it_too():
    document = council()
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].different_first_page_header_footer = True
    found = made(saved(document))
    first = found.sections[0]
    for footer in (first.footer, first.first_page_footer, first.even_page_footer):
        assert [one.text for one in footer.paragraphs] == [OURS]
    assert [one.different_first_page_header_footer for one in found.sections] == [True, False, False]


def test_headers_that_earlier_sections_gave_to_the_last_one_stay():
    document = council()
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("Old text, too.")
    found = made(saved(document))
    assert {one.header.paragraphs[0].text for one in found.sections} == {"Council of Example"}


def test_nothing_of_the_old_text_travels_on_unseen():
    document = council("Secret of last year.")
    document.add_comment(document.paragraphs[0].runs, "Secret comment", author="Someone")
    document.add_picture(io.BytesIO(LOGO + b"Secret picture"))
    document.core_properties.author = "Secret author"
    archive = zipfile.ZipFile(io.BytesIO(board_paper(PAPER, stamp=STAMP, template=saved(document))))
    assert not [name for name in archive.namelist() if b"ecret" in archive.read(name)]


def test_the_path_of_the_template_of_the_template_is_taken_out():
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{RELATION}'
    template = changed(
        saved(council()),
        {
            "word/_rels/settings.xml.rels": rels.format(
                f"{OFFICE}/attachedTemplate", r"file:///C:\Secret.dotm"
            ).encode(),
            "word/settings.xml": ("<w:zoom", f'<w:attachedTemplate {nsdecls("r")} r:id="rId900"/><w:zoom'),
        },
    )
    archive = zipfile.ZipFile(io.BytesIO(board_paper(PAPER, stamp=STAMP, template=template)))
    assert not [name for name in archive.namelist() if re.search(rb"attachedTemplate|Secret", archive.read(name))]


def test_a_link_to_a_web_page_in_the_footer_stays():
    document = council()
    footer = document.sections[0].footer
    key = footer.part.relate_to("https://www.example.gov.uk", f"{OFFICE}/hyperlink", is_external=True)
    footer.paragraphs[0]._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>Our site</w:t></w:r></w:hyperlink>')
    )
    found = made(saved(document))
    assert footers(found)[0] == "Our site"


def with_field(*pieces: str) -> bytes:
    """A template with a field in its header, its code in pieces."""
    document = council()
    paragraph = document.sections[0].header.paragraphs[0]._p
    code = "".join(f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    for one in parse_xml(f"<w:p {nsdecls('w')}>{begin}{code}{end}</w:p>"):
        paragraph.append(one)
    return saved(document)


def linked(kind: str, target: str) -> bytes:
    return changed(
        saved(council()),
        {"word/_rels/document.xml.rels": ("</Relationships>", RELATION.format(f"{OFFICE}/{kind}", target))},
    )


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:styles/>'
REFUSED = {
    "nothing": (lambda: b"", "not a Word document"),
    "a text": (lambda: b"Hello", "not a Word document"),
    "a spreadsheet": (lambda: changed(saved(council()), {"[Content_Types].xml": b"<Types/>"}), "not a Word document"),
    "an old or protected document": (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + b"x" * 600, "old Word document or"),
    "half a file": (lambda: saved(council())[:9000], "damaged"),
    "macros": (lambda: changed(saved(council()), {"word/vbaProject.bin": b"x"}), "macros"),
    "a document with macros": (
        lambda: changed(
            saved(council()),
            {"[Content_Types].xml": (MAIN, "application/vnd.ms-word.document.macroEnabled")},
        ),
        "macros",
    ),
    "a linked picture": (lambda: linked("image", "http://example.org/x.png"), "fetches something.*x.png"),
    "a link to a file": (lambda: linked("hyperlink", r"\\server\share\x"), "fetches something"),
    "a linked object": (lambda: linked("oleObject", "file:///x"), "takes in another file"),
    "another text": (lambda: linked("aFChunk", "x.html"), "takes in another file"),
    "a picture field": (lambda: with_field(" INCLUDEPICTURE ", '"http://example.org/x"'), "INCLUDEPICTURE"),
    "a field in pieces": (lambda: with_field("D", "DE", "AUTO excel"), "DDEAUTO"),
    "a spelled field": (lambda: with_field("QUOTE 68 68 69"), "QUOTE"),
    "a link field to a file": (lambda: with_field('HYPERLINK "file:///etc"'), "HYPERLINK"),
    "definitions": (lambda: changed(saved(council()), {"word/styles.xml": ENTITIES}), "XML that Word does not write"),
    "another encoding": (
        lambda: changed(saved(council()), {"word/styles.xml": ENTITIES.decode().encode("utf-16")}), "does not write"
    ),
    "broken XML": (lambda: changed(saved(council()), {"word/styles.xml": b"<w:styles>"}), "damaged"),
    "no styles": (lambda: changed(saved(council()), {"word/document.xml": b"<x/>"}), "cannot be read"),
    "properties of another kind": (lambda: changed(saved(council()), {"docProps/core.xml": b"<x/>"}), "cannot be read"),
    "a picture by its address": (
        lambda: changed(
            saved(council()),
            {"word/document.xml": ("<w:sectPr", '<v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:fill src="http://x"/></v:rect><w:sectPr')},
        ),
        "picture from another place",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("template", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_harmless_word_document_is_refused_in_plain_words(template, words):
    with pytest.raises(TemplateRefused, match=words) as refused:
        board_paper(PAPER, stamp=STAMP, template=template())
    assert isinstance(refused.value, ValueError)
    assert not re.search(r"Error|Traceback|lxml|zip", str(refused.value))


def test_a_fault_of_the_paper_is_not_said_to_be_the_templates():
    with pytest.raises(TypeError):
        board_paper(replace(PAPER, title=None), stamp=STAMP, template=saved(council()))


def test_a_file_that_unpacks_to_far_more_is_refused_before_it_is_unpacked():
    bomb = changed(saved(council()), {"word/media/x.xml": b" " * 30_000_000}, zipfile.ZIP_DEFLATED)
    assert len(bomb) < 200_000
    with pytest.raises(TemplateRefused, match="unpacks to far more"):
        board_paper(PAPER, stamp=STAMP, template=bomb)


def test_a_file_beyond_the_limits_is_refused(monkeypatch):
    monkeypatch.setattr(word_package, "MAX_BYTES", 1000)
    with pytest.raises(TemplateRefused, match="is the most"):
        board_paper(PAPER, stamp=STAMP, template=saved(council()))
    monkeypatch.setattr(word_package, "MAX_BYTES", 10**6)
    monkeypatch.setattr(word_package, "MAX_PARTS", 3)
    with pytest.raises(TemplateRefused, match="too many parts"):
        board_paper(PAPER, stamp=STAMP, template=saved(council()))


def test_two_parts_of_one_name_are_refused():
    stream = io.BytesIO(saved(council()))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("WORD/document.xml", b"<x/>")
    with pytest.raises(TemplateRefused, match="two of one name"):
        board_paper(PAPER, stamp=STAMP, template=stream.getvalue())


def test_a_protected_template_can_be_written_into():
    protect = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTabStop'
    template = changed(saved(council()), {"word/settings.xml": ("<w:defaultTabStop", protect)})
    assert made(template).settings.element.find(qn("w:documentProtection")) is None


def test_the_size_of_text_of_the_council_is_kept():
    document = council()
    document.styles["Normal"].font.size = Pt(13)
    assert made(saved(document)).styles["Normal"].font.size == Pt(13)
