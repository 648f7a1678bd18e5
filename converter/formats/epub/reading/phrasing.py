"""The lines of a page: text, styles, languages, links, calls of notes, breaks; the other way round from inline.py.

    <em>…</em>  <span lang="fr">…</span>  <a href="b.xhtml#par-3">…</a>  <a epub:type="noteref" …>1</a>  <br/>

In a book of our own every character counts. In another's, white space is what CSS makes of it: one space, and none at
the ends of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from converter.diagnostics import Code
from converter.formats.epub.names import KIND, LABELS, TARGET, THIS, label_from
from converter.formats.epub.reading.footnotes import Notes
from converter.formats.epub.reading.kinds import BLOCKS, FOREIGN, PAGE_BREAKS, SILENT, STYLES, WAYS, tag, types
from converter.formats.epub.reading.opened import Element, resolve, said_language
from converter.formats.epub.reading.record import Record, collapsed, words
from converter.formats.epub.reading.routes import Address
from converter.language import canonical
from converter.model import Break, Inline, Label, Lang, Link, NoteRef, Styled, Text

Inlines = tuple[Inline, ...]

_TARGET = re.compile(r"(https?|ftp|mailto|tel|urn|doi):[^\s]+\Z")
_KEEPS = "Its text is kept."


class At(NamedTuple):
    """Where the walk is: the language of the node around, the language spoken, and whether a division may begin.

    The two languages differ where an element that becomes no node has said another one. `target` is that of the link
    around.
    """

    around: str
    spoken: str
    outermost: bool = True
    target: str = ""


class Line(NamedTuple):
    """A line with the printed label that it begins with, if any."""

    label: Label | None
    content: Inlines


class Phrasing(Struct):
    """Reads lines. `images` are those met in the lines read so far, which wait for a place between blocks."""

    record: Record
    notes: Notes
    note_ids: Mapping[Address, str]
    own: bool
    homes: Mapping[Address, str]
    images: list[Element] = field(default_factory=list)

    def line(self, element: Element, at: At) -> Line:
        """All that stands in an element, which holds no blocks."""
        leads = tuple(self._leads(element))
        labels = (lead for lead in leads if lead.get(LABELS) == THIS)
        label = next((label_from(self.exact(lead), lead) for lead in labels), None)
        return Line(label, self.tidied(self._all(element, at, leads)))

    def preformatted(self, element: Element, at: At) -> Inlines:
        """A line in which white space is kept: a break for every new line but those at its ends."""
        content: list[Inline] = []
        for inline in joined(self._all(element, at)):
            first, *others = inline.text.split("\n") if isinstance(inline, Text) else ("",)
            content += [Text(first)] if isinstance(inline, Text) else [inline]
            content += [each for other in others for each in (Break(), Text(other))]
        kept = joined(content)
        return _trimmed(kept[1:] if kept[:1] == (Break(),) else kept)

    def tidied(self, content: Iterable[Inline]) -> Inlines:
        """Inlines as they stand in the report."""
        return joined(content) if self.own else tidy(content)

    def exact(self, element: Element) -> str:
        """The text of an element."""
        return "".join(element.itertext()) if self.own else words(element)

    def tongue(self, element: Element, at: At) -> str | None:
        """The language of the node that an element becomes, where it departs from that around."""
        said = said_language(element)
        known = canonical(said) if said else None
        if said and known is None:
            self.record.tell(Code.NOT_CARRIED, f"{said!r} is no language tag", element)
        if self.own:
            return said if known else None
        spoken = known or at.spoken
        return spoken if spoken != at.around else None

    def _leads(self, element: Element) -> Iterator[Element]:
        """The marks and labels at the beginning of a line, which are no part of it."""
        before = element.text or ""
        for child in element:
            if before.strip() or not (child.get(LABELS) or child in self.notes.backs):
                return
            yield child
            before = child.tail or ""

    def _all(self, element: Element, at: At, leads: tuple[Element, ...] = ()) -> Iterator[Inline]:
        if element.text:
            yield Text(element.text)
        for child in element:
            tail = child.tail or ""
            if child in leads:
                tail = tail.removeprefix(" ")
                if child in self.notes.backs:
                    self.record.drop(child, "way back from a note")
            else:
                yield from self.phrase(child, at)
            if tail:
                yield Text(tail)

    def phrase(self, element: Element, at: At) -> Iterator[Inline]:
        """One element in a line."""
        name, kinds = tag(element), types(element)
        self.record.inside(element)
        if kinds & PAGE_BREAKS:
            self.record.drop(element, "page number")
        elif element in self.notes.bodies or name in SILENT or kinds & WAYS:
            return
        elif element in self.notes.backs:
            self.record.drop(element, "way back from a note")
        elif name == "br":
            yield Break()
        elif name in ("img", "{http://www.w3.org/2000/svg}svg"):
            self.images.append(element)
        elif name == "a" or element.get(TARGET):
            yield from self._link(element, at)
        else:
            yield from self._within(element, name, at)

    def _within(self, element: Element, name: str, at: At) -> Iterator[Inline]:
        """What stands in an element, in its style and in its language."""
        if name in FOREIGN or name.startswith("{"):
            self.record.tell(Code.NOT_CARRIED, f"<{name.rpartition('}')[2]}> was not carried", element, _KEEPS)
        if name == "script":
            return
        language = self.tongue(element, at)
        inner = at._replace(around=language, spoken=language) if language else at
        content = tuple(self._all(element, inner))
        if name in BLOCKS:
            content = (Text(" "), *content, Text(" "))
        if name == "rt":
            self.record.tell(Code.NOT_CARRIED, "ruby stands beside its text", element, _KEEPS)
        style = "small-caps" if element.get(KIND) == "small-caps" else STYLES.get(name)
        if style and not self._is_bare(content):
            content = (Styled(style, content),)
        yield from (Lang(language, content),) if language else content

    def _is_bare(self, content: Inlines) -> bool:
        """Whether a foreign style holds only a call: the raising of a mark is no style."""
        return not self.own and bool(content) and all(isinstance(inline, NoteRef) for inline in content)

    def _link(self, element: Element, at: At) -> Iterator[Inline]:
        """A call, a link, or, where it leads nowhere, the words alone."""
        if element in self.notes.calls:
            yield NoteRef(self.note_ids[self.notes.calls[element]])
            return
        target = self._target(element)
        if target is None or target == at.target:
            yield from self._within(element, "a", at)
            return
        language = None if self.own else self.tongue(element, at)
        inner = at._replace(around=language, spoken=language, target=target) if language else at._replace(target=target)
        content = tuple(self._all(element, inner))
        yield Link(target, (Lang(language, content),) if language else content)

    def _target(self, element: Element) -> str | None:
        """Where a link leads, in the report or outside it."""
        href = element.get("href", "").strip()
        said = element.get(TARGET) or href
        if _TARGET.match(said):
            return said
        if said.startswith("#") and element.get(TARGET):
            return said if said[1:] in self.record.taken else None
        to = resolve(self.record.part, href) if href else None
        if to is None:
            if href:
                self.record.tell(Code.NOT_CARRIED, f"no link leads to {href[:80]!r}", element, _KEEPS)
            return None
        self.record.led_to.add(to)
        id = self.homes.get(to, to[1])
        if not id:
            self.record.tell(Code.NOT_CARRIED, f"nothing is read from where {href[:80]!r} leads", element, _KEEPS)
        return f"#{id}" if id else None


def joined(content: Iterable[Inline]) -> Inlines:
    """Inlines with texts that adjoin as one."""
    made: list[Inline] = []
    for inline in content:
        last = made[-1] if made else None
        if isinstance(inline, Styled | Lang | Link):
            made.append(replace(inline, content=joined(inline.content)))
        elif isinstance(inline, Text) and isinstance(last, Text):
            made[-1] = Text(last.text + inline.text)
        elif inline != Text(""):
            made.append(inline)
    return tuple(made)


def tidy(content: Iterable[Inline]) -> Inlines:
    """Inlines without space at either end, with single spaces between them, and texts that adjoin as one."""
    return _trimmed(_squeezed(joined(content), spaced=True)[0])


def _squeezed(content: Inlines, *, spaced: bool) -> tuple[Inlines, bool]:
    """The inlines without a space after a space, and whether they end with one."""
    made: list[Inline] = []
    for inline in content:
        if isinstance(inline, Text):
            text = collapsed(inline.text)
            text = text.removeprefix(" ") if spaced else text
            spaced = text.endswith(" ") if text else spaced
            made += [Text(text)] if text else []
        elif isinstance(inline, Styled | Lang | Link):
            inner, spaced = _squeezed(inline.content, spaced=spaced)
            made += [replace(inline, content=inner)] if inner else []
        else:
            made.append(inline)
            spaced = isinstance(inline, Break)
    return joined(made), spaced


def _trimmed(content: Inlines) -> Inlines:
    """The inlines without space or break at their end."""
    if not content:
        return ()
    *before, last = content
    if isinstance(last, Text):
        text = last.text.rstrip(" ")
        return (*before, Text(text)) if text else _trimmed(tuple(before))
    if isinstance(last, Break):
        return _trimmed(tuple(before))
    if isinstance(last, Styled | Lang | Link):
        inner = _trimmed(last.content)
        return (*before, replace(last, content=inner)) if inner else _trimmed(tuple(before))
    return content
