"""Where a repository is: the URL that the user gives, read and found safe.

basex://archivist@repository.example:1984/reports
https://archivist@repository.example/exist/rest/db/reports
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, unquote, urlsplit

from msgspec import Struct

from converter.diagnostics import Code, Refused, refuse

BASEX_PORT = 1984
"""The port of a BaseX server that nobody has moved."""

_FORMS = "Give basex://USER@HOST:PORT/DATABASE or https://USER@HOST/.../rest/DATABASE."
_DATABASE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
"""Names that every version of BaseX takes for a database, and that need no quotes in a command."""

_SEGMENT = re.compile(r"[^\x00-\x1f\x7f/\\:*?\"<>|;]+")


class Address(Struct, frozen=True):
    """A repository: how it speaks, where, to whom, and what in it.

    `path` is the database (basex), or the path of the URL as it was given, without a slash at the end (REST).
    """

    scheme: str
    host: str
    port: int | None
    user: str
    path: str

    def __str__(self) -> str:
        """The URL again."""
        user = f"{self.user}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{user}{host}{port}/{self.path.lstrip('/')}"


def read_address(url: str) -> Address:
    """The repository that a URL names. Raises Refused (repository-address) when it is unsafe or no such URL."""
    parts, port = _split(url)
    if parts.password is not None:
        raise _wrong("the URL holds a password", "Leave it out: it is read from CONVERTER_PASSWORD, or asked for.")
    if parts.query or parts.fragment or not parts.hostname:
        raise _wrong(f"{url!r} is no address of a repository", _FORMS)
    user = unquote(parts.username or "")
    address = Address(parts.scheme, parts.hostname, port, user, parts.path.rstrip("/"))
    match parts.scheme:
        case "basex":
            return _basex(address)
        case "https" | "http":
            return _rest(address)
    raise _wrong(f"{parts.scheme or url!r} is no way to speak with a repository", _FORMS)


def resource(collection: str, name: str) -> str:
    """`COLLECTION/NAME`, the place of an edition in its database. Raises Refused when it cannot be a place."""
    collections = collection.strip("/").split("/") if collection.strip("/") else []
    for segment in (*collections, name):
        if segment.startswith(".") or not _SEGMENT.fullmatch(segment):
            raise _wrong(
                f"{segment!r} cannot be the name of a collection or an edition",
                'Names do not begin with a full stop, and hold no control characters and none of \\ : * ? " < > | ;',
            )
    for segment in collections:
        if segment.endswith(".xml"):
            raise _wrong(f"the collection {segment!r} has the name of an edition", "Leave out the .xml.")
    return "/".join((*collections, name))


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError:
        raise _wrong("the address of the repository is no URL", _FORMS) from None


def _basex(address: Address) -> Address:
    database = address.path.lstrip("/")
    if not address.user:
        raise _wrong("the URL does not say as whom to log in", _FORMS)
    if not _DATABASE.fullmatch(database):
        raise _wrong(
            f"{database!r} is not the name of a database", "Letters of ASCII, digits, and _ . - after the first."
        )
    return Address("basex", address.host, address.port or BASEX_PORT, address.user, database)


def _rest(address: Address) -> Address:
    _, rest, database = address.path.partition("/rest/")
    if not (rest and database):
        raise _wrong("the URL names no database below .../rest/", _FORMS)
    if address.scheme == "http" and not _loopback(address.host):
        raise _wrong("http:// would send the password in the clear", "Use https://, or http:// to this machine alone.")
    resource(unquote(database), "edition.xml")
    return address


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _wrong(message: str, hint: str) -> Refused:
    return refuse(Code.REPOSITORY_ADDRESS, message, hint)
