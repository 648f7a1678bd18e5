"""Faces that go with the book: fonts of its rare characters alone, where the style asks for them (`fonts = "embed"`).

    @font-face { font-family: "rare"; src: url("fonts/NotoSerifCJK-Regular.otf"); unicode-range: U+20BB7; }

Rare is what no common character set of the six languages holds; every reading system has faces for the others.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from converter.edition import Edition
from converter.fonts.face import Face
from converter.fonts.family import cut
from converter.fonts.subset import font_of

FAMILY = "rare"
_COMMON = ("ascii", "cp1252", "cp1250", "cp1251", "cp1256", "big5", "gb2312")
_TYPES = {"cff": ("otf", "font/otf"), "glyf": ("ttf", "font/ttf")}
_FIRST_RARE = 0xA0


class Embedded(Struct, frozen=True):
    """A font in the book, and the characters that it is for, in order."""

    file: str
    media_type: str
    data: bytes
    characters: str


def embedded(edition: Edition, texts: Iterable[str]) -> tuple[Embedded, ...]:
    """The fonts for the rare characters of these texts; none unless the style asks. What no face has is left out."""
    if edition.style.epub.fonts != "embed":
        return ()
    rare = sorted(character for character in set().union(*texts) if _is_rare(character))
    body, language = edition.style.roles.body, edition.report.metadata.language
    faces = cut(edition.style, edition.environment, body.family, "regular", "upright")
    by_face: dict[Face, str] = {}
    for character in rare:
        if (face := faces.face_for(character, language)) is not None and face.covers(character):
            by_face[face] = by_face.get(face, "") + character
    return tuple(_embedded(face, characters) for face, characters in by_face.items())


def _is_rare(character: str) -> bool:
    if ord(character) < _FIRST_RARE or not character.isprintable():
        return False
    return not any(character.encode(name, "ignore") for name in _COMMON)


def _embedded(face: Face, characters: str) -> Embedded:
    suffix, media_type = _TYPES[face.outlines]
    name = face.key.replace("#", "-")
    return Embedded(f"fonts/{name}.{suffix}", media_type, font_of(face, characters), characters)
