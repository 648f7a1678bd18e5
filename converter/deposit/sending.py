"""Files into a repository: look at all of them first, then for each: what is held? put; what is held now?

unchanged   the same document is held already: nothing was sent
added       nothing was held there
replaced    another document was held there
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from converter.deposit.address import Address, resource
from converter.deposit.basex import BaseX
from converter.deposit.canonical import Fingerprint, NotXML, fingerprint
from converter.deposit.repository import BLOCK, TIMEOUT, Broken, Line, Repository
from converter.deposit.rest import Rest
from converter.diagnostics import Code, Refused, refuse

_SUFFIX = ".xml"
_ROOTS = frozenset(f"{{http://www.tei-c.org/ns/1.0}}{name}" for name in ("TEI", "teiCorpus"))


class Done(StrEnum):
    """What became of an edition."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class Deposited(Struct, frozen=True):
    """An edition that is held: the file, its place in the database, its digest, and what was done for it."""

    file: Path
    path: str
    digest: str
    done: Done


class _Edition(Struct, frozen=True):
    file: Path
    path: str
    digest: str


def deposit(
    files: Sequence[Path],
    to: Address,
    *,
    password: str = "",
    collection: str = "",
    create: bool = False,
    timeout: float = TIMEOUT,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Deposited]:
    """Deposit TEI editions, one after the other, each proven by asking for it again.

    All files are looked at before anything is sent. `create` makes the database if there is none; `timeout` (seconds)
    bounds each wait for the server; `sleep` waits between attempts. Raises Refused: not-an-edition and output-clash
    before anything is sent, the codes that begin with repository- when the repository fails, with all that was
    deposited before still held.
    """
    editions = _editions(files, collection)
    with line(to, password, create=create, timeout=timeout, sleep=sleep) as open_line:
        for edition in editions:
            yield _deposit(open_line, edition)


@contextmanager
def line(
    to: Address,
    password: str,
    *,
    create: bool = False,
    timeout: float = TIMEOUT,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Line]:
    """A line to the repository at this address, closed at the end."""

    def connect() -> Repository:
        repository = BaseX(to, timeout) if to.scheme == "basex" else Rest(to, timeout)
        try:
            repository.open(password, create=create)
        except (Broken, Refused):
            repository.close()
            raise
        return repository

    opened = Line(connect, str(to), sleep)
    try:
        yield opened
    finally:
        opened.close()


def _deposit(open_line: Line, edition: _Edition) -> Deposited:
    path, digest = edition.path, edition.digest
    before = open_line.run(lambda repository: repository.held(path))
    if before is not None and before.digest == digest:
        return Deposited(edition.file, path, digest, Done.UNCHANGED)
    open_line.run(lambda repository: repository.put(path, edition.file, digest))
    after = open_line.run(lambda repository: repository.held(path))
    if after is None or after.digest != digest:
        raise refuse(
            Code.REPOSITORY_DIFFERS,
            f"what is held at {path} is not what stands in the file",
            "See whether somebody else deposits there now, and what the server does to documents.",
            path=str(edition.file),
        )
    return Deposited(edition.file, path, digest, Done.REPLACED if before else Done.ADDED)


def _editions(files: Sequence[Path], collection: str) -> list[_Edition]:
    """The files with their places and digests. Raises Refused with all that is wrong with them."""
    editions: dict[str, _Edition] = {}
    wrong: list[Refused] = []
    for file in files:
        try:
            path = resource(collection, file.name)
            edition = _Edition(file, path, _fingerprint(file).digest)
            other = editions.setdefault(path, edition)
            if other is not edition:
                raise refuse(Code.OUTPUT_CLASH, f"{other.file} and {file} meet in {path}", "Rename one of them.")
        except Refused as refusal:
            wrong.append(refusal)
    if wrong:
        raise Refused(*(diagnostic for refusal in wrong for diagnostic in refusal.diagnostics))
    return list(editions.values())


def _fingerprint(file: Path) -> Fingerprint:
    """The fingerprint of a file that holds a TEI edition."""
    if file.suffix.lower() != _SUFFIX:
        raise _no_edition(file, "only TEI-XML is deposited")
    try:
        with file.open("rb") as stream:
            found = fingerprint(iter(lambda: stream.read(BLOCK), b""))
    except OSError as error:
        raise refuse(
            Code.INPUT_MISSING, f"it cannot be read: {error.strerror}", "See its name.", path=str(file)
        ) from None
    except NotXML as error:
        raise _no_edition(file, str(error)) from None
    if found is None or found.root not in _ROOTS:
        raise _no_edition(file, "it holds no TEI document")
    return found


def _no_edition(file: Path, why: str) -> Refused:
    hint = f"Make an edition first: converter convert {file} --to tei"
    return refuse(Code.NOT_AN_EDITION, why, hint, path=str(file))
