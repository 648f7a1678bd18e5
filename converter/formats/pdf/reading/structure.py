"""The structure tree as values: elements with their kinds, languages, attributes, and what they hold.

    Node(kind="P", id="par-47", kids=[Node("Lbl", …), Marked(["…"]), Node("Call", …), …])

Kinds of other programs are followed through the role map to standard ones. ISO 32000-1, 14.7.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from decimal import Decimal

import pikepdf
from msgspec import Struct, field

from converter.diagnostics import Refused
from converter.formats.pdf.names import ROLES, SOURCE_IMAGE
from converter.formats.pdf.reading.content import Marked, PageContent, Reader
from converter.formats.pdf.reading.file import MOST_ELEMENTS, MOST_KIDS, damaged, too_large
from converter.source import Input

_DEEPEST = 256
_MOST_ROLES = 16
_A4 = (0.0, 0.0, 595.276, 841.89)
_KINDS = """
Document DocumentFragment Part Art Sect Div Aside BlockQuote Caption TOC TOCI Index NonStruct Private Title Sub
P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Figure Formula Form Artifact
Span Em Strong Quote Note FENote Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
"""
STANDARD = frozenset(_KINDS.split())
"""The kinds of PDF 1.7, and those that PDF 2.0 adds. ISO 32000-2, 14.8.4."""
_TODAY = {"Em": "Emphasis", "FENote": "Note", "Aside": "Box"}
"""Kinds of PDF 2.0 by this project's names."""

Said = str | int | bool
"""The value of a user property."""


class Leads(Struct, frozen=True, eq=False):
    """An annotation: where it leads (`#name`, or an address), whether that is in this file, and what it says."""

    target: str
    inside: bool = False
    words: str = ""


class Node(Struct, eq=False):
    """An element. `properties` are its user properties, `attributes` those of standard owners, by name.

    `said` is the element itself, `keys` are those of all that it says.
    """

    kind: str
    id: str = ""
    language: str = ""
    alternative: str = ""
    replacement: str | None = None
    properties: dict[str, Said] = field(default_factory=dict)
    attributes: dict[str, object] = field(default_factory=dict)
    image: pikepdf.Object | None = None
    kids: list[Kid] = field(default_factory=list)
    said: pikepdf.Object | None = None
    keys: Set[str] = frozenset()

    def nodes(self, *kinds: str) -> list[Node]:
        """The kids that are elements of these kinds, of any kind when none is named."""
        return [kid for kid in self.kids if isinstance(kid, Node) and (not kinds or kid.kind in kinds)]


Kid = Node | Marked | Leads


class Structure:
    """The structure tree of one file while it is read. `nodes` are all its elements, in reading order.

    `annotations` are those that it holds, by their objects, with their elements.
    """

    def __init__(self, source: Input, pdf: pikepdf.Pdf, tree: pikepdf.Object, *, own: bool = False) -> None:
        """Read the tree of a file, maybe of this project's own. Raises Refused where it is cyclic, deep or large."""
        self.source, self.tree = source, tree
        self.nodes: list[Node] = []
        self.annotations: dict[tuple[int, int], tuple[Node, pikepdf.Object]] = {}
        self._reader = Reader(source, own=own)
        self._roles = _roles(tree.get("/RoleMap"))
        self._pages = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        self.pages = [self._reader.page(page.obj, index, _box(page.obj)) for index, page in enumerate(pdf.pages)]
        self._forms: dict[tuple[int, int], PageContent] = {}
        self._seen: set[tuple[int, int]] = set()
        self._left = MOST_KIDS
        self.root = Node("Document")
        self._read(tree)

    def _read(self, tree: pikepdf.Object) -> None:
        """Go through the tree with a stack of its own: no depth is too much for it."""
        waiting: list[tuple[Node, Iterator[pikepdf.Object], int | None]] = [(self.root, self._kids(tree), None)]
        while waiting:
            parent, kids, page = waiting[-1]
            kid = next(kids, None)
            self._left -= 1
            if self._left < 0:
                raise self._too_many("kids", MOST_KIDS)
            if kid is None:
                waiting.pop()
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if len(waiting) > _DEEPEST:
                    raise self._damaged(f"its structure tree is more than {_DEEPEST} elements deep")
                node = self._node(kid)
                parent.kids.append(node)
                waiting.append((node, self._kids(kid), self._page(kid, page)))
            else:
                parent.kids += self._content(parent, kid, page)

    def _node(self, found: pikepdf.Object) -> Node:
        if found.objgen != (0, 0) and found.objgen in self._seen:
            raise self._damaged("an element of its structure tree stands in it twice, or in itself")
        self._seen.add(found.objgen)
        if len(self.nodes) >= MOST_ELEMENTS:
            raise self._too_many("elements", MOST_ELEMENTS)
        said = found.keys()
        id, language, alternative = (_string(found.get(key)) if key in said else "" for key in ("/ID", "/Lang", "/Alt"))
        actual = str(found["/ActualText"]) if "/ActualText" in said else None
        node = Node(self._kind(str(found["/S"])[1:]), id, language, alternative, actual, said=found, keys=said)
        self.nodes.append(node)
        if "/A" in said:
            _attribute(node, found["/A"])
        return node

    def _kind(self, name: str) -> str:
        """This project's own kind, or the standard one that a kind stands for."""
        for _ in range(_MOST_ROLES):
            if name in ROLES or name in STANDARD or name not in self._roles:
                break
            name = self._roles[name]
        return _TODAY.get(name, name)

    def _content(self, parent: Node, kid: object, page: int | None) -> Iterator[Kid]:
        """What a kid that is no element stands for: marked content, or an annotation."""
        if isinstance(kid, int):
            yield from self._marked(page, kid)
        elif isinstance(kid, pikepdf.Dictionary):
            place = self._page(kid, page)
            if "/Obj" in kid:
                yield from self._annotation(parent, kid["/Obj"])
            elif isinstance(kid.get("/MCID"), int):
                form = kid.get("/Stm")
                found = int(kid["/MCID"])
                if isinstance(form, pikepdf.Stream):
                    yield from self._taken(self._form(form), found)
                else:
                    yield from self._marked(place, found)

    def _kids(self, found: pikepdf.Object) -> Iterator[pikepdf.Object]:
        kids = found.get("/K")
        if not isinstance(kids, pikepdf.Array):
            return iter(() if kids is None else (kids,))
        if len(kids) > MOST_KIDS:
            raise self._too_many("kids", MOST_KIDS)
        return iter(kids)

    def _annotation(self, parent: Node, annotation: pikepdf.Object) -> Iterator[Leads]:
        if isinstance(annotation, pikepdf.Dictionary):
            self.annotations[annotation.objgen] = (parent, annotation)
            target, inside = _target(annotation)
            if target:
                yield Leads(target, inside, _string(annotation.get("/Contents")))

    def _page(self, found: pikepdf.Object, around: int | None) -> int | None:
        """The page that an element or a reference says it is on, else the one around it."""
        page = found.get("/Pg")
        return self._pages.get(page.objgen) if isinstance(page, pikepdf.Dictionary) else around

    def _marked(self, page: int | None, number: int) -> Iterator[Marked]:
        if page is not None:
            yield from self._taken(self.pages[page], number)

    @staticmethod
    def _taken(content: PageContent, number: int) -> Iterator[Marked]:
        found = content.marked.get(number)
        if found is not None:
            found.taken = True
            yield found

    def _form(self, form: pikepdf.Object) -> PageContent:
        """The content of a form that the tree speaks of itself."""
        if form.objgen not in self._forms:
            self._forms[form.objgen] = self._reader.form(form)
        return self._forms[form.objgen]

    def _too_many(self, what: str, most: int) -> Refused:
        return too_large(self.source, f"has more than {most:,} {what} in its structure tree")

    def _damaged(self, how: str) -> Refused:
        return damaged(self.source, how)


def _roles(found: pikepdf.Object | None) -> Mapping[str, str]:
    if not isinstance(found, pikepdf.Dictionary):
        return {}
    return {str(name)[1:]: str(role)[1:] for name, role in found.items() if isinstance(role, pikepdf.Name)}


def _string(found: object) -> str:
    return str(found) if isinstance(found, pikepdf.String) else ""


def _attribute(node: Node, found: pikepdf.Object) -> None:
    """Attributes of any number of owners. 14.7.5."""
    if isinstance(found, pikepdf.Array):
        for each in found:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                _attribute(node, each)
    elif not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        return
    elif isinstance(found, pikepdf.Stream):
        if found.get("/O") == f"/{SOURCE_IMAGE}":
            node.image = found
    elif found.get("/O") == pikepdf.Name.UserProperties:
        said = found.get("/P")
        for each in said if isinstance(said, pikepdf.Array) else ():
            if isinstance(each, pikepdf.Dictionary):
                held: object = each.get("/V")
                value = str(held) if isinstance(held, pikepdf.String) else held
                if isinstance(value, str | int | bool):
                    node.properties[str(each.get("/N"))] = value
    else:
        node.attributes |= {name[1:]: value for name, value in found.items()}


def _target(annotation: pikepdf.Object) -> tuple[str, bool]:
    """Where a link leads, and whether that is in this file; nothing where that is a place on a page without a name."""
    action = annotation.get("/A")
    to = annotation.get("/Dest")
    if isinstance(action, pikepdf.Dictionary):
        if action.get("/S") == pikepdf.Name.URI:
            return _string(action.get("/URI")), False
        to = action.get("/D") if action.get("/S") == pikepdf.Name.GoTo else None
    if isinstance(to, pikepdf.String):
        return f"#{to}", True
    return (f"#{str(to)[1:]}", True) if isinstance(to, pikepdf.Name) else ("", False)


def _box(page: pikepdf.Object) -> list[float]:
    """The part of a page that is seen: left, bottom, right and top; A4 where the page does not say. 14.11.2."""
    for name in ("/CropBox", "/MediaBox"):
        box = page.get(name)
        edges = (
            [float(edge) for edge in box if isinstance(edge, int | Decimal)] if isinstance(box, pikepdf.Array) else []
        )
        if len(edges) == 4:
            return [*map(min, edges[:2], edges[2:]), *map(max, edges[:2], edges[2:])]
    return list(_A4)
