"""What is impure, handed in: the clock and the folders. Nothing else in the project asks the machine for either."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec import Struct

from converter.diagnostics import Code, refuse
from converter.model import Report

_HERE = Path(__file__).resolve().parent
STYLES = next(folder for folder in (_HERE / "styles", _HERE.parent / "styles") if folder.is_dir())
"""The folder of styles, words and faces: inside the package once installed, beside it in a checkout."""

UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""The hour of a report without a date: the first that a zip archive can hold."""


_FONTS: Mapping[str, tuple[str, ...]] = {
    "linux": ("~/.local/share/fonts", "~/.fonts", "/usr/local/share/fonts", "/usr/share/fonts"),
    "darwin": ("~/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"),
    "win32": (r"%LOCALAPPDATA%\Microsoft\Windows\Fonts", r"%WINDIR%\Fonts"),
}
"""The font folders of each system, the user's own first. On any other system those of Linux are looked in."""


class Environment(Struct, frozen=True):
    """The clock (seconds since 1970 if fixed from outside, else None) and the folder of styles, words and faces.

    `faces` are files of the user's own (FILE#2 is the third face of a collection), printed with before the style's.
    `folders` are those of the machine's own faces; without them a file depends on nothing that is installed.
    """

    epoch: int | None = None
    styles: Path = STYLES
    faces: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()

    def now(self, report: Report) -> datetime:
        """The one hour that is written into this report's files: the fixed clock, else the report's own date."""
        if self.epoch is not None:
            return datetime.fromtimestamp(self.epoch, UTC)
        return _midnight(report.metadata.date.iso if report.metadata.date else None)


def _midnight(iso: str | None) -> datetime:
    """The first hour of an ISO date, of which the day or the month may be missing."""
    if iso is None:
        return UNDATED
    day = date.fromisoformat(iso + "-01-01"[len(iso) - 10 :] if len(iso) < 10 else iso)
    return max(datetime(day.year, day.month, day.day, tzinfo=UTC), UNDATED)


def environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """The environment of this process: `SOURCE_DATE_EPOCH` fixes the clock. Raises Refused when it is no number.

    The folders are the font folders of the system.
    """
    epoch = variables.get("SOURCE_DATE_EPOCH", "")
    if epoch and not epoch.isdecimal():
        raise refuse(
            Code.OUTPUT_UNWRITABLE, f"SOURCE_DATE_EPOCH is {epoch!r}", "Give whole seconds since 1970, or unset it."
        )
    return Environment(epoch=int(epoch) if epoch else None, folders=_font_folders())


def _font_folders() -> tuple[Path, ...]:
    named = _FONTS.get(sys.platform, _FONTS["linux"])
    return tuple(Path(os.path.expandvars(os.path.expanduser(folder))) for folder in named)  # noqa: PTH111
