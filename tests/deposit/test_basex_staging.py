"""Where editions wait in BaseX until they are proven: two clients at once, rights, and what a dead server leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from converter.deposit import Address, Done, query
from converter.deposit import basex as room
from converter.diagnostics import Code, Refused
from tests.deposit.clients import held, no_sleep, put, raft, refusal
from tests.deposit.conftest import MARKER, PASSWORD, Server, changed

pytestmark = pytest.mark.slow


def staging(to: Address) -> str:
    return f"{to.path}.converter-staging"


def test_while_an_edition_comes_in_others_read_and_what_they_read_is_the_old(
    database: Address, basex: Server, editions: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = editions["en"]
    new = changed(old, tmp_path / "new", "River Libraries", "Lake Libraries")
    put([old], database)
    seen: list[dict[str, str]] = []

    def slowly(file: Path) -> Iterator[bytes]:
        yield file.read_bytes()[:9000]
        assert basex.seen_marked(0.5) == []
        seen.append(held(database, timeout=20, sleep=no_sleep))
        yield file.read_bytes()[9000:]

    monkeypatch.setattr(room, "_blocks", slowly)
    assert put([new], database) == [Done.REPLACED]
    assert "River Libraries" in seen[0][old.name]


@pytest.mark.parametrize("moment", ["_stage", "_run"])
def test_another_clients_deposit_in_the_same_place_changes_nothing_for_what_waits(
    moment: str, database: Address, basex: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = raft(tmp_path / "mine", 1, "Mine"), raft(tmp_path / "theirs", 1, "Theirs")
    others = [theirs]
    theirs_done: list[Done] = []
    step: Callable[..., None] = getattr(room.BaseX, moment)

    def between(self: room.BaseX, *arguments: Any) -> None:
        """The other client's whole deposit between staging and comparing, or between comparing and swapping."""
        if moment == "_stage":
            step(self, *arguments)
        if others:
            theirs_done.extend(put([others.pop()], database))
            seen.append(held(database))
        if moment == "_run":
            step(self, *arguments)

    seen: list[dict[str, str]] = []
    monkeypatch.setattr(room.BaseX, moment, between)
    assert put([mine], database) == [Done.ADDED]
    assert (theirs_done, seen) == ([Done.ADDED], [{mine.name: "Theirs"}])
    assert held(database) == {mine.name: "Mine"}


def test_two_clients_at_once_in_one_database(database: Address, tmp_path: Path) -> None:
    batches = [[raft(tmp_path, number, f"Raft {number}") for number in range(start, 40, 2)] for start in (0, 1)]
    with ThreadPoolExecutor(2) as clients:
        ends = list(clients.map(lambda files: put(files, database), batches))
    assert ends == [[Done.ADDED] * 20] * 2
    assert held(database) == {f"raft-{number}.tei.xml": f"Raft {number}" for number in range(40)}


def test_two_clients_at_once_in_the_same_places_leave_one_whole_edition_in_each(
    database: Address, tmp_path: Path
) -> None:
    batches = [[raft(tmp_path / name, number, name) for number in range(15)] for name in ("left", "right")]

    def each(files: list[Path]) -> set[Done | Code]:
        ends: set[Done | Code] = set()
        for file in files:
            try:
                ends |= set(put([file], database))
            except Refused as refused:
                ends.add(refused.diagnostics[0].code)
        return ends

    with ThreadPoolExecutor(2) as clients:
        ends = set().union(*clients.map(each, batches))
    assert ends <= {Done.ADDED, Done.REPLACED, Code.REPOSITORY_DIFFERS}, "the other one came before the last look"
    titles = held(database)
    assert list(titles) == sorted(file.name for file in batches[0])
    assert set(titles.values()) <= {"left", "right"}


@pytest.mark.parametrize("create", [False, True])
def test_a_database_that_a_server_has_died_over_is_told_and_left_alone(
    create: bool, database: Address, basex: Server, editions: dict[str, Path]
) -> None:
    put([editions["en"]], database)
    basex.settle()
    basex.run(f"CREATE BACKUP {database.path}")
    folder = basex.data(database.path)
    (folder / MARKER).touch()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    said = refusal([editions["fr"]], database, create=create)
    assert said.code is Code.REPOSITORY_DAMAGED
    assert f"{database.path} is there and cannot be opened: Database '{database.path}' is being" in said.message
    assert "RESTORE a backup, or DROP DB and deposit all again" in said.hint
    with pytest.raises(Refused, match="repository-damaged"):
        query("editions", to=database, password=PASSWORD)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    basex.run(f"RESTORE {database.path}")
    assert put([editions["en"], editions["fr"]], database) == [Done.UNCHANGED, Done.ADDED]
    basex.settle()
    (folder / MARKER).touch()
    basex.run(f"DROP DB {database.path}")
    assert put([editions["en"]], database, create=True) == [Done.ADDED]


def test_a_staging_database_that_a_server_has_died_over_is_made_anew(
    database: Address, basex: Server, editions: dict[str, Path]
) -> None:
    put([editions["en"]], database)
    basex.settle()
    (basex.data(staging(database)) / MARKER).touch()
    assert put([editions["en"], editions["fr"]], database) == [Done.UNCHANGED, Done.ADDED]
    assert basex.seen_marked(0) == []


@pytest.fixture
def writer(database: Address, basex: Server) -> Iterator[Address]:
    """A user who may write in the database, and no more."""
    user = f"ann-{database.path}"
    basex.run(f"CREATE USER {user} {PASSWORD}", f"GRANT WRITE ON {database.path} TO {user}")
    yield replace(database, user=user)
    basex.settle()
    basex.run(f"DROP USER {user}")


def test_the_right_to_write_is_enough_where_the_staging_database_has_been_made(
    writer: Address, basex: Server, editions: dict[str, Path]
) -> None:
    said = refusal([editions["en"]], writer)
    assert said.code is Code.REPOSITORY_REFUSED
    assert f"{staging(writer)}, where editions wait" in said.message
    basex.run(*said.hint.removeprefix("Have it made on the server: ").split("; "))
    assert put([editions["en"], editions["fr"]], writer) == [Done.ADDED] * 2
    assert put([editions["fr"]], writer) == [Done.UNCHANGED]


@pytest.mark.parametrize("user", ["database", "writer"])
def test_what_waited_does_not_fill_the_disk(
    user: str,
    request: pytest.FixtureRequest,
    database: Address,
    basex: Server,
    editions: dict[str, Path],
    tmp_path: Path,
) -> None:
    old = editions["en"]
    new = changed(old, tmp_path / "new", "River Libraries", "Lake Libraries")
    put([new], database)
    to = request.getfixturevalue(user)
    if user == "writer":
        basex.run(f"GRANT WRITE ON {staging(to)} TO {to.user}")
    for file in (old, new, old, new):
        assert put([file], to) == [Done.REPLACED]
        basex.settle()
        assert (basex.data(staging(to)) / "txt.basex").stat().st_size < 2 * old.stat().st_size
        assert basex.run(f"XQUERY count(collection('{staging(to)}'))") == "0"
