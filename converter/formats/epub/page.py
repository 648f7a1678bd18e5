"""A leaf as an XHTML page: one function per kind of node.

    <section epub:type="chapter" role="doc-chapter" id="div-2" aria-labelledby="div-2-heading">
    <h1 id="div-2-heading"><span class="label">第一章</span> 導言</h1>
    <p class="numbered" id="par-47"><span class="label">47.</span> …<a epub:type="noteref" role="doc-noteref"
       href="#note-1" id="note-1-call-1">1</a></p>
    <aside class="box" id="box-3" lang="zh-Hans" xml:lang="zh-Hans" aria-labelledby="box-3-heading">
      <h2 id="box-3-heading" class="box-title">…</h2>…</aside>
    </section>
    <section epub:type="footnotes" class="notes" aria-label="註釋">
    <aside epub:type="footnote" role="doc-footnote" id="note-1">
      <p id="note-1-p-1"><a role="doc-backlink" href="#note-1-call-1" aria-label="返回正文 1">1</a> …</p></aside>
    </section>

The page breaks of the printed edition stand where they fall, in the middle of a paragraph if need be:
`<span epub:type="pagebreak" role="doc-pagebreak" id="page-12" aria-label="頁 12"></span>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, assert_never
from xml.sax.saxutils import escape

from converter.formats.epub.inline import Setting, set_inlines, set_text
from converter.formats.epub.lists import native
from converter.formats.epub.markup import document, element, empty, spoken
from converter.formats.epub.printed import page_break
from converter.formats.epub.split import Leaf, Standing
from converter.model import (
    Block,
    Box,
    Cell,
    Division,
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

if TYPE_CHECKING:
    from converter.typeset.pages import PageBreak


def page(leaf: Leaf, title: str, setting: Setting) -> str:
    """The whole page of a leaf: its text, then its notes."""
    text = _content(leaf.content, setting, leaf.level)
    return document(title, leaf.language, text + _notes(leaf.notes, setting, leaf.level), kind="bodymatter")


def image_file(figure: Figure) -> str:
    """Where a figure's image stands in the book."""
    return f"images/{figure.id}.{figure.media_type.removeprefix('image/')}"


# Divisions


def _content(content: Iterable[Division | Block], setting: Setting, level: int) -> str:
    return "\n".join(
        _division(node, setting, level) if isinstance(node, Division) else _block(node, setting, level)
        for node in content
    )


def _division(division: Division, setting: Setting, level: int) -> str:
    """A division; the level of its heading is its depth in the book, so that no level is skipped."""
    chapter = level == 1
    attributes = {
        "epub:type": "chapter" if chapter else None,
        "role": "doc-chapter" if chapter else None,
        "id": division.id,
        "aria-labelledby": f"{division.id}-heading" if chapter else None,
        "data-level": None if division.level == level else str(division.level),
    }
    attributes |= spoken(division.language, directed=setting.directed)
    heading = _heading(division.id, division.label, division.heading, setting, level)
    content = _content(division.content, setting, level + 1)
    return element("section", attributes, f"{_breaks(division.id, setting)}\n{heading}\n{content}\n")


def _heading(
    id: str, label: Label | None, words: Sequence[Inline], setting: Setting, level: int, kind: str = ""
) -> str:
    """A heading of a division or a box. HTML has six levels; ARIA tells the deeper ones."""
    attributes = {
        "id": setting.identity(f"{id}-heading"),
        "class": kind or None,
        "aria-level": str(level) if level > 6 else None,
    }
    return element(f"h{min(level, 6)}", attributes, _labelled(label, set_inlines(words, setting)))


def _labelled(label: Label | None, content: str) -> str:
    """A printed label, and what it stands before."""
    return f"{_label(label)} {content}".rstrip() if label else content


def _label(label: Label) -> str:
    return element("span", {"class": "label"}, escape(label.printed))


# Blocks


def _blocks(content: Iterable[Block], setting: Setting, level: int) -> str:
    return "".join(_block(node, setting, level) for node in content)


def _block(node: Block, setting: Setting, level: int) -> str:
    match node:
        case Paragraph():
            return _paragraph(node, setting)
        case List():
            return _breaks(node.id, setting) + _list(node, setting, level)
        case Box():
            return _breaks(node.id, setting) + _box(node, setting, level)
        case Quotation():
            return _breaks(node.id, setting) + _quotation(node, setting, level)
        case Table():
            return _breaks(node.id, setting) + _table(node, setting, level)
        case Figure():
            return _breaks(node.id, setting) + _figure(node, setting)
        case Unread():
            return _unread(node, setting)
        case _:
            assert_never(node)


def _breaks(id: str, setting: Setting) -> str:
    """The pages that begin with this node or in it, before it."""
    return "".join(page_break(found, setting.words) for found in setting.breaks_in(id))


def _parted(id: str, setting: Setting) -> tuple[str, list[PageBreak]]:
    """The pages that begin with this text, as markup, and those that begin in it."""
    breaks = setting.breaks_in(id)
    before = "".join(page_break(found, setting.words) for found in breaks if not found.offset)
    return before, [found for found in breaks if found.offset]


def _identified(node: Block, setting: Setting, kind: str | None = None) -> dict[str, str | None]:
    """Class, id and language of a block."""
    return {"class": kind, "id": setting.identity(node.id)} | spoken(node.language, directed=setting.directed)


def _paragraph(node: Paragraph, setting: Setting, lead: str = "") -> str:
    """A paragraph, after what leads it in: the label of its item, the mark of its note."""
    before, breaks = _parted(node.id, setting)
    text = set_inlines(node.content, setting, breaks)
    attributes = _identified(node, setting, "numbered" if node.label else None)
    return before + element("p", attributes, f"{lead}{_labelled(node.label, text)}")


def _led(content: tuple[Block, ...], lead: str, setting: Setting, level: int) -> str:
    """Blocks after what leads them in, which stands in the first of them if that is a paragraph."""
    match content:
        case (Paragraph() as first, *rest):
            return _paragraph(first, setting, f"{lead} ") + _blocks(rest, setting, level)
        case _:
            return element("p", {"class": "lead"}, lead) + _blocks(content, setting, level)


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
    label = _label(item.label) if literal and item.label else ""
    content = _led(item.content, label, setting, level) if label else _blocks(item.content, setting, level)
    return element("li", {"id": setting.identity(item.id)}, _breaks(item.id, setting) + content)


def _box(node: Box, setting: Setting, level: int) -> str:
    titled = bool(node.title or node.label)
    heading = _heading(node.id, node.label, node.title, setting, level, "box-title") if titled else ""
    name = {
        "aria-labelledby": setting.identity(f"{node.id}-heading") if titled else None,
        "aria-label": None if titled else setting.words.box,
    }
    content = _blocks(node.content, setting, level + 1)
    return element("aside", _identified(node, setting, "box") | name, heading + content)


def _quotation(node: Quotation, setting: Setting, level: int) -> str:
    source = element("p", {"class": "source"}, set_inlines(node.source, setting)) if node.source else ""
    return element("blockquote", _identified(node, setting), _blocks(node.content, setting, level) + source)


def _figure(node: Figure, setting: Setting) -> str:
    image = empty("img", {"src": image_file(node), "alt": node.alternative})
    words = _labelled(node.label, set_inlines(node.caption, setting))
    return element("figure", _identified(node, setting), image + (element("figcaption", {}, words) if words else ""))


def _unread(node: Unread, setting: Setting) -> str:
    """What could not be placed, to be seen by everybody, with the reason in the language of the diagnostics."""
    reason = element("span", spoken("en", directed=setting.directed), escape(node.reason))
    title = element("p", {"class": "reason"}, f"{escape(setting.words.unread + setting.words.colon)}{reason}")
    before, breaks = _parted(node.id, setting)
    attributes = _identified(node, setting, "unread") | {"role": "group", "aria-label": setting.words.unread}
    return before + element("div", attributes, title + element("pre", {}, set_text(node.text, setting, breaks)))


# Tables


def _table(node: Table, setting: Setting, level: int) -> str:
    words = _labelled(node.label, set_inlines(node.caption, setting))
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
        "scope": scope if heads else None,
        "colspan": str(cell.columns) if cell.columns > 1 else None,
        "rowspan": str(cell.rows) if cell.rows > 1 else None,
    }
    return element("th" if heads else "td", attributes, _blocks(cell.content, setting, level))


# Notes


def _notes(notes: tuple[Standing, ...], setting: Setting, level: int) -> str:
    if not notes:
        return ""
    attributes = {"epub:type": "footnotes", "class": "notes", "aria-label": setting.words.notes}
    content = "\n".join(_note(standing, replace(setting, suffix=standing.suffix), level) for standing in notes)
    return "\n" + element("section", attributes, f"\n{content}\n")


def _note(standing: Standing, setting: Setting, level: int) -> str:
    """A note under its mark, which leads back to its call. One that is never called is no pop-up, but plain text."""
    note, words = standing.note, setting.words
    language = spoken(note.language, directed=setting.directed)
    mark = escape(setting.marks[note.id])
    place = {"id": setting.identity(note.id)} | language
    if not standing.calls:
        lead = element("span", {"class": "label"}, mark)
        return element("div", {"class": "note"} | place, _led(note.content, lead, setting, level))
    lead, *others = (_back(standing, number, setting) for number in standing.calls)
    content = _breaks(note.id, setting) + _led(note.content, lead, setting, level)
    if others:
        content += element("p", {"class": "back"}, escape(words.back + words.colon) + " ".join(others))
    return element("aside", {"epub:type": "footnote", "role": "doc-footnote"} | place, content)


def _back(standing: Standing, number: int, setting: Setting) -> str:
    """The way back to one call: from the note's mark to the first, from the calls' numbers to the others."""
    note = standing.note.id
    shown = setting.marks[note] if number == standing.calls[0] else str(number)
    attributes = {
        "role": "doc-backlink",
        "href": f"#{note}-call-{number}",
        "aria-label": f"{setting.words.back} {shown}",
    }
    return element("a", attributes, escape(shown))
