"""Shaping: glyphs, advances and clusters, and the regional forms of Han characters."""

from __future__ import annotations

from converter.environment import STYLES
from converter.fonts.face import open_face
from converter.fonts.shape import han_glyph, shape

LATIN = open_face(STYLES / "fonts" / "NotoSerif-Regular.ttf")
HAN = open_face(STYLES / "fonts" / "NotoSerifCJK-Regular.otf")
ARABIC = open_face(STYLES / "fonts" / "NotoNaskhArabic-Regular.ttf")


def test_a_ligature_is_one_glyph_of_the_cluster_of_its_first_letter() -> None:
    assert shape(LATIN, "office", "en").clusters == (0, 1, 4, 5)


def test_features_can_be_switched_off() -> None:
    assert shape(LATIN, "office", "en", features=(("liga", 0),)).clusters == (0, 1, 2, 3, 4, 5)


def test_pairs_are_kerned() -> None:
    apart = sum(shape(LATIN, "A", "en").advances + shape(LATIN, "V", "en").advances)
    assert sum(shape(LATIN, "AV", "en").advances) < apart


def test_a_run_from_right_to_left_has_its_last_glyph_first() -> None:
    shaped = shape(ARABIC, "سلام", "ar", direction="rtl")
    assert shaped.clusters == (3, 2, 1, 0)


def test_arabic_letters_join() -> None:
    alone = shape(ARABIC, "ب", "ar", direction="rtl").glyphs
    assert shape(ARABIC, "ببب", "ar", direction="rtl").glyphs[1] != alone[0]


def test_the_language_decides_the_form_of_a_character() -> None:
    assert han_glyph(HAN, "骨", "zh-Hant") != han_glyph(HAN, "骨", "zh-Hans")
    assert han_glyph(HAN, "，", "zh-Hant") != han_glyph(HAN, "，", "zh-Hans")
    assert han_glyph(HAN, "水", "zh-Hant") == han_glyph(HAN, "水", "zh-Hans")
    assert han_glyph(HAN, "骨", "zh-Hant")[1] == 1000


def test_no_text_has_no_glyphs() -> None:
    assert shape(LATIN, "", "en") == ((), (), (), ())
