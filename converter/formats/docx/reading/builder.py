"""The entries of a document as nodes of the report.

In a document of ours the containers are what their bookmarks enclose (containers.py); in any other, and for what was
added to ours in Word, they are what styles and labels tell (recognised.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct, field

from converter.diagnostics import Code, Diagnostic, Place
from converter.formats.docx.reading import containers, labels, recognised, typed
from converter.formats.docx.reading.bounds import Bound, Group, grouped
from converter.formats.docx.reading.entries import Entry, Grid, Para, Picture
from converter.formats.docx.reading.gather import Head
from converter.formats.docx.reading.labels import Read
from converter.formats.docx.reading.leaves import Leaf, inlines, plain
from converter.formats.docx.reading.looks import FRONT
from converter.formats.docx.reading.names import Names
from converter.formats.docx.structure import Fact
from converter.language import departing
from converter.model import Block, Inline, Label, Note, Paragraph, Unread

Piece = Para | Grid | Group
Made = list[Head | Block]

_SPACES = " \t\u00a0\u3000"


class Builder(Struct, dict=True):
    """Makes nodes in the order of the document, so that ids are the same in every run."""

    names: Names
    bounds: Sequence[Bound]
    language: str
    places: dict[str, Place] = field(default_factory=dict)
    uncalled: list[Note] = field(default_factory=list)
    front: list[Para] = field(default_factory=list)
    """The paragraphs of the title page."""
    begun: bool = False
    """Whether the report itself has begun."""
    used: set[str] = field(default_factory=set)
    """The containers that were opened."""

    @cached_property
    def own(self) -> bool:
        """Whether the document is one of ours."""
        return self.names.shared.own

    @cached_property
    def _firsts(self) -> list[int]:
        """Where the bounds begin, to find those of a row."""
        return [bound.first for bound in self.bounds]

    def row(self, entries: Sequence[Entry], around: str, *, heads: bool = False) -> Made:
        """The nodes of entries in a row; headings are headings only where `heads` says so."""
        return self.made(self.pieces(entries), around, heads=heads)

    def blocks(self, pieces: Sequence[Piece], around: str) -> tuple[Block, ...]:
        """The blocks of pieces in a row in which no heading can stand."""
        return tuple(one for one in self.made(pieces, around) if not isinstance(one, Head))

    def pieces(self, entries: Sequence[Entry]) -> Sequence[Piece]:
        """Entries in a row within the containers that enclose them."""
        if not entries or not self.bounds:
            return entries
        low, high = bisect_left(self._firsts, entries[0].first), bisect_right(self._firsts, entries[-1].last)
        return grouped(entries, [bound for bound in self.bounds[low:high] if bound.name not in self.used])

    def made(self, pieces: Sequence[Piece], around: str, *, heads: bool = False) -> Made:
        """The nodes of pieces in a row."""
        out: Made = []
        above = [(0, around)]
        at = 0
        while at < len(pieces):
            piece = pieces[at]
            at += 1
            if isinstance(piece, Group):
                self.begun = True
                self.used.add(piece.bound.name)
                out += containers.group(self, piece, around)
            elif isinstance(piece, Grid):
                self.begun = True
                out.append(containers.table(self, "", piece, (), Fact(), around))
            elif heads and piece.level and self._worded(piece):
                self.begun = True
                out.append(self._heading(piece, above))
                around = above[-1][1]
            elif taken := recognised.together(self, pieces, at - 1, around, out):
                at += taken - 1
            else:
                out += self.paragraph(piece, around)
        return out

    def look(self, para: Para) -> str:
        """The role of a paragraph's style."""
        return self.names.shared.looks.role(para.style)

    def fact(self, para: Para) -> Fact:
        """What is known of a paragraph of ours."""
        return self.names.fact(self.names.own(para.names))

    def inlines(self, leaves: Sequence[Leaf]) -> tuple[Inline, ...]:
        """Leaves as inlines; a label that stands where none is looked for is text."""
        return inlines([leaf._replace(kind="text") if leaf.kind == "label" else leaf for leaf in leaves], self.names)

    def id(self, para: Para, noun: str, label: Label | None) -> str:
        """The id of what a paragraph is: its bookmark's, else one by its label."""
        name = self.names.own(para.names)
        id = self.names.id_of(name) if name else self.names.labelled(noun, label)
        self.names.paragraphs.setdefault(para.first, id)
        self.places[id] = para.place
        return id

    def paragraph(self, para: Para, around: str) -> Iterator[Block]:
        """A paragraph, and what floats in it; nothing for one that only keeps things apart."""
        role = self.look(para)
        if role == "contents" or (role in FRONT and not self.begun and not self.names.own(para.names)):
            self.front.append(para)
            return
        if self.own:
            yield from self.told(para, labels.told(para, self.fact(para)), around)
            return
        yield from self.told(para, labels.by_hand(para, typed.number), around)

    def told(self, para: Para, read: Read, around: str) -> Iterator[Block]:
        """A paragraph whose label was read."""
        self.begun = self.begun or bool(read.leaves)
        name, leaves = self.names.own(para.names), read.leaves if self.own else _stripped(read.leaves)
        if self.names.fact(name).kind == "unread":
            fact = self.names.fact(name)
            yield Unread(self.id(para, "unread", None), plain(leaves), fact.reason, fact.language)
        elif leaves or (name and not para.floats):
            if self.own:
                language = para.language if para.language != around else None
            else:
                language = departing(plain(leaves), around)
            yield Paragraph(self.id(para, "par", read.label), self.inlines(leaves), read.label, language)
        yield from self.floats(para, around)

    def floats(self, para: Para, around: str) -> Iterator[Block]:
        """The pictures and text boxes of a paragraph."""
        for one in para.floats:
            if isinstance(one, Picture):
                yield self._picture(para, one)
            else:
                yield containers.box(self, self.names.next("box"), one.entries, Fact(), around)

    def _picture(self, para: Para, picture: Picture) -> Block:
        if not picture.data:
            id = self.names.next("unread")
            self.places[id] = para.place
            return Unread(id, picture.alternative, "a picture that could not be read")
        id = self.names.next("figure")
        self.places[id] = para.place
        return containers.pictured(id, picture, (), None, None)

    def lose(self, para: Para, what: str) -> None:
        """Say what is not carried, and where it stood."""
        shared = self.names.shared
        part, name = shared.parts.main, shared.parts.name
        shared.parts.diagnostics.append(Diagnostic(Code.NOT_CARRIED, what, para.place, part=part, path=name))

    def _worded(self, para: Para) -> bool:
        return bool(self.names.own(para.names)) or bool(plain(para.leaves).strip())

    def _heading(self, para: Para, above: list[tuple[int, str]]) -> Head:
        """A heading; `above` holds the levels and languages around it and takes its own."""
        fact = self.fact(para)
        read = labels.told(para, fact) if self.own else labels.by_hand(para, typed.heading)
        leaves = read.leaves
        if not self.own:
            leaves = [leaf._replace(marks=_unstressed(leaf)) for leaf in _stripped(read.leaves)]
        level = fact.level or para.level or 1
        while above[-1][0] >= level:
            above.pop()
        above.append((level, fact.language or above[-1][1]))
        return Head(self.id(para, "div", read.label), level, self.inlines(leaves), read.label, fact.language)


def _stripped(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The leaves without the spaces and breaks at both ends."""
    found = list(leaves)
    while found and _blank(found[0]):
        found.pop(0)
    while found and _blank(found[-1]):
        found.pop()
    if found and found[0].kind == "text":
        found[0] = found[0]._replace(text=found[0].text.lstrip(_SPACES))
    if found and found[-1].kind == "text":
        found[-1] = found[-1]._replace(text=found[-1].text.rstrip(_SPACES))
    return found


def _blank(leaf: Leaf) -> bool:
    return leaf.kind in ("tab", "break") or (leaf.kind == "text" and not leaf.text.strip(_SPACES))


def _unstressed(leaf: Leaf) -> tuple[tuple[str, str, int], ...]:
    """The marks without weight and slant, which headings have anyway."""
    return tuple(mark for mark in leaf.marks if mark[1] not in ("strong", "underline"))
