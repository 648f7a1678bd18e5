"""Inlines as runs, links and calls of notes.

    <w:r><w:rPr><w:i/><w:iCs/><w:lang w:val="fr-FR"/></w:rPr><w:t>voilà</w:t></w:r>
    <w:hyperlink w:anchor="par_3" w:history="1">…</w:hyperlink>
    <w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="1"/></w:r>

Every run carries the language and the faces in which it departs from the document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never
from urllib.parse import quote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from converter.formats.docx.languages import east_asian, is_han, is_traditional, language, leans_east
from converter.formats.docx.markup import Element, R, W, qualified, text, w
from converter.formats.docx.story import Story
from converter.language import direction
from converter.model import Break, Inline, Lang, Link, NoteRef, Style, Styled, Text
from converter.xmltext import sayable, unsayable

_SPECIAL = re.compile("(\r\n|[\t\n\r\u00ad\u2011])")
_SPECIAL_TAGS = {"\t": "tab", "\u00ad": "softHyphen", "\u2011": "noBreakHyphen"}
_SHIFTS = {"superscript": 6, "subscript": -6}
"""How far raised and sunk signs are moved where they stand in one another, in half-points."""
_URI_SAFE = "!#$%&'()*+,/:;=?@[]~"


class Face(Struct, frozen=True):
    """How runs are set at a place: language, family, inline styles, and a character style's id if there is one."""

    language: str
    family: str
    styles: tuple[Style, ...] = ()
    character: str = ""


def runs(content: Iterable[Inline], face: Face, story: Story) -> Iterator[Element]:
    """The inlines as elements of a paragraph."""
    for inline in content:
        match inline:
            case Text():
                yield from said(inline.text, face, story)
            case Styled():
                yield from runs(inline.content, replace(face, styles=(*face.styles, inline.style)), story)
            case Lang():
                yield from runs(inline.content, replace(face, language=inline.language), story)
            case Link():
                yield from _link(inline, face, story)
            case NoteRef():
                yield from call(inline.note, face, story)
            case Break():
                yield w("r", properties(face, story), w("br"))
            case _:
                assert_never(inline)


def said(characters: str, face: Face, story: Story) -> Iterator[Element]:
    """A string as one run; tabs, line ends and special hyphens are elements in it. Nothing for an empty string."""
    if count := unsayable(characters):
        story.lose(f"{count} character(s) that XML cannot hold; U+FFFD stands for each")
    if characters:
        yield w("r", properties(face, story, characters), *_pieces(sayable(characters)))


def _pieces(characters: str) -> Iterator[Element]:
    for piece in _SPECIAL.split(characters) if _SPECIAL.search(characters) else (characters,):
        if _SPECIAL.fullmatch(piece):
            yield w(_SPECIAL_TAGS.get(piece, "br"))
        elif piece:
            yield text(piece)


def properties(face: Face, story: Story, characters: str = "") -> Element | None:
    """The run properties of a face, in the order of ECMA-376 Part 1, 17.3.2.28; None when it departs in nothing."""
    departs = face.language != story.language
    rtl = direction(face.language) == "rtl"
    styles = frozenset(face.styles)
    position, raised = _shifted(face)
    found = [
        w("rStyle", val=face.character) if face.character else None,
        _faces(face, story, characters),
        *((w("b"), w("bCs")) if "strong" in styles else ()),
        *((w("i"), w("iCs")) if "emphasis" in styles else ()),
        w("smallCaps") if "small-caps" in styles else None,
        position,
        w("u", val="single") if "underline" in styles else None,
        raised,
        w("rtl") if rtl else None,
        language(face.language, story.word(face.language)) if departs else None,
    ]
    present = [element for element in found if element is not None]
    return w("rPr", *present) if present else None


def _faces(face: Face, story: Story, characters: str) -> Element | None:
    """The East Asian face where the script departs from the document's, and the hint for marks that scripts share."""
    slots = {}
    if leans_east(face.language, characters):
        slots["hint"] = "eastAsia"
    if is_han(face.language) and is_traditional(face.language) != is_traditional(story.language):
        slots["eastAsia"] = east_asian(story.style.families[face.family], face.language)
    return w("rFonts", **slots) if slots else None


def _shifted(face: Face) -> tuple[Element | None, Element | None]:
    """What moves signs and what raises or sinks them: both where one stands in the other. 17.3.2.24 and 17.3.2.42.

    The mark of a note is raised by its style; what raises and sinks it besides is what stands around it.
    """
    found: list[str] = [style for style in face.styles if style in _SHIFTS]
    if face.character == "FootnoteReference":
        moved = next((style for style in found if style == "subscript"), "")
        raised = next((style for style in found if style == "superscript"), "")
    else:
        moved, raised = found[0] if len(found) > 1 else "", found[-1] if found else ""
    return w("position", val=_SHIFTS[moved]) if moved else None, w("vertAlign", val=raised) if raised else None


def _link(link: Link, face: Face, story: Story) -> Iterator[Element]:
    """A link inside the file by bookmark, a link out of it by relationship; what leads nowhere is text."""
    inside = replace(face, character="Hyperlink")
    if link.target.startswith("#"):
        name = story.bookmarks.get(link.target[1:])
        if name:
            yield w("hyperlink", *_reference(link, name, inside, story), anchor=name, history=1)
            return
    elif address := address_of(link.target):
        element = w("hyperlink", *runs(link.content, inside, story), history=1)
        element.set(qualified(R, "id"), story.relate(address))
        if address != link.target:
            element.set(qualified(W, "tooltip"), sayable(link.target))
        yield element
        return
    story.lose(f"the link to {link.target!r}, which leads nowhere; its words are kept")
    yield from runs(link.content, face, story)


def _reference(link: Link, name: str, face: Face, story: Story) -> Iterator[Element]:
    """The words of a link inside the file; the number in them is a field that follows the number it names."""
    number = story.numbers.get(link.target[1:], "")
    only = link.content[0] if len(link.content) == 1 else None
    parts = re.split(rf"(?<!\w)({re.escape(number)})(?!\w)", only.text) if number and isinstance(only, Text) else []
    if len(parts) != 3:
        yield from runs(link.content, face, story)
        return
    before, found, after = parts
    yield from said(before, face, story)
    yield from field(f"REF {name} \\r \\h", said(found, face, story))
    yield from said(after, face, story)


def field(instruction: str, result: Iterable[Element]) -> Iterator[Element]:
    """A complex field with its result as it stands now. ECMA-376 Part 1, 17.16.18."""
    yield w("r", w("fldChar", fldCharType="begin"))
    yield w("r", text(f" {instruction} ", "instrText"))
    yield w("r", w("fldChar", fldCharType="separate"))
    yield from result
    yield w("r", w("fldChar", fldCharType="end"))


def call(note: str, face: Face, story: Story) -> Iterator[Element]:
    """The call of a note: its footnote at the first call, afterwards a field that repeats that footnote's mark."""
    marked = replace(face, character="FootnoteReference")
    name = story.bookmarks.get(note)
    if name is None:
        story.lose(f"the call of {note!r}, a note that the report does not hold")
        return
    mark = story.notes.mark(note)
    if note in story.notes.called:
        yield from field(f"NOTEREF {name} \\f \\h", said(mark, marked, story))
    elif story.calls:
        yield from story.bookmarked(note, [_first_call(note, mark, marked, story)])
    else:
        link = w("hyperlink", *said(mark, marked, story), anchor=name, history=1)
        yield link


def _first_call(note: str, mark: str, face: Face, story: Story) -> Element:
    called = story.notes.call(note)
    if called.automatic:
        return w("r", properties(face, story), w("footnoteReference", id=called.number))
    reference = w("footnoteReference", customMarkFollows=1, id=called.number)
    return w("r", properties(face, story), reference, text(sayable(mark)))


def address_of(target: str) -> str:
    """The target as a URI that Word takes, or nothing: Word calls a package damaged when a target is no URI."""
    try:
        parts = urlsplit(sayable(target).strip())
    except ValueError:
        return ""
    if "[" in parts.path + parts.query + parts.fragment or not (parts.scheme or parts.path):
        return ""
    return quote(parts.geturl(), safe=_URI_SAFE)
