"""A family's cuts: for each character the face that prints it, and what no face of a cut can print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path

from msgspec import Struct, field

from converter.diagnostics import Code, Refused, refuse
from converter.environment import Environment
from converter.fonts.face import Face, open_face
from converter.fonts.find import find
from converter.fonts.system import forbidding, search
from converter.language import direction, is_wide, primary, script
from converter.stylesheet import StyleSheet

Run = tuple[Face, int, int]
"""A face, and the first and the end index of the text it prints."""
_Files = tuple[tuple[Path, int], ...]

_EAST_ASIAN = ("zh", "ja", "ko")
_SHARED = frozenset("·‘’“”—―‥…")
"""Marks of one code and two designs: full-width in Chinese, narrow elsewhere."""
_SYMBOLS_FROM = 0x203B
"""From here on, symbols of ambiguous width (※ ① → ■) are drawn for Chinese text in Chinese text. UAX 11, 5."""
_APOSTROPHE = r"(?<=[A-Za-z\u00c0-\u024f])\u2019(?=[A-Za-z\u00c0-\u024f])"
"""One within a word of Latin letters. Like the next, it is compiled when a text first asks for it."""
_LATIN_WORD = r"(?<![^\W_])(?:[0-9][0-9./-]*)?([A-Za-z])(?:[A-Za-z0-9./()-]*[A-Za-z0-9])?"
"""A word of Latin letters, and the figures and marks inside it: the symbol of a document."""
_PROBES = {"Hani": "一", "Arab": "ا"}
_PACKAGES = dict.fromkeys(("CJK", "KANGXI", "HIRAGANA", "KATAKANA", "BOPOMOFO", "HANGUL"), "fonts-noto-cjk")
"""Debian's packages of faces by the first word of a character's name, where it is another than fonts-noto-core."""
_MARKS = frozenset({"Mn", "Mc", "Me"})
_WEIGHTS = {"regular": 400, "bold": 700}
_BOLD = 600
"""The weight from which on a face is bold."""
ANY = "\0"
"""The class of what every face of a cut can print, so that it stays with its neighbours."""
_MARK, _MISSING = "\ufffe", "\uffff"
"""The classes of what goes with the character before it, and of what no face of the cut has."""
_UNSETTLED = re.compile(f".(?:{ANY}?{_MARK})+|[{_MARK}{_MISSING}]", re.DOTALL)
"""Among classes: a character with its marks, or one that is missing."""


class _Table(dict[int, str]):
    """For `str.translate`: a character's class in a cut and a kind of language, found at first use."""

    def __init__(self, cut: Cut, kind: str) -> None:
        super().__init__()
        self.cut = cut
        self.kind = kind

    def __missing__(self, code: int) -> str:
        self[code] = found = self.cut._class_of(chr(code), self.kind)
        return found


class Cut(Struct, frozen=True, eq=False, dict=True):
    """One cut of a family: its faces in the style's order, and the folders searched for what they lack.

    Compared by identity. A class is one character: `ANY`, `_MARK`, `_MISSING`, or the number of a face, from 1.
    """

    faces: tuple[Face, ...]
    folders: tuple[Path, ...] = ()
    _settled: dict[tuple[str, str], str] = field(default_factory=dict)
    """Clusters and the kind of their language, with the classes that were found for them."""

    def face_for(self, character: str, language: str) -> Face | None:
        """The face that prints a character in text of a language, None when no face can.

        Faces of the character's script come first, then the style's order, then those of the machine's folders. Marks
        that scripts share follow the language: quotation marks, dashes and symbols are Chinese in Chinese, all common
        marks Arabic in Arabic.
        """
        found = self._classes(character, language)
        return self._prints.get(found)

    def class_table(self, language: str) -> Mapping[int, str]:
        """What prints any character by itself: the class of a face (`printed_by`), `ANY`, or one to be settled."""
        return self._tables[_kind(language)]

    def printed_by(self, found: str) -> Face | None:
        """The face of a class; None when that is settled by what stands around a character, or there is none."""
        return self._prints.get(found)

    def runs(self, text: str, language: str, classes: str = "") -> list[Run]:
        """The text in maximal runs of one face; spaces and joiners stay with what is before them, marks with a letter.

        `classes` are those of its characters, where they are known. Raises Refused (character-missing) at a character
        that no face has.
        """
        classes = classes or self._classes(text, language)
        if _MISSING in classes:
            raise character_missing(uncovered([text], self, language), self.folders)
        if "’" in text:
            for match in re.finditer(_APOSTROPHE, text):
                classes = self._with_apostrophe(classes, match.start())
        if direction(language) == "rtl":
            for match in re.finditer(_LATIN_WORD, text):
                classes = self._in_one_face(classes, match)
        return list(self._runs(classes))

    def _runs(self, classes: str) -> Iterator[Run]:
        """The maximal runs of one class, each with what every face can print before the first and after it."""
        start, end = 0, len(classes)
        while start < end:
            first = end - len(classes[start:].lstrip(ANY)) if classes[start] == ANY else start
            found = classes[first] if first < end else ANY
            run = _of_class(found).match(classes, first)
            stop = run.end() if run else end
            yield self._prints[found], start, stop
            start = stop

    def _with_apostrophe(self, classes: str, at: int) -> str:
        """The classes with the apostrophe inside a Latin word in the word's own face, when that has it."""
        word = classes[at - 1]
        return classes[:at] + word + classes[at + 1 :] if self._prints[word].covers("’") else classes

    def _in_one_face(self, classes: str, match: re.Match[str]) -> str:
        """The classes with a Latin word's figures and marks in the face of its letters, when that has them all."""
        letter = classes[match.start(1)]
        if not all(map(self._prints[letter].covers, match[0])):
            return classes
        return classes[: match.start()] + letter * len(match[0]) + classes[match.end() :]

    # Classes

    def _classes(self, text: str, language: str) -> str:
        """The class of every character of a text, none of them `_MARK`."""
        kind = _kind(language)
        classes = text.translate(self._tables[kind])
        if classes.isascii():
            return classes
        return _UNSETTLED.sub(lambda match: self._settle(text[match.start() : match.end()], kind), classes)

    def _class_of(self, character: str, kind: str) -> str:
        """The class of a character by itself; that of a mark is settled with its letter."""
        if script(character) != "Hani":
            if _is_invisible(character) or self._is_common_space(character):
                return ANY
            if unicodedata.category(character) in _MARKS:
                return _MARK
        for number, face in self._orders[_wanted(character, kind)]:
            if face.covers(character):
                return number
        return _MISSING

    def _is_common_space(self, character: str) -> bool:
        return character.isspace() and all(face.covers(character) for face in self.faces)

    def _numbered(self, cluster: str, kind: str) -> Iterator[str]:
        """The classes of this cut's own faces that have all of a cluster, the fittest first."""
        return (
            number for number, face in self._orders[_wanted(cluster[0], kind)] if all(map(face.covers, cluster))
        )  # fmt: skip

    def _settle(self, cluster: str, kind: str) -> str:
        """The classes of a letter with its marks: of one face that has them all, or else each of its own."""
        found = self._settled.get((cluster, kind))
        if found is None:
            self._settled[cluster, kind] = found = self._settled_anew(cluster, kind)
        return found

    def _settled_anew(self, cluster: str, kind: str) -> str:
        printed = "".join(character for character in cluster if not _is_invisible(character))
        if not printed:
            return ANY * len(cluster)
        if one := next(self._numbered(printed, kind), None) or self._searched(printed):
            return one * len(cluster)
        return _MISSING if len(cluster) == 1 else "".join(self._settle(each, kind) for each in cluster)

    def _searched(self, cluster: str) -> str | None:
        """The class of the machine's face that has all of a cluster."""
        if not self.folders or any(unicodedata.category(character) == "Co" for character in cluster):
            return None
        face = search(cluster, self.folders, self.faces[0])
        if face is None:
            return None
        known = next((number for number, other in self._prints.items() if other is face), None)
        return known or self._number(face)

    def _number(self, face: Face) -> str:
        """The class, from now on, of a face that was searched for and found."""
        number = chr(len(self._prints))
        self._prints[number] = face
        return number

    @cached_property
    def _prints(self) -> dict[str, Face]:
        """The face of each class: the first for what every face can print."""
        return {ANY: self.faces[0]} | {chr(number): face for number, face in enumerate(self.faces, 1)}

    @cached_property
    def _orders(self) -> dict[str, list[tuple[str, Face]]]:
        """The faces with their classes by the script that is wanted: first those that were drawn for it."""
        numbered = [(chr(number), face) for number, face in enumerate(self.faces, 1)]
        return {
            wanted: sorted(numbered, key=lambda entry: wanted not in _scripts(entry[1])) for wanted in (*_PROBES, "")
        }

    @cached_property
    def _tables(self) -> dict[str, _Table]:
        return {kind: _Table(self, kind) for kind in ("zh", "ar", "")}


def _kind(language: str) -> str:
    """What a language has to say about faces: `zh` where it is East Asian, `ar` from right to left, else nothing."""
    return "zh" if primary(language) in _EAST_ASIAN else "ar" if direction(language) == "rtl" else ""


def _scripts(face: Face) -> frozenset[str]:
    """The scripts that a face was drawn for, by a letter of each; a face of none of them is Western (no script)."""
    return frozenset(name for name, probe in _PROBES.items() if face.covers(probe)) or frozenset([""])


@cache
def _of_class(found: str) -> re.Pattern[str]:
    """A run of a class, and of what every face can print."""
    return re.compile(f"[{re.escape(found)}{ANY}]*")


def _is_invisible(character: str) -> bool:
    """Whether a character steers and prints nothing: joiners, soft hyphen, marks of direction, variation selectors."""
    steers = unicodedata.category(character) == "Cf" and script(character) != "Arab"
    return steers or 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF


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
    return _cut(own, tuple(find(file, environment) for file in files), environment.folders, weight, slant)


@lru_cache(maxsize=64)
def _cut(own: _Files, files: _Files, folders: tuple[Path, ...], weight: str, slant: str) -> Cut:
    bold, leaning = weight == "bold", slant == "italic"
    opened = [open_face(path, index, _WEIGHTS[weight]) for path, index in own]
    first = [face for face in opened if (face.weight >= _BOLD, face.italic_angle != 0) == (bold, leaning)]
    listed = [open_face(path, index, _WEIGHTS[weight]) for path, index in files]
    return Cut(tuple(dict.fromkeys((*first, *listed, *opened))), folders)


def uncovered(texts: Iterable[str], cut: Cut, language: str) -> tuple[str, ...]:
    """The characters of texts that no face of a cut has, each once, in the order they are met."""
    once = dict.fromkeys(character for text in texts for character in text)
    return tuple(character for character in once if cut.face_for(character, language) is None)


def character_missing(characters: Iterable[str], folders: tuple[Path, ...] = ()) -> Refused:
    """The refusal that names characters no face has, and what to do."""
    characters = tuple(characters)
    named = ", ".join(f"{character} (U+{ord(character):04X})" for character in characters[:20])
    more = f" and {len(characters) - 20} more" if len(characters) > 20 else ""
    return refuse(Code.CHARACTER_MISSING, f"no face has {named}{more}", advice(characters[0], folders))


def advice(character: str, folders: tuple[Path, ...] = ()) -> str:
    """What to do about a character that no face has: the command that installs one, and which face may not be used."""
    if unicodedata.category(character) == "Co":
        return "It is a character for private use, which only its maker knows a face for: give that with --font FILE."
    hint = f"Install a face that has it (on Debian: apt-get install {_package(character)}), or give one: --font FILE."
    forbidden = forbidding(character, folders)
    return f"{hint} {forbidden.key} has it, but may not be embedded, says its licence field." if forbidden else hint


def _package(character: str) -> str:
    """Debian's package of the faces that are most likely to have a character."""
    if unicodedata.category(character).startswith("S"):
        return "fonts-symbola"
    script = unicodedata.name(character, "").partition(" ")[0]
    return "fonts-hanazono" if script == "CJK" and ord(character) > 0xFFFF else _PACKAGES.get(script, "fonts-noto-core")
