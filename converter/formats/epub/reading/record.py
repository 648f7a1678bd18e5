"""What a reading collects on its way: ids and where they stand, what was dropped, and what there is to say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct, field

from converter.diagnostics import Code, Diagnostic, Place
from converter.formats.epub.reading.opened import Element
from converter.formats.epub.reading.routes import Address
from converter.reading import Dropped

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,255}\Z")
_SPACES = re.compile("[ \t\r\n\f]+")


def collapsed(text: str) -> str:
    """The text with every run of white space as one space. CSS Text 3, 4.1.1."""
    return _SPACES.sub(" ", text)


def words(element: Element) -> str:
    """All text in an element as one line."""
    return collapsed("".join(element.itertext())).strip(" ")


def place(element: Element) -> Place:
    """The line of an element in its part."""
    return Place(max(element.sourceline or 1, 1))


class _Told(Struct):
    """A thing that is said once however often it is met."""

    code: Code
    place: Place
    part: str
    hint: str
    count: int = 0


class Record(Struct):
    """The growing record of one reading. `taken` are the ids of the book's elements, which no new id may be.

    `homes` leads from an element's address to the id of the node that it became, stands in, or stands before.
    """

    taken: frozenset[str]
    part: str = ""
    homes: dict[Address, str] = field(default_factory=dict)
    led_to: set[Address] = field(default_factory=set)
    dropped: list[Dropped] = field(default_factory=list)
    _used: set[str] = field(default_factory=set)
    _counts: dict[str, int] = field(default_factory=dict)
    _waiting: list[Address] = field(default_factory=list)
    _last: str = ""
    _told: dict[tuple[str, str], _Told] = field(default_factory=dict)

    def begin(self, part: str) -> None:
        """Go on with another page; what leads to its beginning leads to the first node on it."""
        self.part = part
        self._waiting.append((part, ""))

    def claim(self, element: Element | None, noun: str) -> str:
        """The id of a node: its element's, or, where it has none that may serve, the next free `noun-1`."""
        given = element.get("id", "") if element is not None else ""
        id = given if _ID.match(given) and given not in self._used else self._fresh(noun)
        self._used.add(id)
        self.homes |= dict.fromkeys(self._waiting, id)
        self._waiting.clear()
        if given:
            self.homes.setdefault((self.part, given), id)
        self._last = id
        return id

    def _fresh(self, noun: str) -> str:
        while True:
            self._counts[noun] = self._counts.get(noun, 0) + 1
            id = f"{noun}-{self._counts[noun]}"
            if id not in self.taken and id not in self._used:
                return id

    def enter(self, element: Element) -> None:
        """Meet an element that is no node: what leads to it leads to the next node."""
        if id := element.get("id"):
            self._waiting.append((self.part, id))

    def inside(self, element: Element) -> None:
        """Meet an element within a line: what leads to it leads to the node of the line."""
        if id := element.get("id"):
            self.homes.setdefault((self.part, id), self._last)

    def end(self) -> None:
        """What still waits for a node leads to the last one."""
        if self._last:
            self.homes |= dict.fromkeys(self._waiting, self._last)

    def drop(self, element: Element, reason: str, text: str | None = None) -> None:
        """Note characters that the report does not hold, if there are any."""
        lost = words(element) if text is None else collapsed(text).strip(" ")
        if lost:
            self.dropped.append(Dropped(place(element), lost, f"{reason} in {self.part}"))

    def tell(self, code: Code, message: str, element: Element, hint: str = "") -> None:
        """Say something about this page, with its first place and how often it was met."""
        key = (self.part, message)
        self._told.setdefault(key, _Told(code, place(element), self.part, hint)).count += 1

    def diagnostics(self) -> Iterator[Diagnostic]:
        """What was said, in the order in which it was first met."""
        for (_, message), told in self._told.items():
            often = f" ({told.count:,} times)" if told.count > 1 else ""
            yield Diagnostic(told.code, message + often, told.place, told.hint, part=told.part)

    def astray(self, known: Collection[str]) -> Mapping[Address, str]:
        """Where links lead that do not lead to a known node of that very name; nothing where no node is near."""
        homes = {to: self.homes.get(to, "") for to in self.led_to}
        return {to: id if id in known else "" for to, id in sorted(homes.items()) if id != to[1] or id not in known}
