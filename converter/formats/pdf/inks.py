"""Inks: the faces of one file, and the codes of what they print, kept in the form that content streams take.

wide characters   工 -> 0012, so that a run of them is one string
words             fluent -> <0031003200330034>20<0035>, the inside of a TJ array, kerning and all
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from converter.fonts.face import Face
from converter.fonts.shape import han_glyph, shape
from converter.formats.pdf.embed import Codes
from converter.typeset.breaks import WIDENED
from converter.typeset.runs import Features, Font


class Glyphs(NamedTuple):
    """A face's printed text for a language, in hexadecimal, made at first use: by wide character, and by word."""

    wide: Mapping[str, str]
    words: Mapping[str, str]


class _Wide(dict[str, str]):
    def __init__(self, codes: Codes, language: str) -> None:
        super().__init__()
        self._codes, self._language = codes, language

    def __missing__(self, character: str) -> str:
        narrow, shown = WIDENED.get(character, (character, character))
        glyph, _ = han_glyph(self._codes.face, shown, self._language)
        self[character] = found = f"{self._codes.code(glyph, narrow):04X}"
        return found


class _Words(dict[str, str]):
    """The inside of a TJ array: codes, with the kerning between them."""

    def __init__(self, codes: Codes, language: str, features: Features) -> None:
        super().__init__()
        self._codes, self._language, self._features = codes, language, features

    def __missing__(self, word: str) -> str:
        self[word] = found = "".join(self._pieces(word)).replace("><", "")
        return found

    def _pieces(self, word: str) -> Iterator[str]:
        face = self._codes.face
        shaped = shape(face, word, self._language, features=self._features)
        texts = _clusters(word, shaped.clusters)
        for glyph, advance, (offset, _), text in zip(
            shaped.glyphs, shaped.advances, shaped.offsets, texts, strict=True
        ):
            yield shift(offset * 1000 / face.units)
            yield f"<{self._codes.code(glyph, text):04X}>"
            yield shift((advance - offset - face.advance(glyph)) * 1000 / face.units)


def _clusters(word: str, starts: tuple[int, ...]) -> Iterator[str]:
    """The characters that each glyph prints; of several glyphs for the same ones, the first has them."""
    seen = -1
    for start, following in pairwise((*starts, len(word))):
        yield word[start:following] if start != seen else ""
        seen = start


def shift(thousandths: float) -> str:
    """A number of a TJ array that moves to the right by thousandths of the size."""
    return f"{-thousandths:.4g}" if abs(thousandths) >= 0.05 else ""


@dataclass(eq=False)
class Inks:
    """The faces of one file: a resource name and codes for each, and what has been printed with them."""

    codes: dict[Face, Codes] = field(default_factory=dict)
    names: dict[Face, str] = field(default_factory=dict)
    _glyphs: dict[tuple[Face, str, Features], Glyphs] = field(default_factory=dict)
    _by_font: dict[Font, Glyphs] = field(default_factory=dict)

    def glyphs(self, font: Font) -> Glyphs:
        """What a font prints with."""
        found = self._by_font.get(font)
        if found is None:
            self._by_font[font] = found = self._shared(font)
        return found

    def _shared(self, font: Font) -> Glyphs:
        key = (font.face, font.language, font.features)
        if key not in self._glyphs:
            codes = self.codes.setdefault(font.face, Codes(font.face))
            self.names.setdefault(font.face, f"F{len(self.names) + 1}")
            self._glyphs[key] = Glyphs(_Wide(codes, font.language), _Words(codes, font.language, font.features))
        return self._glyphs[key]
