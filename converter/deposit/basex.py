"""A BaseX database: an edition is staged under a name of its own, read back, and only then put in its place.

    REPLACE .incoming/2023/a-78-1.tei.xml      a break leaves at most this behind; the next attempt replaces it
    doc("reports/.incoming/2023/…")            the same digest as the file?
    db:delete(…), db:rename(…)                 the old goes and the new takes its place: one query, all or nothing

Tried with BaseX 9.7. Only functions are used that later versions have under the same names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from converter.deposit.address import Address
from converter.deposit.canonical import Fingerprint, NotXML, fingerprint
from converter.deposit.repository import BLOCK, text
from converter.deposit.session import AccessDenied, ServerError, Session
from converter.diagnostics import Code, Refused, refuse

STAGE = ".incoming"
"""The collection where editions wait until they are proven. The ready-made queries do not look into it."""

_OPTIONS = ("CHOP false", "STRIPWS false", "STRIPNS false", "XINCLUDE false", "DTD false", "PARSER xml")
"""Nothing stripped, nothing included. CHOP was renamed STRIPWS in BaseX 10; an option that is not there is passed over,
since what is held is compared with the file all the same."""

_CACHED = 16 * 1024 * 1024
"""Bytes from which the server is told to build a document on disk and not in memory."""

_VARIABLES = "declare variable $database external; declare variable $path external; "
_HELD = (
    'declare namespace output = "http://www.w3.org/2010/xslt-xquery-serialization"; '
    + _VARIABLES
    + 'declare option output:method "xml"; declare option output:indent "no"; '
    'if (db:exists($database, $path)) then doc($database || "/" || $path) else ()'
)
_DELETE = _VARIABLES + "db:delete($database, $path)"
_SWAP = _VARIABLES + (
    "declare variable $staged external; "
    "if (db:exists($database, $staged)) "
    "then (db:delete($database, $path), db:rename($database, $staged, $path)) "
    'else error((), "what was staged is not there any more")'
)


class BaseX:
    """A session with one database of a BaseX server."""

    def __init__(self, address: Address, timeout: float) -> None:
        """Connect."""
        assert address.port is not None
        self._address, self._database = address, address.path
        self._session = Session(address.host, address.port, timeout)

    def open(self, password: str, *, create: bool) -> None:
        """Log in and open the database."""
        try:
            self._session.login(self._address.user, password)
        except AccessDenied:
            raise refuse(
                Code.REPOSITORY_DENIED,
                f"{self._address} does not accept this user with this password",
                "Set CONVERTER_PASSWORD to the right one, or unset it and be asked.",
            ) from None
        self._set_options()
        try:
            self._session.command(f"{'CHECK' if create else 'OPEN'} {self._database}")
        except ServerError as error:
            raise refuse(
                Code.REPOSITORY_MISSING,
                f"the database {self._database} cannot be opened: {error}",
                "See the name, or make the database with --create.",
            ) from None

    def held(self, path: str) -> Fingerprint | None:
        """The fingerprint of the document at this path, asked for by query."""
        try:
            return fingerprint(self._query(_HELD, path=path))
        except NotXML as error:
            raise self._refused(f"gives for {path} what is no document: {error}") from None

    def put(self, path: str, file: Path, digest: str) -> None:
        """Stage, compare, swap. Raises Refused (repository-differs) when the staged document is not the file."""
        staged = f"{STAGE}/{path}"
        try:
            self._session.command(f"SET ADDCACHE {str(file.stat().st_size > _CACHED).lower()}")
            self._session.replace(staged, _blocks(file))
        except ServerError as error:
            raise self._refused(f"does not take {path}: {error}") from None
        found = self.held(staged)
        if found is None or found.digest != digest:
            self._run(_DELETE, path=staged)
            raise refuse(
                Code.REPOSITORY_DIFFERS,
                f"{self._database} would not hold {path} as it is in the file, and so does not hold it",
                "See whether the file was changed meanwhile, and what the server does to documents.",
            )
        self._run(_SWAP, path=path, staged=staged)

    def ask(self, query: str, collection: str, variables: Mapping[str, str]) -> str:
        """The text that a query gives over a collection of the database."""
        root = "/".join(filter(None, (self._database, collection)))
        try:
            return text(self._session.query(query, {"root": root, **variables}))
        except ServerError as error:
            raise self._refused(f"does not answer the query: {error}") from None

    def close(self) -> None:
        """Leave the server."""
        self._session.close()

    def _set_options(self) -> None:
        for option in _OPTIONS:
            with suppress(ServerError):
                self._session.command(f"SET {option}")

    def _run(self, query: str, **variables: str) -> None:
        for _ in self._query(query, **variables):
            pass

    def _query(self, query: str, **variables: str) -> Iterator[bytes]:
        try:
            yield from self._session.query(query, {"database": self._database, **variables})
        except ServerError as error:
            raise self._refused(f"does not answer: {error}") from None

    def _refused(self, what: str) -> Refused:
        return refuse(Code.REPOSITORY_REFUSED, f"{self._database} {what}", "The words are the server's.")


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while block := stream.read(BLOCK):
            yield block
