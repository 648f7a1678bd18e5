"""The report's nodes from the structure's elements: divisions, paragraphs and notes; other blocks are made in kinds.py.

    Sect [H1 …, P …, Sect …]  ->  Division        H1 P P H2 P (no Sect)  ->  Division [P, P, Division [P]]
    Note -> the report's notes, where it stands nothing

What another program's file does not say is not made up: nothing is read from where text stands or how it looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from converter.diagnostics import Diagnostic
from converter.formats.pdf.names import DEEPEST_HEADING, FRONT_MATTER
from converter.formats.pdf.reading.kinds import MAKERS
from converter.formats.pdf.reading.lines import LABELS, Lines, in_line, is_id, leave, tag
from converter.formats.pdf.reading.notes import marks, note_label, without
from converter.formats.pdf.reading.structure import Kid, Node
from converter.model import Block, Division, Inline, Label, Note, Paragraph, Text

_LEFT_OUT = frozenset((FRONT_MATTER, "TOC", "TOCI", "Index", "Artifact", "Private"))
"""What is made from the report, or is no part of it."""
_HEADINGS: Mapping[str, int] = {f"H{level}": level for level in range(1, DEEPEST_HEADING + 1)} | {"H": 0, "Title": 1}
_LEVELS = range(1, 1001)


class _Opened(NamedTuple):
    """A heading that what follows it stands under, and where that ends."""

    id: str
    level: int
    node: Node
    language: str | None


class Blocks:
    """Makes the nodes of one report. Notes come to `notes` as they are met."""

    def __init__(self, *, own: bool, language: str, nodes: Iterable[Node]) -> None:
        """Begin with the elements of the whole structure, whose ids and notes are known before any node is made."""
        self.own, self._spoken = own, language
        self.notes: dict[str, Note] = {}
        self.diagnostics: list[Diagnostic] = []
        self._used: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._said = {node.id for node in nodes if node.id}
        self.lines = Lines(own, marks(nodes), self._note)

    # Divisions and blocks in order

    def content(self, kids: Iterable[Kid], depth: int, around: str) -> tuple[Division | Block, ...]:
        """Divisions and blocks; a heading that no Sect encloses stands over what follows it."""
        out: list[Division | Block] = []
        open_: list[tuple[_Opened, list[Division | Block]]] = []

        def close(level: int) -> None:
            while open_ and open_[-1][0].level >= level:
                opened, held = open_.pop()
                division = self._division(opened, tuple(held), around)
                (open_[-1][1] if open_ else out).append(division)

        for found in self._flat(kids, depth, around, None):
            if isinstance(found, _Opened):
                close(found.level)
                open_.append((found, []))
            else:
                (open_[-1][1] if open_ else out).append(found)
        close(0)
        return tuple(out)

    def blocks(self, kids: Iterable[Kid], around: str) -> tuple[Block, ...]:
        """Blocks alone: a heading among them is a paragraph."""
        out: list[Block] = []
        for found in self._flat(kids, 1, around, None):
            if isinstance(found, _Opened):
                label, line = self.labelled(found.node, found.language or around)
                out.append(Paragraph(found.id, line, label, found.language))
            elif isinstance(found, Division):
                out += self._unfolded(found)
            else:
                out.append(found)
        return tuple(out)

    def _unfolded(self, division: Division) -> Iterator[Block]:
        """A division where none may be: its heading and its content, one after the other."""
        yield Paragraph(division.id, division.heading, division.label, division.language)
        for node in division.content:
            if isinstance(node, Division):
                yield from self._unfolded(node)
            else:
                yield node

    def _flat(
        self, kids: Iterable[Kid], depth: int, around: str, spoken: str | None
    ) -> Iterator[Division | Block | _Opened]:
        """What stands in order, groups without meaning of their own taken apart; words alone are a paragraph."""
        words: list[Kid] = []
        for kid in kids:
            if not isinstance(kid, Node) or in_line(kid):
                words.append(kid)
                continue
            yield from self._words(words, around, spoken)
            words = []
            language = self.language(kid, around) or spoken
            yield from self._element(kid, depth, around, language)
        yield from self._words(words, around, spoken)

    def _words(self, words: list[Kid], around: str, spoken: str | None) -> Iterator[Paragraph]:
        said = self.lines.line(words, spoken or around)
        if any(not isinstance(each, Text) or each.text.strip() for each in said):
            yield Paragraph(self.id("", "p"), said, None, spoken)

    def _element(
        self, node: Node, depth: int, around: str, language: str | None
    ) -> Iterator[Division | Block | _Opened]:
        maker = MAKERS.get(node.kind)
        if node.kind in _LEFT_OUT:
            self._leave(node)
            return
        if node.kind == "Note":
            self._note(node)
        elif node.kind in _HEADINGS:
            yield _Opened(self.id(node.id, "div"), _HEADINGS[node.kind] or max(depth - 1, 1), node, language)
        elif node.kind == "Sect" and self.own and self._heads(node):
            yield self._section(node, depth, around, language)
        elif node.kind == "P":
            yield from self._paragraphs(node, around, language)
        elif maker is not None:
            yield maker(self, node, around, language)
        else:
            apart = language if language != around else None
            yield from self._flat(node.kids, depth + (node.kind == "Sect"), language or around, apart)

    def _leave(self, node: Node) -> None:
        """Leave out an element; in this project's files only the front matter, which must agree with the report."""
        if not self.own or node.kind == FRONT_MATTER:
            leave(node)

    def language(self, node: Node, around: str) -> str | None:
        """The language that an element says, in files of others only where it departs."""
        said = tag(node.language)
        return said if said and (self.own or said != around) else None

    def id(self, said: str, noun: str) -> str:
        """The id that an element says if it can be one, else the next of its noun."""
        if is_id(said) and said not in self._used:
            self._used.add(said)
            return said
        while True:
            self._counts[noun] += 1
            made = f"{noun}-{self._counts[noun]}"
            if made not in self._used and made not in self._said:
                self._used.add(made)
                return made

    # Divisions

    def _heads(self, node: Node) -> bool:
        """Whether a Sect is a division of this project's: it begins with a heading, or says its level."""
        first = node.nodes()[:1]
        return "level" in node.properties or bool(first and first[0].kind in _HEADINGS)

    def _section(self, node: Node, depth: int, around: str, language: str | None) -> Division:
        first = node.nodes()[:1]
        heading = first[0] if first and first[0].kind in _HEADINGS else Node(f"H{min(depth, DEEPEST_HEADING)}")
        said = node.properties.get("level")
        drawn = _HEADINGS[heading.kind]
        level = depth if drawn == min(depth, DEEPEST_HEADING) else drawn
        if isinstance(said, int) and said in _LEVELS and level == depth:
            level = said
        id = self.id(node.id, "div")
        label, line = self.labelled(heading, language or around)
        content = self.content([kid for kid in node.kids if kid is not heading], depth + 1, language or around)
        return Division(id, max(level, 1), line, content, label, language)

    def _division(self, opened: _Opened, content: tuple[Division | Block, ...], around: str) -> Division:
        label, line = self.labelled(opened.node, opened.language or around)
        return Division(opened.id, opened.level, line, content, label, opened.language)

    def labelled(self, node: Node, around: str) -> tuple[Label | None, tuple[Inline, ...]]:
        """The label and the words of an element."""
        first = node.kids[0] if node.kids else None
        if isinstance(first, Node) and first.kind == "Lbl":
            return self.lines.label(first), self.lines.line(node.kids[1:], around)
        return None, self.lines.line(node.kids, around)

    # Paragraphs and notes

    def _paragraphs(self, node: Node, around: str, language: str | None) -> Iterator[Block]:
        """A paragraph, and the blocks that another program has put into it."""
        id, words = node.id, list[Kid]()
        for kid in node.kids:
            if not isinstance(kid, Node) or in_line(kid) or kid.kind in (*LABELS, "Note"):
                words.append(kid)
                continue
            yield from self._paragraph(id, words, language, around)
            id, words = "" if words else id, []
            yield from self.blocks([kid], language or around)
        yield from self._paragraph(id, words, language, around)

    def _paragraph(self, id: str, kids: list[Kid], language: str | None, around: str) -> Iterator[Paragraph]:
        """A paragraph; one that says nothing is one only in this project's files."""
        label, line = self.labelled(Node("P", kids=kids), language or around)
        if self.own or label or line:
            yield Paragraph(self.id(id, "p"), line, label, language)

    def _note(self, node: Node) -> str:
        """Read a note, which stands with the report's notes, and give its id."""
        id = self.id(node.id, "note")
        self.notes[id] = Note(id, Label(""), ())
        said = tag(node.language)
        language = said if said and said != self._spoken else None
        label = note_label(node)
        kids = [without(kid, label) for kid in node.kids if kid is not label]
        blocks = self.blocks(kids, language or self._spoken)
        self.notes[id] = Note(id, self.lines.label(label) or Label(str(len(self.notes))), blocks, language)
        return id
