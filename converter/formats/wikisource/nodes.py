"""The nodes of the body, made from its outline, with ids from structure and printed values.

    div-2 · div-2-a · div-2-a-3        divisions, by label or by position
    par-47 · par-47-bis · div-2-p-1    numbered paragraphs, and those without a number
    par-20-list · par-20-a             lists and their items
    box-1 · box-1-p-1                  boxes

The n-th node with the id of another gets `-n` after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from msgspec import Struct, field

from converter.formats.wikisource.findings import Findings
from converter.formats.wikisource.lines import Line
from converter.formats.wikisource.lists import Entries, Entry, Nested, nested
from converter.formats.wikisource.names import child_names, name
from converter.formats.wikisource.notes import Calls
from converter.formats.wikisource.outline import Branch
from converter.formats.wikisource.pieces import Boxed, Displayed, Numbered, Piece, Plain
from converter.formats.wikisource.regions import Lines
from converter.formats.wikisource.words import BOX_WORDS
from converter.labels import read_label
from converter.language import departing
from converter.model import Block, Box, Division, Item, Label, List, Paragraph, Quotation

_BOX_LABEL = re.compile(rf"(?:{'|'.join(BOX_WORDS)})\s?\d{{1,3}}(?:[.:：、]|\s[-–—])?")


class _Scope(Struct):
    """The division, box or quotation whose content is made: its id, and what its next children are called."""

    id: str
    divisions: Iterator[str] = field(default_factory=lambda: iter(()))
    owner: str = ""
    """The paragraph that a list belongs to."""
    _counts: dict[str, Iterator[int]] = field(default_factory=dict)

    def child(self, kind: str) -> str:
        """The id of the next child of this kind."""
        return self.named(f"{kind}-{next(self._counts.setdefault(kind, count(1)))}")

    def named(self, suffix: str) -> str:
        """The id of something in this scope."""
        return f"{self.id}-{suffix}" if self.id else suffix


class Maker(Struct, frozen=True):
    """Makes the nodes of one report in `language`, and records where each stood."""

    findings: Findings
    calls: Calls
    language: str
    _boxes: Iterator[int] = field(default_factory=lambda: count(1))

    def content(self, row: Sequence[Branch | Piece], id: str = "") -> tuple[Division | Block, ...]:
        """The content of the division with this id, or of the report, whose id is empty."""
        scope = _Scope(id, child_names([piece.heading.label for piece in row if isinstance(piece, Branch)]))
        nodes: list[Division | Block] = []
        for is_list, group in groupby(row, key=lambda piece: isinstance(piece, Entry)):
            if is_list:
                nodes.extend(self._lists([piece for piece in group if isinstance(piece, Entry)], scope))
            else:
                nodes.extend(self._node(piece, scope) for piece in group)
        return tuple(nodes)

    def _node(self, piece: Branch | Piece, scope: _Scope) -> Division | Block:
        match piece:
            case Branch():
                return self._division(piece, scope)
            case Numbered(line, label, offset):
                paragraph = self._paragraph(f"par-{name(label)}", line, offset, label)
            case Plain(line):
                paragraph = self._paragraph(scope.child("p"), line)
            case Boxed(title, lines):
                return self._box(title, lines)
            case Displayed(lines):
                return self._quotation(lines, scope)
            case _:
                raise AssertionError(f"{piece} stands outside a list")
        scope.owner = paragraph.id
        return paragraph

    def _paragraph(self, id: str, line: Line, offset: int = 0, label: Label | None = None) -> Paragraph:
        """A paragraph whose text, after its label, begins at this offset of its line."""
        claimed, words = self.findings.claim(id, line.place()), line.place(offset)
        self.findings.begin(claimed, label, words)
        return Paragraph(claimed, self.calls.inlines(line.text[offset:], words), label)

    def _division(self, branch: Branch, scope: _Scope) -> Division:
        heading = branch.heading
        path = f"{scope.id or 'div'}-{next(scope.divisions)}"
        id = self.findings.claim(path, heading.line.place())
        place = heading.title.place(heading.offset)
        self.findings.begin(id, heading.label, place)
        text = self.calls.inlines(heading.text, place)
        return Division(id, branch.level, text, self.content(branch.content, id), heading.label)

    def _box(self, title: Line, lines: Lines) -> Box:
        id = self.findings.claim(f"box-{next(self._boxes)}", title.place())
        match = _BOX_LABEL.match(title.text)
        label = read_label(match[0].rstrip()) if match else None
        offset = len(title.text) - len(title.text[match.end() :].lstrip()) if match else 0
        self.findings.begin(id, label, title.place(offset))
        heading = self.calls.inlines(title.text[offset:], title.place(offset))
        return Box(id, heading, self._flow(lines, id), label, departing(_text((title, *lines)), self.language))

    def _quotation(self, lines: Lines, scope: _Scope) -> Quotation:
        id = self.findings.claim(scope.child("q"), lines[0].place())
        return Quotation(id, self._flow(lines, id), language=departing(_text(lines), self.language))

    def _flow(self, lines: Lines, id: str) -> tuple[Block, ...]:
        """Indented lines as paragraphs and lists."""
        scope = _Scope(id)
        blocks: list[Block] = []
        for is_list, group in groupby(_flowing(lines), key=lambda piece: isinstance(piece, Entry)):
            if is_list:
                blocks.extend(self._lists([piece for piece in group if isinstance(piece, Entry)], scope))
                continue
            for piece in group:
                paragraph = self._paragraph(scope.child("p"), piece.line)
                scope.owner = paragraph.id
                blocks.append(paragraph)
        return tuple(blocks)

    def _lists(self, entries: Sequence[Entry], scope: _Scope) -> Iterator[List]:
        for items in nested(entries):
            yield self._list(items, scope.owner or scope.id)

    def _list(self, items: Sequence[Nested], owner: str) -> List:
        first = items[0].entry
        id = self.findings.claim(f"{owner}-list" if owner else "list", first.line.place())
        made = tuple(self._item(item, position, owner) for position, item in enumerate(items, 1))
        return List(id, made, ordered=first.label.value is not None)

    def _item(self, item: Nested, position: int, owner: str) -> Item:
        entry = item.entry
        wanted = name(entry.label) or f"item-{position}"
        id = self.findings.claim(f"{owner}-{wanted}" if owner else f"list-{wanted}", entry.line.place())
        text = self.calls.inlines(entry.line.text[entry.offset :], entry.line.place(entry.offset))
        paragraph = Paragraph(self.findings.claim(f"{id}-p-1", entry.line.place(entry.offset)), text)
        inner = (self._list(item.inner, id),) if item.inner else ()
        return Item(id, (paragraph, *inner), entry.label)


def _flowing(lines: Lines) -> Iterator[Plain | Entry]:
    """The lines of a box: entries of lists, and paragraphs."""
    entries = Entries()
    for line in lines:
        yield entries.read(line) or Plain(line)


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)
