"""Shaping: a run of text in one face becomes glyphs and advances, in font units. HarfBuzz does the work.

Numbers are put together from their figures where a face sets these plainly.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product

import uharfbuzz as hb
from msgspec import Struct

from converter.fonts.face import Face

_FIGURES = "0123456789."
"""What numbers are made of."""
_PROBE = "".join(map("".join, product(_FIGURES, repeat=2))) + "..."
"""Every two of them side by side, a figure between any two that follow each other, many figures, many stops."""


class Shaped(Struct, frozen=True):
    """The glyphs of a run from left to right, and what belongs to each.

    `clusters` are indices into the text: the first character that the glyph stands for. A run from right to left has
    its last character's glyph first.
    """

    glyphs: tuple[int, ...]
    advances: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    clusters: tuple[int, ...]


@lru_cache(maxsize=1 << 16)
def shape(
    face: Face,
    text: str,
    language: str,
    direction: str = "ltr",
    features: tuple[tuple[str, int], ...] = (),
) -> Shaped:
    """The glyphs of a run of one face, language, script (that of its letters) and direction."""
    buffer = _buffer(text, language, direction)
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.guess_segment_properties()
    hb.shape(face.hb_font, buffer, dict(features) or None)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions or []
    return Shaped(
        tuple([info.codepoint for info in infos]),
        tuple([position.x_advance for position in positions]),
        tuple([(position.x_offset, position.y_offset) for position in positions]),
        tuple([info.cluster for info in infos]),
    )


class Figures(Struct, frozen=True):
    """The glyphs and advances of what numbers are made of, where none changes another that stands beside it."""

    glyphs: Mapping[str, int]
    advances: Mapping[str, int]


def is_number(text: str) -> bool:
    """Whether a text is made of figures and full stops alone."""
    return not text.strip(_FIGURES)


@lru_cache(maxsize=1 << 10)
def figures(
    face: Face,
    language: str,
    direction: str = "ltr",
    features: tuple[tuple[str, int], ...] = (),
) -> Figures | None:
    """What sets any number, a figure at a time; None where a face lacks, replaces or moves figures, or turns them."""
    if not all(map(face.covers, _FIGURES)):
        return None
    glyphs = {figure: face.hb_font.get_nominal_glyph(ord(figure)) for figure in _FIGURES}
    advances = {figure: face.advance(glyph) for figure, glyph in glyphs.items()}
    plain = [(glyphs[figure], advances[figure], (0, 0), place) for place, figure in enumerate(_PROBE)]
    shaped = shape(face, _PROBE, language, direction, features)
    found = zip(shaped.glyphs, shaped.advances, shaped.offsets, shaped.clusters, strict=True)
    return Figures(glyphs, advances) if plain == list(found) else None


@lru_cache(maxsize=1 << 17)
def han_glyph(face: Face, character: str, language: str) -> tuple[int, int]:
    """The glyph and advance of one Han character, kana or full-width mark: its form in that language."""
    buffer = _buffer(character, language, "ltr")
    buffer.script = "Hani"
    hb.shape(face.hb_font, buffer)
    return buffer.glyph_infos[0].codepoint, sum([position.x_advance for position in buffer.glyph_positions or []])


def _buffer(text: str, language: str, direction: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.language = direction, language
    return buffer


def bearing(face: Face, glyph: int) -> float:
    """The blank at either end of a glyph's advance, the mean of both, in font units; 0 where the glyph is wider."""
    extents = face.hb_font.get_glyph_extents(glyph)
    blank = face.hb_font.get_glyph_h_advance(glyph) - extents.width if extents else 0
    return max(blank / 2, 0.0)
