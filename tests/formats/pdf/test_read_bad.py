"""Files that cannot be read: each is refused in words, soon, and without much memory."""

from __future__ import annotations

import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from converter.diagnostics import Code, Refused
from converter.formats.pdf.read import read
from converter.formats.pdf.reading.operators import operators
from converter.formats.pdf.write import write
from converter.source import Input
from tests.formats.pdf.tagged import element, marked, saved, tagged
from tests.samples import edition, every_node
from tests.strategies import law

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


def arrayed(pdf: pikepdf.Pdf) -> None:
    document(pdf).K = Array([0] * 2_000_000)


PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}


def plain() -> bytes:
    """A file whose document has two million kids, none of them packed."""
    data = changed(lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return data.replace(b"/K [", b"/K [" + b"0 " * 2_000_000, 1)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (plain, Code.INPUT_TOO_LARGE, "has more than 1,000,000 values in its objects"),
        (lambda: changed(arrayed, **PACKED), Code.INPUT_MALFORMED, "stands among more than 2,097,152 bytes of objects"),
    ],
)
def test_an_array_of_two_million_kids_is_refused_before_it_is_made(
    data: Callable[[], bytes], code: Code, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(data())
    found, message = refused(path.read_bytes())
    assert found is code
    assert words in message
    assert taken(path) < 64


def taken(path: Path) -> float:
    """The megabytes that reading a bad file takes in a process of its own."""
    program = (
        "import sys, contextlib; from converter.formats.pdf.read import read; from tests.memory import taken\n"
        "from converter.source import Input; from converter.diagnostics import Refused\n"
        "import converter.formats.pdf.reading.agree.file, converter.formats.pdf.reading.blocks\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "def refused():\n"
        "    with contextlib.suppress(Refused): read(Input('bad.pdf', data))\n"
        "print(taken(refused))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", program, path], cwd=root, capture_output=True, text=True, check=True)
    return int(done.stdout) / 2**20


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


OWN = write(edition(every_node())).data


@law
@given(st.data())
def test_a_file_of_this_project_with_any_object_of_a_wrong_kind_is_read_or_refused(data: st.DataObject) -> None:
    pdf = pikepdf.open(BytesIO(OWN))
    values = [5, Name.X, pikepdf.String("x"), Array([1, Name.Y]), Dictionary(), True, pdf.pages[0].obj]
    found = data.draw(st.sampled_from([each for each in pdf.objects if isinstance(each, Dictionary) and len(each)]))
    key = data.draw(st.sampled_from(sorted(found.keys())))
    held = found[key]
    if isinstance(held, Array | Dictionary) and len(held) and data.draw(st.booleans()):
        inner = range(len(held)) if isinstance(held, Array) else sorted(held.keys())
        held[data.draw(st.sampled_from(inner))] = data.draw(st.sampled_from(values))
    else:
        found[key] = data.draw(st.sampled_from(values))
    with suppress(Refused):
        read(Input("x.pdf", saved(pdf)))


@pytest.mark.parametrize("part", [b"(a(", b"\\(", b"<<(a", b"<<", b"((((a)", b"<</A<41", b"BI /W 1 ", b"[<", b"/"])
def test_operators_are_found_in_linear_time(part: bytes) -> None:
    started = time.process_time()
    list(operators(part * 100_000))
    assert time.process_time() - started < SOON
