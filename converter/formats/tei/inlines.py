"""Inlines of a TEI document: text, styles, languages, links, calls of notes; editorial marks as far as they go.

<hi rend="italic">…</hi>                         Styled          <ref target="https://…">…</ref>   Link
<foreign xml:lang="fr">…</foreign>               Lang            <ref target="#note-1">1</ref>     NoteRef
<choice><sic>…</sic><corr>…</corr></choice>      the correction; the other is dropped, and told
<pb n="7"/> <lb/> <milestone/> <fw>…</fw>        dropped, with their places; `lb` is a Break in our own editions
<persName>…</persName>, any other                its text; the element is told once, with how often it was met
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree
from msgspec.structs import replace

from converter.diagnostics import Code
from converter.formats.tei.names import MARKED, NOTE_CALL, RENDITIONS, XML_ID
from converter.formats.tei.record import SPARE, Record, collapsed, tag, words
from converter.language import unspaced
from converter.model import Break, Inline, Lang, Link, NoteRef, Style, Styled, Text

_Element = etree._Element
Inlines = tuple[Inline, ...]
GiveNote = Callable[[_Element, "At"], None]


class At(NamedTuple):
    """Where the walk is: the language of the node around, one said by an element that is no node, and the level.

    `above` is the level of the division around; below 0 there is none, because no division may stand here.
    """

    language: str
    pending: str | None = None
    above: int = 0
    back: bool = False

    @property
    def spoken(self) -> str:
        """The language that is spoken here."""
        return self.pending or self.language


_TARGET = re.compile(r"(#|(https?|ftp|mailto|tel|urn|doi):)[^\s]+\Z")
_RENDS: tuple[tuple[Style, str], ...] = (
    ("emphasis", r"(?i)\b(ital\w*|it?|oblique|emph\w*)\b"),
    ("strong", r"(?i)\b(bold\w*|b|strong)\b"),
    ("superscript", r"(?i)\b(sup|super\w*)\b"),
    ("subscript", r"(?i)\b(sub|subscript)\b"),
    ("underline", r"(?i)\b(u|ul|underlin\w*)\b"),
    ("small-caps", r"(?i)\b(sc|small-?\s?caps?)\b"),
)
_OWN_RENDS: Mapping[str, Style] = MappingProxyType({rend: style for style, rend in RENDITIONS.items()})
_PREFERRED = {"choice": ("corr", "reg", "expan"), "app": ("lem",), "subst": ("add",)}
MARKS = frozenset({"pb", "lb", "cb", "gb", "milestone", "fw", "anchor", "index", "handShift"})
"""Marks of the page and of the encoding, which stand among text and among blocks."""

_BREAKING = frozenset({"pb", "lb", "cb", "gb"})
_CUT = frozenset({"del", "surplus", "rdg"})
_KEEPS = "Its text is kept."


def styles(element: _Element) -> tuple[Style, ...]:
    """The styles that `rend`, `rendition` and `style` name, in the order of the model; else emphasis for `emph`."""
    said = " ".join(element.get(name, "") for name in ("rend", "rendition", "style")).replace("_", " ")
    if (exact := _OWN_RENDS.get(said.strip())) is not None:
        return (exact,)
    found = tuple(style for style, pattern in _RENDS if re.search(pattern, said))
    return found or (("emphasis",) if tag(element) == "emph" else ())


class Reader:
    """Reads inlines for one record; `give` reads a note where it stands."""

    def __init__(self, record: Record, give: GiveNote) -> None:
        """A reader that adds to this record."""
        self.record = record
        self.give = give

    def all(self, element: _Element, at: At, *, skip: _Element | None = None) -> Iterator[Inline]:
        """The inlines in an element; its text begins after `skip`, its first child, if that is given."""
        content = self._all(element, at, skip)
        yield from joined(content) if self.record.own else content

    def _all(self, element: _Element, at: At, skip: _Element | None) -> Iterator[Inline]:
        yield from self.text(element.text if skip is None else None)
        for child in element:
            if child is not skip:
                yield from self.one(child, at)
            yield from self.text(child.tail)

    def text(self, text: str | None) -> Iterator[Text]:
        """A piece of text, its white space collapsed but in editions of our own."""
        if text:
            yield Text(text if self.record.own else collapsed(text))

    def one(self, element: _Element, at: At) -> Iterator[Inline]:
        """What an element among text is, and the call of a note that points to it."""
        name = tag(element)
        if self.record.own:
            yield from self._known(element, name, at)
            return
        said = self.record.tongue(element) if name != "note" else None
        if said is None or said == at.spoken:
            yield from self._known(element, name, at)
        elif content := tuple(self._known(element, name, at._replace(language=said, pending=None))):
            yield Lang(said, content)
        if (id := element.get(XML_ID)) in self.record.calls and id is not None:
            yield from map(NoteRef, self.record.calls[id])

    def _known(self, element: _Element, name: str, at: At) -> Iterator[Inline]:
        if name == "hi" or name == "emph":
            yield from self._styled(element, at)
        elif name == "foreign":
            yield from self._foreign(element, at)
        elif name in ("ref", "ptr"):
            yield from self._reference(element, at)
        elif name == "note":
            yield from self._note(element, at)
        elif self.record.own and name == "lb":
            yield Break()
        elif self.record.own and name in MARKED:
            yield from self.text(element.text)
        elif self.record.own and name == "pb":
            self.record.pages.append(element)
        elif name in MARKS:
            yield from self._silent(element, name, at)
        elif name in _PREFERRED:
            yield from self._preferred(element, name, at)
        elif name in _CUT:
            self.record.drop(element, words(element), f"{name} in the source")
            self.record.tell(Code.NOT_CARRIED, f"<{name}> was left out", element)
        else:
            yield from self._other(element, name, at)

    def _styled(self, element: _Element, at: At) -> Iterator[Inline]:
        found = styles(element)
        content: Inlines = tuple(self.all(element, at))
        if not found:
            said = element.get("rend") or element.get("rendition") or element.get("style") or ""
            self.record.tell(Code.NOT_CARRIED, f"no style of the report is <hi> {said[:60]!r}", element, _KEEPS)
        for style in reversed(found):
            content = (Styled(style, content),)
        yield from content

    def _foreign(self, element: _Element, at: At) -> Iterator[Inline]:
        """In editions of our own the tag makes it a Lang, whatever is around; in others `one` has done so."""
        said = self.record.tongue(element)
        if said and self.record.own:
            yield Lang(said, tuple(self.all(element, at._replace(language=said))))
        else:
            yield from self.all(element, at)

    def _reference(self, element: _Element, at: At) -> Iterator[Inline]:
        """A call where it leads to a note and says no more than a mark, else a link."""
        target = element.get("target", "").strip()
        note = self._called(element, target)
        if note:
            if not self.record.own and words(element):
                self.record.drop(element, words(element), "mark of a call")
            yield NoteRef(note)
            return
        content = tuple(self.all(element, at)) or (() if self.record.own or not target else (Text(target),))
        if self.record.own or (_TARGET.match(target) and (target[0] != "#" or target[1:] in self.record.known)):
            yield Link(target, content)
        else:
            self.record.tell(Code.NOT_CARRIED, f"no link leads to {target[:60]!r}", element, _KEEPS)
            yield from content

    def _called(self, element: _Element, target: str) -> str | None:
        """The note that a reference calls, or None when it is a link."""
        if not target.startswith("#"):
            return None
        id = self.record.names.get(target[1:])
        if self.record.own:
            return self._called_again(element, target[1:]) if element.get("type") == NOTE_CALL else None
        return id if id in self.record.marks and is_call(element) else None

    def _called_again(self, element: _Element, id: str) -> str:
        """The note with this id, in an edition of our own: the mark says nothing but what the note says."""
        if id not in self.record.notes:
            self.record.open_calls.append((id, words(element)))
        return id

    def _note(self, element: _Element, at: At) -> Iterator[Inline]:
        """A note at its place: a call, unless it points to the place where it is called."""
        self.give(element, at)
        if element not in self.record.away:
            yield NoteRef(self.record.note_ids[element])

    def _silent(self, element: _Element, name: str, at: At) -> Iterator[Inline]:
        """Marks of the page: they part words where they do not say that they break one."""
        if self.record.own:
            self.record.tell(Code.UNREAD, f"<{name}> is what nobody reads", element, SPARE)
        if name == "fw" or element.get("n"):
            self.record.drop(element, words(element) or element.get("n", ""), f"{name} in the source")
        elif name != "anchor":
            self.record.drop(element, "", f"{name} in the source")
        if name in _BREAKING and element.get("break") != "no" and not unspaced(at.spoken):
            yield Text(" ")

    def _preferred(self, element: _Element, name: str, at: At) -> Iterator[Inline]:
        """The reading that an editor prefers; the others are dropped."""
        readings = list(element)
        wanted = (child for want in _PREFERRED[name] for child in readings if tag(child) == want)
        chosen = next(wanted, readings[0] if readings else None)
        if chosen is None:
            return
        for child in readings:
            if child is not chosen:
                self.record.drop(child, words(child), f"{tag(child)} beside {tag(chosen)}")
        self.record.tell(Code.NOT_CARRIED, f"<{name}>: <{tag(chosen)}> was taken, the rest left out", element)
        yield from self.all(chosen, at)

    def _other(self, element: _Element, name: str, at: At) -> Iterator[Inline]:
        if name in ("graphic", "media", "binaryObject"):
            self.record.tell(Code.NOT_CARRIED, f"<{name}> in a line of text was left out", element)
            return
        self.record.tell(Code.NOT_CARRIED, f"<{name}> was not carried", element, _KEEPS)
        yield from self.all(element, at)


def is_call(element: _Element) -> bool:
    """Whether a reference to a note says no more than a mark: nothing, a number, a sign."""
    text = words(element)
    return len(text.strip("[]()")) <= 3 or "note" in element.get("type", "") or text.strip("[]().").isdecimal()


def tidy(content: Iterable[Inline]) -> Inlines:
    """Inlines without space at either end, with single spaces between them, and texts that adjoin as one."""
    joined, _ = _squeezed(content, spaced=True)
    return _trimmed(joined)


def joined(content: Iterable[Inline]) -> Inlines:
    """Inlines with texts that adjoin as one."""
    made: list[Inline] = []
    for texts, run in groupby(content, lambda inline: isinstance(inline, Text)):
        if texts:
            made.append(Text("".join(inline.text for inline in run if isinstance(inline, Text))))
        else:
            made += run
    return tuple(made)


def _squeezed(content: Iterable[Inline], *, spaced: bool) -> tuple[Inlines, bool]:
    """The inlines without a space after a space, and whether they end with one."""
    made: list[Inline] = []
    for inline in joined(content):
        if isinstance(inline, Text):
            text = inline.text.removeprefix(" ") if spaced else inline.text
            text = collapsed(text)
            spaced = text.endswith(" ") if text else spaced
            made += [Text(text)] if text else []
        elif isinstance(inline, Styled | Lang | Link):
            inner, spaced = _squeezed(inline.content, spaced=spaced)
            made += [replace(inline, content=inner)] if inner or isinstance(inline, Link) else []
        else:
            made.append(inline)
            spaced = spaced or isinstance(inline, Break)
    return joined(made), spaced


def _trimmed(content: Inlines) -> Inlines:
    """The inlines without a space at their end."""
    if not content:
        return ()
    *before, last = content
    if isinstance(last, Text):
        text = last.text.rstrip(" ")
        return (*before, Text(text)) if text else _trimmed(tuple(before))
    if isinstance(last, Styled | Lang | Link):
        return (*before, replace(last, content=_trimmed(last.content)))
    return content
