r"""The list of contents, filled when it is written: a field whose result stands in the file already.

    <w:p><w:pPr><w:pStyle w:val="TOC2"/></w:pPr><w:hyperlink w:anchor="div_2_a" w:history="1">
      <w:r><w:t>A.</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>…</w:t></w:r><w:r><w:tab/></w:r>
      … PAGEREF div_2_a \h … <w:r><w:t>3</w:t></w:r> …</w:hyperlink></w:p>

Page numbers are those of the composed pages. Where pages cannot be composed, entries stand without; Word puts its own
in when the field is updated. The file never asks for an update at opening, which would be a question to every reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from converter.diagnostics import Refused
from converter.edition import Edition
from converter.formats.docx.markup import Element, text, twips, w
from converter.formats.docx.numbering import LEVELS
from converter.formats.docx.runs import Face, field, said
from converter.formats.docx.story import Story
from converter.formats.docx.styles import leader, text_width
from converter.model import Division
from converter.walk import nodes, plain


def contents(story: Story) -> Iterator[Element]:
    """The heading of the list and the list itself, in one content control; nothing for a report without headings."""
    depth = min(story.style.contents.depth, LEVELS)
    found = [node for node in nodes(story.edition.report) if isinstance(node, Division) and node.level <= depth]
    if not found:
        return
    title = _paragraph("TOCHeading", said(story.edition.words.contents, _face(story), story))
    begin = [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", text(f' TOC \\o "1-{depth}" \\h \\z \\u ', "instrText")),
        w("r", w("fldChar", fldCharType="separate")),
    ]
    pages = _pages(story.edition)
    entries = [_entry(node, pages.get(node.id), story, begin if node is found[0] else []) for node in found]
    end = _paragraph("BodyText", iter([w("r", w("fldChar", fldCharType="end"))]))
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    yield w("sdt", w("sdtPr", gallery), w("sdtContent", title, *entries, end))


def _pages(edition: Edition) -> Mapping[str, str]:
    """The page labels by id; none where the pages cannot be composed."""
    try:
        placed = edition.pages
    except Refused:
        return {}
    labels = placed.labels
    return {identifier: labels[position.page] for identifier, position in placed.positions.items()}


def _entry(node: Division, page: str | None, story: Story, before: list[Element]) -> Element:
    face, name = _face(story), story.bookmarks[node.id]
    language = Face(node.language or face.language, face.family)
    runs: list[Element] = []
    if node.label:
        runs += [*said(node.label.printed, language, story), w("r", w("tab"))]
    runs += said(" ".join(plain(node.heading).split()), language, story)
    if page:
        runs += [w("r", w("tab")), *field(f"PAGEREF {name} \\h", said(page, face, story))]
    link = w("hyperlink", *runs, anchor=name, history=1)
    return w("p", w("pPr", w("pStyle", val=f"TOC{node.level}"), _tabs(node, story)), *before, link)


def _tabs(node: Division, story: Story) -> Element | None:
    """The tabs of an entry with a label: its words begin where the widest label of its level ends."""
    indent = story.numbering.heading_indents.get(node.level)
    if node.label is None or indent is None:
        return None
    style = story.style
    role = style.roles.contents[min(node.level, len(style.roles.contents)) - 1]
    scale = role.size / style.heading(node.level).size
    label = round((indent.tab or twips(role.size * 2)) * scale) + twips(role.start)
    right = w("tab", val="right", leader=leader(style), pos=twips(text_width(style)))
    return w("tabs", w("tab", val="left", pos=label), right)


def _face(story: Story) -> Face:
    return Face(story.language, story.style.roles.contents[0].family)


def _paragraph(style: str, content: Iterator[Element]) -> Element:
    return w("p", w("pPr", w("pStyle", val=style)), *content)
