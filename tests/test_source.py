"""Bytes in: which encoding they are in, by mark or by evidence; what is refused, and where."""

from __future__ import annotations

import pytest

from converter.diagnostics import Code, Place, Refused
from converter.source import MAX_BYTES, Input, decode, table
from tests.samples import SAMPLES

TRADITIONAL = "港口的書船在河上，為讀者帶來不同的書。\n我們對此表示感謝，並且期待以後的合作。\n"
SIMPLIFIED = "港口的书船在河上，为读者带来不同的书。\n我们对此表示感谢，并且期待以后的合作。\n"


def encoding_of(data: bytes) -> tuple[str, list[Code]]:
    decoded = decode(Input("page.txt", data))
    return decoded.encoding, [said.code for said in decoded.diagnostics]


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16LE"), ("utf-32", "UTF-32LE")],
)
def test_a_mark_is_believed_and_is_no_part_of_the_text(codec: str, name: str) -> None:
    assert encoding_of(TRADITIONAL.encode(codec)) == (name, [])
    assert decode(Input("page.txt", TRADITIONAL.encode(codec))).text == TRADITIONAL


def test_utf_8_needs_no_mark() -> None:
    assert encoding_of(TRADITIONAL.encode()) == ("UTF-8", [])


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (TRADITIONAL, "big5", "Big5"),
        (TRADITIONAL, "gb18030", "GB18030"),
        (SIMPLIFIED, "gb18030", "GB18030"),
        (SIMPLIFIED, "utf-16-le", "UTF-16LE"),
        (SIMPLIFIED, "utf-16-be", "UTF-16BE"),
    ],
)
def test_without_a_mark_the_characters_are_evidence(text: str, codec: str, name: str) -> None:
    assert encoding_of(text.encode(codec)) == (name, [Code.ENCODING_GUESSED])
    assert decode(Input("page.txt", text.encode(codec))).text == text


@pytest.mark.parametrize(
    ("tag", "codec"),
    [("zh-Hant", "gb18030"), *((tag, codec) for tag in SAMPLES for codec in ("utf-16-le", "utf-16-be"))],
)
def test_whole_reports_in_every_language_are_told(tag: str, codec: str) -> None:
    text = SAMPLES[tag].read_text("utf-8")
    assert decode(Input("page.txt", text.encode(codec))).text == text


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", Code.INPUT_EMPTY, None),
        (b"\xef\xbb\xbf\n \n", Code.INPUT_EMPTY, None),
        (b"a" * (MAX_BYTES + 1), Code.INPUT_TOO_LARGE, None),
        (b"PK\x03\x04....", Code.INPUT_BINARY, None),
        (bytes(range(256)) * 8, Code.INPUT_BINARY, None),
        (b"a\nb\0c\0", Code.INPUT_BINARY, None),
        (b"one\ntwo \xff three", Code.INPUT_ENCODING, Place(2, 5)),
        ("Peut-être".encode("latin-1"), Code.INPUT_ENCODING, Place(1, 6)),
        (b"\xff\xfea\0b\0\x00\xd8", Code.INPUT_ENCODING, Place(1, 3)),
    ],
    ids=["empty", "blank", "too large", "archive", "bytes", "zeros", "damaged", "latin", "half a pair"],
)
def test_what_cannot_be_read_is_refused(data: bytes, code: Code, place: Place | None) -> None:
    with pytest.raises(Refused) as refused:
        decode(Input("page.txt", data))
    (said,) = refused.value.diagnostics
    assert (said.code, said.place, said.path) == (code, place, "page.txt")
    assert said.hint


def test_lines_end_with_cr_lf_cr_or_lf_and_nothing_else() -> None:
    assert table("a\r\nb\rc\nd\x0b\x0c\x1c\x85\u2028e") == (
        (1, "a"), (2, "b"), (3, "c"), (4, "d\x0b\x0c\x1c\x85\u2028e"),
    )  # fmt: skip
