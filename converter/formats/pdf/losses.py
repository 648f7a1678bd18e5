"""What a report may hold that does not come back from a PDF as it was, and what comes back instead.

No report that a reader of this project makes holds any of it, unless the writer tells it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LOSSES: Mapping[str, str] = MappingProxyType({
    "texts side by side, texts without characters, and marks around nothing": "one text, or none: there is no glyph",
    "a text that is a line end alone": "a Break",
    "tabs and other control characters": "a space",
    "a label without characters": "it is not there",
    "a note's language that is the report's": "it is not said again",
    "line ends in what could not be placed": "each is a line feed, and none stands last",
    "an image whose bytes cannot be decoded": "it comes back whole, but the page does not show it; the writer tells it",
})  # fmt: skip
