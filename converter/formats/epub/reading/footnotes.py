"""Which elements of a book are notes, and which links call them or lead back: by type and role, or by the links alone.

    <a epub:type="noteref" role="doc-noteref" href="#n1" id="c1">1</a> … <aside epub:type="footnote" id="n1">…</aside>
    <a href="notes.xhtml#n1" id="c1">1</a> …         <p id="n1"><a href="text.xhtml#c1">1</a> The note.</p>

The second is the common pattern of books that say nothing of types: a short mark whose link leads to a block from which
a link leads back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from converter.formats.epub.markup import XHTML
from converter.formats.epub.names import COPY
from converter.formats.epub.reading.kinds import BACKS, CALLS, FOOTNOTE_LISTS, FOOTNOTES, tag, types
from converter.formats.epub.reading.opened import Element, Page, resolve
from converter.formats.epub.reading.record import words
from converter.formats.epub.reading.routes import Address

_A = f"{{{XHTML}}}a"
_LONGEST_MARK, _LONGEST_WAY_BACK = 8, 32
"""In characters: `[12]`, `Return to the text`."""
_BODIES = ("p", "li", "aside", "div", "dd", "td")
"""The elements that a note may be, where only links tell that it is one."""
_LARGEST = 64
"""How many elements around a link are looked at; what is wider is no note."""


class Notes(Struct):
    """The notes of a book: `bodies` leads from a note's element to its name, `calls` from a link to a note's name.

    A name is the address of the note's element; `parts` tells the part of each element, `marks` the text of each
    note's first call. `backs` are the links from a note to its calls.
    """

    bodies: dict[Element, Address] = field(default_factory=dict)
    calls: dict[Element, Address] = field(default_factory=dict)
    marks: dict[Address, str] = field(default_factory=dict)
    backs: set[Element] = field(default_factory=set)
    copies: dict[Address, Address] = field(default_factory=dict)


class _Link(Struct, frozen=True):
    """A link within the book, in its place among all."""

    element: Element
    part: str
    to: Address


def find_notes(pages: Iterable[Page], *, own: bool) -> Notes:
    """The notes of these pages, with their calls; in our own books by type and role alone. Linear."""
    notes, by_address, links = Notes(), dict[Address, Element](), list[_Link]()
    for page in pages:
        for element in page.body.iter("{*}*"):
            if id := element.get("id"):
                by_address.setdefault((page.name, id), element)
            if element.tag == _A and (to := resolve(page.name, element.get("href") or ".")) and to[1]:
                links.append(_Link(element, page.name, to))
            elif types(element) & FOOTNOTES or _is_plain_note(element):
                notes.bodies[element] = (page.name, id or f" {len(notes.bodies)}")
    _join_copies(notes)
    finder = _Finder(notes, by_address, _leading(links, by_address), own)
    for link in links:
        finder.add(link)
    return notes


def _is_plain_note(element: Element) -> bool:
    """A named part of a list of notes that nothing calls, which has therefore no role."""
    above = element.getparent()
    return bool(
        element.get("id") and tag(element) in ("div", "aside") and above is not None and types(above) & FOOTNOTE_LISTS
    )


def _join_copies(notes: Notes) -> None:
    """Each copy of a note as the note that it is a copy of, if that is there."""
    originals = {name[1]: name for element, name in notes.bodies.items() if not element.get(COPY)}
    for element, name in notes.bodies.items():
        if (original := originals.get(element.get(COPY, ""))) is not None:
            notes.copies[name] = original


def _leading(links: Iterable[_Link], by_address: Mapping[Address, Element]) -> Mapping[Element, list[_Link]]:
    """The links by the element that they lead to."""
    leading: dict[Element, list[_Link]] = {}
    for link in links:
        if link.to in by_address:
            leading.setdefault(by_address[link.to], []).append(link)
    return leading


class _Finder(Struct, frozen=True):
    """Tells calls and ways back among links. `leading` has the links by the element that they lead to."""

    notes: Notes
    by_address: Mapping[Address, Element]
    leading: Mapping[Element, list[_Link]]
    own: bool

    def add(self, link: _Link) -> None:
        """A link as a call or as a way back, if it is one."""
        target = self.by_address.get(link.to)
        if types(link.element) & BACKS:
            self.notes.backs.add(link.element)
        if target is None or link.element in self.notes.backs:
            return
        body = self.called(link, target)
        if body is None:
            return
        name = self.notes.bodies.setdefault(body, (link.to[0], body.get("id") or link.to[1]))
        name = self.notes.copies.get(name, name)
        self.notes.calls[link.element] = name
        self.notes.marks.setdefault(name, words(link.element))
        if not self.own:
            self.notes.backs.update(self.ways_back(link, body))

    def called(self, link: _Link, target: Element) -> Element | None:
        """The note that a link calls, if it calls one."""
        known = next((around for around in _around(target) if around in self.notes.bodies), None)
        if types(link.element) & CALLS:
            return known if known is not None else _block(target)
        if self.own or not _is_mark(link.element):
            return None
        body = known if known is not None else _block(target)
        if body is None or body in _around(link.element):
            return None
        return body if known is not None or next(self.ways_back(link, body), None) is not None else None

    def ways_back(self, link: _Link, body: Element) -> Iterator[Element]:
        """The short links in a note that lead to its call, to what is in that, or to what stands closely around it."""
        near = [*link.element.iter(), *list(_around(link.element))[1:3]]
        for element in near[:_LARGEST]:
            for back in self.leading.get(element, ()):
                if body in _around(back.element) and len(words(back.element)) <= _LONGEST_WAY_BACK:
                    yield back.element


def _block(target: Element) -> Element | None:
    """The block around a place; with the whole of a list's item, if it begins that."""
    body = next((around for around in _around(target) if tag(around) in _BODIES), None)
    above = body.getparent() if body is not None and tag(body) == "p" else None
    return above if above is not None and tag(above) in ("li", "aside", "dd") and above[0] is body else body


def _around(element: Element) -> Iterator[Element]:
    """An element and those around it, from the inside out."""
    yield element
    for count, above in enumerate(element.iterancestors()):
        if count == _LARGEST or tag(above) == "body":
            return
        yield above


def _is_mark(element: Element) -> bool:
    """Whether a link shows no more than the mark of a note."""
    text = words(element).strip("[]().")
    return len(text) <= 3 or (text.isdecimal() and len(text) <= _LONGEST_MARK)
