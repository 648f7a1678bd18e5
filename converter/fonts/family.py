"""A family's cuts: for each character the face that prints it, and what no face of a cut can print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from converter.diagnostics import Code, Refused, refuse
from converter.environment import Environment
from converter.fonts.face import Face, open_face
from converter.fonts.find import find
from converter.language import direction, is_wide, primary, script
from converter.stylesheet import StyleSheet

Run = tuple[Face, int, int]
"""A face, and the first and the end index of the text it prints."""

_EAST_ASIAN = ("zh", "ja", "ko")
_SHARED = frozenset("·‘’“”—―‥…")
"""Marks of one code and two designs: full-width in Chinese, narrow elsewhere."""
_SYMBOLS_FROM = 0x203B
"""From here on, symbols of ambiguous width (※ ① → ■) are drawn for Chinese text in Chinese text. UAX 11, 5."""
_APOSTROPHE = re.compile(r"(?<=[A-Za-z\u00c0-\u024f])\u2019(?=[A-Za-z\u00c0-\u024f])")
_LATIN_WORD = re.compile(r"(?<![^\W_])(?:[0-9][0-9./-]*)?([A-Za-z])(?:[A-Za-z0-9./()-]*[A-Za-z0-9])?")
"""A word of Latin letters, and the figures and marks inside it: the symbol of a document."""
_PROBES = {"Hani": "一", "Arab": "ا"}
_INSTALL = {
    "Hani": ("fonts-noto-cjk", "NotoSerifCJK-Regular.ttc#3"),
    "Arab": ("fonts-noto-core", "NotoNaskhArabic-Regular.ttf"),
}
"""For a script, a Debian package of faces and one face of it by the name a style gives it."""
_INSTALL_ANY = ("fonts-noto-core", "NotoSans-Regular.ttf")
_WEIGHTS = {"regular": 400, "bold": 700}
_BOLD = 600
"""The weight from which on a face is bold."""
ANY = "\uffff"
"""The class of what every face of a cut can print, so that it stays with its neighbours."""


class _Table(dict[int, str]):
    """For `str.translate`: a character's class in a cut and a language, found at first use."""

    def __init__(self, cut: Cut, language: str) -> None:
        super().__init__()
        self.cut = cut
        self.language = language

    def __missing__(self, code: int) -> str:
        self[code] = found = self.cut._class_of(chr(code), self.language)
        return found


@dataclass(frozen=True, eq=False)
class Cut:
    """One cut of a family: its faces in the style's order. Compared by identity."""

    faces: tuple[Face, ...]

    def face_for(self, character: str, language: str) -> Face | None:
        """The face that prints a character in text of a language, None when no face can.

        Faces of the character's script come first, then the style's order. Marks that scripts share follow the
        language: quotation marks, dashes and symbols are Chinese in Chinese, all common marks Arabic in Arabic.
        """
        found = self._table(language)[ord(character)]
        return self.faces[0] if found == ANY else self.faces[ord(found)] if found else None

    def class_of(self, character: str, language: str) -> str:
        """The number of the face that prints a character, as a character; `ANY` when any does, nothing when none."""
        return self._table(language)[ord(character)]

    def runs(self, text: str, language: str) -> list[Run]:
        """The text in maximal runs of one face; spaces and joiners stay with what is before them.

        Raises Refused (character-missing) at a character that no face has.
        """
        classes = text.translate(self._table(language))
        if len(classes) != len(text):
            raise character_missing(uncovered([text], self, language))
        if "’" in text:
            for match in _APOSTROPHE.finditer(text):
                classes = self._with_apostrophe(classes, match.start())
        if direction(language) == "rtl":
            for match in _LATIN_WORD.finditer(text):
                classes = self._in_one_face(classes, match)
        return list(self._runs(classes))

    def _runs(self, classes: str) -> Iterator[Run]:
        """The maximal runs of one class, each with what every face can print before the first and after it."""
        start, end = 0, len(classes)
        while start < end:
            first = end - len(classes[start:].lstrip(ANY)) if classes[start] == ANY else start
            found = classes[first] if first < end else ""
            run = _of_class(found).match(classes, first)
            stop = run.end() if run else end
            yield self._face(found), start, stop
            start = stop

    def _with_apostrophe(self, classes: str, at: int) -> str:
        """The classes with the apostrophe inside a Latin word in the word's own face, when that has it."""
        word = classes[at - 1]
        return classes[:at] + word + classes[at + 1 :] if self.faces[ord(word)].covers("’") else classes

    def _in_one_face(self, classes: str, match: re.Match[str]) -> str:
        """The classes with a Latin word's figures and marks in the face of its letters, when that has them all."""
        letter = classes[match.start(1)]
        if not all(map(self.faces[ord(letter)].covers, match[0])):
            return classes
        return classes[: match.start()] + letter * len(match[0]) + classes[match.end() :]

    def _face(self, found: str | None) -> Face:
        return self.faces[ord(found)] if found else self.faces[0]

    def _class_of(self, character: str, language: str) -> str:
        """The class of a character: the number of its face as a character, `ANY`, or nothing when it is missing."""
        if _is_invisible(character) or (character.isspace() and all(face.covers(character) for face in self.faces)):
            return ANY
        wanted = _wanted(character, language)
        covering = [face for face in self.faces if face.covers(character)]
        covering.sort(key=lambda face: wanted not in self._scripts[face])
        return chr(self.faces.index(covering[0])) if covering else ""

    @cached_property
    def _scripts(self) -> dict[Face, frozenset[str]]:
        """The scripts that faces were drawn for, by a letter of each; a face of neither is Western (no script)."""
        scripts = {
            face: frozenset(name for name, probe in _PROBES.items() if face.covers(probe)) for face in self.faces
        }
        return {face: found or frozenset([""]) for face, found in scripts.items()}

    @cached_property
    def _tables(self) -> dict[str, _Table]:
        return {kind: _Table(self, kind) for kind in ("zh", "ar", "")}

    def _table(self, language: str) -> _Table:
        kind = primary(language)
        kind = "zh" if kind in _EAST_ASIAN else "ar" if direction(language) == "rtl" else ""
        return self._tables[kind]


@cache
def _of_class(found: str) -> re.Pattern[str]:
    """A run of a class, and of what every face can print."""
    return re.compile(f"[{re.escape(found)}{ANY}]*")


def _is_invisible(character: str) -> bool:
    """Whether a character steers and prints nothing: joiners, soft hyphen, marks of direction, variation selectors."""
    steers = unicodedata.category(character) == "Cf" and script(character) != "Arab"
    return steers or 0xFE00 <= ord(character) <= 0xFE0F


def _wanted(character: str, language: str) -> str:
    """The script whose faces are asked first: `Hani`, `Arab`, or none for Western ones."""
    kind = script(character)
    if kind in ("Hani", "Arab"):
        return kind
    if is_wide(character):
        return "Hani"
    if kind == "Zyyy" and language == "ar":
        return "Arab"
    return "Hani" if language == "zh" and _is_shared(character) else ""


def _is_shared(character: str) -> bool:
    if character in _SHARED:
        return True
    ambiguous = unicodedata.east_asian_width(character) == "A" and not character.isalpha()
    return ambiguous and ord(character) >= _SYMBOLS_FROM


def cut(style: StyleSheet, environment: Environment, family: str, weight: str, slant: str) -> Cut:
    """A family's cut: `regular` or `bold`, `upright` or `italic`. Raises Refused (face-missing).

    The environment's own faces come first when they are of that weight and slant, and last when they are not.
    """
    faces = style.families[family]
    files = {
        ("regular", "upright"): faces.regular,
        ("bold", "upright"): faces.bold,
        ("regular", "italic"): faces.italic,
        ("bold", "italic"): faces.bold_italic,
    }[weight, slant]
    own = tuple(find(str(file), environment) for file in environment.faces)
    return _cut(own, tuple(find(file, environment) for file in files), weight, slant)


@lru_cache(maxsize=64)
def _cut(own: tuple[tuple[Path, int], ...], files: tuple[tuple[Path, int], ...], weight: str, slant: str) -> Cut:
    bold, leaning = weight == "bold", slant == "italic"
    opened = [open_face(path, index, _WEIGHTS[weight]) for path, index in own]
    first = [face for face in opened if (face.weight >= _BOLD, face.italic_angle != 0) == (bold, leaning)]
    listed = [open_face(path, index, _WEIGHTS[weight]) for path, index in files]
    return Cut(tuple(dict.fromkeys((*first, *listed, *opened))))


def uncovered(texts: Iterable[str], cut: Cut, language: str) -> tuple[str, ...]:
    """The characters of texts that no face of a cut has, each once, in the order they are met."""
    table = cut._table(language)
    return tuple(dict.fromkeys(character for text in texts for character in text if not table[ord(character)]))


def character_missing(characters: Iterable[str]) -> Refused:
    """The refusal that names characters no face has, and what to do."""
    characters = tuple(characters)
    named = ", ".join(f"{character} (U+{ord(character):04X})" for character in characters[:20])
    more = f" and {len(characters) - 20} more" if len(characters) > 20 else ""
    package, file = _INSTALL.get(script(characters[0]), _INSTALL_ANY)
    return refuse(
        Code.CHARACTER_MISSING,
        f"no face has {named}{more}",
        f"Install a face that has them (on Debian: apt-get install {package}) and name its file, such as {file!r}, "
        "under [families] in the style.",
    )
