"""Colour profiles: what the numbers of a file's colours mean.

    header (128 bytes: size, version, class, colour space, connection space, …)
    tag table (count; name, place, size of each) · desc · cprt · wtpt · curves, and for RGB its primaries

ICC.1:2001-04 (version 2).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from converter.diagnostics import Code, refuse

_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.7141),
}
"""The primaries of sRGB under D50, as IEC 61966-2-1 gives them, adapted by Bradford's matrix."""
_D50 = (0.9642, 1.0, 0.8249)
_CURVE = 1024
_GAIN = 1.75
"""The gamma of grey on the press: about what a dot gain of 20 % makes of it."""
_CHANNELS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
_CLASSES = (b"prtr", b"mntr", b"scnr", b"spac")
"""Classes of profile that an output intent may have. ISO 19005-2, 6.2.3."""
_MOST = 16 << 20
"""The most bytes that a profile may have."""


class Profile(NamedTuple):
    """A profile's bytes, how many channels its colours have, and the name of the condition that it describes."""

    condition: str
    channels: int
    data: bytes


@lru_cache(maxsize=1)
def srgb() -> Profile:
    """A display's sRGB: matrix and tone curve."""
    name = "sRGB IEC61966-2.1"
    curve = b"curv" + struct.pack(">2I", 0, _CURVE) + struct.pack(f">{_CURVE}H", *map(_tone, range(_CURVE)))
    tags = {tag: _xyz(value) for tag, value in _PRIMARIES.items()} | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    return Profile(name, 3, _profile(name, b"mntrRGB XYZ ", tags))


@lru_cache(maxsize=1)
def grey() -> Profile:
    """A press that prints black alone."""
    name = "Black ink, gamma 1.75"
    curve = b"curv" + struct.pack(">2IH", 0, 1, round(_GAIN * 256))
    return Profile(name, 1, _profile(name, b"prtrGRAYXYZ ", {b"kTRC": curve}))


def profile(path: Path, condition: str) -> Profile:
    """The profile in a file. Raises Refused (style-invalid) when it is none that an output intent may have."""
    data = path.read_bytes() if path.stat().st_size <= _MOST else b""
    channels = _CHANNELS.get(data[16:20])
    if data[36:40] != b"acsp" or data[12:16] not in _CLASSES or channels is None:
        raise refuse(
            Code.STYLE_INVALID, "this is no ICC profile of grey, RGB or CMYK", "Name another file under [press], icc.",
            path=str(path),
        )  # fmt: skip
    return Profile(condition or path.stem, channels, data)


def _profile(name: str, kind: bytes, own: Mapping[bytes, bytes]) -> bytes:
    """A profile of a class, colour space and connection space, with its own tags after those that all have."""
    tags = {
        b"desc": b"desc" + struct.pack(">2I", 0, len(name) + 1) + name.encode("ascii") + bytes(79),
        b"cprt": b"text" + bytes(4) + b"No copyright, use freely\0",
        b"wtpt": _xyz(_D50),
        **own,
    }
    places: dict[bytes, int] = {}
    at = 132 + 12 * len(tags)
    for body in tags.values():
        if body not in places:
            places[body] = at
            at += len(body) + -len(body) % 4
    table = [tag + struct.pack(">2I", places[body], len(body)) for tag, body in tags.items()]
    header = struct.pack(">I4sI", at, bytes(4), 0x02100000) + kind
    moment = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    rest = b"acsp" + bytes(28) + struct.pack(">3i", *map(_fixed, _D50)) + bytes(48)
    padded = (body + bytes(-len(body) % 4) for body in places)
    return b"".join((header, moment, rest, struct.pack(">I", len(tags)), *table, *padded))


def _tone(step: int) -> int:
    """The tone curve of sRGB at a step, 0 to 65535. IEC 61966-2-1."""
    value = step / (_CURVE - 1)
    return round(65535 * (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4))


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *map(_fixed, value))


def _fixed(value: float) -> int:
    """A number as s15Fixed16."""
    return round(value * 65536)
