"""What is no document of Word, or means harm, is refused with a reason; and what is merely damaged is read."""

from __future__ import annotations

import time
from hashlib import sha256

import pytest

from converter.diagnostics import Code, Refused
from converter.formats.docx.read import read
from converter.model import Paragraph
from converter.source import Input
from converter.walk import nodes, plain
from tests.formats.docx.foreign import R, abstract, num, p, package, reading, style

WORDS = p("words")
ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def refused(data: bytes) -> tuple[Code, str]:
    """Why these bytes are refused, within a second."""
    started = time.process_time()
    with pytest.raises(Refused) as raised:
        read(Input("bad.docx", data))
    assert time.process_time() - started < 1
    (told,) = raised.value.diagnostics
    assert told.path == "bad.docx"
    return told.code, told.message


def rewritten(xml: bytes) -> bytes:
    import zipfile
    from io import BytesIO

    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package(WORDS))) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, xml if name == "word/document.xml" else before.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", Code.INPUT_EMPTY, "empty"),
        (b"no zip at all", Code.INPUT_MALFORMED, "no zip"),
        (package(WORDS)[:-30], Code.INPUT_MALFORMED, "no zip archive, or a damaged one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Code.INPUT_MALFORMED, "encrypted, or an old .doc"),
        (package(""), Code.INPUT_EMPTY, "no text"),
        (rewritten(b"<workbook/>"), Code.INPUT_MALFORMED, "no text of Word"),
        (rewritten(b"<w:document"), Code.INPUT_MALFORMED, "no XML"),
        (rewritten(ENTITY + b"<x>&e;</x>"), Code.INPUT_MALFORMED, "entities"),
        (rewritten(b"<x>" + b" " * 100_000_000 + b"</x>"), Code.INPUT_TOO_LARGE, "times its size"),
        (rewritten(b"".join(b"<p>%d</p>" % n for n in range(1_000_000))), Code.INPUT_TOO_LARGE, "tags and attributes"),
        (package("<w:tbl><w:tr><w:tc>" * 10_000 + "</w:tc></w:tr></w:tbl>" * 10_000), Code.INPUT_MALFORMED, "deep"),
    ],
    ids=["empty", "zip", "cut", "encrypted", "textless", "part", "xml", "entities", "bomb", "markup", "deep"],
)
def test_bad_bytes_are_refused_with_their_reason(data: bytes, code: Code, words: str) -> None:
    found, message = refused(data)
    assert found is code
    assert words in message


def test_styles_and_lists_that_go_round_in_circles_end() -> None:
    styles = style("A", "a", based="B") + style("B", "b", based="A")
    styles += style("L", "list", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    lists = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>' + num(1, 1)
    found = reading(p("words", style="A") + p("more", num=(1, 0)), styles=styles, numbering=lists).report
    assert [plain(node.content) for node in nodes(found) if isinstance(node, Paragraph)] == ["words", "more"]


def test_what_is_named_and_is_not_there_is_told() -> None:
    relations = f'<Relationship Id="s" Type="{R}/styles" Target="styles.xml"/>'
    body = p(
        "a",
        '<w:r><w:footnoteReference w:id="9"/></w:r>',
        '<w:hyperlink r:id="none"><w:r><w:t>b</w:t></w:r></w:hyperlink>',
    )
    found = reading(body + p("c", num=(77, 0)), relations=relations)
    assert [d.code for d in found.diagnostics] == [Code.NOT_CARRIED] * 4
    assert [plain(node.content) for node in nodes(found.report) if isinstance(node, Paragraph)][:2] == ["ab", "c"]


def test_fields_in_fields_end_in_time_however_deep_they_stand() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>QUOTE</w:instrText>'
    words = (sha256(str(number).encode()).hexdigest() for number in range(10_000))
    deep = "".join(f'{begin}<w:fldChar w:fldCharType="separate"/><w:t>{word}</w:t></w:r>' for word in words)
    started = time.process_time()
    found = reading(p(deep))
    assert time.process_time() - started < 2
    assert [d.message.partition(";")[0] for d in found.diagnostics] == [
        "a field whose beginning, result and end do not go together"
    ]


def test_pictures_outside_the_package_are_never_fetched() -> None:
    relations = f'<Relationship Id="i" Type="{R}/image" Target="file:///etc/passwd" TargetMode="External"/>'
    picture = '<wp:inline><wp:docPr id="1" name="x" descr="seen"/><a:blip r:embed="i"/></wp:inline>'
    drawing = f"<w:r><w:drawing>{picture}</w:drawing></w:r>"
    found = reading(p("words", drawing), relations=relations)
    assert ["outside the package" in d.message for d in found.diagnostics] == [True]


def test_a_part_may_not_be_named_outside_the_package() -> None:
    relations = f'<Relationship Id="n" Type="{R}/footnotes" Target="../../../../etc/passwd"/>'
    assert [d.code for d in reading(WORDS, relations=relations).diagnostics] == [Code.NOT_CARRIED]


def test_counters_of_any_height_show_a_short_label() -> None:
    high = abstract(1, ("lowerLetter", "%1.")).replace('w:start w:val="1"', 'w:start w:val="2000000000"') + num(1, 1)
    (found,) = reading(p("x", num=(1, 0)), numbering=high).report.content
    assert len(str(found)) < 500
