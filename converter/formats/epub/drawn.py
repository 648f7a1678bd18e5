"""The cover drawn as PNG: glyphs of the style's faces, in two colours on white, under a band.

Pixels are places in a palette: 0 to 127 from white to the first colour, 128 to 255 from white to the second. PNG 1.2.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from converter.edition import Edition
from converter.fonts.family import Cut, cut
from converter.fonts.raster import Drawn, coverage
from converter.fonts.shape import shape
from converter.language import direction
from converter.stylesheet import Colour, Role

WIDTH, HEIGHT, MARGIN, BAND = 1200, 1800, 120, 36
"""In pixels; Apple Books takes up to 5.6 million, and shops want the height to be half as much again as the width."""
LEADING = 1.4
"""From line to line, as a share of the size."""

_SHADES = 128
_WESTERN = re.compile(r"[0-9A-Za-z\u00c0-\u024f٠-٩](?:[^\u0590-\u065f\u066a-\u08ff]*[0-9A-Za-z\u00c0-\u024f٠-٩])?")
"""What runs from left to right in a line that runs from right to left."""


class Column(Struct, frozen=True):
    """Lines one below the other: `top` is the first base line, in pixels from the top."""

    lines: tuple[str, ...]
    top: int
    size: int
    colour: Colour
    role: Role


def draw(columns: Sequence[Column], edition: Edition) -> bytes:
    """The columns as a PNG. Raises Refused (face-missing, character-missing)."""
    colours = list(dict.fromkeys((edition.style.box.border_colour, *(column.colour for column in columns))))
    blank, rows = bytes(WIDTH), [bytes([_SHADES - 1]) * WIDTH] * BAND
    for column in columns:
        top = max(column.top - round(column.size * LEADING), len(rows))
        rows += [blank] * (top - len(rows))
        rows += _column(column, top, colours.index(column.colour), edition)
    rows = (rows + [blank] * HEIGHT)[:HEIGHT]
    return _png(rows, colours[:2])


def _column(column: Column, top: int, colour: int, edition: Edition) -> list[bytes]:
    """The rows of pixels of one column."""
    if not column.lines:
        return []
    height = round((len(column.lines) + 1) * column.size * LEADING)
    language = edition.report.metadata.language
    faces = cut(edition.style, edition.environment, column.role.family, column.role.weight, column.role.slant)
    glyphs = [
        glyph
        for place, line in enumerate(column.lines)
        for glyph in _line(line, faces, language, column, column.top - top + place * column.size * LEADING)
    ]
    shade = bytes((value >> 1) + min(colour, 1) * _SHADES * (value > 1) for value in range(256))
    pixels = coverage(glyphs, WIDTH, height).translate(shade)
    return [pixels[at : at + WIDTH] for at in range(0, len(pixels), WIDTH)]


def _line(line: str, faces: Cut, language: str, column: Column, y: float) -> list[Drawn]:
    """The glyphs of a line, from the margin that its language begins at."""
    drawn: list[Drawn] = []
    x = 0.0
    for text, way in ways(line, language):
        runs = faces.runs(text, language)
        for face, start, end in runs if way == "ltr" else reversed(runs):
            shaped = shape(face, text[start:end], language, direction=way)
            scale = column.size / face.units
            for glyph, advance, (right, up) in zip(shaped.glyphs, shaped.advances, shaped.offsets, strict=True):
                drawn.append(Drawn(face, glyph, column.size, x + right * scale, y - up * scale))
                x += advance * scale
    begin = WIDTH - MARGIN - x if direction(language) == "rtl" else MARGIN
    return [glyph._replace(x=glyph.x + begin) for glyph in drawn]


def ways(line: str, language: str) -> Iterator[tuple[str, str]]:
    """The parts of a line from left to right, each with its direction."""
    if direction(language) == "ltr":
        yield line, "ltr"
        return
    parts: list[tuple[str, str]] = []
    at = 0
    for match in _WESTERN.finditer(line):
        parts += [(line[at : match.start()], "rtl"), (match[0], "ltr")]
        at = match.end()
    yield from ((text, way) for text, way in reversed([*parts, (line[at:], "rtl")]) if text)


def _png(rows: Iterable[bytes], colours: Sequence[Colour]) -> bytes:
    """Rows of places in a palette of two colours as a PNG."""
    palette = b"".join(_shades(colour) for colour in (*colours, *colours)[:2])
    pixels = b"".join(b"\0" + row for row in rows)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(pixels, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _shades(colour: Colour) -> bytes:
    """The palette's half for a colour: from white to it."""
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    shares = (shade / (_SHADES - 1) for shade in range(_SHADES))
    return bytes(round(255 + (channel - 255) * share) for share in shares for channel in channels)
