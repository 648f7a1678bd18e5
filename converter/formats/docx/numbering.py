"""The lists of a report: one for its numbered paragraphs, one for its headings, one for each pattern of item label.

    <w:abstractNum w:abstractNumId="1"><w:nsid w:val="52450001"/><w:multiLevelType w:val="singleLevel"/>
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="NumberedParagraph"/>
        <w:suff w:val="tab"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
        <w:pPr><w:tabs><w:tab w:val="num" w:pos="660"/></w:tabs><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>
    </w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>

A label is native when Word's counter shows exactly what was printed; otherwise it is text on the same indent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from converter.formats.docx.counting import FORMATS, MARKS, Abstract, Counters, Indent, Level, Num, Pattern, pattern
from converter.formats.docx.markup import Element, root, twips, w
from converter.language import is_wide
from converter.model import Division, Label, Paragraph, Report
from converter.stylesheet import Heading, StyleSheet
from converter.walk import Walked

LEVELS = 9
"""The levels that a list of Word has, and the heading styles."""

_PARAGRAPHS, _HEADINGS, _FIRST_LIST = 1, 2, 3


class Mark(Struct, frozen=True):
    """A native number: the list and its level. `inherited` tells that the paragraph's style already says so."""

    num: int
    level: int
    inherited: bool = False


class Sequence:
    """One printed sequence of labels under way: the numbered paragraphs, or the items of one list."""

    def __init__(self, counters: Counters, num: Num, level: int) -> None:
        """Count in this list, at this level."""
        self._counters, self._num, self._level = counters, num, level
        self._pattern = num.abstract.levels[level].pattern

    def mark(self, label: Label | None) -> Mark | None:
        """The native number for the next label of the sequence; None when it must be text."""
        if self._pattern.scheme in MARKS:
            printed = label.printed if label else ""
            wanted = self._pattern.before if self._pattern.scheme == "symbol" else ""
            return Mark(self._num.id, self._level) if printed == wanted else None
        if label is None or label.value is None or pattern(label) != self._pattern:
            return None
        self._num = self._counters.count(self._num, self._level, label.value)
        return Mark(self._num.id, self._level)


class Numbering:
    """All lists of one document, in the order in which its text uses them."""

    def __init__(self, report: Report, style: StyleSheet) -> None:
        """Look through the report for the patterns of its numbered paragraphs and of each level of its headings."""
        self.style = style
        self._counters = Counters()
        self._lists: dict[Pattern, Abstract] = {}
        self.paragraph_indent = paragraph_indent(style)
        self.paragraphs = _paragraph_list(report, self.paragraph_indent)
        self.headings, self.heading_indents = _heading_list(report, style)
        self._paragraph_num = self._counters.open(self.paragraphs) if self.paragraphs.levels else None
        self._heading_num = self._heading_base = self._counters.open(self.headings) if self.headings.levels else None

    @property
    def paragraph_num(self) -> int | None:
        """The list that the style of numbered paragraphs is linked to."""
        return self._paragraph_num.id if self._paragraph_num else None

    def heading_num(self, level: int) -> int | None:
        """The list that the style of this heading level (from 1) is linked to."""
        return self._heading_base.id if self._heading_base and level - 1 in self.headings.levels else None

    def flow(self) -> Sequence | None:
        """The sequence of the report's own numbered paragraphs."""
        return Sequence(self._counters, self._paragraph_num, 0) if self._paragraph_num else None

    def heading(self, level: int, label: Label | None) -> Mark | None:
        """The native number of a heading; level counts from 1."""
        known = self.headings.levels.get(level - 1)
        if label is None or known is None or label.value is None or pattern(label) != known.pattern:
            return None
        assert self._heading_num is not None
        self._heading_num = self._counters.count(self._heading_num, level - 1, label.value)
        return Mark(self._heading_num.id, level - 1, inherited=self._heading_num is self._heading_base)

    def labelled(self, labels: Collection[Label | None], depth: int, *, ordered: bool = True) -> Sequence | None:
        """A sequence of its own for these labels, at this depth of lists; None when no counter of Word prints any."""
        wanted = _commonest(labels) or (None if ordered else self._bullet(labels))
        if wanted is None:
            return None
        abstract, level = self._list(wanted), min(depth, LEVELS - 1)
        first = next((label.value for label in labels if label and pattern(label) == wanted), None)
        return Sequence(self._counters, self._counters.open(abstract, {level: first} if first else None), level)

    def _bullet(self, labels: Collection[Label | None]) -> Pattern | None:
        """The one sign that was printed before the items; the style's where nothing was printed."""
        printed = {label.printed if label else "" for label in labels}
        if printed == {""}:
            return Pattern("other", self.style.lists.bullet, "")
        alike = len(printed) == 1 and len(min(printed)) == 1
        return Pattern("symbol", min(printed), "") if alike else None

    def _list(self, wanted: Pattern) -> Abstract:
        """The abstract list of this pattern: the same label on every level, each further in."""
        if wanted not in self._lists:
            width = twips(self.style.lists.width)
            levels = {depth: Level(wanted, list_indent(width * depth, width)) for depth in range(LEVELS)}
            self._lists[wanted] = Abstract(_FIRST_LIST + len(self._lists), levels, "hybridMultilevel")
        return self._lists[wanted]

    def part(self) -> Element:
        """The numbering part: all abstract lists, then all lists in use."""
        used = [self.paragraphs, self.headings, *self._lists.values()]
        return root("numbering", *map(_abstract, filter(_has_levels, used)), *map(_num, self._counters.nums))


def tab_stop(indent: Indent, kind: str = "left") -> Element | None:
    """The tab after a label; `kind` is the sort of stop."""
    return w("tabs", w("tab", val=kind, pos=indent.tab)) if indent.tab else None


def indentation(indent: Indent) -> Element:
    """The indent of a labelled paragraph."""
    if indent.hanging:
        return w("ind", left=indent.left, hanging=indent.hanging)
    return w("ind", left=indent.left, firstLine=0)


def native_numbers(report: Report, numbering: Numbering) -> dict[str, str]:
    """The native numbers of paragraphs and headings by id, without the full stop that Word leaves out of references."""
    flow, heads = numbering.paragraphs.levels.get(0), numbering.headings.levels
    numbers = {}
    for node in _flow(report.content):
        if isinstance(node, Paragraph | Division) and node.label and (found := pattern(node.label)):
            level = flow if isinstance(node, Paragraph) else heads.get(min(node.level, LEVELS) - 1)
            if level and level.pattern == found:
                numbers[node.id] = node.label.printed.rstrip(". ")
    return numbers


def paragraph_indent(style: StyleSheet) -> Indent:
    """Where numbered paragraphs stand: room for four digits, a full stop and a gap, and at least the style's width."""
    width = twips(max(style.numbers.width, style.roles.body.size * 2.75))
    return Indent(0, 0, width) if style.numbers.form == "run-in" else Indent(width, width, width)


def list_indent(origin: int, width: int) -> Indent:
    """Where the items of a list stand that begins at `origin`."""
    return Indent(origin + width, width, origin + width)


def _paragraph_list(report: Report, indent: Indent) -> Abstract:
    found = [node.label for node in _flow(report.content) if isinstance(node, Paragraph) and node.label]
    wanted = _commonest(found)
    if wanted is None:
        return Abstract(_PARAGRAPHS, {}, "singleLevel")
    start = next(label.value for label in found if label.value and pattern(label) == wanted)
    return Abstract(_PARAGRAPHS, {0: Level(wanted, indent, start, style="NumberedParagraph")}, "singleLevel")


def _flow(content: Iterable[Walked]) -> Iterator[Walked]:
    """The divisions and the blocks that stand directly in them, in document order."""
    stack = list(content)[::-1]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, Division):
            stack.extend(node.content[::-1])


def _heading_list(report: Report, style: StyleSheet) -> tuple[Abstract, dict[int, Indent]]:
    """The multi-level list of the headings, and for every level with labels the indent that holds them."""
    found = [node for node in _flow(report.content) if isinstance(node, Division) and node.label]
    levels: dict[int, Level] = {}
    indents: dict[int, Indent] = {}
    for number in sorted({min(node.level, LEVELS) for node in found}):
        labels = [node.label for node in found if node.label and min(node.level, LEVELS) == number]
        look = style.heading(number)
        indents[number] = _heading_indent(labels, look)
        if wanted := _commonest(labels):
            levels[number - 1] = _heading_level(found, number, wanted, indents[number], look)
    return Abstract(_HEADINGS, levels, "multilevel"), indents


def _heading_level(found: Collection[Division], number: int, wanted: Pattern, indent: Indent, look: Heading) -> Level:
    start, restarts = _habit(found, number, wanted)
    return Level(wanted, indent, start, restarts, f"Heading{number}", "nothing" if look.stacked else "tab")


def _habit(found: Collection[Division], number: int, wanted: Pattern) -> tuple[int, bool]:
    """At which value a level starts, and whether it starts again under each higher heading, as most labels do."""
    again = onward = first = last = 0
    crossed = False
    for node in found:
        crossed = crossed or node.level < number
        value = node.label.value if node.label and node.level == number and pattern(node.label) == wanted else None
        if not value:
            continue
        first = first or value
        if crossed and last:
            again, onward = again + (value == first), onward + (value == last + 1)
        last, crossed = value, False
    return first, again >= onward


def _heading_indent(labels: Iterable[Label], look: Heading) -> Indent:
    """Room for the widest label of a level and the gap after it; nothing where labels stand on lines of their own."""
    if look.stacked:
        return Indent()
    width = twips(max(_ems(label.printed) for label in labels) * look.size + look.gap)
    return Indent(width, width, width)


def _ems(printed: str) -> float:
    """About how wide a label is set, in ems."""
    return sum(1 if is_wide(character) else 0.3 if character in ".,:;() " else 0.62 for character in printed)


def _commonest(labels: Iterable[Label | None]) -> Pattern | None:
    """The pattern that most of the labels have, the first of them when two are as common."""
    patterns = Counter(found for label in labels if label and (found := pattern(label)))
    return patterns.most_common(1)[0][0] if patterns else None


def _has_levels(abstract: Abstract) -> bool:
    return bool(abstract.levels)


def _abstract(abstract: Abstract) -> Element:
    return w(
        "abstractNum",
        w("nsid", val=f"{0x52450000 + abstract.id:08X}"),
        w("multiLevelType", val=abstract.kind),
        *(_level(number, level) for number, level in sorted(abstract.levels.items())),
        abstractNumId=abstract.id,
    )


def _level(number: int, level: Level) -> Element:
    scheme, before, after = level.pattern
    mark = scheme in MARKS
    return w(
        "lvl",
        w("start", val=level.start),
        w("numFmt", val="bullet" if mark else FORMATS[scheme]),
        None if level.restarts else w("lvlRestart", val=0),
        w("pStyle", val=level.style) if level.style else None,
        w("suff", val=level.suffix),
        w("lvlText", val=before if mark else f"{before}%{number + 1}{after}"),
        w("lvlJc", val="left"),
        w("pPr", tab_stop(level.indent, "num"), indentation(level.indent)),
        w("rPr", w("rFonts", hint="eastAsia")) if any(map(is_wide, before + after)) else None,
        ilvl=number,
    )


def _num(num: Num) -> Element:
    overrides = (w("lvlOverride", w("startOverride", val=start), ilvl=level) for level, start in num.starts)
    return w("num", w("abstractNumId", val=num.abstract.id), *overrides, numId=num.id)
