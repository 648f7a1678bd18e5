"""The words that a reader of a document sees exist in all six languages of the United Nations."""

from __future__ import annotations

import msgspec
import pytest

from converter.environment import STYLES, Environment
from converter.language import UN_LANGUAGES
from converter.words import words


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_every_language_has_a_file_with_every_word(language: str) -> None:
    assert (STYLES / "words" / f"{language}.toml").is_file()
    assert all(msgspec.structs.astuple(words(language, Environment())))


@pytest.mark.parametrize(
    ("language", "contents"),
    [
        ("zh-Hant", "目錄"),
        ("zh-TW", "目錄"),
        ("zh", "目录"),
        ("fr-CA", "Table des matières"),
        ("pt", "Contents"),
        ("?", "Contents"),
    ],
)
def test_a_language_takes_its_own_file_or_its_primary_languages_or_english(language: str, contents: str) -> None:
    assert words(language, Environment()).contents == contents
