"""How much a file asks for before its objects are made: an array of a million numbers is a megabyte, or a kilobyte when
it is packed, and a hundred megabytes in memory.

    5 0 obj [0 0 0 …] endobj                          counted where it stands
    <</Type/ObjStm/N 200 …>> stream … endstream       unpacked within bounds, and counted

ISO 32000-1, 7.3.8 (streams), 7.5.7 (object streams).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

MOST_VALUES = 1_000_000
"""The most numbers, names, strings and arrays that a file's objects may hold: thirty times those of a long report."""
MOST_PACKED = 2 * 1024 * 1024
"""The most bytes that one stream of objects, or of places of objects, may unpack to."""
_MOST_BYTES = 32 * 1024 * 1024
"""The most bytes that all streams of objects may unpack to."""
_AT_ONCE = 1 << 20
_FEW = 20_000
"""Values that need not be counted exactly."""

_VALUE = re.compile(rb"[^\x00\s\[\]<>(){}/%]+|[\[(/<]")
_STREAM = re.compile(rb">>\s{0,64}stream\r?\n")
_BEFORE = (b" ", b"\n", b"\r", b"\t", b"\f", b"\0", b"[", b"(", b"/", b"<", b">", b"]", b")")
"""One of these stands before every value, or begins it."""
_PAIRS = ((b"(", b")"), (b"[", b"]"), (b"<<", b">>"))


def heavy(data: bytes) -> bool:
    """Whether a file holds too much outside of its streams."""
    parts = list(_between_streams(data))
    if sum(_most(data, *part) for part in parts) <= MOST_VALUES:
        return False
    left = MOST_VALUES
    for start, end in parts:
        left -= _count(data, start, end, left)
        if left < 0:
            return True
    return False


def packed_heavily(pdf: pikepdf.Pdf) -> bool:
    """Whether the object streams of a file hold too much; none of them is made into objects for this."""
    containers = {entry.obj_stream_number or 0 for entry in pdf.get_xref_table().values() if entry.type == 2}
    values, size = MOST_VALUES, _MOST_BYTES
    for number in sorted(containers):
        stream = pdf.get_object(number, 0)
        data = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
        found = _most(data, 0, len(data))
        values -= found if found < _FEW else _count(data, 0, len(data), values)
        size -= len(data)
        if values < 0 or size < 0:
            return True
    return False


def _most(data: bytes, start: int, end: int) -> int:
    """How many values may begin in a part of a file, at most: quicker than to count them."""
    return sum(data.count(sign, start, end) for sign in _BEFORE) + 1


def _count(data: bytes, start: int, end: int, most: int) -> int:
    """How many values begin in a part of a file; counted no further than a little over `most`."""
    count = 0
    for at in range(start, end, _AT_ONCE):
        count += len(_VALUE.findall(data, at, min(at + _AT_ONCE, end)))
        if count > most:
            break
    return count


def _between_streams(data: bytes) -> Iterator[tuple[int, int]]:
    """The parts of a file that are no streams. What only looks like one, in a comment or a string, is counted."""
    start = 0
    for found in _STREAM.finditer(data):
        if found.start() < start:
            continue
        head = data[max(data.rfind(b"obj", start, found.start()), start) : found.start() + 2]
        if b"%" in head or any(head.count(opened) != head.count(closed) for opened, closed in _PAIRS):
            continue
        yield start, found.end()
        start = data.find(b"endstream", found.end())
        if start < 0:
            return
    yield start, len(data)
