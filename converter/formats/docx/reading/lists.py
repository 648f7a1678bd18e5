"""Numbering as Word would show it: counted from the numbering part through styles, levels, overrides and restarts.

    <w:num w:numId="5"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>…</w:num>
      ->   the first paragraph of list 5 shows 7, in the pattern of abstract list 2

Counters belong to the abstract list and are shared by its `w:num`s. ECMA-376 Part 1, 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from converter.formats.docx.counting import FORMATS, shown
from converter.formats.docx.markup import Element, W, qualified
from converter.formats.docx.reading.looks import Looks, value, whole
from converter.labels import numeral, read_label
from converter.model import Label, Scheme

LEVELS = 9
_HIGHEST = 32_767
"""The highest number that Word counts to."""
_SCHEMES: Mapping[str, Scheme] = {format: scheme for scheme, format in FORMATS.items()} | {
    "chineseCountingThousand": "chinese", "taiwaneseCounting": "chinese", "taiwaneseCountingThousand": "chinese",
    "japaneseCounting": "chinese", "ideographDigital": "chinese", "koreanCounting": "chinese",
}  # fmt: skip
_SERIES: Mapping[str, str] = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "chicago": "*†‡§",
}
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_HINDI_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Level(Struct, frozen=True):
    """One level of a list: its format, its text with `%1` for the number of level 1, and where it starts."""

    format: str
    text: str
    start: int
    restart: int | None
    legal: bool
    suffix: str


class Number(Struct, frozen=True):
    """What Word shows before a paragraph, and at which level of its list; a `bullet` is a sign that counts nothing."""

    label: Label
    level: int
    bullet: bool
    suffix: str


class Lists(Struct):
    """The lists of a document, and their counters while its paragraphs are read in order."""

    nums: Mapping[str, Element] = field(default_factory=dict)
    abstracts: Mapping[str, Element] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)
    missing: dict[str, None] = field(default_factory=dict)
    """The lists that paragraphs name and that do not exist."""
    _levels: dict[str, tuple[str, Mapping[int, Level], Mapping[int, int]]] = field(default_factory=dict)
    _counted: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, num: str, style: str) -> int:
        """The level of a list that a style is linked to. 17.9.23."""
        if num not in self.nums:
            return 0
        abstract = self.abstracts.get(self._abstract(num, frozenset()))
        for level in abstract.iter(_LEVEL) if abstract is not None else ():
            if value(level, "pStyle") == style:
                return whole(level.get(_ILVL)) or 0
        return 0

    def abstract(self, num: str) -> str:
        """The abstract list that a `w:num` uses in the end."""
        return self._abstract(num, frozenset())

    def linked(self) -> Iterator[tuple[str, str, int]]:
        """The styles that levels are linked to, with the abstract list and the level. 17.9.23."""
        for number, abstract in self.abstracts.items():
            for level in abstract.iter(_LEVEL):
                if style := value(level, "pStyle"):
                    yield style, number, whole(level.get(_ILVL)) or 0

    def count(self, num: str, level: int) -> Number | None:
        """Count one paragraph of this list at this level; None where the list does not exist."""
        if num not in self.nums:
            self.missing[num] = None
            return None
        abstract, levels, starts = self._definition(num)
        level = min(max(level, 0), LEVELS - 1)
        if level not in levels:
            self.missing[num] = None
            return None
        values = self._counted.setdefault(abstract, {})
        overridden = level in starts and (num, level) not in self._started
        again = level not in values or overridden
        values[level] = starts.get(level, levels[level].start) if again else values[level] + 1
        self._started.add((num, level))
        for deeper in [key for key in values if key > level and _restarts(levels.get(key), level)]:
            del values[deeper]
        bullet = levels[level].format == "bullet"
        printed = levels[level].text if bullet else _printed(levels, level, values)
        label = _label(printed, levels[level], level, values[level])
        return Number(label, level, bullet, levels[level].suffix)

    def _definition(self, num: str) -> tuple[str, Mapping[int, Level], Mapping[int, int]]:
        """The abstract list of a `w:num`, its levels, and the values that override their starts."""
        if num not in self._levels:
            abstract = self._abstract(num, frozenset())
            found = self.abstracts.get(abstract)
            levels = dict(_levels_of(found)) if found is not None else {}
            starts: dict[int, int] = {}
            for override in self.nums[num].iter(_OVERRIDE):
                levels |= dict(_levels_of(override))
                at, start = whole(override.get(_ILVL)), whole(value(override, "startOverride"))
                if at is not None and start is not None:
                    starts[at] = start
            self._levels[num] = abstract, levels, starts
        return self._levels[num]

    def _abstract(self, num: str, seen: frozenset[str]) -> str:
        """The abstract list that a `w:num` uses in the end: one that only names a list style leads on. 17.9.21."""
        abstract = value(self.nums.get(num), "abstractNumId") or ""
        style = value(self.abstracts.get(abstract), "numStyleLink")
        linked = self.looks.by_id.get(style or "")
        onward = linked.number[0] if linked else None
        if onward is None or onward in seen or onward not in self.nums:
            return abstract
        return self._abstract(onward, seen | {num, onward})


_LEVEL, _OVERRIDE, _ILVL = (qualified(W, name) for name in ("lvl", "lvlOverride", "ilvl"))


def read_lists(root: Element | None, looks: Looks) -> Lists:
    """The lists in a numbering part; none without one."""
    if root is None:
        return Lists(looks=looks)
    nums = {num.get(qualified(W, "numId"), ""): num for num in root.iter(qualified(W, "num"))}
    abstracts = {one.get(qualified(W, "abstractNumId"), ""): one for one in root.iter(qualified(W, "abstractNum"))}
    return Lists(nums, abstracts, looks)


def counted(format: str, number: int) -> str:
    """A number as a format of Word shows it (17.18.59); in figures where the format does not reach it."""
    if format == "none":
        return ""
    if not 0 < number <= _HIGHEST:
        return str(number)
    if format in _SCHEMES:
        scheme = _SCHEMES[format]
        letters = scheme in ("letter", "capital") and number > 780
        return str(number) if letters else (shown(scheme, number) or numeral(scheme, number) or str(number))
    if format in _SERIES:
        signs = _SERIES[format]
        return signs[number - 1] if number <= len(signs) else str(number)
    match format:
        case "decimalZero":
            return f"{number:02}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate(_WIDE_DIGITS)
        case "hindiNumbers":
            return str(number).translate(_HINDI_DIGITS)
        case "ordinal":
            return f"{number}{_ordinal(number)}"
        case "numberInDash":
            return f"- {number} -"
        case "decimalEnclosedParen":
            return f"({number})"
        case "decimalEnclosedFullstop":
            return f"{number}."
        case _:
            return str(number)


def _ordinal(number: int) -> str:
    return "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _restarts(level: Level | None, used: int) -> bool:
    """Whether a level starts again when a higher one is used. 17.9.10."""
    if level is None or level.restart is None:
        return True
    return level.restart > used


def _printed(levels: Mapping[int, Level], level: int, values: Mapping[int, int]) -> str:
    """The text of a level with the numbers of all levels that it names."""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        named = levels.get(at)
        if named is None:
            return ""
        format = "decimal" if levels[level].legal and at < level else named.format
        return counted(format, values.get(at, named.start))

    return re.sub(r"%([1-9])", number, levels[level].text)


def _label(printed: str, level: Level, at: int, number: int) -> Label:
    """The label with its scheme, where the level shows its own number and no other's."""
    scheme = _SCHEMES.get(level.format)
    alone = re.findall(r"%([1-9])", level.text) == [str(at + 1)]
    if scheme and alone and 0 < number <= _HIGHEST and numeral(scheme, number) == counted(level.format, number):
        return Label(printed, scheme, number)
    return read_label(printed)


def _levels_of(parent: Element) -> list[tuple[int, Level]]:
    found = ((whole(level.get(_ILVL)), level) for level in parent.iter(_LEVEL))
    return [(at, _level(level)) for at, level in found if at is not None and 0 <= at < LEVELS]


def _level(level: Element) -> Level:
    start = whole(value(level, "start"))
    return Level(
        value(level, "numFmt") or "decimal",
        value(level, "lvlText") or "",
        0 if start is None else start,
        whole(value(level, "lvlRestart")),
        level.find(qualified(W, "isLgl")) is not None,
        value(level, "suff") or "tab",
    )
