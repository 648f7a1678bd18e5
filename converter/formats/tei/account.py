"""What a header says of the file that was read, so that the text and the header together give it back.

    <samplingDecl>
      <p>Left out of the text, …: 45 passages with 146 characters.</p>
      <p>
        <list type="dropped" xml:lang="zh-Hant">
          <head xml:lang="en">edit link</head>
          <item n="14:1">編輯</item>…      word for word, at line and column; <g n="U+0001"/> is what XML cannot hold
        </list>…
      </p>
      <p>
        <ptr n="12:1" target="#div-1"/>…            where each node, and each value of the metadata, begins
        <ptr type="words" n="16:1" target="#div-1"/>…    where its words begin, if not right after its label
      </p>
    </samplingDecl>
    <normalization>
      <p>Of the source, <orig>,</orig> is <reg>，</reg> in the text, <num value="572">572 times</num>.</p>
      <p>It was so already here: <ptr n="2" target="#par-9"/></p>      the second ， of par-9 was ， in the file

Lines and columns are counted from 1, columns in characters. A list holds what stands together in the file for one
reason. Not told is which white space stood between the pieces of a line, after the last of them, and at line ends.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, groupby
from types import MappingProxyType

from lxml import etree

from converter.diagnostics import Place
from converter.edition import Edition
from converter.formats.tei.names import NAMESPACE, XML_ID, XML_LANG
from converter.formats.tei.pen import ILLEGAL, Pen, english
from converter.model import Metadata
from converter.reading import Dropped, Normalised, Reading

_Element = etree._Element
_NS = {"t": NAMESPACE}
_SAMPLING = "t:teiHeader/t:encodingDesc/t:samplingDecl/"
_NORMALISED = "t:teiHeader/t:encodingDesc/t:editorialDecl/t:normalization/t:p"
_FILE = "t:teiHeader/t:fileDesc/t:sourceDesc/t:bibl[@type='file']/t:note[@type='{}']"
_PLACE = re.compile(r"([1-9][0-9]{0,8}):([1-9][0-9]{0,8})\Z")
_CODE = re.compile(r"U\+([0-9A-F]{4,6})\Z")
_WORDS = "words"


def field_id(edition: Edition, field: str) -> str | None:
    """The id of the element that holds a field of the metadata; None where its place in the source is not known."""
    if field not in edition.reading.fields:
        return None
    id = f"about-{field}"
    while id in edition.reading.places:
        id += "_"
    return id


def write_sampling(pen: Pen, parent: _Element, edition: Edition) -> None:
    """What was left out, in figures and word for word, and where the rest stood."""
    reading = edition.reading
    sampling = pen.add(parent, "samplingDecl")
    for said in _left_out(reading.dropped):
        pen.add(sampling, "p", said)
    if reading.dropped:
        _lists(pen, pen.add(sampling, "p"), reading.dropped, edition.report.metadata)
    pointers = sorted(_pointers(edition), key=lambda pointer: pointer[0])
    if pointers:
        pen.add(sampling, "p", "Where what is in the text stood in the file, as line and column:")
        places = pen.add(sampling, "p")
        for place, type, target in pointers:
            pen.add(places, "ptr", attributes={"type": type, "n": _n(place), "target": f"#{target}"})


def _pointers(edition: Edition) -> Iterator[tuple[Place, str | None, str]]:
    reading = edition.reading
    yield from ((place, None, id) for id, place in reading.places.items())
    yield from ((place, None, field_id(edition, field) or "") for field, place in reading.fields.items())
    yield from ((place, _WORDS, id) for id, place in reading.words.items())


def _lists(pen: Pen, parent: _Element, dropped: Iterable[Dropped], metadata: Metadata) -> None:
    for reason, run in groupby(dropped, key=lambda each: each.reason):
        passages = pen.add(parent, "list", attributes={"type": "dropped", XML_LANG: metadata.language})
        pen.add(passages, "head", reason, english(metadata))
        for each in run:
            _spell(pen, pen.add(passages, "item", attributes={"n": _n(each.place)}), each.text)


def _spell(pen: Pen, item: _Element, text: str) -> None:
    """A text with an element for each character that XML cannot hold."""
    start, last = 0, None
    for found in ILLEGAL.finditer(text):
        pen.set_text(item, last, text[start : found.start()])
        last, start = pen.add(item, "g", attributes={"n": f"U+{ord(found[0]):04X}"}), found.end()
    pen.set_text(item, last, text[start:])


def _left_out(dropped: Iterable[Dropped]) -> Iterator[str]:
    """What of the source does not stand in the text, in figures, reason by reason."""
    passages: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for each in dropped:
        passages[each.reason] += 1
        characters[each.reason] += len("".join(each.text.split()))
    if not passages:
        yield "Nothing of the source was left out."
        return
    yield f"Left out of the text, white space not counted: {_amount(passages.total(), characters.total())}."
    for reason, count in passages.items():
        yield f"{reason}: {_amount(count, characters[reason])}."


def _amount(passages: int, characters: int) -> str:
    return " with ".join(
        f"{count:,} {noun}{'' if count == 1 else 's'}"
        for count, noun in ((passages, "passage"), (characters, "character"))
    )


def write_normalization(pen: Pen, parent: _Element, edition: Edition) -> None:
    """Which characters stand for others throughout the text, in figures, and where they do not."""
    element = pen.add(parent, "normalization")
    if not edition.reading.normalised:
        pen.add(element, "p", "No character of the source was replaced by another.")
    for done in edition.reading.normalised:
        said = pen.add(element, "p", "Of the source, ")
        pen.add(said, "orig", done.before).tail = " is "
        pen.add(said, "reg", done.after).tail = " in the text, "
        times = "once" if done.count == 1 else f"{done.count:,} times"
        pen.add(said, "num", times, {"value": str(done.count)}).tail = "."
        if done.kept:
            already = pen.add(element, "p", "It was so already here: ")
            for owner, position in done.kept:
                target = f"#{field_id(edition, owner) or owner}"
                pen.add(already, "ptr", attributes={"n": str(position), "target": target}).tail = " "


def _n(place: Place) -> str:
    return f"{place.line}:{place.column}"


# The way back


class Places(Mapping[str, Place]):
    """Places by id, held small: line and column in one number, and an index that is made when it is asked for first."""

    def __init__(self) -> None:
        """No places yet."""
        self._ids: list[str] = []
        self._packed = array("Q")

    def add(self, id: str, place: Place) -> None:
        """Put down one more place, before any is asked for."""
        self._ids.append(id)
        self._packed.append(place.line << 32 | place.column)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {id: index for index, id in enumerate(self._ids)}

    def __getitem__(self, id: str) -> Place:
        packed = self._packed[self._index[id]]
        return Place(packed >> 32, packed & 0xFFFF_FFFF)

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    def __bool__(self) -> bool:
        return bool(self._ids)


class Account:
    """What is told of the file that an edition of our own was made from, as it is read out of the header."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """An account in which nothing is told yet; `fields` are those of the metadata by the ids of their elements."""
        self._owners = fields
        self._node = ""
        self.places = Places()
        self.words = Places()
        self.fields: dict[str, Place] = {}
        self.dropped: list[Dropped] = []

    def point(self, pointer: _Element) -> None:
        """Take down where a node, its words or a value of the metadata stood."""
        target, place = _target(pointer), _place(pointer)
        if place is None:
            return
        if pointer.get("type") == _WORDS:
            self.words.add(self._node if target == self._node else target, place)
        elif target in self._owners:
            self.fields[self._owners[target]] = place
        else:
            self._node = target
            self.places.add(target, place)

    def drop(self, item: _Element, reason: str) -> None:
        """Take down a passage that was left out."""
        self.dropped.append(Dropped(_place(item) or Place(1), "".join(_spelt(item)), reason))

    def reading(self, root: _Element, reading: Reading) -> Reading:
        """The reading of the edition with all that is told of its source; the rest is in the header under the root."""
        return Reading(
            reading.report,
            self.places or reading.places,
            tuple(self.dropped) or reading.dropped,
            tuple(_normalised(root, self._owners)),
            reading.diagnostics,
            root.findtext(_FILE.format("encoding"), "", _NS),
            self.words,
            MappingProxyType(self.fields),
            root.findtext(_FILE.format("kind"), "", _NS),
        )


def read_account(root: _Element, reading: Reading) -> Reading:
    """The reading of an edition of our own, with what its header says of the file that it was made from."""
    account = Account(fields_of(root))
    for pointer in root.iterfind(_SAMPLING + "t:p/t:ptr", _NS):
        account.point(pointer)
    for passages in root.iterfind(_SAMPLING + "t:p/t:list", _NS):
        reason = passages.findtext("t:head", "", _NS)
        for item in passages.iterfind("t:item", _NS):
            account.drop(item, reason)
    return account.reading(root, reading)


def fields_of(root: _Element) -> Mapping[str, str]:
    """The fields of the metadata by the ids of the elements that hold them."""
    found = root.iterfind("t:teiHeader/t:fileDesc//*[@{http://www.w3.org/XML/1998/namespace}id]", _NS)
    ids = (str(element.get(XML_ID)) for element in found)
    return {id: id.removeprefix("about-").rstrip("_") for id in ids}


def _spelt(item: _Element) -> Iterator[str]:
    yield item.text or ""
    for glyph in item:
        code = _CODE.match(glyph.get("n", ""))
        yield chr(min(int(code[1], 16), 0x10FFFF)) if code else ""
        yield glyph.tail or ""


def _normalised(root: _Element, fields: Mapping[str, str]) -> Iterator[Normalised]:
    said = root.findall(_NORMALISED, _NS)
    for paragraph, following in zip(said, chain(said[1:], [None]), strict=True):
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
