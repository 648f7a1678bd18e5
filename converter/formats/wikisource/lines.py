"""A line of the page, and what can be told from its look alone.

    1.The text of a paragraph.      numbered        (a) an entry;            entry
    第一章 導言   II. Work   A.船隊   labelled        情況                      heading-shaped: short, no final stop

What a line is in the report is decided later, from its place and its neighbours.
"""

from __future__ import annotations

import re

from msgspec import Struct

from converter.diagnostics import Place
from converter.formats.wikisource.words import DIVISION_WORDS
from converter.labels import LETTER_NAMES, ORDINALS

LONGEST_HEADING = 240
"""The most characters of a line that may be a heading or a title."""

_STOPS = tuple("。．.!！?？;；:：,，、،؛؟")
_HAN = "〇零一二三四五六七八九十百"

_NUMBER = re.compile(
    r"(?P<label>(?P<value>\d{1,5})(?P<suffix>\s?(?:bis|ter|quater|quinquies|之[一二三四五六七八九十]))?"
    r"(?:[.．、]|\s?[-–—](?=\s)))\s*"
)
_ENTRY = re.compile(
    r"(?:[(（](?:[a-z]{1,2}|[ivx]{1,5}|[а-я]|[أ-ي]|\d{1,3}|[一二三四五六七八九十]{1,3})[)）]"
    r"|(?:[a-z]{1,2}|[ivx]{1,5}|[а-я]|[أ-ي]|\d{1,3})[)）]|[•·▪◦‣–—*-](?=\s))\s*"
)
_LABELS = {
    "chapter": rf"第\s?[{_HAN}\d]{{1,6}}\s?(?:部分|[章節节部編编篇])[:：、.．]?"
        rf"|(?P<word>[^\W\d_]{{4,12}})\s(?:[IVXLC]{{1,8}}|[A-Z]|\d{{1,3}}|premier|première|primero|primera|الأولى?|الثانية?|الثالثة?)"
        r"(?!\w)(?:[.:：]|\s[-–—])?",
    "ordinal": rf"(?:{'|'.join(ORDINALS)})\s?[-–—.:]",
    "roman": r"[IVXLC]{1,8}[.．](?![A-Z][.．])",
    "chinese": r"[一二三四五六七八九十]{1,4}[、.．]",
    "capital": r"[A-Z][.．](?![A-Z][.．])|[А-Я][.．](?![А-Я][.．])",
    "letter_name": rf"(?:{'|'.join(LETTER_NAMES)})\s?[-–—.:]",
    "bracketed_chinese": r"[(（][一二三四五六七八九十]{1,4}[)）]",
    "bracketed": r"[(（](?:[a-zа-яأ-ي]|[ivx]{1,5}|\d{1,2})[)）]",
    "decimal": r"\d{1,3}(?:\.\d{1,3}){0,3}[.．、](?!\d)|\d{1,3}(?:\.\d{1,3}){1,3}(?=\s)",
}  # fmt: skip
_LABEL = re.compile(rf"(?:{'|'.join(f'(?P<{kind}>{shape})' for kind, shape in _LABELS.items())})\s*")


class Cut(Struct, frozen=True):
    """A line cut after its label: the class of the label, the label as printed, and where the text begins."""

    kind: str
    printed: str
    offset: int


class Number(Struct, frozen=True):
    """The number before a paragraph: as printed, its value, whether it has a suffix, where the text begins."""

    printed: str
    value: int
    irregular: bool
    offset: int


class Line(Struct, frozen=True):
    """A line without the white space around it.

    `row` is the number of the line in the page; `indent` counts the spaces beyond the margin of numbered paragraphs;
    `edited` says that an edit link stood by it; `number` is the paragraph number that it begins with.
    """

    row: int
    column: int
    text: str
    indent: int = 0
    edited: bool = False
    number: Number | None = None

    def place(self, offset: int = 0) -> Place:
        """The place of the character at this offset of the text."""
        return Place(self.row, self.column + offset)


def terminated(text: str) -> bool:
    """Whether a text ends as sentences do."""
    return text.endswith(_STOPS) or (text[-2:-1] in "。．.!！?？" and text[-1:] in '」』”’»")）')


def heading_shaped(text: str) -> bool:
    """Whether a text is short and does not end as sentences do."""
    return 0 < len(text) <= LONGEST_HEADING and not terminated(text)


def number(text: str) -> Number | None:
    """The paragraph number that a text begins with, if any. Whether it counts is for the sequence to decide."""
    match = _NUMBER.match(text)
    if match is None:
        return None
    label, value, suffix = match.groups()
    return Number(label, int(value), bool(suffix), match.end())


def entry(text: str) -> Cut | None:
    """The mark of a list entry that a line begins with, if any."""
    match = _ENTRY.match(text)
    return Cut("entry", match[0].rstrip(), match.end()) if match else None


def labelled(text: str) -> Cut | None:
    """The label of a heading that a line begins with, if any."""
    match = _LABEL.match(text)
    if match is None or (match["word"] or "part").casefold() not in DIVISION_WORDS:
        return None
    return Cut(match.lastgroup or "", match[0].rstrip(), match.end())
