"""The fields of a Word document: which of them only count, date or repeat, and may stay in a council's template.

The list says what may stay, not what may not: a field can spell another one's name in pieces (``QUOTE``, ``IF``).
Meaning of the fields: ECMA-376, part 1, 17.16.5.
"""

from __future__ import annotations

import re

from lxml import etree

COUNTS = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "SEQ", "LISTNUM", "NUMWORDS", "NUMCHARS", "REVNUM"}
REPEATS = {
    "REF",
    "NOTEREF",
    "STYLEREF",
    "TOC",
    "TC",
    "XE",
    "INDEX",
    "SYMBOL",
    "FORMTEXT",
    "FORMCHECKBOX",
    "FORMDROPDOWN",
}
DATES = {"DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME"}
SAYS = {"TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "LASTSAVEDBY", "FILENAME", "FILESIZE", "DOCPROPERTY"}
HARMLESS = COUNTS | REPEATS | DATES | SAYS
_LINK = re.compile(r'HYPERLINK\s+(\\l\b|"?https?://|"?mailto:)', re.IGNORECASE)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def refused_field(root: etree._Element) -> str:
    """The first field of a part that may not stay, empty when there is none."""
    return next((code for code in codes(root) if not _harmless(code)), "")


def codes(root: etree._Element) -> list[str]:
    """The code of every field of a part, of those within other fields too.

    A code can be spread over many runs; text between the beginning of a field and its separator is its code.
    """
    found: list[str] = []
    open_: list[list[str] | None] = []
    for one in root.iter(f"{_WORD}fldSimple", f"{_WORD}fldChar", f"{_WORD}instrText", f"{_WORD}delInstrText"):
        step = str(one.get(f"{_WORD}fldCharType", ""))
        if one.tag == f"{_WORD}fldSimple":
            found.append(str(one.get(f"{_WORD}instr", "")))
        elif step == "begin":
            open_.append([])
        elif step in ("separate", "end"):
            if open_ and (code := open_[-1]) is not None:
                found.append("".join(code))
                open_[-1] = None
            if step == "end" and open_:
                open_.pop()
        elif open_ and (code := open_[-1]) is not None:
            code.append(one.text or "")
        elif (one.text or "").strip():
            found.append(f"? {one.text}")  # a code outside of any field: nothing that Word writes
    return found + ["".join(code) for code in open_ if code]


def _harmless(code: str) -> bool:
    name = code.split(maxsplit=1)[0].upper() if code.strip() else ""
    return bool(_LINK.match(code.strip())) if name == "HYPERLINK" else name in HARMLESS or name.startswith("=")
