"""How a board paper looks: its styles, as Word writes them. No text has less than 11 points."""

from __future__ import annotations

from csp_analytics.charts.theme import INK, LINE, OWN, PALE, QUIET

FONT = "Arial"
NORMAL, TITLE, HEADINGS = "Normal", "Title", ("heading 1", "heading 2", "heading 3")
NUMBERED, BULLET, CAPTION, FOOTER, GRID = "List Number", "List Bullet", "caption", "footer", "Table Grid"
NOTICE, BASIS, CELL, TABLE, PROMPT = (
    "Board paper notice",
    "Board paper basis",
    "Board paper cell",
    "Board paper table",
    "Board paper prompt",
)
PARAGRAPH_STYLE, CHARACTER_STYLE, TABLE_STYLE = "paragraph", "character", "table"
BUILT_IN = {NORMAL, TITLE, *HEADINGS, NUMBERED, BULLET, CAPTION, FOOTER, GRID}


def _face(points: float, colour: str = INK, *, bold: bool = False) -> str:
    """The letters of a style, in the font of the style that it is based on: a council's template has its own."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    size = f'<w:sz w:val="{int(2 * points)}"/><w:szCs w:val="{int(2 * points)}"/>'
    return f'<w:rPr>{weight}<w:color w:val="{colour[1:]}"/>{size}</w:rPr>'


def _heading(level: int, points: float, before: int) -> str:
    room = f'<w:spacing w:before="{before}" w:after="120" w:line="264" w:lineRule="auto"/>'
    return f'<w:pPr><w:keepNext/><w:keepLines/>{room}<w:outlineLvl w:val="{level}"/></w:pPr>' + _face(
        points, OWN, bold=True
    )


_FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_ITEM = '<w:pPr><w:spacing w:after="100"/><w:ind w:left="454" w:hanging="454"/></w:pPr>'
_RULE = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE[1:]}"'
_SHADE = f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE[1:]}"/>'
_ALL_SIDES = "".join(f"<w:{side} {_RULE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_STRONG_RULE = f'<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{OWN[1:]}"/>'
# Name of the style -> its type, what it is based on, and its look.
STYLES: dict[str, tuple[str, str, str]] = {
    NORMAL: (
        PARAGRAPH_STYLE,
        "",
        '<w:pPr><w:spacing w:before="0" w:after="140" w:line="276" w:lineRule="auto"/></w:pPr>'
        + _face(12).replace("<w:rPr>", f"<w:rPr>{_FONTS}"),
    ),
    TITLE: (
        PARAGRAPH_STYLE,
        NORMAL,
        '<w:pPr><w:keepNext/><w:spacing w:after="240" w:line="252" w:lineRule="auto"/></w:pPr>'
        + _face(22, OWN, bold=True),
    ),
    HEADINGS[0]: (PARAGRAPH_STYLE, NORMAL, _heading(0, 17, 360)),
    HEADINGS[1]: (PARAGRAPH_STYLE, NORMAL, _heading(1, 14, 280)),
    HEADINGS[2]: (PARAGRAPH_STYLE, NORMAL, _heading(2, 12.5, 220)),
    NUMBERED: (PARAGRAPH_STYLE, NORMAL, _ITEM),
    BULLET: (PARAGRAPH_STYLE, NORMAL, _ITEM),
    CAPTION: (
        PARAGRAPH_STYLE,
        NORMAL,
        '<w:pPr><w:keepNext/><w:spacing w:before="200" w:after="80"/></w:pPr>' + _face(11, bold=True),
    ),
    FOOTER: (
        PARAGRAPH_STYLE,
        NORMAL,
        '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>' + _face(11, QUIET),
    ),
    GRID: (TABLE_STYLE, "", f"<w:tblPr><w:tblBorders>{_ALL_SIDES}</w:tblBorders></w:tblPr>"),
    NOTICE: (
        PARAGRAPH_STYLE,
        NORMAL,
        f'<w:pPr><w:keepLines/><w:pBdr><w:left w:val="single" w:sz="36" w:space="8" w:color="{OWN[1:]}"/></w:pBdr>'
        f'{_SHADE}<w:spacing w:before="280" w:after="120"/><w:ind w:left="227"/></w:pPr>' + _face(12, bold=True),
    ),
    BASIS: (
        PARAGRAPH_STYLE,
        NORMAL,
        '<w:pPr><w:spacing w:before="60" w:after="160" w:line="252" w:lineRule="auto"/></w:pPr>' + _face(11, QUIET),
    ),
    CELL: (
        PARAGRAPH_STYLE,
        NORMAL,
        '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr>',
    ),
    TABLE: (
        TABLE_STYLE,
        GRID,
        f"<w:tblPr><w:tblBorders>{_ALL_SIDES}</w:tblBorders>"
        '<w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        f"<w:tcPr><w:tcBorders>{_STRONG_RULE}</w:tcBorders>{_SHADE}</w:tcPr></w:tblStylePr>",
    ),
    PROMPT: (CHARACTER_STYLE, "", f"<w:rPr>{_SHADE}</w:rPr>"),
}
