"""The structure tree: what each piece of the page is, in the order in which it is read.

    Document
      FrontMatter  Title P…                      title page and imprint
      FrontMatter  H1  TOC  TOCI  Reference  Link                   contents
      Sect  H1 (Lbl)  P (Lbl)  …                 a division, its heading, its numbered paragraphs
        P  Call Link  Note (Lbl) P               a call, and the note after it
        P  Emphasis  Strong  Span  Reference Link                   inlines, nested as in the report
        L  LI  Lbl  LBody
        Box  BoxTitle (Lbl)  P …                 Box is a Sect, BoxTitle a P
        BlockQuote   Table  Caption  TR  TH TD   Figure  Caption

Elements of nodes are made from the report before anything is drawn; drawing then adds marked content to them by
passage, and the elements of inlines by mark. What the page does not show is said in user properties.
ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from converter.edition import Edition
from converter.formats.pdf.elements import Element, formatted, kept
from converter.formats.pdf.names import DEEPEST_HEADING, FRONT_MATTER, LAYOUT, ROLES, STYLES
from converter.formats.pdf.properties import cell, label, listed, numbering
from converter.formats.pdf.reportlab import Sheets
from converter.formats.pdf.syntax import ascii_address, string, text_bytes
from converter.labels import mark
from converter.model import (
    Block,
    Box,
    Division,
    Figure,
    Label,
    Lang,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Styled,
    Table,
    Unread,
)
from converter.typeset.front import CONTENTS, TITLE_PAGE
from converter.typeset.pages import Page
from converter.typeset.runs import Mark
from converter.typeset.slugs import ARTIFACTS, Part, Passage
from converter.walk import blocks, inlines, lines

_PARTS: dict[type, Part] = {Box: "title", Quotation: "source", Table: "caption", Figure: "caption"}
"""The part of a node that its own inlines are, where it is not its text."""

_ROLE_MAP = "".join(f"/{kind}/{standard}" for kind, standard in ROLES.items()).encode("ascii")


class Tree:
    """The tree of one file: its elements by passage, and which element each piece of content belongs to."""

    def __init__(self, edition: Edition, sheets: Sheets) -> None:
        """The elements of a report, as yet without content; the tree stands in the file of these sheets."""
        self._sheets = sheets
        self.root = Element("Document", edition.report.metadata.language)
        self.pictures: list[Figure] = []
        self.figures: dict[str, Element] = {}
        self.notes: dict[str, Element] = {}
        self.elements: dict[Passage, Element] = {}
        """What a passage's content belongs to."""
        self._later: set[tuple[str, Element]] = set()
        self._inlines: dict[Mark, Element] = {}
        self._marks: list[list[Element]] = []
        self._annotated: list[Element] = []
        self._page = 0
        self._front(edition)
        for note in edition.report.notes:
            self._note(note)
        self._content(edition.report.content, self.root, 1)

    # Elements of passages

    def inside(self, own: Element, mark: Mark) -> Element:
        """The element of an inline of a passage whose element is `own`, made when it is first asked for."""
        found = self._inlines.get(mark)
        if found is None:
            around = self.inside(own, mark.outer) if mark.outer else own
            self._inlines[mark] = found = self._inline(mark, around, own)
        return found

    def _inline(self, mark: Mark, around: Element, own: Element) -> Element:
        match mark.inline:
            case Styled(style=style):
                found = around.add(STYLES[style])
                if style == "underline":
                    found.attributes += b"<</O/%s/TextDecorationType/Underline>>" % LAYOUT.encode("ascii")
                return found
            case Lang(language=language):
                return around.add("Span", language)
            case Link(target=target):
                inner = target.startswith("#") and around.kind != "Reference"
                found = (around.add("Reference") if inner else around).add("Link")
                found.say(target=target if ascii_address(target) != target else None)
                return found
            case NoteRef(note=note):
                found = around.add("Call").add("Link")
                self._adopt(note, own)
                return found
            case _:
                assert_never(mark.inline)

    def _adopt(self, node: str, caller: Element) -> None:
        """Put a note after its first call."""
        note = self.notes.get(node)
        if note is not None and note.parent is None and (node, caller) not in self._later:
            caller.adopt(note)

    def _put(self, node: str, part: Part, element: Element) -> Element:
        self.elements[Passage(node, part)] = element
        return element

    def _front(self, edition: Edition) -> None:
        """Elements for the passages of the front matter, in the order of its pages."""
        front, contents = self.root.add(FRONT_MATTER), Element(FRONT_MATTER, self.root.language)
        for passage, language in _passages(edition.pages.front).items():
            node, part = passage.node, passage.part
            if not node.startswith(CONTENTS):
                self._put(node, part, front.add("Title" if node == f"{TITLE_PAGE}/title" else "P"))
            elif node == CONTENTS:
                self.root.adopt(contents)
                self._put(node, part, contents.add("H1"))
                table = contents.add("TOC")
            else:
                entry = self.elements.get(Passage(node, "page")) or table.add("TOCI", language).add("Reference")
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
        headed = bool(node.heading or node.label)
        section.say(level=None if headed and node.level == depth else node.level)
        self._labelled(node.id, "title", node.label, section.add(f"H{min(depth, DEEPEST_HEADING)}"))
        self._content(node.content, section, depth + 1)

    def _labelled(self, node: str, part: Part, printed: Label | None, element: Element) -> Element:
        """An element with its label, if there is one, as first kid."""
        if printed is not None:
            label(self._put(node, "label", element.add("Lbl")), printed, printed.printed)
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
                self._unread(node, parent)
            case _:
                assert_never(node)

    def _list(self, node: List, parent: Element, depth: int) -> None:
        found = parent.add("L", node.language, id=node.id)
        found.attributes += numbering(node)
        found.say(ordered=None if listed(node) == node.ordered else node.ordered)
        for item in node.items:
            kid = found.add("LI", id=item.id)
            if item.label is None:
                self._put(item.id, "label", kid.add("Bullet"))
            else:
                label(self._put(item.id, "label", kid.add("Lbl")), item.label, item.label.printed)
            self._content(item.content, kid.add("LBody"), depth)

    def _table(self, node: Table, parent: Element, depth: int) -> None:
        table = parent.add("Table", node.language, id=node.id)
        self._caption(node, table)
        for row in node.rows:
            found = table.add("TR")
            for each in row.cells:
                kid = found.add("TH" if each.header else "TD")
                kid.attributes += cell(each, row)
                self._content(each.content, kid, depth)
        self._calls(node)

    def _calls(self, table: Table) -> None:
        """Remember who calls a note again in a table, of which cells side by side are drawn line by line."""
        first: dict[str, Element] = {}
        for node in blocks([table]):
            for called in inlines(lines(node)):
                if isinstance(called, NoteRef):
                    caller = self.elements[Passage(node.id, _PARTS.get(type(node), "text"))]
                    if first.setdefault(called.note, caller) is not caller:
                        self._later.add((called.note, caller))

    def _caption(self, node: Table | Figure, parent: Element) -> None:
        if node.caption or node.label:
            self._labelled(node.id, "caption", node.label, parent.add("Caption"))

    def _figure(self, node: Figure, parent: Element) -> None:
        said = node.alternative or node.id
        figure = parent.add("Figure", node.language, id=node.id, keys=b"/Alt" + string(said))
        figure.say(alternative=None if node.alternative else "")
        self.pictures.append(node)
        self.figures[node.id] = figure
        self._caption(node, figure)

    def _unread(self, node: Unread, parent: Element) -> None:
        """The words that nothing could be made of; its label is not the report's."""
        found = parent.add("Unread", node.language, id=node.id)
        found.say(reason=node.reason)
        self._put(node.id, "label", found.add("Lbl"))
        self._put(node.id, "text", found)

    def _note(self, node: Note) -> None:
        note = Element("Note", node.language or self.root.language, id=node.id, spoken=node.language is not None)
        label(self._put(node.id, "label", note.add("Lbl")), node.label, mark(node.label))
        self._content(node.content, note, 1)
        self.notes[node.id] = note

    # Content

    def page(self) -> None:
        """Begin a page."""
        self._page = self._sheets.page_number(len(self._marks))
        self._marks.append([])

    def mark(self, element: Element) -> int:
        """The number of new marked content on the page, which belongs to an element."""
        marks = self._marks[-1]
        element.mark(self._page, len(marks))
        marks.append(element)
        return len(marks) - 1

    def annotation(self, element: Element, pages: int) -> int:
        """The key (`StructParent`) of a new annotation, whose object is the element's kid."""
        self._annotated.append(element)
        return pages + len(self._annotated) - 1

    # Writing

    def write(self) -> bytes:
        """Put the tree into the file and give the reference to its root."""
        for note in self.notes.values():
            if note.parent is None:
                self.root.adopt(note)
        elements = list(kept(self.root))
        told = [element.id for element in elements if element.kind == "Note"]
        self.root.say(notes=None if told == list(self.notes) else " ".join(self.notes))
        number, *numbers = self._sheets.reserve(1 + len(elements))
        for element, own in zip(elements, numbers, strict=True):
            element.reference = b"%d 0 R" % own
        top = b"%d 0 R" % number
        self._sheets.put(number, self._format_root(elements))
        for element, own in zip(elements, numbers, strict=True):
            self._sheets.put(own, formatted(element, top))
        return top

    def _format_root(self, elements: Iterable[Element]) -> bytes:
        rows = [
            b"%d[%s]" % (page, b" ".join([element.reference for element in marks]))
            for page, marks in enumerate(self._marks)
        ]
        rows += [b"%d %s" % (key, element.reference) for key, element in enumerate(self._annotated, len(rows))]
        named = sorted((text_bytes(each.id), string(each.id), each.reference) for each in elements if each.id)
        names = b"".join(name + reference for _, name, reference in named)
        return b"<</Type/StructTreeRoot/K[%s]/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d%s/RoleMap<<%s>>>>" % (
            self.root.reference,
            b"\n".join(rows),
            len(rows),
            b"/IDTree<</Names[%s]>>" % names if names else b"",
            _ROLE_MAP,
        )


def _passages(pages: Iterable[Page]) -> dict[Passage, str]:
    """The passages of pages, each once, in order, and their languages."""
    found: dict[Passage, str] = {}
    for piece in (piece for page in pages for placed in page.text for piece in placed.slug.pieces):
        if piece.passage.part not in ARTIFACTS:
            found.setdefault(piece.passage, piece.line.atoms.stretches[0].manner.language)
    return found
