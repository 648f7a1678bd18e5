"""Divisions and blocks of a TEI document, read into the model (write.py shows what our own editions hold).

Others' documents say more in more ways. `div1` to `div7` and `div` are divisions alike; a list, a table or a quotation
inside a paragraph parts it in two; what has no node of its own is read for the blocks or the text it holds, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from converter.diagnostics import Code
from converter.formats.tei.inlines import MARKS, At, Inlines, Reader, tidy
from converter.formats.tei.lists import read_list
from converter.formats.tei.names import (
    CONTINUATION,
    NOTES,
    TEI,
    XML_LANG,
    division_level,
    label_from,
)
from converter.formats.tei.objects import read_box, read_figure, read_quotation, read_table
from converter.formats.tei.paragraphs import read_anonymous, read_paragraph, read_verse
from converter.formats.tei.record import Record, place, tag, words
from converter.labels import read_label
from converter.model import (
    Block,
    Break,
    Division,
    Inline,
    Label,
    Note,
    NoteRef,
    Paragraph,
    Styled,
    Text,
    Unread,
)

if TYPE_CHECKING:
    from converter.formats.tei.collation import Collation

_Element = etree._Element
Node = Division | Block

_DIVISIONS = frozenset({"div", *(f"div{level}" for level in range(8))})
_BLOCKS = _DIVISIONS | {"p", "ab", "list", "listBibl", "floatingText", "table", "figure", "lg", "titlePage"}
_QUOTES = frozenset({"quote", "q", "cit"})
_UNREADABLE = frozenset({"formula", "notatedMusic"})
_HOLDERS = _DIVISIONS | {"body", "front", "back", "text", "group"}
"""Elements that hold blocks and no text: whatever stands in them is a block."""
_PARTS = ("front", "body", "back", "group", "text")


class Maker:
    """Makes nodes for one record."""

    def __init__(self, record: Record, collation: Collation | None = None) -> None:
        """A maker that adds to this record, and shows what it reads of an edition of our own to be collated."""
        self.record = record
        self.collation = collation
        self.inlines = Reader(record, self.note)

    # Texts and divisions

    def text(self, element: _Element, at: At, *, skip: Sequence[_Element] = ()) -> Iterator[Node]:
        """The nodes of a text: what stands in its front, its body, its back, or in the texts of its group."""
        for child in element:
            name = tag(child)
            if name in ("group", "text"):
                yield from self.text(child, self.through(child, at))
            elif name in _PARTS:
                inner = self.through(child, at)._replace(back=at.back or name == "back")
                yield from self.content(child, inner, skip=skip)
            elif name in MARKS:
                tuple(self.inlines.one(child, at))
            else:
                yield from self.node(child, at)

    def content(self, element: _Element, at: At, *, skip: Sequence[_Element] = ()) -> Iterator[Node]:
        """The nodes in an element, its text as paragraphs."""
        for part in self.parts(element, at, skip):
            if isinstance(part, tuple):
                id = self.record.claim(None, self._noun(element), element)
                yield Paragraph(id, part, None, self.pending(at))
            else:
                yield part

    def blocks(self, element: _Element, at: At, *, skip: Sequence[_Element] = ()) -> tuple[Block, ...]:
        """The blocks in an element where no division may stand."""
        found = self.content(element, at._replace(above=-1), skip=skip)
        return tuple(node for node in found if not isinstance(node, Division))

    def _noun(self, element: _Element) -> str:
        """What the paragraphs in an element are called: `note-1-p`, where the element became a node, else `p`."""
        home = self.record.homes.get(element)
        return f"{home}-p" if home else "p"

    def parts(self, element: _Element, at: At, skip: Sequence[_Element]) -> Iterator[Inlines | Node]:
        """Runs of inlines, none of them blank, and the nodes between them."""
        skipped = frozenset(skip)
        run: list[Inline] = list(self.inlines.text(element.text))
        for child in element:
            if child not in skipped:
                if self._is_block(child, element):
                    yield from self._run(run)
                    run = []
                    yield from self.node(child, at)
                else:
                    run += self.inlines.one(child, at)
            run += self.inlines.text(child.tail)
        yield from self._run(run)

    def _run(self, run: Sequence[Inline]) -> Iterator[Inlines]:
        if not self.record.own:
            run = tidy(run)
        if any(not isinstance(inline, Text) or inline.text.strip() for inline in run):
            yield tuple(run)

    def _is_block(self, child: _Element, parent: _Element) -> bool:
        name = tag(child)
        if name in _BLOCKS or (self.record.own and name in _QUOTES):
            return True
        if name in MARKS:
            return False
        return tag(parent) in _HOLDERS or (name != "note" and any(tag(each) in _BLOCKS for each in child))

    def node(self, element: _Element, at: At) -> Iterator[Node]:
        """What an element that is no text among text becomes; collated as a whole, where it stands in no other."""
        if self.collation is None or at.above < 0 or tag(element) in _DIVISIONS:
            yield from self._node(element, at)
            return
        made = tuple(self._node(element, at))
        self.collation.block(element, made, at)
        yield from made

    def _node(self, element: _Element, at: At) -> Iterator[Node]:
        match tag(element):
            case "p":
                yield from read_paragraph(self, element, at)
            case "ab":
                yield from read_anonymous(self, element, at)
            case "list" | "listBibl":
                yield from read_list(self, element, at)
            case "floatingText":
                yield read_box(self, element, at)
            case "quote" | "q" | "cit":
                yield read_quotation(self, element, at)
            case "table":
                yield from read_table(self, element, at)
            case "figure":
                yield from read_figure(self, element, at)
            case "note":
                yield from self._loose(element, at)
            case "lg":
                yield from read_verse(self, element, at)
            case "titlePage":
                self._title_page(element)
            case name if name in _DIVISIONS:
                yield from self._division(element, at)
            case name if name in _UNREADABLE or name.startswith("{"):
                yield self._unread(element, at)
            case name:
                yield from self._other(element, name, at)

    def _title_page(self, element: _Element) -> None:
        """Our own repeats the header; what others' say is listed."""
        if not self.record.own:
            self.record.drop(element, words(element), "title page")

    def _division(self, element: _Element, at: At) -> Iterator[Node]:
        type = element.get("type", "")
        if self.record.own and type in (CONTINUATION, NOTES):
            if self.collation:
                self.collation.continuation(element)
            yield from self.content(element, at)
            return
        heads = [child for child in element if tag(child) == "head"]
        if at.above < 0:
            yield from self._flat(element, heads, at)
            return
        level = (division_level(type) if self.record.own else None) or at.above + 1
        id = self.record.claim(element, "div", element)
        inner, language = self.enter(element, at)
        label, heading = self.heading(heads, inner)
        if label is None and not heading and not self.record.own and element.get("n"):
            label = read_label(element.get("n", ""))
        if self.collation:
            self.collation.division(element, Division(id, level, heading, (), label, language), at)
        content = tuple(self.content(element, inner._replace(above=level), skip=heads))
        if content or self.record.own or not self._gave_notes(element):
            yield Division(id, level, heading, content, label, language)
        else:
            self.record.drop(element, " ".join(map(words, heads)), "heading of the notes")

    def _gave_notes(self, element: _Element) -> bool:
        return any(note in self.record.note_ids for note in element.iter(TEI + "note"))

    def _flat(self, element: _Element, heads: Sequence[_Element], at: At) -> Iterator[Node]:
        """A division where none may stand: its heading is a paragraph."""
        self.record.tell(Code.NOT_CARRIED, "a division where the report has none; its heading is a paragraph", element)
        label, heading = self.head(heads, at)
        if label or heading:
            id = self.record.claim(None, "p", element)
            yield Paragraph(id, (Styled("strong", heading),) if heading else (), label, self.pending(at))
        yield from self.content(element, self.through(element, at), skip=heads)

    def heading(self, heads: Sequence[_Element], at: At) -> tuple[Label | None, Inlines]:
        """The label and the words of the heading of a division."""
        label, heading = self.head(heads, at)
        if self.collation:
            self.collation.head(heads, label, heading, at)
        return label, heading

    def head(self, heads: Iterable[_Element], at: At) -> tuple[Label | None, Inlines]:
        """The label and the words of a heading; headings that stand on one another are its lines."""
        label: Label | None = None
        made: list[Inline] = []
        for head in heads:
            found, first = self.label(head)
            label = label or found
            said = tuple(self.inlines.all(head, self.through(head, at), skip=first))
            said = said if self.record.own else tidy(said)
            made += [Break(), *said] if made and said else said
        return label, tuple(made)

    # Paragraphs

    def label(self, element: _Element) -> tuple[Label | None, _Element | None]:
        """The label with which an element begins, and the element that holds it."""
        first = next(iter(element), None)
        if first is None or tag(first) != "label" or (element.text or "").strip():
            return None, None
        return self.read_label(first), first

    def read_label(self, element: _Element) -> Label:
        """The label that an element holds."""
        text = "".join(map(str, element.itertext())) if self.record.own else words(element)
        return label_from(text, {str(name): str(value) for name, value in element.attrib.items()})

    # Notes, and what has no node

    def note(self, element: _Element, at: At) -> None:
        """Read a note; what surrounds it has no say in its language if it says one itself.

        In editions of our own a note that says the report's language among another has it from there alone, unless
        its label says it too.
        """
        id = self.record.note_ids[element]
        label, first = self.label(element)
        said = self.record.tongue(element)
        if self.record.own:
            lone = said == self.record.language != at.language and (first is None or first.get(XML_LANG) is None)
            language = None if lone else said
        else:
            language = (said or at.spoken) if (said or at.spoken) != self.record.language else None
        self.record.homes[element] = id
        self.record.places.setdefault(id, place(element))
        if following := element.get("next", "").removeprefix("#"):
            self.record.following[id] = following
        inner = At(language or self.record.language, above=-1, back=at.back)
        content = self.blocks(element, inner, skip=[first] if first is not None else [])
        printed = label or read_label(self.record.marks[id])
        self.record.notes.setdefault(id, Note(id, printed, content, language))

    def _loose(self, element: _Element, at: At) -> Iterator[Node]:
        """A note that stands among blocks: one that nobody calls is called here, unless it stands at the back."""
        self.note(element, at)
        id = self.record.note_ids[element]
        if not (self.record.own or at.back or id in self.record.called):
            yield Paragraph(self.record.claim(None, "p", element), (NoteRef(id),), None, self.pending(at))

    def _unread(self, element: _Element, at: At) -> Unread:
        name = tag(element)
        self.record.tell(Code.UNREAD, f"<{name}> has no place in a report", element, "Its text is kept word for word.")
        _, language = self.enter(element, at)
        text = "".join(map(str, element.itertext()))
        return Unread(self.record.claim(element, "unread", element), text, f"<{name}>", language)

    def _other(self, element: _Element, name: str, at: At) -> Iterator[Node]:
        """An element without a node: the blocks in it, or its text as a paragraph."""
        self.record.tell(Code.NOT_CARRIED, f"<{name}> was not carried", element, "What it holds is kept.")
        if any(self._is_block(child, element) for child in element):
            yield from self.content(element, self.through(element, at))
        else:
            yield from (part for part in read_paragraph(self, element, at) if part != Paragraph(part.id, ()))

    # Languages

    def enter(self, element: _Element, at: At) -> tuple[At, str | None]:
        """Where the walk is within a node, and the language that the node says."""
        said = self.record.tongue(element)
        if said is None:
            language = self.pending(at)
        else:
            language = said if self.record.own or said != at.language else None
        return at._replace(language=language or at.language, pending=None), language

    def through(self, element: _Element, at: At) -> At:
        """Where the walk is within an element that is no node."""
        said = self.record.tongue(element)
        return at._replace(pending=said) if said else at

    def pending(self, at: At) -> str | None:
        """The language that a node made here has from the elements around it, which are none."""
        return at.pending if at.pending != at.language else None
