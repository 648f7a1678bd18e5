"""The report's nodes from the structure's elements.

    Sect [H1 …, P …, Sect …]  ->  Division        H1 P P H2 P (no Sect)  ->  Division [P, P, Division [P]]
    L LI Lbl LBody -> List     Box BlockQuote Table Figure Unread -> themselves     Note -> the report's notes

What another program's file does not say is not made up: nothing is read from where text stands or how it looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeGuard

from converter.diagnostics import Code, Diagnostic
from converter.formats.pdf.names import COUNTING, DEEPEST_HEADING, FRONT_MATTER
from converter.formats.pdf.reading.content import Marked
from converter.formats.pdf.reading.images import image
from converter.formats.pdf.reading.lines import LABELS, Lines, in_line, is_id, tag
from converter.formats.pdf.reading.structure import Kid, Node
from converter.model import (
    Block,
    Box,
    Cell,
    Division,
    Figure,
    Inline,
    Item,
    Label,
    List,
    Note,
    Paragraph,
    Quotation,
    Row,
    Table,
    Text,
    Unread,
)

_LEFT_OUT = frozenset((FRONT_MATTER, "TOC", "TOCI", "Index", "Artifact", "Private"))
"""What is made from the report, or is no part of it."""
_HEADINGS: Mapping[str, int] = {f"H{level}": level for level in range(1, DEEPEST_HEADING + 1)} | {"H": 0, "Title": 1}
_SPAN = range(1, 1001)


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
        self.own, self.language = own, language
        self.notes: dict[str, Note] = {}
        self.diagnostics: list[Diagnostic] = []
        self._used: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._said = {node.id for node in nodes if node.id}
        self.lines = Lines(own, _marks(nodes), self._note)

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
                label, line = self._labelled(found.node, found.language or around)
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
            language = self._language(kid, around) or spoken
            yield from self._element(kid, depth, around, language)
        yield from self._words(words, around, spoken)

    def _words(self, words: list[Kid], around: str, spoken: str | None) -> Iterator[Paragraph]:
        said = self.lines.line(words, spoken or around)
        if any(not isinstance(each, Text) or each.text.strip() for each in said):
            yield Paragraph(self._id("", "p"), said, None, spoken)

    def _element(
        self, node: Node, depth: int, around: str, language: str | None
    ) -> Iterator[Division | Block | _Opened]:
        maker = _MAKERS.get(node.kind)
        if node.kind in _LEFT_OUT:
            return
        if node.kind == "Note":
            self._note(node)
        elif node.kind in _HEADINGS:
            yield _Opened(self._id(node.id, "div"), _HEADINGS[node.kind] or max(depth - 1, 1), node, language)
        elif node.kind == "Sect" and self.own and self._heads(node):
            yield self._section(node, depth, around, language)
        elif node.kind == "P":
            yield from self._paragraphs(node, around, language)
        elif maker is not None:
            yield maker(self, node, around, language)
        else:
            apart = language if language != around else None
            yield from self._flat(node.kids, depth + (node.kind == "Sect"), language or around, apart)

    def _language(self, node: Node, around: str) -> str | None:
        """The language that an element says, in files of others only where it departs."""
        said = tag(node.language)
        return said if said and (self.own or said != around) else None

    def _id(self, said: str, noun: str) -> str:
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
        if isinstance(said, int) and said in _SPAN and level == depth:
            level = said
        id = self._id(node.id, "div")
        label, line = self._labelled(heading, language or around)
        content = self.content([kid for kid in node.kids if kid is not heading], depth + 1, language or around)
        return Division(id, max(level, 1), line, content, label, language)

    def _division(self, opened: _Opened, content: tuple[Division | Block, ...], around: str) -> Division:
        label, line = self._labelled(opened.node, opened.language or around)
        return Division(opened.id, opened.level, line, content, label, opened.language)

    def _labelled(self, node: Node, around: str) -> tuple[Label | None, tuple[Inline, ...]]:
        """The label and the words of an element."""
        first = node.kids[0] if node.kids else None
        if isinstance(first, Node) and first.kind == "Lbl":
            return self.lines.label(first), self.lines.line(node.kids[1:], around)
        return None, self.lines.line(node.kids, around)

    # Blocks

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
        label, line = self._labelled(Node("P", kids=kids), language or around)
        if self.own or label or line:
            yield Paragraph(self._id(id, "p"), line, label, language)

    def _list(self, node: Node, around: str, language: str | None) -> Block:
        id, inner = self._id(node.id, "list"), language or around
        items: list[Item] = []
        for kid in node.nodes():
            if kid.kind == "LI" or not items:
                items.append(self._item(kid, inner))
            else:
                last = items[-1]
                items[-1] = Item(last.id, (*last.content, *self.blocks([kid], inner)), last.label)
        if not items:
            return self._kept(id, node, "a list without items", language)
        said = node.properties.get("ordered")
        counts = str(node.attributes.get("ListNumbering", ""))[1:] in COUNTING
        return List(id, tuple(items), said if isinstance(said, bool) else counts, language)

    def _item(self, node: Node, around: str) -> Item:
        id = self._id(node.id, "item")
        found = next(iter(node.nodes("Lbl")), None)
        kids = [inner for kid in node.kids for inner in (kid.kids if _is(kid, "LBody") else [kid])]
        content = self.blocks([kid for kid in kids if not _is(kid, *LABELS)], around)
        return Item(id, content, self.lines.label(found))

    def _box(self, node: Node, around: str, language: str | None) -> Block:
        id, inner = self._id(node.id, "box"), language or around
        heading = next(iter(node.nodes("BoxTitle")), Node("BoxTitle"))
        label, title = self._labelled(heading, inner)
        return Box(id, title, self.blocks([kid for kid in node.kids if kid is not heading], inner), label, language)

    def _quotation(self, node: Node, around: str, language: str | None) -> Block:
        id, inner = self._id(node.id, "quotation"), language or around
        source = next(iter(node.nodes("Source")), Node("Source"))
        content = self.blocks([kid for kid in node.kids if kid is not source], inner)
        return Quotation(id, content, self.lines.line(source.kids, inner), language)

    def _table(self, node: Node, around: str, language: str | None) -> Block:
        id, inner = self._id(node.id, "table"), language or around
        label, caption = self._caption(node, inner)
        groups = [node, *node.nodes("THead", "TBody", "TFoot")]
        rows = [self._row(row, inner) for group in groups for row in group.nodes("TR") if row.nodes("TH", "TD")]
        if not rows:
            return self._kept(id, node, "a table without rows", language)
        return Table(id, tuple(rows), caption, label, language)

    def _row(self, row: Node, around: str) -> Row:
        return Row(tuple(self._cell(cell, around) for cell in row.nodes("TH", "TD")))

    def _cell(self, cell: Node, around: str) -> Cell:
        content = self.blocks(cell.kids, self._language(cell, around) or around)
        spans = (cell.attributes.get("ColSpan"), cell.attributes.get("RowSpan"))
        columns, rows = (span if isinstance(span, int) and span in _SPAN else 1 for span in spans)
        return Cell(content, cell.kind == "TH", columns, rows)

    def _caption(self, node: Node, around: str) -> tuple[Label | None, tuple[Inline, ...]]:
        return self._labelled(next(iter(node.nodes("Caption")), Node("Caption")), around)

    def _figure(self, node: Node, around: str, language: str | None) -> Block:
        inner = node.nodes("Figure")
        if inner:
            return self._figure(inner[0], around, language)
        id = self._id(node.id, "figure")
        drawn = next((found for kid in node.kids if isinstance(kid, Marked) for found in kid.images), None)
        file = image(drawn, node.image)
        if file is None:
            return self._kept(id, node, "a figure without an image that can be read", language)
        label, caption = self._caption(node, language or around)
        said = node.properties.get("alternative")
        alternative = said if isinstance(said, str) else node.alternative
        return Figure(id, file.data, file.media_type, alternative, caption, label, language)

    def _unread(self, node: Node, around: str, language: str | None) -> Block:
        """What could not be placed; the label is the file's own, not the report's."""
        words = self.lines.plain([kid for kid in node.kids if not _is(kid, *LABELS)])
        return Unread(self._id(node.id, "unread"), words, str(node.properties.get("reason", "")), language)

    def _kept(self, id: str, node: Node, reason: str, language: str | None) -> Unread:
        """An element that no node can be made of: its words."""
        words = self.lines.plain(node.kids).strip() or node.alternative
        self.diagnostics.append(Diagnostic(Code.UNREAD, f"{id} is {reason}", part=id))
        return Unread(id, words, reason, language)

    # Notes

    def _note(self, node: Node) -> str:
        """Read a note, which stands with the report's notes, and give its id."""
        id = self._id(node.id, "note")
        self.notes[id] = Note(id, Label(""), ())
        said = tag(node.language)
        language = said if said and said != self.language else None
        label = _note_label(node)
        kids = [_without(kid, label) for kid in node.kids if kid is not label]
        blocks = self.blocks(kids, language or self.language)
        self.notes[id] = Note(id, self.lines.label(label) or Label(str(len(self.notes))), blocks, language)
        return id


def _is(kid: Kid, *kinds: str) -> TypeGuard[Node]:
    return isinstance(kid, Node) and kid.kind in kinds


def _note_label(node: Node) -> Node | None:
    """A note's label, which may stand in its first paragraph."""
    for held in (node, *node.nodes()[:1]):
        for kid in held.nodes("Lbl")[:1]:
            return kid
    return None


def _without(kid: Kid, label: Node | None) -> Kid:
    """A kid of a note without the label, which is the note's own."""
    if isinstance(kid, Node) and label in kid.kids:
        return replace(kid, kids=[inner for inner in kid.kids if inner is not label])
    return kid


def _marks(nodes: Iterable[Node]) -> dict[str, str]:
    """The drawn marks of notes, by id."""
    plain = Lines(own=True, marks={}, note=lambda node: node.id).plain
    labels = ((node.id, _note_label(node)) for node in nodes if node.kind == "Note" and node.id)
    return {id: plain(label.kids) for id, label in labels if label}


_MAKERS: Mapping[str, Callable[[Blocks, Node, str, str | None], Block]] = {
    "L": Blocks._list, "Box": Blocks._box, "BlockQuote": Blocks._quotation, "Table": Blocks._table,
    "Figure": Blocks._figure, "Unread": Blocks._unread,
}  # fmt: skip
