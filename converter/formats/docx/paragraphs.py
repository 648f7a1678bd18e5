"""Where text stands, and one paragraph there.

    <w:p><w:pPr><w:pStyle w:val="NumberedParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
    <w:bookmarkStart w:id="2" w:name="par_1"/><w:r><w:t>…</w:t></w:r><w:bookmarkEnd w:id="2"/></w:p>

The mark that begins a note waits until a paragraph comes. A container is what its bookmark encloses: from the beginning
of its first paragraph to the end of its last. A bookmark in the first paragraph of a table may be the table's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from converter.formats.docx.counting import Indent
from converter.formats.docx.languages import language
from converter.formats.docx.markup import Element, W, qualified, w
from converter.formats.docx.numbering import Mark, Sequence, indentation, tab_stop
from converter.formats.docx.runs import Face, said
from converter.formats.docx.story import Story
from converter.language import direction
from converter.model import Label

_PARAGRAPH = qualified(W, "p")
UNNUMBERED = Mark(0, 0)
"""Takes the number away that the paragraph's style would give. ECMA-376 Part 1, 17.9.18."""


class Setting(Struct, frozen=True):
    """Where blocks stand: style, family and language of their text, its width, its inset, and its printed sequence.

    `width` and `inset` are in twips; `own` is the inset that the style brings itself; `depth` counts lists around.
    """

    text: str
    family: str
    language: str
    width: int
    inset: int = 0
    own: int = 0
    depth: int = 0
    sequence: Sequence | None = None

    def within(self, node_language: str | None) -> Setting:
        """This setting in the language of a node, if it has one of its own."""
        return replace(self, language=node_language) if node_language else self

    @property
    def face(self) -> Face:
        """How runs are set here."""
        return Face(self.language, self.family)

    @property
    def place(self) -> Indent | None:
        """The indent of a paragraph without a number; None where the style says it."""
        return None if self.inset == self.own else Indent(self.inset)


def paragraph(
    style: str,
    content: Iterable[Element],
    setting: Setting,
    story: Story,
    *,
    id: str = "",
    number: Mark | None = None,
    place: Indent | None = None,
    keep: bool = False,
) -> Element:
    """A `w:p` with the bookmark of its id and the lead that waits for one. Properties are in the order of 17.3.1.26."""
    lead, story.lead[:] = list(story.lead), []
    properties = w(
        "pPr",
        w("pStyle", val=style),
        w("keepNext") if keep else None,
        _number(number) if number and not number.inherited else None,
        tab_stop(place) if place else None,
        _direction(setting.language, story.language),
        indentation(place) if place else None,
        _mark(setting.language, story),
    )
    return w("p", properties, *(story.bookmarked(id, (*lead, *content)) if id else (*lead, *content)))


def named(identifier: str, element: Element, story: Story) -> Element:
    """A paragraph or a table; the bookmark of its id stands in its first paragraph, around those that stand there."""
    first = next(element.iter(_PARAGRAPH))
    start, end = story.bookmark(identifier)
    first.insert(1, start)
    first.append(end)
    return element


def enclosed(identifier: str, content: Iterable[Element], story: Story) -> list[Element]:
    """The elements of a container, with the bookmark of its id around them. ECMA-376 Part 1, 17.13.6."""
    found = list(content)
    if len(found) == 1:
        return [named(identifier, found[0], story)]
    start, end = story.bookmark(identifier)
    if found[-1].tag == _PARAGRAPH:
        found[-1].append(end)
    else:
        found.append(end)
    if found[0].tag == _PARAGRAPH:
        found[0].insert(1, start)
    else:
        found.insert(0, start)
    return found


def literal(label: Label | None, face: Face, story: Story, after: str = "tab") -> Iterator[Element]:
    """A label as text, marked as one, and what parts it from the words after it; nothing where there is no label."""
    if label is not None:
        yield from said(label.printed, replace(face, character="Label"), story)
        yield w("r", w(after))


def spacing() -> Element:
    """The empty paragraph after a table, which keeps it apart from what follows."""
    return w("p", w("pPr", w("pStyle", val="Spacing")))


def _number(mark: Mark) -> Element:
    return w("numPr", w("ilvl", val=mark.level) if mark.num else None, w("numId", val=mark.num))


def _direction(tag: str, base: str) -> Element | None:
    """What a paragraph says of its direction when it is not the document's."""
    if direction(tag) == direction(base):
        return None
    return w("bidi") if direction(tag) == "rtl" else w("bidi", val=0)


def _mark(tag: str, story: Story) -> Element | None:
    """The properties of the paragraph's mark, which its number takes too: the language, and the order of its signs."""
    found = [w("rtl")] if direction(tag) == "rtl" else []
    found += [language(tag, story.word(tag))] if tag != story.language else []
    return w("rPr", *found) if found else None
