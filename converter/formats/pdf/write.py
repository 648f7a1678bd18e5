"""PDF written: an edition's placed pages as one tagged file, PDF 1.7, PDF/A-2a and PDF/UA-1.

    /Root <</Type/Catalog/Pages …/StructTreeRoot …/MarkInfo<</Marked true>>/Lang(zh-Hant)/PageLabels …/Outlines …
            /Names<</Dests …>>/Metadata …/OutputIntents[…]/ViewerPreferences<</DisplayDocTitle true>>>>
    page  <</Type/Page/MediaBox[0 0 595.276 841.89]/Contents …/StructParents 3/Annots[…]/Tabs/S>>
    link  <</Type/Annot/Subtype/Link/Rect[…]/Dest(par-47)/StructParent 27/Contents(…)>>

Every id of the report is a named destination. ISO 32000-1; ISO 19005-2; ISO 14289-1.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from converter.diagnostics import Code, Diagnostic
from converter.edition import Edition, Written
from converter.fonts.subset import subset
from converter.fonts.system import told
from converter.formats.pdf.attach import attach
from converter.formats.pdf.conform import Claims, conform
from converter.formats.pdf.draw import Drawing, Linked
from converter.formats.pdf.embed import embed
from converter.formats.pdf.inks import Inks
from converter.formats.pdf.pictures import picture
from converter.formats.pdf.press import around, boxes, pressed, sheet
from converter.formats.pdf.profiles import Profile, grey, profile
from converter.formats.pdf.reportlab import Sheets
from converter.formats.pdf.syntax import ascii_address, string
from converter.formats.pdf.tags import Tree
from converter.release import RELEASE
from converter.stylesheet import Press
from converter.typeset.headings import entries
from converter.typeset.pages import Pages

_ABOVE = 4.0
"""Points left above what a destination shows."""


def write(edition: Edition) -> Written:
    """The report as a PDF. Raises Refused (character-missing, face-missing)."""
    pages = edition.pages
    sheets = _sheets(edition)
    press = edition.style.press
    tree, inks = Tree(edition, sheets), Inks(grey=press is not None)
    names, diagnostics = _pictures(sheets, edition, tree)
    _pages(sheets, edition, tree, inks, names)
    for face, codes in inks.codes.items():
        embed(sheets, face, subset(face, codes.glyphs), codes.unicode, inks.names[face])
    _leads(sheets, edition, pages)
    sheets.catalog("StructTreeRoot", tree.write())
    for attachment in edition.attached:
        attach(sheets, attachment)
    claims = Claims(3 if edition.attached else 2, accessible=press is None)
    conform(sheets, edition.report.metadata, claims, _profile(press) if press else None)
    borrowed = [told(face, codes.unicode.values()) for face, codes in inks.codes.items() if face.borrowed]
    return Written(sheets.save(), (*diagnostics, *borrowed))


def _profile(press: Press) -> Profile:
    """The profile of the printing condition."""
    return profile(Path(press.icc), press.condition) if press.icc else grey()


def _sheets(edition: Edition) -> Sheets:
    metadata = edition.report.metadata
    return Sheets(
        metadata.title,
        author=", ".join(metadata.authors) or metadata.organ or "",
        subject=metadata.subtitle or metadata.symbol or "",
        keywords=", ".join(filter(None, (metadata.symbol, metadata.session))),
        language=metadata.language,
        created=edition.now,
        creator=f"report-converter {RELEASE}",
    )


# Pages


def _pages(sheets: Sheets, edition: Edition, tree: Tree, inks: Inks, names: Mapping[str, str]) -> None:
    pages = edition.pages
    size, count, press = (pages.width, pages.height), len(pages.all), edition.style.press
    for index, page in enumerate(pages.all):
        drawn = Drawing(tree, inks, size, names).draw(page, edition.style.box)
        if press:
            content, bounds = pressed(drawn.content, size, press), boxes(size, press)
            sheets.page(content, sheet(size, press), struct_parents=index, boxes=bounds)
            continue
        links = [_link(sheets, edition, tree, link, index, count) for link in drawn.links]
        sheets.page(drawn.content, size, links, struct_parents=index)


def _link(sheets: Sheets, edition: Edition, tree: Tree, link: Linked, page: int, pages: int) -> int:
    """The annotation of a link, put into the structure. ISO 14289-1, 7.18."""
    key = tree.annotation(link.element, pages)
    number = sheets.object(
        b"<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/F 4%s/StructParent %d/Contents%s>>"
        % (*link.box, _target(edition.pages, link.target), key, string(link.words.strip() or link.target))
    )
    link.element.annotate(sheets.page_number(page), number)
    return number


def _target(pages: Pages, target: str) -> bytes:
    """Where a link leads: a destination of this file by its name, or an address."""
    if target.startswith("#") and target[1:] in pages.positions:
        return b"/Dest" + string(target[1:])
    return b"/A<</S/URI/URI%s>>" % string(ascii_address(target))


def _pictures(sheets: Sheets, edition: Edition, tree: Tree) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Resource names of the figures' images, and what there is to say of those that cannot be shown."""
    names: dict[str, str] = {}
    lost: list[Diagnostic] = []
    for figure in tree.pictures:
        number, source = picture(sheets, figure, grey=edition.style.press is not None)
        if source is not None:
            tree.figures[figure.id].attributes += b" %d 0 R" % source
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
    edge = around(edition.style.press) if edition.style.press else 0.0
    places = {
        node: (place.page, edge + place.x, edge + pages.height - place.y + _ABOVE)
        for node, place in pages.positions.items()
    }
    sheets.destinations(places)
    found = [entry for entry in entries(edition.report) if entry.id in places]
    sheets.outline((entry.depth, entry.title, places[entry.id][0], places[entry.id][2]) for entry in found)
    if found:
        sheets.catalog("PageMode", b"/UseOutlines")
