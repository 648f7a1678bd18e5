"""Document symbols and full dates in running text, marked where their form alone is certain.

    see <idno type="symbol">A/78/1</idno>, adopted on <date when="2023-07-07">7 July 2023</date>

A symbol is certain in the series of the report's own symbol and in the principal series of the United Nations. A date
is certain when it names a day of the calendar, in any of the six languages. Neither adds a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from converter.dates import full_dates

_SERIES = (
    "A", "S", "E", "ST", "T", "TD", "DP", "CAT", "CCPR", "CED", "CEDAW", "CERD", "CRC", "CRPD", "CMW", "HRI", "HSP",
    "ECE", "ECA", "ESCAP", "ESCWA", "LC", "FCCC", "CBD", "ICCD", "JIU", "UNEP", "ID", "AT", "DC", "CD", "SPLOS", "ISBA",
)  # fmt: skip
_PART = r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*"
_OWN = re.compile(rf"([A-Z][A-Z0-9]*)(?:/{_PART})+\Z")


class Mark(NamedTuple):
    """Characters of a text that an element is set around."""

    start: int
    end: int
    name: str
    attributes: dict[str, str | None]


class Marks:
    """Finds what is marked in the texts of one report."""

    def __init__(self, symbol: str | None) -> None:
        """Marks for a report with this symbol."""
        own = _OWN.match(symbol or "")
        series = "|".join(sorted({*_SERIES, *([own[1]] if own else [])}))
        self._symbols = re.compile(
            rf"(?<![A-Za-z0-9./-])(?:{series})(?=[A-Za-z0-9./-]*/[0-9])(?:/{_PART}){{2,}}(?![A-Za-z0-9/])"
        )

    def find(self, text: str) -> Iterator[Mark]:
        """What is marked in a text, in order; nothing overlaps."""
        dates = [Mark(found.start, found.end, "date", {"when": found.iso}) for found in full_dates(text)]
        symbols = self._symbols.finditer(text) if "/" in text else ()
        found = [*dates, *(Mark(each.start(), each.end(), "idno", {"type": "symbol"}) for each in symbols)]
        end = 0
        for mark in sorted(found, key=lambda mark: mark.start):
            if mark.start >= end:
                yield mark
                end = mark.end
