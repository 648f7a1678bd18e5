"""A real BaseX server, a proxy that breaks connections, and editions to deposit."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

import converter
from converter.deposit import Address, read_address
from converter.deposit.repository import Broken
from converter.deposit.session import AccessDenied, Session
from tests.conftest import SAMPLES, need

PASSWORD = "rushes-é"
ODD = (
    '<?xml version="1.0" encoding="UTF-16"?><?order of the day?><!-- before -->'
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:p="urn:p" p:a=" 1\t2&#10;3 "> <p:z/>\r\n  <hi> </hi>&#13;\u2028'
    '<p n="1">  <hi> </hi> <xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="nowhere.xml"/> </p>'
    "<p xml:space='default'>\n  <hi/>\n  \ufeff</p><empty></empty></TEI><!-- after --><?the end?>"
)
MARKER = "upd.basex"
"""The file by which BaseX knows that an update was not completed."""

WHOLE = 1 << 40
"""So many bytes never pass: a connection that is not broken."""

_NUMBERS = count(1)
_PORTS = count(20000 + os.getpid() % 10000)
"""Below the range from which the system gives ports to clients: while a server is down, nobody else takes its port."""


class Server:
    """A BaseX server on a port of its own, with its data in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._program = folder, need("basexserver", "apt-get install basex")
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Nothing, when it runs."""
        if self._process is not None:
            return
        command = [self._program, f"-p{self.port}", "-n127.0.0.1", "-z", f"-cALTER PASSWORD admin {PASSWORD}"]
        home = {**os.environ, "HOME": str(self._folder), "LC_ALL": "C.UTF-8"}
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, cwd=self._folder, env=home, stdout=quiet, stderr=quiet)
        self._wait_for(self._ready, 120)

    def stop(self) -> None:
        """At once, as when the machine loses its power."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def run(self, *commands: str) -> str:
        session = self._login()
        try:
            return [session.command(command) for command in commands][-1]
        finally:
            session.close()

    def drop(self, *databases: str) -> None:
        """Once nobody has them open."""
        self.settle()
        self.run(f"DROP DB {','.join(databases)}")

    def settle(self) -> None:
        """Waits until every session is over: one that broke, or said farewell, may still be at work."""
        self._wait_for(lambda: self.run("SHOW SESSIONS").startswith("1 session"), 30)

    def data(self, database: str) -> Path:
        """The folder of a database."""
        return self._folder / "basex" / "data" / database

    def seen_marked(self, seconds: float) -> list[str]:
        """The databases that are marked as being updated, as soon as there is one, or none after so long."""
        with suppress(AssertionError):
            self._wait_for(lambda: bool(self._marked()), seconds)
        return self._marked()

    def _marked(self) -> list[str]:
        return sorted(path.parent.name for path in self.data("").glob(f"*/{MARKER}"))

    @staticmethod
    def _wait_for(condition: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"not in {seconds} seconds"
            time.sleep(0.01)

    def _login(self) -> Session:
        session = Session("127.0.0.1", self.port, 60)
        try:
            session.login("admin", PASSWORD)
        except (Broken, AccessDenied):
            session.close()
            raise
        return session

    def _ready(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "the server ended"
        try:
            self._login().close()
        except (Broken, AccessDenied):
            return False
        return True


class Proxy:
    """Passes connections on to a port, and breaks them after so many bytes from the client.

    `limits` has the bytes for the first connection, the second, ...; after the last, connections are left whole.
    `passed` has the bytes that each has passed on.
    """

    def __init__(self, port: int, *limits: int) -> None:
        self._port, self._limits, self.passed = port, list(limits), list[int]()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []
        self._spawn(self._accept)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def _spawn(self, task: Callable[[], None]) -> None:
        thread = threading.Thread(target=task, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client = self._listener.accept()[0]
            except OSError:
                return
            limit = self._limits.pop(0) if self._limits else WHOLE
            self.passed.append(0)
            number = len(self.passed) - 1
            self._spawn(lambda client=client, limit=limit, number=number: self._serve(client, limit, number))  # type: ignore[misc]

    def _serve(self, client: socket.socket, limit: int, number: int) -> None:
        with client, socket.create_connection(("127.0.0.1", self._port)) as server:
            back = threading.Thread(target=_pump, args=(server, client), daemon=True)
            back.start()
            while limit > 0:
                try:
                    data = client.recv(min(limit, 4096))
                    server.sendall(data)
                except OSError:
                    break
                limit -= len(data)
                self.passed[number] += len(data)
                if not data:
                    break
            for end in (server, client):
                _shut(end)
            back.join(10)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    _shut(sink)


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


def free_port() -> int:
    while True:
        port = next(_PORTS)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def at(port: int, database: str) -> Address:
    return read_address(f"basex://admin@127.0.0.1:{port}/{database}")


@pytest.fixture(scope="session")
def basex(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("basex"))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def own_basex(tmp_path: Path) -> Iterator[Server]:
    """A server that a test may stop."""
    (tmp_path / "basex").mkdir()
    server = Server(tmp_path / "basex")
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def database(basex: Server) -> Iterator[Address]:
    """An empty database of the server, made as BaseX makes one when nothing is said."""
    name = f"reports-{next(_NUMBERS)}"
    basex.run(f"CREATE DB {name}")
    yield at(basex.port, name)
    basex.drop(name, f"{name}.converter-staging")


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An edition of each sample, by its language."""
    folder = tmp_path_factory.mktemp("editions")
    samples = {path.stem.rpartition(".")[2]: path for path in sorted(SAMPLES.glob("*.txt"))}
    for sample in samples.values():
        assert not converter.convert(sample, to=("tei",), out=folder).failed()
    return {language: folder / f"{sample.stem}.tei.xml" for language, sample in samples.items()}


def changed(edition: Path, folder: Path, old: str, new: str) -> Path:
    """The edition with other words, under the same name in another folder."""
    folder.mkdir(exist_ok=True)
    text = edition.read_text(encoding="utf-8")
    assert old in text
    path = folder / edition.name
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path
