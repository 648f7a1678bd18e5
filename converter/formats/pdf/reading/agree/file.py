"""Whether a file agrees with itself: what it says in two places must be the same in both.

    the outline, the contents, running heads  =  the headings        /Info  =  XMP  =  the title page
    /ActualText  =  the glyphs        a link's target and words, page numbers, ids  =  what they lead to

Files of other programs are asked for their title alone: what else they say twice they may mean otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from msgspec.structs import replace

from converter.diagnostics import Diagnostic
from converter.formats.pdf.reading.agree import about, elements, front, leads, pages
from converter.formats.pdf.reading.agree.facts import Facts
from converter.formats.pdf.reading.metadata import Packet
from converter.formats.pdf.reading.structure import Structure
from converter.model import Report
from converter.source import Input

_ASKED = (
    about.information_of_own, front.title_page, front.licence, front.contents, elements.said, elements.kinds,
    elements.tables, leads.outline, leads.page_labels, leads.destinations, leads.links, pages.fonts,
    pages.seen, pages.furniture, about.attachments,
)  # fmt: skip
"""What is asked of a file of this project, in the order in which it is told."""


def contradictions(
    pdf: pikepdf.Pdf, structure: Structure, packet: Packet, report: Report, source: Input
) -> Iterator[Diagnostic]:
    """What a file says in one place and otherwise in another."""
    if packet.own:
        facts = Facts(pdf, structure, packet, report)
        found = (diagnostic for ask in _ASKED for diagnostic in ask(facts))
    else:
        found = (diagnostic for diagnostic in about.information_of_others(pdf, packet))
    return (replace(diagnostic, path=source.name) for diagnostic in found)
