"""What of a report does not come back from each format as it was: what, and what comes back instead.

Of a format that is not listed, its reader tells what it makes of a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from converter.formats.docx.losses import LOSSES as DOCX


class Loss(NamedTuple):
    """What a format cannot hold, and what comes back instead."""

    what: str
    instead: str


LOSSES: Mapping[str, tuple[Loss, ...]] = MappingProxyType({
    "tei": (
        Loss("texts side by side, or a text without characters", "one text, or none; every reader makes them so"),
        Loss("characters that XML cannot hold", "U+FFFD; the writer tells it"),
    ),
    "docx": tuple(Loss(what, instead) for what, instead in DOCX.items()),
})  # fmt: skip
"""By format."""
