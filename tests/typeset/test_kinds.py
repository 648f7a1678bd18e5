"""Kinds of characters as they are set, and the blank that neighbouring marks share."""

from __future__ import annotations

import pytest

from converter.typeset.kinds import clusters, dashes, kind, squeezes, with_apostrophes, with_clusters, with_pairs


@pytest.mark.parametrize(
    ("text", "chinese", "expected"),
    [
        ("工作，a b", True, "hhmwsw"),
        ("一,二(三)", True, "hwhwhw"),  # marks in ASCII are what they are
        ("“引”——…", True, "mhmmmm"),
        ("“word”—…", False, "wwwwwwww"),
        ("people’s 甲’", True, "wwwwwwwwshm"),  # an apostrophe is part of its word
        ("１０％", True, "hhm"),
        ("カー한", True, "hhh"),
        ("a\u00a0b\u2009c", False, "wzwsw"),
        ("مرسى", False, "wwww"),
        ("葛\U000e0100か\u3099一\u20dde\u0301", True, "hjhjhjwj"),  # what joins the character before it
    ],
)
def test_kinds(text: str, *, chinese: bool, expected: str) -> None:
    found = "".join(kind(character, chinese=chinese) for character in text)
    assert (with_apostrophes(text, found) if chinese else found) == expected


def test_a_wide_character_is_one_with_what_joins_it() -> None:
    assert with_clusters("hhjmjjwjsj") == "hkjkjjwjsj"


@pytest.mark.parametrize(
    "parts",
    [
        ["e\u0301", "a\u0308\u0323", "b"],
        ["葛\U000e0100", "城", "か\u3099"],
        ["ที่", "น้ำ", "ทำ", "งา", "น"],  # marks above, and vowels that follow their letter
        ["เร", "แก้", "ไข"],  # vowels before their letter
        ["का", "र्य", "क्र", "म"],  # a virama binds consonants
        ["בְּ", "רֵ", "א"],
        ["بِّ", "سْ"],
        ["한", "\u1112\u1161\u11ab"],
        ["👩\u200d⚕\ufe0f", "👍\U0001f3fd"],
    ],
)
def test_clusters(parts: list[str]) -> None:
    assert clusters("".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "simplified", "expected"),
    [
        ("一二三", True, {}),
        ("」，", False, {0: 0.5}),
        ("，「", False, {0: 0.5}),
        ("。」", False, {0: 0.25}),
        ("。」", True, {0: 0.5}),
        ("？！", True, {}),
        (")(,;", True, {}),
    ],
)
def test_squeezes(text: str, *, simplified: bool, expected: dict[int, float]) -> None:
    assert squeezes(text, simplified=simplified) == expected


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [("甲——乙", "hmmh", "hmch"), ("甲……", "hmm", "hmc"), ("———", "mmm", "mcc"), ("—…", "mm", "mm")],
)
def test_a_mark_of_two_ems_is_one_mark(text: str, kinds: str, expected: str) -> None:
    assert with_pairs(text, kinds) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("甲——乙", {0: 1, 1: -2, 2: 1}), ("——", {0: -2, 1: 1}), ("甲———", {0: 1, 1: -2, 2: -2, 3: 1}), ("—甲…", {})],
)
def test_dashes_are_joined(text: str, expected: dict[int, int]) -> None:
    assert dashes(text) == expected
