"""Bare CFF for PDF: charstrings in a given order as one CID-keyed font with one font dictionary.

    header · Name INDEX · Top DICT INDEX · String INDEX · empty Global Subr INDEX
    · charset (CID = glyph) · FDSelect (all of font 0) · Private DICT · CharStrings INDEX · Font DICT INDEX

A subset of a face with many font dictionaries keeps them all, which some readers of PDF look up wrongly; here every
charstring is given its own width, so that one dictionary serves all. Adobe Technical Notes 5176 (CFF), 5177 (Type 2).
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_CHARSET, _CHARSTRINGS, _PRIVATE = 15, 17, 18
_FONT_MATRIX, _ROS, _CID_COUNT, _FD_ARRAY, _FD_SELECT = b"\x0c\x07", b"\x0c\x1e", b"\x0c\x22", b"\x0c\x24", b"\x0c\x25"
_FONT_BBOX, _DEFAULT_WIDTH, _NOMINAL_WIDTH = b"\x05", b"\x14", b"\x15"
_ADOBE, _IDENTITY = 391, 392
"""The first two strings after the 391 that every CFF knows."""

_RMOVETO, _RLINETO, _RRCURVETO = 21, 5, 8
_MOVES = {_RMOVETO: 2, 22: 1, 4: 1}
"""rmoveto, hmoveto, vmoveto: how many operands each takes; one more is the width."""
_STEMS = frozenset({1, 3, 18, 23, 19, 20})
"""hstem, vstem, hstemhm, vstemhm, hintmask, cntrmask: operands in pairs; an odd one is the width."""
_END = 14
"""endchar: no operands, or four for an accented letter; one more is the width."""


class Charstring:
    """A charstring while it is drawn; points are rounded, and closed contours need no sign."""

    def __init__(self) -> None:
        """Begin at the origin, with nothing drawn."""
        self._at = (0, 0)
        self._written = bytearray()

    def move(self, *point: float) -> None:
        """Begin a contour."""
        self._write(_RMOVETO, point)

    def line(self, *point: float) -> None:
        """Draw a straight line."""
        self._write(_RLINETO, point)

    def curve(self, *points: float) -> None:
        """Draw a cubic curve: its two control points and its end."""
        self._write(_RRCURVETO, points)

    def _write(self, operator: int, numbers: Sequence[float]) -> None:
        for x, y in zip(*[map(round, numbers)] * 2, strict=True):
            self._written += _operand(x - self._at[0]) + _operand(y - self._at[1])
            self._at = x, y
        self._written.append(operator)

    def data(self) -> bytes:
        """The charstring, without a width."""
        return bytes(self._written) + bytes([_END])


def charstrings(cff: bytes) -> list[bytes]:
    """The charstrings of a CFF font, in glyph order."""
    after_names = _index(cff, cff[2])[1]
    tops, _ = _index(cff, after_names)
    return _index(cff, _offset(tops[0], _CHARSTRINGS))[0]


def cid_font(
    name: str, outlines: Sequence[bytes], widths: Sequence[int], bbox: tuple[int, int, int, int], units: int
) -> bytes:
    """One CID-keyed font of these charstrings, CID by place; free of subroutines, as `widths` and `bbox` in font units.

    Raises ValueError for a charstring that does not begin as one must.
    """
    common = max((count, width) for width, count in Counter(widths).items())[1]
    glyphs = _indexed([_with_width(outline, width, common) for outline, width in zip(outlines, widths, strict=True)])
    charset = struct.pack(">BHH", 2, 1, len(outlines) - 2) if len(outlines) > 1 else b"\0"
    select = struct.pack(">BHHBH", 3, 1, 0, 0, len(outlines))
    private = _integer(common) + _DEFAULT_WIDTH + _integer(0) + _NOMINAL_WIDTH
    names = _indexed([name.encode("ascii")])
    strings = _indexed([b"Adobe", b"Identity"]) + _indexed([])

    def top(*offsets: int) -> bytes:
        at = [_integer(offset) for offset in offsets]
        return b"".join((
            _integer(_ADOBE), _integer(_IDENTITY), _integer(0), _ROS, _matrix(units),
            *map(_integer, bbox), _FONT_BBOX, _integer(len(outlines)), _CID_COUNT,
            at[0], bytes([_CHARSET]), at[1], _FD_SELECT, at[2], bytes([_CHARSTRINGS]), at[3], _FD_ARRAY,
        ))  # fmt: skip

    start = 4 + len(names) + len(_indexed([top(0, 0, 0, 0)])) + len(strings)
    at_select = start + len(charset)
    at_private = at_select + len(select)
    at_glyphs = at_private + len(private)
    at_fonts = at_glyphs + len(glyphs)
    fonts = _indexed([_integer(len(private)) + _integer(at_private) + bytes([_PRIVATE])])
    tops = _indexed([top(start, at_select, at_glyphs, at_fonts)])
    return b"".join((b"\1\0\4\4", names, tops, strings, charset, select, private, glyphs, fonts))


def _with_width(outline: bytes, width: int, common: int) -> bytes:
    """A charstring with its width as first operand, or without one when it is the common width."""
    at, count, first = 0, 0, 0
    while (lead := outline[at]) >= 32 or lead == 28:
        at += 1 if 32 <= lead < 247 else 2 if 247 <= lead < 255 else 3 if lead == 28 else 5
        count += 1
        first = first or at
    match lead:
        case _ if lead in _MOVES:
            has_width = count > _MOVES[lead]
        case _ if lead in _STEMS:
            has_width = count % 2 == 1
        case _ if lead == _END:
            has_width = count in (1, 5)
        case _:
            raise ValueError(f"a charstring begins with operator {lead}")
    body = outline[first:] if has_width else outline
    return body if width == common else b"\x1c" + struct.pack(">h", width) + body


def _index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The objects of an INDEX, and where what follows it begins."""
    count = int.from_bytes(data[at : at + 2], "big")
    if count == 0:
        return [], at + 2
    size = data[at + 2]
    table = at + 3
    bounds = [int.from_bytes(data[table + i * size : table + (i + 1) * size], "big") for i in range(count + 1)]
    base = table + (count + 1) * size - 1
    return [data[base + a : base + b] for a, b in pairwise(bounds)], base + bounds[-1]


def _indexed(items: Sequence[bytes]) -> bytes:
    """An INDEX of objects."""
    if not items:
        return b"\0\0"
    bounds = [1]
    for item in items:
        bounds.append(bounds[-1] + len(item))
    size = (bounds[-1].bit_length() + 7) // 8
    return struct.pack(">HB", len(items), size) + b"".join(b.to_bytes(size, "big") for b in bounds) + b"".join(items)


def _offset(dictionary: bytes, wanted: int) -> int:
    """The integer operand of an operator in a DICT."""
    at, value = 0, 0
    while at < len(dictionary):
        lead = dictionary[at]
        at += 1
        if lead == wanted:
            return value
        match lead:
            case 28 | 29:
                size = 2 if lead == 28 else 4
                value = int.from_bytes(dictionary[at : at + size], "big", signed=True)
                at += size
            case 30:
                while dictionary[at] & 15 != 15 and dictionary[at] >> 4 != 15:
                    at += 1
                at += 1
            case 12:
                at += 1
            case _ if 32 <= lead < 247:
                value = lead - 139
            case _ if lead >= 247:
                sign = 1 if lead < 251 else -1
                value = sign * ((lead - (247 if lead < 251 else 251)) * 256 + dictionary[at] + 108)
                at += 1
    raise ValueError(f"the CFF font has no operator {wanted}")


def _integer(value: int) -> bytes:
    return b"\x1d" + struct.pack(">i", value)


def _operand(value: int) -> bytes:
    """An integer in a charstring. Technical Note 5177, 3.2."""
    if -107 <= value <= 107:
        return bytes([value + 139])
    if 108 <= abs(value) <= 1131:
        high, low = divmod(abs(value) - 108, 256)
        return bytes([high + (247 if value > 0 else 251), low])
    return b"\x1c" + struct.pack(">h", value)


def _matrix(units: int) -> bytes:
    """The FontMatrix operator, which a font of 1000 units to the em leaves out."""
    if units == 1000:
        return b""
    scale, zero = _real(1 / units), b"\x8b"
    return scale + zero + zero + scale + zero + zero + _FONT_MATRIX


def _real(value: float) -> bytes:
    """A real number, in nibbles: digits, a for the point, f at the end."""
    nibbles = f"{value:.10f}".rstrip("0").lstrip("0").replace(".", "a") + "f"
    return b"\x1e" + bytes.fromhex(nibbles + "f" * (len(nibbles) % 2))
