"""PNG files taken apart: the packed rows, which an image object can hold as they are, and what else is in the file.

    signature  IHDR …  IDAT IDAT IDAT  … IEND       rest = all but the IDAT chunks, which stood at `at`

W3C PNG, 5 (datastream), 11.2 (critical chunks); ISO 32000-1, 7.4.4.4 (predictors of PNG).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from zlib import crc32

from msgspec import Struct

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1}
"""Of the kinds of colour without transparency: grey, RGB, palette."""


class Packed(Struct, frozen=True):
    """A PNG's rows as they are packed, what they mean, and the rest of the file, from which they were taken `at`."""

    data: bytes
    size: tuple[int, int]
    depth: int
    channels: int
    space: bytes
    parts: tuple[int, ...]
    at: int
    rest: bytes


class _Chunk(Struct, frozen=True):
    kind: bytes
    start: int
    end: int


def packed(file: bytes) -> Packed | None:
    """The rows of a PNG, or None where an image object could not show them as they are, or not give the file back."""
    chunks = {} if not file.startswith(_SIGNATURE) else {chunk.start: chunk for chunk in _chunks(file)}
    kinds = [chunk.kind for chunk in chunks.values()]
    rows = [chunk for chunk in chunks.values() if chunk.kind == b"IDAT"]
    if not rows or kinds[0] != b"IHDR" or b"tRNS" in kinds:
        return None
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", file[16:29])
    palette = next((file[c.start + 8 : c.end - 4] for c in chunks.values() if c.kind == b"PLTE"), b"")
    if colour not in _CHANNELS or interlaced or (colour == 3 and not palette):
        return None
    data = b"".join(file[chunk.start + 8 : chunk.end - 4] for chunk in rows)
    at, end = rows[0].start, rows[-1].end
    parts = tuple(chunk.end - chunk.start - 12 for chunk in rows)
    found = Packed(
        data, (width, height), depth, _CHANNELS[colour], _space(colour, palette), parts, at, file[:at] + file[end:]
    )
    return found if unpacked(found.rest, at, parts, data) == file else None


def unpacked(rest: bytes, at: int, parts: Sequence[int], data: bytes) -> bytes:
    """The file again, from its rest and its packed rows."""
    out, start = [rest[:at]], 0
    for part in parts:
        body = b"IDAT" + data[start : start + part]
        out.append(struct.pack(">I", part) + body + struct.pack(">I", crc32(body)))
        start += part
    return b"".join((*out, rest[at:]))


def _chunks(file: bytes) -> Iterator[_Chunk]:
    start = len(_SIGNATURE)
    while start + 12 <= len(file):
        length = int.from_bytes(file[start : start + 4], "big")
        yield _Chunk(file[start + 4 : start + 8], start, start + 12 + length)
        start += 12 + length


def _space(colour: int, palette: bytes) -> bytes:
    if colour == 3:
        return b"[/Indexed/DeviceRGB %d<%s>]" % (len(palette) // 3 - 1, palette.hex().encode("ascii"))
    return b"/DeviceRGB" if colour == 2 else b"/DeviceGray"
