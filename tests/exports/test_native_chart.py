"""Charts that Word and PowerPoint draw themselves: the figures given and no others, in chart and workbook."""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from csp_analytics.charts.native import BARS, LINES, STACKED, Native, Series
from csp_analytics.exports.native_chart import add_to_slide, parts

BLUE, GREY, PALE = "#12436D", "#949494", "#ADD1F1"
TWO = Native(
    BARS,
    ("Shared purpose", "Evidence"),
    (Series("Fife", (62.0, None), BLUE), Series("Peers' median", (55.0, 45.0), GREY)),
    "Maturity score (0 to 100)",
    100,
)
COUNTS = Native(
    STACKED, ("Leadership", "People"), (Series("Low", (3, 0), PALE), Series("High", (2, 7), BLUE)), "Criteria"
)
ROUNDS = Native(
    LINES, ("2021", "2023", "2025"), (Series("Fife", (40, None, 62), BLUE), Series("Peers", (45, 50, 55), GREY))
)
NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def on_slide(native: Native):
    """The chart's frame after a presentation was written and read again."""
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    add_to_slide(slide, native, Inches(1), Inches(1), Inches(8), Inches(5), name="Chart", alt="What it shows.")
    stream = io.BytesIO()
    made.save(stream)
    return Presentation(stream).slides[0].shapes[0]


def xml_of(native: Native) -> etree._Element:
    return etree.fromstring(parts(native)[0])


def found(element: etree._Element, path: str) -> list:
    return element.xpath(path, namespaces=NS)


def rows_of(native: Native) -> list[tuple]:
    """Every cell of the workbook behind a chart."""
    book = openpyxl.load_workbook(io.BytesIO(parts(native)[1]))
    assert len(book.sheetnames) == 1
    return list(book.active.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("native", "kind"),
    [(TWO, XL_CHART_TYPE.BAR_CLUSTERED), (COUNTS, XL_CHART_TYPE.BAR_STACKED), (ROUNDS, XL_CHART_TYPE.LINE_MARKERS)],
)
def test_the_chart_has_the_categories_and_values_given(native, kind):
    chart = on_slide(native).chart
    assert chart.chart_type == kind
    (plot,) = chart.plots
    assert tuple(plot.categories) == native.categories
    assert [(one.name, one.values) for one in plot.series] == [(one.name, one.values) for one in native.series]


@pytest.mark.parametrize("native", [TWO, COUNTS, ROUNDS])
def test_the_workbook_behind_it_holds_the_same_figures_and_nothing_else(native):
    expected = [(None, *(one.name for one in native.series))]
    expected += [(name, *(one.values[at] for one in native.series)) for at, name in enumerate(native.categories)]
    assert rows_of(native) == expected
    frame = on_slide(native)
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    assert list(book.active.iter_rows(values_only=True)) == expected


def test_a_missing_value_is_a_gap_and_never_zero():
    fife = found(xml_of(TWO), "//c:ser[1]/c:val//c:pt")
    assert [(one.get("idx"), one[0].text) for one in fife] == [("0", "62.0")]
    for native in (TWO, COUNTS, ROUNDS):
        assert found(xml_of(native), "//c:dispBlanksAs/@val") == ["gap"]
    nan = Native(BARS, ("A", "B"), (Series("S", (float("nan"), float("inf")), BLUE),))
    assert rows_of(nan) == [(None, "S"), ("A", None), ("B", None)]


def test_the_first_category_is_on_top_with_the_scale_below():
    for native in (TWO, COUNTS):
        assert found(xml_of(native), "//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"]
        assert found(xml_of(native), "//c:valAx/c:crosses/@val") == ["max"]
    assert found(xml_of(ROUNDS), "//c:catAx/c:scaling/c:orientation/@val") == ["minMax"]


@pytest.mark.parametrize("native", [TWO, COUNTS, ROUNDS])
def test_every_value_is_printed(native):
    for series in found(xml_of(native), "//c:ser"):
        assert found(series, "c:dLbls/c:showVal/@val") == ["1"]
        assert set(found(series, "c:dLbls/c:dLbl/c:showVal/@val")) <= {"1"}


def test_counts_are_printed_inside_their_bars_in_an_ink_that_can_be_read():
    pale, dark = found(xml_of(COUNTS), "//c:ser")
    # Contrast with #ADD1F1 is 13:1 for black, with #12436D 10:1 for white (conventions of the palette).
    assert found(pale, "c:dLbls/c:txPr//a:srgbClr/@val") == ["000000"]
    assert found(dark, "c:dLbls/c:txPr//a:srgbClr/@val") == ["FFFFFF"]
    assert found(dark, "c:dLbls/c:dLblPos/@val") == ["ctr"]
    # A part without width has no room for its nought.
    assert found(pale, "c:dLbls/c:numFmt/@formatCode") == ["0;-0;"]


def test_values_of_crossing_lines_stand_on_different_sides():
    """2021: 40 below 45; 2023: 50 alone; 2025: 62 above 55."""
    fife, peers = found(xml_of(ROUNDS), "//c:ser")

    def sides(series):
        return {
            int(found(one, "c:idx/@val")[0]): found(one, "c:dLblPos/@val")[0] for one in found(series, "c:dLbls/c:dLbl")
        }

    assert found(fife, "c:dLbls/c:dLblPos/@val") == found(peers, "c:dLbls/c:dLblPos/@val") == ["t"]
    assert sides(fife) == {0: "b"}
    assert sides(peers) == {2: "b"}


def test_lines_differ_in_their_marks_and_bars_have_outlines():
    assert found(xml_of(ROUNDS), "//c:ser/c:marker/c:symbol/@val") == ["circle", "diamond"]
    assert len(found(xml_of(COUNTS), "//c:ser/c:spPr/a:ln//a:srgbClr")) == 2


def test_a_legend_only_where_there_is_more_than_one_series():
    assert found(xml_of(TWO), "//c:legend/c:legendPos/@val") == ["t"]
    assert found(xml_of(Native(BARS, ("A",), (Series("Fife", (1,), BLUE),))), "//c:legend") == []


def test_the_axis_begins_at_nought_ends_where_asked_and_has_a_title():
    xml = xml_of(TWO)
    assert [float(one) for one in found(xml, "//c:valAx/c:scaling/c:min/@val")] == [0]
    assert [float(one) for one in found(xml, "//c:valAx/c:scaling/c:max/@val")] == [100]
    assert found(xml, "//c:valAx/c:title//a:t/text()") == ["Maturity score (0 to 100)"]
    assert found(xml_of(Native(BARS, ("A",), (Series("S", (-5.0,), BLUE),))), "//c:valAx/c:scaling/c:min") == []


def test_an_axis_of_whole_numbers_has_whole_steps():
    """Up to 3, steps would be halves that are printed as whole numbers, each twice."""
    xml = xml_of(Native(BARS, ("A", "B"), (Series("S", (3, 1), BLUE),)))
    assert [float(one) for one in found(xml, "//c:valAx/c:majorUnit/@val")] == [1]


def test_colours_are_those_given_and_text_is_large_enough_for_its_place():
    assert found(xml_of(TWO), "//c:ser/c:spPr/a:solidFill/a:srgbClr/@val") == [BLUE[1:], GREY[1:]]
    frame = on_slide(TWO)
    assert frame.chart.font.size == Pt(16)
    sizes = {int(one.get("sz")) for one in frame.chart._chartSpace.iter("{*}defRPr", "{*}rPr") if one.get("sz")}
    assert min(sizes) >= 1600
    assert found(xml_of(TWO), "/c:chartSpace/c:txPr//a:defRPr/@sz") == ["1000"]


def test_the_words_are_british_english():
    for native in (TWO, COUNTS, ROUNDS):
        xml = xml_of(native)
        assert found(xml, "c:lang/@val") == ["en-GB"]
        assert set(found(xml, "//@lang")) == {"en-GB"}


def test_the_frame_has_name_and_alternative_text():
    frame = on_slide(TWO)
    assert frame.name == "Chart"
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == "What it shows."


def test_for_word_the_workbook_is_the_relation_rid1():
    assert found(xml_of(TWO), "c:externalData/@r:id") == ["rId1"]


HOSTILE = ["=1+1", "+44", "@SUM(A1)", "-2", "http://evil.example", "<b>&", "a\x0bb\x00", "𝄞 Gàidhlig", "{=1}", "12"]


def test_text_that_looks_like_a_formula_a_link_or_a_number_stays_text():
    native = Native(BARS, tuple(HOSTILE), (Series("=cmd|' /C calc'!A0", tuple(range(len(HOSTILE))), BLUE),), "=A1&<")
    blob = parts(native)[1]
    book = openpyxl.load_workbook(io.BytesIO(blob))
    texts = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert [cell.value for cell in texts] == [re.sub("[\x00\x0b]", "", words) for words in HOSTILE]
    assert book.active["B1"].data_type == "s"
    inside = zipfile.ZipFile(io.BytesIO(blob))
    assert not any(b"<f>" in inside.read(name) or b"External" in inside.read(name) for name in inside.namelist())


@settings(max_examples=30)
@given(
    st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=6),
    st.sampled_from([BARS, STACKED, LINES]),
    st.data(),
)
def test_any_words_and_values_come_back(names, kind, data):
    value = st.none() | st.floats(-1e6, 1e6).map(lambda one: round(one, 3))
    series = data.draw(st.lists(st.lists(value, min_size=len(names), max_size=len(names)), min_size=1, max_size=5))
    native = Native(kind, tuple(names), tuple(Series(f"S{n}", tuple(one), BLUE) for n, one in enumerate(series)))
    # What is not written at all ends the sheet: a last row without values is still there by its category.
    cells = {cell for row in rows_of(native)[1:] for cell in row[1:]}
    assert cells - {None} == {one for values in series for one in values if one is not None}
    drawn = found(xml_of(native), "//c:ser/c:val//c:v/text()")
    assert [float(one) for one in drawn] == [one for values in series for one in values if one is not None]


@pytest.mark.parametrize("empty", [Native(BARS, (), ()), Native(BARS, ("A",), ())])
def test_a_chart_of_nothing_is_refused(empty):
    with pytest.raises(ValueError, match="at least one"):
        parts(empty)


def test_threads_do_not_meet():
    natives = [Native(BARS, ("A",), (Series(f"S{n}", (float(n),), BLUE),)) for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(parts, natives))
    assert [re.search(rb"<c:v>(S\d+)</c:v>", xml)[1] for xml, _ in made] == [b"S%d" % n for n in range(24)]
    assert made == [parts(one) for one in natives], "the same figures give the same bytes"
