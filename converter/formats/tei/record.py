"""What a reading collects on its way: ids and places, notes, what was dropped, and what there is to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree
from msgspec import Struct, field

from converter.diagnostics import Code, Diagnostic, Place
from converter.formats.tei.names import TEI, XML_ID, XML_LANG
from converter.language import canonical
from converter.model import Note
from converter.reading import Dropped

HINT = "One of the two was changed. Set them alike, or make the edition anew from its source."
"""What to do about a contradiction."""

SPARE = "Take it out, or put it where it is read."
"""What to do about what nobody reads."""

_Element = etree._Element
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,255}\Z")


def tag(element: _Element) -> str:
    """The local name of a TEI element; `{namespace}name` for one of another vocabulary."""
    name = element.tag
    return name.removeprefix(TEI) if isinstance(name, str) else ""


def place(element: _Element) -> Place:
    """The line on which an element's start tag ends."""
    return Place(max(element.sourceline or 1, 1))


def collapsed(text: str) -> str:
    """The text with every run of XML white space as one space."""
    return _SPACES.sub(" ", text)


_SPACES = re.compile("[ \t\r\n]+")


def words(element: _Element) -> str:
    """All text in an element as one line."""
    return collapsed("".join(element.itertext())).strip(" ")


class _Told(Struct):
    """A thing that is said once however often it is met."""

    code: Code
    place: Place
    hint: str
    count: int = 0


class Record(Struct):
    """The growing record of one reading. `own` tells an edition of this project's own, whose text is exact.

    `known` are the elements by `xml:id`, `names` the ids of the nodes that they became, `homes` the same by element.
    Of the notes, `called` are those that something refers to, `away` those that point to where they are called,
    `following` leads from a note to the next one of the report where a note says it;
    `calls` tells at which id of the text which notes are called so, and `marks` is what is printed at a note's calls.
    In editions of our own `pages` are the beginnings of pages, and `open_calls` what is printed at calls of notes that
    had not been read yet.
    """

    own: bool
    language: str
    known: Mapping[str, _Element]
    places: dict[str, Place] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    following: dict[str, str] = field(default_factory=dict)
    note_ids: dict[_Element, str] = field(default_factory=dict)
    calls: dict[str, list[str]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    pages: list[_Element] = field(default_factory=list)
    open_calls: list[tuple[str, str]] = field(default_factory=list)
    away: set[_Element] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    homes: dict[_Element, str] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    _fresh_ids: set[str] = field(default_factory=set)
    _told: dict[str, _Told] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def claim(self, element: _Element | None, noun: str, near: _Element) -> str:
        """The id of a node: that of its element, else a free one of this noun (`table-1`, or `par-47` itself)."""
        given = element.get(XML_ID) if element is not None else None
        id = given if given and _ID.match(given) else self._fresh(noun)
        if element is not None:
            self.homes[element] = id
            if given:
                self.names.setdefault(given, id)
        self.places.setdefault(id, place(near))
        return id

    def _fresh(self, noun: str) -> str:
        id = noun if noun[-1].isdigit() else f"{noun}-1"
        while id in self.known or id in self._fresh_ids:
            self._counts[noun] = self._counts.get(noun, 1) + 1
            id = f"{noun}-{self._counts[noun]}"
        self._fresh_ids.add(id)
        return id

    def tongue(self, element: _Element) -> str | None:
        """The language that an element says, as it says it in an edition of our own, else in the usual form."""
        said = element.get(XML_LANG)
        if not said or (known := canonical(said)) is None:
            if said:
                self.tell(Code.NOT_CARRIED, f"{said[:60]!r} is no language tag that the report can hold", element)
            return None
        return said if self.own else known

    def drop(self, element: _Element, text: str, reason: str) -> None:
        """Note characters that the report does not hold, on the line of this element."""
        self.dropped.append(Dropped(place(element), collapsed(text).strip(" "), reason))

    def tell(self, code: Code, message: str, element: _Element, hint: str = "") -> None:
        """Say something, with its first place and how often it was met."""
        self._told.setdefault(message, _Told(code, place(element), hint)).count += 1

    def holds(self, element: _Element, *names: str) -> None:
        """Tell what an element of our own holds besides elements of these names: other elements, and words."""
        for child in element:
            if tag(child) not in names:
                message = f"<{tag(child)}> stands in <{tag(element)}>, where nobody reads it"
                self.tell(Code.UNREAD, message, child, SPARE)
        said = "".join([element.text or "", *(child.tail or "" for child in element)])
        if said and not said.isspace():
            self.tell(Code.UNREAD, f"words stand in <{tag(element)}>, where nobody reads them", element, SPARE)

    def diagnostics(self) -> Iterable[Diagnostic]:
        """What was said, in the order in which it was first met."""
        for message, told in self._told.items():
            often = f" ({told.count:,} times)" if told.count > 1 else ""
            yield Diagnostic(told.code, message + often, told.place, told.hint)


def ids(root: _Element) -> Mapping[str, _Element]:
    """The elements of a document by their `xml:id`."""
    return {str(element.get(XML_ID)): element for element in root.iter(etree.Element) if element.get(XML_ID)}
