"""Bytes in, for every reader: how much, in which encoding, and which line a position stands on.

    Input(name, bytes) -> decode -> Decoded(text, encoding) -> table -> ((1, "first line"), (2, "second line"), ...)

A byte-order mark is believed. Without one the text is UTF-8 when its bytes are valid UTF-8; else the evidence of its
characters chooses among UTF-16, GB18030 and Big5, and a remark says so.
"""

from __future__ import annotations

import codecs
import re
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from converter.diagnostics import Code, Diagnostic, Place, Refused, refuse

MAX_BYTES = 64 * 1024 * 1024
"""The most bytes that are read of one input."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32LE"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32BE"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16BE"),
)
_GUESSES = (
    ("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE"), ("gb18030", "GB18030"), ("big5hkscs", "Big5"),
)  # fmt: skip
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"\x7fELF")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65536
_COMMON = (
    "[的一是在和有不了中大人上這这個个我們们為为於于與与以及年月日到對对國国他時时會会，。、；：《》「」“”（）]"
    "|[ \n](?:the|of|and|to|in|de|la|le|les|et|des|en|el|los|y|и|в|на|по|с|من|في|على|إلى)(?= )|[ \n]ال"
)
_LEAST_EVIDENCE = 0.04
"""The least share of common characters and words in a text that is to be believed; in wrong readings it is near 0."""


class Input(Struct, frozen=True):
    """What a reader is given: a name (no folders), the bytes, and the language if the user said it (a BCP 47 tag).

    Of a file that is larger than `MAX_BYTES` there are no bytes, but the `file` itself: only formats whose bound says
    that they read bit by bit are given one.
    """

    name: str
    data: bytes
    language: str | None = None
    file: Path | None = None

    def open(self) -> BinaryIO:
        """The bytes, to be read bit by bit."""
        return self.file.open("rb") if self.file else BytesIO(self.data)


class Decoded(Struct, frozen=True):
    """The text of an input without its byte-order mark, how its bytes were read, and what there is to say of that."""

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(source: Input) -> Decoded:
    """The text of these bytes. Raises Refused when they are empty, too many, binary, or in no encoding known here."""
    _bound(source)
    marked = _marked(source)
    if marked is not None:
        return _worded(source, marked)
    try:
        text = source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _worded(source, _guessed(source, error))
    return _worded(source, Decoded(text, "UTF-8") if "\0" not in text else _guessed(source, None))


def table(text: str) -> tuple[tuple[int, str], ...]:
    """The lines of a text with their numbers, counted from 1. A line ends with CR LF, CR or LF, and nothing else."""
    return tuple(enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1))


def _bound(source: Input) -> None:
    if not source.data:
        raise refuse(Code.INPUT_EMPTY, "the file is empty", "Give a file that holds a report.", path=source.name)
    if len(source.data) > MAX_BYTES:
        raise refuse(
            Code.INPUT_TOO_LARGE,
            f"the file has {len(source.data):,} bytes; at most {MAX_BYTES:,} are read",
            "Cut the report into parts.",
            path=source.name,
        )
    if source.data.startswith(_MAGIC):
        raise _binary(source)


def _marked(source: Input) -> Decoded | None:
    """The text after a byte-order mark, or None without one."""
    for mark, codec, name in _MARKS:
        if source.data.startswith(mark):
            try:
                return Decoded(source.data[len(mark) :].decode(codec), name)
            except UnicodeDecodeError as error:
                raise _undecodable(source, name, source.data[len(mark) :][: error.start], codec) from None
    return None


def _worded(source: Input, decoded: Decoded) -> Decoded:
    """The same, once it is sure that there is something to read in it."""
    if not decoded.text or decoded.text.isspace():
        raise refuse(Code.INPUT_EMPTY, "the file holds no text", "Give a file that holds a report.", path=source.name)
    return decoded


def _guessed(source: Input, error: UnicodeDecodeError | None) -> Decoded:
    """The reading with the most evidence in its characters. Raises Refused when none has enough."""
    evidence, codec, name = max(
        ((_evidence(source.data, codec), codec, name) for codec, name in _GUESSES), key=lambda guess: guess[0]
    )
    if evidence < _LEAST_EVIDENCE:
        raise _unreadable(source, error)
    try:
        text = source.data.decode(codec)
    except UnicodeDecodeError as wrong:
        raise _undecodable(source, name, source.data[: wrong.start], codec) from None
    remark = Diagnostic(
        Code.ENCODING_GUESSED,
        f"read as {name}, by the evidence of its characters",
        hint="Save the file as UTF-8 if the text looks wrong.",
        path=source.name,
    )
    return Decoded(text, name, (remark,))


def _evidence(data: bytes, codec: str) -> float:
    """The share that very common characters and words have in the first part of the bytes, read in this way."""
    text = codecs.getincrementaldecoder(codec)("replace").decode(data[:_SAMPLE])
    beyond = sum(character > "\x7f" for character in text)
    if text.count("�") + text.count("\0") > len(text) / 100:
        return 0.0
    common = sum(len(match[0]) for match in re.finditer(_COMMON, text))
    return common / max(beyond, len(text) // 2, 1)


def _unreadable(source: Input, error: UnicodeDecodeError | None) -> Refused:
    """Why no reading would do: binary data, or text in an encoding that is not known here."""
    if error is None or len(_CONTROL.findall(source.data, 0, _SAMPLE)) > min(len(source.data), _SAMPLE) / 100:
        return _binary(source)
    return _undecodable(source, "UTF-8", source.data[: error.start], "utf-8")


def _binary(source: Input) -> Refused:
    return refuse(
        Code.INPUT_BINARY, "the file is binary, not text", "Save the page as plain text in UTF-8.", path=source.name
    )


def _undecodable(source: Input, name: str, before: bytes, codec: str) -> Refused:
    """Bytes that cannot be read in an encoding, with the place where this shows."""
    number, line = table(before.decode(codec, "replace"))[-1]
    return refuse(
        Code.INPUT_ENCODING,
        f"a byte that is not {name}, and no other encoding fits the file",
        "Save the file as UTF-8.",
        place=Place(number, len(line) + 1),
        path=source.name,
    )
