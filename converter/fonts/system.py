"""Faces of the machine for what the style's faces and the user's have not: looked for only when something is missing.

Of the faces that have a whole cluster (a letter with its marks) the one most like the face it stands among is taken:
serifs, slant, weight, width, pitch; then the one that has more of its neighbours in the code; then the one whose name
begins most like the other's; then the first by name.
So the same machine prints the same, whatever was searched for before.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from os.path import commonprefix
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Code, Diagnostic, Refused
from converter.fonts.face import Face, instance, read_face
from converter.fonts.find import installed

_MOST_FACES = 64
"""How many faces of one collection are looked at."""
_COLOURED = frozenset({"COLR", "CBDT", "SVG ", "sbix"})
"""Tables of faces whose outlines are not all there is to print."""
_PLACEHOLDING = 2
"""A face with more characters to a glyph than this draws boxes or blanks for them."""
_ROW = 128
"""How many neighbouring characters make a row."""
_NAMED = 10
"""How many characters a diagnostic names."""


class _Faces(Struct, frozen=True):
    """The faces of some folders that can be printed with, what they have, and those whose licence forbids it."""

    usable: tuple[Face, ...]
    characters: Any
    """A uharfbuzz Set of code points."""
    forbidden: tuple[Face, ...]


def search(cluster: str, folders: tuple[Path, ...], like: Face) -> Face | None:
    """The face in these folders that is most like another and has all characters of a cluster; None when none has.

    A face that may not be embedded is not taken.
    """
    faces = _faces(folders)
    if any(ord(character) not in faces.characters for character in cluster):
        return None
    having = [face for face in faces.usable if all(map(face.covers, cluster))]
    return instance(min(having, key=lambda face: _unlike(face, like, cluster)), like.weight) if having else None


def forbidding(character: str, folders: tuple[Path, ...]) -> Face | None:
    """The first face in these folders that has a character and may not be embedded."""
    return next((face for face in _faces(folders).forbidden if face.covers(character)), None)


def told(face: Face, texts: Iterable[str]) -> Diagnostic:
    """That these texts are printed in a borrowed face, which another machine may not have."""
    printed = dict.fromkeys(character for text in texts for character in text if _is_named(character))
    named = ", ".join(islice(printed, _NAMED)) + (f" and {len(printed) - _NAMED} more" if len(printed) > _NAMED else "")
    file = f"{face.path}#{face.index}" if face.index else str(face.path)
    return Diagnostic(
        Code.FACE_BORROWED,
        f"a face of this machine, {face.key}, prints what the style's faces have not: {named}",
        hint=f"Another machine may print it in another face, or not at all. --font {file} settles it.",
    )


def _is_named(character: str) -> bool:
    """Whether a character can stand by itself in a message: no mark, no blank, nothing that steers."""
    return unicodedata.category(character)[0] not in "MZC"


def _unlike(face: Face, like: Face, cluster: str) -> tuple[object, ...]:
    """How much a face differs from another, the gravest difference first."""
    return (
        face.serif != like.serif,
        (face.italic_angle != 0) != (like.italic_angle != 0),
        0 if "fvar" in face.tables else abs(face.weight - like.weight),
        abs(face.width_class - like.width_class),
        face.fixed != like.fixed,
        -_company(face, ord(cluster[0]) // _ROW),
        -len(commonprefix([face.key, like.key])),  # noqa: RUF071  # names, and no paths
        face.key.casefold(),
        face.path,
    )


@lru_cache(maxsize=1 << 12)
def _company(face: Face, row: int) -> int:
    """How many characters of a row a face has."""
    return sum(map(face.covers, map(chr, range(row * _ROW, (row + 1) * _ROW))))


@lru_cache(maxsize=4)
def _faces(folders: tuple[Path, ...]) -> _Faces:
    found = [face for path in installed(folders).values() for face in _collection(path) if _prints(face)]
    usable = tuple(face for face in found if face.embeddable)
    characters = hb.Set()
    for face in usable:
        characters.update(face.hb_face.unicodes)
    return _Faces(usable, characters, tuple(face for face in found if not face.embeddable))


def _collection(path: Path) -> Iterator[Face]:
    """The faces of a file; none of what cannot be read."""
    try:
        if path.is_file():
            first = replace(read_face(path, 0), borrowed=True)
            yield first
            for index in range(1, min(first.hb_face.count, _MOST_FACES)):
                yield replace(read_face(path, index), borrowed=True)
    except Refused:
        return


def _prints(face: Face) -> bool:
    """Whether a face prints text in one colour, words and the spaces between them."""
    glyphs, characters = face.hb_face.glyph_count, len(face.hb_face.unicodes)
    return not face.tables & _COLOURED and characters <= _PLACEHOLDING * glyphs and face.covers(" ")
