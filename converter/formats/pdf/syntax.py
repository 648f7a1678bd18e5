"""The bytes of a PDF file: strings, numbers, and the whole of it with its cross-references.

    %PDF-1.7
    7 0 obj <</Filter/FlateDecode/Length 1234>> stream … endstream endobj     streams, one by one
    90 0 obj <</Type/ObjStm/N 200/First 1500 …>> stream … endstream endobj    all other objects, 200 to a stream
    91 0 obj <</Type/XRef/W[1 4 1]/Root 5 0 R/Info 6 0 R/ID[<…><…>] …>> stream … endstream endobj
    startxref 56789 %%EOF

ISO 32000-1, 7.3 (objects), 7.5.7 (object streams), 7.5.8 (cross-reference streams); ISO 19005-2, 6.1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate, chain, count, pairwise

from converter.formats.pdf.streams import EOL, Streams, deflated, stream

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_TO_A_STREAM = 200

_Batch = Mapping[int, bytes]
"""Objects by number that stand in one stream."""
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
    data = text_bytes(text).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
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


def file(objects: Mapping[int, bytes], streams: Streams, root: int, info: int) -> bytes:
    """The file of these objects by number; streams of objects and cross-references get the numbers after them.

    Streams of objects are added to `streams`, so that the file is asked for once.
    """
    first = max(*objects, streams.last) + 1
    held = dict(enumerate(_batches(objects), first))
    for number, batch in held.items():
        streams.put(number, *_object_stream(batch))
    made = streams.objects()
    parts = [_HEADER, *[b"%d 0 obj\n%s\nendobj\n" % each for each in made.items()]]
    number, body = first + len(held), b"".join(parts)
    starts = dict(zip([*made, number], accumulate(map(len, parts)), strict=True))
    table = _cross_references(_rows(starts, held, number + 1))
    digest = hashlib.md5(body, usedforsecurity=False).hexdigest().encode("ascii")
    keys = b"/Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/DecodeParms<</Predictor 12/Columns %d>>"
    last = stream(table, keys % (len(table) // (_ROW + 1), root, info, digest, digest, _ROW))
    return b"%s%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (body, number, last, len(body))


def _batches(objects: Mapping[int, bytes]) -> Iterator[_Batch]:
    """The objects by number, as many together as stand in one stream."""
    held = sorted(objects.items())
    return (dict(held[at : at + _TO_A_STREAM]) for at in range(0, len(held), _TO_A_STREAM))


def _object_stream(batch: _Batch) -> tuple[bytes, bytes]:
    """The data of a stream of objects, and its keys."""
    starts = accumulate([len(data) + 1 for data in batch.values()], initial=0)
    head = " ".join(map(str, chain.from_iterable(zip(batch, starts, strict=False)))).encode("ascii")
    return b"%s\n%s" % (head, b"\n".join(batch.values())), b"/Type/ObjStm/N %d/First %d" % (len(batch), len(head) + 1)


def _rows(starts: Mapping[int, int], held: Mapping[int, _Batch], size: int) -> Sequence[int]:
    """For each number its row: where its stream stands in the file, or its place in which stream of objects."""
    rows = dict.fromkeys(range(size), _FREE)
    rows |= {number: _OFFSET | start << 8 for number, start in starts.items()}
    for number, batch in held.items():
        rows |= zip(batch, count(_PACKED | number << 8))
    return tuple(rows.values())


def _cross_references(rows: Sequence[int]) -> bytes:
    """The rows, each as its difference from the one above (PNG predictor Up).

    A row that is not of an object is free; such rows are added until the compressed table ends well.
    """
    table = b"".join([_NEXT if row - above == 1 else _step(above, row) for above, row in pairwise([_FREE, *rows])])
    return _cross_references([*rows, _FREE]) if deflated(table)[-1] in EOL else table


def _step(above: int, row: int) -> bytes:
    """A row's difference from the one above, byte by byte."""
    pairs = zip(above.to_bytes(_ROW, "big"), row.to_bytes(_ROW, "big"), strict=True)
    return b"\2" + bytes([(new - old) & 0xFF for old, new in pairs])
