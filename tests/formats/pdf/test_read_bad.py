"""Files that cannot be read: each is refused in words, soon, and without much memory."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from contextlib import suppress

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from converter.diagnostics import Code, Refused
from converter.formats.pdf.read import read
from converter.formats.pdf.reading.operators import operators
from converter.source import Input
from tests.formats.pdf.tagged import element, marked, saved, tagged

GOOD = saved(tagged(marked("words"), ("P", {}, 0)))
SOON = 5.0
"""Seconds, on a busy machine."""


def refused(data: bytes) -> tuple[Code, str]:
    started = time.process_time()
    with pytest.raises(Refused) as found:
        read(Input("bad.pdf", data))
    assert time.process_time() - started < SOON
    return found.value.diagnostics[0].code, found.value.diagnostics[0].message


def changed(change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    """A good file after this change."""
    pdf = tagged(marked("words"), ("P", {}, 0))
    change(pdf)
    return saved(pdf, **options)


def document(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot.K


def test_a_good_file_is_read() -> None:
    assert read(Input("good.pdf", GOOD)).report.content


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", Code.INPUT_EMPTY, "the file is empty"),
        (b"no pdf at all", Code.INPUT_MALFORMED, "this is no PDF file, or a damaged one: can't find startxref"),
        (GOOD[: len(GOOD) // 2], Code.INPUT_MALFORMED, "can't find startxref"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20_000, Code.INPUT_MALFORMED, "can't find startxref"),
        (GOOD.replace(b"startxref\n", b"startxref\n9"), Code.INPUT_MALFORMED, "damaged"),
    ],
)
def test_what_is_no_file(data: bytes, code: Code, words: str) -> None:
    found, message = refused(data)
    assert found is code
    assert words in message


def test_a_file_that_is_not_tagged() -> None:
    def untag(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot

    code, message = refused(changed(untag))
    assert code is Code.INPUT_UNTAGGED
    assert "not tagged" in message


def test_a_file_under_a_password() -> None:
    code, _ = refused(changed(lambda pdf: None, encryption=pikepdf.Encryption(user="u", owner="o")))
    assert code is Code.INPUT_ENCRYPTED
    assert read(Input("x.pdf", changed(lambda pdf: None, encryption=pikepdf.Encryption(user="", owner="o")))).report


def loop(pdf: pikepdf.Pdf) -> None:
    document(pdf).K[0].K = Array([document(pdf)])


def twice(pdf: pikepdf.Pdf) -> None:
    document(pdf).K.append(document(pdf).K[0])


def deep(pdf: pikepdf.Pdf) -> None:
    inner = element(pdf, ("P", {}, 0))
    for _ in range(300):
        inner = element(pdf, ("Div", {}, inner))
    document(pdf).K = inner


def wide(pdf: pikepdf.Pdf) -> None:
    document(pdf).K = Array([Dictionary(S=Name.P)] * 60_000)


def many_kids(pdf: pikepdf.Pdf) -> None:
    document(pdf).K = Array([0] * 250_000)


def busy(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"(a)Tj " * 400_000)


def forms(pdf: pikepdf.Pdf) -> None:
    """Eight forms, each of which paints the next ten times."""
    inner = pdf.make_stream(b"(a) Tj")
    for _ in range(8):
        resources = Dictionary(XObject=Dictionary(X=inner))
        inner.Type, inner.Subtype = Name.XObject, Name.Form
        inner = pdf.make_stream(b"/X Do " * 10, Resources=resources)
    inner.Type, inner.Subtype = Name.XObject, Name.Form
    pdf.pages[0].Resources.XObject = Dictionary(X=inner)
    pdf.pages[0].Contents = pdf.make_stream(b"/X Do")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (loop, Code.INPUT_MALFORMED, "stands in it twice, or in itself"),
        (twice, Code.INPUT_MALFORMED, "stands in it twice, or in itself"),
        (deep, Code.INPUT_MALFORMED, "more than 256 elements deep"),
        (wide, Code.INPUT_TOO_LARGE, "more than 50,000 elements"),
        (many_kids, Code.INPUT_TOO_LARGE, "more than 200,000 kids"),
        (busy, Code.INPUT_TOO_LARGE, "has more on its pages than is read"),
        (forms, Code.INPUT_TOO_LARGE, "has more on its pages than is read"),
    ],
)
def test_what_is_wrong_with_a_tree_or_a_page(change: Callable[[pikepdf.Pdf], None], code: Code, words: str) -> None:
    found, message = refused(changed(change))
    assert found is code
    assert words in message


def test_a_stream_that_unpacks_to_too_much() -> None:
    def swell(pdf: pikepdf.Pdf) -> None:
        packed = pikepdf.Stream(pdf, zlib.compress(bytes(200_000_000), 9))
        packed.Filter = Name.FlateDecode
        pdf.pages[0].Contents = packed

    kept = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    code, message = refused(changed(swell, **kept))
    assert code is Code.INPUT_TOO_LARGE
    assert "unpacks to more than 67,108,864 bytes" in message


def test_limits_of_this_reader_are_no_limits_of_others() -> None:
    before = pikepdf.settings.get_qpdf_limits()
    read(Input("good.pdf", GOOD))
    assert pikepdf.settings.get_qpdf_limits() == before


@given(st.data())
def test_a_file_with_any_object_of_a_wrong_kind_is_read_or_refused(data: st.DataObject) -> None:
    values = [5, Name.X, pikepdf.String("x"), Array([1, Name.Y]), Dictionary(), True]

    def spoil(pdf: pikepdf.Pdf) -> None:
        found = data.draw(st.sampled_from([document(pdf), document(pdf).K[0], pdf.pages[0].obj, pdf.Root.StructTreeRoot,
                                           pdf.pages[0].Resources, pdf.pages[0].Resources.Font.F1]))  # fmt: skip
        keys = ["/K", "/S", "/Pg", "/A", "/ID", "/Lang", "/Alt", "/ActualText", "/Resources", "/Contents", "/RoleMap",
                "/Font", "/Encoding", "/ToUnicode", "/Subtype", "/F1"]  # fmt: skip
        found[data.draw(st.sampled_from(keys))] = data.draw(st.sampled_from(values))

    with suppress(Refused):
        read(Input("x.pdf", changed(spoil)))


@pytest.mark.parametrize("part", [b"(a(", b"\\(", b"<<(a", b"<<", b"((((a)", b"<</A<41", b"BI /W 1 ", b"[<", b"/"])
def test_operators_are_found_in_linear_time(part: bytes) -> None:
    started = time.process_time()
    list(operators(part * 100_000))
    assert time.process_time() - started < SOON
