"""What Word's counters show: its number formats, its levels, its restarts, computed from the numbering we write.

    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
      <w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/>
      <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>

Counters belong to the abstract list and are shared by its `w:num`s; a `w:startOverride` takes effect when its `w:num`
is first used at that level, and again whenever that level restarts (ECMA-376 Part 1, 17.9.26 and 17.9.10).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from converter.labels import frame, numeral
from converter.model import Label, Scheme

FORMATS: Mapping[Scheme, str] = {
    "decimal": "decimal", "letter": "lowerLetter", "capital": "upperLetter", "roman": "lowerRoman",
    "capital-roman": "upperRoman", "chinese": "chineseCounting", "cyrillic": "russianLower",
    "capital-cyrillic": "russianUpper", "abjad": "arabicAbjad",
}  # fmt: skip
"""The number format (17.18.59) that counts as a scheme does, as far as the two agree."""

MARKS = ("symbol", "other")
"""The schemes of items that a bullet stands before: the sign that was printed, or the style's where none was."""

_ALPHABETS: Mapping[Scheme, str] = {
    "letter": "abcdefghijklmnopqrstuvwxyz",
    "capital": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "cyrillic": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "capital-cyrillic": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "abjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضغظ",
}


class Pattern(NamedTuple):
    """How a label is printed: a numeral of this scheme between two strings; or a bullet, which is `before`."""

    scheme: Scheme
    before: str
    after: str


class Indent(NamedTuple):
    """Where a labelled paragraph stands, in twips: its lines, its label before them, and the tab after the label."""

    left: int = 0
    hanging: int = 0
    tab: int = 0


class Level(Struct, frozen=True):
    """One level of an abstract list; `style` is the paragraph style that is linked to it."""

    pattern: Pattern
    indent: Indent
    start: int = 1
    restarts: bool = True
    style: str = ""
    suffix: Literal["tab", "nothing"] = "tab"


class Abstract(Struct, frozen=True):
    """An abstract list: its levels by their number, counted from 0."""

    id: int
    levels: Mapping[int, Level]
    kind: Literal["singleLevel", "multilevel", "hybridMultilevel"]


class Num(Struct, frozen=True):
    """A list in use: an abstract list, and the values at which levels start in this one."""

    id: int
    abstract: Abstract
    starts: tuple[tuple[int, int], ...] = ()

    def start(self, level: int) -> int:
        """The value at which a level begins."""
        return dict(self.starts).get(level, self.abstract.levels[level].start)


def pattern(label: Label) -> Pattern | None:
    """The label's pattern, or None when Word has no counter that prints it."""
    around = frame(label)
    if around is None or label.scheme not in FORMATS or "%" in label.printed or label.value is None:
        return None
    if shown(label.scheme, label.value) != numeral(label.scheme, label.value):
        return None
    return Pattern(label.scheme, *around)


def shown(scheme: Scheme, value: int) -> str | None:
    """The numeral that Word shows. Its letters go a … z, aa, bb …, where others go on with ab."""
    if alphabet := _ALPHABETS.get(scheme):
        turns, letter = divmod(value - 1, len(alphabet))
        return alphabet[letter] * (turns + 1)
    return numeral(scheme, value)


class Counters:
    """Word's counters while a document is written: asks for a new `w:num` wherever the printed sequence breaks."""

    def __init__(self) -> None:
        """No list yet."""
        self.nums: list[Num] = []
        self._values: dict[int, dict[int, int]] = {}
        self._started: set[tuple[int, int]] = set()

    def open(self, abstract: Abstract, starts: Mapping[int, int] | None = None) -> Num:
        """A new `w:num` of an abstract list."""
        num = Num(len(self.nums) + 1, abstract, tuple(sorted((starts or {}).items())))
        self.nums.append(num)
        return num

    def count(self, num: Num, level: int, value: int) -> Num:
        """Count one paragraph that was printed with this value; gives the `w:num` with which Word shows the same."""
        if self._next(num, level) != value:
            num = self.open(num.abstract, {**self._others(num, level), level: value})
        values = self._values.setdefault(num.abstract.id, {})
        values[level] = value
        self._started.add((num.id, level))
        for deeper in [key for key in values if key > level and num.abstract.levels[key].restarts]:
            del values[deeper]
        return num

    def _next(self, num: Num, level: int) -> int:
        """What Word shows on the next paragraph of this list and level."""
        last = self._values.get(num.abstract.id, {}).get(level)
        overridden = level in dict(num.starts) and (num.id, level) not in self._started
        return num.start(level) if last is None or overridden else last + 1

    def _others(self, num: Num, level: int) -> dict[int, int]:
        """Where the other levels go on in a new `w:num`: written out, for readers that share no counters."""
        counted = self._values.get(num.abstract.id, {})
        levels = num.abstract.levels
        return {key: self._next(num, key) for key in counted if key < level or not levels[key].restarts}
