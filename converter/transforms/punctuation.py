"""Chinese punctuation as printed: full-width marks that saving a page has folded to ASCII are restored.

    2022年,我們(與夥伴)支持:(a)就業;(b)住房。      becomes
    2022年，我們（與夥伴）支持：(a)就業；(b)住房。

Whether a page was folded is judged over the whole report; which marks are meant is judged mark by mark, from the
characters beside it (calls of notes are looked through). Document symbols, numbers, enumerators such as (a) and Latin
phrases keep theirs; the two marks of a pair are decided together. One character takes the place of one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import accumulate
from typing import Literal, assert_never

from msgspec.structs import replace

from converter.diagnostics import Code, Diagnostic
from converter.language import primary, script
from converter.model import Break, Inline, Lang, Link, NoteRef, Report, Styled, Text
from converter.reading import Normalised, Reading
from converter.transforms.rewrite import Inlines, rewrite
from converter.walk import lines, nodes, plain

Punctuation = Literal["auto", "keep", "fullwidth"]

FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_WIDE = str.maketrans(FULL_WIDTH)
_RESTORED = tuple(FULL_WIDTH.values())
_STOPS, _PARENTHESES = re.compile(r"[,;:!?]+(?![^\S\n])"), re.compile("[()]")
_LEAST = 3
"""So many folded marks make evidence; fewer may be chance."""
_SHARE = 0.05
"""A page with more full-width marks than this share of the folded ones was not folded."""
_OPENING, _CLOSING = frozenset("「『《〈【〔“‘（"), frozenset("」』》〉】〕”’）、。，；：！？…—")


def restore_punctuation(reading: Reading, punctuation: Punctuation) -> Reading:
    """The reading with its full-width marks: where the evidence says so (`auto`), everywhere, or left alone."""
    if punctuation == "keep" or primary(reading.report.metadata.language) != "zh":
        return reading
    restoring = _Restoring()
    rewritten = rewrite(reading.report, restoring.inlines)
    there = restoring.there
    report = _rights(rewritten, restoring)
    counts = restoring.counts
    if not counts or (punctuation == "auto" and not _was_folded(there, counts.total())):
        return reading
    kept = _kept(reading.report, report) if restoring.there else {}
    done = tuple(
        Normalised(mark, FULL_WIDTH[mark], counts[mark], kept.get(mark, ())) for mark in FULL_WIDTH if counts[mark]
    )
    return replace(reading, report=report, normalised=(*reading.normalised, *done)).saying(_told(done))


def full_width(text: str) -> str:
    """The text with the marks that stand between Han characters in full width. As long as before."""
    return _STOPS.sub(_widened, _paired(text) if "(" in text else text)


def _paired(text: str) -> str:
    """The text with those of its parentheses in full width that stand around Chinese, and not after a space."""
    characters, chinese = list(text), list(accumulate(map(_is_han, text), initial=0))
    for first, last in _pairs(text):
        if chinese[last] > chinese[first] and text[max(first - 1, 0)] != " ":
            characters[first], characters[last] = "（", "）"
    return "".join(characters)


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Where each pair of ASCII parentheses opens and closes; one without its other stands in no pair."""
    opened: list[int] = []
    for found in _PARENTHESES.finditer(text):
        if found[0] == "(":
            opened.append(found.start())
        elif opened:
            yield opened.pop(), found.start()


def _widened(stops: re.Match[str]) -> str:
    """Stops in full width where they follow Chinese text; the last one also where it parts something from such text."""
    text, first, last = stops.string, stops.start(), stops.end()
    before, after = text[first - 1 : first], text[last : last + 1]
    if _is_han(before) or before in _CLOSING:
        return stops[0].translate(_WIDE)
    parted = (before + stops[0])[-2:-1]
    if parted and not parted.isspace() and (_is_han(after) or after in _OPENING):
        return stops[0][:-1] + FULL_WIDTH[stops[0][-1]]
    return stops[0]


def _is_han(character: str) -> bool:
    return bool(character) and script(character) == "Hani"


class _Restoring:
    """Restores texts, and counts the full-width marks that stood there and how many of each were restored."""

    def __init__(self) -> None:
        self.there = 0
        self.counts: Counter[str] = Counter()

    def text(self, text: str, language: str = "zh") -> str:
        """A text in this language, restored where that is Chinese."""
        self.there += sum(map(text.count, _RESTORED))
        new = full_width(text) if primary(language) == "zh" else text
        for mark in FULL_WIDTH if new != text else ():
            if restored := text.count(mark) - new.count(mark):
                self.counts[mark] += restored
        return new

    def inlines(self, content: Inlines, language: str) -> Inlines:
        """Inlines in this language, restored."""
        text = plain(content)
        new = self.text(text, language)
        return content if new == text else _refilled(content, StringIO(new, newline=""))


def _was_folded(there: int, found: int) -> bool:
    return found >= _LEAST and there <= found * _SHARE


def _refilled(content: Inlines, text: StringIO) -> Inlines:
    """The same inlines with the next characters of the text in them."""
    return tuple(_refilled_one(inline, text) for inline in content)


def _refilled_one(inline: Inline, text: StringIO) -> Inline:
    match inline:
        case Text():
            return Text(text.read(len(inline.text)))
        case Break():
            text.read(1)
            return inline
        case NoteRef():
            return inline
        case Styled() | Lang() | Link():
            return replace(inline, content=_refilled(inline.content, text))
        case _:
            assert_never(inline)


def _rights(report: Report, restoring: _Restoring) -> Report:
    """The statement of rights is text of the report too."""
    rights = report.metadata.rights
    if rights is None:
        return report
    statement = tuple(map(restoring.text, rights.statement))
    return replace(report, metadata=replace(report.metadata, rights=replace(rights, statement=statement)))


def _kept(before: Report, after: Report) -> dict[str, tuple[tuple[str, int], ...]]:
    """Which full-width marks were there already: by mark, the nodes or fields that hold them, and which one there."""
    kept: dict[str, list[tuple[str, int]]] = {mark: [] for mark in FULL_WIDTH}
    for (owner, old), (_, new) in zip(_owned(before), _owned(after), strict=True):
        for mark, wide in FULL_WIDTH.items():
            if wide in old:
                was = (then for then, now in zip(old, new, strict=True) if now == wide)
                kept[mark] += ((owner, position) for position, then in enumerate(was, 1) if then == wide)
    return {mark: tuple(places) for mark, places in kept.items()}


def _owned(report: Report) -> Iterator[tuple[str, str]]:
    """The texts in which marks are restored, each with its owner: a node, or a paragraph of the statement of rights."""
    yield from ((node.id, plain(lines(node))) for node in nodes(report))
    rights = report.metadata.rights
    yield from ((f"rights-{row}", text) for row, text in enumerate(rights.statement if rights else (), 1))


def _told(done: tuple[Normalised, ...]) -> Diagnostic:
    figures = ", ".join(f"{each.count} {each.before} to {each.after}" for each in done)
    return Diagnostic(
        Code.PUNCTUATION_RESTORED,
        f"marks folded to ASCII stand in full width again: {figures}",
        hint="--punctuation keep leaves every character as it is.",
    )
