"""The size of a report and the share of its languages: `<extent>` and `<langUsage>` of the header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from converter.environment import Environment
from converter.formats.tei.pen import Pen, english
from converter.language import UN_LANGUAGES, canonical, primary
from converter.model import Box, Inline, Item, Lang, Link, Metadata, Paragraph, Report, Styled, Text
from converter.walk import Walked, blocks, children, lines
from converter.words import words

_Element = etree._Element

_HAN = re.compile("[\u2e80-\u2fff\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"\w+")
_UNSPACED = ("zh", "ja", "th", "km", "lo", "my")
"""Languages that do not set spaces between words."""


class Size(NamedTuple):
    """How large a report is: what is counted in it by unit and name, and the characters of each language."""

    measures: tuple[tuple[str, str, int], ...]
    languages: Mapping[str, int]


def size(report: Report) -> Size:
    """Numbered paragraphs, boxes, notes, characters that are no spaces, words; the report's own language first."""
    characters = Counter({report.metadata.language: 0})
    unspaced = primary(report.metadata.language) in _UNSPACED
    words = 0
    for language, text in _spoken(report):
        parts = text.split()
        characters[language] += sum(map(len, parts))
        words += _words(text) if unspaced else len(parts)
    walked = Counter(map(_kind, blocks(report.content)))
    measures = (
        ("paragraph", "numbered paragraphs", walked["paragraph"]),
        ("box", "boxes", walked["box"]),
        ("note", "notes", len(report.notes)),
        ("character", "characters", characters.total()),
        ("word", "words, each Han character as one" if unspaced else "words", words),
    )
    return Size(measures, characters)


def _words(text: str) -> int:
    """How many words: each Han character is one, and each run of other letters and figures."""
    others, characters = _HAN.subn(" ", text)
    return characters + len(_WORD.findall(others))


def _kind(node: Walked) -> str:
    if isinstance(node, Paragraph):
        return "paragraph" if node.label else ""
    return "box" if isinstance(node, Box) else ""


def write_extent(pen: Pen, file: _Element, size: Size, metadata: Metadata) -> None:
    """How many there are of what a report is measured by."""
    extent = pen.add(file, "extent", attributes=english(metadata))
    for unit, name, quantity in size.measures:
        pen.add(extent, "measure", f"{name}: {quantity:,}", {"unit": unit, "quantity": str(quantity)})


def write_languages(pen: Pen, profile: _Element, size: Size, world: Environment) -> None:
    """Every language of the report, with its share of the characters in per cent."""
    usage = pen.add(profile, "langUsage")
    whole = max(sum(size.languages.values()), 1)
    for tag, count in size.languages.items():
        share = str(round(100 * count / whole))
        pen.add(usage, "language", _language(tag, world), {"ident": tag, "usage": share})


def _language(tag: str, world: Environment) -> str:
    """A language's own name for itself, or its tag where this project has no words in it."""
    known = {primary(each) for each in UN_LANGUAGES}
    return words(tag, world).language if primary(canonical(tag) or tag) in known else tag


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
