"""Printed labels and what they count: `12.` `(a)` `A.` `一、` `第一章` `IV.` `[1]` `*`, both ways.

A label is a frame around a numeral: `(` a `)`, `第` 一 `章`. `read_label` finds the numeral and its value;
`numeral` writes it again; `frame` proves that the two agree, which is what a format's own counter needs to know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from converter.model import Label, Scheme

_DIGITS = "零一二三四五六七八九"
_SIZES = {"十": 10, "百": 100}
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشت"
ORDINALS = ("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا")
"""First, secondly, …: how Arabic documents count their chapters."""
LETTER_NAMES = (
    "ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام", "ميم", "نون",
)  # fmt: skip
"""The names of the letters, in their old order: how Arabic documents count the sections of a chapter."""
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Frame(NamedTuple):
    """What stands before and after the numeral of a label."""

    before: str
    after: str


def numeral(scheme: Scheme, value: int) -> str | None:
    """The numeral of a value as printed: (`letter`, 28) is `ab`; None where the scheme does not reach that value."""
    writer = _WRITERS.get(scheme)
    return writer(value) if writer is not None and value > 0 else None


def frame(label: Label) -> Frame | None:
    """The frame around the label's numeral, or None when scheme and value do not give the printed string back.

    A label with a suffix (`47 bis.`) has no frame: no counter prints it.
    """
    core = None if label.value is None or label.suffix else numeral(label.scheme, label.value)
    match = _matched(label.printed, label.scheme) if core else None
    if match is None or match["core"] != core:
        return None
    return Frame(label.printed[: match.start("core")], label.printed[match.end("core") :])


def mark(label: Label) -> str:
    """A note's mark without its brackets: `[1]` and `1.` give `1`, `*` gives `*`."""
    return label.printed.strip().strip("[]()〔〕［］（）.．、") or label.printed


def titled(label: Label | None, heading: str) -> str:
    """Label and heading as one line of text, for outlines and lists of contents."""
    return f"{label.printed} {heading}".strip() if label else heading


def read_label(printed: str, scheme: Scheme | None = None) -> Label:
    """The label that was printed, with its scheme and value as far as they can be read.

    `I.` is roman and `C.` a letter unless `scheme` (what the neighbours tell) says otherwise. What counts in words
    (`ثانيا -`) has a value, but no scheme that could write it.
    """
    for candidate in (scheme,) if scheme else _candidates(printed):
        match = _matched(printed, candidate)
        value = _READERS[candidate](match["core"]) if match else None
        if match and value:
            return Label(printed, candidate, value, (match["suffix"] or "").strip())
    return Label(printed, value=_in_words(printed))


def _in_words(printed: str) -> int | None:
    """The value of a word that counts: an Arabic ordinal, or the name of an Arabic letter."""
    word = printed.strip(" -–—.:()")
    return next((words.index(word) + 1 for words in (ORDINALS, LETTER_NAMES) if word in words), None)


def _candidates(printed: str) -> Iterable[Scheme]:
    """The schemes to try, in order: a lone I, V or X counts in Roman numerals, other lone letters do not."""
    core = re.sub(r"[^A-Za-z]", "", printed)
    roman: tuple[Scheme, ...] = ("capital-roman", "roman")
    if len(core) == 1 and core not in "IVXivx":
        return ("decimal", "capital", "letter", *roman, *_OTHERS)
    return ("decimal", *roman, "capital", "letter", *_OTHERS)


_OTHERS: tuple[Scheme, ...] = ("chinese", "capital-cyrillic", "cyrillic", "abjad", "symbol")


def _letters(alphabet: str, longest: int) -> Callable[[int], str | None]:
    """A counter by letters: a … z, aa, ab …, in at most so many letters."""

    def write(value: int) -> str | None:
        out = ""
        while value:
            value, digit = divmod(value - 1, len(alphabet))
            out = alphabet[digit] + out
        return out if len(out) <= longest else None

    return write


def _unletters(alphabet: str) -> Callable[[str], int | None]:
    def read(core: str) -> int | None:
        value = 0
        for letter in core:
            value = value * len(alphabet) + alphabet.index(letter) + 1
        return value

    return read


def _roman(value: int) -> str | None:
    if value > 3999:
        return None
    out = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        out += letters * count
    return out


def _unroman(core: str) -> int | None:
    value, rest = 0, core.lower()
    for size, letters in _ROMAN:
        while rest.startswith(letters):
            value, rest = value + size, rest[len(letters) :]
    return value if value and not rest and _roman(value) == core.lower() else None


def _chinese(value: int) -> str | None:
    """1 to 999 as headings count: 一, 十, 十一, 二十, 二十一, 一百, 一百零一, 一百一十."""
    if value > 999:
        return None
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    ten = "" if tens == 0 else "十" if tens == 1 and not hundreds else _DIGITS[tens] + "十"
    zero = "零" if hundreds and ones and not tens else ""
    return (_DIGITS[hundreds] + "百" if hundreds else "") + zero + ten + (_DIGITS[ones] if ones else "")


def _unchinese(core: str) -> int | None:
    value = digit = 0
    for character in core:
        if size := _SIZES.get(character):
            value, digit = value + (digit or 1) * size, 0
        else:
            digit = _DIGITS.index(character)
    return value + digit if _chinese(value + digit) == core else None


def _symbols(value: int) -> str | None:
    return "*" * value if value <= 99 else None


_LATIN = "abcdefghijklmnopqrstuvwxyz"
_WRITERS: Mapping[Scheme, Callable[[int], str | None]] = {
    "decimal": str,
    "letter": _letters(_LATIN, 2),
    "capital": _letters(_LATIN.upper(), 2),
    "roman": _roman,
    "capital-roman": lambda value: (text := _roman(value)) and text.upper(),
    "chinese": _chinese,
    "cyrillic": _letters(_CYRILLIC, 1),
    "capital-cyrillic": _letters(_CYRILLIC.upper(), 1),
    "abjad": _letters(_ABJAD, 1),
    "symbol": _symbols,
}
_READERS: Mapping[Scheme, Callable[[str], int | None]] = {
    "decimal": int,
    "letter": _unletters(_LATIN),
    "capital": _unletters(_LATIN.upper()),
    "roman": _unroman,
    "capital-roman": _unroman,
    "chinese": _unchinese,
    "cyrillic": _unletters(_CYRILLIC),
    "capital-cyrillic": _unletters(_CYRILLIC.upper()),
    "abjad": _unletters(_ABJAD),
    "symbol": len,
}

_BEFORE = r"(?:[\[(〔［（]|第|(?:[^\W\d_]{3,}\s+))?"
_SUFFIX = r"(?P<suffix>\s*(?:bis|ter|quater|quinquies|bis\.\s*\d+|之[一二三四五六七八九十]))?"
_AFTER = r"[\])〕］）.．、:：。章節节部分編编篇條条款]*(?:\s?[-–—])?\s*$"
_CORES: Mapping[Scheme, tuple[str, str]] = {
    "decimal": ("0123456789٠١٢٣٤٥٦٧٨٩０１２３４５６７８９", "{1,9}"),
    "letter": (_LATIN, "{1,2}"),
    "capital": (_LATIN.upper(), "{1,2}"),
    "roman": ("ivxlcdm", "+"),
    "capital-roman": ("IVXLCDM", "+"),
    "chinese": (f"{_DIGITS}十百", "{1,5}"),
    "cyrillic": (_CYRILLIC, ""),
    "capital-cyrillic": (_CYRILLIC.upper(), ""),
    "abjad": (_ABJAD, ""),
    "symbol": ("*", "+"),
}
"""What a numeral is made of, and of how many."""
_IN_CORES = {scheme: frozenset(characters) for scheme, (characters, _) in _CORES.items()}


def _matched(printed: str, scheme: Scheme) -> re.Match[str] | None:
    """A label that counts in this scheme, if it is one; the pattern is made when anything of a numeral is met."""
    characters = _IN_CORES.get(scheme)
    return _pattern(scheme).match(printed) if characters and not characters.isdisjoint(printed) else None


@cache
def _pattern(scheme: Scheme) -> re.Pattern[str]:
    """A label that counts in this scheme: core, suffix, and the frame around them."""
    characters, many = _CORES[scheme]
    return re.compile(f"{_BEFORE}(?P<core>[{characters}]{many}){_SUFFIX}{_AFTER}")
