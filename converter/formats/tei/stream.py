"""An edition of our own, however large, read bit by bit: each block is parsed, read by the same maker, and let go.

header: pointers and passages are taken down one by one, the rest is kept
text:   an open division is a frame on a stack; a block that ends goes into the frame that is open
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from converter.diagnostics import Code, refuse
from converter.formats.tei.catalogue import Catalogue, is_own, language
from converter.formats.tei.collation import collation, concluded
from converter.formats.tei.declared import Account, fields_of
from converter.formats.tei.inlines import At
from converter.formats.tei.names import CONTINUATION, NOTES, TEI, division_level
from converter.formats.tei.nodes import Maker, Node
from converter.formats.tei.notes import find_notes, ordered
from converter.formats.tei.record import SPARE, Record, tag
from converter.markup import parse_bit_by_bit
from converter.model import Division, Inline, Label, Report
from converter.reading import Reading
from converter.source import Input

_Element = etree._Element
_Events = Iterator[tuple[str, _Element]]
_HEADER, _DIVISION, _HEAD, _FRONT = (TEI + name for name in ("teiHeader", "div", "head", "front"))
_PAGE, _POINTER, _ITEM, _SAMPLING = (TEI + name for name in ("pb", "ptr", "item", "samplingDecl"))
_LIST, _HOLDERS = TEI + "list", (TEI + "list", TEI + "p")
_BLOCKS = tuple(
    TEI + name for name in ("p", "ab", "list", "floatingText", "quote", "cit", "table", "figure", "note", "head")
)
_READ = tuple(name.removeprefix(TEI) for name in (_DIVISION, _FRONT, _POINTER, _ITEM, *_BLOCKS))
_TAGS = (_HEADER, _DIVISION, _FRONT, _PAGE, _POINTER, _ITEM, *_BLOCKS)


class _Frame(NamedTuple):
    """An open division, or what adds to the one around it where `id` is empty."""

    at: At
    content: list[Node]
    heads: list[tuple[Label | None, tuple[Inline, ...]]]
    id: str = ""
    language: str | None = None


def read_stream(source: Input) -> Reading:
    """The reading of an edition of our own. Raises Refused: input-malformed, or input-too-large for any other XML."""
    with source.open() as file:
        events = parse_bit_by_bit(file, _TAGS, path=source.name)
        record = Record(own=True, language="", known={})
        root, account = _header(events, record, source)
        if not is_own(root):
            raise _foreign(source)
        metadata = Catalogue(root, record).metadata(source, root)
        collated = collation(record, root, metadata.symbol)
        content = _text(events, Maker(record, collated), told=bool(account.places))
        return concluded(root, Report(metadata, content, ordered(record)), record, account, collated)


def _header(events: _Events, record: Record, source: Input) -> tuple[_Element, Account]:
    """The root over the header, without what the account has taken out of it, and the account."""
    account: Account | None = None
    for event, element in events:
        if event == "end" and (element.tag == _HEADER or next(element.iterancestors(_SAMPLING), None) is not None):
            root = element.getroottree().getroot()
            record.language = record.language or language(root, root, own=True)
            account = account or Account(fields_of(root), record)
            if element.tag == _HEADER:
                return root, account
            _take_down(account, element, record)
    raise _foreign(source)


def _take_down(account: Account, element: _Element, record: Record) -> None:
    """What the account says here, which is then let go but for its heads."""
    if element.tag == _POINTER:
        account.point(element)
    elif element.tag == _ITEM:
        parent = element.getparent()
        account.drop(element, parent.findtext(_HEAD, "") if parent is not None else "")
    elif element.tag in _HOLDERS and len(element):
        account.hold(element)
    if element.tag in (_PAGE, _POINTER, _ITEM, _LIST):
        _pass(element, record)
        element.clear(keep_tail=True)


def _foreign(source: Input) -> Exception:
    return refuse(
        Code.INPUT_TOO_LARGE,
        "of XML as large as this only editions of this project's own are read",
        "Cut it into parts.",
        path=source.name,
    )


def _text(events: _Events, maker: Maker, *, told: bool) -> tuple[Node, ...]:
    """The content of the text. `told` says that the places of its nodes are known already."""
    record = maker.record
    frames = [_Frame(At(record.language), [], [])]
    depth = 0
    for event, element in events:
        if element.tag == _DIVISION and not depth:
            if event == "start":
                _pass(element, record)
                frames.append(_open(maker, element, frames[-1]))
            else:
                _close(maker, element, frames)
                element.clear(keep_tail=True)
        elif element.tag in _BLOCKS or element.tag == _FRONT:
            depth += 1 if event == "start" else -1
            if not depth:
                _block(maker, element, frames[-1])
                _forget(record, told=told)
    return tuple(frames[0].content)


def _open(maker: Maker, element: _Element, around: _Frame) -> _Frame:
    type = element.get("type", "")
    if type in (CONTINUATION, NOTES):
        if maker.collation:
            maker.collation.continuation(element)
        return _Frame(around.at, around.content, [])
    level = division_level(type) or around.at.above + 1
    id = maker.record.claim(element, "div", element)
    inner, language = maker.enter(element, around.at)
    return _Frame(inner._replace(above=level), [], [], id, language)


def _close(maker: Maker, element: _Element, frames: list[_Frame]) -> None:
    frame = frames.pop()
    maker.record.holds(element, *_READ)
    if frame.id:
        label, heading = frame.heads[0] if frame.heads else (None, ())
        division = Division(frame.id, frame.at.above, heading, tuple(frame.content), label, frame.language)
        frames[-1].content.append(division)
        if maker.collation:
            maker.collation.division(element, division, frames[-1].at)


def _block(maker: Maker, element: _Element, frame: _Frame) -> None:
    if element.tag == _HEAD:
        _pass(element, maker.record)
        find_notes(maker.record, element)
        if frame.heads:
            maker.record.tell(Code.UNREAD, "<head> stands where no other may", element, SPARE)
        frame.heads.append(maker.heading([element], frame.at))
    elif element.tag != _FRONT:
        _pass(element, maker.record)
        find_notes(maker.record, element)
        frame.content.extend(maker.node(element, frame.at))
        element.clear(keep_tail=True)


def _pass(element: _Element, record: Record) -> None:
    """Free what stands before an element and was read; what was not is the beginning of a page, or told."""
    parent, before = element.getparent(), element.getprevious()
    while parent is not None and before is not None and before.tag != _HEAD:
        if before.tag == _PAGE:
            record.pages.append(before)
        elif tag(before) not in _READ:
            record.tell(Code.UNREAD, f"<{tag(before)}> stands where nobody reads it", before, SPARE)
        if before.tail and not before.tail.isspace():
            record.tell(Code.UNREAD, f"words stand after <{tag(before)}>, where nobody reads them", before, SPARE)
        parent.remove(before)
        before = element.getprevious()


def _forget(record: Record, *, told: bool) -> None:
    """Let go of all elements, and of places that are known better."""
    record.note_ids.clear()
    record.homes.clear()
    record.names.clear()
    record.marks.clear()
    if told:
        record.places.clear()
