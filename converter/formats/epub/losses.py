"""What a report may hold that does not come back from an EPUB as it was, and what comes back instead.

No report that a reader of this project makes holds any of it: all of these are other ways to say the same, or are told
when the file is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LOSSES: Mapping[str, str] = MappingProxyType({
    "Texts side by side, or without a character": "they are one Text, or none",
    "a link within a link that leads to the same place": "the words have the link once",
    "metadata without a character, and rights that say nothing": "they are not there",
    "characters that XML cannot hold": "U+FFFD; the writer tells it",
    "a link of a kind that is not safe": "its words; the writer tells it, and no JSON with one is read",
})  # fmt: skip
