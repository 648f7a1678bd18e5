"""Lists of a TEI document, read into the model: labels stand before their items or in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from converter.diagnostics import Code
from converter.formats.tei.inlines import MARKS, At
from converter.formats.tei.record import tag
from converter.labels import read_label
from converter.model import Block, Division, Item, Label, List, Paragraph

if TYPE_CHECKING:
    from converter.formats.tei.nodes import Maker

_Element = etree._Element


def read_list(maker: Maker, element: _Element, at: At) -> Iterator[Division | Block]:
    """A list, after its heading as a paragraph if it has one."""
    inner, language = maker.enter(element, at)
    id = maker.record.claim(element, "list", element)
    _, heading = maker.head([child for child in element if tag(child) == "head"], inner)
    if heading:
        yield Paragraph(maker.record.claim(None, "p", element), heading, None, language)
    ordered = element.get("type", "").startswith("ordered") or "number" in element.get("rend", "")
    if items := tuple(_items(maker, element, id, inner)):
        yield List(id, items, ordered, language)


def _items(maker: Maker, element: _Element, id: str, at: At) -> Iterator[Item]:
    """The items, each with the label that stands before it."""
    label: Label | None = None
    for child in element:
        name = tag(child)
        if name == "label":
            yield from _bare(maker, id, label, element)
            label = maker.read_label(child)
        elif name in MARKS:
            tuple(maker.inlines.one(child, at))
        elif name == "note":
            maker.note(child, at)
        elif name != "head" and (item := _item(maker, child, id, label, at)):
            yield item
            label = None
    yield from _bare(maker, id, label, element)


def _bare(maker: Maker, list: str, label: Label | None, element: _Element) -> Iterator[Item]:
    """An item of a label alone, where no item follows it."""
    if label:
        yield Item(maker.record.claim(None, f"{list}-item", element), (), label)


def _item(maker: Maker, element: _Element, list: str, label: Label | None, at: At) -> Item | None:
    """An item with its label; None where it held notes only, which are called from elsewhere."""
    if tag(element) not in ("item", "bibl"):
        maker.record.tell(Code.NOT_CARRIED, f"<{tag(element)}> in a list is an item", element)
    label, first = (label, None) if label else maker.label(element)
    if label is None and not maker.record.own and element.get("n"):
        label = read_label(element.get("n", ""))
    id = maker.record.claim(element, f"{list}-item", element)
    content = maker.blocks(element, maker.through(element, at), skip=[first] if first is not None else [])
    if not content and label is None and not maker.record.own and len(element):
        return None
    return Item(id, content, label)
