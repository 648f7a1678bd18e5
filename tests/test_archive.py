"""Zip archives: the same bytes at any hour, in the order given."""

from __future__ import annotations

import random
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest

from converter.archive import archive, open_archive
from converter.diagnostics import Refused

NOON = datetime(2031, 6, 4, 12, tzinfo=UTC)


def test_members_keep_their_order_and_the_one_hour() -> None:
    data = archive(
        [("mimetype", b"x/y"), ("b.txt", b"b" * 99), ("a.txt", b"a" * 99)], NOON, stored=frozenset({"mimetype"})
    )
    with zipfile.ZipFile(BytesIO(data)) as package:
        members = package.infolist()
    assert [member.filename for member in members] == ["mimetype", "b.txt", "a.txt"]
    assert {member.date_time for member in members} == {(2031, 6, 4, 12, 0, 0)}
    assert [member.compress_type for member in members] == [
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
        zipfile.ZIP_DEFLATED,
    ]


def test_the_same_members_give_the_same_bytes() -> None:
    assert archive([("a", b"1")], NOON) == archive([("a", b"1")], NOON)


def test_an_hour_before_zip_archives_is_their_first() -> None:
    with zipfile.ZipFile(BytesIO(archive([("a", b"1")], datetime(1970, 1, 1, tzinfo=UTC)))) as package:
        assert package.getinfo("a").date_time == (1980, 1, 1, 0, 0, 0)


def packed(*members: tuple[str, bytes]) -> bytes:
    return archive(members, NOON)


def refusal(data: bytes, *, read: str | None = None) -> str:
    with pytest.raises(Refused) as refused:
        [opened.read(read) for opened in (open_archive(data),) if read]
    return str(refused.value).splitlines()[0]


def test_what_was_packed_is_read_back() -> None:
    opened = open_archive(packed(("b.txt", b"b"), ("a/a.txt", b"a" * 999)))
    assert opened.names == ("b.txt", "a/a.txt")
    assert opened.read("a/a.txt") == b"a" * 999


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out", "a/../../out", "C:out", "a\\..\\out"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    assert refusal(packed((name, b""))) == (f"{name}: error[input-malformed]: has a name that leads out of the package")


def test_bytes_that_are_no_zip_and_a_zip_cut_short_are_refused() -> None:
    whole = packed(("a.txt", b"a" * 999))
    for data in (b"", b"PK\x03\x04", b"report", whole[: len(whole) // 2]):
        assert refusal(data).startswith("error[input-malformed]: is no zip archive, or a damaged one")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refusal(packed(("a.xml", bytes(100 << 20)))) == (
        "a.xml: error[input-too-large]: would unpack to 1,029 times its size"
    )


def test_many_parts_that_unpack_to_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converter.archive.UNPACKED", 4 << 20)
    many = packed(*((f"{n}.txt", random.Random(n).randbytes(1 << 20)) for n in range(5)))
    assert refusal(many) == "error[input-too-large]: would unpack to 5 MiB; 4 MiB are read at most"


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converter.archive.MEMBERS", 3)
    many = packed(*((f"{n}.txt", b"") for n in range(4)))
    assert refusal(many) == "error[input-too-large]: holds 4 files; 3 are read at most"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused() -> None:
    assert refusal(packed(("a", b"1"), ("a", b"2"))) == "a: error[input-malformed]: stands twice in the package"


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(packed(("a.txt", b"secret")))
    data[6] |= 1
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert refusal(bytes(data)) == "a.txt: error[input-malformed]: is encrypted"


def test_a_part_that_is_not_what_its_checksum_says_is_refused() -> None:
    data = bytearray(archive([("a.txt", b"original")], NOON, stored=frozenset({"a.txt"})))
    data[data.index(b"original")] ^= 1
    assert "cannot be unpacked: Bad CRC-32" in refusal(bytes(data), read="a.txt")


def test_a_part_that_is_not_there_is_named() -> None:
    assert refusal(packed(("a.txt", b"")), read="b.txt") == "b.txt: error[input-malformed]: is not in the package"


def test_an_hour_beyond_what_a_zip_can_hold_is_the_last_it_can() -> None:
    data = archive([("a.txt", b"")], datetime(2302, 9, 1, tzinfo=UTC))
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.infolist()[0].date_time == (2107, 12, 31, 23, 59, 58)


def test_the_size_of_a_part_is_known_before_it_is_read() -> None:
    opened = open_archive(packed(("a.txt", b"12345")))
    assert (opened.size("a.txt"), opened.size("b.txt")) == (5, 0)
