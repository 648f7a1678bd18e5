"""The REST interface, spoken with a server of this file's own that does what BaseX and eXist-db document.

It has not the strength to run an XQuery: it gives a fixed answer, and the test looks at what it was asked.
"""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from lxml import etree

from converter.deposit import QUERIES, Address, Done, deposit, query, read_address
from converter.deposit.rest import BASEX, EXIST
from converter.diagnostics import Code, Refused
from tests.deposit.conftest import ODD, PASSWORD, Proxy, changed

LISTINGS = {
    BASEX: b'<rest:database xmlns:rest="http://basex.org/rest" name="reports" resources="0"/>',
    EXIST: b'<e:result xmlns:e="http://exist.sourceforge.net/NS/exist"><e:collection name="/db"/></e:result>',
}
PLACES = {BASEX: "/rest/reports", EXIST: "/exist/rest/db/reports"}
ROWS = "un/a.tei.xml\tpar-1\t1.\tA text.\nun/b.tei.xml\tpar-1\t1.\t另一段。\n"


@dataclass
class Repository:
    """What the server holds, by path, what it was asked, and how it misbehaves."""

    dialect: str
    databases: set[str]
    version: int = 9
    documents: dict[str, bytes] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    asked: list[etree._Element] = field(default_factory=list)
    busy: int = 0
    short: int = 0
    strips: bool = False
    careless: bool = False
    cut: list[str] = field(default_factory=list)

    def get(self, path: str) -> tuple[int, bytes]:
        if path in self.databases:
            return 200, LISTINGS[self.dialect]
        return (200, self.documents[path]) if path in self.documents else (404, b"Resource not found.")

    def put(self, path: str, options: dict[str, list[str]], data: bytes) -> tuple[int, bytes]:
        if self.version > 9 and options:
            return 400, b"Unknown parameter: chop."
        if path.count("/") == 2:
            self.databases.add(path)
            return 201, b""
        if self.careless:
            self.documents[path] = data
            return 201, b""
        parser = etree.XMLParser(remove_blank_text=self.strips or (self.dialect == BASEX and self._chops(options)))
        try:
            document = etree.fromstring(data, parser).getroottree()
        except etree.XMLSyntaxError as error:
            return 400, str(error).encode()
        self.documents[path] = etree.tostring(document, encoding="UTF-8")
        return 201, b""

    def post(self, data: bytes) -> tuple[int, bytes]:
        self.asked.append(etree.fromstring(data))
        return 200, ROWS.encode()

    def _chops(self, options: dict[str, list[str]]) -> bool:
        return self.version == 9 and options.get("chop") != ["false"]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    repository: Repository

    def do_GET(self) -> None:
        self._answer(b"")

    def do_PUT(self) -> None:
        self._read()

    def do_POST(self) -> None:
        self._read()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def _read(self) -> None:
        """What came is looked at even when the connection broke before its end."""
        length = int(self.headers["Content-Length"])
        data = self.rfile.read(length)
        with suppress(OSError):
            self._answer(data)
        if len(data) < length:
            self.repository.cut.append(self.path)

    def _answer(self, data: bytes) -> None:
        status, body = self._do(data)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.repository.short and self.command == "GET":
            self.repository.short -= 1
            self.close_connection = True
            body = body[: len(body) // 2]
        self.wfile.write(body)

    def _do(self, data: bytes) -> tuple[int, bytes]:
        held, url = self.repository, urlsplit(self.path)
        held.requests.append(self.command)
        path, options = unquote(url.path), parse_qs(url.query)
        if self.headers["Authorization"] != "Basic " + base64.b64encode(f"ann:{PASSWORD}".encode()).decode():
            return 401, b"Unauthorized"
        if held.busy:
            held.busy -= 1
            return 503, b"Service Unavailable"
        if self.command == "GET":
            return held.get(path)
        return held.put(path, options, data) if self.command == "PUT" else held.post(data)


@pytest.fixture(params=[BASEX, EXIST], ids=["basex", "exist"])
def repository(request: pytest.FixtureRequest) -> Repository:
    place = PLACES[request.param]
    return Repository(request.param, {place if request.param == BASEX else place.rpartition("/")[0]})


@pytest.fixture
def to(repository: Repository) -> Iterator[Address]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"repository": repository}))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield read_address(f"http://ann@127.0.0.1:{server.server_port}{PLACES[repository.dialect]}")
    server.shutdown()
    thread.join()
    server.server_close()


def put(files: list[Path], to: Address, **more: object) -> list[Done]:
    return [one.done for one in deposit(files, to, password=PASSWORD, **more)]  # type: ignore[arg-type]


def refusal(files: list[Path], to: Address, password: str = PASSWORD, **more: object) -> Refused:
    with pytest.raises(Refused) as refused:
        list(deposit(files, to, password=password, **more))  # type: ignore[arg-type]
    return refused.value


def cut_short(repository: Repository, edition: Path, to: Address) -> None:
    """Deposits over connections that all break in the document, and waits until the server is done with each."""
    assert to.port is not None
    proxy = Proxy(to.port, *[9000] * 20)
    broken = Address(to.scheme, to.host, proxy.port, to.user, to.path)
    refused = refusal([edition], broken, sleep=lambda _: None)
    proxy.close()
    assert refused.diagnostics[0].code is Code.REPOSITORY_UNREACHABLE
    end = time.monotonic() + 30
    while len(repository.cut) < 5:
        assert time.monotonic() < end, "five attempts were not seen"
        time.sleep(0.01)


def test_added_unchanged_replaced(
    repository: Repository, to: Address, editions: dict[str, Path], tmp_path: Path
) -> None:
    files = [editions["en"], editions["zh-Hant"]]
    assert put(files, to, collection="un/2031") == [Done.ADDED, Done.ADDED]
    assert put(files, to, collection="un/2031") == [Done.UNCHANGED, Done.UNCHANGED]
    new = changed(editions["en"], tmp_path / "new", "River Libraries", "Lake Libraries")
    assert put([new, files[1]], to, collection="un/2031") == [Done.REPLACED, Done.UNCHANGED]
    assert sorted(repository.documents) == [f"{to.path}/un/2031/{file.name}" for file in files]
    assert repository.requests.count("PUT") == 3


@pytest.mark.parametrize("version", [9, 10])
def test_every_space_is_kept_whatever_the_version_strips(
    repository: Repository, to: Address, tmp_path: Path, version: int
) -> None:
    repository.version = version
    odd = tmp_path / "odd ä 報告 (1).xml"
    odd.write_text(ODD, encoding="utf-16", newline="")
    assert put([odd], to) == [Done.ADDED]
    assert put([odd], to) == [Done.UNCHANGED]


def test_what_the_server_alters_is_told(repository: Repository, to: Address, tmp_path: Path) -> None:
    repository.strips = True
    odd = tmp_path / "odd.xml"
    odd.write_text(ODD, encoding="utf-16", newline="")
    assert refusal([odd], to).diagnostics[0].code is Code.REPOSITORY_DIFFERS


def test_a_busy_server_is_asked_again(repository: Repository, to: Address, editions: dict[str, Path]) -> None:
    repository.busy = 3
    waits: list[float] = []
    assert put([editions["en"]], to, sleep=waits.append) == [Done.ADDED]
    assert waits == [1.0, 2.0, 4.0]


def test_an_answer_that_is_cut_short_is_asked_for_again(
    repository: Repository, to: Address, editions: dict[str, Path]
) -> None:
    waits: list[float] = []
    ongoing = deposit([editions["en"], editions["fr"]], to, password=PASSWORD, sleep=waits.append)
    assert next(ongoing).done is Done.ADDED
    repository.short = 2
    assert next(ongoing).done is Done.ADDED
    assert waits == [1.0, 2.0]


def test_a_connection_that_breaks_in_the_document_leaves_the_old_edition(
    repository: Repository, to: Address, editions: dict[str, Path], tmp_path: Path
) -> None:
    put([editions["en"]], to)
    before = dict(repository.documents)
    new = changed(editions["en"], tmp_path / "new", "River Libraries", "Lake Libraries")
    cut_short(repository, new, to)
    assert repository.documents == before
    assert put([new], to) == [Done.REPLACED]


def test_half_a_document_that_a_careless_server_keeps_is_replaced_by_the_next_deposit(
    repository: Repository, to: Address, editions: dict[str, Path]
) -> None:
    repository.careless = True
    cut_short(repository, editions["en"], to)
    assert len(repository.documents[f"{to.path}/{editions['en'].name}"]) < 9000
    assert put([editions["en"]], to) == [Done.REPLACED]
    assert put([editions["en"]], to) == [Done.UNCHANGED]


@pytest.mark.parametrize("kept", [b"", b"half", b"<TEI><half>"])
def test_what_is_no_document_after_a_deposit_is_told(
    repository: Repository, to: Address, editions: dict[str, Path], monkeypatch: pytest.MonkeyPatch, kept: bytes
) -> None:
    monkeypatch.setattr(Repository, "put", lambda held, path, *_: held.documents.update({path: kept}) or (201, b""))
    assert refusal([editions["en"]], to).diagnostics[0].code is Code.REPOSITORY_DIFFERS


def test_a_wrong_password_is_told_at_once(repository: Repository, to: Address, editions: dict[str, Path]) -> None:
    assert refusal([editions["en"]], to, "wrong").diagnostics[0].code is Code.REPOSITORY_DENIED
    assert repository.requests == ["GET"]


@pytest.mark.parametrize("repository", [BASEX], ids=["basex"], indirect=True)
def test_a_missing_database_is_made_only_when_asked_for(
    repository: Repository, to: Address, editions: dict[str, Path]
) -> None:
    repository.databases.clear()
    assert refusal([editions["en"]], to).diagnostics[0].code is Code.REPOSITORY_MISSING
    assert put([editions["en"]], to, create=True) == [Done.ADDED]


def test_a_page_that_is_no_listing_is_no_repository(
    repository: Repository, to: Address, editions: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in (b"<html/>", b"Welcome!", b""):
        monkeypatch.setitem(LISTINGS, repository.dialect, page)
        assert refusal([editions["en"]], to).diagnostics[0].code is Code.REPOSITORY_REFUSED


def test_a_query_is_sent_with_its_variables_beside_it(repository: Repository, to: Address) -> None:
    value = "]]></text> & \"47' 報告"
    rows = query("paragraph", value, to=to, password=PASSWORD, collection="un")
    assert rows == [["un/a.tei.xml", "par-1", "1.", "A text."], ["un/b.tei.xml", "par-1", "1.", "另一段。"]]
    asked = repository.asked[0]
    assert asked.tag == repository.dialect + "query"
    if repository.dialect == BASEX:
        assert asked.findtext("{*}text") == QUERIES["paragraph"].text().replace("$root)/", '"reports/un")/')
        bound = {found.attrib["name"]: found.attrib["value"] for found in asked.iterfind("{*}variable")}
        assert bound == {"root": "reports/un", "value": value}
    else:
        assert asked.findtext("{*}text") == QUERIES["paragraph"].text()
        names = [found.text for found in asked.iterfind("{*}variables/{*}variable/{*}qname/{*}localname")]
        values = [found.text for found in asked.iterfind("{*}variables/{*}variable/{*}sequence/{*}value")]
        assert dict(zip(names, values, strict=True)) == {"root": "/db/reports/un", "value": value}
