"""What of a report does not come back from each format as it was: what, and what comes back instead.

It speaks of reports in their one form (model.py), which every reader makes. What no file of a format can hold at all is
no loss: it is refused (a character for the PDF that no face has).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_NOTHING: Mapping[str, str] = MappingProxyType({})

LOSSES: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "tei": _NOTHING,
    "epub": _NOTHING,
    "docx": MappingProxyType({
        "a picture whose bytes cannot be read as PNG or JPEG":
            "its alternative text and its caption, as paragraphs; the writer tells it",
    }),
    "pdf": _NOTHING,
    "json": _NOTHING,
})  # fmt: skip
"""By format: every one that is both written and read."""
