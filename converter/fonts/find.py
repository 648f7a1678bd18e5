"""Where a face's file is: the project's folder of faces, an absolute path, or the machine's font folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path

from converter.diagnostics import Code, refuse
from converter.environment import Environment

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_MOST_FOLDERS, _MOST_FILES = 10_000, 10_000
"""How many folders are looked into, and how many font files are known."""


def find(file: str, environment: Environment) -> tuple[Path, int]:
    """The path of a face's file and the face's index in it; `FILE#2` is the third face of a collection.

    Raises Refused (face-missing), naming the file and what to do.
    """
    name, _, index = file.partition("#")
    path = Path(name) if Path(name).is_absolute() else environment.styles / "fonts" / name
    if not path.is_file():
        found = None if Path(name).is_absolute() else installed(environment.folders).get(name.casefold())
        if found is None or not (index or "0").isdecimal():
            raise _missing(file, environment)
        path = found
    return path, int(index or "0")


@lru_cache(maxsize=4)
def installed(folders: tuple[Path, ...]) -> Mapping[str, Path]:
    """Every font file in these folders by its name without case; of two with one name the first counts."""
    found: dict[str, Path] = {}
    for path in islice(_files(folders), _MOST_FILES):
        found.setdefault(path.name.casefold(), path)
    return found


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    """The font files in folders, folder by folder, by name in each."""
    entered = (entry for folder in folders for entry in _sorted_walk(folder))
    for where, files in islice(entered, _MOST_FOLDERS):
        yield from (Path(where, file) for file in sorted(files) if file.lower().endswith(_SUFFIXES))


def _sorted_walk(folder: Path) -> Iterator[tuple[str, list[str]]]:
    for where, inner, files in os.walk(folder):
        inner.sort()
        yield where, files


def _missing(file: str, environment: Environment) -> Exception:
    folders = ", ".join(map(str, environment.folders)) or str(environment.styles / "fonts")
    return refuse(
        Code.FACE_MISSING,
        f"the face {file!r} cannot be found",
        f"Put the file into one of {folders}, or name it by its absolute path under [families] in the style.",
    )
