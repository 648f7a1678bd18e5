"""Text in XML: what it cannot hold, and what has to be escaped. XML 1.0, productions 2 and 14.

Libraries escape too, but bring the network or every entity of HTML along.
"""

from __future__ import annotations

import re

UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""A character that no XML document can hold. (Its complement is a class that takes long to compile.)"""


def sayable(text: str) -> str:
    """A text with U+FFFD for every character that XML cannot hold."""
    return UNSAYABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def unsayable(text: str) -> int:
    """How many characters of a text XML cannot hold."""
    return len(UNSAYABLE.findall(text))


def escape(text: str) -> str:
    """A text as the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
