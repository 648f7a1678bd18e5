"""Pages for the press: on larger sheets, with crop marks at the corners of what is left when they are trimmed.

    /MediaBox[0 0 640.63 887.24] /BleedBox[14.17 14.17 …] /TrimBox[22.68 22.68 …]
    q 1 0 0 1 22.68 22.68 cm … Q /Artifact BMC q 0 G .25 w 0 22.68 m 14.17 22.68 l S … Q EMC

ISO 32000-1, 14.11.2 (page boundaries) and 14.11.3 (printer's marks).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from converter.formats.pdf.reportlab import Box
from converter.stylesheet import Press

_HAIRLINE = 0.25


def around(press: Press) -> float:
    """How many points the sheet has around the page."""
    return press.bleed + press.marks


def sheet(size: tuple[float, float], press: Press) -> tuple[float, float]:
    """The size of the sheet that a page of a size stands on."""
    return size[0] + 2 * around(press), size[1] + 2 * around(press)


def boxes(size: tuple[float, float], press: Press) -> Mapping[Box, tuple[float, float, float, float]]:
    """The page's boundaries on its sheet."""
    edge, (width, height) = around(press), size
    bled, wide, high = press.marks, width + edge + press.bleed, height + edge + press.bleed
    return {"BleedBox": (bled, bled, wide, high), "TrimBox": (edge, edge, edge + width, edge + height)}


def pressed(content: bytes, size: tuple[float, float], press: Press) -> bytes:
    """A page's content in its place on the sheet, with crop marks outside the bleed."""
    lines = " ".join(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S" for x1, y1, x2, y2 in _marks(size, press))
    marks = f"/Artifact BMC q 0 G {_HAIRLINE} w {lines} Q EMC"
    moved = f"q 1 0 0 1 {around(press):.4f} {around(press):.4f} cm"
    return b"%s\n%s\nQ\n%s" % (moved.encode("ascii"), content, marks.encode("ascii"))


def _marks(size: tuple[float, float], press: Press) -> Iterator[tuple[float, float, float, float]]:
    """Two lines at every corner, in line with the edges of the trimmed page."""
    edge, (width, height) = around(press), sheet(size, press)
    for y in (edge, height - edge):
        yield 0.0, y, press.marks, y
        yield width - press.marks, y, width, y
    for x in (edge, width - edge):
        yield x, 0.0, x, press.marks
        yield x, height - press.marks, x, height
