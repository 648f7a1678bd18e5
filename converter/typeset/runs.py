"""Inlines of the report as styled runs: characters, the font that sets them, and what they are part of.

A font is a face at a size for a language; it knows the advance of what it has to set, in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from converter import labels
from converter.edition import Edition
from converter.fonts.face import Face
from converter.fonts.family import Cut, cut
from converter.fonts.shape import Figures, bearing, figures, han_glyph, is_number, shape
from converter.language import Direction, unspaced
from converter.model import Break, Inline, Lang, Link, Note, NoteRef, Styled, Text
from converter.stylesheet import Role
from converter.typeset.hyphens import HYPHENS
from converter.typeset.traits import Look

Features = tuple[tuple[str, int], ...]
_SMALL_CAPS: Features = (("smcp", 1),)
_DROP = 0.16
"""How far a subscript is lowered, as a share of the text's size."""
_MOST_LOOKS = 64
"""How many looks are kept, whatever number of languages a report names."""
_MOST_FONTS = 1024
"""How many fonts are kept, with the advances of their words; one that is met again later is another one."""


class Advances(dict[str, float]):
    """Advances in points of what a font sets, measured at first use: wide characters, or else words."""

    def __init__(self, font: Font, *, wide: bool) -> None:
        super().__init__()
        self._font = font
        self._wide = wide

    def __missing__(self, text: str) -> float:
        font = self._font
        units = han_glyph(font.face, text, font.language)[1] if self._wide else font.advance(text)
        self[text] = found = units * font.size / font.face.units
        return found


class Font(Struct, frozen=True, eq=False, dict=True):
    """A face at a size (points) for a language (BCP 47), raised by `rise` points, in a colour. One per look.

    `direction` is that of its words.
    """

    face: Face
    size: float
    language: str
    rise: float
    colour: str
    features: Features
    direction: Direction = "ltr"

    @cached_property
    def wide(self) -> Advances:
        """The advances of its wide characters."""
        return Advances(self, wide=True)

    @cached_property
    def words(self) -> Advances:
        """The advances of its words."""
        return Advances(self, wide=False)

    def advance(self, text: str) -> int:
        """The advance of a word in the face's units."""
        if is_number(text) and (own := self._figures):
            return sum(map(own.advances.__getitem__, text))
        return sum(shape(self.face, text, self.language, self.direction, self.features).advances)

    @cached_property
    def _figures(self) -> Figures | None:
        """What sets its numbers, if they need no shaping."""
        return figures(self.face, self.language, self.direction, self.features)

    @cached_property
    def bearing(self) -> float:
        """The blank beside an em dash, at either end of its em, in points."""
        return bearing(self.face, han_glyph(self.face, "—", self.language)[0]) * self.size / self.face.units

    @cached_property
    def hyphen(self) -> float:
        """The advance of what is printed where a word is hyphenated."""
        return self.words[hyphen(self.face)]


font = lru_cache(maxsize=_MOST_FONTS)(Font)


class Mark(Struct, frozen=True, eq=False):
    """An inline that runs stand in, and the mark that it stands in itself. Each is itself alone, like no other."""

    inline: Styled | Lang | Link | NoteRef
    outer: Mark | None = None

    @property
    def leading(self) -> Mark:
        """The innermost mark from here outwards that leads somewhere; this one itself where none does."""
        around: Mark | None = self
        while around is not None and not isinstance(around.inline, Link | NoteRef):
            around = around.outer
        return around or self


def hyphen(face: Face) -> str:
    """The character that a face prints for a hyphen at a line's end."""
    return next(filter(face.covers, HYPHENS), HYPHENS[-1])


class Manner(Struct, frozen=True, gc=False):
    """How a run is set, face apart, and what it is part of: a link's target, a note that it calls, an underline.

    `mark` is the innermost inline around it.
    """

    family: str
    weight: str
    slant: str
    size: float
    colour: str
    language: str
    rise: float = 0.0
    features: Features = ()
    underline: bool = False
    link: str = ""
    call: str = ""
    mark: Mark | None = None

    @property
    def chinese(self) -> bool:
        """Whether marks are set as in Chinese, and ideographs parted from letters and digits."""
        return unspaced(self.language)


def manner(role: Role, language: str) -> Manner:
    """How a role of the style sets text of a language."""
    return Manner(role.family, role.weight, role.slant, role.size, role.colour, language)


def marked(manner: Manner, inline: Styled | Lang | Link | NoteRef) -> Manner:
    """A manner inside one more inline."""
    return replace(manner, mark=Mark(inline, manner.mark))


class Run(Struct, frozen=True, gc=False):
    """Characters set in one manner; a printed line break is a run of one line feed."""

    text: str
    manner: Manner


class Inking(Struct, frozen=True, eq=False):
    """What runs are made with: the style's raised marks, the notes' marks, and the faces of each manner."""

    edition: Edition
    notes: Mapping[str, Note]
    _cuts: dict[tuple[str, str, str], Cut] = field(default_factory=dict)
    _looks: dict[tuple[str, str, str, str], Look] = field(default_factory=dict)

    def cut(self, manner: Manner) -> Cut:
        """The faces of a manner, looked for once."""
        key = (manner.family, manner.weight, manner.slant)
        found = self._cuts.get(key)
        if found is None:
            self._cuts[key] = found = cut(self.edition.style, self.edition.environment, *key)
        return found

    def look(self, manner: Manner) -> Look:
        """What is known of characters in a manner."""
        key = (manner.family, manner.weight, manner.slant, manner.language)
        found = self._looks.get(key)
        if found is None:
            if len(self._looks) == _MOST_LOOKS:
                self._looks.clear()
            self._looks[key] = found = Look(self.cut(manner), manner.language)
        return found

    def runs(self, inlines: tuple[Inline, ...], manner: Manner) -> Iterator[Run]:
        """The runs of inlines, in order."""
        for inline in inlines:
            match inline:
                case Text():
                    yield Run(inline.text, manner)
                case Styled():
                    yield from self.runs(inline.content, self._styled(inline, marked(manner, inline)))
                case Lang():
                    yield from self.runs(inline.content, replace(marked(manner, inline), language=inline.language))
                case Link():
                    yield from self.runs(inline.content, replace(marked(manner, inline), link=inline.target))
                case NoteRef():
                    yield self._call(inline, manner)
                case Break():
                    yield Run("\n", manner)
                case _:
                    assert_never(inline)

    def _styled(self, inline: Styled, manner: Manner) -> Manner:
        match inline.style:
            case "emphasis":
                return replace(manner, slant="upright" if manner.slant == "italic" else "italic")
            case "strong":
                return replace(manner, weight="bold")
            case "superscript":
                return self.raised(manner)
            case "subscript":
                smaller = manner.size * self.edition.style.notes.mark_size
                return replace(manner, size=smaller, rise=manner.rise - _DROP * manner.size)
            case "underline":
                return replace(manner, underline=True)
            case "small-caps":
                return replace(manner, features=_SMALL_CAPS)
            case _:
                assert_never(inline.style)

    def raised(self, manner: Manner) -> Manner:
        """A manner made smaller and raised, as the style's notes say."""
        notes = self.edition.style.notes
        return replace(manner, size=manner.size * notes.mark_size, rise=manner.rise + notes.mark_rise * manner.size)

    def _call(self, inline: NoteRef, manner: Manner) -> Run:
        note = self.notes.get(inline.note)
        mark = labels.mark(note.label) if note else inline.note
        return Run(mark, replace(self.raised(marked(manner, inline)), call=inline.note, link="", underline=False))
