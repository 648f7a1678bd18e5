"""The front matter: a title page and, on the page after it, the imprint.

    <w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>
      <w:bookmarkStart w:id="91" w:name="meta_title"/><w:r><w:t>…</w:t></w:r><w:bookmarkEnd w:id="91"/></w:p>

What leads a value (`Series: `) is in the character style `Label`. The list of contents follows in a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.formats.docx.bookmarks import METADATA
from converter.formats.docx.markup import Element, twips, w
from converter.formats.docx.runs import Face, said
from converter.formats.docx.story import Story
from converter.formats.docx.styles import text_width
from converter.model import Metadata, Style
from converter.words import Words

_Printed = Iterator[Element]


def title_page(story: Story) -> _Printed:
    """Organ, session and symbol over a rule; title and subtitle; authors, place and date, publisher."""
    metadata, roles = story.edition.report.metadata, story.style.roles
    yield from _masthead(metadata, story)
    yield from _line("Title", _value("title", metadata.title, roles.title.family, story))
    yield from _line("Subtitle", _value("subtitle", metadata.subtitle, roles.subtitle.family, story))
    for number, author in enumerate(metadata.authors, 1):
        yield from _line("Author", _value(f"author_{number}", author, roles.subtitle.family, story))
    family = roles.masthead.family
    place = _value("place", metadata.place, family, story)
    date = _value("date", metadata.date.printed if metadata.date else None, family, story)
    between = said(" · ", Face(story.language, family), story) if place and date else ()
    yield from _line("Masthead", [*place, *between, *date])
    yield from _line("Masthead", _value("publisher", metadata.publisher, family, story))


def _masthead(metadata: Metadata, story: Story) -> _Printed:
    """The organ at the start of the line and the symbol at its end; a rule under the last line."""
    width, family = twips(text_width(story.style)), story.style.roles.masthead.family
    symbol = _value("symbol", metadata.symbol, family, story, styles=("strong",))
    fields = (("organ", metadata.organ), ("session", metadata.session))
    heads = [_value(name, value, family, story) for name, value in fields if value] or [[]]
    for number, head in enumerate(heads, 1):
        first, last = number == 1 and symbol, number == len(heads)
        properties = w(
            "pPr",
            w("pStyle", val="Masthead"),
            w("pBdr", w("bottom", val="single", sz=8, space=6, color="auto")) if last else None,
            w("tabs", w("tab", val="right", pos=width)) if first else None,
        )
        yield w("p", properties, *head, *((w("r", w("tab")), *symbol) if first else ()))


def imprint(story: Story) -> _Printed:
    """Rights as stated, the licence, the series with its neighbours, and the source with its digest."""
    family = story.style.roles.imprint.family
    metadata, words = story.edition.report.metadata, story.edition.words
    for number, statement in enumerate(metadata.rights.statement if metadata.rights else (), 1):
        yield from _line("Imprint", _value(f"rights_{number}", statement, family, story))
    for name, word, value in _facts(metadata, words):
        if value:
            lead = said(f"{word}{words.colon}", Face(story.language, family, character="Label"), story)
            yield from _line("Imprint", [*lead, *_value(name, value, family, story)])


def _facts(metadata: Metadata, words: Words) -> Iterator[tuple[str, str, str | None]]:
    if metadata.rights:
        yield "licence", words.rights, metadata.rights.licence
    if metadata.series:
        yield "series", words.series, metadata.series.title
        yield "previous", words.previous, metadata.series.previous
        yield "next", words.next, metadata.series.next
    if metadata.source:
        yield "source", words.source, metadata.source.name
        yield "digest", words.digest, metadata.source.digest


def _line(style: str, words: list[Element]) -> _Printed:
    if words:
        yield w("p", w("pPr", w("pStyle", val=style)), *words)


def _value(name: str, value: str | None, family: str, story: Story, styles: tuple[Style, ...] = ()) -> list[Element]:
    """A value of the metadata in a bookmark of its own, so that what is printed here is what is read; or nothing."""
    if not value:
        return []
    start, end = story.marked(METADATA + name)
    return [start, *said(value, Face(story.language, family, styles), story), end]
