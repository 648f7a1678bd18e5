"""The footnotes part: the two separators, then every note that was called, in the order of its first call.

    <w:footnote w:type="separator" w:id="-1"><w:p>…<w:r><w:separator/></w:r></w:p></w:footnote>
    <w:footnote w:type="continuationSeparator" w:id="0"><w:p>…<w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
    <w:footnote w:id="1"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>
      <w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>…</w:p></w:footnote>

A note whose mark is not what Word counts brings its mark as text (ECMA-376 Part 1, 17.11.13, customMarkFollows).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from converter.formats.docx.body import blocks, cell
from converter.formats.docx.markup import Element, twips, w
from converter.formats.docx.paragraphs import Setting, enclosed, paragraph
from converter.formats.docx.runs import Face, properties, said
from converter.formats.docx.story import Called, Story
from converter.formats.docx.styles import text_width
from converter.model import Note, Paragraph

SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


def footnotes(story: Story) -> Iterator[Element]:
    """The `w:footnote`s of every note called so far."""
    for kind, number in SEPARATORS:
        line = w("p", w("pPr", w("pStyle", val="FootnoteSeparator")), w("r", w(kind)))
        yield w("footnote", line, type=kind, id=number)
    for called in tuple(story.notes.called.values()):
        yield w("footnote", *_content(called.note, _mark(called, story), story), id=called.number)


def uncalled(story: Story) -> Iterator[Element]:
    """The notes that no text calls: Word shows no such footnote, so they stand as paragraphs after the text."""
    story = replace(story, calls=False)
    for identifier, note in story.notes.by_id.items():
        if identifier not in story.notes.called:
            story.here = identifier
            story.lose("a footnote without a call; the note stands as a paragraph after the text")
            face = Face(note.language or story.language, story.style.roles.note.family, character="FootnoteReference")
            yield from enclosed(
                identifier, _content(note, list(said(story.notes.mark(identifier), face, story)), story), story
            )


def _mark(called: Called, story: Story) -> list[Element]:
    face = Face(called.note.language or story.language, story.style.roles.note.family, character="FootnoteReference")
    if called.automatic:
        return [w("r", properties(face, story), w("footnoteRef"))]
    return list(said(story.notes.mark(called.note.id), face, story))


def _content(note: Note, mark: list[Element], story: Story) -> list[Element]:
    """A note's blocks; the mark and a tab lead its first paragraph, which is made when it begins otherwise."""
    width, inset = twips(text_width(story.style)), twips(story.style.notes.width)
    here = Setting("FootnoteText", story.style.roles.note.family, note.language or story.language, width)
    further = replace(here, inset=inset, width=width - inset)
    story.lead += [*mark, w("r", w("tab"))]
    begins = bool(note.content) and isinstance(note.content[0], Paragraph)
    own, rest = (note.content[:1], note.content[1:]) if begins else ((), note.content)
    first = list(blocks(own, here, story)) or [paragraph(here.text, (), here, story)]
    return [*first, *(cell(rest, further, story) if rest else ())]
