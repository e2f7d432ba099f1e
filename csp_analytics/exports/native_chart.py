"""Charts that Word and PowerPoint draw themselves and that people can edit there, from the figures of an exhibit.

Both programs keep a chart as one part of XML with the figures in a workbook beside it, so one way through python-pptx
serves both. The workbook holds the figures of :class:`~csp_analytics.charts.native.Native` and nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any, cast

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import CONTENT_TYPE
from pptx.opc.packuri import PackURI
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Length
from xlsxwriter import Workbook

from csp_analytics.charts.native import BARS, LINES, STACKED, Native
from csp_analytics.exports.native_looks import dressed

TYPES = {
    BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    STACKED: XL_CHART_TYPE.BAR_STACKED,
    LINES: XL_CHART_TYPE.LINE_MARKERS,
}
# Size of the text in points: a slide is read from the wall, a page from the hand.
ON_SLIDE, ON_PAPER = 16, 10
# No clock: the same figures give the same bytes.
_MADE = datetime(2000, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# What no XML may hold; a cell of a spreadsheet can.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add_to_slide(
    slide: Slide, native: Native, left: Length, top: Length, width: Length, height: Length, *, name: str, alt: str
) -> GraphicFrame:
    """Puts a chart on a slide, with what it shows in words for people who do not see it.

    Args:
        slide: the slide.
        native: the figures.
        left: where it begins from the left.
        top: where it begins from the top.
        width: how wide it is.
        height: how high it is.
        name: what the list of the slide's objects calls it.
        alt: what it shows.

    Raises:
        ValueError: when there are no categories or no series.
    """
    shapes: Any = slide.shapes
    frame = shapes.add_chart(_type(native), left, top, width, height, _data(native))
    dressed(frame.chart, native, size=ON_SLIDE)
    frame.name = plain(name)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(alt))
    return cast(GraphicFrame, frame)


def parts(native: Native, *, size: int = ON_PAPER) -> tuple[bytes, bytes]:
    """The chart for a Word document: the XML of its part, and the workbook with its figures.

    The XML names the workbook ``rId1`` (``c:externalData``): that is the relation that the part must have.

    Raises:
        ValueError: when there are no categories or no series.
    """
    data = _data(native)
    # A part without a package: nothing is shared, so threads cannot meet in it.
    part: Any = ChartPart.load(PackURI("/chart1.xml"), CONTENT_TYPE.DML_CHART, None, data.xml_bytes(_type(native)))  # type: ignore[arg-type]
    book = data.xlsx_blob
    part.chart_workbook.xlsx_part = EmbeddedXlsxPart(PackURI("/book.xlsx"), CONTENT_TYPE.SML_SHEET, None, book)  # type: ignore[arg-type]
    dressed(Chart(part._element, part), native, size=size)
    return part.blob, book


def plain(words: str) -> str:
    """Text without the characters that no XML may hold."""
    return _FORBIDDEN.sub("", words)


def _type(native: Native) -> XL_CHART_TYPE:
    if not (native.categories and native.series):
        raise ValueError("a chart needs at least one category and one series")
    return TYPES[native.kind]


def _data(native: Native) -> _Data:
    data = _Data(number_format=native.number_format)
    data.categories = [plain(words) for words in native.categories]
    for series in native.series:
        data.add_series(plain(series.name), [_known(value) for value in series.values])
    return data


def _known(value: float | None) -> float | None:
    """The value, None when there is none: nothing may turn into zero."""
    return None if value is None or not math.isfinite(value) else float(value)


class _Book(CategoryWorkbookWriter):
    """The workbook behind a chart, in which text that begins like a formula stays text."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: BytesIO) -> Iterator[tuple[Workbook, Any]]:
        book = Workbook(xlsx_file, _OPTIONS)
        book.set_properties({"created": _MADE})
        yield book, book.add_worksheet()
        book.close()


class _Data(CategoryChartData):
    @property
    def _workbook_writer(self) -> _Book:
        return _Book(self)
