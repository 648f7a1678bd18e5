"""Excerpts for messages: short, in quotation marks, and with what cannot be seen made visible as ⟨U+200B⟩."""

from __future__ import annotations

import unicodedata

_LONGEST = 40
_CONTEXT = 12


def quote(text: str, longest: int = _LONGEST) -> str:
    """The text in quotation marks, cut after `longest` characters."""
    return f"“{visible(text if len(text) <= longest else text[: longest - 1])}{'…' if len(text) > longest else ''}”"


def after(text: str, at: int) -> str:
    """Where a character stands, for a reader: after the words before it."""
    start = max(0, at - _CONTEXT)
    return f"after “{'…' if start else ''}{visible(text[start:at])}”" if at else "at the beginning"


def visible(text: str) -> str:
    """The text with a code point in place of each character that cannot be seen."""
    if text.isprintable():
        return text
    return "".join(f"⟨U+{ord(character):04X}⟩" if unseen(character) else character for character in text)


def unseen(character: str) -> bool:
    """Whether a character leaves no ink and is no plain space: controls, format characters, other spaces."""
    return character in _BLANK_LETTERS or (character != " " and not character.isprintable())


def point(character: str) -> str:
    """A character by code point, with its name when it cannot be seen: `“甲” (U+7532)`, `U+200B ZERO WIDTH SPACE`."""
    code = f"U+{ord(character):04X}"
    if unseen(character):
        return f"{code} {unicodedata.name(character, '')}".rstrip()
    return f"“{character}” ({code})"


_BLANK_LETTERS = frozenset(
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\u034f" + "".join(map(chr, range(0xFE00, 0xFE10)))
)
