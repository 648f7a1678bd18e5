"""Elements of the structure tree while a file is made, and their objects.

    <</Type/StructElem/S/P/P 90 0 R/Pg 7 0 R/Lang(fr)/ID(par-47)/A<</O/UserProperties …>>/K[91 0 R 4 <</Type/MCR …>>]>>

ISO 32000-1, 14.7.2 (elements), 14.7.4 (their content), 14.7.5 (attributes).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from converter.formats.pdf.reportlab import Sheets
from converter.formats.pdf.syntax import string


class Content(Struct, frozen=True, gc=False):
    """Marked content: a page's index, and the content's number on that page."""

    page: int
    mark: int


class Annotated(Struct, frozen=True, gc=False):
    """An annotation: its object number, and its page's index."""

    number: int
    page: int


class Element(Struct, eq=False):
    """An element of the tree while it is made; `language` is the one it speaks, its own (`spoken`) or its parent's.

    `attributes` are attribute objects, `keys` are more keys of its dictionary.
    """

    kind: str
    language: str
    parent: Element | None = None
    id: str = ""
    keys: bytes = b""
    attributes: list[bytes] = field(default_factory=list)
    spoken: bool = False
    kids: list[Element | Content | Annotated] = field(default_factory=list)
    number: int = 0

    def add(self, kind: str, language: str | None = None, *, id: str = "", keys: bytes = b"") -> Element:
        """A new last kid."""
        kid = Element(kind, language or self.language, self, id, keys, spoken=language is not None)
        self.kids.append(kid)
        return kid

    def adopt(self, element: Element) -> None:
        """Take an element that has no parent yet as last kid."""
        element.parent = self
        self.kids.append(element)

    def say(self, **properties: str | int | bool | None) -> None:
        """Give user properties; what is None is left out. ISO 32000-1, 14.7.5.4."""
        said = [
            b"<</N%s/V%s>>" % (string(name), _value(value)) for name, value in properties.items() if value is not None
        ]
        if said:
            self.attributes.append(b"<</O/UserProperties/P[%s]>>" % b"".join(said))

    @property
    def holds(self) -> bool:
        """Whether there is something to tell: content, a node of the report, or a cell, which a row needs."""
        return bool(self.id) or self.kind in ("TH", "TD") or any(
            not isinstance(kid, Element) or kid.holds for kid in self.kids
        )  # fmt: skip


def _value(value: str | int) -> bytes:
    if isinstance(value, bool):
        return b" true" if value else b" false"
    return b" %d" % value if isinstance(value, int) else string(value)


def walk(element: Element) -> Iterator[Element]:
    """An element and all below it, in reading order."""
    waiting = [element]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(kid for kid in reversed(found.kids) if isinstance(kid, Element))


def formatted(element: Element, top: int, sheets: Sheets) -> bytes:
    """An element's object; `top` is the number of the tree's root."""
    page = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
    kids = b" ".join(_kid(kid, page, sheets) for kid in element.kids if not isinstance(kid, Element) or kid.number)
    parent = element.parent
    own = parent is None or element.spoken or parent.language != element.language
    return b"<</Type/StructElem/S/%s/P %d 0 R%s%s%s%s%s/K[%s]>>" % (
        element.kind.encode("ascii"),
        parent.number if parent else top,
        b"/Pg %d 0 R" % sheets.page_number(page) if page is not None else b"",
        b"/Lang" + string(element.language) if own else b"",
        b"/ID" + string(element.id) if element.id else b"",
        element.keys,
        _attributes(element),
        kids,
    )


def _attributes(element: Element) -> bytes:
    found = element.attributes
    return b"/A%s" % (b" " + found[0] if len(found) == 1 else b"[%s]" % b" ".join(found)) if found else b""


def _kid(kid: Element | Content | Annotated, page: int | None, sheets: Sheets) -> bytes:
    if isinstance(kid, Element):
        return b"%d 0 R" % kid.number
    if isinstance(kid, Annotated):
        return b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % (kid.number, sheets.page_number(kid.page))
    if kid.page == page:
        return b"%d" % kid.mark
    return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (sheets.page_number(kid.page), kid.mark)
