"""The bytes of a PDF file: strings, numbers, streams, and the whole of it with its cross-references.

    %PDF-1.7
    7 0 obj <</Filter/FlateDecode/Length 1234>> stream … endstream endobj     streams, one by one
    90 0 obj <</Type/ObjStm/N 200/First 1500 …>> stream … endstream endobj    all other objects, 200 to a stream
    91 0 obj <</Type/XRef/W[1 4 1]/Root 5 0 R/Info 6 0 R/ID[<…><…>] …>> stream … endstream endobj
    startxref 56789 %%EOF

ISO 32000-1, 7.3 (objects), 7.5.7 (object streams), 7.5.8 (cross-reference streams); ISO 19005-2, 6.1.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import accumulate, pairwise

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ESCAPES = ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r"))
_TO_A_STREAM = 200
_EOL = b"\r\n"
_LEVEL = 5
"""How hard to compress: beyond it, time grows by more than bytes shrink."""

_ROW = 6
"""The bytes of a row of cross-references: one for the kind, four for an offset or a stream, one for the place in it."""
_FREE, _OFFSET, _PACKED = 0 << 40, 1 << 40, 2 << 40
"""Kinds of rows, as the numbers that their bytes make."""
_NEXT = b"\2" + (1).to_bytes(_ROW, "big")
"""The difference of an object from the one before it in the same stream."""


def decimal(value: float) -> str:
    """A number to the thousandth, without zeros that say nothing."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def number(value: float) -> str:
    """A number of a content stream: four figures, and never an exponent. ISO 32000-1, 7.3.3."""
    return f"{value:.4g}" if 1e-4 <= abs(value) < 9999.5 else f"{value:.0f}"


def string(text: str) -> bytes:
    """A text string as a literal, in ASCII or UTF-16. ISO 32000-1, 7.3.4.2 and 7.9.2.2."""
    data = text_bytes(text)
    for special, written in _ESCAPES:
        data = data.replace(special, written)
    return b"(%s)" % data


def moment(when: datetime) -> bytes:
    """A date as a string; the time is in UTC. ISO 32000-1, 7.9.4."""
    return b"(D:%s)" % when.strftime("%Y%m%d%H%M%SZ").encode("ascii")


def text_bytes(text: str) -> bytes:
    """The bytes that a text string stands for, by which names are sorted."""
    return text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")


def ascii_address(address: str) -> str:
    """An address with what is not ASCII percent-encoded. ISO 32000-1, 12.6.4.7."""
    return "".join(c if c.isascii() and c > " " else "".join(f"%{byte:02X}" for byte in c.encode()) for c in address)


def references(numbers: Iterable[int]) -> bytes:
    """References to objects, side by side."""
    return b" ".join([b"%d 0 R" % number for number in numbers])


def stream(data: bytes, dictionary: bytes = b"", *, compress: bool = True) -> bytes:
    """A stream object with its exact length and a line end before `endstream`. ISO 19005-2, 6.1.7.1.

    What is compressed gains a space where its last byte would be CR or LF, as some readers take that for the line end.
    """
    if compress:
        packed = zlib.compress(data, _LEVEL)
        while packed[-1] in _EOL:
            data += b" "
            packed = zlib.compress(data, _LEVEL)
        data, dictionary = packed, dictionary + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, len(data), data)


def file(objects: Mapping[int, bytes], streams: Mapping[int, bytes], root: int, info: int) -> bytes:
    """The file of these objects by number; streams of objects and cross-references get the numbers after them."""
    rows = [_FREE] * (max(*objects, *streams) + 1)
    body = _body({**streams, **_packed(objects, rows)}, rows)
    number = len(rows)
    rows.append(_OFFSET | len(body) << 8)
    table = _cross_references(rows)
    digest = hashlib.md5(body, usedforsecurity=False).hexdigest().encode("ascii")
    keys = b"/Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/DecodeParms<</Predictor 12/Columns %d>>"
    last = stream(table, keys % (len(rows), root, info, digest, digest, _ROW))
    return b"%s%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (body, number, last, len(body))


def _packed(objects: Mapping[int, bytes], rows: list[int]) -> Mapping[int, bytes]:
    """Streams of objects by their numbers, which begin after the rows; rows say where each object stands."""
    held, packed = sorted(objects.items()), {}
    for at in range(0, len(held), _TO_A_STREAM):
        numbers, data = zip(*held[at : at + _TO_A_STREAM], strict=True)
        for place, inner in enumerate(numbers):
            rows[inner] = _PACKED | len(rows) << 8 | place
        starts = accumulate([len(each) + 1 for each in data], initial=0)
        head = b" ".join([b"%d %d" % each for each in zip(numbers, starts, strict=False)])
        keys = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(head) + 1)
        packed[len(rows)] = stream(b"%s\n%s" % (head, b"\n".join(data)), keys)
        rows.append(_FREE)
    return packed


def _body(streams: Mapping[int, bytes], rows: list[int]) -> bytes:
    """The header and the streams; rows say where each stands."""
    parts, at = [_HEADER], len(_HEADER)
    for number, data in streams.items():
        rows[number] = _OFFSET | at << 8
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, data))
        at += len(parts[-1])
    return b"".join(parts)


def _cross_references(rows: list[int]) -> bytes:
    """The rows, each as its difference from the one above (PNG predictor Up).

    A row that is not of an object is free; such rows are added until the compressed table ends well.
    """
    table = b"".join([_NEXT if row - above == 1 else _step(above, row) for above, row in pairwise([_FREE, *rows])])
    while zlib.compress(table, _LEVEL)[-1] in _EOL:
        table += _step(rows[-1], _FREE)
        rows.append(_FREE)
    return table


def _step(above: int, row: int) -> bytes:
    """A row's difference from the one above, byte by byte."""
    pairs = zip(above.to_bytes(_ROW, "big"), row.to_bytes(_ROW, "big"), strict=True)
    return b"\2" + bytes([(new - old) & 0xFF for old, new in pairs])
