"""A face in the file: codes given at first use, and the font objects that print and read them.

    <</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Face/Encoding/Identity-H/DescendantFonts[12 0 R]/ToUnicode 10 0 R>>
    <</Type/Font/Subtype/CIDFontType0/…/FontDescriptor 11 0 R/DW 1000/W[1[260 533 …]]>>

A code stands for a glyph and the text it was used for, so that every code reads back as one text, whichever characters
share the glyph. ISO 32000-1, 9.7 (composite fonts), 9.8 (descriptors), 9.10.3 (ToUnicode); ISO 19005-2, 6.2.11.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence
from itertools import count, groupby

from converter.fonts.face import Face
from converter.fonts.subset import Subset
from converter.formats.pdf.reportlab import Sheets
from converter.formats.pdf.told import told

_FIXED, _SERIF, _SYMBOLIC, _ITALIC = 1, 2, 4, 64
"""Flags of a font descriptor. 9.8.2, table 123."""
_DEFAULT_WIDTH = 1000
_NOTHING = "\0\0"
"""Code 0, as it is printed."""
_APART = frozenset(b"()\\\r")
"""Bytes that mean something of their own in a literal string."""


class Codes:
    """The two-byte codes of one face in one file, counted from 1 as they are asked for; code 0 is glyph 0.

    Codes with a byte that stands for something else in a literal string are passed over. ISO 32000-1, 7.3.4.2.
    """

    def __init__(self, face: Face) -> None:
        """Begin with no codes."""
        self.face = face
        self._codes = {(0, ""): _NOTHING}
        self._free = (code for code in count(1) if not _APART.intersection(divmod(code, 256)))

    def printed(self, glyph: int, text: str) -> str:
        """The code that prints a glyph and reads as this text (nothing reads as a word joiner), a character a byte."""
        code = self._codes.get((glyph, text))
        if code is None:
            self._codes[glyph, text] = code = next(self._free).to_bytes(2, "big").decode("latin-1")
        return code

    @property
    def glyphs(self) -> tuple[int, ...]:
        """The glyph of each code, in their order, 0 for those passed over: what `subset` is given."""
        by_code = {_number(code): glyph for (glyph, _), code in self._codes.items()}
        return tuple(by_code.get(code, 0) for code in range(max(by_code) + 1))

    @property
    def unicode(self) -> dict[int, str]:
        """The text of each code but 0."""
        return {_number(code): told(text) for (_, text), code in self._codes.items() if code != _NOTHING}


def _number(code: str) -> int:
    """The number that the two bytes of a code make."""
    return int.from_bytes(code.encode("latin-1"), "big")


def embed(sheets: Sheets, face: Face, subset: Subset, unicode: Mapping[int, str], resource: str) -> None:
    """Embed a subset under a resource name; `unicode` has the text of every code that is used."""
    name = _tag(subset.data) + b"+" + face.postscript_name.encode("ascii")
    descriptor = sheets.object(_descriptor(face, name, _font_file(sheets, face, subset)))
    kind, mapping = b"CIDFontType0", b""
    if face.outlines == "glyf":
        gids = sheets.stream(struct.pack(f">{len(subset.gids)}H", *subset.gids))
        kind, mapping = b"CIDFontType2", b"/CIDToGIDMap %d 0 R" % gids
    font = sheets.object(
        b"<</Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R/DW %d/W[%s]%s>>"
        % (kind, name, descriptor, _DEFAULT_WIDTH, _widths(subset.widths), mapping)
    )
    texts = sheets.stream(to_unicode(unicode))
    composite = b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
    sheets.font(resource, sheets.object(composite % (name, font, texts)))


def to_unicode(unicode: Mapping[int, str]) -> bytes:
    """The CMap from codes to text; what has more than one character is a ligature. At most 100 lines to a block."""
    lines = [b"<%04X> <%s>" % (code, _utf16(text)) for code, text in sorted(unicode.items())]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        b"%sendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend" % body
    )


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-be").hex().upper().encode("ascii")


def _tag(data: bytes) -> bytes:
    """Six letters that tell one subset of a face from another. ISO 32000-1, 9.6.4."""
    value = int.from_bytes(hashlib.md5(data, usedforsecurity=False).digest()[:8], "big")
    return bytes(65 + value // 26**place % 26 for place in range(6))


def _font_file(sheets: Sheets, face: Face, subset: Subset) -> bytes:
    """The entry of a descriptor that leads to the outlines."""
    if face.outlines == "cff":
        return b"/FontFile3 %d 0 R" % sheets.stream(subset.data, b"/Subtype/CIDFontType0C")
    return b"/FontFile2 %d 0 R" % sheets.stream(subset.data, b"/Length1 %d" % len(subset.data))


def _descriptor(face: Face, name: bytes, font_file: bytes) -> bytes:
    flags = _SYMBOLIC | _FIXED * face.fixed | _SERIF * face.serif | _ITALIC * (face.italic_angle != 0)
    box = b" ".join(b"%d" % _thousandths(face, edge) for edge in face.bbox)
    return (
        b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/ItalicAngle %g"
        b"/Ascent %d/Descent %d/CapHeight %d/StemV %d%s>>"
        % (
            name,
            flags,
            box,
            face.italic_angle,
            _thousandths(face, face.ascent),
            _thousandths(face, face.descent),
            _thousandths(face, face.cap_height),
            _stem(face.weight),
            font_file,
        )
    )


def _thousandths(face: Face, value: int) -> int:
    return round(value * 1000 / face.units)


def _stem(weight: int) -> int:
    """The width of upright stems that a weight leads one to expect: 88 for a regular face, 166 for a bold one."""
    return round(50 + (weight / 65) ** 2)


def _widths(widths: Sequence[int]) -> bytes:
    """The widths that are not the default one, in runs of following codes."""
    runs = []
    for is_default, run in groupby(enumerate(widths), key=lambda entry: entry[1] == _DEFAULT_WIDTH):
        if not is_default:
            entries = list(run)
            runs.append(b"%d[%s]" % (entries[0][0], b" ".join(b"%d" % width for _, width in entries)))
    return b"".join(runs)
