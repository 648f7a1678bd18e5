"""Labels that were typed by hand: a number, then a tab or spaces, then the words.

47. <tab> The Council …      (a) <tab> buying paper;      Table 3. Barges by year        第二章　各项工作
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from converter.formats.docx.reading.leaves import Leaf
from converter.labels import read_label
from converter.model import Label

SIGNS = "•·▪●○◦■□–—-"
"""Signs that stand before items and count nothing."""

_GAP = r"(?:\t\s*|[ \u00a0\u3000]+)"
_NUMBER = re.compile(r"\s*(?P<label>[0-9٠-٩]{1,4}(?:[.．、)]| bis\.)|[0-9]{1,4}(?=\t))" + _GAP)
_ITEM = re.compile(
    r"\s*(?P<label>[(（](?:[a-z]{1,2}|[ivxl]+|[一二三四五六七八九十]+|[а-я]|[أ-ي])[)）]|[a-z]\)"
    rf"|[{SIGNS}](?=\s)){_GAP}"
)
_HEADING = re.compile(
    r"\s*(?P<label>第[一二三四五六七八九十百0-9]+[章節节部編编篇]|[一二三四五六七八九十]+、"
    r"|(?:[A-ZА-Я]|[IVXLC]+|[0-9]{1,3})[.．]|(?:[0-9]{1,2}\.)+[0-9]{1,2}\.?(?=\s)|[^\W\d_]{4,}\s[IVXLC0-9]{1,5}[.:])"
    r"[\s\u3000]*"
)
_CAPTION = re.compile(r"\s*(?P<label>[^\W\d_]{1,12}\.?[ \u00a0]?[0-9]{1,3}(?:[.-][0-9]{1,3})?)(?:\s*[.:：—–-]?\s+|$)")


class Typed(NamedTuple):
    """The label, and the leaves after it and what parts them."""

    label: Label
    rest: list[Leaf]


def number(leaves: Sequence[Leaf]) -> Typed | None:
    """The number of a paragraph."""
    return _typed(_NUMBER, leaves)


def item(leaves: Sequence[Leaf]) -> Typed | None:
    """The label of an item, or the sign before it."""
    return _typed(_ITEM, leaves)


def heading(leaves: Sequence[Leaf]) -> Typed | None:
    """The label of a heading."""
    return _typed(_HEADING, leaves)


def caption(leaves: Sequence[Leaf]) -> Typed | None:
    """The label of a caption."""
    return _typed(_CAPTION, leaves)


def _typed(pattern: re.Pattern[str], leaves: Sequence[Leaf]) -> Typed | None:
    lead = ""
    for leaf in leaves:
        if leaf.kind not in ("text", "tab"):
            break
        lead += leaf.text
    match = pattern.match(lead)
    whole = match is not None and match.end() == sum(len(leaf.text) for leaf in leaves)
    if match is None or (whole and pattern is not _CAPTION):
        return None
    return Typed(read_label(match["label"]), _after(leaves, match.end()))


def _after(leaves: Sequence[Leaf], characters: int) -> list[Leaf]:
    """The leaves without their first characters."""
    rest = list(leaves)
    while rest and characters >= len(rest[0].text):
        characters -= len(rest[0].text)
        rest.pop(0)
    if rest and characters:
        rest[0] = rest[0]._replace(text=rest[0].text[characters:])
    return rest
