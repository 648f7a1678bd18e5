"""What is known of characters from one look at each: their kinds, their classes for line breaking, and their face.

    text       第 3 章 …       one number for each character, by cut and language
    kinds      hswsh           kinds.py
    letters    ISnSI           uax14.py
    face       the one that prints all of it, where there is one: family.py

To look a character up costs more than all that is asked of it afterwards, so that it is done once.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from converter.fonts.face import Face
from converter.fonts.family import ANY, Cut
from converter.fonts.shape import han_glyph
from converter.language import unspaced
from converter.typeset.kinds import WIDE, kind, with_apostrophes, with_clusters, with_pairs
from converter.typeset.uax14 import classes

_ROOM = 256
_FACES = 2
"""The place of faces among kinds, letters, faces, and whether each is not of one em where it should be."""
_ANY, _SEVERAL = ANY.encode("latin-1"), 255
"""Among faces: what each of them prints, and what is left to the cut to tell."""


_TWICE = "mm"
"""Kinds of two marks side by side."""


class Traits(Struct, frozen=True, gc=False):
    """What is known of a text; `face` is the one face that prints it, None when there are several, or none has it.

    `classes` are those of its faces (family.py), empty when some are left to the cut to tell. `solid` is whether all
    wide characters have one advance in their faces, the em.
    """

    kinds: str
    letters: str
    face: Face | None
    classes: str
    solid: bool


class Look(dict[int, str]):
    """A table for `str.translate`, from a character to the number of its traits, filled as characters are met."""

    def __init__(self, cut: Cut, language: str) -> None:
        """Begin with no characters."""
        super().__init__()
        self._cut, self._language = cut, language
        self._chinese = unspaced(language)
        self._numbers: dict[tuple[int, int, int, int], str] = {}
        self._tables = tuple(bytearray(256) for _ in range(4))

    def __missing__(self, code: int) -> str:
        traits = self._traits(chr(code))
        number = self._numbers.get(traits)
        if number is None:
            place = len(self._numbers)
            if place == _ROOM:
                raise _FullError
            self._numbers[traits] = number = chr(place)
            for table, trait in zip(self._tables, traits, strict=True):
                table[place] = trait
        self[code] = number
        return number

    def _traits(self, character: str) -> tuple[int, int, int, int]:
        found = self._cut.class_of(character, self._language)
        face = self._cut.printed_by(found) if ord(found) < _SEVERAL else None
        own = kind(character, chinese=self._chinese)
        odd = own in WIDE and face is not None and not self._is_solid(face, character)
        return ord(own), ord(classes(character, self._language)), ord(found) if face else _SEVERAL, odd

    def _is_solid(self, face: Face, character: str) -> bool:
        return han_glyph(face, character, self._language)[1] == face.units

    def traits(self, text: str) -> Traits:
        """The traits of a text."""
        kinds, letters, faces, odd = self._rows(text, self._tables)
        found = kinds.decode("ascii")
        if self._chinese and "’" in text:
            found = with_apostrophes(text, found)
        if self._chinese and _TWICE in found:
            found = with_pairs(text, found)
        if "j" in found:
            found = with_clusters(found)
        by_face = "" if _SEVERAL in faces else faces.decode("latin-1")
        return Traits(found, letters.decode("ascii"), self._face(faces), by_face, bool(by_face) and 1 not in odd)

    def face(self, text: str) -> Face | None:
        """The face of a text's traits."""
        (faces,) = self._rows(text, (self._tables[_FACES],))
        return self._face(faces)

    def _rows(self, text: str, tables: Sequence[bytearray]) -> list[bytes]:
        """What these tables have of every character."""
        try:
            return list(map(text.translate(self).encode("latin-1").translate, tables))
        except _FullError:
            return self._anew(text, tables)

    def _anew(self, text: str, tables: Sequence[bytearray]) -> list[bytes]:
        """The same when there is no room for more traits: begun anew, for a short part of the text at a time."""
        rows = []
        for at in range(0, len(text), _ROOM):
            self.clear()
            self._numbers.clear()
            rows.append(self._rows(text[at : at + _ROOM], tables))
        return list(map(b"".join, zip(*rows, strict=True)))

    def _face(self, faces: bytes) -> Face | None:
        """The face that prints all, the first of the cut where any would do."""
        wanted = faces.replace(_ANY, b"")
        if not wanted:
            return self._cut.printed_by(ANY)
        alike = wanted[0] != _SEVERAL and wanted.count(wanted[0]) == len(wanted)
        return self._cut.printed_by(chr(wanted[0])) if alike else None


class _FullError(Exception):
    """There are as many different traits as numbers."""
