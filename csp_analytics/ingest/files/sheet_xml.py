"""What the fast reader cannot tell, found in the bytes of a worksheet's XML as they are unpacked.

The reader gives a blank for an error cell and for a formula without a stored value, and it sets out a whole rectangle
for one cell that lies far away. Searching the bytes for these few things costs a fifth of the reading itself; parsing
the XML in Python would cost several times the reading. No pattern looks further than the next ``<`` or than one
cell, so that no file can make the search longer than the file is long.
"""

from __future__ import annotations

import re

from csp_analytics.ingest.files.safety import MAX_COLUMNS, MAX_ROWS, Refusal

# An error cell without its text.
UNNAMED_ERROR = "#ERROR"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_REFERENCE = re.compile(rb"\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
# A cell that holds something: cells with a colour or a border alone are not read by anyone, wherever they lie.
_FILLED = re.compile(
    rb"<(?:\w+:)?c(?>[^<>]*?\sr=[\"']([A-Z]{1,5})(\d{1,9})[\"'])[^<>]*+(?<!/)>(?!</|<(?:\w+:)?v ?/>|<(?:\w+:)?v></)",
)
_COLUMN = re.compile(rb"\b(min|max|hidden)=[\"'](\w{0,9})[\"']")
_LAST_REFERENCE = re.compile(rb"\sr=[\"']([A-Z]*)(\d{1,7})[\"']")
_ERROR_TYPE = re.compile(rb"\st=[\"']e[\"']")
_TEXT_RESULT = re.compile(rb"\st=[\"']str[\"']")
_ROOT = re.compile(rb"<(\w+:)?worksheet[\s>]")
_LONGEST_ERROR, _LONGEST_FORMULA = 100, 8_192  # bytes that are told; the second is the longest formula of Excel
# The longest cell is 32,767 characters of text, six times as many bytes when it is written out at its longest.
_MAX_TAIL = 4 << 20


class OddCells:
    """Cells of one sheet that a reader of values does not tell from blanks.

    Attributes:
        errors: zero-based (row, column) -> the error, such as ``#REF!``.
        uncalculated: zero-based (row, column) -> the formula that has no stored value.
        merged: first row, first column, last row, last column; filled for ``ods`` only.
        hidden: zero-based first and last column of every hidden run of columns; not filled for ``ods``.
    """

    def __init__(self) -> None:
        self.errors: dict[tuple[int, int], str] = {}
        self.uncalculated: dict[tuple[int, int], str] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden: list[tuple[int, int]] = []


def column_letters(column: int) -> str:
    """Zero-based column -> ``A``, ``B``, ... ``AA``."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = _LETTERS[rest] + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell as people write it: zero-based (13, 3) is ``D14``."""
    return f"{column_letters(column)}{row + 1}"


def position(letters: str, row: str) -> tuple[int, int]:
    """``D``, ``14`` -> (13, 3)."""
    column = 0
    for letter in letters:
        column = column * 26 + _LETTERS.index(letter) + 1
    return int(row) - 1, column - 1


def _hidden(columns: list[bytes]) -> list[tuple[int, int]]:
    """The runs of columns that are hidden; they stand in front of the rows, so in the first block."""
    runs: list[tuple[int, int]] = []
    for column in columns:
        told = dict(_COLUMN.findall(column))
        first, last = told.get(b"min", b""), told.get(b"max", b"")
        if told.get(b"hidden") in (b"1", b"true") and first.isdigit() and last.isdigit():
            runs.append((int(first) - 1, min(int(last), MAX_COLUMNS) - 1))
    apart: list[tuple[int, int]] = []
    for first_column, last_column in sorted(runs):
        if first_column <= last_column and (not apart or first_column > apart[-1][1]):
            apart.append((first_column, last_column))
        elif first_column <= last_column:
            apart[-1] = (apart[-1][0], max(apart[-1][1], last_column))
    return apart


def _ends_far(block: bytes) -> bool:
    """Whether the last reference in the block lies beyond the limits, or there is none to tell.

    Rows come in rising order, so this stands for a search of the whole block, which costs ten times more. A file that
    breaks the order meets the limits of the child process instead.
    """
    references = _LAST_REFERENCE.findall(block[-2000:])
    if not references:
        return True
    letters, row = references[-1]
    return len(letters) > 2 or int(row) > MAX_ROWS


class SheetScan:
    """One worksheet, fed block by block.

    Args:
        name: the sheet's name, for the refusal.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.found = OddCells()
        self._tail = b""
        self._prefix: bytes | None = None
        self._looked = False

    def feed(self, block: bytes) -> None:
        """Look through the next block.

        Raises:
            Refusal: when a filled cell lies beyond the limits, or an odd cell has no address.
        """
        if self._prefix is None:
            self._start(block)
        block = self._tail + block
        cut = block.rfind(self._cell_start)
        if cut < 0:  # no cell begins here, but the first letters of one may stand at the very end
            cut = max(len(block) - len(self._cell_start), 0)
        if cut:
            self._look(block[:cut])
        self._tail = block[cut:]
        if len(self._tail) > _MAX_TAIL:
            raise Refusal("damaged-file", "a cell that is longer than a spreadsheet can hold", sheet=self.name)

    def close(self) -> OddCells:
        """The odd cells of the whole sheet."""
        self._look(self._tail)
        return self.found

    def _start(self, block: bytes) -> None:
        root = _ROOT.search(block)
        if root is None:
            raise Refusal("damaged-file", "a sheet that is not in the format of a worksheet", sheet=self.name)
        self._prefix = prefix = root.group(1) or b""
        self._cell_start = b"<" + prefix + b"c "
        names = {b"c": prefix + b"c", b"f": prefix + b"f", b"v": prefix + b"v"}
        self._formula_start = re.compile(rb"<%(f)b[ >/]" % names)
        self._cells = re.compile(rb"<%(c)b(?=[\s>])" % names)
        self._cell_end = b"</%(c)b>" % names
        self._formula = re.compile(rb"\s*<%(f)b(?:\s[^<>]*?)?(?:/>|>(.*?)</%(f)b>)" % names, re.S)
        self._value = re.compile(rb"<%(v)b[^<>]*>([^<]+)<" % names)
        self.found.hidden = _hidden(re.findall(rb"<%bcol\s([^<>]*)>" % prefix, block))

    def _look(self, block: bytes) -> None:
        if not self._looked or _ends_far(block):
            self._refuse_far_cells(block)
        self._looked = True
        # Every error begins with it, and one byte is found fastest.
        errors = b"#" in block and _ERROR_TYPE.search(block)
        if errors or self._formula_start.search(block):
            for piece in self._cells.split(block)[1:]:
                attributes, _, rest = piece.partition(b">")
                body, end, _ = rest.partition(self._cell_end)
                if end and not attributes.endswith(b"/"):
                    self._judge(attributes, body)

    def _judge(self, attributes: bytes, body: bytes) -> None:
        """Looks at one cell, given what stands in its tag and what stands between its tags."""
        if _ERROR_TYPE.search(attributes):
            value = self._value.search(body)
            said = value.group(1)[:_LONGEST_ERROR].decode("utf-8", "replace") if value else UNNAMED_ERROR
            self.found.errors[self._where(attributes)] = said
            return
        formula = self._formula.match(body)
        # A formula whose result is an empty text is calculated; its cell says so with t="str".
        if formula is None or self._value.search(body, formula.end()) or _TEXT_RESULT.search(attributes):
            return
        from html import unescape  # most files need it not, and it takes a fifth of the child's start

        text = unescape((formula.group(1) or b"")[:_LONGEST_FORMULA].decode("utf-8", "replace"))
        self.found.uncalculated[self._where(attributes)] = f"={text}" if text else "a shared formula"

    def _where(self, attributes: bytes) -> tuple[int, int]:
        reference = _REFERENCE.search(attributes)
        if reference is None:
            raise Refusal("cells-without-addresses", "error cells or formulas without an address", sheet=self.name)
        return position(reference.group(1).decode(), reference.group(2).decode())

    def _refuse_far_cells(self, block: bytes) -> None:
        for cell in _FILLED.finditer(block):
            letters, number = cell.group(1).decode(), cell.group(2).decode()
            row, column = position(letters, number)
            if row >= MAX_ROWS:
                raise Refusal("too-many-rows", f"a filled cell in row {row + 1:,}", self.name, letters + number)
            if column >= MAX_COLUMNS:
                raise Refusal("too-many-columns", f"a filled cell in column {letters}", self.name, letters + number)
