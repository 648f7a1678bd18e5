"""What stands in a page as one object, the other way round from blocks.py: lists, boxes, tables, figures and others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from converter.diagnostics import Code, refuse
from converter.formats.epub.names import HEADER, KIND, LABELS, label_from
from converter.formats.epub.reading.kinds import HEADINGS, SCHEMES, tag
from converter.formats.epub.reading.opened import IMAGES, Element, resolve
from converter.formats.epub.reading.outline import Head
from converter.formats.epub.reading.phrasing import At, Line
from converter.formats.epub.reading.record import words
from converter.labels import numeral, read_label
from converter.model import (
    Block,
    Box,
    Cell,
    Figure,
    Item,
    Label,
    List,
    Paragraph,
    Quotation,
    Row,
    Styled,
    Table,
    Unread,
)

if TYPE_CHECKING:
    from converter.formats.epub.reading.flow import Flow

_NUMBER = re.compile(r"\s*(-?[0-9]{1,8})\s*\Z")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_IMAGES = ("{*}img", "{http://www.w3.org/2000/svg}svg")
_NO_LINE = Line(None, ())
_GROUPS = ("thead", "tbody", "tfoot")


def _count(text: str | None, default: int, least: int = -99_999_999) -> int:
    match = _NUMBER.match(text or "")
    return max(int(match[1]), least) if match else default


# Lists


def _list(flow: Flow, element: Element, at: At) -> Iterator[Block]:
    items = [child for child in element if tag(child) and child not in flow.phrasing.notes.bodies]
    if not items:
        flow.enter(element)
        return
    id = flow.record.claim(element, "list")
    language, inner = flow.within(element, at)
    counted = list(_counted(element, items)) if _counts(flow, element) else [None] * len(items)
    made = tuple(_item(flow, item, label, inner) for item, label in zip(items, counted, strict=True))
    yield List(id, made, tag(element) == "ol", language)


def _counts(flow: Flow, element: Element) -> bool:
    """Whether HTML prints the numbers of a list; in our own books they are printed as text unless a start is said."""
    return tag(element) == "ol" and (not flow.book.own or element.get("start") is not None)


def _counted(element: Element, items: list[Element]) -> Iterator[Label]:
    """The labels that HTML prints. HTML 4.4.5 and 4.4.8."""
    scheme = SCHEMES.get(element.get("type", "1"), "decimal")
    step = 1 if element.get("reversed") is None else -1
    value = _count(element.get("start"), 1 if step == 1 else len(items))
    for item in items:
        value = _count(item.get("value"), value)
        core = numeral(scheme, value)
        yield Label(f"{core}.", scheme, value) if core else read_label(f"{value}.")
        value += step


def _item(flow: Flow, element: Element, label: Label | None, at: At) -> Item:
    id = flow.record.claim(element, "item")
    label = label or next(_own_labels(element), None)
    content = flow.blocks(element, at) if tag(element) == "li" else flow.block(element, at)
    return Item(id, content, label)


def _own_labels(element: Element) -> Iterator[Label]:
    """The label of an item, which our own books print in its first paragraph."""
    for line in element.iterchildren("{*}p"):
        for child in line.iterchildren("{*}span"):
            if child.get(LABELS) == "item":
                yield label_from("".join(child.itertext()), child)
            return
        return


def _definitions(flow: Flow, element: Element, at: At) -> Iterator[Block]:
    """Terms and what is said of them: an item for each run of terms, which stand in it as strong paragraphs."""
    id = flow.record.claim(element, "list")
    language, inner = flow.within(element, at)
    items: list[list[Block]] = []
    after = True
    for child in element.xpath("*[not(local-name()='div')]|*[local-name()='div']/*"):
        if tag(child) == "dt" and after:
            items.append([])
        after = tag(child) != "dt"
        items = items or [[]]
        blocks = flow.blocks(child, inner)
        items[-1] += blocks if after else map(strong, blocks)
    made = tuple(Item(flow.record.claim(None, "item"), tuple(blocks)) for blocks in items)
    if made:
        yield List(id, made, language=language)


def strong(block: Block) -> Block:
    """A block that stood as a heading or a term."""
    if isinstance(block, Paragraph) and block.content:
        return Paragraph(block.id, (Styled("strong", block.content),), block.label, block.language)
    return block


# Boxes, quotations, what could not be placed


def _box(flow: Flow, element: Element, at: At) -> Iterator[Block]:
    id = flow.record.claim(element, "box")
    language, inner = flow.within(element, at)
    first = next(element.iterchildren("{*}*"), None)
    title = first if first is not None and tag(first) in HEADINGS else None
    line = flow.phrasing.line(title, inner) if title is not None else _NO_LINE
    content = flow.blocks(element, inner, title)
    if flow.book.own or line.content or content:
        yield Box(id, line.content, content, line.label, language)


def _quotation(flow: Flow, element: Element, at: At) -> Iterator[Block]:
    id = flow.record.claim(element, "quotation")
    language, inner = flow.within(element, at)
    last = next(element.iterchildren("{*}*", reversed=True), None)
    named = last is not None and (last.get(KIND) == "source" or tag(last) in ("footer", "cite"))
    source = flow.phrasing.line(last, inner).content if named and last is not None else ()
    content = flow.blocks(element, inner, last if named else None)
    if flow.book.own or content or source:
        yield Quotation(id, content, source, language)


def _div(flow: Flow, element: Element, at: At) -> Iterator[Head | Block]:
    """What could not be placed, in a book of our own; else what stands in it."""
    text = element.find("{*}pre")
    if element.get(KIND) != "unread" or text is None:
        yield from flow.held(element, at) if element in flow.holding else flow.paragraph(element, at)
        return
    id = flow.record.claim(element, "unread")
    reasons = (found for found in element.iter("{*}span") if found.get(KIND) == "reason")
    reason = next(("".join(found.itertext()) for found in reasons), "")
    yield Unread(id, "".join(text.itertext()), reason, flow.within(element, at)[0])


def _preformatted(flow: Flow, element: Element, at: At) -> Iterator[Block]:
    """Lines that are kept as they are, each ended by a break."""
    language, inner = flow.within(element, at)
    content = flow.phrasing.preformatted(element, inner)
    if content:
        yield Paragraph(flow.record.claim(element, "p"), content, None, language)


# Tables


def _table(flow: Flow, element: Element, at: At) -> Iterator[Block]:
    id = flow.record.claim(element, "table")
    language, inner = flow.within(element, at)
    caption = element.find("{*}caption")
    line = flow.phrasing.line(caption, inner) if caption is not None else _NO_LINE
    rows = [row for found in _rows(element) if (row := tuple(_cells(flow, found, inner)))]
    if rows:
        yield Table(id, tuple(map(Row, rows)), line.content, line.label, language)
    elif line.content:
        yield Paragraph(id, line.content, line.label, language)


def _rows(element: Element) -> Iterator[Element]:
    for child in element.iterchildren("{*}*"):
        if tag(child) == "tr":
            yield child
        elif tag(child) in _GROUPS:
            yield from child.iterchildren("{*}tr")


def _cells(flow: Flow, row: Element, at: At) -> Iterator[Cell]:
    for cell in row.iterchildren("{*}td", "{*}th"):
        language = flow.phrasing.tongue(cell, at)
        content = flow.blocks(cell, at._replace(spoken=language) if language else at)
        header = tag(cell) == "th" or cell.get(HEADER) is not None
        columns, rows = (min(_count(cell.get(name), 1, 1), 1000) for name in ("colspan", "rowspan"))
        yield Cell(content, header, columns, rows)


# Figures


def _figure(flow: Flow, element: Element, at: At) -> Iterator[Head | Block]:
    """The images of a figure, the last of them with its caption; a figure of something else is what stands in it."""
    images = list(element.iter(*_IMAGES))
    if not images or next(element.iter("{*}table", "{*}ul", "{*}ol", "{*}pre", "{*}blockquote"), None) is not None:
        yield from flow.held(element, at)
        return
    id = flow.record.claim(element, "figure")
    language, inner = flow.within(element, at)
    caption = element.find(".//{*}figcaption")
    line = flow.phrasing.line(caption, inner) if caption is not None else _NO_LINE
    for image in images[:-1]:
        yield from _image(flow, image, flow.record.claim(image, "figure"), _NO_LINE, language)
    yield from _image(flow, images[-1], id, line, language)


def figures(flow: Flow, at: At) -> Iterator[Block]:
    """The images that stood in the lines read so far."""
    images = flow.phrasing.images[:]
    flow.phrasing.images.clear()
    for image in images:
        language = flow.phrasing.tongue(image, at)
        yield from _image(flow, image, flow.record.claim(image, "figure"), _NO_LINE, language)


def _image(flow: Flow, image: Element, id: str, line: Line, language: str | None) -> Iterator[Block]:
    """An image as a figure; of one that the report cannot hold, its caption."""
    if tag(image) != "img":
        inner = next(image.iter("{*}image"), None)
        address, alternative = (inner.get(_XLINK, "") if inner is not None else ""), words(image)
    else:
        address, alternative = image.get("src", ""), image.get("alt", "")
    resource = flow.book.resources.get((resolve(flow.record.part, address) or ("", ""))[0]) if address else None
    if resource is None or resource.media_type not in _MEDIA or resource.name not in flow.book.archive.names:
        kind = resource.media_type if resource else "a place outside the book"
        message = f"an image was not carried: {address[:80] or 'without a file'} ({kind})"
        flow.record.tell(Code.NOT_CARRIED, message, image, "Reports hold PNG and JPEG images.")
        flow.record.drop(image, "words for an image", alternative)
        if line.content or line.label:
            yield Paragraph(id, line.content, line.label, language)
        return
    data = _bytes(flow, resource.name)
    yield Figure(id, data, _MEDIA[resource.media_type], alternative, line.content, line.label, language)


def _bytes(flow: Flow, name: str) -> bytes:
    """The bytes of an image. Raises Refused when all images together are too much."""
    flow.image_bytes += flow.book.archive.size(name)
    if flow.image_bytes > IMAGES:
        message = f"its images have more than {IMAGES >> 20} MiB"
        raise refuse(Code.INPUT_TOO_LARGE, message, "Make them smaller.", path=flow.book.name, part=name)
    return flow.book.archive.read(name)


_MEDIA: Mapping[str, Literal["image/png", "image/jpeg"]] = MappingProxyType(
    {"image/png": "image/png", "image/jpeg": "image/jpeg", "image/jpg": "image/jpeg"}
)

OBJECTS: Mapping[str, Callable[[Flow, Element, At], Iterator[Head | Block]]] = MappingProxyType({
    "aside": _box, "blockquote": _quotation, "dir": _list, "div": _div, "dl": _definitions, "figure": _figure,
    "menu": _list, "ol": _list, "pre": _preformatted, "table": _table, "ul": _list,
})  # fmt: skip
"""The elements that are read as one object, each by its function."""
