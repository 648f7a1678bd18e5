"""What elements say beside the text that they show, and the tables that find them.

    P <</ActualText(…)/ID(par-3)/Lang(fr)>>     TH <</O/Table/Scope/Column>>     /RoleMap     /IDTree     /ParentTree

ISO 32000-1, 14.7.2 (the tree's tables), 14.7.4.4 (from content to elements), 14.8.5 (attributes), 14.9 (spoken text).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

import pikepdf

from converter.diagnostics import Diagnostic
from converter.formats.pdf.names import FRONT_MATTER, LAYOUT, NUMBERINGS, ROLES
from converter.formats.pdf.reading.agree.facts import Facts, counted, misnamed, named, shown
from converter.formats.pdf.reading.agree.told import contradiction, quoted, squeezed, unlike
from converter.formats.pdf.reading.content import Marked
from converter.formats.pdf.reading.structure import STANDARD, Leads, Node
from converter.model import List
from converter.walk import nodes

_SPANS = frozenset(("ColSpan", "RowSpan"))
_KEYS = frozenset(("/Type", "/S", "/P", "/Pg", "/ID", "/Lang", "/A", "/K"))
_KIDS: Mapping[str, tuple[str, ...]] = {
    "": ("Document",), "L": ("LI",), "LI": ("Lbl", "Bullet", "LBody"), "Table": ("Caption", "TR"), "TR": ("TH", "TD"),
    "TOC": ("TOCI",), "TOCI": ("Reference",), "Reference": ("Link",), "Call": ("Link",),
    FRONT_MATTER: ("Title", "P", "H1", "TOC"),
}  # fmt: skip
"""The kinds that may stand in those that ask for some. 14.8.4.3."""
_SPOKEN = ("/ActualText", "/Alt", "/E")
"""What is said in place of what an element shows. 14.9.3 to 14.9.5."""
_LANGUAGES = frozenset((
    "Document", "Sect", "P", "L", "Box", "BlockQuote", "Table", "Figure", "Unread", "Note", "Span", "TOCI",
))  # fmt: skip
"""The kinds whose language the report has."""
_PROPERTIES = frozenset((
    "level", "ordered", "printed", "scheme", "value", "suffix", "target", "alternative", "reason", "notes",
))  # fmt: skip


def said(facts: Facts) -> Iterator[Diagnostic]:
    """What each element says of itself against what it shows and what it is."""
    expected = _expected(facts)
    for node in facts.structure.nodes:
        if node.said is not None:
            name = node.id or f"an element {node.kind}"
            yield from _spoken(node, name)
            yield from _attributes(node, name, expected.get(id(node), {}))
    yield from _languages(facts)
    bullets = sorted({squeezed(shown(node)) for node in facts.structure.nodes if node.kind == "Bullet"})
    if len(bullets) > 1 or any(any(map(str.isalnum, bullet)) for bullet in bullets):
        yield contradiction(f"the items without labels begin with {quoted(' '.join(bullets))}")


def _spoken(node: Node, name: str) -> Iterator[Diagnostic]:
    for key in sorted(node.keys - _KEYS):
        if node.said is None or (key == "/Alt" and node.kind == "Figure"):
            continue
        value = node.said.get(key)
        words = str(value) if isinstance(value, pikepdf.String | pikepdf.Name) else "something"
        if key not in _SPOKEN:
            yield contradiction(f"{name} says {quoted(words)} in {key}, which nothing reads", node.id)
        elif words != shown(node):
            yield unlike(f"{key} of {name}", words, "its glyphs read", shown(node), node.id)


# Attributes


def _attributes(node: Node, name: str, expected: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Attributes that follow from what an element holds, and properties that nothing reads."""
    for key in sorted(node.properties.keys() - _PROPERTIES):
        yield contradiction(f"{name} says {key} “{node.properties[key]}”, which nothing reads", node.id)
    found = {key: str(value) for key, value in node.attributes.items() if key not in _SPANS}
    if node.attributes.keys() & _SPANS:
        expected = {**expected, "O": "/Table"}
    for key in sorted(found.keys() | expected.keys()):
        if found.get(key, "") != expected.get(key, ""):
            says = f"{name}: its attribute {key}"
            yield unlike(says, found.get(key, ""), "what it holds asks for", expected.get(key, ""), node.id)


def _expected(facts: Facts) -> dict[int, dict[str, str]]:
    """The attributes that elements have by what they hold, but for spans of cells, which are read."""
    lists = {node.id: node for node in nodes(facts.report) if isinstance(node, List)}
    out: dict[int, dict[str, str]] = {}
    for node in facts.structure.nodes:
        if node.kind == "L" and node.id in lists:
            out[id(node)] = {"O": "/List", "ListNumbering": f"/{_numbering(lists[node.id])}"}
        elif node.kind == "Underline":
            out[id(node)] = {"O": f"/{LAYOUT}", "TextDecorationType": "/Underline"}
        elif node.kind == "TR":
            scope = "/Column" if all(cell.kind == "TH" for cell in node.nodes()) else "/Row"
            out |= {id(cell): {"O": "/Table", "Scope": scope} for cell in node.nodes("TH")}
    return out


def _numbering(found: List) -> str:
    """How a list counts, by its first label. Table 347."""
    label = found.items[0].label if found.items else None
    return NUMBERINGS.get(label.scheme, "None") if label else "Disc"


# Kinds


def kinds(facts: Facts) -> Iterator[Diagnostic]:
    """Which elements stand in which."""
    for node in (facts.structure.root, *facts.structure.nodes):
        allowed = _KIDS.get("" if node is facts.structure.root else node.kind)
        for kid in node.nodes():
            if allowed and kid.kind not in allowed:
                where = node.kind if node is not facts.structure.root else "the tree"
                yield contradiction(f"{where} holds an element {kid.kind}, which has no place in it", kid.id or node.id)
            leads = next((lead.target for lead in kid.kids if isinstance(lead, Leads)), "")
            if leads and leads.startswith("#") != (node.kind in ("Reference", "Call")):
                said = f"the link {quoted(shown(kid))} to {leads}"
                yield contradiction(f"{said} stands in an element {node.kind}", node.id)


# Languages


def _languages(facts: Facts) -> Iterator[Diagnostic]:
    """Languages of elements whose language the report does not have: they must be those of what is around them."""
    spoken = facts.report.metadata.language
    waiting: list[tuple[Node, str]] = [(node, spoken) for node in facts.structure.root.nodes()]
    while waiting:
        node, around = waiting.pop()
        language = node.language or around
        if node.language and language != around and node.kind not in _LANGUAGES:
            name = node.id or f"an element {node.kind}"
            yield unlike(f"/Lang of {name}", language, "what is around it is in", around, node.id)
        waiting += [(kid, language) for kid in node.nodes()]


# Tables of the tree


def tables(facts: Facts) -> Iterator[Diagnostic]:
    """Roles, ids, and the ways from content to elements, against the tree itself."""
    return chain(_roles(facts), _ids(facts), _parents(facts))


def _roles(facts: Facts) -> Iterator[Diagnostic]:
    """What the kinds in use stand for."""
    roles = facts.structure.tree.get("/RoleMap")
    told = roles if isinstance(roles, pikepdf.Dictionary) else pikepdf.Dictionary()
    used = {str(node.said.S)[1:]: node.kind for node in facts.structure.nodes if node.said is not None}
    for name, kind in sorted(used.items()):
        role = str(told.get(f"/{name}", "/"))[1:]
        if role != ROLES.get(kind, "") or name != kind or kind not in STANDARD | ROLES.keys():
            yield unlike(f"the role of {name}", role, "its kind asks for", ROLES.get(kind, "") or "a standard kind")


def _ids(facts: Facts) -> Iterator[Diagnostic]:
    """The tree of ids."""
    tree = facts.structure.tree.get("/IDTree")
    listed = {name: value.objgen for name, value in named(tree) if isinstance(value, pikepdf.Dictionary)}
    found = {node.id: node.said.objgen for node in facts.structure.nodes if node.id and node.said is not None}
    for id in sorted(listed.keys() | found.keys()):
        if listed.get(id) != found.get(id):
            yield contradiction(f"the tree of ids leads {id} to another element than the one that says so", id)
    for limits in misnamed(tree):
        yield contradiction(f"the tree of ids has a leaf from {limits} that holds other names")


def _parents(facts: Facts) -> Iterator[Diagnostic]:
    """The parent tree, by which a reader on screen finds the element of a place on a page."""
    listed = dict(counted(facts.structure.tree.get("/ParentTree")))
    holders = {id(kid): node.said.objgen for node in facts.structure.nodes if node.said is not None
               for kid in node.kids if isinstance(kid, Marked)}  # fmt: skip
    for index, page in enumerate(facts.pdf.pages):
        array = _at(listed, page.obj.get("/StructParents"))
        said = [_objgen(each) for each in array] if isinstance(array, pikepdf.Array) else []
        held = {number: holders.get(id(marked)) for number, marked in facts.structure.pages[index].marked.items()}
        if any(element and said[number : number + 1] != [element] for number, element in held.items()):
            yield contradiction(f"the parent tree gives content of page {index + 1} to other elements than hold it")
    for node, annotation in facts.structure.annotations.values():
        parent = _at(listed, annotation.get("/StructParent"))
        if node.said is None or _objgen(parent) != node.said.objgen:
            yield contradiction("the parent tree gives a link to another element than holds it", node.id)


def _at(listed: Mapping[int, pikepdf.Object], key: object) -> object:
    return listed.get(key) if isinstance(key, int) else None


def _objgen(found: object) -> tuple[int, int] | None:
    return found.objgen if isinstance(found, pikepdf.Object) else None
