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
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
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
_OPENING, _CLOSING = frozenset("「『《〈【〔“‘（"), frozenset("」』》〉】〕”’）、。，；：！？…—")
_STOPS, _PARENTHESES = re.compile(r"([,;:!?][,;:!?]*)(?![^\S\n])"), re.compile("([()])")
"""Runs of stops; a search skips fast to a pattern that begins with one class alone."""
_LEAST = 3
"""So many folded marks make evidence; fewer may be chance."""
_SHARE = 0.05
"""A page with more full-width marks than this share of the folded ones was not folded."""


def restore_punctuation(reading: Reading, punctuation: Punctuation) -> Reading:
    """The reading with its full-width marks: where the evidence says so (`auto`), everywhere, or left alone."""
    if punctuation == "keep" or primary(reading.report.metadata.language) != "zh":
        return reading
    restoring = _Restoring()
    rewritten = rewrite(reading.report, restoring.inlines)
    there = _restored_in(restoring.given)
    report = _rights(rewritten, restoring)
    counts = Counter("".join(restoring.before)) - Counter("".join(restoring.after))
    if not counts or (punctuation == "auto" and not _was_folded(there, counts.total())):
        return reading
    kept = _kept(reading.report, report) if there or _restored_in(_statement(reading.report)) else {}
    done = tuple(
        Normalised(mark, FULL_WIDTH[mark], counts[mark], kept.get(mark, ())) for mark in FULL_WIDTH if counts[mark]
    )
    return replace(reading, report=report, normalised=(*reading.normalised, *done)).saying(_told(done))


def full_width(text: str) -> str:
    """The text with the marks that stand between Han characters in full width. As long as before."""
    return _Restoring().text(text)


def _pairs(parted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which ASCII parentheses stand around Chinese, and not after a space, in a text that is parted at each of them."""
    opened: list[int] = []
    chinese = -1
    for at in range(1, len(parted), 2):
        if any(map(_is_han, parted[at - 1])):
            chinese = at
        if parted[at] == "(":
            opened.append(at)
        elif opened and (first := opened.pop()) < chinese and not parted[first - 1].endswith(" "):
            yield first, at


def _meant(words: str, stops: str, following: str) -> str:
    """Stops in full width where they follow Chinese text; the last one also where it parts something from such text."""
    before, after = words[-1:], following[:1]
    if _is_han(before) or before in _CLOSING:
        return FULL_WIDTH.get(stops) or stops.translate(_WIDE)
    parted = (before + stops)[-2:-1]
    if parted and not parted.isspace() and (_is_han(after) or after in _OPENING):
        return stops[:-1] + FULL_WIDTH[stops[-1]]
    return stops


def _is_han(character: str) -> bool:
    return "一" <= character <= "鿿" or (bool(character) and script(character) == "Hani")  # nearly all are in one block


class _Restoring:
    """Restores texts; keeps what it was given, and the marks before and after restoring."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.before: list[str] = []
        self.after: list[str] = []

    def text(self, text: str, language: str = "zh") -> str:
        """A text in this language, restored where that is Chinese."""
        self.given.append(text)
        if primary(language) != "zh":
            return text
        parted = _STOPS.split(self._paired(text) if "(" in text else text)
        words, stops = parted[::2], parted[1::2]
        parted[1::2] = map(_meant, words, stops, words[1:])
        self.before += stops
        self.after += parted[1::2]
        return "".join(parted)

    def _paired(self, text: str) -> str:
        """The text with its pairs of parentheses in full width."""
        parted = _PARENTHESES.split(text)
        for first, last in [*_pairs(parted)]:
            self.before.append("()")
            self.after.append("（）")
            parted[first], parted[last] = "（", "）"
        return "".join(parted)

    def inlines(self, content: Inlines, language: str) -> Inlines:
        """Inlines in this language, restored."""
        text = plain(content)
        new = self.text(text, language)
        if new == text:
            return content
        return (Text(new),) if _is_text(content) else _refilled(content, StringIO(new, newline=""))


def _restored_in(texts: Iterable[str]) -> int:
    """How many full-width marks stand in these texts."""
    return sum([text.count(mark) for text in texts for mark in _RESTORED if mark in text])


def _was_folded(there: int, found: int) -> bool:
    return found >= _LEAST and there <= found * _SHARE


def _is_text(content: Inlines) -> bool:
    return len(content) == 1 and isinstance(content[0], Text)


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
    yield from ((f"rights-{row}", text) for row, text in enumerate(_statement(report), 1))


def _statement(report: Report) -> tuple[str, ...]:
    return report.metadata.rights.statement if report.metadata.rights else ()


def _told(done: tuple[Normalised, ...]) -> Diagnostic:
    figures = ", ".join(f"{each.count} {each.before} to {each.after}" for each in done)
    return Diagnostic(
        Code.PUNCTUATION_RESTORED,
        f"marks folded to ASCII stand in full width again: {figures}",
        hint="--punctuation keep leaves every character as it is.",
    )
