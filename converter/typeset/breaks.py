"""Where a line may break: a class for every atom of text, and the pairs between which no line ends.

The classes are those of Unicode UAX 14, drawn together to what reports need and tailored for Chinese (W3C CLREQ,
line-start and line-end prohibition): no closing mark begins a line, no opening mark ends one, dashes and ellipses are
not parted, and Latin words, numbers and document symbols stay whole.

    h  ideograph, kana          o  opening mark     c  closing mark     d  dash, ellipsis
    w  word                     W  word that may not begin a line       V  word that may not end one      U  neither
    y  part of a word after which a line may end (a hyphen, a slash of an address)
    s  space                    z  space that holds  n  mark of a note   b  line break that was printed
"""

from __future__ import annotations

import re
import unicodedata

from converter.language import is_wide

WIDE = "hocd"
"""The classes whose atoms are one character each, set solid, and between which a line may be stretched."""

_OPENING = frozenset("（「『【《〈〔［｛〖〘｟([{«¿¡„‚")
_CLOSING = frozenset(
    "、。，．：；！？）」』】》〉〕］｝〗〙｠％‰°℃·‧・ー々〻ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:!?)]}»%…–—/"
)
_PAIRED = {"“": "o", "‘": "o", "”": "c", "’": "c", "—": "d", "…": "d", "⸺": "d", "·": "c", "‧": "c"}
"""Marks that are a full em wide in Chinese and part of a word elsewhere."""
_GLUE = "\u00a0\u202f\u2007"
_SPACES = " \t\n\r\u2002\u2003\u2009"

WIDENED = {
    "\ufdd0": (",", "，"), "\ufdd1": (";", "；"), "\ufdd2": (":", "："), "\ufdd3": ("!", "！"),
    "\ufdd4": ("?", "？"), "\ufdd5": ("(", "（"), "\ufdd6": (")", "）"),
}  # fmt: skip
"""Stand-ins (Unicode noncharacters, which no text holds) for ASCII marks shown by their full-width glyphs."""
_STAND_INS = {narrow: stand_in for stand_in, (narrow, _) in WIDENED.items()}


class Kinds(dict[int, str]):
    """A table for `str.translate`: from a character to its class, filled as characters are met."""

    def __init__(self, *, chinese: bool) -> None:
        self._chinese = chinese

    def __missing__(self, code: int) -> str:
        self[code] = found = self._kind(chr(code))
        return found

    def _kind(self, character: str) -> str:
        if character in _SPACES:
            return "s"
        if character in _GLUE:
            return "z"
        if character in _PAIRED:
            return _PAIRED[character] if self._chinese else "w"
        shown = WIDENED[character][1] if character in WIDENED else character
        if not is_wide(shown) or unicodedata.category(shown) == "So":
            return "w"
        return "o" if shown in _OPENING else "c" if shown in _CLOSING else "h"


CHINESE = Kinds(chinese=True)
OTHER = Kinds(chinese=False)


def word_class(word: str) -> str:
    """The class of a word by its first and last character."""
    starts, ends = word[0] not in _CLOSING, word[-1] not in _OPENING
    return ("w" if ends else "V") if starts else ("W" if ends else "U")


_PARTS = re.compile(r".+?(?:(?<=[^\W\d])[-‐](?=[^\W\d])|—(?=.)|(?<=.)(?=—)|\u200b|$)")
_ADDRESS_PARTS = re.compile(r".+?(?:[/?&=.-](?=[^/?&=.-])|$)")


def word_parts(word: str) -> list[str]:
    """The word, parted where a line may end inside it: after a hyphen between letters, in a web address."""
    if "://" in word:
        return _ADDRESS_PARTS.findall(word)
    return _PARTS.findall(word) if "-" in word or "—" in word or "‐" in word or "\u200b" in word else [word]


_WORDS = "wWVUyn"
FORBIDDEN = frozenset(
    before + after
    for before in "hocdwWVUysznb"
    for after in "hocdwWVUysznb"
    if after in "cWUnszb" or before in "oVUz" or (before in "wWn" and after in "wVy") or before + after == "dd"
)
"""Pairs of classes between which no line ends."""

_W = "\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\ufdd0-\ufdd6\ufe30-\ufe4f\uff01-\uff60\U00020000-\U000323af“”‘’"
_BRACKETED = re.compile(rf"\((?:(?<=[{_W}]\()([^()]*)\)|(?<!\s\()([^()]*)\)(?=[{_W},;:.]))")
_BESIDE_WIDE = re.compile(rf"[,;:!?](?:(?=[{_W}])|(?<=[{_W}][,;:!?]))")


def widen(text: str) -> str:
    """Chinese text with the ASCII marks that stand beside ideographs turned into stand-ins, length unchanged.

    Printers set such marks a full em wide; the characters themselves stay what the source has.
    """
    if "(" in text:
        text = _BRACKETED.sub(lambda found: f"\ufdd5{found[1] or found[2] or ''}\ufdd6", text)
    return _BESIDE_WIDE.sub(lambda found: _STAND_INS[found[0]], text)


_MARKS = "、。，．：；！？）」』】》〉〕］（「『【《〈〔［“”‘’" + "".join(WIDENED)
_NEIGHBOURS = re.compile(f"[{_MARKS}](?=[{_MARKS}])")
_STOPS = frozenset("、。，．：；！？\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4")


def shown(text: str) -> str:
    """The text with full-width marks in place of stand-ins."""
    for stand_in, (_, wide) in WIDENED.items():
        text = text.replace(stand_in, wide)
    return text


def squeezes(text: str, *, simplified: bool) -> dict[int, float]:
    """Where two full-width marks meet: by the first one's place, the share of an em to take out after it.

    Brackets leave half of their em blank. Stops stand in the corner in Simplified setting, in the middle in
    Traditional, where only a quarter can go. CLREQ, 3.1.6.
    """
    return {
        found.start(): _squeeze(found[0], text[found.end()], simplified=simplified)
        for found in _NEIGHBOURS.finditer(text)
    }


def _squeeze(first: str, second: str, *, simplified: bool) -> float:
    if CHINESE[ord(second)] == "o":
        return 0.5
    if CHINESE[ord(first)] == "o" or (first in _STOPS and second in _STOPS):
        return 0.0
    return 0.25 if first in _STOPS and not simplified else 0.5
