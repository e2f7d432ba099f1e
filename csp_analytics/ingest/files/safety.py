"""What may be opened: limits, the reasons a file is refused, and what a file is, judged by its content.

All bounds of what comes in a spreadsheet stand here, those of memory and time in the server and in the child processes
too. Those of uploads on their way stand in :mod:`csp_analytics.server.uploads`.

People's files come from anywhere, and a few kilobytes can ask a spreadsheet reader for hundreds of gigabytes. This
module and the ones that the child process uses import nothing heavy, so that the child starts in a few milliseconds.
"""

from __future__ import annotations

# The largest file that is looked at. 100,000 rows by 45 columns make an 18 MB workbook; the upload box stops at 60 MB.
MAX_FILE_BYTES = 100_000_000
# The most that the XML of a workbook may unpack to. 3.7 million cells make 211 MB.
MAX_UNPACKED_BYTES = 400_000_000
# Beyond this size, XML that unpacks more than this many times is a bomb: ordinary workbooks reach 12 to 20 times.
SUSPICIOUS_BYTES = 20_000_000
MAX_RATIO = 100
# 32 areas x 10 rounds x 3 frameworks x 100 criteria would be 96,000 rows in the long layout.
MAX_ROWS = 250_000
MAX_COLUMNS = 1_000
# A sheet is held as a full rectangle while it is read, so the rectangle counts, with its blanks. A survey export of
# 100,000 rows by 45 questions and a dozen columns about the response makes 5.7 million.
MAX_CELLS = 6_500_000
MAX_SHEETS = 200
# Error cells and formulas without a value are remembered one by one, which takes more room than a value.
MAX_ODD_CELLS = 1_000_000
# The longest text that Excel holds in a cell; what looks at texts takes longer than they are long.
MAX_TEXT = 32_767
# Excel allows a tab 31 letters; other programs a few more.
MAX_SHEET_NAME = 200
# A form may merge a few cells in each of its rows. Each range is compared with many cells.
MAX_MERGED = 20_000
# A text file of this size is taken apart in the server; a longer one in a child process.
SMALL_TEXT_BYTES = 500_000
# A workbook has a part per sheet, chart and picture.
MAX_PARTS = 10_000
# The list of sheets of a workbook with 200 sheets takes 30 kB.
MAX_LIST_BYTES = 5_000_000
# The child process: 4.5 million cells of different texts take 0.9 GB and 6 s of one core.
CHILD_MEMORY_BYTES = 2 * 1024**3
CHILD_SECONDS = 60
# What the server takes back from a child: 6.5 million different numbers and texts take 160 MB.
MAX_ANSWER_BYTES = 400_000_000
# Child processes at once in one server, each within the limits above; the next file waits for its turn.
MAX_CHILDREN = 2
WAIT_SECONDS = 90

OLE_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP_SIGNATURE = b"PK\x03\x04"

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"version https://git-lfs", "a pointer that Git LFS left in place of the file"),
    (b"PK\x05\x06", "an empty zip archive"),
)
_MARKUP = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<table", "a web page"),
    (b"<?xml", "an XML file"),
)


class Refusal(Exception):
    """A file that is not read any further.

    Attributes:
        code: short permanent name of the reason; `refusals.py` holds its words.
        found: what was there.
        sheet: the sheet's name, empty when it is about the whole file.
        cell: the first cell at fault, such as ``D14``.
    """

    def __init__(self, code: str, found: str = "", sheet: str = "", cell: str = "") -> None:
        super().__init__(code, found, sheet, cell)
        self.code, self.found, self.sheet, self.cell = code, found, sheet, cell


def container(data: bytes) -> str:
    """What kind of container the bytes are, by content and never by name.

    Args:
        data: the whole file.

    Returns:
        ``zip`` (possibly a workbook) or ``text`` (possibly a CSV).

    Raises:
        Refusal: for anything that cannot be a spreadsheet we read.
    """
    if not data:
        raise Refusal("empty-file")
    if len(data) > MAX_FILE_BYTES:
        raise Refusal("file-too-large", f"{len(data) / 1e6:,.0f} MB")
    if data.startswith(ZIP_SIGNATURE):
        return "zip"
    if data.startswith(OLE_SIGNATURE):
        raise _old_container(data)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for signature, words in _SIGNATURES:
        if data.startswith(signature):
            raise Refusal("not-a-spreadsheet", words)
    for opening, words in _MARKUP:
        if start.startswith(opening):
            raise Refusal("web-page" if words == "a web page" else "not-a-spreadsheet", words)
    return "text"


def _old_container(data: bytes) -> Refusal:
    """Encrypted workbooks and Excel 97 files share one container; the names in its directory tell them apart."""
    if _stream("EncryptedPackage") in data:
        return Refusal("password-protected")
    if _stream("Workbook") in data or _stream("Book") in data:
        return Refusal("old-format", "an Excel 97-2003 workbook (.xls)")
    return Refusal("not-a-spreadsheet", "an old Office document")


def _stream(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")
