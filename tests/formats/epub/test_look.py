"""The style sheet that a style becomes, and the lines of the cover."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from converter.environment import Environment
from converter.formats.epub.cover import cover
from converter.formats.epub.look import css
from converter.model import Metadata
from converter.stylesheet import Length, StyleSheet, load
from converter.words import words

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
    ("form", "inset"), [("run-in", None), ("hanging", "padding-inline-start: 3em; text-indent: -3em;")]
)
def test_numbers_stand_as_the_style_says(style: StyleSheet, form: str, inset: str | None) -> None:
    numbers = replace(style.numbers, form=form)
    sheet = css(replace(style, numbers=numbers), ["en"])
    assert "min-width: 3em;" in rule(sheet, ".numbered > .label")
    assert (".numbered {" in sheet) is (inset is not None)
    if inset:
        assert rule(sheet, ".numbered") == inset


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
    svg = cover(Metadata(title, language), load("un-report", WORLD), words(language, WORLD))
    return re.findall(r"<text [^>]*>([^<]*)</text>", svg)


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
        svg = cover(Metadata(title, "en"), load("un-report", WORLD), words("en", WORLD))
        return max(map(int, re.findall(r'font-size="(\d+)"', svg)))

    assert size("Short") == 112
    assert size("A long title of many words " * 5) == 80


def test_an_arabic_cover_is_set_from_the_right() -> None:
    svg = cover(Metadata("تقرير", "ar"), load("un-report", WORLD), words("ar", WORLD))
    assert '<text direction="rtl" x="1080"' in svg
