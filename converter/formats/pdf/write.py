"""PDF written: an edition's placed pages as one tagged file, PDF 1.7, PDF/A-2a and PDF/UA-1.

    /Root <</Type/Catalog/Pages …/StructTreeRoot …/MarkInfo<</Marked true>>/Lang(zh-Hant)/PageLabels …/Outlines …
            /Names<</Dests …>>/Metadata …/OutputIntents[…]/ViewerPreferences<</DisplayDocTitle true>>>>
    page  <</Type/Page/MediaBox[0 0 595.276 841.89]/Contents …/StructParents 3/Annots[…]/Tabs/S>>
    link  <</Type/Annot/Subtype/Link/Rect[…]/Dest(par-47)/StructParent 27/Contents(…)>>

Every id of the report is a named destination. ISO 32000-1; ISO 19005-2; ISO 14289-1.
"""

from __future__ import annotations

from collections.abc import Mapping

from converter import __version__
from converter.diagnostics import Code, Diagnostic
from converter.edition import Edition, Written
from converter.fonts.subset import subset
from converter.formats.pdf.conform import conform
from converter.formats.pdf.draw import Drawing, Linked
from converter.formats.pdf.embed import embed
from converter.formats.pdf.inks import Inks
from converter.formats.pdf.pictures import picture
from converter.formats.pdf.reportlab import Sheets
from converter.formats.pdf.syntax import string
from converter.formats.pdf.tags import Annotated, Tree
from converter.model import Figure
from converter.typeset.headings import entries
from converter.typeset.pages import Pages
from converter.walk import nodes

_ABOVE = 4.0
"""Points left above what a destination shows."""


def write(edition: Edition) -> Written:
    """The report as a PDF. Raises Refused (direction-unsupported, character-missing, face-missing)."""
    pages = edition.pages
    sheets = _sheets(edition)
    tree, inks = Tree(edition), Inks()
    names, diagnostics = _pictures(sheets, edition)
    _pages(sheets, edition, tree, inks, names)
    for face, codes in inks.codes.items():
        embed(sheets, face, subset(face, codes.glyphs), codes.unicode, inks.names[face])
    _leads(sheets, edition, pages)
    sheets.catalog("StructTreeRoot", tree.write(sheets))
    conform(sheets)
    return Written(sheets.save(), diagnostics)


def _sheets(edition: Edition) -> Sheets:
    metadata = edition.report.metadata
    return Sheets(
        metadata.title,
        author=", ".join(metadata.authors) or metadata.organ or "",
        subject=metadata.subtitle or metadata.symbol or "",
        keywords=", ".join(filter(None, (metadata.symbol, metadata.session))),
        language=metadata.language,
        created=edition.now,
        creator=f"report-converter {__version__}",
    )


# Pages


def _pages(sheets: Sheets, edition: Edition, tree: Tree, inks: Inks, names: Mapping[str, str]) -> None:
    pages = edition.pages
    size, count = (pages.width, pages.height), len(pages.all)
    for index, page in enumerate(pages.all):
        drawn = Drawing(tree, inks, size, names).draw(page, edition.style.box)
        links = [_link(sheets, edition, tree, link, index, count) for link in drawn.links]
        sheets.page(drawn.content, size, links, struct_parents=index)


def _link(sheets: Sheets, edition: Edition, tree: Tree, link: Linked, page: int, pages: int) -> int:
    """The annotation of a link, put into the structure. ISO 14289-1, 7.18."""
    key = tree.annotation(link.element, pages)
    box = b" ".join(b"%.2f" % edge for edge in link.box)
    number = sheets.object(
        b"<</Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F 4%s/StructParent %d/Contents%s>>"
        % (box, _target(edition.pages, link.target), key, string(link.words.strip() or link.target))
    )
    link.element.kids.append(Annotated(number, page))
    return number


def _target(pages: Pages, target: str) -> bytes:
    """Where a link leads: a destination of this file by its name, or an address."""
    if target.startswith("#") and target[1:] in pages.positions:
        return b"/Dest" + string(target[1:])
    return b"/A<</S/URI/URI%s>>" % string(_ascii(target))


def _ascii(address: str) -> str:
    """An address with what is not ASCII percent-encoded. ISO 32000-1, 12.6.4.7."""
    return "".join(c if c.isascii() and c > " " else "".join(f"%{byte:02X}" for byte in c.encode()) for c in address)


def _pictures(sheets: Sheets, edition: Edition) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Resource names of the figures' images, and what there is to say of those that cannot be shown."""
    names: dict[str, str] = {}
    lost: list[Diagnostic] = []
    for figure in (node for node in nodes(edition.report) if isinstance(node, Figure)):
        number = picture(sheets, figure)
        if number is None:
            lost.append(Diagnostic(Code.NOT_CARRIED, f"the image of {figure.id} cannot be read", part=figure.id))
        else:
            names[figure.id] = f"I{len(names) + 1}"
            sheets.image(names[figure.id], number)
    return names, tuple(lost)


# What leads to pages


def _leads(sheets: Sheets, edition: Edition, pages: Pages) -> None:
    """Page labels, outline, and a destination for every id."""
    labels = [(len(pages.front), "arabic", 1, "")]
    if pages.front:
        labels.insert(0, (0, "roman", 1, ""))
    sheets.page_labels(labels)  # type: ignore[arg-type]
    places = {
        node: (place.page, place.x, pages.height - place.y + _ABOVE) for node, place in pages.positions.items()
    }  # fmt: skip
    sheets.destinations(places)
    found = [entry for entry in entries(edition.report) if entry.id in places]
    sheets.outline((entry.depth, entry.title, places[entry.id][0], places[entry.id][2]) for entry in found)
    if found:
        sheets.catalog("PageMode", b"/UseOutlines")
