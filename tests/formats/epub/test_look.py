"""The style sheet that a style becomes, and the lines of the cover."""

from __future__ import annotations

import re
import zlib

import pytest
from msgspec.structs import replace

from converter.diagnostics import Code
from converter.edition import Edition
from converter.environment import Environment
from converter.formats.epub.cover import columns, cover
from converter.formats.epub.drawn import ways
from converter.formats.epub.faces import embedded
from converter.formats.epub.look import css
from converter.model import Metadata, Report
from converter.stylesheet import Epub, Length, StyleSheet, load
from converter.words import words
from tests.samples import edition

WORLD = Environment()


@pytest.fixture
def style() -> StyleSheet:
    """The default style with sizes that are easy to reckon with."""
    found = load("un-report", WORLD)
    roles = replace(
        found.roles,
        body=replace(found.roles.body, size=Length(10), leading=Length(15)),
        box=replace(found.roles.box, size=Length(8)),
        box_title=replace(found.roles.box_title, size=Length(12)),
    )
    first = replace(found.headings[0], size=Length(20), leading=Length(25), before=Length(40), after=Length(10))
    return replace(
        found,
        roles=roles,
        headings=(first, *found.headings[1:]),
        numbers=replace(found.numbers, width=Length(30)),
        box=replace(found.box, background="#F2F4F6"),
    )


def rule(sheet: str, selector: str) -> str:
    """The declarations of the first rule of this selector."""
    match = re.search(rf"^{re.escape(selector)} {{ (.*) }}$", sheet, re.MULTILINE)
    assert match is not None
    return match[1]


def test_lengths_become_shares_of_the_texts_size(style: StyleSheet) -> None:
    sheet = css(style, ["en"])
    assert "line-height: 1.5;" in rule(sheet, "body")
    assert rule(sheet, "h1").startswith("font-size: 2em; line-height: 1.25;")
    assert "margin: 2em 0 0.5em;" in rule(sheet, "h1")
    assert "font-size: 1.5em;" in rule(sheet, ".box > .box-title")


def test_no_size_of_text_is_fixed(style: StyleSheet) -> None:
    assert re.findall(r"font-size: [\d.]+(?:pt|px|mm)", css(style, ["en"])) == []


@pytest.mark.parametrize(
    ("form", "width", "inset"),
    [("run-in", "3em", None), ("hanging", "2.75em", "padding-inline-start: 3em; text-indent: -3em;")],
)
def test_numbers_stand_as_the_style_says(style: StyleSheet, form: str, width: str, inset: str | None) -> None:
    numbers = replace(style.numbers, form=form)
    sheet = css(replace(style, numbers=numbers), ["en"])
    assert f"min-width: {width};" in rule(sheet, ".numbered > .label")
    assert (".numbered {" in sheet) is (inset is not None)
    if inset:
        assert rule(sheet, ".numbered") == inset


def test_the_label_of_an_item_hangs_even_where_a_printed_page_begins_before_it(style: StyleSheet) -> None:
    sheet = css(style, ["en"])
    assert rule(sheet, ".labelled > li > p:first-of-type").startswith("text-indent: -")
    assert "p:first-child" not in sheet


@pytest.mark.parametrize(("language", "ragged"), [("en", True), ("ar", True), ("zh-Hant", False)])
def test_short_lines_of_words_are_not_justified(style: StyleSheet, language: str, ragged: bool) -> None:
    assert ("@media (max-width: 32em) {\nbody, " in css(style, [language, "zh-Hans"])) is ragged


def test_faces_are_named_for_the_languages_that_occur_and_for_no_others(style: StyleSheet) -> None:
    sheet = css(style, ["zh-Hant", "zh-Hans", "en"])
    assert '"Songti TC"' in rule(sheet, "body")
    assert '"Songti SC"' in rule(sheet, '[lang="zh-Hans"]')
    assert '[lang="ar"]' not in sheet


def test_chinese_lines_are_broken_and_stressed_in_the_chinese_way(style: StyleSheet) -> None:
    assert "line-break: strict" in css(style, ["en", "zh-Hans"])
    assert "text-emphasis: filled dot" in css(style, ["zh-Hant"])
    assert ":lang(zh)" not in css(style, ["en", "ar"])


def test_a_label_stands_on_its_own_line_where_the_style_stacks_it(style: StyleSheet) -> None:
    first, *others = style.headings
    sheet = css(replace(style, headings=(replace(first, stacked=True), *others)), ["en"])
    assert rule(sheet, "h1 > .label") == "display: block;"


def test_the_ground_of_a_box_is_a_tint_that_no_night_theme_can_spoil(style: StyleSheet) -> None:
    sheet = css(style, ["en"])
    assert "background-color: rgba(0, 39, 78, 0.051);" in sheet
    assert re.findall(r"background(?:-color)?: #", sheet) == []
    assert "@media (prefers-color-scheme: dark)" in sheet


def test_a_box_on_a_white_ground_has_none(style: StyleSheet) -> None:
    white = replace(style, box=replace(style.box, background="#FFFFFF"))
    assert "background-color: transparent;" in css(white, ["en"])


def lines(title: str, language: str) -> list[str]:
    found = columns(Metadata(title, language), load("un-report", WORLD), words(language, WORLD))
    return list(found[1].lines)


def test_the_cover_breaks_a_title_between_words() -> None:
    assert lines("Report of the Coordinator on the work of the Council", "en") == [
        "Report of the", "Coordinator on", "the work of the", "Council",
    ]  # fmt: skip


def test_the_cover_breaks_chinese_between_characters_but_not_before_a_stop() -> None:
    broken = lines("一二三四五六七八，九十", "zh-Hant")
    assert "".join(broken) == "一二三四五六七八，九十"
    assert len(broken) == 2
    assert not broken[1].startswith("，")


def test_a_long_title_is_set_smaller() -> None:
    def size(title: str) -> int:
        return columns(Metadata(title, "en"), load("un-report", WORLD), words("en", WORLD))[1].size

    assert size("Short") == 112
    assert size("A long title of many words " * 5) == 80


def ink(title: str, language: str) -> tuple[int, int]:
    """The first and the last column of pixels that the title of a cover stands in."""
    png = cover(edition(Report(Metadata(title, language), ()))).data
    (start, size) = png.index(b"IDAT") + 4, int.from_bytes(png[png.index(b"IDAT") - 4 :][:4])
    rows = zlib.decompress(png[start : start + size])
    assert len(rows) == 1800 * 1201
    title_rows = [rows[at + 1 : at + 1201] for at in range(430 * 1201, 560 * 1201, 1201)]
    used = [x for x in range(1200) if any(row[x] for row in title_rows)]
    return used[0], used[-1]


def test_a_cover_is_set_from_the_margin_that_its_language_begins_at() -> None:
    left, right = ink("Report", "en")
    assert (118 <= left <= 126, right < 600) == (True, True)
    left, right = ink("تقرير", "ar")
    assert (left > 700, 1074 <= right <= 1082) == (True, True)


def test_numbers_run_from_left_to_right_in_an_arabic_line() -> None:
    assert list(ways("تقرير 2031 عن A/1", "ar")) == [
        ("A/1", "ltr"),
        (" عن ", "rtl"),
        ("2031", "ltr"),
        ("تقرير ", "rtl"),
    ]


def test_a_cover_whose_characters_no_face_has_is_an_svg_and_told() -> None:
    found = cover(edition(Report(Metadata("تقرير \U0001f30d", "ar"), ())))
    assert (found.file, [said.code for said in found.diagnostics]) == ("cover.svg", [Code.NOT_CARRIED])
    assert '<text direction="rtl" x="1080"' in found.data.decode()


def test_only_rare_characters_get_a_font_and_only_if_the_style_asks(style: StyleSheet) -> None:
    plain = edition(Report(Metadata("A", "en"), ()))
    asked = Edition(plain.reading, replace(style, epub=Epub(fonts="embed")), WORLD)
    assert embedded(plain, ["報告 \U00020bb7"]) == ()
    (western, han) = embedded(asked, ["報告 report rapport é я ع", "丂 and 丄 in Ĉ"])
    assert [(font.characters, font.media_type) for font in (western, han)] == [("Ĉ", "font/ttf"), ("丂丄", "font/otf")]
    assert (western.data[:4], han.data[:4]) == (b"\0\1\0\0", b"OTTO")
    assert len(han.data) < 20_000
    sheet = css(style, ["zh-Hant"], [han])
    assert "unicode-range: U+4E02, U+4E04;" in rule(sheet, "@font-face")
    assert '"rare", serif;' in rule(sheet, "body")
