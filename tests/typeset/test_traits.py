"""What is known of characters from one look: kinds, classes for line breaking, and the one face that prints them."""

from __future__ import annotations

import unicodedata

import pytest

from converter.environment import environment
from converter.fonts.family import Cut, cut
from converter.stylesheet import load
from converter.typeset.kinds import kind, with_apostrophes
from converter.typeset.traits import Look
from converter.typeset.uax14 import classes


def body() -> Cut:
    world = environment()
    return cut(load("un-report", world), world, "serif", "regular", "upright")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hant", "工作，第三章。"),
        ("zh-Hant", "1,234 (A/78/1)"),
        ("zh-Hant", "第 3 章"),
        ("zh-Hans", "“people’s” 甲’"),
        ("en", "people’s “3.5%”"),
        ("ar", "مرسى A/78/1"),
        ("fr", ""),
    ],
)
def test_traits_are_what_each_table_says(language: str, text: str) -> None:
    own, chinese = body(), language.startswith("zh")
    found = Look(own, language).traits(text)
    kinds = "".join(kind(character, chinese=chinese) for character in text)
    assert found.kinds == (with_apostrophes(text, kinds) if chinese else kinds)
    assert found.letters == classes(text, language)
    printed = {face for face, _, _ in own.runs(text, language)}
    assert found.face == (printed.pop() if len(printed) == 1 else own.faces[0] if not printed else None)


@pytest.mark.parametrize("text", [" ", ".", "1 ", "A/78/1", "\u00a0", "工"])
def test_a_face_is_the_same_asked_alone(text: str) -> None:
    look = Look(body(), "zh-Hant")
    assert look.face(text) is look.traits(text).face


def test_wide_characters_of_one_em_are_solid() -> None:
    """A hyphenation point is as wide as a mark, and drawn narrower in this face."""
    look = Look(body(), "zh-Hant")
    assert look.traits("工作，a——").solid
    assert not look.traits("工‧作").solid


def test_a_character_beyond_the_first_plane_is_one() -> None:
    """Its code units are no characters, even when one of them stood alone before."""
    look = Look(body(), "zh-Hant")
    assert look.traits("工\U00020000，").kinds == "hhm"
    assert len(look.traits("\ud840\udc00").kinds) == 2
    assert look.traits("\U00020000").kinds == "h"


def test_there_may_be_more_kinds_of_characters_than_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table is begun anew, and what is told is the same."""
    own = body()
    known = (chr(code) for code in range(0x20, 0x2100) if unicodedata.category(chr(code)) not in ("Cn", "Cc"))
    text = "".join(character for character in known if own.printed_by(own.class_table("zh-Hant")[ord(character)]))
    whole = Look(own, "zh-Hant").traits(text)
    monkeypatch.setattr("converter.typeset.traits._ROOM", 20)
    assert Look(own, "zh-Hant").traits(text) == whole
