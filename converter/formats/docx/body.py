"""The report's text: divisions and blocks as paragraphs and tables.

    <w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart w:id="1" w:name="div_1"/>…</w:p>
    <w:p><w:pPr><w:pStyle w:val="NumberedParagraph"/>…</w:pPr>…</w:p>
    <w:tbl><w:tblPr><w:tblStyle w:val="Box"/>…</w:tblPr>…</w:tbl>

The bookmark of a container (list, quotation, box) encloses it. Two tables never touch, and every cell ends in a
paragraph: Word would melt the ones and call the others damaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Row
from typing import assert_never

from msgspec.structs import replace

from converter.formats.docx.captions import caption
from converter.formats.docx.counting import Indent
from converter.formats.docx.figures import picture
from converter.formats.docx.markup import Element, W, qualified, twips, w
from converter.formats.docx.numbering import LEVELS, Mark, Sequence, list_indent
from converter.formats.docx.paragraphs import UNNUMBERED, Setting, enclosed, literal, named, paragraph, spacing
from converter.formats.docx.runs import Face, runs, said
from converter.formats.docx.story import Story
from converter.formats.docx.tables import box_table, grid_table
from converter.language import direction
from converter.model import Block, Box, Division, Figure, Item, List, Paragraph, Quotation, Table, Unread
from converter.xmltext import sayable

_TABLE, _PARAGRAPH = qualified(W, "tbl"), qualified(W, "p")
_BLOCKS = (_TABLE, _PARAGRAPH, qualified(W, "sdt"))
_LONGEST_TITLE = 64
"""Characters in the title of a content control: Word calls a longer one damage."""


def blocks(nodes: Iterable[Division | Block], setting: Setting, story: Story) -> Iterator[Element]:
    """Divisions and blocks in a row; between a table and what follows stands a paragraph."""
    touching = False
    for node in nodes:
        for element in _node(node, setting, story):
            if element.tag in _BLOCKS:
                table = element.tag == _TABLE
                if touching and (table or not isinstance(node, Division)):
                    yield spacing()
                touching = table
            yield element


def cell(nodes: Iterable[Division | Block], setting: Setting, story: Story) -> list[Element]:
    """The content of a cell, a note or a body: at least one paragraph, and a paragraph at its end."""
    found = list(blocks(nodes, setting, story)) or [paragraph(setting.text, (), setting, story)]
    return found if found[-1].tag == _PARAGRAPH else [*found, spacing()]


def _node(node: Division | Block, setting: Setting, story: Story) -> Iterator[Element]:
    story.here = node.id
    here = setting.within(node.language)
    match node:
        case Division():
            yield _heading(node, here, story)
            yield from blocks(node.content, here, story)
        case Paragraph():
            yield _paragraph(node, here, story)
        case Unread():
            yield _unread(node, here, story)
        case Box():
            yield named(node.id, _box(node, here, story), story)
        case _:
            yield from enclosed(node.id, _container(node, here, story), story)


def _container(node: List | Quotation | Table | Figure, here: Setting, story: Story) -> Iterator[Element]:
    match node:
        case List():
            yield from _list(node, here, story)
        case Quotation():
            yield from _quotation(node, here, story)
        case Table():
            yield from _table(node, here, story)
        case Figure():
            yield from _figure(node, here, story)
        case _:
            assert_never(node)


def _heading(node: Division, setting: Setting, story: Story) -> Element:
    """A heading with its native number; or with its label as text, in the place where a number would stand."""
    if node.level > LEVELS:
        story.lose(f"headings below level {LEVELS}; this one of level {node.level} takes the last level")
    level = min(node.level, LEVELS)
    look = story.style.heading(level)
    face = replace(setting.face, family=look.family)
    after = "br" if look.stacked else "tab"
    style, words = f"Heading{level}", runs(node.heading, face, story)
    if mark := story.numbering.heading(level, node.label):
        broken = [w("r", w("br"))] if look.stacked else []
        return paragraph(style, (*broken, *words), setting, story, id=node.id, number=mark)
    number = UNNUMBERED if story.numbering.heading_num(level) else None
    place = story.numbering.heading_indents.get(level) if node.label and not look.stacked else None
    content = (*literal(node.label, face, story, after), *words)
    return paragraph(style, content, setting, story, id=node.id, number=number, place=place)


def _paragraph(node: Paragraph, setting: Setting, story: Story) -> Element:
    """A paragraph; a numbered one of the report's own has a style of its own, whose list goes through the report."""
    words = runs(node.content, setting.face, story)
    if node.label is None:
        return paragraph(setting.text, words, setting, story, id=node.id, place=setting.place)
    own = setting.text == "BodyText"
    style = "NumberedParagraph" if own else setting.text
    indent = story.numbering.paragraph_indent
    moved = Indent(indent.left + setting.inset, indent.hanging, indent.tab + setting.inset)
    mark = setting.sequence.mark(node.label) if setting.sequence else None
    if mark:
        return paragraph(style, words, setting, story, id=node.id, number=mark, place=None if own else moved)
    number = UNNUMBERED if own and story.numbering.paragraph_num else None
    content = (*literal(node.label, setting.face, story), *words)
    return paragraph(style, content, setting, story, id=node.id, number=number, place=moved)


def _list(node: List, setting: Setting, story: Story) -> Iterator[Element]:
    sequence = story.numbering.labelled([item.label for item in node.items], setting.depth, ordered=node.ordered)
    width = twips(story.style.lists.width)
    inner = replace(
        setting,
        text="ListParagraph" if setting.text == "BodyText" else setting.text,
        inset=setting.inset + width,
        own=0,
        depth=setting.depth + 1,
        width=setting.width - width,
        sequence=None,
    )
    for item in node.items:
        mark = sequence.mark(item.label) if sequence else None
        yield from enclosed(item.id, _item(item, mark, list_indent(setting.inset, width), inner, story), story)


def _item(item: Item, mark: Mark | None, indent: Indent, setting: Setting, story: Story) -> Iterator[Element]:
    """An item: the number stands on its first paragraph, which is made when it begins with something else."""
    first, rest = item.content[:1], item.content[1:]
    lead = first[0] if first and isinstance(first[0], Paragraph) else Paragraph("", ())
    story.here = lead.id or item.id
    here = setting.within(lead.language)
    labels = () if mark else literal(item.label, here.face, story)
    words = (*labels, *literal(lead.label, here.face, story), *runs(lead.content, here.face, story))
    place = indent if mark or item.label else here.place
    known = mark and indent == list_indent(twips(story.style.lists.width) * mark.level, twips(story.style.lists.width))
    yield paragraph(setting.text, words, here, story, id=lead.id, number=mark, place=None if known else place)
    yield from blocks(rest if lead.id else item.content, setting, story)


def _quotation(node: Quotation, setting: Setting, story: Story) -> Iterator[Element]:
    role = story.style.roles.quotation
    start = twips(role.start)
    here = replace(
        setting,
        text="Quote",
        family=role.family,
        inset=setting.inset + start,
        own=start,
        width=setting.width - start - twips(role.end),
        sequence=_sequence(node, story),
    )
    yield from blocks(node.content, here, story)
    if node.source or not node.content:
        yield paragraph("QuoteSource", runs(node.source, here.face, story), here, story)


def _sequence(node: Box | Quotation, story: Story) -> Sequence | None:
    """The sequence of the numbered paragraphs that stand in a box or a quotation: not the report's own."""
    labels = [child.label for child in node.content if isinstance(child, Paragraph) and child.label]
    return story.numbering.labelled(labels, 0) if labels else None


def _box(node: Box, setting: Setting, story: Story) -> Element:
    """A box is a table of one cell: one object, which may split over pages, its title kept with its text."""
    roles, padding = story.style.roles, twips(story.style.box.padding)
    width = setting.width - 2 * padding
    here = Setting("BoxText", roles.box.family, setting.language, width, sequence=_sequence(node, story))
    face = Face(here.language, roles.box_title.family)
    titled = bool(node.title or node.label)
    title = [paragraph("BoxTitle", caption(node, face, story), here, story)] if titled else []
    content = title + cell(node.content, here, story)
    return box_table(content, setting.width, setting.inset, rtl=direction(here.language) == "rtl")


def _table(node: Table, setting: Setting, story: Story) -> Iterator[Element]:
    """A caption, kept with the table under it; the table's rows, the head rows repeated on every page."""
    roles = story.style.roles
    if node.caption or node.label:
        face = Face(setting.language, roles.caption.family)
        yield paragraph("Caption", caption(node, face, story), setting, story, keep=True)

    def fill(content: Row[Block], width: int, *, header: bool) -> list[Element]:
        style, role = ("TableHead", roles.table_head) if header else ("TableText", roles.table)
        found = cell(content, Setting(style, role.family, setting.language, width), story)
        told = not header or any(isinstance(node, Paragraph) for node in content) or not content
        return found if told else [*found, paragraph(style, (), setting, story)]

    yield grid_table(node.rows, setting.width, setting.inset, fill, rtl=direction(setting.language) == "rtl")


def _figure(node: Figure, setting: Setting, story: Story) -> Iterator[Element]:
    """The picture, kept with the caption under it; a picture that cannot be read is told in its own words."""
    drawing = picture(node, story, setting.width)
    words = said(node.alternative, setting.face, story) if drawing is None else (w("r", drawing),)
    captioned = bool(node.caption or node.label)
    yield paragraph("Figure", words, setting, story, keep=captioned)
    if captioned:
        face = Face(setting.language, story.style.roles.caption.family)
        yield paragraph("Caption", caption(node, face, story), setting, story)


def _unread(node: Unread, setting: Setting, story: Story) -> Element:
    """What could not be placed stands in a content control that is named by the reason. 17.5.2.1 and 17.5.2.42."""
    face = Face(setting.language, story.style.roles.unread.family)
    content = paragraph("Unread", said(node.text, face, story), setting, story, id=node.id, place=setting.place)
    words = story.edition.words
    title = sayable(f"{words.unread}{words.colon}{node.reason}")[:_LONGEST_TITLE]
    return w("sdt", w("sdtPr", w("alias", val=title), w("tag", val="unread")), w("sdtContent", content))
