"""Books that are none, are damaged, locked, or made to do harm: each is refused, quickly and with what to do."""

from __future__ import annotations

import socket
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from converter.diagnostics import Code, Refused
from converter.formats.epub.read import read
from converter.model import Paragraph, Text
from converter.source import Input
from tests.formats.epub.foreign import CONTAINER, frame, opened, packed, page
from tests.memory import taken
from tests.samples import RED_SQUARE

GOOD = frame({"a.xhtml": page("<p>x</p>")})
LOCKED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/></enc:EncryptedData></encryption>'
)
LAUGHS = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + page("<p>&b;</p>")
OUTSIDE = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + page("<p>&a;</p>")


def without(name: str) -> bytes:
    return packed({member: data for member, data in GOOD.items() if member != name})


def changed(name: str, data: str | bytes) -> bytes:
    return packed(GOOD | {name: data})


def doubled(name: str) -> bytes:
    buffer = BytesIO(packed(GOOD))
    with zipfile.ZipFile(buffer, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(name, "x")
    return buffer.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], Code, str]] = {
    "nothing": (lambda: b"", Code.INPUT_EMPTY, ""),
    "no zip": (lambda: b"words", Code.INPUT_MALFORMED, ""),
    "cut off": (lambda: packed(GOOD)[:-30], Code.INPUT_MALFORMED, ""),
    "no mimetype": (lambda: without("mimetype"), Code.INPUT_MALFORMED, "mimetype"),
    "another mimetype": (lambda: changed("mimetype", "application/zip"), Code.INPUT_MALFORMED, "mimetype"),
    "no container": (lambda: without("META-INF/container.xml"), Code.INPUT_MALFORMED, "META-INF/container.xml"),
    "no package": (lambda: without("OEBPS/book.opf"), Code.INPUT_MALFORMED, "META-INF/container.xml"),
    "no page": (lambda: without("OEBPS/a.xhtml"), Code.INPUT_MALFORMED, "OEBPS/a.xhtml"),
    "a page twice": (lambda: doubled("OEBPS/a.xhtml"), Code.INPUT_MALFORMED, "OEBPS/a.xhtml"),
    "broken XML": (lambda: changed("OEBPS/a.xhtml", page("<p>x")), Code.INPUT_MALFORMED, "OEBPS/a.xhtml"),
    "no XHTML": (lambda: changed("OEBPS/a.xhtml", "<x/>"), Code.INPUT_MALFORMED, "OEBPS/a.xhtml"),
    "entities": (lambda: changed("OEBPS/a.xhtml", LAUGHS), Code.INPUT_MALFORMED, "OEBPS/a.xhtml"),
    "a file outside": (lambda: changed("OEBPS/a.xhtml", OUTSIDE), Code.INPUT_MALFORMED, "OEBPS/a.xhtml"),
    "a way out": (lambda: changed("../a", "x"), Code.INPUT_MALFORMED, "../a"),
    "a package outside": (
        lambda: changed("META-INF/container.xml", CONTAINER.replace("OEBPS/", "../../")), Code.INPUT_MALFORMED,
        "META-INF/container.xml",
    ),
    "a page outside": (
        lambda: changed("OEBPS/book.opf", str(GOOD["OEBPS/book.opf"]).replace('"a.xhtml', '"../../a.xhtml')),
        Code.INPUT_MALFORMED, "OEBPS/book.opf",
    ),
    "locked": (
        lambda: changed("META-INF/encryption.xml", LOCKED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")),
        Code.INPUT_MALFORMED, "META-INF/encryption.xml",
    ),
    "a bomb": (lambda: changed("OEBPS/b.bin", b"0" * (40 << 20)), Code.INPUT_TOO_LARGE, "OEBPS/b.bin"),
    "a very long page": (
        lambda: changed("OEBPS/a.xhtml", page("<p>" + "".join(map(str, range(2_700_000))) + "</p>")),
        Code.INPUT_TOO_LARGE, "OEBPS/a.xhtml",
    ),
    "very many tags": (
        lambda: changed("OEBPS/a.xhtml", page("".join(f"<i/>{n}" for n in range(450_000)))), Code.INPUT_TOO_LARGE,
        "OEBPS/a.xhtml",
    ),
    "a very deep page": (
        lambda: changed("OEBPS/a.xhtml", page("<div>" * 300 + "</div>" * 300)), Code.INPUT_MALFORMED, "OEBPS/a.xhtml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_book_is_refused_with_its_part_and_what_to_do(name: str) -> None:
    make, code, part = BAD[name]
    data, began = make(), time.process_time()
    with pytest.raises(Refused) as refused:
        read(Input("bad.epub", data))
    (said,) = refused.value.diagnostics
    assert (said.code, said.part, bool(said.hint)) == (code, part, True)
    assert time.process_time() - began < 2


def test_no_bad_book_has_taken_more_than_300_megabytes() -> None:
    for make, _, _ in BAD.values():
        data = make()
        assert taken(lambda data=data: _refused(data)) < 300 << 20  # type: ignore[misc]


def _refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read(Input("bad.epub", data))


def test_a_book_whose_fonts_alone_are_obfuscated_is_read() -> None:
    data = changed("META-INF/encryption.xml", LOCKED.format("http://www.idpf.org/2008/embedding"))
    assert len(read(Input("fonts.epub", data)).report.content) == 1


@pytest.mark.parametrize(
    "source",
    ["https://example.org/a.png", "../../../etc/passwd", "file:///etc/passwd", "missing.png", "data:image/png,x"],
)
def test_an_image_from_outside_the_book_is_told_and_its_words_are_not_lost(
    source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", None)
    reading = opened({"a.xhtml": page(f'<p>x</p><img src="{source}" alt="A square"/>')})
    assert [said.code for said in reading.diagnostics] == [Code.NOT_CARRIED]
    assert [(said.part, said.place is not None) for said in reading.diagnostics] == [("OEBPS/a.xhtml", True)]
    assert [dropped.text for dropped in reading.dropped] == ["A square"]
    assert len(reading.report.content) == 1


def test_named_characters_of_html_need_no_dtd() -> None:
    doctype = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
    reading = opened({"a.xhtml": doctype + page("<p>a&nbsp;b&mdash;c &amp;lt;</p>")})
    assert reading.report.content == (Paragraph("p-1", (Text("a\u00a0b—c &lt;"),)),)


def test_images_that_are_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converter.formats.epub.reading.objects.IMAGES", 100)
    assert len(opened({"a.xhtml": page('<img src="b.png" alt=""/>'), "b.png": RED_SQUARE}).report.content) == 1
    with pytest.raises(Refused, match="images"):
        opened({"a.xhtml": page('<img src="b.png" alt=""/>' * 2), "b.png": RED_SQUARE})
