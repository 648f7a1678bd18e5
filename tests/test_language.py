"""Languages: tags, scripts, and what a text is in, by evidence."""

from __future__ import annotations

import pytest

from converter.language import (
    canonical,
    departing,
    direction,
    han_evidence,
    han_language,
    is_wide,
    language_of,
    primary,
)
from converter.language import script as script_of
from tests.samples import SAMPLES


@pytest.mark.parametrize(
    ("tag", "usual"),
    [
        ("EN", "en"), ("zh-tw", "zh-Hant"), ("zh", "zh-Hans"), ("ZH-HANT", "zh-Hant"), ("en-gb", "en-GB"),
        ("fr-latn-ca", "fr-Latn-CA"), ("中文", None), ("", None), ("en_GB", None),
    ],
)  # fmt: skip
def test_tags_have_a_usual_form(tag: str, usual: str | None) -> None:
    assert canonical(tag) == usual


def test_the_primary_language_tells_the_direction() -> None:
    assert primary("zh-Hant") == "zh"
    assert [direction(tag) for tag in ("ar", "ar-EG", "en", "zh-Hant")] == ["rtl", "rtl", "ltr", "ltr"]


@pytest.mark.parametrize(
    ("character", "script"),
    [
        ("a", "Latn"), ("é", "Latn"), ("я", "Cyrl"), ("ω", "Grek"), ("書", "Hani"), ("𠀀", "Hani"), ("ج", "Arab"),
        ("1", "Zyyy"), ("，", "Zyyy"), (" ", "Zyyy"),
    ],
)  # fmt: skip
def test_characters_have_a_script(character: str, script: str) -> None:
    assert script_of(character) == script


@pytest.mark.parametrize(
    ("text", "evidence", "language"),
    [
        ("書船與讀者", (3, 0), "zh-Hant"),
        ("书船与读者", (0, 2), "zh-Hans"),
        ("上下大小", (0, 0), None),
        ("書读", (1, 1), None),
        ("a 1", (0, 0), None),
        ("々𠀀書，·é\udc00", (1, 0), "zh-Hant"),
    ],
)
def test_traditional_and_simplified_are_told_by_characters(
    text: str, evidence: tuple[int, int], language: str | None
) -> None:
    assert han_evidence(text) == evidence
    assert han_language(text) == language


@pytest.mark.parametrize("tag", SAMPLES)
def test_a_report_tells_its_language(tag: str) -> None:
    assert language_of(SAMPLES[tag].read_text("utf-8")) == tag


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The boats of the river are on the lake.", "en"),
        ("Les bateaux du fleuve sont dans le port et sur le lac.", "fr"),
        ("Los barcos del río están en el puerto y en las islas.", "es"),
        ("Суда на реке", "ru"),
        ("سفن في النهر", "ar"),
        ("COVID-19 與讀者的書船", "zh-Hant"),
        ("Port Lee", None),
        ("12.5 %", None),
        ("", None),
    ],
)
def test_a_text_tells_its_language_when_there_is_enough_of_it(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "around", "departs"),
    [
        ("书船与读者", "zh-Hant", "zh-Hans"),
        ("書船與讀者", "zh-Hant", None),
        ("書船與讀者", "zh-Hant-HK", None),
        ("The boats of the river are on the lake.", "en-GB", None),
        ("The boats of the river are on the lake.", "fr", "en"),
        ("Port Lee", "zh-Hant", None),
    ],
)
def test_a_text_departs_from_the_language_around_it_by_evidence(text: str, around: str, departs: str | None) -> None:
    assert departing(text, around) == departs


def test_full_width_characters_are_wide() -> None:
    assert [is_wide(character) for character in "書，ａa1"] == [True, True, True, False, False]
