"""Paragraphs of a TEI document, numbered or not, and what is read as one: anonymous blocks and verse.

<p n="47"><label>47.</label>…</p>     47., as in our own editions       <p n="47">47. …</p>     47., out of the text
<p n="47">…</p>                       47, though it may not be printed
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from converter.diagnostics import Code
from converter.formats.tei.inlines import At, Inlines, tidy
from converter.formats.tei.names import UNREAD, XML_ID
from converter.formats.tei.record import tag
from converter.labels import read_label
from converter.model import Block, Break, Division, Inline, Label, NoteRef, Paragraph, Text, Unread

if TYPE_CHECKING:
    from converter.formats.tei.nodes import Maker

_Element = etree._Element
Node = Division | Block
_AFTER_NUMBER = ".)、．。:："


def read_paragraph(maker: Maker, element: _Element, at: At) -> Iterator[Node]:
    """A paragraph; in others' documents in pieces where blocks stand in it, the first with its label and its id."""
    label, first = maker.label(element)
    inner, language = maker.enter(element, at)
    if maker.record.own:
        content = tuple(maker.inlines.all(element, inner, skip=first))
        yield Paragraph(maker.record.claim(element, "p", element), content, label, language)
        return
    id: str | None = maker.record.claim(element, _noun(element, label), element)
    parts = list(maker.parts(element, inner, [first] if first is not None else []))
    if not any(isinstance(part, tuple) for part in parts) and (label or not parts):
        parts.insert(0, ())
    for part in _called(maker, element, parts):
        if not isinstance(part, tuple):
            yield part
        elif id:
            label, content = _numbered(element, label, part)
            yield Paragraph(id, content, label, language)
            id = None
        else:
            yield Paragraph(maker.record.claim(None, "p", element), part, None, language)


def _noun(element: _Element, label: Label | None) -> str:
    """What a paragraph is called: `par-47` by its label or its number, else `p`."""
    value = label.value if label else read_label(element.get("n", "").strip()).value
    return "p" if value is None else f"par-{value}"


def _called(maker: Maker, element: _Element, parts: list[Inlines | Node]) -> list[Inlines | Node]:
    """The parts with the calls of notes that point to the whole paragraph, at its end."""
    calls = tuple(map(NoteRef, maker.record.calls.get(element.get(XML_ID) or "", ())))
    if not calls:
        return parts
    *before, last = parts
    return [*before, (*last, *calls)] if isinstance(last, tuple) else [*parts, calls]


def _numbered(element: _Element, label: Label | None, content: Inlines) -> tuple[Label | None, Inlines]:
    """The label that `@n` gives: as it is printed, where the text begins with it, else as it stands there."""
    number = element.get("n", "").strip()
    if label or read_label(number).value is None:
        return label, content
    first = content[0] if content else None
    text = first.text if isinstance(first, Text) else ""
    if not text.startswith(number):
        return read_label(number), content
    rest = text[len(number) :]
    mark = rest[: len(rest) - len(rest.lstrip(_AFTER_NUMBER))]
    if not mark and rest[:1].isalnum():
        return read_label(number), content
    rest = rest[len(mark) :].lstrip(" ")
    return read_label(number + mark), ((Text(rest),) if rest else ()) + content[1:]


def read_anonymous(maker: Maker, element: _Element, at: At) -> Iterator[Node]:
    """What could not be placed, in an edition of our own; else a paragraph."""
    first = next(iter(element), None)
    if not maker.record.own or element.get("type") != UNREAD or first is None:
        yield from read_paragraph(maker, element, at)
        return
    _, language = maker.enter(element, at)
    text = "".join(map(str, element.itertext()))
    reason = "".join(map(str, first.itertext()))
    yield Unread(maker.record.claim(element, "unread", element), text.removeprefix(reason), reason, language)


def read_verse(maker: Maker, element: _Element, at: At) -> Iterator[Node]:
    """The lines of a stanza as one paragraph with breaks."""
    maker.record.tell(Code.NOT_CARRIED, "<lg> is a paragraph, its lines parted by breaks", element)
    inner, language = maker.enter(element, at)
    made: list[Inline] = []
    for line in element:
        if tag(line) == "lg":
            yield from read_verse(maker, line, at)
        elif said := tidy(maker.inlines.one(line, inner) if tag(line) != "l" else maker.inlines.all(line, inner)):
            made += [Break(), *said] if made else said
    if made:
        yield Paragraph(maker.record.claim(element, "p", element), tuple(made), None, language)
