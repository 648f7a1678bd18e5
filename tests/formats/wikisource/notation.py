"""A compact notation for what was read, so that a test is a document: a page, and its outline.

I. Introduction               a division, one step in for each level
  1. Text[^1] of it           a paragraph; a call is [^ and its note's id without `note-`]
    (a) entry                 an item of a list
  box fr: Title               a box, with its language if it has one
    Text
  > Text                      displayed text
? Text                        what could not be placed
[1] Text                      a note, after everything else
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from textwrap import dedent

from converter.diagnostics import Code
from converter.formats.wikisource.read import read
from converter.labels import titled
from converter.model import (
    Block,
    Box,
    Division,
    Inline,
    Item,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Report,
    Text,
    Unread,
)
from converter.reading import Reading
from converter.source import Input


def page(text: str, language: str | None = None) -> Reading:
    """The reading of a page given as an indented string, or as lines."""
    return read(Input("page.txt", dedent(text).strip("\n").encode(), language))


def outline(report: Report) -> str:
    """The report in the notation above."""
    return "\n".join(chain(_nodes(report.content), chain.from_iterable(map(_note, report.notes))))


def body(text: str) -> str:
    """The outline of a page whose title is added."""
    return outline(page("A report (2031)\n\n" + dedent(text).strip("\n")).report)


def expected(text: str) -> str:
    """An outline given as an indented string."""
    return dedent(text).strip("\n")


def codes(reading: Reading) -> list[tuple[Code, int, int]]:
    """Each diagnostic's code, line and column; (0, 0) where it has no place."""
    return [
        (said.code, said.place.line if said.place else 0, said.place.column if said.place else 0)
        for said in reading.diagnostics
    ]


def plain(inlines: tuple[Inline, ...]) -> str:
    """Inlines as text, calls of notes as [^1]."""
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case NoteRef(note):
            return f"[^{note.removeprefix('note-')}]"
        case _:
            raise AssertionError(f"the reader makes no {inline}")


def _nodes(nodes: tuple[Division | Block, ...]) -> Iterator[str]:
    return chain.from_iterable(map(_node, nodes))


def _node(node: Division | Block) -> Iterator[str]:
    match node:
        case Division():
            yield titled(node.label, plain(node.heading))
            yield from _indented(_nodes(node.content))
        case Paragraph():
            yield titled(node.label, plain(node.content))
        case List():
            yield from _indented(chain.from_iterable(map(_item, node.items)))
        case Box():
            yield f"box{f' {node.language}' if node.language else ''}: {titled(node.label, plain(node.title))}"
            yield from _indented(_nodes(node.content))
        case Quotation():
            yield from (f"> {line}" for line in _nodes(node.content))
        case Unread(text=text):
            yield f"? {text}"
        case _:
            raise AssertionError(f"the reader makes no {node}")


def _item(item: Item) -> Iterator[str]:
    first, *inner = _nodes(item.content)
    yield f"{item.label.printed if item.label else ''} {first}"
    yield from inner


def _note(note: Note) -> Iterator[str]:
    first, *others = _nodes(note.content)
    yield f"{note.label.printed} {first}"
    yield from _indented(iter(others))


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
