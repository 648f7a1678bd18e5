"""The blocks of a page, the other way round from page.py: headings, paragraphs, and what objects.py knows.

What HTML lets stand without a paragraph around it (text in a `div`, an `li`, a `td`) becomes one. Elements that only
hold others (`div`, `main`, `header`) leave no trace but their language. Headings begin divisions at the outermost level
and are strong paragraphs elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from msgspec import Struct, field

from converter.diagnostics import Code
from converter.formats.epub.names import LABELS, LEVEL, THIS, WITHIN
from converter.formats.epub.reading.kinds import (
    BLOCKS,
    FOOTNOTE_LISTS,
    FOREIGN,
    HEADINGS,
    HOLDERS,
    PAGE_BREAKS,
    SILENT,
    WAYS,
    tag,
    types,
)
from converter.formats.epub.reading.objects import OBJECTS, figures, strong
from converter.formats.epub.reading.opened import Element, Opened, Page, said_language
from converter.formats.epub.reading.outline import Head, Outline
from converter.formats.epub.reading.phrasing import At, Phrasing
from converter.formats.epub.reading.record import Record, words
from converter.formats.epub.reading.routes import Address
from converter.language import canonical
from converter.model import Block, Inline, Paragraph, Text

_DEEPEST = 60
"""No heading stands deeper, whatever a book says."""


class Flow(Struct):
    """Reads the pages of a book into an outline. `language` is the report's.

    `depth` is that of the division which the next block belongs to, None for the innermost; `expected` is the depth
    that the book's contents give the next heading, and `base` the last heading that they name (depth and number).
    """

    book: Opened
    record: Record
    phrasing: Phrasing
    routes: Mapping[Address, tuple[int, str]]
    language: str
    outline: Outline = field(default_factory=Outline)
    depth: int | None = None
    expected: int | None = None
    base: tuple[int, int] = (0, 0)
    image_bytes: int = 0
    holding: set[Element] = field(default_factory=set)

    def page(self, page: Page) -> None:
        """Read one page on into the outline."""
        self.record.begin(page.name)
        self.holding |= _holding(page.body)
        self.depth = 0 if self.book.own else None
        known = canonical(page.language) if page.language else None
        at = At(self.language, known or self.language)
        for head in self._unheaded(page, at):
            self.outline.add(head, None)
        for node in self.flow(page.body, at):
            self.outline.add(node, self.depth)

    def blocks(self, element: Element, at: At, skip: Element | None = None) -> tuple[Block, ...]:
        """The blocks in an element, none of which is a division."""
        return tuple(cast(Iterator[Block], self.flow(element, at._replace(outermost=False), skip)))

    def block(self, element: Element, at: At) -> tuple[Block, ...]:
        """An element among blocks, as the blocks it becomes."""
        return tuple(cast(Iterator[Block], self._node(element, at._replace(outermost=False))))

    def line(self, element: Element, at: At) -> tuple[Block, ...]:
        """A paragraph, even one that is a note."""
        return tuple(cast(Iterator[Block], self.paragraph(element, at._replace(outermost=False))))

    def flow(self, element: Element, at: At, skip: Element | None = None) -> Iterator[Head | Block]:
        """What stands in an element but for one of its children, one after the other."""
        run: list[Inline] = [Text(element.text)] if element.text else []
        for child in element:
            if child is skip:
                pass
            elif tag(child) in BLOCKS or child in self.holding:
                yield from self._loose(run, at)
                run = []
                yield from self._node(child, self._here(at))
            else:
                run += self.phrasing.phrase(child, at)
            if child.tail:
                run.append(Text(child.tail))
        yield from self._loose(run, at)

    def _here(self, at: At) -> At:
        """The place of the next node: outside blocks, the language around it is that of the open division."""
        return at._replace(around=self.outline.language or self.language) if at.outermost else at

    def within(self, element: Element, at: At) -> tuple[str | None, At]:
        """The language of the node that an element becomes, and the place in it."""
        language = self.phrasing.tongue(element, at)
        return language, At(language or at.around, language or at.spoken, outermost=False)

    def enter(self, element: Element) -> None:
        """Meet an element that is no node."""
        self.record.enter(element)
        route = self.routes.get((self.record.part, element.get("id", "")))
        if route and element.get("id"):
            self.expected = route[0]

    def _node(self, element: Element, at: At) -> Iterator[Head | Block]:
        name, kinds = tag(element), types(element)
        if element in self.phrasing.notes.bodies or name in SILENT:
            return
        if kinds & (PAGE_BREAKS | WAYS):
            self.record.drop(element, "page number" if kinds & PAGE_BREAKS else "navigation")
        elif name in HEADINGS and types(element.getparent()) & FOOTNOTE_LISTS:
            self.record.drop(element, "heading of the notes")
        elif name in HEADINGS:
            yield from self._heading(element, at)
        elif name in ("section", "article"):
            yield from self._section(element, at)
        elif name in OBJECTS:
            yield from OBJECTS[name](self, element, at)
        elif name in HOLDERS and element in self.holding:
            yield from self.held(element, at)
        else:
            yield from self.paragraph(element, at)

    def held(self, element: Element, at: At) -> Iterator[Head | Block]:
        """What stands in an element that is no node."""
        if tag(element) in FOREIGN:
            self.record.tell(Code.NOT_CARRIED, f"<{tag(element)}> was not carried", element, "Its text is kept.")
        self.enter(element)
        said = said_language(element)
        yield from self.flow(element, at._replace(spoken=canonical(said) or at.spoken) if said else at)

    def _section(self, element: Element, at: At) -> Iterator[Head | Block]:
        """A section: the division that its heading begins ends with it."""
        before = self.depth
        if (id := element.get(WITHIN)) is not None:
            self.depth = self.outline.depth_of(id)
        yield from self.held(element, at)
        self.depth = before

    # Headings

    def _unheaded(self, page: Page, at: At) -> Iterator[Head]:
        """A division for a page that the contents name and that has no heading itself."""
        route = self.routes.get((page.name, ""))
        self.expected = route[0] if route else None
        if route and next(page.body.iter(*(f"{{*}}{name}" for name in HEADINGS)), None) is None:
            yield self._head(page.body, self._depth(page.body, 1), (Text(route[1]),), at)

    def _heading(self, element: Element, at: At) -> Iterator[Head | Block]:
        if not at.outermost:
            yield from (strong(cast(Block, block)) for block in self.paragraph(element, at))
            return
        if not self.book.own and not words(element):
            self.enter(element)
            return
        above = element.getparent()
        named = above is not None and tag(above) in ("section", "article") and above.get("id") and _first(element)
        holder = above if named and above is not None else element
        depth = self._depth(element, _number(element))
        self.outline.close(depth - 1)
        here = self._here(at)
        language = self.phrasing.tongue(holder, here)
        id = self.record.claim(holder, "div")
        line = self.phrasing.line(element, At(language or here.around, language or here.spoken))
        self.depth = depth
        yield Head(id, depth, _level(holder, depth), line.label, line.content, language)
        yield from figures(self, at)

    def _head(self, element: Element, depth: int, heading: tuple[Inline, ...], at: At) -> Head:
        self.outline.close(depth - 1)
        language = self.phrasing.tongue(element, self._here(at))
        return Head(self.record.claim(None, "div"), depth, depth, None, heading, language)

    def _depth(self, element: Element, number: int) -> int:
        """How deep a heading stands: in our own books as its number says, in others as the contents say first."""
        if self.book.own:
            return number
        ids = filter(None, (inner.get("id") for inner in element.iter("{*}*")))
        routed = (self.routes[self.record.part, id][0] for id in ids if (self.record.part, id) in self.routes)
        depth = next(routed, self.expected)
        self.expected = None
        if depth:
            self.base = (depth, number)
        return min(max(depth or self.base[0] + number - self.base[1], 1), _DEEPEST)

    # Paragraphs

    def paragraph(self, element: Element, at: At) -> Iterator[Head | Block]:
        """An element that holds a line, or, against all rules, blocks."""
        if element in self.holding:
            yield from self.held(element, at)
            return
        if self._is_lead(element) or not (self.book.own or words(element) or len(element)):
            self.enter(element)
            return
        language, inner = self.within(element, at)
        id = self.record.claim(element, "p")
        label, content = self.phrasing.line(element, inner)
        if self.book.own or content or label:
            yield Paragraph(id, content, label, language)
        yield from figures(self, at)

    def _loose(self, run: list[Inline], at: At) -> Iterator[Block]:
        """A line that stands in no paragraph."""
        if any(not isinstance(inline, Text) or inline.text.strip() for inline in run):
            at = self._here(at)
            language = at.spoken if not self.book.own and at.spoken != at.around else None
            content = self.phrasing.tidied(run)
            if content:
                yield Paragraph(self.record.claim(None, "p"), content, None, language)
        yield from figures(self, at)

    def _is_lead(self, element: Element) -> bool:
        """Whether a paragraph of our own holds nothing but marks, labels, and ways back from a note."""
        if not self.book.own or element.get("id") or not len(element):
            return False
        backs = self.phrasing.notes.backs
        if all(child in backs or child.get(LABELS) not in (None, THIS) for child in element):
            self.record.drop(element, "ways back from a note")
            return True
        return False


def _holding(body: Element) -> set[Element]:
    """The elements of a page that hold blocks; linear."""
    found: set[Element] = {body}
    for element in body.iter("{*}*"):
        if tag(element) in BLOCKS:
            above = element.getparent()
            while above is not None and above not in found:
                found.add(above)
                above = above.getparent()
    return found


def _first(element: Element) -> bool:
    """Whether nothing but page breaks stands before an element."""
    before = element.itersiblings(preceding=True)
    return all(tag(sibling) not in BLOCKS or types(sibling) & PAGE_BREAKS for sibling in before)


def _number(element: Element) -> int:
    """The level that a heading says it has."""
    said = element.get("aria-level", "")
    return int(said) if said.isascii() and said.isdecimal() and 0 < int(said[:5]) < _DEEPEST else int(tag(element)[1])


def _level(element: Element, depth: int) -> int:
    """The level of a division, where it is not its depth."""
    said = element.get(LEVEL, "")
    return int(said) if said.isascii() and said.isdecimal() and 1 <= int(said[:5]) <= 1000 else depth
