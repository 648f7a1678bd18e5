"""Inks: the faces of one file, and the codes of what they print, kept in the form that content streams take.

wide characters   工 -> its code, two bytes, so that a run of them is one string
words             fluent -> (0102)20(03), the inside of a TJ array, kerning and all: here 01 stands for two bytes
numbers           3.2 -> the codes of its figures, which are not shaped where the face sets them plainly

A byte is a character of U+0000 to U+00FF, and none of them has to be escaped in a literal string (embed.py).
"""

from __future__ import annotations

import re
from codecs import charmap_encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby, pairwise

from msgspec import Struct, field

from converter.fonts.face import Face
from converter.fonts.shape import figures, han_glyph, is_number, shape
from converter.formats.pdf.embed import Codes
from converter.formats.pdf.syntax import number
from converter.formats.pdf.told import HYPHENATION
from converter.language import Direction
from converter.typeset.hyphens import SOFT_HYPHEN
from converter.typeset.runs import Features, Font, hyphen

_Glyph = tuple[int, int, tuple[int, int], str]
"""A glyph, its advance, its offset, and what it reads as."""
_NUMBERS = 1 << 12
"""How many numbers are kept as they are written: most come again and again."""
_UNMOVED = frozenset({(0, 0)})
"""The offset of a glyph that stands where the one before it ends."""
_RISEN = re.compile(r"\^([-0-9.e]+)(\([^)]+\))\^")


class Raised(Struct, frozen=True):
    """A part of a word whose glyphs stand at one height: where it begins, that height, and the inside of a TJ array.

    Both are in thousandths of the size, from the word's left edge and from the line.
    """

    x: float
    rise: float
    array: str


class Pen(Struct, frozen=True):
    """What a font prints with: the codes of its text, made at first use, by wide character's code point and by word.

    `parts` are, of words from right to left that were made, those whose glyphs stand at several heights. `state` are
    the operators for its face and size, its rise and its colour.
    """

    wide: Mapping[int, bytes]
    words: Mapping[str, str]
    parts: Mapping[str, tuple[Raised, ...]]
    state: tuple[str, str, str]


BLANK = Pen({}, {}, {}, ("", "", ""))
"""What prints nothing: the pen of a page on which no font is set."""


class _Page(dict[int, bytes]):
    """A code page: the codes of characters by their code points, each of one glyph that nothing moves.

    A LookupError in here would be taken for a character without a code.
    """

    def __init__(self, codes: Codes, glyph: Callable[[str], int]) -> None:
        super().__init__()
        self._codes, self._glyph = codes, glyph

    def __missing__(self, point: int) -> bytes:
        character = chr(point)
        self[point] = found = self._codes.printed(self._glyph(character), character).encode("latin-1")
        return found


class _Words(dict[str, str]):
    """The inside of a TJ array: codes, with the kerning between them.

    A glyph that stands higher or lower than the line is marked, `^-120(01)^`, in thousandths of the size; `risen`
    takes it out of the array.
    A line feed alone is a blank that reads as one, a soft hyphen alone and `HYPHENATION` are hyphens.
    """

    def __init__(self, codes: Codes, language: str, features: Features, direction: Direction) -> None:
        super().__init__()
        self._codes, self._language, self._features, self._direction = codes, language, features, direction
        self.parts: dict[str, tuple[Raised, ...]] = {}

    def __missing__(self, word: str) -> str:
        page = self._figures if is_number(word) else None
        self[word] = found = self._shaped(word) if page is None else f"({coded(word, page)})"
        return found

    @cached_property
    def _figures(self) -> _Page | None:
        """The codes of what numbers are made of, None where they have to be shaped."""
        found = figures(self._codes.face, self._language, self._direction, self._features)
        return _Page(self._codes, found.glyphs.__getitem__) if found else None

    def _shaped(self, word: str) -> str:
        face = self._codes.face
        printed = " " if word == "\n" else hyphen(face) if word in (SOFT_HYPHEN, HYPHENATION) else word
        shaped = shape(face, printed, self._language, self._direction, self._features)
        texts = _clusters(word, shaped.clusters)
        if _UNMOVED.issuperset(shaped.offsets) and shaped.advances == tuple(map(face.advance, shaped.glyphs)):
            return f"({''.join(map(self._codes.printed, shaped.glyphs, texts))})"
        return self._moved(word, list(zip(shaped.glyphs, shaped.advances, shaped.offsets, texts, strict=True)))

    def _moved(self, word: str, glyphs: Sequence[_Glyph]) -> str:
        """The array of a word of which glyphs are kerned or raised; it is kept in parts as well, if that is needed."""
        if self._direction == "rtl" and any(height for _, _, (_, height), _ in glyphs):
            self.parts[word] = tuple(self._parts(glyphs))[::-1]  # strings stand in the order of reading
        return self._array(glyphs)

    def _parts(self, glyphs: Iterable[_Glyph]) -> Iterator[Raised]:
        """The parts of a word, from left to right."""
        at, thousandth = 0, 1000 / self._codes.face.units
        for height, part in groupby(glyphs, key=lambda glyph: glyph[2][1]):
            held = list(part)
            yield Raised(at * thousandth, height * thousandth, _RISEN.sub(r"\2", self._array(held)))
            at += sum(advance for _, advance, _, _ in held)

    def _array(self, glyphs: Iterable[_Glyph]) -> str:
        face, pieces = self._codes.face, []
        for glyph, advance, offset, text in glyphs:
            if offset[0]:
                pieces.append(shift(offset[0] * 1000 / face.units))
            code = f"({self._codes.printed(glyph, text)})"
            pieces.append(f"^{number(offset[1] * 1000 / face.units)}{code}^" if offset[1] else code)
            if over := advance - offset[0] - face.advance(glyph):
                pieces.append(shift(over * 1000 / face.units))
        return "".join(pieces).replace(")(", "")


def _clusters(word: str, starts: tuple[int, ...]) -> Iterable[str]:
    """The characters that each glyph prints; of several glyphs for the same ones, the first has them.

    Clusters grow from left to right, and shrink in what runs from right to left.
    """
    edges = sorted({*starts, len(word)})
    if len(edges) == len(word) + 1 == len(starts) + 1 and starts[:1] == (0,):
        return word
    ends = dict(pairwise(edges))
    return [word[start : ends[start]] if start != before else "" for before, start in pairwise((-1, *starts))]


def coded(text: str, page: Mapping[int, bytes]) -> str:
    """The codes of a text's characters, one after the other."""
    return charmap_encode(text, "strict", page)[0].decode("latin-1")


@lru_cache(maxsize=_NUMBERS)
def shift(thousandths: float) -> str:
    """A number of a TJ array that moves to the right by thousandths of the size; another may follow it."""
    return f"{number(-thousandths)} " if abs(thousandths) >= 0.05 else ""


@lru_cache(maxsize=_NUMBERS)
def spaced(points: float) -> str:
    """The operator that adds so much to the advance of every character from now on. ISO 32000-1, 9.3.2."""
    return f"{number(points + 0.0)} Tc"  # -0.0 is the same key as 0.0, and is written the same


def risen(array: str, size: float, rise: float) -> str:
    """A TJ array with its marked glyphs shown apart, each at its own height; all others stand at `rise` points."""
    if "^" not in array:
        return array
    return _RISEN.sub(
        lambda found: f"]TJ {number(rise + float(found[1]) * size / 1000)} Ts[{found[2]}]TJ {number(rise)} Ts[", array
    )


class Inks(Struct, eq=False):
    """The inks of one file: its faces, a resource name and codes for each, and its colours, which may be grey alone."""

    grey: bool = False
    codes: dict[Face, Codes] = field(default_factory=dict)
    names: dict[Face, str] = field(default_factory=dict)
    _printed: dict[tuple[Face, str, Features, Direction], tuple[_Page, _Words]] = field(default_factory=dict)
    _pens: dict[Font, Pen] = field(default_factory=dict)
    _changes: dict[tuple[Font | None, Font], tuple[str, ...]] = field(default_factory=dict)

    def fill(self, colour: str) -> str:
        """The operator that fills with a colour from now on."""
        return self._colour(colour, "rg", "g")

    def stroke(self, colour: str) -> str:
        """The operator that draws lines in a colour from now on."""
        return self._colour(colour, "RG", "G")

    def _colour(self, colour: str, of_three: str, of_grey: str) -> str:
        """`#4A5560` as numbers from 0 to 1: red, green and blue, or how light it is. ITU-R BT.601, 2.5.1."""
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        if self.grey:
            return f"{0.299 * red + 0.587 * green + 0.114 * blue:.3g} {of_grey}"
        return f"{red:.3g} {green:.3g} {blue:.3g} {of_three}"

    def pen(self, font: Font) -> Pen:
        """What a font prints with."""
        found = self._pens.get(font)
        if found is None:
            self._pens[font] = found = self._made(font)
        return found

    def change(self, before: Font | None, font: Font) -> tuple[str, ...]:
        """The operators that set a font after another, or as the first of a page: face and size, rise, colour."""
        found = self._changes.get((before, font))
        if found is None:
            states = zip(self.pen(before).state if before else self._first(), self.pen(font).state, strict=True)
            self._changes[before, font] = found = tuple([now for then, now in states if now != then])
        return found

    def _first(self) -> tuple[str, str, str]:
        """How a page begins: no face, on the line, in black. ISO 32000-1, 8.4.1 and 9.3.1."""
        return "", "0 Ts", self.fill("#000000")

    def _made(self, font: Font) -> Pen:
        wide, words = self._shared(font)
        selected = f"/{self.names[font.face]} {font.size:.5g} Tf"
        return Pen(wide, words, words.parts, (selected, f"{number(font.rise)} Ts", self.fill(font.colour)))

    def _shared(self, font: Font) -> tuple[_Page, _Words]:
        """What fonts of one face print with that differ in nothing but size, rise and colour."""
        key = (font.face, font.language, font.features, font.direction)
        if key not in self._printed:
            codes = self.codes.setdefault(font.face, Codes(font.face))
            self.names.setdefault(font.face, f"F{len(self.names) + 1}")
            wide = _Page(codes, lambda character: han_glyph(font.face, character, font.language)[0])
            self._printed[key] = wide, _Words(codes, *key[1:])
        return self._printed[key]
