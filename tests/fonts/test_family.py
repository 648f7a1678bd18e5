"""Cuts: which face prints a character, in which runs, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import reportlab

from converter.diagnostics import Code, Refused
from converter.environment import Environment
from converter.fonts.family import character_missing, cut, uncovered
from converter.stylesheet import load

ENVIRONMENT = Environment()
STYLE = load("un-report", ENVIRONMENT)
REGULAR = cut(STYLE, ENVIRONMENT, "serif", "regular", "upright")
BOLD = cut(STYLE, ENVIRONMENT, "serif", "bold", "upright")


def runs(text: str, language: str) -> list[tuple[str, str]]:
    """The runs of a text, as the first letter of the face's kind and the text."""
    kinds = {"NotoSerif-Regular": "latin", "NotoSerifCJK-Regular": "han", "NotoNaskhArabic-Regular": "arabic"}
    return [(kinds[face.key], text[start:end]) for face, start, end in REGULAR.runs(text, language)]


@pytest.mark.parametrize(
    ("character", "language", "face"),
    [
        ("a", "zh-Hant", "NotoSerif-Regular"),
        ("7", "zh-Hant", "NotoSerif-Regular"),
        ("Я", "zh-Hans", "NotoSerif-Regular"),
        ("水", "en", "NotoSerifCJK-Regular"),
        ("の", "en", "NotoSerifCJK-Regular"),
        ("，", "en", "NotoSerifCJK-Regular"),
        ("“", "zh-Hant", "NotoSerifCJK-Regular"),
        ("“", "en", "NotoSerif-Regular"),
        ("—", "zh-Hans", "NotoSerifCJK-Regular"),
        ("—", "fr", "NotoSerif-Regular"),
        ("–", "zh-Hans", "NotoSerif-Regular"),
        ("①", "zh-Hant", "NotoSerifCJK-Regular"),
        ("ب", "en", "NotoNaskhArabic-Regular"),
        ("،", "ar", "NotoNaskhArabic-Regular"),
        ("7", "ar", "NotoNaskhArabic-Regular"),
    ],
)
def test_the_face_follows_the_script_and_then_the_language(character: str, language: str, face: str) -> None:
    found = REGULAR.face_for(character, language)
    assert found is not None
    assert found.key == face


def test_what_the_bold_face_lacks_is_taken_from_the_regular_one() -> None:
    assert [(face.key, start, end) for face, start, end in BOLD.runs("水镕 a", "zh-Hans")] == [
        ("NotoSerifCJK-Bold", 0, 1),
        ("NotoSerifCJK-Regular", 1, 3),
        ("NotoSerif-Bold", 3, 4),
    ]


def test_runs_are_as_long_as_can_be_and_spaces_stay_with_what_is_before_them() -> None:
    assert runs("水與 air（SDG） 2030 年", "zh-Hant") == [
        ("han", "水與 "), ("latin", "air"), ("han", "（"), ("latin", "SDG"), ("han", "） "), ("latin", "2030 "),
        ("han", "年"),
    ]  # fmt: skip


def test_leading_spaces_go_with_what_follows() -> None:
    assert runs("  水", "zh-Hant") == [("han", "  水")]
    assert runs("  ", "zh-Hant") == [("latin", "  ")]
    assert runs("", "zh-Hant") == []


def test_combining_marks_stay_with_their_letter() -> None:
    assert runs("e\u0301a", "zh-Hant") == [("latin", "e\u0301a")]


def test_an_apostrophe_in_a_latin_word_is_latin_in_chinese_text() -> None:
    assert runs("“State’s”水", "zh-Hant") == [("han", "“"), ("latin", "State’s"), ("han", "”水")]


def test_characters_that_print_nothing_need_no_face() -> None:
    assert uncovered(["a\u00ad\u200b\u200d\u2060\ufeff水\ufe00"], REGULAR, "zh-Hant") == ()


def test_what_no_face_has_is_told_once_each_in_order() -> None:
    assert uncovered(["a\U00013000水", "\ue000\U00013000"], REGULAR, "zh-Hant") == ("\U00013000", "\ue000")
    assert REGULAR.face_for("\ue000", "en") is None


def test_runs_refuse_what_no_face_has() -> None:
    with pytest.raises(Refused, match=r"no face has 𠀀 \(U\+20000\)\n.*apt-get install fonts-hanazono") as refused:
        REGULAR.runs("水𠀀", "zh-Hant")
    assert refused.value.diagnostics[0].code is Code.CHARACTER_MISSING


def test_a_long_list_of_missing_characters_is_cut() -> None:
    assert "(U+0113) and 5 more" in str(character_missing(map(chr, range(0x100, 0x119))))


# Faces of the user's own

VERA = Path(reportlab.__file__).parent / "fonts"


def own(*files: Path, weight: str = "regular", slant: str = "upright") -> tuple[str, ...]:
    world = Environment(faces=files)
    return tuple(face.key for face in cut(load("un-report", world), world, "serif", weight, slant).faces)


def test_an_own_face_comes_first_in_its_weight_and_slant_and_last_elsewhere() -> None:
    regular, bold = VERA / "Vera.ttf", VERA / "VeraBd.ttf"
    assert own(regular, bold)[0] == "Vera"
    assert own(regular, bold)[-1] == "VeraBd"
    assert own(regular, bold, weight="bold")[0] == "VeraBd"
    assert own(regular, slant="italic")[-1] == "Vera"
    assert "Vera" not in own()


def test_an_own_face_prints_what_it_covers() -> None:
    world = Environment(faces=(VERA / "Vera.ttf",))
    found = cut(load("un-report", world), world, "serif", "regular", "upright")
    assert [(face.key, start, end) for face, start, end in found.runs("word 字 слово", "en")] == [
        ("Vera", 0, 5), ("NotoSerifCJK-Regular", 5, 7), ("NotoSerif-Regular", 7, 12),
    ]  # fmt: skip


def test_an_own_face_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused) as found:
        own(Path("/nowhere/none.ttf"))
    assert found.value.diagnostics[0].code is Code.FACE_MISSING


def test_a_symbol_in_arabic_is_in_the_face_of_its_letters() -> None:
    world = Environment()
    found = cut(load("un-report", world), world, "serif", "regular", "upright")
    faces = [(face.key, "قرار A/78/1 و 2030"[start:end]) for face, start, end in found.runs("قرار A/78/1 و 2030", "ar")]
    assert ("NotoSerif-Regular", "A/78/1 ") in faces
    assert faces[-1] == ("NotoNaskhArabic-Regular", "و 2030")
