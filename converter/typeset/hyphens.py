"""Where words may be hyphenated: Liang's patterns, which pyphen brings, loaded when a line of words first gapes.

A hyphen that ends a line is printed and reads as SOFT HYPHEN, U+00AD, so that what reads a page can join the word
again: ISO 32000-1, 14.8.2.2.3.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from converter.language import primary, script

if TYPE_CHECKING:
    from pyphen import Pyphen

SOFT_HYPHEN = "\u00ad"
HYPHENS = "‐-"
"""What is printed for one: the first that the face has."""

_LEAST = 5
"""The letters that a word must have."""
_BEFORE, _AFTER = 2, 3
"""The letters that stand before a hyphen, and after it, at least."""
_AFTER_IN = {"ru": 2}
"""Languages in which fewer may stand after it."""
_WORDS = re.compile(r"[^\W\d_]+")
_NOT_HYPHENATED = frozenset(f"{HYPHENS}/@{SOFT_HYPHEN}")
"""Marks, as are figures, of compounds, symbols and addresses, which a second hyphen would disguise."""


def syllables(text: str, language: str) -> list[int]:
    """The places in a word of a language where a line may end with a hyphen. None outside Latin and Cyrillic."""
    if not _NOT_HYPHENATED.isdisjoint(text) or any(map(str.isdecimal, text)):
        return []
    return [
        word.start() + place
        for word in _WORDS.finditer(text)
        if len(word[0]) >= _LEAST and not word[0].isupper() and script(word[0][0]) in ("Latn", "Cyrl")
        for place in _places(word[0], primary(language))
    ]


@cache
def _places(word: str, language: str) -> tuple[int, ...]:
    """A hyphen that changes the spelling around it is left out."""
    patterns = _patterns(language)
    return tuple(place for place in patterns.positions(word) if not place.data) if patterns else ()


@cache
def _patterns(language: str) -> Pyphen | None:
    from pyphen import Pyphen, language_fallback

    after = _AFTER_IN.get(language, _AFTER)
    return Pyphen(lang=language, left=_BEFORE, right=after) if language_fallback(language) else None
