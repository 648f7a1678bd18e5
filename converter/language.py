"""Language tags, the script of a character, and Traditional or Simplified by evidence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Literal

Direction = Literal["ltr", "rtl"]
Script = Literal["Latn", "Cyrl", "Grek", "Hani", "Arab", "Zyyy"]

UN_LANGUAGES = ("ar", "zh-Hant", "zh-Hans", "en", "fr", "ru", "es")
"""The tags that every string shown to a reader of a document exists in: the six languages, Chinese in two scripts."""

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
_ALIASES = {
    "zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-mo": "zh-Hant",
}  # fmt: skip
_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x005A, "Latn"), (0x0061, 0x007A, "Latn"), (0x00C0, 0x024F, "Latn"), (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"), (0x0600, 0x06FF, "Arab"), (0x0750, 0x077F, "Arab"), (0x08A0, 0x08FF, "Arab"),
    (0x1E00, 0x1EFF, "Latn"), (0x2E80, 0x2FDF, "Hani"), (0x3005, 0x3007, "Hani"), (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"), (0xF900, 0xFAFF, "Hani"), (0xFB50, 0xFDFF, "Arab"), (0xFE70, 0xFEFC, "Arab"),
    (0x20000, 0x323AF, "Hani"),
)  # fmt: skip


def canonical(tag: str) -> str | None:
    """The tag in its usual form (`zh-tw` is `zh-Hant`, `EN` is `en`), or None when it is no tag. RFC 5646, 2.1."""
    if not _TAG.match(tag):
        return None
    if alias := _ALIASES.get(tag.lower()):
        return alias
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def primary(tag: str) -> str:
    """The primary language of a tag: `zh-Hant` is `zh`."""
    return tag.partition("-")[0]


def direction(tag: str) -> Direction:
    """The direction of a language's lines."""
    return "rtl" if primary(tag) in ("ar", "fa", "he", "ur", "ps") else "ltr"


@lru_cache(maxsize=65536)
def script(character: str) -> Script:
    """The script of a character, Zyyy (common) for digits, marks and spaces. Unicode UAX 24, its main blocks."""
    code = ord(character)
    return next((name for first, last, name in _RANGES if first <= code <= last), "Zyyy")


@lru_cache(maxsize=65536)
def _leaning(character: str) -> int:
    """+1 for a Traditional form, -1 for a Simplified one, 0 for both or neither.

    The evidence is what the two national sets hold: Big5 has no Simplified forms, GB 2312 no Traditional ones.
    """
    return 0 if script(character) != "Hani" else _holds("big5", character) - _holds("gb2312", character)


def _holds(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def han_evidence(text: str) -> tuple[int, int]:
    """How many characters of a text are Traditional only, and how many Simplified only."""
    counts = Counter(text)
    traditional = sum(count for character, count in counts.items() if _leaning(character) > 0)
    simplified = sum(count for character, count in counts.items() if _leaning(character) < 0)
    return traditional, simplified


def han_language(text: str) -> str | None:
    """`zh-Hant` or `zh-Hans` by the evidence of a text's characters; None where there is none or it is balanced."""
    traditional, simplified = han_evidence(text)
    if traditional == simplified:
        return None
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def is_wide(character: str) -> bool:
    """Whether a character fills a full em in East Asian setting. Unicode UAX 11."""
    return unicodedata.east_asian_width(character) in "WF"
