"""How a chart of Word or PowerPoint looks: colours, printed values, axes and legend, through python-pptx."""

from __future__ import annotations

import math
from typing import Any

from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from csp_analytics.charts.native import LINES, STACKED, Native, Series
from csp_analytics.charts.theme import INK, QUIET, TEMPLATE, ink_on

FONT, LANGUAGE = "Arial", "en-GB"
# Two lines of one colour differ in their marks, so that colour is never the only sign.
MARKS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE)
GRID = TEMPLATE.layout.xaxis.gridcolor
# Steps of an axis: the first that needs no more than so many of them.
STEPS, MOST_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000), 6
# A bar takes two thirds of its place where each stands alone; beside others it needs more.
GAP_ALONE, GAP_BESIDE, GAP_STACKED = 50, 30, 35


def dressed(chart: Chart, native: Native, *, size: int) -> Chart:
    """The chart in our colours and fonts, with every value printed and its text ``size`` points high."""
    chart.font.size, chart.font.name = Pt(size), FONT
    chart.font.color.rgb = _rgb(INK)
    chart.has_title = False
    _legend(chart, native)
    _category_axis(chart, native)
    _value_axis(chart, native)
    plot: Any = chart.plots[0]
    if native.kind != LINES:
        alone = len(native.series) == 1
        plot.gap_width = GAP_STACKED if native.kind == STACKED else GAP_ALONE if alone else GAP_BESIDE
        plot.overlap = 100 if native.kind == STACKED else -8
    for place, (drawn, series) in enumerate(zip(plot.series, native.series, strict=True)):
        _series(drawn, series, native, place)
    _language(chart)
    return chart


def _series(drawn: Any, series: Series, native: Native, place: int) -> None:
    colour = _rgb(series.colour)
    if native.kind == LINES:
        drawn.smooth = False
        drawn.format.line.color.rgb, drawn.format.line.width = colour, Pt(2.5)
        drawn.marker.style, drawn.marker.size = MARKS[place % len(MARKS)], 9
        for part in (drawn.marker.format.fill, drawn.marker.format.line.fill):
            part.solid()
            part.fore_color.rgb = colour
    else:
        drawn.invert_if_negative = False
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = colour
        # A pale bar on white ground is seen by its outline.
        drawn.format.line.color.rgb, drawn.format.line.width = _rgb(QUIET), Pt(0.75)
    _labels(drawn.data_labels, series, native, place)
    if native.kind == LINES:
        _apart(drawn, native, place)


def _apart(drawn: Any, native: Native, place: int) -> None:
    """Puts the values of lines where they do not cover each other: the lowest below its point, those between beside."""
    for at in range(len(native.categories)):
        beside = [series.values[at] for series in native.series]
        own = beside[place]
        over = [value for n, value in enumerate(beside) if own is not None and _above(value, n, own, place)]
        if not over:
            continue
        there = sum(value is not None for value in beside)
        label = drawn.points[at].data_label
        label.position = XL_LABEL_POSITION.BELOW if len(over) == there - 1 else XL_LABEL_POSITION.RIGHT
        label.font.bold = place == 0
        label.font.color.rgb = _rgb(INK)


def _above(value: float | None, n: int, own: float, place: int) -> bool:
    """Whether the value of series n stands above that of the series at a place; of equal ones the first does."""
    return value is not None and (value, -n) > (own, -place)


def _labels(labels: Any, series: Series, native: Native, place: int) -> None:
    """Every value printed: in its bar when stacked, at its end or beside its point otherwise."""
    labels.show_value = True
    labels.number_format_is_linked = False
    labels.number_format = _without_nothing(native.number_format) if native.kind == STACKED else native.number_format
    if native.kind == LINES:
        labels.position = XL_LABEL_POSITION.ABOVE
    else:
        labels.position = XL_LABEL_POSITION.CENTER if native.kind == STACKED else XL_LABEL_POSITION.OUTSIDE_END
    labels.font.color.rgb = _rgb(ink_on(series.colour) if native.kind == STACKED else INK)
    labels.font.bold = native.kind == STACKED or place == 0


def _without_nothing(number_format: str) -> str:
    """The format with nothing printed for zero: a part of a stack that has no width has no room for a number."""
    return number_format if ";" in number_format else f"{number_format};-{number_format};"


def _legend(chart: Chart, native: Native) -> None:
    chart.has_legend = len(native.series) > 1
    if chart.legend is not None:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False


def _category_axis(chart: Chart, native: Native) -> None:
    axis: Any = chart.category_axis
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = _rgb(QUIET)
    if native.kind != LINES:
        # Bars are counted from the bottom; ours are read from the top, with their scale below.
        axis.reverse_order = True
        chart.value_axis._element.find(qn("c:crosses")).set("val", "max")


def _value_axis(chart: Chart, native: Native) -> None:
    axis: Any = chart.value_axis
    least, most = _ends(native)
    if least >= 0:
        axis.minimum_scale = 0
    if native.highest is not None:
        axis.maximum_scale = native.highest
    if "." not in native.number_format:  # whole numbers have no steps between them
        span = most - min(least, 0)
        step = next((step for step in STEPS if span <= step * MOST_STEPS), None)
        axis.major_unit = step
        if native.kind == STACKED and native.highest is None and step:
            axis.maximum_scale = max(math.ceil(most / step) * step, step)  # no number stands beyond the end of a stack
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb, axis.major_gridlines.format.line.width = _rgb(GRID), Pt(0.75)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = native.number_format, False
    axis.has_title = bool(native.axis)
    if native.axis:
        axis.axis_title.text_frame.text = native.axis
        font = axis.axis_title.text_frame.paragraphs[0].font
        font.bold, font.size, font.name, font.color.rgb = False, chart.font.size, FONT, _rgb(QUIET)


def _ends(native: Native) -> tuple[float, float]:
    """The smallest and the largest value, of the whole stacks when stacked."""
    rows = zip(*(series.values for series in native.series), strict=True)
    known = [[value for value in row if value is not None and math.isfinite(value)] for row in rows]
    tops = [sum(row) for row in known] if native.kind == STACKED else [value for row in known for value in row]
    return min(tops, default=0), max(tops, default=0) if native.highest is None else native.highest


def _language(chart: Chart) -> None:
    """Says in which language the words of the chart are, which python-pptx cannot."""
    space = chart._chartSpace
    for words in (*space.iter(qn("a:endParaRPr")), *space.iter(qn("a:rPr")), *space.iter(qn("a:defRPr"))):
        words.set("lang", LANGUAGE)
    space.find(qn("c:date1904")).addnext(parse_xml(f'<c:lang {nsdecls("c")} val="{LANGUAGE}"/>'))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#"))
