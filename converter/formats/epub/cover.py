"""The cover: an SVG of the title, the symbol, the organ and the date, in the report's script.

    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1800" xml:lang="zh-Hant" role="img">
      <title>…</title><rect …/><text x="120" y="420" font-size="96">…</text>…
    </svg>

SVG does not break lines, so they are broken here by estimate: a character of East Asian setting is one em wide,
another one about half. Reading systems set the text in their own faces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from converter.formats.epub.markup import DECLARATION, element, empty
from converter.formats.epub.metadata import title_of
from converter.language import direction, is_wide
from converter.model import Metadata
from converter.stylesheet import StyleSheet
from converter.words import Words

COVER = "cover.svg"

_WIDTH, _HEIGHT, _MARGIN = 1200, 1800, 120
_TITLE_TOP, _BAND = 520, 36
_SIZES = (112, 96, 80, 66, 54)
_TITLE_LINES = 7
"""The title is set in the first size that needs no more lines than these."""
_LATIN_WIDTH = 0.56


def cover(metadata: Metadata, style: StyleSheet, words: Words) -> str:
    """The cover as SVG 1.1."""
    title = title_of(metadata, words)
    size = next((size for size in _SIZES if len(_broken(title, size)) <= _TITLE_LINES), _SIZES[-1])
    head = [text for text in (metadata.symbol, metadata.organ) if text]
    foot = [*metadata.authors, *(text for text in [metadata.date.printed if metadata.date else None] if text)]
    colour = style.box.border_colour
    ground = {"width": str(_WIDTH), "height": str(_HEIGHT), "fill": "#FFFFFF"}
    band = {"width": str(_WIDTH), "height": str(_BAND), "fill": colour}
    parts = [
        element("title", {}, escape(f"{words.cover}{words.colon}{title}")),
        empty("rect", ground),
        empty("rect", band),
        *_column(head, metadata.language, 44, 220, colour),
        *_column([title], metadata.language, size, _TITLE_TOP, "#000000", weight="bold"),
        *_column(foot, metadata.language, 44, _HEIGHT - 260, colour),
    ]
    root = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {_WIDTH} {_HEIGHT}",
        "xml:lang": metadata.language,
        "role": "img",
        "font-family": _families(metadata.language, style),
    }
    return DECLARATION + element("svg", root, "\n" + "\n".join(parts) + "\n") + "\n"


def _column(
    texts: Iterable[str], language: str, size: int, top: int, colour: str, *, weight: str | None = None
) -> Iterator[str]:
    """Texts one below the other, each broken into lines that fit."""
    side = {"direction": "rtl", "x": str(_WIDTH - _MARGIN)} if direction(language) == "rtl" else {"x": str(_MARGIN)}
    lines = [line for text in texts for line in _broken(text, size)]
    for place, line in enumerate(lines):
        rest = {"y": str(top + round(place * size * 1.4)), "font-size": str(size), "fill": colour}
        yield element("text", {**side, **rest, "font-weight": weight}, escape(line))


def _broken(text: str, size: int) -> list[str]:
    """Lines that fit between the margins: broken at spaces, and before any wide character."""
    room = (_WIDTH - 2 * _MARGIN) / size
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
