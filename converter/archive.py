"""One deterministic zip, for every package that is written: given order, one hour, no attributes of a machine."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO


def archive(members: Iterable[tuple[str, bytes]], now: datetime, *, stored: frozenset[str] = frozenset()) -> bytes:
    """A zip of (name, bytes) in the order given; names in `stored` are not compressed. PKWARE APPNOTE 6.3.

    `now` stamps every member (zip holds 1980 to 2107, even seconds).
    """
    buffer = BytesIO()
    stamp = (now.year, now.month, now.day, now.hour, now.minute, now.second)
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in members:
            member = zipfile.ZipInfo(name, stamp)
            member.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            member.create_system = 0
            member.external_attr = 0
            package.writestr(member, data)
    return buffer.getvalue()
