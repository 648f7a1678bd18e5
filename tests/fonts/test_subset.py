"""Subsets: the outlines that were asked for, in the order they were asked for."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from converter.environment import STYLES
from converter.fonts.face import Face, open_face
from converter.fonts.shape import shape
from converter.fonts.subset import Subset, font_of, subset

FONTS = STYLES / "fonts"
LATIN = open_face(FONTS / "NotoSerif-Regular.ttf")
HAN = open_face(FONTS / "NotoSerifCJK-Regular.otf")


def cff(data: bytes) -> Any:
    """The one font of bare CFF data."""
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    return fonts[0]


def drawing(glyphs: Any, name: str) -> tuple[list[Any], float]:
    """What a glyph draws, and its width."""
    pen = RecordingPen()
    glyphs[name].draw(pen)
    return pen.value, glyphs[name].width


def han(text: str) -> tuple[int, ...]:
    return (0, *shape(HAN, text, "zh-Hant").glyphs)


def test_a_cff_subset_has_one_font_dictionary_and_the_glyphs_in_order() -> None:
    glyphs = han("水土a水")
    made = subset(HAN, glyphs)
    font = cff(made.data)
    whole = TTFont(FONTS / "NotoSerifCJK-Regular.otf")
    outlines = whole.getGlyphSet()
    assert font.ROS == ("Adobe", "Identity", 0)
    assert len(font.FDArray) == 1
    assert font.charset == [".notdef", "cid00001", "cid00002", "cid00003", "cid00004"]
    for name, glyph in zip(font.charset, glyphs, strict=True):
        assert drawing(font.CharStrings, name) == drawing(outlines, whole.getGlyphName(glyph))
    assert made.widths == (1000, 1000, 1000, HAN.advance(glyphs[3]), 1000)


def test_the_first_place_of_a_glyph_that_stands_twice_is_its_glyph() -> None:
    glyphs = han("水土水")
    made = subset(HAN, glyphs)
    assert [made.glyph_of[glyph] for glyph in glyphs] == [0, 1, 2, 1]
    assert made.gids == (0, 1, 2, 3)


def test_a_glyf_subset_maps_places_to_its_glyphs() -> None:
    glyphs = (0, *shape(LATIN, "office", "en").glyphs)
    made = subset(LATIN, glyphs)
    font = TTFont(io.BytesIO(made.data))
    assert set(font.keys()) >= {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    assert not set(font.keys()) & {"GSUB", "GPOS", "cmap", "name", "post"}
    widths = [font["hmtx"][font.getGlyphName(gid)][0] for gid in made.gids]
    assert widths == [LATIN.advance(glyph) for glyph in glyphs] == list(made.widths)


def test_glyph_0_is_first() -> None:
    with pytest.raises(ValueError, match="first glyph of a subset is glyph 0"):
        subset(LATIN, [40])


def two_thousand(folder: Path) -> Face:
    """A made-up face without CIDs and with 2048 units to the em."""
    builder = FontBuilder(2048, isTTF=False)
    advances = {".notdef": 1024, "space": 600, "A": 1400}
    builder.setupGlyphOrder(list(advances))
    builder.setupCharacterMap({32: "space", 65: "A"})
    pens = {name: T2CharStringPen(advance, None) for name, advance in advances.items()}
    pens["A"].moveTo((0, 0))
    pens["A"].lineTo((700, 1400))
    pens["A"].lineTo((1400, 0))
    pens["A"].closePath()
    builder.setupCFF("Two-Thousand", {}, {name: pen.getCharString() for name, pen in pens.items()}, {})
    builder.setupHorizontalMetrics({name: (advance, 0) for name, advance in advances.items()})
    builder.setupHorizontalHeader(ascent=1600, descent=-400)
    builder.setupNameTable({"psName": "Two Thousand"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(folder / "two.otf")
    return open_face(folder / "two.otf")


def test_a_face_of_other_units_brings_its_matrix_and_widths_in_thousandths(tmp_path: Path) -> None:
    face = two_thousand(tmp_path)
    made: Subset = subset(face, (0, *shape(face, "A ", "en").glyphs))
    font = cff(made.data)
    assert font.FontMatrix == pytest.approx([1 / 2048, 0, 0, 1 / 2048, 0, 0], abs=1e-9)
    assert made.widths == (500, 684, 293)
    assert [drawing(font.CharStrings, name)[1] for name in font.charset] == [1024, 1400, 600]
    assert face.postscript_name == "TwoThousand"


def test_a_font_of_a_few_characters_has_them_and_no_others() -> None:
    small = TTFont(io.BytesIO(font_of(LATIN, "aé")))
    assert set(small.getBestCmap()) == {ord("a"), ord("é")}
    assert {"glyf", "name", "OS/2"} <= set(small.keys())
