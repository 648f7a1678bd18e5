"""What a report may hold that does not come back from TEI as it was, and what comes back instead."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LOSSES: Mapping[str, str] = MappingProxyType({
    "texts side by side, or a text without characters": "one text, or none; every reader makes them so",
    "characters that XML cannot hold": "U+FFFD; the writer tells it",
})  # fmt: skip
