"""Addresses of repositories: what is taken, and what is refused before anything is sent."""

from __future__ import annotations

import pytest

from converter.deposit import Address, read_address
from converter.deposit.address import resource
from converter.diagnostics import Code, Refused


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("basex://ann@db.example:1999/reports", Address("basex", "db.example", 1999, "ann", "reports")),
        ("basex://ann@db.example/reports/", Address("basex", "db.example", 1984, "ann", "reports")),
        ("basex://ann%40un@[::1]:1984/un_2.0", Address("basex", "::1", 1984, "ann@un", "un_2.0")),
        ("https://ann@db.example/rest/reports", Address("https", "db.example", None, "ann", "/rest/reports")),
        ("https://db.example/exist/rest/db/un", Address("https", "db.example", None, "", "/exist/rest/db/un")),
        ("http://ann@127.0.0.1:8080/rest/r", Address("http", "127.0.0.1", 8080, "ann", "/rest/r")),
        ("http://localhost/rest/r", Address("http", "localhost", None, "", "/rest/r")),
    ],
)
def test_an_address_is_read(url: str, address: Address) -> None:
    assert read_address(url) == address


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("basex://ann:hidden@db.example/reports", "holds a password"),
        ("https://ann:@db.example/rest/reports", "holds a password"),
        ("basex://db.example/reports", "as whom"),
        ("basex://ann@db.example/", "not the name of a database"),
        ("basex://ann@db.example/a/b", "not the name of a database"),
        ("basex://ann@db.example/a;drop", "not the name of a database"),
        ("basex://ann@db.example:port/a", "no URL"),
        ("http://ann@db.example/rest/reports", "in the clear"),
        ("https://ann@db.example/reports", "no database"),
        ("https://ann@db.example/rest/../reports", "cannot be the name"),
        ("https://ann@db.example/rest/a?query=1", "no address"),
        ("ftp://ann@db.example/rest/reports", "no way to speak"),
        ("reports", "no address"),
    ],
)
def test_an_unsafe_or_senseless_address_is_refused(url: str, why: str) -> None:
    with pytest.raises(Refused, match=why) as refused:
        read_address(url)
    assert refused.value.diagnostics[0].code is Code.REPOSITORY_ADDRESS
    assert "hidden" not in str(refused.value)


def test_an_edition_stands_in_its_collection() -> None:
    assert resource("", "a.xml") == "a.xml"
    assert resource("/un/報告 2023/", "a.xml") == "un/報告 2023/a.xml"


@pytest.mark.parametrize("collection", ["..", "un//2023", "un/.incoming", "a*", "a\\b", "a\nb", "a.xml", 'a"b'])
def test_a_collection_of_another_name_is_refused(collection: str) -> None:
    with pytest.raises(Refused) as refused:
        resource(collection, "a.xml")
    assert refused.value.diagnostics[0].code is Code.REPOSITORY_ADDRESS
