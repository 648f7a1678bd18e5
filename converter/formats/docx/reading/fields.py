r"""Fields as they are met in running text: of each only the result is text.

    begin  NOTEREF note_1 \f \h  separate  1  end      ->   a call of the note again
    begin  HYPERLINK "https://…"  separate  words  end ->   words with a link

Fields stand in one another, and may reach over paragraphs. ECMA-376 Part 1, 17.16.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from msgspec import Struct, field

from converter.diagnostics import Place

KINDS = frozenset({
    "=", "ADDRESSBLOCK", "ADVANCE", "ASK", "AUTHOR", "AUTOTEXT", "AUTOTEXTLIST", "BARCODE", "BIBLIOGRAPHY",
    "CITATION", "COMMENTS", "COMPARE", "CREATEDATE", "DATABASE", "DATE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME",
    "EMBED", "EQ", "FILENAME", "FILESIZE", "FILLIN", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "FTNREF",
    "GOTOBUTTON", "GREETINGLINE", "HYPERLINK", "IF", "INCLUDEPICTURE", "INCLUDETEXT", "INDEX", "INFO", "KEYWORDS",
    "LASTSAVEDBY", "LINK", "LISTNUM", "MACROBUTTON", "MERGEBARCODE", "MERGEFIELD", "MERGEREC", "MERGESEQ", "NEXT",
    "NEXTIF", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINT", "PRINTDATE", "PRIVATE",
    "QUOTE", "RD", "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "SET", "SKIPIF", "STYLEREF",
    "SUBJECT", "SYMBOL", "TA", "TC", "TEMPLATE", "TIME", "TITLE", "TOA", "TOC", "USERADDRESS", "USERINITIALS",
    "USERNAME", "XE",
})  # fmt: skip
"""The kinds of fields that Word knows. 17.16.5, and what its later versions add."""

_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_DEEPEST = 20
"""How deep fields are read in one another."""
_LONGEST = 4096
"""How much of a field's code is read."""
_DERIVED = ("TOC", "INDEX", "TOA", "BIBLIOGRAPHY")


class Field(Struct):
    """One field: its code as far as it has come, whether its result has begun, what that shows, and if it was read."""

    place: Place
    code: str = ""
    result: bool = False
    said: bool = False
    pieces: list[str] = field(default_factory=list)
    _split: str = ""
    _words: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """What its result shows."""
        return "".join(self.pieces)

    @property
    def words(self) -> list[str]:
        """The code in words: the kind of field, its arguments and switches."""
        if self._split != self.code:
            self._split, self._words = self.code, [quoted or bare for quoted, bare in _WORDS.findall(self.code)]
        return self._words

    @property
    def kind(self) -> str:
        """The kind of field."""
        return self.words[0].upper() if self.words else ""

    @property
    def recalled(self) -> str:
        """The bookmark of the note whose mark the field repeats."""
        return self.words[1] if self.kind in ("NOTEREF", "FTNREF") and len(self.words) > 1 else ""

    @property
    def target(self) -> str:
        """Where a HYPERLINK field leads: an address, or `#bookmark`."""
        if self.kind != "HYPERLINK":
            return ""
        words = self.words[1:]
        inside = words[words.index("\\l") + 1 :][:1] if "\\l" in words else []
        address = words[0] if words and not words[0].startswith("\\") else ""
        return address or (f"#{inside[0]}" if inside else "")


class Fields:
    """The fields that are open at a place; `notes` are the bookmarks whose notes a field may call again."""

    def __init__(self, notes: Collection[str]) -> None:
        """None is open."""
        self._notes = notes
        self._open: list[Field] = []
        self._stray = self._deeper = 0
        self.closed: list[Field] = []
        """The fields that are over."""

    def mark(self, kind: str, place: Place) -> None:
        """Take a `w:fldChar`."""
        if self._deeper or (kind == "begin" and len(self._open) == _DEEPEST):
            self._deeper += (kind == "begin") - (kind == "end")
        elif kind == "begin":
            self._open.append(Field(place))
        elif kind == "separate" and self._open and not self._open[-1].result:
            self._open[-1].result = True
        elif kind == "end" and self._open:
            self.closed.append(self._open.pop())
        else:
            self._stray += 1

    def instruct(self, code: str) -> None:
        """Take a piece of a field's code."""
        if self._open and not self._open[-1].result and len(self._open[-1].code) < _LONGEST:
            self._open[-1].code += code

    def show(self, words: str) -> None:
        """Take words that stand in the results of the open fields."""
        for opened in self._open:
            opened.pieces.append(words)

    @property
    def within(self) -> bool:
        """Whether what stands here is part of a field."""
        return bool(self._open)

    @property
    def unmatched(self) -> bool:
        """Whether beginnings, results and ends of the fields so far do not go together."""
        return bool(self._open or self._stray or self._deeper)

    @property
    def silent(self) -> bool:
        """Whether what stands here is code."""
        return any(not opened.result for opened in self._open)

    @property
    def derived(self) -> bool:
        """Whether what stands here is a list that Word makes from the rest of the document."""
        return any(opened.kind in _DERIVED for opened in self._open)

    @property
    def recall(self) -> Field | None:
        """The field here that calls a note again."""
        return next((opened for opened in self._open if opened.recalled in self._notes), None) if self._open else None

    @property
    def target(self) -> str:
        """Where the words here lead, if they stand in a HYPERLINK field."""
        return next((opened.target for opened in reversed(self._open) if opened.target), "")
