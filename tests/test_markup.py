"""XML from anywhere: what is parsed, and what is refused, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter import markup
from converter.diagnostics import Refused
from converter.markup import parse_xml

LAUGHS = "".join(f'<!ENTITY l{n} "{("&l" + str(n - 1) + ";") * 10 if n else "ha"}">' for n in range(12))
XHTML = b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">\n'


def refusal(data: bytes) -> str:
    """The first line of what is said when this is refused."""
    with pytest.raises(Refused) as caught:
        parse_xml(data, path="a.xml", part="text/b.xml")
    return str(caught.value.diagnostics[0]).split("\n")[0]


def test_comments_and_instructions_are_left_out_and_their_surroundings_joined() -> None:
    root = parse_xml(b"<?xml version='1.0'?><a>x<!-- no -->y<?go on?>z</a>", path="a.xml")
    assert (root.text, len(root)) == ("xyz", 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_the_declared_encoding_is_read(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><a>報告</a>'.encode(encoding)
    assert parse_xml(data, path="a.xml").text == "報告"


def test_a_document_type_that_declares_no_entities_is_passed_over() -> None:
    assert parse_xml(XHTML + b"<html>&amp;</html>", path="a.xml").text == "&"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b" \n", "error[input-empty]: the file is empty"),
        (
            b"<a>\n<b></a>",
            "2:8: error[input-malformed]: this is no XML: Opening and ending tag mismatch: b line 2 and a",
        ),
        (b"words", "1:1: error[input-malformed]: this is no XML: Start tag expected, '<' not found"),
        (
            b"<a>" * 300 + b"</a>" * 300,
            "1:771: error[input-malformed]: this is no XML: elements stand more than 256 deep",
        ),
        (b"<a>\xff</a>", "1:4: error[input-malformed]: this is no XML: "),
        (XHTML + b"<p>&nbsp;</p>", "2:10: error[input-malformed]: entity 'nbsp' not defined: no DTD is followed"),
        (XHTML + b'<p c="&nbsp;"/>', "2:"),
    ],
    ids=["empty", "broken", "no XML", "deep", "no UTF-8", "entity of an unread DTD", "the same in an attribute"],
)
def test_what_is_no_xml_is_refused_with_its_place(data: bytes, said: str) -> None:
    assert refusal(data).startswith("a.xml:text/b.xml:" + (" " if said.startswith("error") else "") + said)


@pytest.mark.parametrize(
    "subset",
    ['<!ENTITY e "x">', '<!ENTITY e SYSTEM "{}">', '<!ENTITY % e SYSTEM "{}"> %e;', LAUGHS],
    ids=["a text", "a file", "a file of declarations", "a thousand million laughs"],
)
def test_a_document_type_that_declares_entities_is_refused(subset: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("<!ENTITY secret 'told'>")
    for use in ("", "&e;", "&l11;"):
        assert "error[input-malformed]" in refusal(f"<!DOCTYPE a [{subset.format(secret)}]><a>{use}</a>".encode())


def test_an_include_is_an_element_like_others(tmp_path: Path) -> None:
    (tmp_path / "b.xml").write_text("<b>secret</b>")
    data = f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{tmp_path}/b.xml"/></a>'.encode()
    assert "".join(map(str, parse_xml(data, path="a.xml").itertext())) == ""


def test_too_many_bytes_are_refused_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MAX_BYTES", 10)
    assert refusal(b"<a>0123456789").endswith("error[input-too-large]: the XML has 13 bytes; at most 10 are read")
