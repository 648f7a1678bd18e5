"""An edition of our own, however large, read bit by bit: each block is parsed, read by the same maker, and let go.

header: pointers and passages are taken down one by one, the rest is kept
text:   an open division is a frame on a stack; a block that ends goes into the frame that is open
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from converter.diagnostics import Code, refuse
from converter.formats.tei.account import Account, fields_of
from converter.formats.tei.catalogue import Catalogue, is_own, language
from converter.formats.tei.inlines import At
from converter.formats.tei.names import CONTINUATION, NOTES, TEI, division_level
from converter.formats.tei.nodes import Maker, Node
from converter.formats.tei.notes import find_notes, ordered
from converter.formats.tei.record import Record
from converter.markup import parse_bit_by_bit
from converter.model import Division, Inline, Label, Metadata, Report
from converter.reading import Reading
from converter.source import Input

_Element = etree._Element
_Events = Iterator[tuple[str, _Element]]
_HEADER, _DIVISION, _HEAD, _FRONT = (TEI + name for name in ("teiHeader", "div", "head", "front"))
_POINTER, _ITEM, _SAMPLING = (TEI + name for name in ("ptr", "item", "samplingDecl"))
_BLOCKS = tuple(
    TEI + name for name in ("p", "ab", "list", "floatingText", "quote", "cit", "table", "figure", "note", "head")
)
_TAGS = (_HEADER, _DIVISION, _FRONT, _POINTER, _ITEM, *_BLOCKS)


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
        header, account = _header(events, source)
        root = header.getparent()
        if root is None or not is_own(root):
            raise _foreign(source)
        record = Record(own=True, language=language(root, root, own=True), known={})
        metadata = Catalogue(root, record).metadata(source, root)
        beside = account.reading(root, Reading(Report(metadata, ())))
        content = _text(events, record, told=bool(account.places))
    return _complete(beside, metadata, content, record)


def _complete(beside: Reading, metadata: Metadata, content: tuple[Node, ...], record: Record) -> Reading:
    return Reading(
        Report(metadata, content, ordered(record)),
        beside.places or MappingProxyType(record.places),
        beside.dropped,
        beside.normalised,
        tuple(record.diagnostics()),
        beside.encoding,
        beside.words,
        beside.fields,
        beside.kind,
    )


def _header(events: _Events, source: Input) -> tuple[_Element, Account]:
    """The header without what the account has taken out of it, and the account."""
    account: Account | None = None
    for event, element in events:
        if event == "end" and element.tag == _HEADER:
            return element, account or Account({})
        if (
            event == "end"
            and element.tag in (_POINTER, _ITEM)
            and next(element.iterancestors(_SAMPLING), None) is not None
        ):
            account = account or Account(fields_of(element.getroottree().getroot()))
            _take_down(account, element)
            _let_go(element)
    raise _foreign(source)


def _take_down(account: Account, element: _Element) -> None:
    if element.tag == _POINTER:
        account.point(element)
    else:
        parent = element.getparent()
        account.drop(element, parent.findtext(_HEAD, "") if parent is not None else "")


def _foreign(source: Input) -> Exception:
    return refuse(
        Code.INPUT_TOO_LARGE,
        "of XML as large as this only editions of this project's own are read",
        "Cut it into parts.",
        path=source.name,
    )


def _text(events: _Events, record: Record, *, told: bool) -> tuple[Node, ...]:
    """The content of the text. `told` says that the places of its nodes are known already."""
    maker = Maker(record)
    frames = [_Frame(At(record.language), [], [])]
    depth = 0
    for event, element in events:
        if element.tag == _DIVISION and not depth:
            if event == "start":
                frames.append(_open(maker, element, frames[-1]))
            else:
                _close(frames)
                _let_go(element)
        elif element.tag in _BLOCKS or element.tag == _FRONT:
            depth += 1 if event == "start" else -1
            if not depth:
                _block(maker, element, frames[-1])
                _forget(record, told=told)
    return tuple(frames[0].content)


def _open(maker: Maker, element: _Element, around: _Frame) -> _Frame:
    type = element.get("type", "")
    if type in (CONTINUATION, NOTES):
        return _Frame(around.at, around.content, [])
    level = division_level(type) or around.at.above + 1
    id = maker.record.claim(element, "div", element)
    inner, language = maker.enter(element, around.at)
    return _Frame(inner._replace(above=level), [], [], id, language)


def _close(frames: list[_Frame]) -> None:
    frame = frames.pop()
    if frame.id:
        label, heading = frame.heads[0] if frame.heads else (None, ())
        division = Division(frame.id, frame.at.above, heading, tuple(frame.content), label, frame.language)
        frames[-1].content.append(division)


def _block(maker: Maker, element: _Element, frame: _Frame) -> None:
    if element.tag == _HEAD:
        find_notes(maker.record, element)
        frame.heads.append(maker.head([element], frame.at))
    elif element.tag != _FRONT:
        find_notes(maker.record, element)
        frame.content.extend(maker.node(element, frame.at))
    _let_go(element)


def _let_go(element: _Element) -> None:
    """Free an element that was read, and those like it before it."""
    element.clear(keep_tail=True)
    parent, before = element.getparent(), element.getprevious()
    while parent is not None and before is not None and before.tag != _HEAD:
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
