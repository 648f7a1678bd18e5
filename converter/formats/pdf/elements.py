"""Elements of the structure tree while a file is made, and their objects.

    <</Type/StructElem/S/P/P 90 0 R/Pg 7 0 R/Lang(fr)/ID(par-47)/A[<</O/List …>>]/K[91 0 R 4 <</Type/MCR …>>]>>

ISO 32000-1, 14.7.2 (elements), 14.7.4 (their content), 14.7.5 (attributes).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from converter.formats.pdf.syntax import string


class Element(Struct, eq=False):
    """An element of the tree while it is made; `language` is the one it speaks, its own (`spoken`) or its parent's.

    `attributes` are attribute objects, `keys` are more keys of its dictionary; kids in bytes are what it has on pages.
    `page` is the number of the first page that it has content on, `reference` leads to its object.
    """

    kind: str
    language: str
    parent: Element | None = None
    id: str = ""
    keys: bytes = b""
    attributes: bytes = b""
    spoken: bool = False
    page: int = 0
    kids: list[Element | bytes] = field(default_factory=list)
    reference: bytes = b""

    def add(self, kind: str, language: str | None = None, *, id: str = "", keys: bytes = b"") -> Element:
        """A new last kid."""
        kid = Element(kind, language or self.language, self, id, keys, spoken=language is not None)
        self.kids.append(kid)
        return kid

    def adopt(self, element: Element) -> None:
        """Take an element that has no parent yet as last kid."""
        element.parent = self
        self.kids.append(element)

    def mark(self, page: int, mark: int) -> None:
        """Take marked content of a page; an image precedes its caption."""
        self.page = self.page or page
        kid = b"%d" % mark if page == self.page else b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page, mark)
        self.kids.insert(0 if self.kind == "Figure" else len(self.kids), kid)

    def annotate(self, page: int, annotation: int) -> None:
        """Take an annotation of a page."""
        self.kids.append(b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % (annotation, page))

    def say(self, **properties: str | int | bool | None) -> None:
        """Give user properties; what is None is left out. ISO 32000-1, 14.7.5.4."""
        said = [
            b"<</N%s/V%s>>" % (string(name), _value(value)) for name, value in properties.items() if value is not None
        ]
        if said:
            self.attributes += b"<</O/UserProperties/P[%s]>>" % b"".join(said)

    @property
    def holds(self) -> bool:
        """Whether there is something to tell: content, a node of the report, or a cell, which a row needs."""
        return bool(self.id or self.page) or self.kind in ("TH", "TD") or any(
            isinstance(kid, bytes) or kid.holds for kid in self.kids
        )  # fmt: skip


def _value(value: str | int) -> bytes:
    if isinstance(value, bool):
        return b" true" if value else b" false"
    return b" %d" % value if isinstance(value, int) else string(value)


def kept(element: Element) -> Iterator[Element]:
    """An element and all below it, in reading order; kids that hold nothing are taken out."""
    waiting = [element]
    while waiting:
        found = waiting.pop()
        yield found
        found.kids = [kid for kid in found.kids if isinstance(kid, bytes) or kid.holds]
        waiting += [kid for kid in reversed(found.kids) if isinstance(kid, Element)]


def formatted(element: Element, top: bytes) -> bytes:
    """An element's object, when all have their references; `top` is that to the tree's root."""
    parent, kids = element.parent, [kid if isinstance(kid, bytes) else kid.reference for kid in element.kids]
    own = parent is None or element.spoken or parent.language != element.language
    return b"".join((
        b"<</Type/StructElem/S/", element.kind.encode("ascii"), b"/P ", parent.reference if parent else top,
        b"/Pg %d 0 R" % element.page if element.page else b"",
        b"/Lang" + string(element.language) if own else b"",
        b"/ID" + string(element.id) if element.id else b"",
        element.keys,
        b"/A[%s]" % element.attributes if element.attributes else b"",
        b"/K[", b" ".join(kids), b"]>>",
    ))  # fmt: skip
