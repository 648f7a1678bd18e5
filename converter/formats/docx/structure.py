"""What the text of a document cannot say of itself, beside it: a custom XML part that speaks of bookmarks, both ways.

    <structure xmlns="urn:report-converter:structure:1">
      <language word="zh-TW" tag="zh-Hant"/>
      <node bookmark="par_5_list" kind="list" ordered="1"/><node bookmark="par_5_a" kind="item" labelled="1"/>
      <node bookmark="box_1" kind="box" language="zh-Hans"/>
      <node bookmark="note_1" kind="note" before="[" after="]"/>
    </structure>

It holds no text of the report: what a bookmark encloses in Word is what is read, and a bookmark that is gone is not
missed. A label stands here only where its printed form alone would be read otherwise (a lone `I.` that is a letter).
ECMA-376 Part 1, 15.2.5 and 22.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, assert_never, get_args
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from msgspec import Struct, field

from converter.formats.docx.bookmarks import bookmark_id
from converter.formats.docx.languages import words
from converter.formats.docx.markup import Element, qualified
from converter.labels import mark, read_label
from converter.model import (
    Box,
    Division,
    Figure,
    Item,
    Label,
    List,
    Note,
    Paragraph,
    Quotation,
    Report,
    Scheme,
    Table,
    Unread,
)
from converter.walk import Walked, languages, nodes
from converter.xmltext import sayable

NAMESPACE = "urn:report-converter:structure:1"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_DEEPEST = 9
_SCHEMES = frozenset(get_args(Scheme))


class Fact(Struct, frozen=True):
    """What is known of the node at a bookmark. `before` and `after` stand around a note's mark when it is printed."""

    kind: str = ""
    id: str = ""
    language: str | None = None
    level: int | None = None
    ordered: bool = False
    labelled: bool = False
    reason: str = ""
    label: Label | None = None
    before: str = ""
    after: str = ""


class Structure(Struct, frozen=True):
    """All that is known of bookmarks by their names, in the report's order, and the tag of each language of Word."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


def structure_part(report: Report, bookmarks: Mapping[str, str]) -> Element:
    """The part for a report whose ids have these bookmarks."""
    root = etree.Element(qualified(NAMESPACE, "structure"), nsmap={None: NAMESPACE})
    for tag, word in words(languages(report)).items():
        etree.SubElement(root, qualified(NAMESPACE, "language"), word=word, tag=tag)
    for node in nodes(report):
        said = [(key, value) for key, value in _said(node, bookmarks[node.id]) if value]
        element = etree.SubElement(root, qualified(NAMESPACE, "node"), bookmark=bookmarks[node.id]) if said else root
        for key, value in said:
            element.set(key, value)
    return root


def properties_part() -> Element:
    """The part that gives the structure its identity in a package, the same in every document."""
    root = etree.Element(qualified(_DATA_STORE, "datastoreItem"), nsmap={"ds": _DATA_STORE})
    root.set(qualified(_DATA_STORE, "itemID"), f"{{{str(uuid5(NAMESPACE_URL, NAMESPACE)).upper()}}}")
    references = etree.SubElement(root, qualified(_DATA_STORE, "schemaRefs"))
    reference = etree.SubElement(references, qualified(_DATA_STORE, "schemaRef"))
    reference.set(qualified(_DATA_STORE, "uri"), NAMESPACE)
    return root


def read_structure(root: Element) -> Structure | None:
    """The structure that a custom XML part holds; None when it is of another kind. What it says amiss is not heard."""
    if root.tag != qualified(NAMESPACE, "structure"):
        return None
    facts = {node.get("bookmark", ""): _fact(node) for node in root.iter(qualified(NAMESPACE, "node"))}
    tags = {node.get("word", ""): node.get("tag", "") for node in root.iter(qualified(NAMESPACE, "language"))}
    return Structure(facts, tags)


def _said(node: Walked, bookmark: str) -> Iterator[tuple[str, str]]:
    """The attributes of a node's element."""
    yield "kind", _kind(node)
    yield "id", "" if bookmark_id(bookmark) == node.id else node.id
    if not isinstance(node, Item):
        yield "language", node.language or ""
    match node:
        case Division(level=level) if level > _DEEPEST:
            yield "level", str(level)
        case List(ordered=True):
            yield "ordered", "1"
        case Item(label=Label()):
            yield "labelled", "1"
        case Unread():
            yield "reason", sayable(node.reason)
        case Note():
            yield from _around(node.label)
        case _:
            pass
    label = None if isinstance(node, List | Quotation | Unread) else node.label
    if label and read_label(label.printed) != label:
        yield from _label(label)


def _kind(node: Walked) -> str:
    match node:
        case Division() | Paragraph():
            return ""
        case List() | Item() | Quotation() | Box() | Table() | Figure() | Unread() | Note():
            return type(node).__name__.lower()
        case _:
            assert_never(node)


def _around(label: Label) -> Iterator[tuple[str, str]]:
    before, _, after = label.printed.partition(mark(label))
    yield "before", sayable(before)
    yield "after", sayable(after)


def _label(label: Label) -> Iterator[tuple[str, str]]:
    yield "printed", sayable(label.printed)
    yield "scheme", label.scheme
    yield "value", "" if label.value is None else str(label.value)
    yield "suffix", sayable(label.suffix)


def _fact(node: Element) -> Fact:
    got = node.attrib
    level, value = (_number(got.get(name)) for name in ("level", "value"))
    scheme: Any = got.get("scheme", "")
    printed = got.get("printed") if scheme in _SCHEMES else None
    label = None if printed is None else Label(printed, scheme, value, got.get("suffix", ""))
    return Fact(
        got.get("kind", ""),
        got.get("id", ""),
        got.get("language"),
        level,
        got.get("ordered") == "1",
        got.get("labelled") == "1",
        got.get("reason", ""),
        label,
        got.get("before", ""),
        got.get("after", ""),
    )


def _number(found: str | None) -> int | None:
    return int(found) if found and found.isascii() and found.isdigit() and len(found) < 10 else None
