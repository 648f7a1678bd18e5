"""The fingerprint of a document: what counts and what does not."""

from __future__ import annotations

import hashlib

import pytest
from lxml import etree

from converter.deposit.canonical import Fingerprint, NotXML, fingerprint
from tests.deposit.conftest import ODD

PLAIN = b'<a x="1" y="2"><b/>t</a>'


def of(data: bytes) -> Fingerprint:
    found = fingerprint([data])
    assert found is not None
    return found


@pytest.mark.parametrize(
    "same",
    [
        b'<?xml version="1.0"?>\n<a  y=\'2\' x="1"><b></b>t</a>\n',
        b'<a x="&#x31;" y="2"><b/><![CDATA[t]]></a>',
        '<?xml version="1.0" encoding="UTF-16"?><a x="1" y="2"><b/>t</a>'.encode("utf-16"),
    ],
)
def test_spelling_does_not_count(same: bytes) -> None:
    assert of(same) == of(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        b'<a x="1" y="2"> <b/>t</a>',
        b'<a x="1" y="2 "><b/>t</a>',
        b'<a x="1" y="2"><b/>t<!--c--></a>',
        b'<?p?><a x="1" y="2"><b/>t</a>',
        b'<a xmlns="urn:u" x="1" y="2"><b/>t</a>',
        b'<a x="1"><b/>t</a>',
    ],
)
def test_content_counts_and_so_does_every_space(other: bytes) -> None:
    assert of(other).digest != of(PLAIN).digest


def test_the_digest_is_that_of_canonical_xml() -> None:
    canonical = etree.tostring(etree.ElementTree(etree.fromstring(ODD.encode("utf-16"))), method="c14n2")
    assert of(ODD.encode("utf-16")).digest == hashlib.sha256(canonical).hexdigest()


def test_pieces_are_as_good_as_the_whole() -> None:
    assert fingerprint(PLAIN[i : i + 1] for i in range(len(PLAIN))) == of(PLAIN)


def test_the_root_is_named() -> None:
    assert of(b'<t:TEI xmlns:t="urn:t"><t:p/></t:TEI>').root == "{urn:t}TEI"


def test_nothing_is_no_document() -> None:
    assert fingerprint([]) is None


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"<a>\n<b>\n</a>", 3), (b"<a/>\n<b/>", 2), (b"text", 1), (b"<a>\n", 2), (b"<!DOCTYPE a><a/>", 1)],
)
def test_what_is_not_well_formed_or_has_a_document_type_is_refused(data: bytes, line: int) -> None:
    with pytest.raises(NotXML) as refused:
        fingerprint([data])
    assert refused.value.line == line


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(NotXML, match="document type"):
        fingerprint([f"{bomb}]><a>&i;</a>".encode()])
