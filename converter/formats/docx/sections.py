"""Sections of the file: title page, imprint, contents, text; each with its page numbers, its heads and its feet.

    <w:sectPr><w:headerReference w:type="default" r:id="rId5"/>…<w:pgSz w:w="11906" w:h="16838"/>
      <w:pgMar w:top="1587" …/><w:pgNumType w:fmt="decimal" w:start="1"/></w:sectPr>
    <w:hdr><w:p>… DOCPROPERTY Symbol … <w:r><w:t>X/1</w:t></w:r> … STYLEREF 1 … </w:p></w:hdr>

What a section does not say, heads and feet, it has from the section before it. What a head says of the report is a
field that follows the report; words of the style's own stand in the character style `Label`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from msgspec.structs import replace

from converter.formats.docx.markup import Element, R, qualified, root, serialised, twips, w
from converter.formats.docx.numbering import LEVELS
from converter.formats.docx.runs import Face, field, said
from converter.formats.docx.story import Story
from converter.formats.docx.styles import text_width
from converter.language import direction
from converter.model import Division
from converter.stylesheet import Page, StyleSheet
from converter.walk import plain

Kind = Literal["title", "imprint", "contents", "text"]
_Reference = tuple[str, str, str]
"""A head or a foot, the pages it serves, and the relationship to its part."""

_FIELD = re.compile(r"\{(\w+)\}")
_KINDS = (("header", "hdr", CT.WML_HEADER, RT.HEADER), ("footer", "ftr", CT.WML_FOOTER, RT.FOOTER))


class Sections:
    """The heads and feet of a document as parts of their own, and the section properties that name them."""

    def __init__(self, story: Story) -> None:
        """Make the parts: one head and one foot for the front matter, for left pages and for right pages."""
        self._story = story
        running = story.style.running
        fields = {
            "header": (running.front_head, running.left_head, running.right_head),
            "footer": (running.front_foot, running.left_foot, running.right_foot),
        }
        self._front: list[_Reference] = []
        self._text: list[_Reference] = []
        for kind, tag, content_type, relationship in _KINDS:
            front, left, right = (
                self._part(kind, tag, number, content_type, relationship, words)
                for number, words in enumerate(fields[kind], 1)
            )
            self._front += [(kind, "even", front), (kind, "default", front)]
            self._text += [(kind, "even", left), (kind, "default", right)]

    def properties(self, kind: Kind) -> Element:
        """The `w:sectPr` of a section; what it does not say, heads and feet, it has from the section before."""
        page = self._story.style.page
        references = {"title": self._front, "text": self._text}.get(kind, [])
        plain_page = kind in ("title", "imprint")
        return w(
            "sectPr",
            *(_reference(*reference) for reference in references),
            w("footnotePr", w("pos", val="pageBottom")),
            w("type", val="nextPage"),
            w("pgSz", w=twips(page.width), h=twips(page.height)),
            _margins(page),
            _numbers(kind),
            w("vAlign", val="bottom") if kind == "imprint" else None,
            w("titlePg") if plain_page else None,
            w("bidi") if direction(self._story.language) == "rtl" else None,
        )

    def closing(self, kind: Kind) -> Element:
        """The paragraph that ends a section."""
        return w("p", w("pPr", w("pStyle", val="Spacing"), self.properties(kind)))

    def _part(
        self, kind: str, tag: str, number: int, content_type: str, relationship: str, words: tuple[str, str, str]
    ) -> str:
        owner = self._story.part
        assert owner.package is not None
        content = serialised(root(tag, _line(kind, words, self._story)))
        part = Part(PackURI(f"/word/{kind}{number}.xml"), content_type, content, owner.package)
        return owner.relate_to(part, relationship)


def _reference(kind: str, pages: str, relationship: str) -> Element:
    element = w(f"{kind}Reference", type=pages)
    element.set(qualified(R, "id"), relationship)
    return element


def _margins(page: Page) -> Element:
    """The margins; inner and outer change sides on even pages, as the settings say."""
    return w(
        "pgMar",
        top=twips(page.top),
        right=twips(page.outer),
        bottom=twips(page.bottom),
        left=twips(page.inner),
        header=twips(page.head),
        footer=twips(page.foot),
        gutter=0,
    )


def _numbers(kind: Kind) -> Element:
    """Small Roman numerals through the front matter, then figures from 1."""
    if kind == "text":
        return w("pgNumType", fmt="decimal", start=1)
    return w("pgNumType", fmt="lowerRoman")


def _line(kind: str, words: tuple[str, str, str], story: Story) -> Element:
    """Three fields parted by tabs, a head over a rule; a long first field may pass a centre that is empty."""
    start, centre, end = (list(_filled(part, story)) for part in words)
    ruled = kind == "header" and bool(start or centre or end) and story.style.running.rule > 0
    properties = w(
        "pPr",
        w("pStyle", val=kind.title()),
        _rule(story.style) if ruled else None,
        None if centre else w("tabs", w("tab", val="clear", pos=twips(text_width(story.style)) // 2)),
    )
    between = (w("r", w("tab")), *centre) if centre else ()
    return w("p", properties, *start, *between, *((w("r", w("tab")), *end) if end else ()))


def _rule(style: StyleSheet) -> Element:
    return w("pBdr", w("bottom", val="single", sz=max(2, round(style.running.rule * 8)), space=4, color="auto"))


def _filled(part: str, story: Story) -> Iterator[Element]:
    """The words of one field, with Word's own fields for what changes from page to page."""
    face = Face(story.language, story.style.roles.running.family)
    for number, piece in enumerate(_FIELD.split(part)):
        if number % 2 == 0:
            yield from said(piece, replace(face, character="Label"), story)
        else:
            yield from _value(piece, face, story)


def _value(name: str, face: Face, story: Story) -> Iterator[Element]:
    metadata = story.edition.report.metadata
    match name:
        case "page":
            yield from field("PAGE", said("1", face, story))
        case "pages":
            yield from field("NUMPAGES", said("1", face, story))
        case "section":
            yield from _section(face, story)
        case "symbol":
            yield from _property("DOCPROPERTY Symbol", metadata.symbol, face, story)
        case _:
            yield from _property("TITLE", metadata.title, face, story)


def _property(instruction: str, value: str | None, face: Face, story: Story) -> Iterator[Element]:
    """A property of the document, by a field that follows it. ECMA-376 Part 1, 17.16.5.15 and 17.16.5.69."""
    return field(instruction, said(value, face, story)) if value else iter(())


def _section(face: Face, story: Story) -> Iterator[Element]:
    """The top heading in force, by its style's level, which every language of Word knows.

    Its number is a field of its own where every top heading has a native one: Word shows 0 for those that have none.
    """
    top = [node for node in story.edition.report.content if isinstance(node, Division)]
    if not top:
        return
    first, level = top[0], min(top[0].level, LEVELS)
    if first.label and all(node.id in story.numbers for node in top):
        yield from field(f"STYLEREF {level} \\n", said(first.label.printed, face, story))
        yield from said(" ", replace(face, character="Label"), story)
    yield from field(f"STYLEREF {level}", said(" ".join(plain(first.heading).split()), face, story))
