"""Deposits in a real BaseX server: again, changed, broken half-way, and by somebody who may not."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from converter.deposit import Address, Done, deposit
from converter.deposit import basex as room
from converter.deposit.canonical import fingerprint
from converter.diagnostics import Code, Refused
from tests.deposit.clients import held, no_sleep, put, raft, refusal
from tests.deposit.conftest import ODD, PASSWORD, WHOLE, Proxy, Server, at, changed, free_port

pytestmark = pytest.mark.slow


def test_a_deposit_again_does_nothing_and_a_changed_edition_replaces_the_old(
    database: Address, editions: dict[str, Path], tmp_path: Path
) -> None:
    files = [editions["en"], editions["zh-Hant"]]
    assert put(files, database, collection="un/2031") == [Done.ADDED, Done.ADDED]
    assert put(files, database, collection="un/2031") == [Done.UNCHANGED, Done.UNCHANGED]
    new = changed(editions["en"], tmp_path / "new", "River Libraries", "Lake Libraries")
    assert put([new, files[1]], database, collection="un/2031") == [Done.REPLACED, Done.UNCHANGED]
    titles = held(database)
    assert list(titles) == ["un/2031/annual-report.en.tei.xml", "un/2031/annual-report.zh-Hant.tei.xml"]
    assert "Lake Libraries" in titles["un/2031/annual-report.en.tei.xml"]


def test_every_space_comment_and_instruction_is_held(database: Address, basex: Server, tmp_path: Path) -> None:
    odd = tmp_path / "odd ä 報告 (1).xml"
    odd.write_text(ODD, encoding="utf-16", newline="")
    assert put([odd], database) == [Done.ADDED]
    assert put([odd], database) == [Done.UNCHANGED]
    text = basex.run("SET SERIALIZER indent=no", f"XQUERY doc('{database.path}/{odd.name}')")
    there, here = fingerprint([text.encode()]), fingerprint([odd.read_bytes()])
    assert there == here


def test_what_the_server_would_alter_is_not_taken_and_the_old_edition_stays(
    database: Address, editions: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put([editions["en"]], database)
    new = changed(editions["en"], tmp_path / "new", "River Libraries", "Lake Libraries")
    monkeypatch.setattr(room, "_OPTIONS", ("CHOP true",))
    assert refusal([new], database).code is Code.REPOSITORY_DIFFERS
    assert "River Libraries" in held(database)["annual-report.en.tei.xml"]
    assert put([editions["en"]], database) == [Done.UNCHANGED]


def test_a_connection_that_breaks_once_is_made_again(
    basex: Server, database: Address, editions: dict[str, Path]
) -> None:
    waits: list[float] = []
    proxy = Proxy(basex.port, WHOLE, 9000, WHOLE, 12000)
    try:
        assert put([editions["en"]], at(proxy.port, database.path), sleep=waits.append) == [Done.ADDED]
    finally:
        proxy.close()
    assert waits == [1.0, 2.0]
    assert put([editions["en"]], database) == [Done.UNCHANGED]


@pytest.mark.parametrize("large", [True, False], ids=["breaks-in-the-edition", "breaks-in-the-queries"])
def test_wherever_a_connection_breaks_the_old_edition_or_the_new_is_held_whole(
    large: bool, basex: Server, database: Address, editions: dict[str, Path], tmp_path: Path
) -> None:
    old = editions["en"] if large else raft(tmp_path, 1, "River Libraries")
    new = changed(old, tmp_path / "new", "River Libraries", "Lake Libraries")
    put([old], database)
    whole = Proxy(basex.port)
    put([new], at(whole.port, database.path))
    whole.close()
    seen = set()
    assert (whole.passed[0] < whole.passed[1]) is large, "first the queries' connection, then the edition's"
    end = max(whole.passed)
    for limit in (*range(100, end - 700, end // 8), *range(end - 700, end, 60), end - 10):
        put([old], database)
        proxy = Proxy(basex.port, *[limit] * 20)
        try:
            ended: Done | Code = put([new], at(proxy.port, database.path), sleep=no_sleep)[0]
        except Refused as refused:
            ended = refused.diagnostics[0].code
        finally:
            proxy.close()
        basex.settle()
        seen.add((ended, put([old], database)[0]))
        assert list(held(database)) == [old.name]
    broken, done = (Code.REPOSITORY_UNREACHABLE, Done.UNCHANGED), (Done.REPLACED, Done.REPLACED)
    swapped = (Code.REPOSITORY_UNREACHABLE, Done.REPLACED)
    assert {broken, done} <= seen <= {broken, swapped, done}, "what was said to be done was done"


def test_a_server_that_stops_in_the_middle_is_told_and_the_rest_deposited_later(
    own_basex: Server, editions: dict[str, Path]
) -> None:
    to, files = at(own_basex.port, "reports"), list(editions.values())
    ongoing = deposit(files, to, password=PASSWORD, create=True, sleep=no_sleep)
    assert [next(ongoing).done, next(ongoing).done] == [Done.ADDED] * 2
    own_basex.stop()
    with pytest.raises(Refused, match=r"does not answer: .* \(5 attempts\)") as refused:
        next(ongoing)
    assert refused.value.diagnostics[0].code is Code.REPOSITORY_UNREACHABLE
    own_basex.start()
    assert put(files, to) == [Done.UNCHANGED] * 2 + [Done.ADDED] * (len(files) - 2)


def test_a_server_that_comes_back_in_time_is_not_noticed(own_basex: Server, editions: dict[str, Path]) -> None:
    to, files = at(own_basex.port, "reports"), list(editions.values())
    ongoing = deposit(files, to, password=PASSWORD, create=True, sleep=lambda _: own_basex.start())
    first = next(ongoing)
    own_basex.stop()
    assert [first.done, *(one.done for one in ongoing)] == [Done.ADDED] * len(files)
    assert len(held(to)) == len(files)


def test_a_server_that_stops_in_the_middle_of_a_document_holds_the_old_edition_when_it_is_back(
    own_basex: Server, editions: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to, old = at(own_basex.port, "reports"), editions["en"]
    new = changed(old, tmp_path / "new", "River Libraries", "Lake Libraries")
    put([old], to, create=True)

    def stopping(file: Path) -> Iterator[bytes]:
        yield file.read_bytes()[:9000]
        assert own_basex.seen_marked(0.5) == [], "no update begins before the document is whole"
        own_basex.stop()
        yield file.read_bytes()[9000:]

    with monkeypatch.context() as patch:
        patch.setattr(room, "_blocks", stopping)
        assert refusal([new], to, sleep=no_sleep).code is Code.REPOSITORY_UNREACHABLE
    own_basex.start()
    assert put([old], to) == [Done.UNCHANGED]
    assert put([new], to) == [Done.REPLACED]
    assert list(held(to)) == [old.name]


def test_a_wrong_password_is_told_at_once(database: Address, editions: dict[str, Path]) -> None:
    waits: list[float] = []
    assert refusal([editions["en"]], database, "wrong", sleep=waits.append).code is Code.REPOSITORY_DENIED
    assert waits == []


def test_a_missing_database_is_made_only_when_asked_for(basex: Server, editions: dict[str, Path]) -> None:
    to = at(basex.port, "made-when-asked-for")
    assert refusal([editions["en"]], to).code is Code.REPOSITORY_MISSING
    assert put([editions["en"]], to, create=True) == [Done.ADDED]
    assert put([editions["fr"]], to, create=True) == [Done.ADDED], "and what was in it stays"
    assert len(held(to)) == 2


def test_a_database_is_made_under_its_whole_name(basex: Server, editions: dict[str, Path]) -> None:
    to = at(basex.port, "made.in_2.0")
    assert put([editions["en"]], to, create=True) == [Done.ADDED]
    assert basex.run(f"OPEN {to.path}", "XQUERY count(db:list()[starts-with(., 'made.in')])") == "2"
    assert basex.data(to.path).is_dir()


def test_names_with_marks_of_xquery_are_plain_names(
    database: Address, editions: dict[str, Path], tmp_path: Path
) -> None:
    odd = tmp_path / "R&D {1} 'a' 報告.xml"
    odd.write_bytes(editions["en"].read_bytes())
    assert put([odd], database, collection="A & B's/&amp") == [Done.ADDED]
    assert put([odd], database, collection="A & B's/&amp") == [Done.UNCHANGED]
    assert list(held(database, collection="A & B's")) == [f"&amp/{odd.name}"]


def test_a_server_that_says_nothing_is_waited_for_so_long_and_no_longer(editions: dict[str, Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        to = at(silent.getsockname()[1], "reports")
        began = time.monotonic()
        assert refusal([editions["en"]], to, timeout=0.1, sleep=no_sleep).code is Code.REPOSITORY_UNREACHABLE
    assert time.monotonic() - began < 5


def test_the_waits_between_attempts_grow_and_end(editions: dict[str, Path]) -> None:
    waits: list[float] = []
    nowhere = at(free_port(), "reports")
    assert refusal([editions["en"]], nowhere, sleep=waits.append).code is Code.REPOSITORY_UNREACHABLE
    assert waits == [1.0, 2.0, 4.0, 8.0]


def test_a_thousand_small_editions(database: Address, tmp_path: Path) -> None:
    pattern = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Raft {0}</title>'
        "</titleStmt></fileDesc></teiHeader><text><body><p n='1' xml:id='par-1'>Raft {0}.</p></body></text></TEI>"
    )
    files = [tmp_path / f"raft-{number:04}.tei.xml" for number in range(1000)]
    for number, file in enumerate(files):
        file.write_text(pattern.format(number), encoding="utf-8")
    for done in (Done.ADDED, Done.UNCHANGED):
        began = time.monotonic()
        assert put(files, database, collection="rafts") == [done] * 1000
        assert time.monotonic() - began < 100, "a tenth of a second each, on a slow machine"
    files[500].write_text(pattern.format("of reeds"), encoding="utf-8")
    assert put(files, database, collection="rafts").count(Done.REPLACED) == 1
    titles = held(database)
    assert len(titles) == 1000
    assert titles["rafts/raft-0500.tei.xml"] == "Raft of reeds"
