"""What leads to places: the outline, the numbers of pages, named destinations, and links.

    /Outlines <</Title(I. Introduction)/Dest[12 0 R/XYZ …]>>   /PageLabels   /Dests <</Names[(par-3)[12 0 R/XYZ …]]>>

ISO 32000-1, 12.3 (destinations, outline), 12.4.2 (page labels), 12.5.6.5 (links).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

import pikepdf

from converter.diagnostics import Code, Diagnostic
from converter.formats.pdf.reading.agree.facts import Facts, Heading, counted, misnamed, shown
from converter.formats.pdf.reading.agree.told import contradiction, quoted, squeezed, unlike
from converter.formats.pdf.reading.structure import Leads, Node
from converter.labels import numeral
from converter.walk import nodes

_MOST = 100_000
_KEYS = frozenset(("/Type", "/Subtype", "/Rect", "/Border", "/F", "/StructParent", "/Contents", "/Dest", "/A", "/P"))
"""What a link of this project's says."""


class _Entry(NamedTuple):
    """An entry of the outline: how deep it stands, from 1, and the index of the page that it leads to."""

    depth: int
    title: str
    page: int


def outline(facts: Facts) -> Iterator[Diagnostic]:
    """The outline against the headings."""
    if not facts.worded:
        return
    found = list(_outline(facts))
    expected = [heading for heading in facts.headings if heading.id in facts.destinations]
    depths = _closed(heading.depth for heading in expected)
    for heading, depth, entry in zip_longest(expected, depths, found):
        if heading is None or entry is None:
            missing = f"lacks {quoted(heading.title)}" if heading else f"has {quoted(entry.title)}, which is no heading"
            yield contradiction(f"the outline {missing}", heading.id if heading else "")
            return
        yield from _entry(facts, heading, depth, entry)


def _entry(facts: Facts, heading: Heading, depth: int, entry: _Entry) -> Iterator[Diagnostic]:
    if entry.title != heading.title:
        yield unlike(
            f"the outline's entry for {heading.id}", entry.title, "its heading reads", heading.title, heading.id
        )
    if entry.depth != depth:
        yield contradiction(f"the outline has {heading.id} on level {entry.depth}, where it is on {depth}", heading.id)
    if entry.page != facts.destinations[heading.id]:
        yield contradiction(f"the outline leads to another page than {heading.id} stands on", heading.id)


def _outline(facts: Facts) -> Iterator[_Entry]:
    """The entries of the outline, in order."""
    root = facts.pdf.Root.get("/Outlines")
    waiting = [(1, root.get("/First"))] if isinstance(root, pikepdf.Dictionary) else []
    for _ in range(_MOST):
        if not waiting:
            return
        depth, entry = waiting.pop()
        if isinstance(entry, pikepdf.Dictionary):
            yield _Entry(depth, str(entry.get("/Title", "")), facts.page(entry.get("/Dest")))
            waiting += [(depth, entry.get("/Next")), (depth + 1, entry.get("/First"))]


def _closed(depths: Iterable[int]) -> list[int]:
    """How deep entries stand when none is more than one below the one before."""
    out, above = [], list[int]()
    for depth in depths:
        while above and above[-1] >= depth:
            above.pop()
        above.append(depth)
        out.append(len(above))
    return out


def page_labels(facts: Facts) -> Iterator[Diagnostic]:
    """The numbers of pages: roman before the report begins, then arabic from 1."""
    if facts.labels is None:
        return
    said = list(_labels(facts))
    for place, (one, other) in enumerate(zip(said, facts.labels, strict=True), 1):
        if one != other:
            yield unlike(f"the label of page {place} of the file", one, "its number is", other)
            return


def _labels(facts: Facts) -> Iterator[str]:
    """The label of every page, as the file says. 12.4.2, table 159."""
    rows = dict(counted(facts.pdf.Root.get("/PageLabels")))
    style, first, prefix = "", 0, ""
    for index in range(len(facts.structure.pages)):
        row = rows.get(index)
        if isinstance(row, pikepdf.Dictionary):
            start = row.get("/St", 1)
            style, prefix = str(row.get("/S", "")), str(row.get("/P", ""))
            first = index - (start if isinstance(start, int) else 1)
        number = index - first
        roman = numeral("roman", number) or str(number) if style == "/r" else ""
        yield prefix + (roman or (str(number) if style == "/D" else style))


def destinations(facts: Facts) -> Iterator[Diagnostic]:
    """Named destinations: each is a node of the report, and leads to the page where it begins."""
    known = {node.id for node in nodes(facts.report)}
    for name, page in facts.destinations.items():
        if name not in known:
            yield contradiction(f"a destination is called {name}, which is nothing in the report")
        elif page != facts.opens.get(name, page):
            where = f"on page {page + 1} of the file, but it begins on {facts.opens[name] + 1}"
            yield contradiction(f"the destination {name} is {where}", name)
    names = facts.pdf.Root.get("/Names")
    for limits in misnamed(names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None):
        yield contradiction(f"the destinations have a leaf from {limits} that holds other names")


# Links


def links(facts: Facts) -> Iterator[Diagnostic]:
    """Annotations: each is in an element, leads where the others of it do, and says the words that it stands on."""
    for node in facts.structure.nodes:
        leads = [kid for kid in node.kids if isinstance(kid, Leads)]
        if leads:
            yield from _link(facts, node, leads)
    for node, _ in facts.structure.annotations.values():
        if not any(isinstance(kid, Leads) for kid in node.kids):
            yield contradiction(f"the link {quoted(shown(node))} leads nowhere")
    for index, page in enumerate(facts.pdf.pages):
        for annotation in _annotations(page.obj):
            yield from _annotation(facts, index, annotation)


def _link(facts: Facts, node: Node, leads: list[Leads]) -> Iterator[Diagnostic]:
    """One link; a part of it that shows no words says where it leads."""
    words, target = quoted(shown(node)), leads[0].target
    for other in leads[1:]:
        if other.target != target:
            yield unlike(
                f"a part of the link {words} leads to {other.target}: it", other.target, "another part", target
            )
    for each in leads:
        if each.inside and each.target[1:] not in facts.destinations:
            yield contradiction(f"the link {words} leads to {each.target}, which is nowhere in the file")
    said, expected = "".join(each.words for each in leads), shown(node)
    named = (target, node.properties.get("target"))
    worded = "".join(each.words for each in leads if each.words not in named)
    if squeezed(expected) not in (squeezed(said), squeezed(worded)):
        yield unlike(f"what the link {words} says of itself", said, "its glyphs read", expected)


def _annotations(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    found = page.get("/Annots")
    for each in found if isinstance(found, pikepdf.Array) else ():
        if isinstance(each, pikepdf.Dictionary):
            yield each


def _annotation(facts: Facts, index: int, annotation: pikepdf.Object) -> Iterator[Diagnostic]:
    """An annotation that is no link of this project's, or says what a link has no place for."""
    kind, words = str(annotation.get("/Subtype", "")), str(annotation.get("/Contents", ""))
    if kind != "/Link" or annotation.objgen not in facts.structure.annotations:
        yield Diagnostic(
            Code.UNREAD, f"page {index + 1} has an annotation {kind} that nothing reads: {quoted(words)}",
            hint="Take it away, or make the file again.",
        )  # fmt: skip
    elif odd := sorted(set(annotation.keys()) - _KEYS):
        yield contradiction(f"a link on page {index + 1} says {', '.join(odd)}, which nothing reads")
    elif (type := str(annotation.get("/Type", "/Annot"))) != "/Annot":
        yield contradiction(f"a link on page {index + 1} is of the type {type}, and no annotation")
