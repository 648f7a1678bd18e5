"""Glyphs drawn into a grid of pixels, for images of text. HarfBuzz does the work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import uharfbuzz as hb

from converter.fonts.face import Face


class Drawn(NamedTuple):
    """A glyph of a face in pixels: its size (the em), and where its origin stands from the left and from the top."""

    face: Face
    glyph: int
    size: float
    x: float
    y: float


def coverage(glyphs: Iterable[Drawn], width: int, height: int) -> bytes:
    """How much of each pixel is covered, 0 to 255, row by row from the top; what stands outside is left out."""
    raster = hb.RasterDraw()
    raster.extents = hb.RasterExtents(0, 0, width, height, width)
    for face, glyph, size, x, y in glyphs:
        scale = size / face.units
        raster.transform = (scale, 0.0, 0.0, scale, x, height - y)
        raster.draw_glyph(face.hb_font, glyph)
    image = raster.render()
    if image is None:
        return bytes(width * height)
    rows, stride = bytes(image.buffer), image.extents.stride
    return b"".join(rows[at : at + width] for at in range((height - 1) * stride, -1, -stride))
