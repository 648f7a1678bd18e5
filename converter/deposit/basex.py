"""A BaseX database: an edition waits in a database beside it, is read back there, and only then put in its place.

    ADD 5f0c…/un/a-78-1.tei.xml              into reports.converter-staging, which changes when all bytes are there
    doc("reports.converter-staging/5f0c…")   the same digest as the file?
    db:delete(…), db:add(…)                  in reports: the old goes and the new takes its place, in one query

A server that dies during an update leaves the database marked as unfinished, and opens it no more. So `reports` is
touched by the last query alone; the staging database holds nothing of value and is made anew. While an edition comes
in, `reports` is not locked either. Each client stages in a collection of its own.
Tried with BaseX 9.7. Only functions are used that later versions have under the same names.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from converter.deposit.address import Address
from converter.deposit.canonical import Fingerprint, NotXML, fingerprint
from converter.deposit.repository import BLOCK, Broken, text
from converter.deposit.session import AccessDenied, ServerError, Session
from converter.deposit.xquery import literal, over
from converter.diagnostics import Code, Refused, refuse

_STAGING = ".converter-staging"
"""What the name of a database is followed by in the name of its staging database."""

_OPTIONS = ("CHOP false", "STRIPWS false", "STRIPNS false", "XINCLUDE false", "DTD false", "PARSER xml")
"""Nothing stripped, nothing included. CHOP was renamed STRIPWS in BaseX 10; an option that is not there is passed over,
since what is held is compared with the file all the same."""

_CACHED = 16 * 1024 * 1024
"""Bytes from which the server is told to build a document on disk and not in memory."""

_AS_IT_IS = (
    'declare namespace output = "http://www.w3.org/2010/xslt-xquery-serialization"; '
    'declare option output:method "xml"; declare option output:indent "no"; '
)
_REPAIR = (
    "If no other program works on it, an update was cut short. On the server: RESTORE a backup, or DROP DB and deposit "
    "all again. Without its file upd.basex it would open, but texts may be lost that INSPECT does not miss. --create "
    "leaves it alone."
)


class BaseX:
    """One database of a BaseX server: a session that has it open, and one that has its staging database open."""

    _session: Session

    def __init__(self, address: Address, timeout: float) -> None:
        """Say nothing yet."""
        self._address, self._timeout = address, timeout
        self._database, self._staging = address.path, address.path + _STAGING
        self._password, self._farewells = "", ExitStack()
        self._staging_session: Session | None = None
        self._own, self._putting = secrets.token_hex(8), False

    def open(self, password: str, *, create: bool) -> None:
        """Log in and open the database."""
        self._password = password
        self._session = self._connected()
        error = _unopened(self._session, self._database)
        if error and create:
            self._run(_create(self._database))
            error = _unopened(self._session, self._database)
        if error:
            raise self._closed(error)

    def held(self, path: str) -> Fingerprint | None:
        """The fingerprint of the document at this path, asked for by query."""
        return self._fingerprint(self._database, path)

    def put(self, path: str, file: Path, digest: str) -> None:
        """Stage, compare, swap. Raises Refused (repository-differs) when the staged document is not the file."""
        self._putting = True
        staged = f"{self._own}/{path}"
        self._stage(staged, path, file)
        found = self._fingerprint(self._staging, staged)
        if found is None or found.digest != digest:
            self._putting = False
            raise refuse(
                Code.REPOSITORY_DIFFERS,
                f"{self._database} would not hold {path} as it is in the file, and so does not hold it",
                "See whether the file was changed meanwhile, and what the server does to documents.",
            )
        self._run(_swap(self._database, path, f"{self._staging}/{staged}"))
        self._putting = False

    def ask(self, query: str, collection: str, variables: Mapping[str, str]) -> str:
        """The text that a query gives over a collection of the database."""
        root = "/".join(filter(None, (self._database, collection)))
        try:
            return text(self._session.query(over(query, root), {"root": root, **variables}))
        except ServerError as error:
            raise self._refused(f"does not answer the query: {error}") from None

    def close(self) -> None:
        """Leave the server, and nothing in the staging database; a connection that broke is not waited for again."""
        if self._staging_session is not None and not self._putting:
            with suppress(Broken):
                self._renew(self._staging_session, _delete(self._staging, self._own))
        self._farewells.close()

    def _connected(self) -> Session:
        """A session, logged in, with the options of an archive."""
        assert self._address.port is not None
        session = Session(self._address.host, self._address.port, self._timeout)
        self._farewells.callback(session.close)
        try:
            session.login(self._address.user, self._password)
        except AccessDenied:
            raise refuse(
                Code.REPOSITORY_DENIED,
                f"{self._address} does not accept this user with this password",
                "Set CONVERTER_PASSWORD to the right one, or unset it and be asked.",
            ) from None
        for option in _OPTIONS:
            with suppress(ServerError):
                session.command(f"SET {option}")
        return session

    def _closed(self, error: ServerError) -> Refused:
        """What to say of a database that does not open: the server's words may be in any language, its list is not."""
        if self._database in text(self._query("string-join(db:list(), '&#10;')")).split("\n"):
            words = f"the database {self._database} is there and cannot be opened: {error}"
            return refuse(Code.REPOSITORY_DAMAGED, words, _REPAIR)
        return refuse(
            Code.REPOSITORY_MISSING,
            f"the database {self._database} cannot be opened: {error}",
            "See the name and the rights of the user, or make the database with --create.",
        )

    def _stage(self, staged: str, path: str, file: Path) -> None:
        if self._staging_session is None:
            self._staging_session = self._open_staging()
        try:
            self._staging_session.command(f"SET ADDCACHE {str(file.stat().st_size > _CACHED).lower()}")
            self._staging_session.add(staged, _blocks(file))
        except ServerError as error:
            raise self._refused(f"does not take {path}: {error}") from None

    def _open_staging(self) -> Session:
        """A session with the staging database, made anew or at least freed of old texts, which BaseX keeps."""
        session = self._connected()
        self._renew(session, f"db:optimize({literal(self._staging)}, true())")
        error = _unopened(session, self._staging)
        if error:
            raise refuse(
                Code.REPOSITORY_REFUSED,
                f"{self._staging}, where editions wait until they are proven, cannot be opened or made: {error}",
                f"Have it made on the server: CREATE DB {self._staging}; "
                f"GRANT WRITE ON {self._staging} TO {self._address.user}",
            )
        return session

    def _renew(self, session: Session, otherwise: str) -> None:
        """Make the staging database anew; where another client works in it, or this user may make none, a query."""
        for command in (f"CREATE DB {self._staging}", f"XQUERY {otherwise}"):
            with suppress(ServerError):
                session.command(command)
                break

    def _fingerprint(self, database: str, path: str) -> Fingerprint | None:
        try:
            return fingerprint(self._query(_document(database, path)))
        except NotXML as error:
            raise self._refused(f"gives for {path} what is no document: {error}") from None

    def _run(self, query: str) -> None:
        for _ in self._query(query):
            pass

    def _query(self, query: str) -> Iterator[bytes]:
        try:
            yield from self._session.query(query, {})
        except ServerError as error:
            raise self._refused(f"does not answer: {error}") from None

    def _refused(self, what: str) -> Refused:
        return refuse(Code.REPOSITORY_REFUSED, f"{self._database} {what}", "The words are the server's.")


def _unopened(session: Session, database: str) -> ServerError | None:
    """Open a database; why it does not open."""
    try:
        session.command(f"OPEN {database}")
    except ServerError as error:
        return error
    return None


def _create(database: str) -> str:
    """Makes a database that is not there. One that is damaged is in the list; one that may not be read is an error."""
    name = literal(database)
    return f"if (db:exists({name}) or db:list() = {name}) then () else db:create({name})"


def _document(database: str, path: str) -> str:
    there = f"db:exists({literal(database)}, {literal(path)})"
    return f"{_AS_IT_IS}if ({there}) then doc({literal(f'{database}/{path}')}) else ()"


def _delete(database: str, path: str) -> str:
    return f"db:delete({literal(database)}, {literal(path)})"


def _swap(database: str, path: str, staged: str) -> str:
    """Puts a staged document in its place, all or nothing: where it is not there any more, doc() is an error."""
    return f"{_delete(database, path)}, db:add({literal(database)}, doc({literal(staged)}), {literal(path)})"


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while block := stream.read(BLOCK):
            yield block
