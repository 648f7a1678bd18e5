"""What a repository does, in whatever protocol; the failures that may pass; and how to try again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from converter.deposit.canonical import Fingerprint
from converter.diagnostics import Code, Refused, refuse

DELAYS = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before each new attempt; after the last there is none."""

TIMEOUT = 60.0
"""Seconds to wait for a repository to take or give the next bytes."""

BLOCK = 1 << 16
"""Bytes that are read from a file at once."""

_LONGEST = 64 * 1024 * 1024
"""The most bytes of an answer that are kept in memory; documents are not kept."""

_T = TypeVar("_T")


class Broken(Exception):
    """The connection did not come about or broke, or the server said that it is busy: worth another attempt."""


def text(pieces: Iterable[bytes]) -> str:
    """An answer that comes in pieces, as text. Raises Refused when it does not end."""
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > _LONGEST:
            raise refuse(
                Code.REPOSITORY_REFUSED, f"an answer has more than {_LONGEST:,} bytes", "Ask for one collection only."
            )
    return whole.decode("utf-8", "replace")


class Repository(Protocol):
    """A connection to one database. Every method but `close` may raise Broken or Refused."""

    def open(self, password: str, *, create: bool) -> None:
        """Log in and find the database, or make it (create): repository-denied, -missing, -damaged."""

    def held(self, path: str) -> Fingerprint | None:
        """The fingerprint of what is held at this path, or None."""

    def put(self, path: str, file: Path, digest: str) -> None:
        """Hold this file at this path, in place of what was held there; on failure, what was held is still held."""

    def ask(self, query: str, collection: str, variables: Mapping[str, str]) -> str:
        """The text that an XQuery gives, its `$root` bound to this collection and its variables to these strings."""

    def close(self) -> None:
        """End the connection; never fails."""


class Line:
    """A line to a repository: connected when first used, and again after it broke."""

    def __init__(self, connect: Callable[[], Repository], name: str, sleep: Callable[[float], None]) -> None:
        """`name` is the repository's for messages; `sleep` waits between two attempts."""
        self._connect, self._name, self._sleep = connect, name, sleep
        self._repository: Repository | None = None

    def run(self, task: Callable[[Repository], _T]) -> _T:
        """What the task gives, tried again after each break. Raises Refused (repository-unreachable) at the end."""
        for delay in DELAYS:
            try:
                return self._once(task)
            except Broken:
                self._sleep(delay)
        try:
            return self._once(task)
        except Broken as broken:
            raise self._unreachable(broken) from None

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._repository is not None:
            self._repository.close()
            self._repository = None

    def _once(self, task: Callable[[Repository], _T]) -> _T:
        try:
            if self._repository is None:
                self._repository = self._connect()
            return task(self._repository)
        except (Broken, Refused):
            self.close()
            raise

    def _unreachable(self, broken: Broken) -> Refused:
        return refuse(
            Code.REPOSITORY_UNREACHABLE,
            f"{self._name} does not answer: {broken} ({len(DELAYS) + 1} attempts)",
            "See that the server runs, then run the command again: what is held already is passed over.",
        )
