"""The size of a report and the share of its languages: `<extent>` and `<langUsage>` of the header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from converter.edition import Edition
from converter.formats.tei.pen import Pen, english
from converter.language import UN_LANGUAGES, canonical, primary
from converter.model import Box, Inline, Item, Lang, Link, Paragraph, Report, Styled, Text
from converter.walk import Walked, blocks, children, lines
from converter.words import words

_Element = etree._Element

_HAN = "\u2e80-\u2fff\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_HAN}]|[^\\W{_HAN}]+")
_UNSPACED = ("zh", "ja", "th", "km", "lo", "my")
"""Languages that do not set spaces between words."""


def write_extent(pen: Pen, file: _Element, report: Report) -> None:
    """How many there are of what a report is measured by."""
    extent = pen.add(file, "extent", attributes=english(report.metadata))
    for unit, name, quantity in _measures(report):
        pen.add(extent, "measure", f"{name}: {quantity:,}", {"unit": unit, "quantity": str(quantity)})


def _measures(report: Report) -> Iterator[tuple[str, str, int]]:
    """Unit, its name, and how many: numbered paragraphs, boxes, notes, characters that are no spaces, words."""
    walked = list(blocks(report.content))
    yield "paragraph", "numbered paragraphs", sum(isinstance(node, Paragraph) and bool(node.label) for node in walked)
    yield "box", "boxes", sum(isinstance(node, Box) for node in walked)
    yield "note", "notes", len(report.notes)
    yield "character", "characters", sum(_characters(report).values())
    if primary(report.metadata.language) in _UNSPACED:
        yield "word", "words, each Han character as one", sum(len(_WORD.findall(text)) for _, text in _spoken(report))
    else:
        yield "word", "words", sum(len(text.split()) for _, text in _spoken(report))


def write_languages(pen: Pen, profile: _Element, edition: Edition) -> None:
    """Every language of the report, with its share of the characters in per cent."""
    usage = pen.add(profile, "langUsage")
    counts = _characters(edition.report)
    whole = max(sum(counts.values()), 1)
    for tag, count in counts.items():
        share = str(round(100 * count / whole))
        pen.add(usage, "language", _language(tag, edition), {"ident": tag, "usage": share})


def _language(tag: str, edition: Edition) -> str:
    """A language's own name for itself, or its tag where this project has no words in it."""
    known = {primary(each) for each in UN_LANGUAGES}
    return words(tag, edition.environment).language if primary(canonical(tag) or tag) in known else tag


def _size(text: str) -> int:
    """How many characters of a text are not white space."""
    return len("".join(text.split()))


def _characters(report: Report) -> Counter[str]:
    """How many characters each language has, the report's own first, then in the order of appearance."""
    counts = Counter({report.metadata.language: 0})
    for language, text in _spoken(report):
        counts[language] += _size(text)
    return counts


def _spoken(report: Report) -> Iterator[tuple[str, str]]:
    """Every text of the content and the notes with its language."""
    return _nodes((*report.content, *report.notes), report.metadata.language)


def _nodes(nodes: Iterable[Walked], language: str) -> Iterator[tuple[str, str]]:
    for node in nodes:
        own = language if isinstance(node, Item) else node.language or language
        yield from _inlines(lines(node), own)
        yield from _nodes(children(node), own)


def _inlines(content: Iterable[Inline], language: str) -> Iterator[tuple[str, str]]:
    for inline in content:
        match inline:
            case Text():
                yield language, inline.text
            case Lang():
                yield from _inlines(inline.content, inline.language)
            case Styled() | Link():
                yield from _inlines(inline.content, language)
            case _:
                pass
