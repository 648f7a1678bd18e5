"""The front matter: a title page and, on the page after it, the imprint.

    <w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>…</w:t></w:r></w:p>

The list of contents follows in a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from converter.formats.docx.markup import Element, twips, w
from converter.formats.docx.runs import Face, said
from converter.formats.docx.story import Story
from converter.formats.docx.styles import text_width
from converter.model import Metadata
from converter.words import Words


def title_page(story: Story) -> Iterator[Element]:
    """Organ, session and symbol over a rule; title and subtitle; authors, place and date, publisher."""
    metadata, roles = story.edition.report.metadata, story.style.roles
    dated = " · ".join(filter(None, (metadata.place, metadata.date.printed if metadata.date else None)))
    heads = [line for line in (metadata.organ, metadata.session) if line] or [""]
    yield from _masthead(heads, metadata.symbol, story)
    yield from _line("Title", metadata.title, roles.title.family, story)
    yield from _line("Subtitle", metadata.subtitle, roles.subtitle.family, story)
    for author in metadata.authors:
        yield from _line("Author", author, roles.subtitle.family, story)
    for line in (dated, metadata.publisher):
        yield from _line("Masthead", line, roles.masthead.family, story)


def _masthead(heads: list[str], symbol: str | None, story: Story) -> Iterator[Element]:
    """The organ at the start of the line and the symbol at its end; a rule under the last line."""
    width = twips(text_width(story.style))
    face = Face(story.language, story.style.roles.masthead.family)
    for number, head in enumerate(heads, 1):
        first, last = number == 1 and symbol, number == len(heads)
        properties = w(
            "pPr",
            w("pStyle", val="Masthead"),
            w("pBdr", w("bottom", val="single", sz=8, space=6, color="auto")) if last else None,
            w("tabs", w("tab", val="right", pos=width)) if first else None,
        )
        across = (w("r", w("tab")), *said(symbol or "", replace(face, styles=("strong",)), story)) if first else ()
        yield w("p", properties, *said(head, face, story), *across)


def imprint(story: Story) -> Iterator[Element]:
    """Rights as stated, the licence, the series with its neighbours, and the source with its digest."""
    family = story.style.roles.imprint.family
    metadata, words = story.edition.report.metadata, story.edition.words
    for statement in metadata.rights.statement if metadata.rights else ():
        yield from _line("Imprint", statement, family, story)
    for word, value in _facts(metadata, words):
        yield from _line("Imprint", f"{word}{words.colon}{value}" if value else None, family, story)


def _facts(metadata: Metadata, words: Words) -> Iterator[tuple[str, str | None]]:
    if metadata.rights:
        yield words.rights, metadata.rights.licence
    if metadata.series:
        yield words.series, metadata.series.title
        yield words.previous, metadata.series.previous
        yield words.next, metadata.series.next
    if metadata.source:
        yield words.source, metadata.source.name
        yield words.digest, metadata.source.digest


def _line(style: str, words: str | None, family: str, story: Story) -> Iterator[Element]:
    if words:
        yield w("p", w("pPr", w("pStyle", val=style)), *said(words, Face(story.language, family), story))
