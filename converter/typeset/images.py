"""How large an image is set: read from the first bytes of PNG and JPEG, without decoding."""

from __future__ import annotations

import struct

from converter.model import Figure

_PER_PIXEL = 72 / 96
"""Points to a pixel, where an image is set at its natural size."""
_UNKNOWN = (320, 200)
"""The size in pixels of an image that tells none."""


def measured(figure: Figure, width: float, height: float) -> tuple[float, float]:
    """Width and height in points: natural size, made smaller where it is wider or taller than the room."""
    across, down = pixels(figure.image) or _UNKNOWN
    scale = min(_PER_PIXEL, width / across, height / down)
    return across * scale, down * scale


def pixels(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG (ISO 15948, 11.2.2) or a JPEG (ITU-T T.81, B.2.2), None where there are none."""
    found = _png(data) if data.startswith(b"\x89PNG\r\n\x1a\n") else _jpeg(data)
    return found if found and all(found) else None


def _png(data: bytes) -> tuple[int, int] | None:
    return struct.unpack_from(">II", data, 16) if len(data) >= 24 else None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """The size in the first frame header: segments are walked until one is met."""
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            down, across = struct.unpack_from(">HH", data, at + 5)
            return across, down
        at += 2 + length
    return None
