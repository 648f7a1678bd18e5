"""Reports made at random, for laws that hold for every report: all kinds of node, six languages, odd labels.

    reports()       reports in the one form of the model, as every reader makes them
                    (tests/rough.py says the same in other ways)

Ids are made from structure and printed value, and are unique. Every note is called, and stands in the order of its
first call. Links lead to URIs or to nodes of the report. Blocks stand before the divisions beside them, levels may
skip, and anything that holds something may be empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from converter.labels import read_label
from converter.model import (
    Block,
    Box,
    Break,
    Cell,
    Date,
    Division,
    Figure,
    Inline,
    Item,
    Label,
    Lang,
    Link,
    List,
    Metadata,
    Node,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Report,
    Rights,
    Row,
    Series,
    Source,
    Style,
    Styled,
    Table,
    Text,
    Unread,
)
from converter.transforms.canonical import canonical_report
from tests.samples import LANGUAGES, RED_SQUARE

law = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
"""How often a law is tried on random reports, which are large and slow to draw as such values go."""

_WORDS = (
    "a", "the", "Report", "l’année", "œuvre", "¿Qué?", "niño", "доклад", "Ёлка", "تقرير", "١٢٣", "工作", "報告", "报告",
    "的", "12", "3.14", "(c)", "A/1/2.", "[1]", "--", "…", "«x»", "&", "<p>", "]]>", "\\", "'", '"', "$1", "%s", "{}",
    "#", "e\u0301", "\U00020bb7", "\U0001f30d", "\U00010348", "\u2011", "1\u00a0000", "x\u200by", "۝", "ﬁ", "ß", "İ",
)  # fmt: skip
_PARAGRAPH_LABELS = ("47 bis.", "*", "(a)", "第一章", "٣.", "12、", "IV.", "б)", "§ 5", "1.2.3", "47之二.", "٤٧-")
_HEADING_LABELS = ("I.", "II.", "A.", "第一章", "第二章", "一、", "Chapter III.", "1.1", "أولا -", "Б.")
_ITEM_LABELS = ("(a)", "(b)", "(i)", "(ii)", "1)", "•", "–", "(一)", "أ)", "а)")
_MARKS = ("*", "**", "a", "b", "[A]", "†", "(1)")
_STYLES: tuple[Style, ...] = ("emphasis", "strong", "superscript", "subscript", "underline", "small-caps")
_URIS = (
    "https://example.org/a?b=1&c=2",
    "http://example.org/%D8%A3#x",
    "mailto:a@example.org",
    "urn:isbn:1",
    "doi:10.1/x",
)
_LICENCES = ("https://creativecommons.org/publicdomain/mark/1.0/", "public domain")

_LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z", "M"))


@cache
def texts(most: int = 6) -> st.SearchStrategy[str]:
    """Canonical texts of one word or more; most often one number stands for them all, since a draw is dear."""
    known = st.integers(0, len(_WORDS) ** most - 1).map(_spelled)
    return st.one_of(known, known, known, st.text(_LETTERS, min_size=1, max_size=8))


def _spelled(number: int) -> str:
    """The words that are the digits of this number."""
    said: list[str] = []
    while number or not said:
        number, digit = divmod(number, len(_WORDS))
        said.append(_WORDS[digit])
    return " ".join(said)


@cache
def _between(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most)


@cache
def _one_of(values: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


@st.composite
def metadatas(draw: st.DrawFn, languages: tuple[str, ...] = LANGUAGES) -> Metadata:
    """Metadata with any of their fields left out."""
    maybe = st.none() | texts(4)
    days = st.none() | st.builds(_iso, st.dates(), st.sampled_from((4, 7, 10)))
    return Metadata(
        title=draw(texts()),
        language=draw(st.sampled_from(languages)),
        subtitle=draw(maybe),
        symbol=draw(st.none() | st.sampled_from(("A/1/2", "X/2031/Add.1", "E/CN.4/Sub.2/1"))),
        authors=draw(st.lists(texts(3), max_size=3).map(tuple)),
        organ=draw(maybe),
        place=draw(maybe),
        date=draw(st.none() | st.builds(Date, texts(3), days)),
        session=draw(maybe),
        publisher=draw(maybe),
        rights=draw(st.none() | st.builds(Rights, st.lists(texts(), min_size=1, max_size=3).map(tuple), _licences)),
        series=draw(st.none() | st.builds(Series, texts(4), maybe, maybe)),
        source=draw(st.none() | st.builds(Source, st.just("report.txt"), st.just("0f" * 32))),
    )


def _iso(day: date, length: int) -> str:
    return day.isoformat()[:length]


_licences = st.none() | st.sampled_from(_LICENCES)


def reports(
    *, without: Collection[type[Node]] = (), depth: int = 3, languages: tuple[str, ...] = LANGUAGES
) -> st.SearchStrategy[Report]:
    """Reports in these languages without these kinds of node, with blocks at most so deep in one another.

    `without` takes kinds of block and of inline, Division, Label, and Note, whose calls then go with it.
    """
    return _reports(frozenset(without), depth, languages)


@st.composite
def _reports(draw: st.DrawFn, without: frozenset[type[Node]], depth: int, languages: tuple[str, ...]) -> Report:
    metadata = draw(metadatas(languages))
    maker = _Maker(draw, without, languages, depth)
    if maker.chance(30):
        return Report(metadata, ())
    first = maker.blocks("", metadata.language, 0, most=3)
    content = (*first, *maker.divisions("div", metadata.language, 0, least=0 if first else 1))
    return canonical_report(Report(metadata, content, maker.notes(metadata.language)))


T = TypeVar("T")
_HOLDERS = (List, Box, Quotation, Table)
_BLOCKS = (Paragraph, Paragraph, Paragraph, *_HOLDERS, Figure, Unread)
_WRAPPERS = (Styled, Lang, Link)
_DEEPEST_LEVEL = 6


@dataclass
class _Maker:
    """Draws nodes in document order, so that ids and the order of calls are known as they come."""

    draw: st.DrawFn
    without: frozenset[type[Node]]
    languages: tuple[str, ...]
    depth: int
    ids: dict[str, None] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def claim(self, id: str) -> str:
        """This id, or the next free one like it."""
        claimed, number = id, 1
        while claimed in self.ids:
            number += 1
            claimed = f"{id}-{number}"
        self.ids[claimed] = None
        return claimed

    def next(self, noun: str) -> str:
        """The next id of this noun: `box-1`, `box-2`."""
        self.counts[noun] += 1
        return self.claim(f"{noun}-{self.counts[noun]}")

    def between(self, least: int, most: int) -> int:
        """A number, both ends included."""
        return self.draw(_between(least, most))

    def one_of(self, values: Iterable[T]) -> T:
        """One of these."""
        value: T = self.draw(_one_of(tuple(values)))
        return value

    def chance(self, of: int = 3) -> bool:
        """True once in so many."""
        return self.between(1, of) == of

    def label(self, odd: tuple[str, ...], *, often: int = 2) -> Label | None:
        """A label of this list, as it is read."""
        if Label in self.without or not self.chance(often):
            return None
        return read_label(self.one_of(odd))

    def least(self) -> int:
        """How many blocks stand in what holds blocks: one at least, most often."""
        return 0 if self.chance(8) else 1

    def language(self, around: str) -> str | None:
        """Now and then another language than the one around."""
        others = [tag for tag in (*self.languages, "zh-Hans") if tag != around]
        return self.one_of(others) if self.chance(6) else None

    def divisions(self, path: str, around: str, above: int, *, least: int = 0) -> tuple[Division, ...]:
        """Divisions under a heading of level `above`; none is deeper than the one before it."""
        if Division in self.without or above >= _DEEPEST_LEVEL:
            return ()
        made: list[Division] = []
        level = min(above + self.between(1, 2), _DEEPEST_LEVEL)
        for number in range(1, self.between(least, 2 if above < 2 else 1) + 1):
            level = self.between(above + 1, level)
            made.append(self.division(f"{path}-{number}", around, level))
        return tuple(made)

    def division(self, path: str, around: str, level: int) -> Division:
        """A division."""
        id, label, language = self.claim(path), self.label(_HEADING_LABELS), self.language(around)
        inner = language or around
        heading = self.line(inner)
        content = (*self.blocks(id, inner, 0, most=4), *self.divisions(id, inner, level))
        return Division(id, level, heading, content, label, language)

    def blocks(self, path: str, around: str, depth: int, *, least: int = 0, most: int = 2) -> tuple[Block, ...]:
        """Blocks in a division, or `depth` deep in other blocks; there the first is a paragraph most often."""
        count = self.between(least, most)
        kinds = [kind for kind in _BLOCKS if kind not in self.without and (depth < self.depth or kind not in _HOLDERS)]
        return tuple(
            self.block(
                Paragraph if depth and not index and not self.chance(4) else self.one_of(kinds), path, around, depth
            )
            for index in range(count)
        )

    def block(self, kind: type[Node], path: str, around: str, depth: int) -> Block:
        """A block of this kind."""
        if kind is Paragraph:
            return self.paragraph(path, around, numbered=depth == 0)
        makers: Mapping[type[Node], Callable[[str, int], Block]] = {
            List: self.listing, Box: self.box, Quotation: self.quotation, Table: self.table, Figure: self.figure,
            Unread: self.unread,
        }  # fmt: skip
        return makers[kind](around, depth + 1)

    def paragraph(self, path: str, around: str, *, numbered: bool = False) -> Paragraph:
        """A paragraph; one that stands in a division may have a number, which most often counts on."""
        label = self.number() if numbered and Label not in self.without and self.chance(2) else None
        name = f"par-{label.value}" if label and label.value else f"{path}-p" if path else "p"
        id, language = self.claim(name), self.language(around)
        return Paragraph(id, self.line(language or around), label, language)

    def number(self) -> Label:
        """The number of a paragraph."""
        if self.chance(4):
            return read_label(self.one_of(_PARAGRAPH_LABELS))
        self.counts["par"] += 1
        return read_label(f"{self.counts['par']}.")

    def listing(self, around: str, depth: int) -> List:
        """A list whose items all have labels, or none has one."""
        id, language = self.next("list"), self.language(around)
        often = self.one_of((1, 10**9))
        items = tuple(self.item(id, language or around, depth, often) for _ in range(self.between(1, 3)))
        label = items[0].label
        return List(id, items, label is not None and label.value is not None, language)

    def item(self, path: str, around: str, depth: int, often: int) -> Item:
        """An item."""
        label = self.label(_ITEM_LABELS, often=often) if often == 1 else None
        id = self.claim(f"{path}-{label.value}" if label and label.value else f"{path}-item")
        return Item(id, self.blocks(id, around, depth, least=self.least()), label)

    def box(self, around: str, depth: int) -> Box:
        """A box, with a title or without."""
        id, label, language = self.next("box"), self.label(("Box 1", "專欄一", "Encadré 2")), self.language(around)
        title = self.line(language or around)
        return Box(id, title, self.blocks(id, language or around, depth, least=self.least(), most=3), label, language)

    def quotation(self, around: str, depth: int) -> Quotation:
        """A quotation, with its source or without."""
        id, language = self.next("quotation"), self.language(around)
        source = self.line(language or around)
        return Quotation(id, self.blocks(id, language or around, depth, least=self.least()), source, language)

    def table(self, around: str, depth: int) -> Table:
        """A table: no cell of the first column spans rows, so that no row is without a cell; rows may end early."""
        id, label, language = self.next("table"), self.label(("Table 1", "表一", "Cuadro 3")), self.language(around)
        caption = self.line(language or around)
        width, height = self.between(1, 4), self.between(1, 4)
        head = self.between(0, 1)
        free = [[True] * width for _ in range(height)]
        rows: list[Row] = []
        for row in range(height):
            cells: list[Cell] = []
            for column in range(width - (width > 1 and self.chance(6))):
                if free[row][column]:
                    cells.append(self.cell(id, language or around, depth, free, (row, column), head))
            rows.append(Row(tuple(cells)))
        return Table(id, tuple(rows), caption, label, language)

    def cell(self, path: str, around: str, depth: int, free: list[list[bool]], at: tuple[int, int], head: int) -> Cell:
        """A cell that takes its share of the free grid; a cell of the head does not reach out of it."""
        row, column = at
        run = next((n for n, open in enumerate(free[row][column:]) if not open), len(free[row]) - column)
        columns = self.between(1, run)
        lowest = head if row < head else len(free)
        rows = self.between(1, lowest - row) if column else 1
        for below in range(row, row + rows):
            free[below][column : column + columns] = [False] * columns
        return Cell(self.blocks(path, around, depth), row < head or self.chance(8), columns, rows)

    def figure(self, around: str, depth: int) -> Figure:
        """A figure: one small image, with any words."""
        id, label, language = self.next("figure"), self.label(("Figure 1", "圖一")), self.language(around)
        alternative = self.draw(st.just("") | texts())
        return Figure(id, RED_SQUARE, "image/png", alternative, self.line(language or around), label, language)

    def unread(self, around: str, depth: int) -> Unread:
        """A piece that could not be placed."""
        return Unread(self.next("unread"), self.draw(texts()), self.draw(texts(3)), self.language(around))

    def notes(self, around: str) -> tuple[Note, ...]:
        """The notes that were called, in the order of their first call; a note calls no other."""
        ids, self.without = tuple(self.called), self.without | {NoteRef}
        return tuple(self.note(id, position, around) for position, id in enumerate(ids, 1))

    def note(self, id: str, position: int, around: str) -> Note:
        """A note with its mark."""
        label = self.label(_MARKS, often=4) or read_label(f"[{position}]")
        language = self.language(around)
        inner = language or around
        return Note(id, label, tuple(self.paragraph(id, inner) for _ in range(self.between(self.least(), 2))), language)

    def line(self, around: str) -> tuple[Inline, ...]:
        """A line of text with marks in it; now and then empty, or very long."""
        if self.chance(10):
            return ()
        if self.chance(40):
            return (Text(" ".join([self.draw(texts())] * 400)),)
        return tuple(self.inline(around) for _ in range(self.between(1, 5)))

    def inline(self, around: str) -> Inline:
        """A text, a call or a break, with marks around it now and then."""
        kind = self.one_of((Text, Text, Text, Break, *(() if {NoteRef, Note} & self.without else (NoteRef,))))
        made: Inline = self.call() if kind is NoteRef else Break() if kind is Break else self.text()
        for _ in range(self.one_of((0, 0, 0, 1, 2))):
            made = self.marked(made, around)
        return made

    def text(self) -> Text:
        """A text, with spaces at its ends now and then."""
        return Text(self.one_of(("{}", "{}", "{} ", " {}", "{}  x ")).format(self.draw(texts())))

    def marked(self, inner: Inline, around: str) -> Inline:
        """The same with a mark around it."""
        kind = self.one_of([kind for kind in _WRAPPERS if kind not in self.without] or (Text,))
        if kind is Styled:
            return Styled(self.one_of(_STYLES), (inner,))
        if kind is Lang:
            return Lang(self.one_of([tag for tag in (*self.languages, "en-GB") if tag != around]), (inner,))
        if kind is Link:
            return Link(self.one_of((*_URIS, *(f"#{id}" for id in self.ids))), (inner,))
        return inner

    def call(self) -> NoteRef:
        """A call of a note that was called before, or of the next one."""
        place = self.between(0, len(self.called))
        if place == len(self.called):
            self.called.append(self.next("note"))
        return NoteRef(self.called[place])
