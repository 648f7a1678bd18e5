"""Zip archives: the same bytes at any hour, in the order given."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

from converter.archive import archive

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
