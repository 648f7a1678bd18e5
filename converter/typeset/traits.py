"""What is known of characters from one look at each: their kinds, their classes for line breaking, and their face.

    text       第 3 章 …       one number for each character, by cut and language
    kinds      hswsh           kinds.py
    letters    ISnSI           uax14.py
    face       the one that prints all of it, where there is one: family.py

To look a character up costs more than all that is asked of it afterwards, so that it is done once.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter

from msgspec import Struct

from converter.fonts.face import Face
from converter.fonts.family import ANY, Cut
from converter.fonts.shape import han_glyph
from converter.language import unspaced
from converter.typeset.kinds import WIDE, kind, with_apostrophes, with_clusters, with_pairs
from converter.typeset.uax14 import class_table

_ROOM = 255
_FACES = 2
"""The place of faces among kinds, letters, faces, and whether each is not of one em where it should be."""
_ANY, _SEVERAL = ANY.encode("latin-1"), 255
"""Among faces: what each of them prints, and what is left to the cut to tell."""
_UNITS, _FIRST_SURROGATE, _LAST_SURROGATE = 1 << 16, 0xD800, 0xDFFF
_UTF_16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
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


class Look(dict[int, int]):
    """From a character to the number of its traits, from 1, filled as characters are met.

    The same stands by code unit of UTF-16, so that all of a text is looked up in one call: 0 where a character has not
    been met, or has two units.
    """

    def __init__(self, cut: Cut, language: str) -> None:
        """Begin with no characters."""
        super().__init__()
        self._cut, self._language = cut, language
        self._chinese = unspaced(language)
        self._faces, self._letters = cut.class_table(language), class_table(language)
        self._numbers: dict[tuple[int, int, int, int], int] = {}
        self._units = bytearray(_UNITS)
        self._tables = tuple(bytearray(256) for _ in range(4))

    def __missing__(self, code: int) -> int:
        traits = self._traits(code)
        number = self._numbers.get(traits)
        if number is None:
            number = len(self._numbers) + 1
            if number > _ROOM:
                raise _FullError
            self._numbers[traits] = number
            for table, trait in zip(self._tables, traits, strict=True):
                table[number] = trait
        if not _FIRST_SURROGATE <= code <= _LAST_SURROGATE and code < _UNITS:
            self._units[code] = number
        self[code] = number
        return number

    def _traits(self, code: int) -> tuple[int, int, int, int]:
        """Kind, letter and face, and whether it is not of one em where it should be."""
        found = self._faces[code]
        face = self._cut.printed_by(found) if ord(found) < _SEVERAL else None
        own = kind(chr(code), chinese=self._chinese)
        odd = own in WIDE and face is not None and not self._is_solid(face, chr(code))
        return ord(own), ord(self._letters[code]), ord(found) if face else _SEVERAL, odd

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
        if self._western and text.isascii() and not text.isspace():
            return self._western
        (faces,) = self._rows(text, (self._tables[_FACES],))
        return self._face(faces)

    @cached_property
    def _western(self) -> Face | None:
        """The face that prints whatever there is in ASCII."""
        (faces,) = self._rows(_ASCII, (self._tables[_FACES],))
        return self._face(faces)

    def _rows(self, text: str, tables: Sequence[bytearray]) -> list[bytes]:
        """What these tables have of every character."""
        try:
            return list(map(self._looked_up(text).translate, tables))
        except _FullError:
            return self._anew(text, tables)

    def _looked_up(self, text: str) -> bytes:
        """The number of every character. (Two places more are asked for: of a single one there would be no row.)"""
        units = array("H", text.encode(_UTF_16, "surrogatepass"))
        found = bytes(itemgetter(0, 0, *units)(self._units))[2:]
        return bytes(map(self.__getitem__, map(ord, text))) if 0 in found else found

    def _anew(self, text: str, tables: Sequence[bytearray]) -> list[bytes]:
        """The same when there is no room for more traits: begun anew, for a short part of the text at a time."""
        rows = []
        for at in range(0, len(text), _ROOM):
            self.clear()
            self._numbers.clear()
            self._units[:] = bytes(_UNITS)
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
