"""The structure tree: what each piece of the page is, in the order in which it is read.

    Document
      Sect  Title P…                             title page and imprint
      Sect  H1  TOC  TOCI  Reference  Link       contents
      Sect  H1 (Lbl)  P (Lbl)  …                 a division, its heading, its numbered paragraphs
        P  Reference Link  Note (Lbl) P          a call, and the note after it
        L  LI  Lbl  LBody
        Box  BoxTitle (Lbl)  P …                 Box is a Sect, BoxTitle a P
        BlockQuote   Table  Caption  TR  TH TD   Figure  Caption

Elements are made from the report before anything is drawn; drawing then adds marked content to them by passage.
ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, assert_never

from converter.edition import Edition
from converter.formats.pdf.reportlab import Sheets
from converter.formats.pdf.syntax import string
from converter.model import (
    Block,
    Box,
    Cell,
    Division,
    Figure,
    Label,
    List,
    Note,
    Paragraph,
    Quotation,
    Row,
    Scheme,
    Table,
    Unread,
)
from converter.typeset.front import CONTENTS, TITLE_PAGE
from converter.typeset.pages import Page
from converter.typeset.slugs import Part, Passage

_ROLES = b"<</Title/P/Box/Sect/BoxTitle/P/Source/P/Unread/P>>"
"""This tree's own kinds, and the standard ones that they are."""
_DEEPEST = 6
_NUMBERINGS: Mapping[Scheme, bytes] = {
    "decimal": b"Decimal", "letter": b"LowerAlpha", "capital": b"UpperAlpha", "roman": b"LowerRoman",
    "capital-roman": b"UpperRoman", "symbol": b"Disc",
}  # fmt: skip


class Content(NamedTuple):
    """Marked content: a page's index, and the content's number on that page."""

    page: int
    mark: int


class Annotated(NamedTuple):
    """An annotation: its object number, and its page's index."""

    number: int
    page: int


@dataclass(eq=False)
class Element:
    """An element of the tree while it is made; `language` is the one it speaks, its own or its parent's."""

    kind: str
    language: str
    parent: Element | None = None
    id: str = ""
    attributes: bytes = b""
    kids: list[Element | Content | Annotated] = field(default_factory=list)
    number: int = 0

    def add(self, kind: str, language: str | None = None, *, id: str = "", attributes: bytes = b"") -> Element:
        """A new last kid."""
        kid = Element(kind, language or self.language, self, id, attributes)
        self.kids.append(kid)
        return kid

    def adopt(self, element: Element) -> None:
        """Take an element that has no parent yet as last kid."""
        element.parent = self
        self.kids.append(element)


class Tree:
    """The tree of one file: its elements by passage, and which element each piece of content belongs to."""

    def __init__(self, edition: Edition) -> None:
        """The elements of a report, as yet without content."""
        self.root = Element("Document", edition.report.metadata.language)
        self.figures: dict[str, Element] = {}
        self.notes: dict[str, Element] = {}
        self._passages: dict[Passage, Element] = {}
        self._marks: list[list[Element]] = []
        self._annotated: list[Element] = []
        self._front(edition)
        for note in edition.report.notes:
            self._note(note)
        self._content(edition.report.content, self.root, 1)

    # Elements of passages

    def element(self, passage: Passage) -> Element:
        """The element that a passage's content belongs to."""
        return self._passages[passage]

    def note(self, node: str, caller: Element) -> None:
        """Put a note after its first call."""
        note = self.notes.get(node)
        if note is not None and note.parent is None:
            caller.adopt(note)

    def _put(self, node: str, part: Part, element: Element) -> Element:
        self._passages[Passage(node, part)] = element
        return element

    def _front(self, edition: Edition) -> None:
        """Elements for the passages of the front matter, in the order of its pages."""
        front, contents = self.root.add("Sect"), Element("Sect", self.root.language)
        for passage in _passages(edition.pages.front):
            node, part = passage
            if not node.startswith(CONTENTS):
                self._put(node, part, front.add("Title" if node == f"{TITLE_PAGE}/title" else "P"))
            elif node == CONTENTS:
                self.root.adopt(contents)
                self._put(node, part, contents.add("H1"))
                table = contents.add("TOC")
            else:
                entry = self._passages.get(Passage(node, "page")) or table.add("TOCI").add("Reference")
                for each in ("label", "text", "page"):
                    self._put(node, each, entry)

    # Elements of nodes

    def _content(self, nodes: Iterable[Division | Block], parent: Element, depth: int) -> None:
        for node in nodes:
            if isinstance(node, Division):
                self._division(node, parent, depth)
            else:
                self._block(node, parent, depth)

    def _division(self, node: Division, parent: Element, depth: int) -> None:
        section = parent.add("Sect", node.language, id=node.id)
        self._labelled(node.id, "title", node.label, section.add(f"H{min(depth, _DEEPEST)}"))
        self._content(node.content, section, depth + 1)

    def _labelled(self, node: str, part: Part, label: Label | None, element: Element) -> Element:
        """An element with its label, if there is one, as first kid."""
        if label is not None:
            self._put(node, "label", element.add("Lbl"))
        return self._put(node, part, element)

    def _block(self, node: Block, parent: Element, depth: int) -> None:
        match node:
            case Paragraph():
                self._labelled(node.id, "text", node.label, parent.add("P", node.language, id=node.id))
            case List():
                self._list(node, parent, depth)
            case Box():
                box = parent.add("Box", node.language, id=node.id)
                if node.title or node.label:
                    self._labelled(node.id, "title", node.label, box.add("BoxTitle"))
                self._content(node.content, box, depth)
            case Quotation():
                quotation = parent.add("BlockQuote", node.language, id=node.id)
                self._content(node.content, quotation, depth)
                self._put(node.id, "source", quotation.add("Source"))
            case Table():
                self._table(node, parent, depth)
            case Figure():
                self._figure(node, parent)
            case Unread():
                self._labelled(
                    node.id, "text", Label(""), parent.add("Unread", node.language, id=node.id)
                )  # fmt: skip
            case _:
                assert_never(node)

    def _list(self, node: List, parent: Element, depth: int) -> None:
        found = parent.add("L", node.language, id=node.id, attributes=_numbering(node))
        for item in node.items:
            kid = found.add("LI", id=item.id)
            self._put(item.id, "label", kid.add("Lbl"))
            self._content(item.content, kid.add("LBody"), depth)

    def _table(self, node: Table, parent: Element, depth: int) -> None:
        table = parent.add("Table", node.language, id=node.id)
        self._caption(node, table)
        for row in node.rows:
            found = table.add("TR")
            for cell in row.cells:
                kid = found.add("TH" if cell.header else "TD", attributes=_cell(cell, row))
                self._content(cell.content, kid, depth)

    def _caption(self, node: Table | Figure, parent: Element) -> None:
        if node.caption or node.label:
            self._labelled(node.id, "caption", node.label, parent.add("Caption"))

    def _figure(self, node: Figure, parent: Element) -> None:
        alternative = b"/Alt" + string(node.alternative or node.id)
        figure = parent.add("Figure", node.language, id=node.id, attributes=alternative)
        self.figures[node.id] = figure
        self._caption(node, figure)

    def _note(self, node: Note) -> None:
        note = Element("Note", node.language or self.root.language, id=node.id)
        self._put(node.id, "label", note.add("Lbl"))
        self._content(node.content, note, 1)
        self.notes[node.id] = note

    # Content

    def page(self) -> None:
        """Begin a page."""
        self._marks.append([])

    def mark(self, element: Element) -> int:
        """The number of new marked content on the page, which belongs to an element."""
        marks = self._marks[-1]
        marks.append(element)
        element.kids.append(Content(len(self._marks) - 1, len(marks) - 1))
        return len(marks) - 1

    def annotation(self, element: Element, pages: int) -> int:
        """The key (`StructParent`) of a new annotation; `annotated` gives its object to the element."""
        self._annotated.append(element)
        return pages + len(self._annotated) - 1

    # Writing

    def write(self, sheets: Sheets) -> bytes:
        """Put the tree into the file and give the reference to its root."""
        for note in self.notes.values():
            if note.parent is None:
                self.root.adopt(note)
        elements = [element for element in _walk(self.root) if element is self.root or _holds(element)]
        top = sheets.object(lambda: self._format_root(elements))
        for element in elements:
            element.number = sheets.object(lambda element=element: _format(element, top, sheets))  # type: ignore[misc]
        return b"%d 0 R" % top

    def _format_root(self, elements: Iterable[Element]) -> bytes:
        rows = [
            b"%d[%s]" % (page, b" ".join(b"%d 0 R" % element.number for element in marks))
            for page, marks in enumerate(self._marks)
        ]
        rows += [b"%d %d 0 R" % (len(self._marks) + key, element.number) for key, element in enumerate(self._annotated)]
        named = sorted((string(element.id), element.number) for element in elements if element.id)
        names = b"".join(b"%s%d 0 R" % each for each in named)
        return b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d%s/RoleMap%s>>" % (
            self.root.number,
            b"\n".join(rows),
            len(rows),
            b"/IDTree<</Names[%s]>>" % names if names else b"",
            _ROLES,
        )


def _passages(pages: Iterable[Page]) -> list[Passage]:
    """The passages of pages, each once, in order."""
    found = (piece.passage for page in pages for placed in page.text for piece in placed.slug.pieces)
    return list(dict.fromkeys(passage for passage in found if passage.part != "leader"))


def _numbering(node: List) -> bytes:
    """How a list counts. ISO 32000-1, table 347."""
    labels = [item.label for item in node.items]
    first = labels[0] if labels else None
    numbering = _NUMBERINGS.get(first.scheme, b"None") if first else b"Disc"
    return b"/A<</O/List/ListNumbering/%s>>" % numbering


def _cell(cell: Cell, row: Row) -> bytes:
    """What a cell heads and spans. ISO 32000-1, table 349."""
    scope = b"/Scope/Column" if all(each.header for each in row.cells) else b"/Scope/Row"
    spans = (b"/ColSpan %d" % cell.columns if cell.columns > 1 else b"") + (
        b"/RowSpan %d" % cell.rows if cell.rows > 1 else b""
    )
    inner = (scope if cell.header else b"") + spans
    return b"/A<</O/Table%s>>" % inner if inner else b""


def _walk(element: Element) -> Iterator[Element]:
    waiting = [element]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(kid for kid in reversed(found.kids) if isinstance(kid, Element))


def _holds(element: Element) -> bool:
    """Whether an element has content, or is a cell, which a row needs even when it is empty."""
    return element.kind in ("TH", "TD") or any(
        not isinstance(kid, Element) or _holds(kid) for kid in element.kids
    )  # fmt: skip


def _format(element: Element, top: int, sheets: Sheets) -> bytes:
    page = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
    kids = b" ".join(_kid(kid, page, sheets) for kid in element.kids if not isinstance(kid, Element) or kid.number)
    parent = element.parent
    own = parent is None or parent.language != element.language
    return b"<</Type/StructElem/S/%s/P %d 0 R%s%s%s%s/K[%s]>>" % (
        element.kind.encode("ascii"),
        parent.number if parent else top,
        b"/Pg %d 0 R" % sheets.page_number(page) if page is not None else b"",
        b"/Lang" + string(element.language) if own else b"",
        b"/ID" + string(element.id) if element.id else b"",
        element.attributes,
        kids,
    )


def _kid(kid: Element | Content | Annotated, page: int | None, sheets: Sheets) -> bytes:
    if isinstance(kid, Element):
        return b"%d 0 R" % kid.number
    if isinstance(kid, Annotated):
        return b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % (kid.number, sheets.page_number(kid.page))
    if kid.page == page:
        return b"%d" % kid.mark
    return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (sheets.page_number(kid.page), kid.mark)
