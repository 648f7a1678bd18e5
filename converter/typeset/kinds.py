"""Kinds of characters as they are set: what fills a full em, what is a space, and where two marks share their blank.

    h  ideograph, kana, syllable of Hangul     m  mark that fills an em     w  part of a word
    c  what continues a mark of two ems: the second half of —— or ……
    k  one of these with what is combined with it: an ideograph and its variation selector, a kana and its sound mark
    j  what joins the character before it: combining marks, joiners, selectors
    s  space                                   z  space that holds          n  mark of a note     b  printed line break

Kinds are about width alone; where a line may end is told by uax14. In a row of atoms (atoms.py) j is every character
of an atom after its first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from converter.language import is_wide

SOLID = "hmc"
"""The kinds whose atoms are one character each, set solid."""
WIDE = f"{SOLID}k"
"""The kinds between whose atoms a line may be stretched."""

_OPENING = "（「『【《〈〔［｛〖〘｟“‘"
_CLOSING = "）」』】》〉〕］｝〗〙｠”’"
_STOPS = "、。，．：；！？"
_SHARED = frozenset("“”‘’—…⸺·‧")
"""Marks that fill an em in Chinese and Japanese, and are part of a word elsewhere."""
_GLUE = frozenset("\u00a0\u202f\u2007")
_SPACES = frozenset(" \u2002\u2003\u2009")
_APOSTROPHE = r"(?<=[A-Za-z\u00c0-\u052f])’(?=[A-Za-z\u00c0-\u052f])"
"""Compiled at first use, since few Chinese texts have one."""
_PAIRS = re.compile("(?<=—)—+|(?<=…)…+|(?<=⸺)⸺+")
_JOINING = frozenset(
    "\u200c\u200d\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)
"""Joiners, the vowels of Thai and Lao that follow their letter, the modifiers of emoji."""
_BINDING = frozenset("\u200d\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
"""What binds the next character to it: the joiner, and the vowels of Thai and Lao that stand before their letter."""
_VIRAMA = 9
"""The combining class of what binds a consonant to the next."""
_BASES = re.compile(f"[{SOLID}](?=j)")
_DASHES = re.compile("——+")
_NEIGHBOURS = re.compile(f"[{_OPENING}{_CLOSING}{_STOPS}](?=[{_OPENING}{_CLOSING}{_STOPS}])")


def kind(character: str, *, chinese: bool) -> str:
    """The kind of a character; `chinese` (or Japanese) has its own marks."""
    if character in _SPACES:
        return "s"
    if character in _GLUE:
        return "z"
    if character in _SHARED:
        return "m" if chinese else "w"
    if joins(character):
        return "j"
    if not is_wide(character) or unicodedata.category(character) == "So":
        return "w"
    return "h" if unicodedata.category(character)[0] in "LN" else "m"


def joins(character: str) -> bool:
    """Whether a character is set with the one before it, whatever that is. UAX 29, GB9 and GB9a."""
    return unicodedata.category(character)[0] == "M" or character in _JOINING or "\u1160" <= character <= "\u11ff"


def clusters(text: str) -> list[str]:
    """The parts of a text that nothing may part: letters with their marks, what joiners and viramas bind. UAX 29."""
    out: list[str] = []
    for character in text:
        if out and (joins(character) or _binds(out[-1][-1])):
            out[-1] += character
        else:
            out.append(character)
    return out


def _binds(character: str) -> bool:
    return character in _BINDING or unicodedata.combining(character) == _VIRAMA


def with_clusters(kinds: str) -> str:
    """The kinds of a text in which wide characters are one with what joins them."""
    return _BASES.sub("k", kinds)


def with_apostrophes(text: str, kinds: str) -> str:
    """The kinds of a Chinese text, in which the apostrophe of a Latin word is a part of the word."""
    for apostrophe in re.finditer(_APOSTROPHE, text):
        kinds = f"{kinds[: apostrophe.start()]}w{kinds[apostrophe.end() :]}"
    return kinds


def with_pairs(text: str, kinds: str) -> str:
    """The kinds of a Chinese text, in which a dash or an ellipsis of two ems is one mark, never pulled apart."""
    for pair in _PAIRS.finditer(text):
        kinds = f"{kinds[: pair.start()]}{'c' * len(pair[0])}{kinds[pair.end() :]}"
    return kinds


def dashes(text: str) -> dict[int, int]:
    """How dashes of several ems are made one line: by place, how many of its bearings what follows moves to the right.

    Each dash after the first moves over the blank between the two; one bearing is put back on either side.
    """
    moves: Counter[int] = Counter()
    for dash in _DASHES.finditer(text):
        moves.update({dash.start() - 1: 1, dash.end() - 1: 1})
        moves.update(dict.fromkeys(range(dash.start(), dash.end() - 1), -2))
    del moves[-1]
    return moves


def squeezes(text: str, *, simplified: bool) -> dict[int, float]:
    """Where two full-width marks meet: by the first one's place, the share of an em to take out after it.

    Brackets leave half of their em blank. Stops stand in the corner in Simplified setting, in the middle in
    Traditional, where only a quarter can go. CLREQ, 3.1.6.
    """
    return {
        found.start(): share
        for found in _NEIGHBOURS.finditer(text)
        if (share := _squeeze(found[0], text[found.end()], simplified=simplified))
    }


def _squeeze(first: str, second: str, *, simplified: bool) -> float:
    if second in _OPENING:
        return 0.5
    if first in _OPENING or (first in _STOPS and second in _STOPS):
        return 0.0
    return 0.25 if first in _STOPS and not simplified else 0.5
