"""Levels and visual order against readable cases, against properties, and against the files of the Unicode Consortium.

In the cases Hebrew letters stand for all letters that run from right to left, and ا to ي for those of Arabic.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.language import Direction
from converter.typeset.bidi import levels, line_levels, mirrored, paragraph_level, reorder
from tests.conftest import absent

UNICODE_DATA = Path("/usr/share/unicode")
LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
RLM, ALM = "\u200f", "\u061c"


def shown(text: str, base: Direction | None = None) -> str:
    """A text set on one line: characters from left to right, mirrored where they run the other way."""
    found = line_levels(text, levels(text, base), paragraph_level(text, base))
    return "".join(mirrored(text[at]) if found[at] % 2 else text[at] for at in reorder(found))


def digits(found: bytes) -> str:
    return "".join(map(str, found))


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("plain text, 12 (a)", None, "000000000000000000"),
        ("a אב c", None, "001100"),
        ("a אב c", "rtl", "211112"),
        ("אב 12", None, "11122"),
        ("اب 12", None, "11122"),
        ("אב 1,2", None, "111222"),
        ("אב 1+2", None, "111222"),
        ("اب 1+2", None, "111212"),
        ("אב 5%", None, "11122"),
        ("اب 5%", None, "11121"),
        ("a 12", "rtl", "2222"),
        ("אב\u05b0ג", None, "1111"),
        ("a\u0301 אב", None, "00011"),
        ("אב (c) ד", None, "11112111"),
        ("אב (c ד) ה", None, "1111211111"),
        ("a (ב) c", None, "0001000"),
        ("a (ב c) ד", None, "000100001"),
        ("א (ב c) ד", "ltr", "100100001"),
        (f"a {RLI}ב 1{PDI} c", None, "000112000"),
        (f"א {LRI}b, c{PDI} ד", None, "1112222111"),
        (f"a {FSI}ב!{PDI} c", None, "00011000"),
        (f"א {FSI}b!{PDI} ד", None, "11122111"),
        (f"a {RLI}b{PDI}", None, "00020"),
        (f"{FSI}א{PDI} b", None, "01000"),
        (f"a {RLO}bc{PDF} d", None, "00011100"),
        (f"a {LRO}אב{PDF} c", None, "00022200"),
        (f"אב {LRE}c{PDF} ד", None, "11112211"),
        ("אב\tג", None, "1111"),
        ("a אב \t ג", None, "00110011"),
        ("אב\nab", None, "11100"),
        ("א\u2029ab", "rtl", "1122"),
        ("", "rtl", ""),
    ],
)
def test_levels(text: str, base: Direction | None, expected: str) -> None:
    assert digits(levels(text, base)) == expected


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("he said (אבג 12)", None, "he said (12 גבא)"),
        ("אבג (12) דה", None, "הד (12) גבא"),
        ("אבג 1999-1244 ד", None, "ד 1999-1244 גבא"),
        ("قرار 1-2", None, "2-1 رارق"),
        ("אב Security Council גד", None, "דג Security Council בא"),
        ("אב (S/RES/1244) ג", None, "ג (S/RES/1244) בא"),
        ("see אב, גד.", None, "see דג ,בא."),
        ("see אב, גד.", "rtl", ".דג ,בא see"),
        ("אבג  ", None, "  גבא"),
        ("אבג  ", "ltr", "גבא  "),
        ("א≤ב [ג]", None, "[ג] ב≥א"),
    ],
)
def test_a_line_is_set(text: str, base: Direction | None, expected: str) -> None:
    assert shown(text, base) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc א", 0), ("12 אב", 1), (f"{LRI}a{PDI}א", 1), (f"{RLI}א{PDI}a", 0), (f"{LRI}אב", 0), ("12", 0), ("«א", 1)],
)
def test_the_first_strong_character_outside_isolates_gives_the_paragraph_its_direction(
    text: str, expected: int
) -> None:
    assert paragraph_level(text) == expected


def test_lines_of_one_paragraph_are_set_one_by_one() -> None:
    text = "the words אבג דהו end"
    found = levels(text)
    lines = [(text[:14], found[:14]), (text[14:], found[14:])]
    assert ["".join(line[at] for at in reorder(line_levels(line, part, 0))) for line, part in lines] == [
        "the words גבא ",
        "והד end",
    ]


def test_white_space_at_a_line_end_stays_at_the_end_of_the_line() -> None:
    line = "abc אבג "
    assert digits(line_levels(line, levels("abc אבג דהו")[:8], 0)) == "00001110"


def test_runs_are_reordered_like_characters() -> None:
    assert reorder(bytes([0, 1, 2, 1, 0])) == [0, 3, 2, 1, 4]
    assert reorder(bytes([2, 1])) == [1, 0]
    assert reorder(b"") == []


@pytest.mark.parametrize(
    ("character", "expected"), [("(", ")"), (")", "("), ("«", "»"), ("≤", "≥"), ("a", "a"), ("√", "√")]
)
def test_mirrored(character: str, expected: str) -> None:
    assert mirrored(character) == expected


@pytest.mark.parametrize("text", [FSI * 5000 + "א", RLE * 5000 + "a" + PDF * 5000, "(" * 5000 + "א" + ")" * 5000])
def test_any_depth_ends_with_levels_within_bounds(text: str) -> None:
    found = levels(text)
    assert len(found) == len(text)
    assert max(found) <= 126


def test_a_code_point_not_yet_assigned_runs_as_its_block_does() -> None:
    assert digits(levels("\u05ff\ufdd0a", "ltr")) == "110"


ANY_TEXT = st.text(
    st.sampled_from(f"ab אבاب12٣.,+-%()[]\t\n\u0301\u200b{LRE}{RLE}{PDF}{LRO}{RLO}{LRI}{RLI}{FSI}{PDI}{RLM}{ALM}")
)


@given(ANY_TEXT, st.sampled_from(["ltr", "rtl", None]))
def test_every_character_has_a_level_and_one_place(text: str, base: Direction | None) -> None:
    found = levels(text, base)
    assert len(found) == len(text)
    assert sorted(reorder(found)) == list(range(len(text)))


@given(st.text(st.sampled_from("ab 12.,+-%()[]\t\u0301中“")))
def test_text_without_right_to_left_characters_takes_the_short_way_to_the_same_levels(text: str) -> None:
    assert levels(text, "ltr") == levels("א\n" + text, "ltr")[2:]


def test_no_right_to_left_character_takes_the_short_way() -> None:
    letters = (chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in ("R", "AL", "AN"))
    assert [letter for letter in letters if not any(levels(letter, "ltr"))] == []


def data_file(name: str) -> Iterator[str]:
    """The lines of a file of the Unicode Character Database, without comments."""
    path = UNICODE_DATA / name
    if not path.is_file():
        absent(f"Debian's unicode-data, which has {name},", "apt-get install unicode-data")
    with path.open(encoding="utf-8") as lines:
        yield from (line for line in map(str.strip, lines) if line and not line.startswith("#"))


def outcome(text: str, base: Direction | None, expected: list[str]) -> tuple[list[str], list[int]]:
    """Levels and order as the files write them: x for the removed characters, which have no place."""
    found = line_levels(text, levels(text, base), paragraph_level(text, base))
    removed = [each == "x" for each in expected]
    written = ["x" if gone else str(level) for gone, level in zip(removed, found, strict=True)]
    return written, [at for at in reorder(found) if not removed[at]]


BASES: dict[str, Direction | None] = {"0": "ltr", "1": "rtl", "2": None}


@pytest.mark.slow
def test_bidi_character_test() -> None:
    """Every line, but for those with characters that the interpreter's Unicode version has not: none in 15.0."""
    failed, run, unknown = [], 0, 0
    for line in data_file("BidiCharacterTest.txt"):
        codes, base, paragraph, expected, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        if any(unicodedata.category(character) == "Cn" for character in text):
            unknown += 1
            continue
        direction = BASES[base]
        wanted = (expected.split(), [int(at) for at in order.split()])
        right = paragraph_level(text, direction) == int(paragraph)
        run += 1
        if not right or outcome(text, direction, wanted[0]) != wanted:
            failed.append(line)
    assert failed == []
    assert run > 90_000 > unknown


EXAMPLES = {
    "L": "a", "R": "א", "AL": "ا", "EN": "1", "AN": "٠", "ES": "+", "ET": "#", "CS": ",", "NSM": "\u0300",
    "BN": "\u00ad", "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "LRE": LRE, "RLE": RLE, "LRO": LRO, "RLO": RLO,
    "PDF": PDF, "LRI": LRI, "RLI": RLI, "FSI": FSI, "PDI": PDI,
}  # fmt: skip
BITS: dict[int, Direction | None] = {1: None, 2: "ltr", 4: "rtl"}


def bidi_test_cases() -> Iterator[tuple[str, int, list[str], list[int]]]:
    """Text, bit set of base directions, levels and order of every line of BidiTest.txt."""
    expected: list[str] = []
    order: list[int] = []
    for line in data_file("BidiTest.txt"):
        name, _, value = line.partition(":")
        if name == "@Levels":
            expected = value.split()
        elif name == "@Reorder":
            order = [int(at) for at in value.split()]
        elif not name.startswith("@"):
            names, bases = line.split(";")
            yield "".join(EXAMPLES[each] for each in names.split()), int(bases), expected, order


@pytest.mark.slow
def test_one_in_eleven_of_bidi_test() -> None:
    failed = [
        (text, base, expected)
        for text, bases, expected, order in islice(bidi_test_cases(), 0, None, 11)
        for bit, base in BITS.items()
        if bases & bit and outcome(text, base, expected) != (expected, order)
    ]
    assert failed == []
