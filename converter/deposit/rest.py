"""The REST interface that BaseX and eXist-db share: documents by GET and PUT, queries by POST.

    GET  /rest/reports                              the listing, whose namespace tells BaseX from eXist-db
    GET  /rest/reports/2023/a-78-1.tei.xml          the document, or 404
    PUT  /rest/reports/2023/a-78-1.tei.xml          add or replace; collections on the way are made
    POST /rest/reports  <query xmlns="http://basex.org/rest"><text>…</text><variable name="root" value="reports"/>…

A document is put in one request of a known length, and one that was cut short is not well-formed: it is not taken, and
what was held stays. A server that kept half of it all the same is told by the GET that follows each PUT, and the next
deposit replaces what is no document. There is no rename that both servers have, so nothing is staged.
Follows the pages "REST" of BaseX's documentation and "REST-Style Web API" of eXist-db's.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import IO
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, SubElement, tostring

from converter.deposit.address import Address
from converter.deposit.canonical import Fingerprint, NotXML, fingerprint
from converter.deposit.repository import BLOCK, Broken, text
from converter.deposit.xquery import over
from converter.diagnostics import Code, Refused, refuse

BASEX = "{http://basex.org/rest}"
EXIST = "{http://exist.sourceforge.net/NS/exist}"
_SERIALIZED = "{http://exist-db.org/xquery/types/serialized}"

_AS_IT_IS = {BASEX: "?indent=no", EXIST: "?_indent=no&_xsl=no"}
"""What a GET says so that the document comes as it is held."""

_TAKE_AS_IT_IS = {BASEX: "?chop=false&xinclude=false", EXIST: ""}
"""What a PUT says so that nothing is stripped: by the options of BaseX 9, which later versions do not know or need."""

_NO_DOCUMENT = Fingerprint("", "")
"""What is held where there is something, and no well-formed document: equal to no edition."""

_BUSY = frozenset({408, 429, 502, 503, 504})
_DENIED = frozenset({401, 403})


class Rest:
    """A connection to one database or collection behind a REST interface."""

    def __init__(self, address: Address, timeout: float) -> None:
        """Say nothing yet."""
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        self._http = kind(address.host, address.port, timeout=timeout, blocksize=BLOCK)
        self._address = address
        self._headers: dict[str, str] = {}

    def open(self, password: str, *, create: bool) -> None:
        """Look whether the database is there, and of which kind."""
        if self._address.user:
            token = base64.b64encode(f"{self._address.user}:{password}".encode()).decode()
            self._headers = {"Authorization": f"Basic {token}"}
        self._dialect = self._recognised(create=create)
        self._options = _TAKE_AS_IT_IS[self._dialect]

    def held(self, path: str) -> Fingerprint | None:
        """The fingerprint of the document at this path, as the repository gives it."""
        response = self._request("GET", self._url(path) + _AS_IT_IS[self._dialect])
        if response.status == 404:
            text(_pieces(response))
            return None
        self._expect(response, 200)
        try:
            return fingerprint(_pieces(response)) or _NO_DOCUMENT
        except NotXML:
            self._http.close()
            return _NO_DOCUMENT

    def put(self, path: str, file: Path, digest: str) -> None:
        """Put the file in its place. Whether it is held as it is in the file must be asked afterwards."""
        response = self._put(path, file)
        if response.status == 400 and self._options:
            text(_pieces(response))
            self._options = ""
            response = self._put(path, file)
        self._expect(response, 200, 201, 204)
        text(_pieces(response))

    def ask(self, query: str, collection: str, variables: Mapping[str, str]) -> str:
        """The text that a query gives over a collection below the URL."""
        _, _, place = unquote(self._address.path).partition("/rest/")
        root = "/".join(filter(None, (place, collection)))
        if self._dialect == BASEX:
            body = _basex(over(query, root), {"root": root, **variables})
        else:
            body = _exist(query, {"root": "/" + root, **variables})
        response = self._request("POST", self._address.path, tostring(body, encoding="utf-8"))
        self._expect(response, 200)
        return text(_pieces(response))

    def close(self) -> None:
        """End the connection."""
        self._http.close()

    def _recognised(self, *, create: bool) -> str:
        """The dialect of the server, by the listing of the first step of the path: a database, or `db` of eXist-db."""
        before, _, place = self._address.path.partition("/rest/")
        database = f"{before}/rest/{place.partition('/')[0]}"
        response = self._request("GET", database)
        if response.status == 404 and create:
            text(_pieces(response))
            made = self._request("PUT", database, b"")
            self._expect(made, 200, 201)
            text(_pieces(made))
            response = self._request("GET", database)
        if response.status == 404:
            raise refuse(
                Code.REPOSITORY_MISSING,
                f"there is no database at {self._address}",
                "See the name, or make the database with --create.",
            )
        self._expect(response, 200)
        with suppress(NotXML):
            listing = fingerprint(_pieces(response)) or _NO_DOCUMENT
            for dialect in (BASEX, EXIST):
                if listing.root.startswith(dialect):
                    return dialect
        raise self._refused("does not answer as the REST interface of BaseX or eXist-db does")

    def _put(self, path: str, file: Path) -> HTTPResponse:
        with file.open("rb") as stream:
            return self._request("PUT", self._url(path) + self._options, stream, file.stat().st_size)

    def _url(self, path: str) -> str:
        return f"{self._address.path}/{quote(path)}"

    def _request(self, method: str, url: str, body: IO[bytes] | bytes = b"", size: int | None = None) -> HTTPResponse:
        headers = dict(self._headers)
        if method != "GET":
            headers |= {
                "Content-Type": "application/xml",
                "Content-Length": str(len(body) if isinstance(body, bytes) else size),
            }
        with _breaks():
            self._http.request(method, url, body or None, headers)
            response = self._http.getresponse()
        if response.status in _BUSY:
            raise Broken(f"{response.status} {response.reason}")
        if response.status in _DENIED:
            raise refuse(
                Code.REPOSITORY_DENIED,
                f"{self._address} does not accept this user with this password",
                "Say who you are (https://USER@...), and set CONVERTER_PASSWORD.",
            )
        return response

    def _expect(self, response: HTTPResponse, *statuses: int) -> None:
        if response.status not in statuses:
            said = text(_pieces(response)).strip().partition("\n")[0][:300]
            raise self._refused(f"answers {response.status} {response.reason}{': ' + said if said else ''}")

    def _refused(self, what: str) -> Refused:
        return refuse(Code.REPOSITORY_REFUSED, f"{self._address} {what}", "See the address and the log of the server.")


def _pieces(response: HTTPResponse) -> Iterator[bytes]:
    """The body piece by piece. Raises Broken when it ends before its length."""
    length, got = response.getheader("Content-Length"), 0
    while True:
        with _breaks():
            piece = response.read(BLOCK)
        if not piece:
            break
        got += len(piece)
        yield piece
    if length is not None and length.isdecimal() and got < int(length):
        raise Broken("the answer was cut short")


@contextmanager
def _breaks() -> Iterator[None]:
    """Whatever goes wrong with the connection is a break."""
    try:
        yield
    except (OSError, HTTPException) as error:
        raise Broken(str(error) or type(error).__name__) from None


def _basex(query: str, variables: Mapping[str, str]) -> Element:
    """A query as BaseX takes it: variables in attributes."""
    root = Element(BASEX + "query")
    SubElement(root, BASEX + "text").text = query
    SubElement(root, BASEX + "parameter", {"name": "method", "value": "text"})
    for name, value in variables.items():
        SubElement(root, BASEX + "variable", {"name": name, "value": value, "type": "xs:string"})
    return root


def _exist(query: str, variables: Mapping[str, str]) -> Element:
    """A query as eXist-db takes it: variables as serialized sequences."""
    root = Element(EXIST + "query", {"wrap": "no", "method": "text"})
    SubElement(root, EXIST + "text").text = query
    bound = SubElement(root, EXIST + "variables")
    for name, value in variables.items():
        variable = SubElement(bound, EXIST + "variable")
        SubElement(SubElement(variable, EXIST + "qname"), EXIST + "localname").text = name
        sequence = SubElement(variable, _SERIALIZED + "sequence")
        SubElement(sequence, _SERIALIZED + "value", {"type": "xs:string"}).text = value
    return root
