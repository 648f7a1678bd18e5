"""Language tags, the script of a character, and Traditional or Simplified by evidence."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
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
_STARTS = [first for first, _, _ in _RANGES]
_NOT_HAN = bytes({*range(256)} - {*range(0x4E, 0xA0), 0xF9, 0xFA})
"""The upper bytes that no Han character of Big5 or GB 2312 has in UTF-16, but 々, which both have: no evidence."""
_SAMPLE = 1 << 16
_SCRIPT_LANGUAGES: Mapping[Script, str] = {"Cyrl": "ru", "Arab": "ar"}
_WORDS = re.compile(r"[^\W\d_]+")
_COMMON_WORDS: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in (
        ("en", "the of and to that is was were for with by on at from which this our its has have been"),
        ("fr", "et les des du au aux dans une qui est sont pour par avec sur ce cette nous leur ont été"),
        ("es", "el los las del y una por con para es son fue como más se su sus este esta ha han lo"),
    )
}


def canonical(tag: str) -> str | None:
    """The tag in its usual form (`zh-tw` is `zh-Hant`, `EN` is `en`), or None when it is no tag. RFC 5646, 2.1."""
    if not _TAG.match(tag):
        return None
    if alias := _ALIASES.get(tag.lower()):
        return alias
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


@lru_cache(maxsize=256)
def primary(tag: str) -> str:
    """The primary language of a tag: `zh-Hant` is `zh`."""
    return tag.partition("-")[0]


@lru_cache(maxsize=256)
def unspaced(tag: str) -> bool:
    """Whether a language is written without spaces between its words, and its marks fill an em: Chinese, Japanese."""
    return primary(tag) in ("zh", "ja")


@lru_cache(maxsize=256)
def direction(tag: str) -> Direction:
    """The direction of a language's lines."""
    return "rtl" if primary(tag) in ("ar", "fa", "he", "ur", "ps") else "ltr"


@lru_cache(maxsize=65536)
def script(character: str) -> Script:
    """The script of a character, Zyyy (common) for digits, marks and spaces. Unicode UAX 24, its main blocks."""
    code = ord(character)
    index = bisect_right(_STARTS, code) - 1
    return _RANGES[index][2] if index >= 0 and code <= _RANGES[index][1] else "Zyyy"


def scripts(text: str) -> Counter[Script]:
    """How many characters of a text belong to each script; common ones are left out."""
    counts: Counter[Script] = Counter()
    for character, times in Counter(text).items():
        counts[script(character)] += times
    del counts["Zyyy"]
    return counts


def han_evidence(text: str) -> tuple[int, int]:
    """How many characters of a text are Traditional only, and how many Simplified only.

    The evidence is what the two national sets hold: Big5 has no Simplified forms, GB 2312 no Traditional ones.
    """
    big5, gb2312 = _held("big5", text), _held("gb2312", text)
    both = _han(_held("gb2312", big5))
    return _han(big5) - both, _han(gb2312) - both


def _held(encoding: str, text: str) -> str:
    """A text without the characters that an encoding has not."""
    return text.encode(encoding, "ignore").decode(encoding)


def _han(text: str) -> int:
    """How many Han characters a text has, told by their upper bytes: only those that Big5 or GB 2312 may have count."""
    return len(text.encode("utf-16-be", "surrogatepass")[::2].translate(None, _NOT_HAN))


def han_language(text: str) -> str | None:
    """`zh-Hant` or `zh-Hans` by the evidence of a text's characters; None where there is none or it is balanced."""
    traditional, simplified = han_evidence(text)
    if traditional == simplified:
        return None
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def language_of(text: str) -> str | None:
    """The language of a text by the evidence of its script and, in Latin letters, of its commonest words.

    One of the six languages of the United Nations, or None when there is too little to tell.
    """
    sample = text[:_SAMPLE]
    main = "Hani" if 4 * _han(sample) > len(sample) else _main_script(sample)
    if main == "Hani":
        return han_language(sample)
    return _latin_language(sample) if main == "Latn" else _SCRIPT_LANGUAGES.get(main) if main else None


def _main_script(text: str) -> Script | None:
    """The script of most characters, the common ones left out; a Han character weighs as much as three others."""
    counts = scripts(text)
    return max(counts, key=lambda name: counts[name] * (3 if name == "Hani" else 1), default=None)


def departing(text: str, language: str) -> str | None:
    """The language of a text, if the evidence says that it is another one than the language around it."""
    found = language_of(text)
    if found is None or found == language or (primary(found) == primary(language) != "zh"):
        return None
    return None if language.startswith(found + "-") else found


def _latin_language(text: str) -> str | None:
    """English, French or Spanish by the words that only one of them uses, if they are several and clearly ahead."""
    words = Counter(_WORDS.findall(text.casefold()))
    scores = {name: sum(words[word] for word in common) for name, common in _COMMON_WORDS.items()}
    first, second = sorted(scores.values(), reverse=True)[:2]
    return max(scores, key=lambda name: scores[name]) if first >= 3 and first >= 2 * second else None


def is_wide(character: str) -> bool:
    """Whether a character fills a full em in East Asian setting. Unicode UAX 11."""
    return unicodedata.east_asian_width(character) in "WF"
