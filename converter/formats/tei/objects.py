"""Boxes, quotations, tables and figures of a TEI document, read into the model. Images outside it are never fetched."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from lxml import etree

from converter.diagnostics import Code
from converter.formats.tei.inlines import At, tidy
from converter.formats.tei.names import BOX
from converter.formats.tei.record import tag, words
from converter.model import Block, Box, Cell, Division, Figure, Inline, Quotation, Row, Table, Unread

if TYPE_CHECKING:
    from converter.formats.tei.nodes import Maker

_Element = etree._Element
_MOST_SPAN = 1000
_DATA = re.compile(r"data:(image/(?:png|jpeg));base64,(.*)", re.DOTALL)
_MEDIA: dict[str, Literal["image/png", "image/jpeg"]] = {"image/png": "image/png", "image/jpeg": "image/jpeg"}
_WORDS = ("head", "figDesc", "graphic", "binaryObject", "media", "desc")


def read_box(maker: Maker, element: _Element, at: At) -> Box:
    """A floating text: the head of its body is the title of the box."""
    inner, language = maker.enter(element, at)
    id = maker.record.claim(element, "box", element)
    if element.get("type") != BOX:
        maker.record.tell(Code.NOT_CARRIED, "<floatingText> is a box", element)
    heads = [head for part in element for head in part if tag(head) == "head"]
    label, title = maker.head(heads, inner)
    found = maker.text(element, inner._replace(above=-1), skip=heads)
    return Box(id, title, tuple(node for node in found if not isinstance(node, Division)), label, language)


def read_quotation(maker: Maker, element: _Element, at: At) -> Quotation:
    """A quotation; in a `cit`, what is no quote is its source."""
    inner, language = maker.enter(element, at)
    id = maker.record.claim(element, "quotation", element)
    if tag(element) != "cit":
        return Quotation(id, maker.blocks(element, inner), (), language)
    content: list[Block] = []
    source: list[Inline] = []
    for child in element:
        if tag(child) in ("quote", "q"):
            content += maker.blocks(child, maker.through(child, inner))
        else:
            source += maker.inlines.all(child, inner) if tag(child) == "bibl" else maker.inlines.one(child, inner)
    return Quotation(id, tuple(content), tuple(source) if maker.record.own else tidy(source), language)


def read_table(maker: Maker, element: _Element, at: At) -> Iterator[Division | Block]:
    """A table with its label and caption; what stands in it outside its rows comes after it."""
    inner, language = maker.enter(element, at)
    id = maker.record.claim(element, "table", element)
    heads = [child for child in element if tag(child) == "head"]
    rows = [child for child in element if tag(child) == "row"]
    label, caption = maker.head(heads, inner)
    made = tuple(row for row in (_row(maker, row, inner) for row in rows) if row.cells)
    if made:
        yield Table(id, made, caption, label, language)
    yield from maker.content(element, at, skip=[*heads, *rows] if made else rows)


def _row(maker: Maker, element: _Element, at: At) -> Row:
    through = maker.through(element, at)
    cells = [child for child in element if tag(child) == "cell"]
    header = element.get("role") == "label"
    return Row(tuple(_cell(maker, cell, through, header=header) for cell in cells))


def _cell(maker: Maker, element: _Element, at: At, *, header: bool) -> Cell:
    role = element.get("role")
    head = role == "label" or (header and (role is None or not maker.record.own))
    content = maker.blocks(element, maker.through(element, at))
    return Cell(content, head, _span(maker, element, "cols"), _span(maker, element, "rows"))


def _span(maker: Maker, element: _Element, name: str) -> int:
    said = element.get(name, "1").strip()
    if said.isascii() and said.isdecimal() and 1 <= int(said[:5]) <= _MOST_SPAN:
        return int(said)
    maker.record.tell(Code.NOT_CARRIED, f"a cell cannot span {said!r} {name}; it spans one", element)
    return 1


def read_figure(maker: Maker, element: _Element, at: At) -> Iterator[Division | Block]:
    """A figure with its image, if the document holds it, else its words as unread; other blocks in it come after it."""
    inner, language = maker.enter(element, at)
    id = maker.record.claim(element, "figure", element)
    heads = [child for child in element if tag(child) == "head"]
    described = [child for child in element if tag(child) == "figDesc"]
    label, caption = maker.head(heads, inner)
    image = next((found for found in map(_image, element) if found), None)
    if maker.record.own:
        alternative = "".join("".join(map(str, each.itertext())) for each in described)
    else:
        alternative = " ".join(map(words, described))
    if image:
        yield Figure(id, image[0], image[1], alternative, caption, label, language)
    else:
        text = "\n".join(filter(None, [*map(words, heads), alternative]))
        yield Unread(id, text, _missing(maker, element), language)
    yield from maker.content(element, at, skip=[child for child in element if tag(child) in _WORDS])


def _image(element: _Element) -> tuple[bytes, Literal["image/png", "image/jpeg"]] | None:
    """The image that an element holds itself: a PNG or a JPEG in base64."""
    media, data = element.get("mimeType", ""), element.text or ""
    if tag(element) == "graphic" and (found := _DATA.match(element.get("url", ""))):
        media, data = found[1], found[2]
    elif tag(element) != "binaryObject":
        return None
    try:
        return (b64decode("".join(data.split()), validate=True), _MEDIA[media])
    except (KeyError, binascii.Error):
        return None


def _missing(maker: Maker, element: _Element) -> str:
    """Why a figure has no image, told once for each."""
    sources = [child.get("url") or child.get("mimeType") or "" for child in element if tag(child) in _WORDS[2:5]]
    named = ", ".join(source[:80] for source in sources if source)
    reason = f"the image {named} is not in the document, or neither PNG nor JPEG" if sources else "no image"
    hint = "Put it into a binaryObject. Its words are kept."
    maker.record.tell(Code.NOT_CARRIED, f"a figure without an image: {reason}", element, hint)
    return reason
