"""Where a face's file is: the project's folder of faces, an absolute path, or the system's font folders."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from converter.diagnostics import Code, refuse
from converter.environment import Environment

_FOLDERS: Mapping[str, tuple[str, ...]] = {
    "linux": ("~/.local/share/fonts", "~/.fonts", "/usr/local/share/fonts", "/usr/share/fonts"),
    "darwin": ("~/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"),
    "win32": (r"%LOCALAPPDATA%\Microsoft\Windows\Fonts", r"%WINDIR%\Fonts"),
}
"""The font folders of each system, the user's own first. On any other system those of Linux are looked in."""


def find(file: str, environment: Environment) -> tuple[Path, int]:
    """The path of a face's file and the face's index in it; `FILE#2` is the third face of a collection.

    Raises Refused (face-missing), naming the file and what to do.
    """
    name, _, index = file.partition("#")
    path = Path(name) if Path(name).is_absolute() else environment.styles / "fonts" / name
    if not path.is_file():
        found = None if Path(name).is_absolute() else _installed().get(name.casefold())
        if found is None or not (index or "0").isdecimal():
            raise _missing(file)
        path = found
    return path, int(index or "0")


@lru_cache(maxsize=1)
def _installed() -> Mapping[str, Path]:
    """Every font file in the system's folders by its name without case; of two with one name the first counts."""
    found: dict[str, Path] = {}
    for folder in _FOLDERS.get(sys.platform, _FOLDERS["linux"]):
        for where, folders, files in os.walk(os.path.expandvars(Path(folder).expanduser())):
            folders.sort()
            for file in sorted(files):
                if file.lower().endswith((".ttf", ".otf", ".ttc", ".otc")):
                    found.setdefault(file.casefold(), Path(where, file))
    return found


def _missing(file: str) -> Exception:
    folders = ", ".join(_FOLDERS.get(sys.platform, _FOLDERS["linux"]))
    return refuse(
        Code.FACE_MISSING,
        f"the face {file!r} cannot be found",
        f"Put the file into one of {folders}, or name it by its absolute path under [families] in the style.",
    )
