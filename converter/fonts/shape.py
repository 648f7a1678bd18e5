"""Shaping: a run of text in one face becomes glyphs and advances, in font units. HarfBuzz does the work."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from converter.fonts.face import Face


class Shaped(NamedTuple):
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
    buffer.guess_segment_properties()
    hb.shape(face.hb_font, buffer, dict(features) or None)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions or []
    return Shaped(
        tuple([info.codepoint for info in infos]),
        tuple([position.x_advance for position in positions]),
        tuple([(position.x_offset, position.y_offset) for position in positions]),
        tuple([info.cluster for info in infos]),
    )


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
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.direction, buffer.language = direction, language
    return buffer


def bearing(face: Face, glyph: int) -> float:
    """The blank at either end of a glyph's advance, the mean of both, in font units; 0 where the glyph is wider."""
    extents = face.hb_font.get_glyph_extents(glyph)
    blank = face.hb_font.get_glyph_h_advance(glyph) - extents.width if extents else 0
    return max(blank / 2, 0.0)
