"""Zip archives both ways: one deterministic writer, and one opener that measures before it unpacks.

PKWARE APPNOTE 6.3; ISO/IEC 21320-1 for what a package may use of it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath

from msgspec import Struct

from converter.diagnostics import Code, Refused, refuse

MEMBERS = 10_000
"""No package of a report has more parts."""
UNPACKED = 256 << 20
"""No package of a report unpacks to more bytes."""
RATIO = 200
"""No part above a MiB packs so much better than text does; one that claims to is a bomb."""

_FIRST_HOUR, _LAST_HOUR = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)


def archive(members: Iterable[tuple[str, bytes]], now: datetime, *, stored: frozenset[str] = frozenset()) -> bytes:
    """A zip of (name, bytes) in the order given; names in `stored` are not compressed.

    `now` stamps every member; zip knows no hour before 1980 and none after 2107. No attribute of a machine gets in.
    """
    buffer = BytesIO()
    hour = (now.year, now.month, now.day, now.hour, now.minute, now.second)
    stamp = min(max(hour, _FIRST_HOUR), _LAST_HOUR)
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in members:
            member = zipfile.ZipInfo(name, stamp)
            member.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            member.create_system = 0
            member.external_attr = 0
            package.writestr(member, data)
    return buffer.getvalue()


class Archive(Struct, frozen=True):
    """A zip that was measured and found harmless. `names` are its files in their order."""

    names: tuple[str, ...]
    _package: zipfile.ZipFile

    def size(self, name: str) -> int:
        """How many bytes one file says it has; 0 when it is not there."""
        return self._package.getinfo(name).file_size if name in self._package.NameToInfo else 0

    def read(self, name: str) -> bytes:
        """The bytes of one file. Raises Refused when it is not there or is damaged."""
        try:
            with self._package.open(name) as member:
                size = self._package.getinfo(name).file_size
                data = member.read(size + 1)
        except KeyError:
            raise _malformed("is not in the package", name) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise _malformed(f"cannot be unpacked: {error}", name) from None
        if len(data) > size:
            raise _malformed("is larger than the package says", name)
        return data


def open_archive(data: bytes) -> Archive:
    """Open a zip for reading, unpacking nothing yet.

    Raises Refused (input-malformed, input-too-large) when it is no zip, is damaged or encrypted, holds a name twice
    or one that leads out of the package, or would unpack to too much.
    """
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, OSError) as error:
        raise _malformed(f"is no zip archive, or a damaged one: {error}") from None
    members = package.infolist()
    _measure(members)
    seen: set[str] = set()
    for member in members:
        if member.filename in seen:
            raise _malformed("stands twice in the package", member.filename)
        seen.add(member.filename)
        _check(member)
    return Archive(tuple(member.filename for member in members if not member.is_dir()), package)


def _measure(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBERS:
        raise _too_large(f"holds {len(members):,} files; {MEMBERS:,} are read at most")
    total = sum(member.file_size for member in members)
    if total > UNPACKED:
        raise _too_large(f"would unpack to {total >> 20:,} MiB; {UNPACKED >> 20} MiB are read at most")


def _check(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if member.flag_bits & 0x1:
        raise _malformed("is encrypted", name, "Save it without a password.")
    if name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts or ":" in name:
        raise _malformed("has a name that leads out of the package", name)
    if member.file_size > 1 << 20 and member.file_size > RATIO * max(member.compress_size, 1):
        raise _too_large(f"would unpack to {member.file_size / max(member.compress_size, 1):,.0f} times its size", name)


def _malformed(what: str, part: str = "", hint: str = "Get the file again from where it was made.") -> Refused:
    return refuse(Code.INPUT_MALFORMED, what, hint, part=part)


def _too_large(what: str, part: str = "") -> Refused:
    return refuse(Code.INPUT_TOO_LARGE, what, "Nothing was unpacked.", part=part)
