"""Blocks as XHTML: one function per kind of node.

    <p class="numbered" id="par-47"><span class="label" data-labels="this">47.</span> …<a epub:type="noteref"
       role="doc-noteref" href="#note-1" id="note-1-call-1">1</a></p>
    <aside class="box" id="box-3" lang="zh-Hans" xml:lang="zh-Hans" aria-labelledby="box-3-heading">
      <h2 id="box-3-heading" class="box-title">…</h2>…</aside>
    <li id="par-47-a"><p id="par-47-a-p-1"><span class="label" data-labels="item">(a)</span>
      …</p></li>

The page breaks of the printed edition stand where they fall, in the middle of a paragraph if need be:
`<span epub:type="pagebreak" role="doc-pagebreak" id="page-12" aria-label="頁 12"></span>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, assert_never

from converter.formats.epub.inline import Setting, set_inlines, set_line, set_text
from converter.formats.epub.lists import native
from converter.formats.epub.markup import element, empty, spoken
from converter.formats.epub.names import HEADER, KIND, LABELS, THIS, label_attributes
from converter.formats.epub.printed import page_break
from converter.model import (
    Block,
    Box,
    Cell,
    Figure,
    Inline,
    Item,
    Label,
    List,
    Paragraph,
    Quotation,
    Row,
    Table,
    Unread,
)
from converter.walk import blocks, lines
from converter.xmltext import escape

if TYPE_CHECKING:
    from converter.typeset.pages import PageBreak


def image_file(figure: Figure) -> str:
    """Where a figure's image stands in the book."""
    return f"images/{figure.id}.{figure.media_type.removeprefix('image/')}"


def heading(id: str, label: Label | None, words: Sequence[Inline], setting: Setting, level: int, kind: str = "") -> str:
    """A heading of a division or a box. HTML has six levels; ARIA tells the deeper ones."""
    attributes = {
        "id": setting.identity(f"{id}-heading"),
        "class": kind or None,
        "aria-level": str(level) if level > 6 else None,
    }
    return element(f"h{min(level, 6)}", attributes, labelled(label, set_inlines(words, setting)))


def labelled(label: Label | None, content: str) -> str:
    """A printed label, and what it stands before."""
    return f"{label_of(label)} {content}" if label and content else label_of(label) if label else content


def label_of(label: Label, *, of: str = THIS) -> str:
    """A printed label; `of` tells whose it is where that is not the element that it stands in."""
    attributes: dict[str, str | None] = {"class": "label", LABELS: of}
    return element("span", attributes | label_attributes(label), escape(label.printed))


def set_blocks(content: Iterable[Block], setting: Setting, level: int) -> str:
    """Blocks one after the other; `level` is that of a heading in them."""
    return "".join(set_block(node, setting, level) for node in content)


def set_block(node: Block, setting: Setting, level: int) -> str:
    """One block."""
    match node:
        case Paragraph():
            return _paragraph(node, setting)
        case List():
            return breaks_before(node.id, setting) + _list(node, setting, level)
        case Box():
            return breaks_before(node.id, setting) + _box(node, setting, level)
        case Quotation():
            return breaks_before(node.id, setting) + _quotation(node, setting, level)
        case Table():
            return breaks_before(node.id, setting) + _table(node, setting, level)
        case Figure():
            return breaks_before(node.id, setting) + _figure(node, setting)
        case Unread():
            return _unread(node, setting)
        case _:
            assert_never(node)


def breaks_before(id: str, setting: Setting) -> str:
    """The pages that begin with this node or in it, before it."""
    return "".join(page_break(found.label, setting.words) for found in setting.breaks_in(id))


def _parted(id: str, setting: Setting) -> tuple[str, list[PageBreak]]:
    """The pages that begin with this text, as markup, and those that begin in it."""
    breaks = setting.breaks_in(id)
    before = "".join(page_break(found.label, setting.words) for found in breaks if not found.offset)
    return before, [found for found in breaks if found.offset]


def _identified(node: Block, setting: Setting, kind: str | None = None) -> dict[str, str | None]:
    """Class, id and language of a block."""
    return {"class": kind, "id": setting.identity(node.id)} | spoken(node.language, directed=setting.directed)


def _paragraph(node: Paragraph, setting: Setting, lead: str = "") -> str:
    """A paragraph, after what leads it in: the label of its item, the mark of its note."""
    before, breaks = _parted(node.id, setting)
    text = set_line(node.content, setting, breaks)
    attributes = _identified(node, setting, "numbered" if node.label else None)
    return before + element("p", attributes, f"{lead}{labelled(node.label, text)}")


def led(content: tuple[Block, ...], lead: str, setting: Setting, level: int) -> str:
    """Blocks after what leads them in, which stands in the first of them if that is a paragraph."""
    match content:
        case (Paragraph() as first, *rest):
            return _paragraph(first, setting, f"{lead} ") + set_blocks(rest, setting, level)
        case _:
            return element("p", {"class": "lead"}, lead) + set_blocks(content, setting, level)


def _list(node: List, setting: Setting, level: int) -> str:
    """A list that counts by itself where that gives the printed labels, else one with literal labels."""
    if counter := native(node):
        items = "".join(_item(item, setting, level, literal=False) for item in node.items)
        return element("ol", _identified(node, setting) | counter, items)
    literal = any(item.label for item in node.items)
    items = "".join(_item(item, setting, level, literal=literal) for item in node.items)
    attributes = _identified(node, setting, "labelled" if literal else None)
    return element("ol" if node.ordered else "ul", attributes | ({"role": "list"} if literal else {}), items)


def _item(item: Item, setting: Setting, level: int, *, literal: bool) -> str:
    label = label_of(item.label, of="item") if literal and item.label else ""
    content = led(item.content, label, setting, level) if label else set_blocks(item.content, setting, level)
    return element("li", {"id": setting.identity(item.id)}, breaks_before(item.id, setting) + content)


def _box(node: Box, setting: Setting, level: int) -> str:
    titled = bool(node.title or node.label)
    head = heading(node.id, node.label, node.title, setting, level, "box-title") if titled else ""
    name = {
        "aria-labelledby": setting.identity(f"{node.id}-heading") if titled else None,
        "aria-label": None if titled else setting.words.box,
    }
    content = set_blocks(node.content, setting, level + 1)
    return element("aside", _identified(node, setting, "box") | name, head + content)


def _quotation(node: Quotation, setting: Setting, level: int) -> str:
    source = element("p", {"class": "source", KIND: "source"}, set_inlines(node.source, setting)) if node.source else ""
    return element("blockquote", _identified(node, setting), set_blocks(node.content, setting, level) + source)


def _figure(node: Figure, setting: Setting) -> str:
    image = empty("img", {"src": image_file(node), "alt": node.alternative})
    words = labelled(node.label, set_inlines(node.caption, setting))
    return element("figure", _identified(node, setting), image + (element("figcaption", {}, words) if words else ""))


def _unread(node: Unread, setting: Setting) -> str:
    """What could not be placed, to be seen by everybody, with the reason in the language of the diagnostics."""
    told = spoken("en", directed=setting.directed) | {KIND: "reason"}
    reason = element("span", told, escape(node.reason))
    title = element("p", {"class": "reason"}, f"{escape(setting.words.unread + setting.words.colon)}{reason}")
    before, breaks = _parted(node.id, setting)
    attributes = _identified(node, setting, "unread") | {"role": "group", "aria-label": setting.words.unread}
    attributes[KIND] = "unread"
    return before + element("div", attributes, title + element("pre", {}, set_text(node.text, setting, breaks)))


# Tables


def _table(node: Table, setting: Setting, level: int) -> str:
    words = labelled(node.label, set_inlines(node.caption, setting))
    caption = element("caption", {}, words) if words else ""
    head = tuple(takewhile(_is_head, node.rows))
    body = node.rows[len(head) :]
    parts = "".join(
        element(name, {}, "".join(_row(row, scope, setting, level) for row in rows))
        for name, scope, rows in (("thead", "col", head), ("tbody", "row", body))
        if rows
    )
    return element("table", _identified(node, setting), caption + parts)


def _is_head(row: Row) -> bool:
    return all(cell.header for cell in row.cells)


def _row(row: Row, scope: str, setting: Setting, level: int) -> str:
    return element("tr", {}, "".join(_cell(cell, scope, setting, level) for cell in row.cells))


def _cell(cell: Cell, scope: str, setting: Setting, level: int) -> str:
    """One cell; a head without words heads nothing, and is a plain cell."""
    heads = cell.header and any(map(lines, blocks(cell.content)))
    attributes = {
        HEADER: "true" if cell.header and not heads else None,
        "scope": scope if heads else None,
        "colspan": str(cell.columns) if cell.columns > 1 else None,
        "rowspan": str(cell.rows) if cell.rows > 1 else None,
    }
    return element("th" if heads else "td", attributes, set_blocks(cell.content, setting, level))
