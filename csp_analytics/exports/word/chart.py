"""Charts that Word draws and that people can edit there: a part with the chart, a workbook with its figures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from csp_analytics.charts.native import LINES, STACKED, Native
from csp_analytics.exports.native_chart import parts
from csp_analytics.exports.word.text import attribute, paragraph, shortened

POINTS = 11
LONGEST_ALT = 250
ALT_GOES_ON = "… The table has the figures."
EMU_PER_TWIP, EMU_PER_MM = 635, 36_000
# Heights in millimetres: the axis, its title and the legend; one bar; a chart of lines; what a page has room for.
AROUND, BAR, BETWEEN, LINE_CHART, HIGHEST = 26.0, 5.6, 4.0, 72.0, 215.0
_CHART, _RELATION = "http://schemas.openxmlformats.org/drawingml/2006/chart", qn("r:id")


def chart(document: Document, native: Native, *, style: str, width: int, name: str, alt: str) -> str:
    """Adds the chart's parts to the document.

    Args:
        document: the document.
        native: the figures.
        style: id of the style of its paragraph.
        width: width in twentieths of a point.
        name: what the document's list of objects calls it.
        alt: what it shows, for people who do not see it.

    Returns:
        The paragraph that shows it, as XML; it stays with what follows.

    Raises:
        ValueError: when there are no categories or no series.
    """
    key, number = _linked(document, native)
    size = f'cx="{width * EMU_PER_TWIP}" cy="{int(height(native) * EMU_PER_MM)}"'
    said = shortened(alt, LONGEST_ALT, last=ALT_GOES_ON)
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name={attribute(shortened(name))} '
        f'descr={attribute(said)}/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart r:id="{key}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    return paragraph(drawing, style, keep=True)


def height(native: Native) -> float:
    """Height of a chart in millimetres: its bars, up to what a page has room for."""
    if native.kind == LINES:
        return LINE_CHART
    bars = 1 if native.kind == STACKED else len(native.series)
    return min(AROUND + len(native.categories) * (bars * BAR + BETWEEN), HIGHEST)


def _linked(document: Document, native: Native) -> tuple[str, int]:
    """Key of the relation to the new chart, and a number for its drawing that no other has."""
    xml, workbook = parts(native, size=POINTS)
    chart_name, number = _free("/word/charts/chart{}.xml", document)
    book_name, _ = _free("/word/embeddings/board_paper_{}.xlsx", document)
    package = document.part.package
    book = Part(PackURI(book_name), CONTENT_TYPE.SML_SHEET, workbook, package)
    drawn = Part(PackURI(chart_name), CONTENT_TYPE.DML_CHART, b"", package)
    drawn._blob = _named(xml, drawn.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
    key = document.part.relate_to(drawn, RELATIONSHIP_TYPE.CHART)
    return key, _FIRST_DRAWING + number


_FIRST_DRAWING = 10_000  # templates number their own pictures from 1


def _named(xml: bytes, key: str) -> bytes:
    """The chart with the name of its workbook, which Word opens when the chart is edited."""
    root = etree.fromstring(xml)
    for link in root.iter(f"{{{_CHART}}}externalData"):
        link.set(_RELATION, key)
    # python-pptx numbers axes below zero, which Office bears and the standard does not allow.
    for axis in root.iter(f"{{{_CHART}}}axId", f"{{{_CHART}}}crossAx"):
        axis.set("val", str(axis.get("val", "")).lstrip("-"))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _free(pattern: str, document: Document) -> tuple[str, int]:
    taken = {str(part.partname) for part in _parts(document)}
    number = next(number for number in count(1) if pattern.format(number) not in taken)
    return pattern.format(number), number


def _parts(document: Document) -> Iterator[Part]:
    package = document.part.package
    return iter(package.parts if package is not None else ())
