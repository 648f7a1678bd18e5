r"""BaseX's client/server protocol: a session with commands, documents and queries, over one socket.

    server  BaseX:1369578179679\0                             realm and nonce
    client  USER\0 MD5(MD5(USER:REALM:PASSWORD) + NONCE)\0    both in hexadecimal
    server  \0                                                (\1: no)
    client  SET CHOP false\0
    server  RESULT\0 INFO\0 \0                                (\1: INFO says why not)
    client  \x09 PATH\0 DOCUMENT\0                            add
    server  INFO\0 \0                                         (\1: INFO says why not)
    client  \x00 QUERY\0                                      then, by its ID: \x03 bind, \x05 execute, \x02 close
    server  ID\0 \0                                           (\1 MESSAGE\0)

It follows the page "Server Protocol" of BaseX's documentation. The package BaseXClient on PyPI (8.4.4, of 2016) is not
used: it sets no timeouts, takes whole documents as strings only, allows passwords in ASCII alone, and waits for ever in
a busy loop when the server closes the connection.
"""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from converter.deposit.repository import Broken, text

_END = b"\0"
_ESCAPE = b"\xff"
_QUERY, _CLOSE, _BIND, _EXECUTE, _ADD = b"\x00", b"\x02", b"\x03", b"\x05", b"\x09"

_SAID = 400
"""The most characters of a server's words about an error: a stack trace of Java is longer."""


class AccessDenied(Exception):
    """The server does not take this user with this password."""


class ServerError(Exception):
    """The server could not do what it was told; the text is its own."""


class Session:
    """A session; every wait has the timeout (seconds). A break of any kind is Broken, and the session is then over."""

    def __init__(self, host: str, port: int, timeout: float) -> None:
        """Connect, and read nothing yet."""
        with _breaks():
            self._socket = socket.create_connection((host, port), timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._answers = self._socket.makefile("rb")

    def login(self, user: str, password: str) -> None:
        """Log in. Raises AccessDenied."""
        realm, colon, nonce = self._string().rpartition(":")
        secret = f"{user}:{realm}:{password}" if colon else password
        self._send(_words(user, _md5(_md5(secret) + nonce)))
        if not self._succeeded():
            raise AccessDenied(user)

    def command(self, command: str) -> str:
        """Run a database command and give its result. Raises ServerError."""
        self._send(_words(command))
        result, info = self._string(), self._string()
        self._check(info)
        return result

    def add(self, path: str, document: Iterable[bytes]) -> None:
        """Add a document to the open database, which begins to change when all of it is there. Raises ServerError."""
        self._send(_ADD + _words(path))
        for chunk in document:
            self._send(chunk.replace(_ESCAPE, _ESCAPE * 2).replace(_END, _ESCAPE + _END))
        self._send(_END)
        self._check(self._string())

    def query(self, query: str, variables: Mapping[str, str]) -> Iterator[bytes]:
        """What an XQuery gives, piece by piece, to be taken to the end. Variables are bound as strings.

        Raises ServerError. In the answer no byte is escaped: it is text in UTF-8, which has neither of the two.
        """
        name = self._answer(_QUERY + _words(query))
        for variable, value in variables.items():
            self._answer(_BIND + _words(name, variable, value, "xs:string"))
        self._send(_EXECUTE + _words(name))
        yield from self._pieces()
        self._check()
        self._answer(_CLOSE + _words(name))

    def close(self) -> None:
        """Leave; the server notices by itself if this fails."""
        with suppress(Broken):
            self._send(_words("exit"))
        with suppress(OSError):
            self._answers.close()
            self._socket.close()

    def _answer(self, request: bytes) -> str:
        self._send(request)
        result = self._string()
        self._check()
        return result

    def _send(self, data: bytes) -> None:
        with _breaks():
            self._socket.sendall(data)

    def _check(self, info: str | None = None) -> None:
        """Read the mark of success; without it, raise what the server has said before (info) or says after it."""
        if not self._succeeded():
            raise ServerError((self._string() if info is None else info)[:_SAID])

    def _succeeded(self) -> bool:
        with _breaks():
            mark = self._answers.read(1)
        if not mark:
            raise Broken("the server closed the connection")
        return mark == _END

    def _string(self) -> str:
        return text(self._pieces())

    def _pieces(self) -> Iterator[bytes]:
        """The bytes up to the next zero byte, which is taken too, as they come in."""
        end = -1
        while end < 0:
            with _breaks():
                waiting = self._answers.peek()
            if not waiting:
                raise Broken("the server closed the connection")
            end = waiting.find(_END)
            piece = waiting if end < 0 else waiting[:end]
            self._answers.read(len(piece) + (end >= 0))
            if piece:
                yield piece


@contextmanager
def _breaks() -> Iterator[None]:
    """Whatever goes wrong with the socket is a break."""
    try:
        yield
    except OSError as error:
        raise Broken(error.strerror or str(error)) from None


def _words(*words: str) -> bytes:
    """Strings as the protocol has them. Raises ValueError when one holds a zero byte, which would end it early."""
    if any("\0" in word for word in words):
        raise ValueError("a zero byte in a string")
    return b"".join(word.encode() + _END for word in words)


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
