"""The empty presentation: wide, white, dark blue, with three layouts whose places are ours."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from csp_analytics.charts.theme import BANDS, CHANGES, INK, OWN, QUIET, SEQUENTIAL
from csp_analytics.exports.native_looks import FONT, LANGUAGE

# In points. A slide is 13.33 by 7.5 inches; what is written is 0.65 inches away from its sides.
WIDTH, HEIGHT, LEFT = 960.0, 540.0, 46.0
ACROSS = WIDTH - 2 * LEFT
TOP, TITLE_HIGH, BOTTOM = 26.0, 100.0, 480.0
FOOT, FOOT_HIGH, NUMBER_WIDE = 488.0, 42.0, 60.0
TITLE, COVER_TITLE, BODY, SMALL, SPACE = 26, 36, 20, 16, 8.0
COVER, WORDS, ALONE = "Title Slide", "Title and Content", "Title Only"
_ACCENTS = (OWN, BANDS["lower"], SEQUENTIAL[5][2], SEQUENTIAL[5][1], QUIET, CHANGES["declined"])


def empty() -> Any:
    """A new presentation without slides."""
    return Presentation(BytesIO(_base()))


@lru_cache(maxsize=1)
def _base() -> bytes:
    """The template of python-pptx made wide, without what we do not use."""
    made: Any = Presentation()
    made.slide_width, made.slide_height = Pt(WIDTH), Pt(HEIGHT)
    made.part._element.find(qn("p:sldSz")).attrib.pop("type", None)
    for layout in [one for one in made.slide_layouts if one.name not in (COVER, WORDS, ALONE)]:
        made.slide_layouts.remove(layout)
    for part, kind in (
        (made.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS),
        (made.part.package, RELATIONSHIP_TYPE.THUMBNAIL),
    ):
        for key in [key for key, one in _relations(part).items() if one.reltype == kind]:
            _relations(part).pop(key)
    _theme(made.slide_master)
    _master(made.slide_master)
    for layout in made.slide_layouts:
        _layout(layout)
    notes = made.notes_master  # made here, so that it is British too
    layouts = [one._element for one in made.slide_layouts]
    for element in (made.part._element, made.slide_master._element, notes._element, *layouts):
        for words in element.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
            if words.get("lang"):
                words.set("lang", LANGUAGE)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _relations(part: Any) -> Any:
    return part._rels


def _theme(master: Any) -> None:
    """Our colours and font under the names that the programs use, so that what people add looks alike."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    for place, colour in enumerate(_ACCENTS, start=1):
        theme.find(f".//{qn(f'a:accent{place}')}")[0].set("val", colour.lstrip("#"))
    for name, colour in (("a:dk2", OWN), ("a:hlink", OWN), ("a:folHlink", QUIET)):
        theme.find(f".//{qn(name)}")[0].set("val", colour.lstrip("#"))
    dark = theme.find(f".//{qn('a:dk1')}")
    dark.remove(dark[0])
    dark.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{INK.lstrip("#")}"/>'))
    for font in (qn("a:majorFont"), qn("a:minorFont")):
        theme.find(f".//{font}/{qn('a:latin')}").set("typeface", FONT)
    part._blob = serialize_part_xml(theme)


def _master(master: Any) -> None:
    places = {
        "title": (LEFT, TOP, ACROSS, TITLE_HIGH),
        "body": (LEFT, TOP + TITLE_HIGH, ACROSS, BOTTOM - TOP - TITLE_HIGH),
        "ftr": (LEFT, FOOT, ACROSS - NUMBER_WIDE, FOOT_HIGH),
        "sldNum": (WIDTH - LEFT - NUMBER_WIDE, FOOT, NUMBER_WIDE, FOOT_HIGH),
    }
    for shape in list(master.placeholders):
        kind = shape._element.find(f".//{qn('p:ph')}").get("type")
        if kind not in places:
            shape._element.getparent().remove(shape._element)
            continue
        _put(shape, *places[kind])
        body = shape._element.find(f".//{qn('a:bodyPr')}")
        body.set("lIns", "0")
        body.set("rIns", "0")
        body.set("anchor", "ctr" if kind in ("ftr", "sldNum") else "t")
        for fit in body.findall(qn("a:normAutofit")):
            body.remove(fit)  # text is divided, never made smaller
        for level in shape._element.iter(qn("a:lvl1pPr")):
            level.set("algn", "r" if kind == "sldNum" else "l")
            words = level.find(qn("a:defRPr"))
            words.set("sz", str(SMALL * 100))
            words.remove(words.find(qn("a:solidFill")))
            words.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:schemeClr val="accent5"/></a:solidFill>'))
    _styles(master._element.find(qn("p:txStyles")))
    _strip(master, (0, 0, WIDTH, 9))
    _strip(master, (LEFT, FOOT - 3, ACROSS, 1))


def _styles(styles: Any) -> None:
    """The sizes and colours of titles and of text, in the master: slides take them from there."""
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    words = title.find(qn("a:defRPr"))
    words.set("sz", str(TITLE * 100))
    words.set("b", "1")
    words.find(f".//{qn('a:schemeClr')}").set("val", "tx2")
    for level in styles.find(qn("p:bodyStyle")):
        if level.find(qn("a:defRPr")) is not None:
            level.find(qn("a:defRPr")).set("sz", str(BODY * 100))
    first = styles.find(f"{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}")
    first.set("marL", str(Pt(34)))
    first.set("indent", str(-Pt(34)))
    first.find(qn("a:spcBef")).clear()
    first.find(qn("a:spcBef")).append(parse_xml(f'<a:spcPts {nsdecls("a")} val="{int(SPACE * 100)}"/>'))


def _layout(layout: Any) -> None:
    for shape in list(layout.placeholders):
        kind = shape._element.find(f".//{qn('p:ph')}").get("type")
        if kind == "dt":
            shape._element.getparent().remove(shape._element)
        elif kind == "ctrTitle":
            _put(shape, LEFT + 20, 60, ACROSS - 20, 140)
            style = shape._element.find(f".//{qn('a:lstStyle')}")
            style.append(
                parse_xml(f'<a:lvl1pPr {nsdecls("a")} algn="l"><a:defRPr sz="{COVER_TITLE * 100}"/></a:lvl1pPr>')
            )
        elif kind == "subTitle":
            _put(shape, LEFT + 20, 210, ACROSS - 20, 90)
            for level in shape._element.find(f".//{qn('a:lstStyle')}"):
                level.set("algn", "l")
                words = level.find(qn("a:defRPr"))
                words.set("sz", str(22 * 100))
                for colour in words.iter(qn("a:tint")):
                    colour.getparent().remove(colour)
    if layout.name == COVER:
        layout._element.set("showMasterSp", "0")
        _strip(layout, (0, 0, 30, HEIGHT))


def _put(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (Pt(value) for value in (left, top, width, height))


def _strip(on: Any, place: tuple[float, float, float, float]) -> None:
    """A strip in dark blue behind everything of a master or a layout; it says nothing, so nobody reads it out."""
    x, y, wide, high = (int(Pt(value)) for value in place)
    tree = on._element.find(f".//{qn('p:spTree')}")
    n = max(int(one.get("id")) for one in tree.iter(qn("p:cNvPr"))) + 1
    shape = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{n}" name="Strip {n}"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
    tree.insert(2, shape)
