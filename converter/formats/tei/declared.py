"""What the header of an edition of our own declares of the file that it was made from (account.py shows it)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from lxml import etree

from converter.diagnostics import Code, Place
from converter.formats.tei.account import WORDS
from converter.formats.tei.names import NAMESPACE, XML_ID, XML_LANG
from converter.formats.tei.places import Places
from converter.formats.tei.record import HINT, SPARE, Record, tag
from converter.model import Report
from converter.reading import Dropped, Normalised, Reading
from converter.walk import nodes

_Element = etree._Element
_NS = {"t": NAMESPACE}
_SAMPLING = "t:teiHeader/t:encodingDesc/t:samplingDecl/"
_NORMALISED = "t:teiHeader/t:encodingDesc/t:editorialDecl/t:normalization/t:p"
_FILE = "t:teiHeader/t:fileDesc/t:sourceDesc/t:bibl[@type='file']/t:note[@type='{}']"
_PLACE = re.compile(r"([1-9][0-9]{0,8}):([1-9][0-9]{0,8})\Z")
_CODE = re.compile(r"U\+([0-9A-F]{4,6})\Z")


class Account:
    """What is told of the file that an edition of our own was made from, as it is read out of the header."""

    def __init__(self, fields: Mapping[str, str], record: Record) -> None:
        """An account in which nothing is told yet; `fields` are those of the metadata by the ids of their elements."""
        self._owners = fields
        self._record = record
        self._node = ""
        self._last = Place(1)
        self.places = Places()
        self.words = Places()
        self.fields: dict[str, Place] = {}
        self.dropped: list[Dropped] = []

    def point(self, pointer: _Element) -> None:
        """Take down where a node, its words or a value of the metadata stood."""
        self._attributes(pointer, type=pointer.get("type"), n=pointer.get("n"), target=pointer.get("target"))
        self._record.holds(pointer)
        target, place = _target(pointer), _place(pointer)
        if place is None or pointer.get("type") not in (None, WORDS):
            self._record.tell(Code.UNREAD, "a <ptr> says no place in the source", pointer, SPARE)
            return
        if place < self._last:
            self._record.tell(Code.CONTRADICTION, "the places of the source do not follow one another", pointer, HINT)
        self._last = place
        if pointer.get("type") == WORDS:
            self.words.add(self._node if target == self._node else target, place)
        elif target in self._owners:
            self.fields[self._owners[target]] = place
        else:
            self._node = target
            self.places.add(target, place)

    def drop(self, item: _Element, reason: str) -> None:
        """Take down a passage that was left out."""
        self._attributes(item, n=item.get("n"))
        place = _place(item)
        if place is None or not all(map(_is_glyph, item)):
            self._record.tell(Code.UNREAD, "an <item> says no place in the source, or no character", item, SPARE)
        self.dropped.append(Dropped(place or Place(1), "".join(_spelt(item)), reason))

    def hold(self, holder: _Element) -> None:
        """Look at what only holds pointers or passages."""
        if tag(holder) == "list":
            self._record.holds(holder, "head", "item")
            self._attributes(holder, **{"type": "dropped", XML_LANG: self._record.language})
            for head in holder.iterfind("t:head", _NS):
                self._attributes(head, **{XML_LANG: None if self._record.language == "en" else "en"})
        else:
            self._record.holds(holder, tag(holder[0]))
            self._attributes(holder)

    def _attributes(self, element: _Element, **expected: str | None) -> None:
        right = {name: value for name, value in expected.items() if value is not None}
        if dict(element.attrib) != right:
            self._record.tell(Code.UNREAD, f"<{tag(element)}> of the account says what nobody reads", element, SPARE)

    def settle(self, root: _Element, reading: Reading) -> None:
        """Tell what the account leads to that is not in the edition, and what it leads to twice."""
        told = (self.places, self.words)
        kept = {owner for done in reading.normalised for owner, _ in done.kept if owner not in reading.fields}
        left = [len(each) for each in told]
        for node in nodes(reading.report):
            left = [count - (node.id in each) for count, each in zip(left, told, strict=True)]
            kept.discard(node.id)
        if not any(left) and not kept:
            return
        ids = {node.id for node in nodes(reading.report)}
        lost = next((id for id in chain(*told, sorted(kept)) if id not in ids), None)
        leads = "leads to a node twice" if lost is None else f"leads to {lost[:60]!r}, which is not in the edition"
        self._record.tell(Code.CONTRADICTION, f"the account of the source {leads}", root, HINT)

    def reading(self, root: _Element, report: Report) -> Reading:
        """The reading of the edition with all that is told of its source; the rest is in the header under the root."""
        return Reading(
            report,
            self.places,
            tuple(self.dropped),
            tuple(_normalised(root, self._owners)),
            (),
            root.findtext(_FILE.format("encoding"), "", _NS),
            self.words,
            MappingProxyType(self.fields),
            root.findtext(_FILE.format("kind"), "", _NS),
        )


def read_account(root: _Element, record: Record) -> Account:
    """What the header of an edition of our own says of the file that it was made from."""
    account = Account(fields_of(root), record)
    for holder in root.iterfind(_SAMPLING + "t:p[t:ptr]", _NS):
        for pointer in holder.iterfind("t:ptr", _NS):
            account.point(pointer)
        account.hold(holder)
    for holder in root.iterfind(_SAMPLING + "t:p[t:list]", _NS):
        account.hold(holder)
    for passages in root.iterfind(_SAMPLING + "t:p/t:list", _NS):
        account.hold(passages)
        reason = passages.findtext("t:head", "", _NS)
        for item in passages.iterfind("t:item", _NS):
            account.drop(item, reason)
    return account


def fields_of(root: _Element) -> Mapping[str, str]:
    """The fields of the metadata by the ids of the elements that hold them."""
    found = root.iterfind("t:teiHeader/t:fileDesc//*[@{http://www.w3.org/XML/1998/namespace}id]", _NS)
    ids = (str(element.get(XML_ID)) for element in found)
    return {id: id.removeprefix("about-").rstrip("_") for id in ids}


def _is_glyph(element: _Element) -> bool:
    """Whether an element stands for a character that XML cannot hold, and says no more."""
    return list(element.attrib) == ["n"] and _CODE.match(element.get("n", "")) is not None and not element.text


def _spelt(item: _Element) -> Iterator[str]:
    yield item.text or ""
    for glyph in item:
        code = _CODE.match(glyph.get("n", ""))
        yield chr(min(int(code[1], 16), 0x10FFFF)) if code else ""
        yield glyph.tail or ""


def _normalised(root: _Element, fields: Mapping[str, str]) -> Iterator[Normalised]:
    said = root.findall(_NORMALISED, _NS)
    for paragraph, following in zip(said, chain(said[1:], [None]), strict=False):
        before, after = paragraph.findtext("t:orig", None, _NS), paragraph.findtext("t:reg", None, _NS)
        number = paragraph.find("t:num", _NS)
        if before is None or after is None or number is None:
            continue
        pointers = following.iterfind("t:ptr", _NS) if following is not None else ()
        kept = ((fields.get(_target(each), _target(each)), _figure(each.get("n", ""))) for each in pointers)
        yield Normalised(before, after, _figure(number.get("value", "")), tuple(kept))


def _figure(said: str) -> int:
    return int(said[:9]) if said.isascii() and said.isdecimal() else 1


def _target(pointer: _Element) -> str:
    return pointer.get("target", "").removeprefix("#")


def _place(element: _Element) -> Place | None:
    found = _PLACE.match(element.get("n", ""))
    return Place(int(found[1]), int(found[2])) if found else None
