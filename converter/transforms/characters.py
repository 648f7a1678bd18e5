"""Characters as a report may hold them: none that a file of XML cannot, no controls, and no line ends among words.

Most texts are fit, and `str.isprintable` tells it: patterns are compiled when they are first needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.transforms.told import Told

_ENDS = "\n\r\v\f\x85\u2028\u2029"
_LINE_END = f"\r\n|[{_ENDS}]"
_GAP = f"\r\n|[\t{_ENDS}]"
_OTHERS = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
"""Control characters that end no line, halves of pairs, and what is no character. XML 1.0, production 2."""
_UNFIT = f"{_OTHERS[:-1]}\t{_ENDS}]"


def fit(text: str) -> bool:
    """Whether a text may stand in a report as it is."""
    return text.isprintable() or re.search(_UNFIT, text) is None


def pieces(text: str, told: Told) -> Iterator[str]:
    """The lines of a text; a tab is a space in them."""
    return (_legal(line, told) for line in re.split(_LINE_END, text))


def one_line(text: str, told: Told) -> str:
    """A text in one line: each line end and each tab is a space. The same object where nothing has changed."""
    return text if fit(text) else _legal(re.sub(_GAP, " ", text), told)


def whole_lines(text: str, told: Told) -> str:
    """A text with a line feed for each line end, and none at its end. The same object where nothing has changed."""
    whole = text if fit(text) else "\n".join(pieces(text, told)).rstrip("\n")
    return text if whole == text else whole


def _legal(text: str, told: Told) -> str:
    """A text with U+FFFD for each character that no file could hold or show, and with spaces for tabs."""

    def replaced(found: re.Match[str]) -> str:
        what = f"U+{ord(found[0]):04X}, which no file can hold and show, stands as U+FFFD"
        told.tell(what, "Take the character out of the source.")
        return "\N{REPLACEMENT CHARACTER}"

    return re.sub(_OTHERS, replaced, text.replace("\t", " "))
