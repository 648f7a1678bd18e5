"""The bytes of a PDF file: strings, numbers, streams, and the body with its cross-references.

    %PDF-1.7
    7 0 obj <</Filter/FlateDecode/Length 1234>> stream … endstream endobj     streams, one by one
    90 0 obj <</Type/ObjStm/N 200/First 1500 …>> stream … endstream endobj    all other objects, 200 to a stream
    91 0 obj <</Type/XRef/W[1 4 2]/Root 5 0 R/Info 6 0 R/ID[<…><…>] …>> stream … endstream endobj
    startxref 56789 %%EOF

ISO 32000-1, 7.3 (objects), 7.5.7 (object streams), 7.5.8 (cross-reference streams); ISO 19005-2, 6.1.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

_ESCAPED = re.compile(rb"[\x00-\x1f\\()\x7f]")
_TO_A_STREAM = 200
_EOL = b"\r\n"
_FREE = (0, 0, 0xFFFF)


def decimal(value: float) -> str:
    """A number to the thousandth, without zeros that say nothing."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def string(text: str) -> bytes:
    """A text string: a literal when it is ASCII, else UTF-16 in hexadecimal. ISO 32000-1, 7.9.2.2."""
    data = text_bytes(text)
    if data.isascii():
        return b"(%s)" % _ESCAPED.sub(lambda match: b"\\%03o" % match[0][0], data)
    return b"<%s>" % data.hex().upper().encode("ascii")


def moment(when: datetime) -> bytes:
    """A date as a string; the time is in UTC. ISO 32000-1, 7.9.4."""
    return b"(D:%s)" % when.strftime("%Y%m%d%H%M%SZ").encode("ascii")


def text_bytes(text: str) -> bytes:
    """The bytes that a text string stands for, by which names are sorted."""
    return text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")


def ascii_address(address: str) -> str:
    """An address with what is not ASCII percent-encoded. ISO 32000-1, 12.6.4.7."""
    return "".join(c if c.isascii() and c > " " else "".join(f"%{byte:02X}" for byte in c.encode()) for c in address)


def stream(data: bytes, dictionary: bytes = b"", *, compress: bool = True) -> bytes:
    """A stream object with its exact length and a line end before `endstream`. ISO 19005-2, 6.1.7.1.

    What is compressed gains a space where its last byte would be CR or LF, as some readers take that for the line end.
    """
    if compress:
        packed = zlib.compress(data)
        while packed[-1] in _EOL:
            data += b" "
            packed = zlib.compress(data)
        data, dictionary = packed, dictionary + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, len(data), data)


class Body:
    """The body of a file: where each object stands, and those that wait for an object stream. ISO 32000-1, 7.5.7."""

    def __init__(self) -> None:
        self._out = BytesIO(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._out.seek(0, 2)
        self._places: dict[int, tuple[int, int, int]] = {}
        self._held: list[tuple[int, bytes]] = []

    def write(self, number: int, data: bytes) -> None:
        """Write an object at the end of the body."""
        self._places[number] = (1, self._out.tell(), 0)
        self._out.write(b"%d 0 obj\n%s\nendobj\n" % (number, data))

    def hold(self, number: int, data: bytes) -> None:
        """Keep an object, which is not a stream, for an object stream."""
        self._held.append((number, data))

    def finish(self, last: int, root: int, info: int) -> bytes:
        """Write the object streams after the last number, and the cross-reference stream, and give the file."""
        for at in range(0, len(self._held), _TO_A_STREAM):
            last += 1
            self._write_objects(last, self._held[at : at + _TO_A_STREAM])
        start = self._out.tell()
        self._places[last + 1] = (1, start, 0)
        size, rows = self._cross_references(last + 2)
        digest = hashlib.md5(self._out.getbuffer(), usedforsecurity=False).hexdigest().encode("ascii")
        keys = (
            b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/DecodeParms<</Predictor 12/Columns 7>>"
        )
        table = stream(rows, keys % (size, root, info, digest, digest))
        self._out.write(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last + 1, table, start))
        return self._out.getvalue()

    def _write_objects(self, number: int, held: Sequence[tuple[int, bytes]]) -> None:
        heads, at = [], 0
        for place, (inner, data) in enumerate(held):
            heads.append(b"%d %d" % (inner, at))
            at += len(data) + 1
            self._places[inner] = (2, number, place)
        head = b" ".join(heads) + b"\n"
        keys = b"/Type/ObjStm/N %d/First %d" % (len(held), len(head))
        self.write(number, stream(head + b"\n".join(data for _, data in held), keys))

    def _cross_references(self, size: int) -> tuple[int, bytes]:
        """The table's size and rows, each as its difference from the one above (PNG predictor Up).

        A row that is not of an object is free; such rows are added until the compressed table ends well.
        """
        places, pack = self._places, struct.Struct(">BIH").pack
        rows = b"".join([pack(*places.get(number, _FREE)) for number in range(size)])
        while True:
            steps = bytes([(below - above) & 0xFF for above, below in zip(bytes(7) + rows, rows, strict=False)])
            table = b"".join([b"\2" + steps[at : at + 7] for at in range(0, len(steps), 7)])
            if zlib.compress(table)[-1] not in _EOL:
                return len(rows) // 7, table
            rows += pack(*_FREE)
