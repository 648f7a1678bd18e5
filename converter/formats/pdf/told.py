"""What the codes of a font say that they read as, and the text that this is: the two sides of a ToUnicode map.

    工        工              a glyph for it                 (nothing)  U+2060            a glyph more for the same text
    U+00AD    U+00AD U+2060   a soft hyphen of the report    (nothing)  U+00AD            a hyphen where a line ends

ISO 32000-1, 9.10.3; 14.8.2.2.3 (hyphenation); ISO 19005-2, 6.2.11.7: every code reads as something.
"""

from __future__ import annotations

from converter.typeset.hyphens import SOFT_HYPHEN

NO_TEXT = "\u2060"
"""What a code reads as whose glyph adds no text of its own: a word joiner, which is no part of any word."""

HYPHENATION = NO_TEXT + SOFT_HYPHEN
"""What a code is asked for by whose glyph is a hyphen that no text has; it reads as a soft hyphen."""


def told(text: str) -> str:
    """What a code says for a text; what the report has of our own two signs is told with a word joiner more."""
    if text == HYPHENATION:
        return SOFT_HYPHEN
    return text if text.strip(NO_TEXT) and SOFT_HYPHEN not in text else text + NO_TEXT


def readable(told: str) -> str:
    """The text that a code says."""
    if told == SOFT_HYPHEN:
        return ""
    return told if told.strip(NO_TEXT) and SOFT_HYPHEN not in told else told.removesuffix(NO_TEXT)
