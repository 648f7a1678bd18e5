"""Glyphs as pixels: where they stand, and how much of a pixel they cover."""

from __future__ import annotations

from converter.environment import STYLES
from converter.fonts.face import open_face
from converter.fonts.raster import Drawn, coverage
from converter.fonts.shape import shape

FACE = open_face(STYLES / "fonts" / "NotoSerif-Regular.ttf")
(BAR,) = shape(FACE, "|", "en").glyphs


def ink(pixels: bytes, width: int) -> tuple[set[int], set[int]]:
    """The columns and the rows that have any ink."""
    used = [at for at, value in enumerate(pixels) if value]
    return {at % width for at in used}, {at // width for at in used}


def test_a_glyph_stands_on_its_base_line_with_its_origin_where_it_was_put() -> None:
    (stop,) = shape(FACE, ".", "en").glyphs
    columns, rows = ink(coverage([Drawn(FACE, stop, 100, 40, 120)], 200, 160), 200)
    assert (40 < min(columns) < max(columns) < 70, 100 < min(rows) < max(rows) <= 121) == (True, True)


def test_what_stands_outside_is_left_out_and_nothing_is_blank() -> None:
    assert coverage([Drawn(FACE, BAR, 50, 500, 500)], 20, 10) == bytes(200)
    assert coverage([], 3, 2) == bytes(6)


def test_a_glyph_covers_its_middle_wholly_and_its_edges_in_part() -> None:
    pixels = coverage([Drawn(FACE, BAR, 200, 10.5, 150)], 120, 160)
    assert len(pixels) == 120 * 160
    assert max(pixels) == 255
    assert any(0 < value < 255 for value in pixels)
