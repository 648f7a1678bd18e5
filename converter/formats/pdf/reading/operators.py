"""A content stream as its operators: those that show text, and those that mark it.

    /P<</MCID 3>>BDC /F1 11 Tf [<0012>20<0013>]TJ EMC    ->    (b"BDC", …) (b"Tf", …) (b"TJ", …) (b"EMC", …)

Paths and colours are passed over unread where nobody asks for them, so that what is drawn costs nothing.
ISO 32000-1, 7.8.2, 7.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)?"
"""Parentheses in it stand three deep at most; what is never closed goes on to the end, so that it is read but once."""
_HEX = rb"<[0-9A-Fa-f\x00\t\n\f\r ]*+>"
_NAME = rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]*+"
_FLAT = rb"[^<>()]|" + _HEX + rb"|" + _STRING
_DICTIONARY = rb"<<(?:" + _FLAT + rb"|<<(?:" + _FLAT + rb")*+>>)*+>>"
_TOKEN = re.compile(
    rb"(%s)|(%s)|(%s)|(%s)|([A-Za-z'\"*][A-Za-z0-9'\"*]*+)|%%[^\r\n]*+" % (_HEX, _STRING, _NAME, _DICTIONARY), re.DOTALL
)
"""Strings in hexadecimal, literal strings, names, dictionaries (one more inside), operators, comments."""
TEXT = frozenset((b"BDC", b"BMC", b"EMC", b"Tf", b"Tj", b"TJ", b"'", b'"', b"Do", b"q", b"Q"))
"""The operators that show text and mark it."""
NUMBERED = frozenset((
    b"Tf", b"Tm", b"Td", b"TD", b"TL", b"Ts", b"Tr", b"Tz", b"cm", b"g", b"rg", b"k", b"sc", b"scn",
))  # fmt: skip
"""Operators of place and colour, whose numbers are asked for."""
SIGHT = TEXT | NUMBERED | {b"BT", b"T*", b"gs", b"sh", b"W", b"W*", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
"""All that decides what of a text is seen."""
_VALUES = frozenset((b"true", b"false", b"null"))

_INLINE_IMAGE = re.compile(rb"(?<![^\s])BI\s*+(?=/(?:W|H|BPC|CS|F|D|I|IM|Width|Height|Filter|Bits|Color)\b)")
_END_OF_IMAGE = re.compile(rb"\sEI(?![^\s])")

_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n?|(.))|\r\n?", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
_ENTRY = re.compile(rb"(%s)\s*+(?:([-+]?\d++)(?!\s++\d++\s++R)|(%s)|(%s))" % (_NAME, _STRING, _HEX), re.DOTALL)


class Operands(Struct):
    """What stands before an operator: its strings, and its names and dictionary as they are written.

    `written` is all of it, for operators that are not of text.
    """

    strings: list[bytes] = field(default_factory=list)
    names: list[bytes] = field(default_factory=list)
    dictionary: bytes = b""
    written: bytes = b""

    @property
    def numbers(self) -> list[float]:
        """The numbers among the operands; none where something else than names is among them."""
        try:
            return [float(part) for part in self.written.split() if not part.startswith(b"/")]
        except ValueError:
            return []


def operators(stream: bytes, wanted: frozenset[bytes] = TEXT) -> Iterator[tuple[bytes, Operands]]:
    """The operators of a stream that are wanted, with their operands, one by one."""
    held, start = Operands(), 0
    stream = _without_images(stream)
    for token in _TOKEN.finditer(stream):
        kind = token.lastindex
        if kind == 5:
            operator = token[5]
            if operator in _VALUES:
                continue
            if operator in wanted:
                if operator in NUMBERED:
                    held.written = stream[start : token.start()]
                yield operator, held
            held, start = Operands(), token.end()
        elif kind == 1:
            held.strings.append(_unhexed(token[1]))
        elif kind == 2:
            held.strings.append(_unescaped(token[2]))
        elif kind == 3:
            held.names.append(token[3][1:])
        elif kind == 4:
            held.dictionary = token[4]


def holds_image(stream: bytes) -> bool:
    """Whether an image stands in the stream itself. 8.9.7."""
    return b"BI" in stream and _INLINE_IMAGE.search(stream) is not None


def entries(dictionary: bytes) -> Mapping[bytes, int | bytes]:
    """The numbers and strings of a dictionary, by name."""
    return {
        found[1][1:]: int(found[2]) if found[2] else _unescaped(found[3]) if found[3] else _unhexed(found[4])
        for found in _ENTRY.finditer(dictionary, 2)
    }


def text_string(value: bytes) -> str:
    """The characters of a text string. 7.9.2.2."""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    return value.removeprefix(b"\xef\xbb\xbf").decode(
        "utf-8" if value.startswith(b"\xef\xbb\xbf") else "latin-1", "replace"
    )


def _without_images(stream: bytes) -> bytes:
    """The stream without inline images, whose bytes may look like anything."""
    if b"BI" not in stream:
        return stream
    out, at = [], 0
    while found := _INLINE_IMAGE.search(stream, at):
        out.append(stream[at : found.start()])
        end = _END_OF_IMAGE.search(stream, found.end())
        at = end.end() if end else len(stream)
    return b"".join((*out, stream[at:])) if out else stream


def _unhexed(token: bytes) -> bytes:
    if token[1:-1].isalnum() and len(token) % 2 == 0:
        return bytes.fromhex(token[1:-1].decode("ascii"))
    digits = b"".join(token[1:-1].replace(b"\0", b" ").split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _unescaped(token: bytes) -> bytes:
    inner = token[1:].removesuffix(b")")
    return _ESCAPE.sub(_character, inner) if b"\\" in inner or b"\r" in inner else inner


def _character(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes((int(found[1], 8) & 0xFF,))
    if found[2]:
        return _ESCAPED.get(found[2], found[2])
    return b"" if found[0].startswith(b"\\") else b"\n"
