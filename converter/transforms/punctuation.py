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
from dataclasses import replace
from io import StringIO
from typing import Literal, assert_never

from msgspec.structs import replace as replaced

from converter.diagnostics import Code, Diagnostic
from converter.language import primary, script
from converter.model import Break, Inline, Lang, Link, NoteRef, Report, Styled, Text
from converter.reading import Normalised, Reading
from converter.transforms.rewrite import Inlines, rewrite
from converter.walk import lines, nodes, plain

Punctuation = Literal["auto", "keep", "fullwidth"]

FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_RESTORED = tuple(FULL_WIDTH.values())
_FOLDED, _STOPS, _PARENTHESES = re.compile("[,;:!?(]"), re.compile("[,;:!?]"), re.compile("[()]")
_LEAST = 3
"""So many folded marks make evidence; fewer may be chance."""
_SHARE = 0.05
"""A page with more full-width marks than this share of the folded ones was not folded."""
_OPENING, _CLOSING = frozenset("「『《〈【〔“‘（"), frozenset("」』》〉】〕”’）、。，；：！？…—")


def restore_punctuation(reading: Reading, punctuation: Punctuation) -> Reading:
    """The reading with its full-width marks: where the evidence says so (`auto`), everywhere, or left alone."""
    if punctuation == "keep" or primary(reading.report.metadata.language) != "zh":
        return reading
    counts: Counter[str] = Counter()
    report = _rights(rewrite(reading.report, lambda content, language: _inlines(content, language, counts)), counts)
    if not counts or (punctuation == "auto" and not _was_folded(reading.report, counts.total())):
        return reading
    kept = _kept(reading.report, report)
    done = tuple(
        Normalised(mark, wide, counts[mark], tuple(kept[wide])) for mark, wide in FULL_WIDTH.items() if counts[mark]
    )
    return replace(reading, report=report, normalised=(*reading.normalised, *done)).saying(_told(done))


def full_width(text: str) -> str:
    """The text with the marks that stand between Han characters in full width. As long as before."""
    if not _FOLDED.search(text):
        return text
    characters = list(text)
    for first, last in _pairs(text):
        if any(script(character) == "Hani" for character in text[first:last]) and text[max(first - 1, 0)] != " ":
            characters[first], characters[last] = "（", "）"
    for mark in _STOPS.finditer(text):
        if _is_chinese(characters, mark.start()):
            characters[mark.start()] = FULL_WIDTH[mark[0]]
    return "".join(characters)


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Where each pair of ASCII parentheses opens and closes; one without its other stands in no pair."""
    opened: list[int] = []
    for found in _PARENTHESES.finditer(text):
        if found[0] == "(":
            opened.append(found.start())
        elif opened:
            yield opened.pop(), found.start()


def _is_chinese(characters: list[str], index: int) -> bool:
    """Whether a mark belongs to Chinese text: it follows it, or it parts a number or a Latin word from it."""
    before = characters[index - 1] if index else ""
    after = characters[index + 1] if index + 1 < len(characters) else ""
    if after.isspace() and after != "\n":
        return False
    if _is_han(before) or before in _CLOSING:
        return True
    return bool(before) and not before.isspace() and (_is_han(after) or after in _OPENING)


def _is_han(character: str) -> bool:
    return bool(character) and script(character) == "Hani"


def _was_folded(report: Report, found: int) -> bool:
    there = sum(text.count(mark) for node in nodes(report) for text in [plain(lines(node))] for mark in _RESTORED)
    return found >= _LEAST and there <= found * _SHARE


def _inlines(content: Inlines, language: str, counts: Counter[str]) -> Inlines:
    if primary(language) != "zh":
        return content
    text = plain(content)
    new = full_width(text)
    if new == text:
        return content
    _count(text, new, counts)
    return _refilled(content, StringIO(new, newline=""))


def _count(old: str, new: str, counts: Counter[str]) -> None:
    """Add how many of each mark were restored."""
    for mark in FULL_WIDTH:
        if restored := old.count(mark) - new.count(mark):
            counts[mark] += restored


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
            return replaced(inline, content=_refilled(inline.content, text))
        case _:
            assert_never(inline)


def _rights(report: Report, counts: Counter[str]) -> Report:
    """The statement of rights is text of the report too."""
    rights = report.metadata.rights
    if rights is None:
        return report
    statement = tuple(full_width(each) for each in rights.statement)
    for old, new in zip(rights.statement, statement, strict=True):
        _count(old, new, counts)
    return replaced(report, metadata=replaced(report.metadata, rights=replaced(rights, statement=statement)))


def _kept(before: Report, after: Report) -> dict[str, list[tuple[str, int]]]:
    """Which full-width marks were there already: by mark, the nodes or fields that hold them, and which one there."""
    kept: dict[str, list[tuple[str, int]]] = {wide: [] for wide in FULL_WIDTH.values()}
    for (owner, old), (_, new) in zip(_texts(before), _texts(after), strict=True):
        for wide in filter(old.__contains__, kept):
            was = (then for then, now in zip(old, new, strict=True) if now == wide)
            kept[wide] += ((owner, position) for position, then in enumerate(was, 1) if then == wide)
    return kept


def _texts(report: Report) -> Iterator[tuple[str, str]]:
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
