"""The sources of the peers, made from our own reading of a report: Markdown for pandoc, Typst's own for typst."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from converter.labels import titled
from converter.model import Block, Box, Division, Inline, List, NoteRef, Paragraph, Report
from converter.walk import inlines, plain

PARAGRAPH = re.compile(r"\d+\.")


def repeated(page: str, times: int) -> str:
    """The page with its body `times` over, its paragraphs numbered through."""
    lines = page.splitlines()
    numbered = [index for index, line in enumerate(lines) if PARAGRAPH.match(line)]
    first = next(index for index, line in enumerate(lines) if line == "" and index > 8)
    last = numbered[-1] + 1
    body, count = [], 0
    for _ in range(times):
        for line in lines[first:last]:
            match = PARAGRAPH.match(line)
            count += bool(match)
            body.append(PARAGRAPH.sub(f"{count}.", line, count=1) if match else line)
    return "\n".join([*lines[:first], *body, *lines[last:]])


def as_markdown(report: Report) -> Iterator[str]:
    """The report as pandoc's Markdown."""
    yield f"---\ntitle: {report.metadata.title}\nlang: {report.metadata.language}\n---\n"
    yield from _markdown(report.content)
    for note in report.notes:
        yield f"[^{note.id}]: {_text(note.content)}\n"


def _markdown(content: Sequence[Division | Block]) -> Iterator[str]:
    for node in content:
        match node:
            case Division():
                yield f"{'#' * node.level} {titled(node.label, plain(node.heading))}\n"
                yield from _markdown(node.content)
            case Paragraph():
                label = f"{node.label.printed} " if node.label else ""
                yield f"{label}{_called(node.content, '[^{}]')}\n"
            case Box():
                yield f"::: {{.box lang={node.language}}}\n**{plain(node.title)}**\n"
                yield from _markdown(node.content)
                yield ":::\n"
            case List():
                yield from (f"- {_text(item.content)}\n" for item in node.items)


def as_typst(report: Report) -> Iterator[str]:
    """The report as a Typst file with running heads, contents, notes and boxes."""
    notes = {note.id: _escaped(_text(note.content)) for note in report.notes}
    yield f'#set document(title: "{report.metadata.title}")'
    yield '#set text(lang: "zh", font: ("Noto Serif CJK TC", "Noto Serif"), size: 11pt)'
    yield '#set par(justify: true, leading: 0.8em)\n#set page(numbering: "1", header: context document.title)'
    yield "#outline()\n"
    yield from _typst(report.content, notes)


def _typst(content: Sequence[Division | Block], notes: dict[str, str]) -> Iterator[str]:
    for node in content:
        match node:
            case Division():
                yield f"{'=' * node.level} {_escaped(titled(node.label, plain(node.heading)))}\n"
                yield from _typst(node.content, notes)
            case Paragraph():
                words = "".join(
                    f"#footnote[{notes[i.note]}]" if isinstance(i, NoteRef) else _escaped(plain((i,)))
                    for i in inlines(node.content)
                )
                yield f"{node.label.printed.replace('.', chr(92) + '.') + ' ' if node.label else ''}{words}\n"
            case Box():
                yield f"#block(stroke: 0.6pt, inset: 10pt, width: 100%)[*{_escaped(plain(node.title))}*\n"
                yield from _typst(node.content, notes)
                yield "]\n"
            case List():
                yield from (f"- {_escaped(_text(item.content))}\n" for item in node.items)


def _called(content: Sequence[Inline], call: str) -> str:
    return "".join(call.format(i.note) if isinstance(i, NoteRef) else plain((i,)) for i in inlines(content))


def _text(content: Sequence[Block]) -> str:
    return " ".join(plain(block.content) for block in content if isinstance(block, Paragraph))


def _escaped(text: str) -> str:
    return re.sub(r"([\\#*_`$<>@\[\]=~-])", r"\\\1", text)
