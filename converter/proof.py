"""Proof: a file is read back, and must say what the report says.

The format's own reader makes a report of the bytes, and the two reports are compared; nothing of the writer takes part
in that. Where nothing differs, the reader's own words count: what a file says twice and not alike. To know that, the
readers of EPUB and TEI have what they read written again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Code, Diagnostic, Refused
from converter.formats import Format
from converter.model import Box, Division, Paragraph, Report
from converter.source import Input
from converter.verify import Difference, differences
from converter.walk import blocks


class Verdict(Struct, frozen=True):
    """What reading a file back has shown: the differences, and what its reader had to say. Neither means proved."""

    differences: tuple[Difference, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def proved(self) -> bool:
        """Whether the file says exactly what the report says."""
        return not self.differences and not self.diagnostics


def prove(report: Report, format: Format, data: bytes, name: str) -> Verdict:
    """Read these bytes of a format back and compare them with the report.

    Where nothing differs, what the reader has to say counts: it may have met words that stand in no report.
    """
    try:
        found = format.read(Input(name, data))
    except Refused as refusal:
        return Verdict(diagnostics=refusal.diagnostics)
    differing = differences(report, found.report)
    return Verdict(differing, () if differing else found.diagnostics)


def figures(report: Report) -> str:
    """What a proved file holds, in figures: `153 numbered paragraphs, 57 headings, 10 boxes, 2 notes`."""
    nodes = list(blocks(report.content))
    kinds = Counter(type(node) for node in nodes)
    numbered = sum(isinstance(node, Paragraph) and node.label is not None for node in nodes)
    counts = (
        (numbered, "numbered paragraph"),
        (kinds[Division], "heading"),
        (kinds[Box], "box"),
        (len(report.notes), "note"),
    )
    return ", ".join(f"{count} {_plural(name, count)}" for count, name in counts)


def failed(file: Path, verdict: Verdict) -> Iterator[Diagnostic]:
    """The verdict on a file as diagnostics: one for each difference."""
    for diagnostic in verdict.diagnostics:
        yield replace(diagnostic, path=str(file))
    for difference in verdict.differences:
        yield Diagnostic(Code.PROOF_FAILED, difference.message, path=str(file))


def _plural(name: str, count: int) -> str:
    return name if count == 1 else name + ("es" if name.endswith("x") else "s")
