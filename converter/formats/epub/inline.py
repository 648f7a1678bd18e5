"""Inlines as XHTML: styles, languages, links, calls of notes, and the page breaks that fall among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, assert_never
from urllib.parse import quote, urlsplit

from msgspec import Struct, structs

from converter.formats.epub.markup import Attributes, element, spoken
from converter.formats.epub.names import KIND, TARGET
from converter.formats.epub.printed import page_break
from converter.formats.epub.split import Leaf, Standing
from converter.language import is_wide
from converter.model import Break, Inline, Lang, Link, NoteRef, Style, Styled, Text
from converter.walk import inlines
from converter.words import Words
from converter.xmltext import escape

if TYPE_CHECKING:
    from converter.typeset.pages import PageBreak

ELEMENTS: Mapping[Style, tuple[str, Attributes]] = {
    "emphasis": ("em", {}),
    "strong": ("strong", {}),
    "superscript": ("sup", {}),
    "subscript": ("sub", {}),
    "underline": ("u", {}),
    "small-caps": ("span", {"class": "small-caps", KIND: "small-caps"}),
}
"""The element of each style, and its attributes."""

_SCHEMES = frozenset({"http", "https", "mailto", "ftp", "tel", "urn", "doi"})
_LINKS = (Link, NoteRef)
_RESERVED = "%/:?#[]@!$&'()*+,;=~"
_ADDRESS = re.compile(r"[^\s<>\"{}|\\^`]+\Z")


class Setting(Struct, frozen=True):
    """What the nodes of one page need to know around them.

    `files` leads from an id to its file, `marks` from a note's id to its mark, `breaks` from a block's id to the page
    breaks in it. `notes` are those that stand on this page, `numbers` gives the number of each one's next call.
    `suffix` ends the ids in a copy of a note.
    """

    words: Words
    directed: bool
    files: Mapping[str, str]
    marks: Mapping[str, str]
    breaks: Mapping[str, Sequence[PageBreak]]
    file: str
    notes: Mapping[str, Standing]
    numbers: Mapping[str, Iterator[int]]
    suffix: str = ""

    @classmethod
    def of(
        cls,
        leaf: Leaf,
        words: Words,
        files: Mapping[str, str],
        marks: Mapping[str, str],
        breaks: Mapping[str, Sequence[PageBreak]],
        *,
        directed: bool,
    ) -> Setting:
        """The setting of a leaf's nodes."""
        notes = {standing.note.id: standing for standing in leaf.notes}
        numbers = {id: iter(standing.calls) for id, standing in notes.items()}
        return cls(words, directed, files, marks, breaks, leaf.file, notes, numbers)

    def identity(self, id: str) -> str:
        """An id as it stands here."""
        return id + self.suffix

    def breaks_in(self, id: str) -> Sequence[PageBreak]:
        """The page breaks in a block; a copy of a note has none."""
        return () if self.suffix else self.breaks.get(id, ())


def followable(target: str) -> bool:
    """Whether a link's target can stand in a book: a place in the report, or an address of a kind that is safe."""
    if target.startswith("#"):
        return True
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc or parts.path) and bool(_ADDRESS.match(target))


def set_line(content: Sequence[Inline], setting: Setting, breaks: Sequence[PageBreak]) -> str:
    """A whole line as markup; a page that begins after its last character, with a call alone, begins at its end."""
    length = _length(content) if breaks else 0
    late = "".join(page_break(found.label, setting.words) for found in breaks if found.offset >= length)
    return set_inlines(content, setting, breaks) + late


def set_inlines(content: Sequence[Inline], setting: Setting, breaks: Sequence[PageBreak] = (), start: int = 0) -> str:
    """Inlines as markup. `breaks` fall in them, by offset in characters; `start` is the offset of the first inline."""
    out: list[str] = []
    for run in _runs(content):
        end = start + _length(run) if breaks else start
        here = [found for found in breaks if start <= found.offset < end]
        written = "".join(_inline(inline, setting, here, start) for inline in run)
        out.append(written if len(run) == 1 else element("span", {"class": "call"}, written))
        start = end
    return "".join(out)


def _runs(content: Sequence[Inline]) -> Iterator[tuple[Inline, ...]]:
    """Inlines one by one; but a wide character and the call of a note after it together.

    A call may not begin a line, and it is after wide characters alone that a line could end. UAX 14, LB31.
    """
    for before, inline, after in zip((None, *content), content, (*content[1:], None), strict=False):
        if isinstance(after, NoteRef) and isinstance(inline, Text) and _ends_wide(inline):
            yield (Text(inline.text[:-1]),)
        elif isinstance(inline, NoteRef) and isinstance(before, Text) and _ends_wide(before):
            yield Text(before.text[-1]), inline
        else:
            yield (inline,)


def _ends_wide(inline: Text) -> bool:
    return bool(inline.text) and is_wide(inline.text[-1])


def _inline(inline: Inline, setting: Setting, breaks: Sequence[PageBreak], start: int) -> str:
    match inline:
        case Text(text):
            return set_text(text, setting, breaks, start)
        case Styled(style, content):
            name, attributes = ELEMENTS[style]
            return element(name, attributes, set_inlines(content, setting, breaks, start))
        case Lang(language, content):
            return element(
                "span", spoken(language, directed=setting.directed), set_inlines(content, setting, breaks, start)
            )
        case Link():
            return _link(inline, setting, breaks, start)
        case NoteRef(note):
            return _call(note, setting)
        case Break():
            return "<br/>"
        case _:
            assert_never(inline)


def set_text(text: str, setting: Setting, breaks: Sequence[PageBreak] = (), start: int = 0) -> str:
    """Text, cut where pages begin; `start` is the offset of its first character."""
    if not breaks:
        return escape(text)
    cuts = [found.offset - start for found in breaks]
    pieces = [escape(text[cut:end]) for cut, end in zip(cuts, [*cuts[1:], None], strict=True)]
    marked = (page_break(found.label, setting.words) + piece for found, piece in zip(breaks, pieces, strict=True))
    return escape(text[: cuts[0]]) + "".join(marked)


def _length(content: Iterable[Inline]) -> int:
    """How many characters page breaks count in inlines: line breaks and marks of notes are none."""
    return sum(len(inline.text) for inline in inlines(content) if isinstance(inline, Text))


def _link(link: Link, setting: Setting, breaks: Sequence[PageBreak], start: int) -> str:
    """A link. One that holds calls of notes or links is written in parts, since no link can stand in another."""
    if not followable(link.target):
        return set_inlines(link.content, setting, breaks, start)
    address = _address(link.target, setting)
    said = link.target if not link.target.startswith("#") and address != link.target else None
    if not any(isinstance(inline, _LINKS) for inline in inlines(link.content)):
        return element("a", {"href": address, TARGET: said}, set_inlines(link.content, setting, breaks, start))
    parts = tuple(_parted(link.content, link.target))
    return element("span", {TARGET: link.target}, set_inlines(parts, setting, breaks, start))


def _parted(content: Iterable[Inline], target: str) -> Iterator[Inline]:
    """Inlines with a link around every part that has none in it, as far out as that goes."""
    for linked, run in groupby(content, lambda inline: any(isinstance(each, _LINKS) for each in inlines((inline,)))):
        if not linked:
            yield Link(target, tuple(run))
            continue
        for inline in run:
            if isinstance(inline, Styled | Lang):
                yield structs.replace(inline, content=tuple(_parted(inline.content, target)))
            else:
                yield inline


def _address(target: str, setting: Setting) -> str:
    """Where a link leads: a place on this page, on another page of the book, or outside it. RFC 3986."""
    if not target.startswith("#"):
        return quote(target, safe=_RESERVED)
    id = target[1:]
    if standing := setting.notes.get(id):
        return target + standing.suffix
    file = setting.files[id]
    return target if file == setting.file else f"{file}{target}"


def _call(note: str, setting: Setting) -> str:
    """The call of a note: its mark, raised by the style sheet, for a `sup` around it spoils pop-ups."""
    attributes = {
        "epub:type": "noteref",
        "role": "doc-noteref",
        "href": f"#{note}{setting.notes[note].suffix}",
        "id": f"{note}-call-{next(setting.numbers[note])}",
    }
    return element("a", attributes, escape(setting.marks[note]))
