"""Codes of a font as text: by its ToUnicode map, else by the encoding that it names.

    1 begincodespacerange <0000> <FFFF> endcodespacerange
    2 beginbfchar <0001> <0041> <0002> <D842DFB7> endbfchar     1 beginbfrange <0003> <0005> <0042> endbfrange

ISO 32000-1, 9.10 (extraction of text), 9.6.6 (encodings), 9.7.5 (CMaps).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from struct import unpack_from

import pikepdf

from converter.formats.pdf.told import readable

UNKNOWN = "\ufffd"
"""What a code reads as that nothing gives a character for."""

Decoder = Callable[[bytes], list[str]]
"""From the bytes of a string that is shown to the text of each of its codes."""

_BLOCK = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PART = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_MOST_OF_A_RANGE = 0x10000
_ENCODINGS = {
    "/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman", "/StandardEncoding": "latin-1",
    "/PDFDocEncoding": "latin-1",
}  # fmt: skip
_GLYPH_NAME = re.compile(r"/(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))$")


def decoder(font: pikepdf.Object) -> Decoder:
    """How the strings of a font are read."""
    composite = font.get("/Subtype") == pikepdf.Name.Type0
    cmap = font.get("/ToUnicode")
    if isinstance(cmap, pikepdf.Stream):
        table = _table(cmap.read_bytes())
        if table:
            return _by_table(table, composite=composite)
    return _composite(font) if composite else _simple(font)


def _by_table(table: dict[bytes, str], *, composite: bool) -> Decoder:
    lengths = sorted({len(code) for code in table})
    if len(lengths) > 1:
        return lambda data: list(_greedy(table, lengths, data))
    length = lengths[0] if lengths else 1 + composite
    if length == 2:
        return _Pairs(table).decode
    get = table.get

    def decode(data: bytes) -> list[str]:
        return [get(data[at : at + length], UNKNOWN) for at in range(0, len(data), length)]

    return decode


class _Pairs(dict[int, str]):
    """Codes of two bytes, which most fonts have, as numbers."""

    def __init__(self, table: dict[bytes, str]) -> None:
        super().__init__((int.from_bytes(code, "big"), text) for code, text in table.items())

    def __missing__(self, code: int) -> str:
        return UNKNOWN

    def decode(self, data: bytes) -> list[str]:
        """The text of each code; a byte that is left over is one that nothing is known of."""
        count, left = divmod(len(data), 2)
        return [*map(self.__getitem__, unpack_from(f">{count}H", data)), *[UNKNOWN] * left]


def _greedy(table: dict[bytes, str], lengths: list[int], data: bytes) -> Iterator[str]:
    """The texts of codes of several lengths, the shortest that is known each time."""
    at = 0
    while at < len(data):
        length = next((length for length in lengths if data[at : at + length] in table), lengths[0])
        yield table.get(data[at : at + length], UNKNOWN)
        at += length


def _table(cmap: bytes) -> dict[bytes, str]:
    """From code to text, as the blocks of a ToUnicode map say."""
    table: dict[bytes, str] = {}
    for block in _BLOCK.finditer(cmap):
        if block[1] == b"bfchar":
            pairs = _PAIR.findall(block[2])
            table.update((_unhexed(code), _text(_unhexed(text))) for code, text in pairs)
        elif block[1] == b"bfrange":
            parts = list(_parts(block[2]))
            for at in range(0, len(parts) - 2, 3):
                table.update(_range(*parts[at : at + 3]))
    return table


def _parts(block: bytes) -> Iterator[bytes | list[bytes]]:
    """The strings of a block; those in brackets as a list."""
    inside: list[bytes] | None = None
    for part in _PART.finditer(block):
        if part[2]:
            inside = []
        elif part[3]:
            if inside is not None:
                yield inside
            inside = None
        else:
            value = _unhexed(part[1])
            if inside is None:
                yield value
            else:
                inside.append(value)


def _unhexed(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _range(
    first: bytes | list[bytes], last: bytes | list[bytes], to: bytes | list[bytes]
) -> Iterator[tuple[bytes, str]]:
    if not (isinstance(first, bytes) and isinstance(last, bytes) and first):
        return
    start = int.from_bytes(first, "big")
    count = min(int.from_bytes(last, "big") - start + 1, _MOST_OF_A_RANGE)
    for place in range(count if isinstance(to, bytes) else min(count, len(to))):
        code = (start + place).to_bytes(len(first) + 1, "big")[1:]
        if isinstance(to, list):
            yield code, _text(to[place])
        elif to:
            tail = (int.from_bytes(to[-2:], "big") + place) & 0xFFFF
            yield code, _text(to[:-2] + tail.to_bytes(min(len(to), 2) if tail < 256 else 2, "big"))


def _text(value: bytes) -> str:
    text = value.decode("utf-16-be", "replace") if len(value) > 1 else value.decode("latin-1")
    return readable(text)


def _composite(font: pikepdf.Object) -> Decoder:
    """Codes that are Unicode themselves, as some predefined CMaps have them; no others can be read."""
    encoding = str(font.get("/Encoding", ""))
    if "UCS2" in encoding or "UTF16" in encoding:
        return lambda data: list(data.decode("utf-16-be", "replace"))
    return lambda data: [UNKNOWN] * (len(data) // 2)


def _simple(font: pikepdf.Object) -> Decoder:
    """One byte, one character, by a named encoding and its differences."""
    encoding = font.get("/Encoding")
    named = encoding.get("/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else encoding
    codec = _ENCODINGS.get(str(named), "latin-1" if named is None else "cp1252")
    table = [bytes((code,)).decode(codec, "replace") for code in range(256)]
    if isinstance(encoding, pikepdf.Dictionary):
        at = 0
        differences = encoding.get("/Differences")
        for each in differences if isinstance(differences, pikepdf.Array) else ():
            if isinstance(each, int):
                at = each
            elif isinstance(each, pikepdf.Name):
                if 0 <= at < 256:
                    table[at] = _named(str(each))
                at += 1
    return lambda data: [table[code] for code in data]


def _named(glyph: str) -> str:
    """The character of a glyph's name: `/A`, `/uni5DE5`, `/u20BB7`, or one of the usual names."""
    found = _GLYPH_NAME.match(glyph)
    if found:
        return chr(min(int(found[1] or found[2], 16), 0x10FFFF))
    return glyph[1:] if len(glyph) == 2 else _GLYPHS.get(glyph[1:], UNKNOWN)


_SIGNS = """
space  | period .| comma ,| colon :| semicolon ;| hyphen -| endash –| emdash —| quoteright ’| quoteleft ‘|
quotedblleft “| quotedblright ”| quotesingle '| quotedbl "| parenleft (| parenright )| bracketleft [| bracketright ]|
slash /| ampersand &| percent %| question ?| exclam !| zero 0| one 1| two 2| three 3| four 4| five 5| six 6| seven 7|
eight 8| nine 9| fi ﬁ| fl ﬂ| ff ﬀ| ffi ﬃ| ffl ﬄ| bullet •| ellipsis …| section §| dagger †| asterisk *| eacute é|
egrave è| agrave à| ccedilla ç| ecircumflex ê| ocircumflex ô| ntilde ñ| oacute ó| aacute á| iacute í| uacute ú|
germandbls ß| adieresis ä| odieresis ö| udieresis ü| Eacute É| oe œ| OE Œ| plus +| equal =| underscore _| at @|
numbersign #| dollar $
"""
_GLYPHS = {name: sign or " " for name, _, sign in (each.strip().partition(" ") for each in _SIGNS.split("|"))}
"""The usual names of glyphs that are not letters."""
