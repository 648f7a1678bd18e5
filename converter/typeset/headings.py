"""The report's headings in order, as contents, running heads and outlines name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from converter.labels import titled
from converter.model import Block, Division, Report
from converter.walk import plain


class Entry(Struct, frozen=True):
    """A division: its id, level and depth (both from 1), label and heading as plain text, and its language."""

    id: str
    level: int
    depth: int
    label: str
    text: str
    language: str
    division: Division

    @property
    def title(self) -> str:
        """Label and heading on one line."""
        return titled(self.division.label, self.text)


def entries(report: Report) -> list[Entry]:
    """The headings of a report, in order."""
    return list(_entries(report.content, 1, report.metadata.language))


def _entries(nodes: Iterable[Division | Block], depth: int, language: str) -> Iterator[Entry]:
    for node in nodes:
        if isinstance(node, Division):
            spoken = node.language or language
            label = node.label.printed if node.label else ""
            yield Entry(node.id, node.level, depth, label, plain(node.heading).replace("\n", " ").strip(), spoken, node)
            yield from _entries(node.content, depth + 1, spoken)
