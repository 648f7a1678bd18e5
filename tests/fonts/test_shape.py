"""Shaping: glyphs, advances and clusters, and the regional forms of Han characters."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from converter.environment import STYLES
from converter.fonts.face import Face, open_face
from converter.fonts.shape import Shaped, figures, han_glyph, is_number, shape
from tests.fonts.test_system import font

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
    assert shape(LATIN, "", "en") == Shaped((), (), (), ())


# Numbers

STYLED = [open_face(STYLES / "fonts" / f"NotoSerif-{cut}.ttf") for cut in ("Regular", "Bold", "Italic", "BoldItalic")]
FIGURES = "0123456789."


def test_a_number_is_figures_and_stops() -> None:
    assert all(map(is_number, ("1234.", "3.2.1", "7", "...")))
    assert not any(map(is_number, ("1 234", "12-", "\u0661", "²", "a1", "1\u00ad")))


@given(st.sampled_from([*STYLED, HAN]), st.sampled_from(["zh-Hant", "zh-Hans", "en", "ar"]), st.text(FIGURES))
def test_a_number_is_set_figure_by_figure_as_it_is_shaped(face: Face, language: str, number: str) -> None:
    own, shaped = figures(face, language), shape(face, number, language)
    assert own
    assert shaped.glyphs == tuple(own.glyphs[figure] for figure in number)
    assert shaped.advances == tuple(own.advances[figure] for figure in number)
    assert set(shaped.offsets) <= {(0, 0)}
    assert shaped.clusters == tuple(range(len(number)))


def test_figures_from_right_to_left_are_shaped() -> None:
    assert figures(ARABIC, "ar")
    assert figures(ARABIC, "ar", "rtl") is None


def made(folder: Path, features: str, characters: str = FIGURES) -> Face:
    """A made-up face of figures with these features."""
    opened = TTFont(io.BytesIO(font(characters)))
    addOpenTypeFeaturesFromString(opened, features)
    opened.save(folder / "made.ttf")
    return open_face(folder / "made.ttf")


@pytest.mark.parametrize(
    "features",
    [
        "feature kern { pos u0037 u002E -80; } kern;",
        "feature kern { pos u0030 u0031 <20 0 0 0>; } kern;",
        "feature liga { sub u0031 u0031 by u0032; } liga;",
        "feature liga { sub u002E u002E u002E by u0032; } liga;",
        "feature liga { sub u0033 by u0031 u0032; } liga;",
        "feature locl { sub u0035 by u0036; } locl;",
        "@figure = [u0030-u0039]; feature calt { sub @figure u002E' @figure by u0030; } calt;",
        "@figure = [u0030-u0039]; feature kern { pos @figure' 100 @figure @figure @figure; } kern;",
    ],
)
def test_figures_that_are_moved_or_replaced_are_shaped(features: str, tmp_path: Path) -> None:
    assert figures(made(tmp_path, features), "en") is None


def test_features_that_are_asked_for_decide_on_figures(tmp_path: Path) -> None:
    face = made(tmp_path, "feature smcp { sub u0031 by u0032; } smcp;")
    assert figures(face, "en")
    assert figures(face, "en", features=(("smcp", 1),)) is None


def test_a_face_without_every_figure_shapes_its_numbers(tmp_path: Path) -> None:
    assert figures(made(tmp_path, "", FIGURES[1:]), "en") is None
