"""Signs that a document takes from a font of symbols, as the characters that they look like.

<w:sym w:font="Wingdings" w:char="F0E0"/>   ->   →
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from converter.formats.docx.markup import Element, W

if TYPE_CHECKING:
    from converter.formats.docx.reading.story import Story

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL: Mapping[int, str] = {ord(latin): greek for latin, greek in zip(_LATIN, _GREEK, strict=True)} | {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼",
    0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA9: "♥", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xCF: "∉", 0xD2: "®",
    0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS: Mapping[int, str] = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(element: Element, story: Story) -> str:
    """The character that a `w:sym` looks like; U+FFFD, and a word about it, where this is not known. 17.3.3.30."""
    font = element.get(f"{{{W}}}font", "")
    try:
        code = int(element.get(f"{{{W}}}char", ""), 16)
    except ValueError:
        code = 0
    private = 0xF000 <= code <= 0xF0FF
    known = _FONTS.get(font.lower(), {}).get(code - 0xF000 if private else code)
    if known:
        return known
    if 0x20 < code < 0xD800 and font.lower() not in _FONTS:
        return chr(code)
    story.lose(f"sign {code:04X} of the font {font!r}, which has no known character; U+FFFD stands for it")
    return "\N{REPLACEMENT CHARACTER}"
