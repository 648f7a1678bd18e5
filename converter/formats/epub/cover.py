"""The cover: the title, the symbol, the organ and the date, in the style's faces and the report's script.

It is a PNG, drawn here from the faces' own outlines: Apple Books and the shops of Kobo and Amazon take covers as JPEG
or PNG, and several shelves show no thumbnail of an SVG. Only where a face is missing is it an SVG:

    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1800" xml:lang="zh-Hant" role="img">
      <title>…</title><rect …/><text x="120" y="520" font-size="96">…</text>…
    </svg>

Lines are broken by estimate: a character of East Asian setting is one em wide, another one about half.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from converter.diagnostics import Code, Diagnostic, Refused
from converter.edition import Edition
from converter.formats.epub.drawn import BAND, HEIGHT, LEADING, MARGIN, WIDTH, Column, draw
from converter.formats.epub.markup import DECLARATION, element, empty
from converter.formats.epub.metadata import title_of
from converter.language import direction, is_wide
from converter.model import Metadata
from converter.stylesheet import StyleSheet
from converter.words import Words
from converter.xmltext import escape, sayable

_TITLE_TOP, _SMALL = 520, 44
_SIZES = (112, 96, 80, 66, 54)
_TITLE_LINES = 7
"""The title is set in the first size that needs no more lines than these."""
_LATIN_WIDTH = 0.56


class Cover(Struct, frozen=True):
    """The cover as a file, and what there is to say of it."""

    file: str
    media_type: str
    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


def cover(edition: Edition) -> Cover:
    """The cover as PNG; as SVG, and told, where a face or a character is missing."""
    metadata, style, words = edition.report.metadata, edition.style, edition.words
    found = columns(metadata, style, words)
    try:
        return Cover("cover.png", "image/png", draw(found, edition))
    except Refused as refusal:
        said = Diagnostic(
            Code.NOT_CARRIED,
            f"the cover of the e-book is an SVG, which not every shop takes: {refusal.diagnostics[0].message}",
            hint=refusal.diagnostics[0].hint,
        )
        return Cover("cover.svg", "image/svg+xml", _svg(found, metadata, style, words).encode(), (said,))


def columns(metadata: Metadata, style: StyleSheet, words: Words) -> tuple[Column, ...]:
    """Symbol and organ at the head, the title below them, authors and date at the foot."""
    title = title_of(metadata, words)
    size = next((size for size in _SIZES if len(_broken(title, size)) <= _TITLE_LINES), _SIZES[-1])
    head = [text for text in (metadata.symbol, metadata.organ) if text]
    foot = [*metadata.authors, *(text for text in [metadata.date.printed if metadata.date else None] if text)]
    colour, roles = style.box.border_colour, style.roles
    titled = Column(_lines([title], size), _TITLE_TOP, size, roles.title.colour, roles.title)
    end = _TITLE_TOP + round(len(titled.lines) * size * LEADING)
    return (
        Column(_lines(head, _SMALL), 220, _SMALL, colour, roles.masthead),
        titled,
        Column(_lines(foot, _SMALL), max(HEIGHT - 260, end + _SMALL), _SMALL, colour, roles.masthead),
    )


def _svg(columns: Iterable[Column], metadata: Metadata, style: StyleSheet, words: Words) -> str:
    """The columns as SVG 1.1, which reading systems set in their own faces."""
    texts = [
        element("title", {}, escape(f"{words.cover}{words.colon}{title_of(metadata, words)}")),
        empty("rect", {"width": str(WIDTH), "height": str(HEIGHT), "fill": "#FFFFFF"}),
        empty("rect", {"width": str(WIDTH), "height": str(BAND), "fill": style.box.border_colour}),
        *(text for column in columns for text in _texts(column, metadata.language)),
    ]
    root = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "xml:lang": metadata.language,
        "role": "img",
        "font-family": _families(metadata.language, style),
    }
    return sayable(DECLARATION + element("svg", root, "\n" + "\n".join(texts) + "\n") + "\n")


def _texts(column: Column, language: str) -> Iterator[str]:
    side = {"direction": "rtl", "x": str(WIDTH - MARGIN)} if direction(language) == "rtl" else {"x": str(MARGIN)}
    weight = "bold" if column.role.weight == "bold" else None
    for place, line in enumerate(column.lines):
        at = {"y": str(column.top + round(place * column.size * LEADING)), "font-size": str(column.size)}
        yield element("text", {**side, **at, "fill": column.colour, "font-weight": weight}, escape(line))


def _lines(texts: Iterable[str], size: int) -> tuple[str, ...]:
    return tuple(line for text in texts for line in _broken(text, size))


def _broken(text: str, size: int) -> list[str]:
    """Lines that fit between the margins: broken at spaces, and before any wide character."""
    room = (WIDTH - 2 * MARGIN) / size
    lines, width = [""], 0.0
    for piece in _pieces(text):
        advance = sum(1.0 if is_wide(character) else _LATIN_WIDTH for character in piece)
        if lines[-1] and width + advance > room + _LATIN_WIDTH:
            lines, width = [*lines, ""], 0.0
        lines[-1] += piece
        width += advance
    return [line.strip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """Words with the space after them, and wide characters with the punctuation after them."""
    piece = ""
    for character in text:
        wide = is_wide(character) and character.isalnum()
        if piece and (wide or piece[-1].isspace() or (is_wide(piece[-1]) and character.isalnum())):
            yield piece
            piece = ""
        piece += character
    yield piece


def _families(language: str, style: StyleSheet) -> str:
    """The families of the title's role, for the report's script first."""
    names = style.families[style.roles.title.family].names
    own = {"zh-Hant": names.traditional, "zh-Hans": names.simplified, "ar": names.arabic}.get(language, ())
    return ", ".join([*(f"'{name}'" for name in (*own, *names.latin)), "serif"])
