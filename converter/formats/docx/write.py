"""DOCX: Office Open XML as Word itself writes it (ECMA-376, transitional).

    <w:document><w:body>
      title page  <w:sectPr/>  imprint  <w:sectPr/>  contents  <w:sectPr/>     pages i, ii, …
      the report  <w:sectPr/>                                                  pages 1, 2, …
    </w:body></w:document>

Every part is made by a file of its own; here they meet.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from msgspec.structs import replace

from converter.diagnostics import Diagnostic
from converter.edition import Edition, Written
from converter.formats.docx.body import cell
from converter.formats.docx.bookmarks import bookmark_names
from converter.formats.docx.contents import contents
from converter.formats.docx.footnotes import footnotes, uncalled
from converter.formats.docx.front import imprint, title_page
from converter.formats.docx.markup import Element, root, twips, w
from converter.formats.docx.numbering import Numbering
from converter.formats.docx.package import StoryPart, add, packed, story_parts
from converter.formats.docx.paragraphs import Setting
from converter.formats.docx.sections import Sections
from converter.formats.docx.settings import core_properties, custom_properties, font_table, settings
from converter.formats.docx.story import Notes, Story
from converter.formats.docx.structure import CONTENT_TYPE, properties_part, structure_part
from converter.formats.docx.styles import styles_part, text_width
from converter.formats.docx.template import Template, read_template, styled
from converter.walk import nodes


def write(edition: Edition) -> Written:
    """The edition as one DOCX file. Raises Refused (style-invalid) for a template that is none; says what is lost."""
    template = read_template(edition.template) if edition.template is not None else None
    edition = _paged(edition, template)
    document, notes_part = story_parts()
    story, note_story = _stories(edition, document, notes_part)
    document.root = root("document", w("body", *_text(story)))
    notes_part.root = root("footnotes", *footnotes(note_story))
    document.relate_to(notes_part, RT.FOOTNOTES)
    _finish(edition, document, story, template)
    assert isinstance(document.package, Package)
    return Written(packed(document.package, edition.now), tuple(story.diagnostics))


def _paged(edition: Edition, template: Template | None) -> Edition:
    """The edition on the pages of a template, whose numbers stand in the contents then."""
    page = template.page(edition.style.page) if template else edition.style.page
    if page == edition.style.page:
        return edition
    return replace(edition, style=replace(edition.style, page=page))


def _stories(edition: Edition, document: StoryPart, notes_part: StoryPart) -> tuple[Story, Story]:
    """The text and its notes: two parts that share bookmarks, lists, notes and what there is to say."""
    report = edition.report
    bookmarks = bookmark_names(node.id for node in nodes(report))
    numbering, notes = Numbering(report, edition.style), Notes(report.notes)
    said: list[Diagnostic] = []
    return (
        Story(edition, document, bookmarks, numbering, notes, said),
        Story(edition, notes_part, bookmarks, numbering, notes, said, calls=False),
    )


def _text(story: Story) -> Iterator[Element]:
    """Everything in the body of the document, section by section."""
    sections = Sections(story)
    yield from title_page(story)
    yield sections.closing("title")
    if imprinted := list(imprint(story)):
        yield from imprinted
        yield sections.closing("imprint")
    if listed := list(contents(story)):
        yield from listed
        yield sections.closing("contents")
    yield from _report(story)
    yield sections.properties("text")


def _report(story: Story) -> Iterator[Element]:
    """The report itself, then the notes that it never calls; the file ends in a paragraph."""
    style, language = story.style, story.language
    flow = Setting(
        "BodyText", style.roles.body.family, language, twips(text_width(style)), sequence=story.numbering.flow()
    )
    yield from cell(story.edition.report.content, flow, story)
    yield from uncalled(story)


def _finish(edition: Edition, document: StoryPart, story: Story, template: Template | None) -> None:
    """The parts that are not text."""
    numbering, bookmarks = story.numbering, story.bookmarks
    metadata, style = edition.report.metadata, edition.style
    package = document.package
    assert isinstance(package, Package)
    styles = styles_part(style, metadata.language, numbering)
    if template is not None:
        styles = styled(styles, template.styles)
        if template.theme is not None:
            document.relate_to(Part(PackURI("/word/theme/theme1.xml"), CT.OFC_THEME, template.theme, package), RT.THEME)
    add(document, "/word/styles.xml", CT.WML_STYLES, RT.STYLES, styles)
    add(document, "/word/numbering.xml", CT.WML_NUMBERING, RT.NUMBERING, numbering.part())
    add(document, "/word/settings.xml", CT.WML_SETTINGS, RT.SETTINGS, settings(metadata.language))
    add(document, "/word/fontTable.xml", CT.WML_FONT_TABLE, RT.FONT_TABLE, font_table(style))
    core = core_properties(metadata, edition.now)
    add(package, "/docProps/core.xml", CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES, core)
    custom = custom_properties(metadata)
    if len(custom):
        add(package, "/docProps/custom.xml", CT.OFC_CUSTOM_PROPERTIES, RT.CUSTOM_PROPERTIES, custom)
    facts = structure_part(edition.report, bookmarks)
    item = add(document, "/customXml/item1.xml", CT.XML, RT.CUSTOM_XML, facts)
    add(item, "/customXml/itemProps1.xml", CONTENT_TYPE, RT.CUSTOM_XML_PROPS, properties_part())
