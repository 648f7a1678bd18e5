"""An edition's pages: the report set, the pages filled, and only then the front matter that names them.

Pages of the body count from 1 whatever stands before them, so that contents can be set once, when the body is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from converter.edition import Edition
from converter.labels import numeral
from converter.typeset import front
from converter.typeset.area import Area, bordered, reopened, tops
from converter.typeset.blocks import Blocks
from converter.typeset.headings import Entry, entries
from converter.typeset.mirror import mirrored
from converter.typeset.pages import BoxPart, Furniture, Page, PageBreak, Pages, Placed, Position
from converter.typeset.place import Sheet, fill
from converter.typeset.running import Running, Values, sections
from converter.typeset.runs import manner
from converter.typeset.setter import Setter, setter
from converter.typeset.slugs import Case, Rule, Slug


def compose(edition: Edition) -> Pages:
    """The placed pages. Raises Refused (character-missing, face-missing)."""
    at_work = setter(edition)
    area = _area(at_work)
    sheets = list(fill(area))
    bare = [_page(at_work, area, sheet, str(number)) for number, sheet in enumerate(sheets, 1)]
    begun, headings = _begun(bare), entries(edition.report)
    front_pages = _front(at_work, headings, begun)
    dressed_front, dressed_body = _with_running(at_work, front_pages, bare, sections(headings, begun, len(bare)))
    at_work.finish()
    size = edition.style.page
    before = len(front_pages)
    positions = {node: Position(before + found.page, found.x, found.y) for node, found in begun.items()}
    return Pages(size.width, size.height, dressed_front, dressed_body, _breaks(area.slugs, sheets), positions)


def _area(at_work: Setter) -> Area:
    """The body's slugs and notes; a note that nothing calls stands with the end of the report."""
    blocks = Blocks(at_work)
    slugs = blocks.content(at_work.edition.report.content, at_work.column(at_work.edition.style.roles.body))
    slugs = slugs or [Slug(0.0)]
    notes = blocks.notes()
    uncalled = tuple(note for note in notes if note not in at_work.called)
    slugs[-1] = replace(slugs[-1], calls=slugs[-1].calls + uncalled)
    return _area_of(at_work, slugs, notes)


def _area_of(at_work: Setter, slugs: Sequence[Slug], notes: Mapping[str, Sequence[Slug]]) -> Area:
    style = at_work.edition.style
    box, width = style.box, at_work.area[0]
    if at_work.backward:
        slugs = mirrored(slugs, 0.0, width)
        notes = {note: mirrored(held, 0.0, width) for note, held in notes.items()}
    return Area(
        slugs, notes, at_work.area[1], style.notes.before, box.padding, box.before, box.after, at_work.called
    )  # fmt: skip


# Pages


def _page(
    at_work: Setter, area: Area, sheet: Sheet, label: str, *, recto: bool | None = None, sink: float = 0.0
) -> Page:
    """A sheet in its place on paper; the inner margin is on the side of the spine.

    Odd numbers stand on right-hand pages, or on left-hand ones where the report runs from right to left.
    """
    size = at_work.edition.style.page
    odd = int(label) % 2 == 1 if recto is None else recto
    left = size.inner if odd != at_work.backward else size.outer
    slugs = (*sheet.heads, *area.slugs[sheet.start : sheet.end])
    above = size.top + sink
    text = tuple([Placed(slug, left, above + top) for slug, top in zip(slugs, sheet.tops, strict=True)])
    notes = tuple(_notes(area, sheet, left, size.height - size.bottom - sheet.foot + area.over_notes))
    overleaf = _overleaf(at_work, left) if any(rest.start for rest in sheet.carried) else ()
    return Page(label, text, notes, _boxes(area, text), _note_rule(at_work, area, notes, left), overleaf)


def _notes(area: Area, sheet: Sheet, left: float, top: float) -> Iterable[Placed]:
    """The notes of a page, one under the other."""
    slugs = [slug for part in sheet.parts for slug in _part(area, part.note, part.start, part.end)]
    return [Placed(slug, left, top + down) for slug, down in zip(slugs, tops(area, slugs), strict=False)]


def _part(area: Area, note: str, start: int, end: int) -> Sequence[Slug]:
    """A part of a note, with what says that it goes on from the page before."""
    return (*reopened(area, area.notes[note], start), *area.notes[note][start:end])


def _note_rule(at_work: Setter, area: Area, notes: Sequence[Placed], left: float) -> tuple[Rule, ...]:
    style = at_work.edition.style.notes
    if not notes or not style.rule:
        return ()
    start = at_work.area[0] - style.rule_length if at_work.backward else 0.0
    return (Rule(left + start, notes[0].y - area.over_notes / 3, style.rule_length, style.rule),)


def _overleaf(at_work: Setter, left: float) -> tuple[Furniture, ...]:
    """That a note goes on on the next page: under the text area, at its far edge, where the margin has room for it."""
    edition, size = at_work.edition, at_work.edition.style.page
    role, language = edition.style.roles.note, edition.report.metadata.language
    if size.bottom - size.foot - edition.style.roles.running.leading < role.leading:
        return ()
    word = edition.words.overleaf
    said = f"（{word}）" if manner(role, language).chinese else f"({word})"
    line = at_work.line(said, role, language, edition.report.metadata.title)
    start = 0.0 if at_work.backward else at_work.area[0] - line.width
    return (Furniture(line, left + start, size.height - size.bottom),)


def _boxes(area: Area, text: Sequence[Placed]) -> tuple[BoxPart, ...]:
    """The frames on a page, outer before inner: each from its first slug here to its last, closed on both ends."""
    framed = [placed for placed in text if placed.slug.frames]
    deepest = max([len(placed.slug.frames) for placed in framed], default=0)
    return (*(part for depth in range(deepest) for part in _boxes_at(area, framed, depth)), *_cases(text))


def _boxes_at(area: Area, framed: Sequence[Placed], depth: int) -> Iterable[BoxPart]:
    bound = [placed for placed in framed if len(placed.slug.frames) > depth and placed.slug.frames[depth].bordered]
    for frame, group in groupby(bound, key=lambda placed: placed.slug.frames[depth]):
        inside = list(group)
        first, last = inside[0], inside[-1]
        top = first.y - area.padding * bordered(first.slug.frames[depth:])
        foot = last.y + last.slug.height + area.padding * bordered(last.slug.frames[depth:])
        yield BoxPart(frame.node, first.x + frame.x, top, frame.width, foot - top)


def _cases(text: Sequence[Placed]) -> Iterable[BoxPart]:
    """The frames of boxes in cells."""
    found: dict[str, list[tuple[Placed, Case]]] = {}
    for placed in text:
        for case in placed.slug.cases:
            found.setdefault(case.frame.node, []).append((placed, case))
    for node, parts in found.items():
        (first, opening), (last, closing) = parts[0], parts[-1]
        top, foot = first.y + opening.above, last.y + last.slug.height - closing.below
        yield BoxPart(node, first.x + opening.frame.x, top, opening.frame.width, foot - top)


# Front matter


def _front(at_work: Setter, headings: Sequence[Entry], begun: Mapping[str, Position]) -> list[Page]:
    """Title page, imprint at the foot of its back, and contents."""
    contents = front.contents(at_work, headings, lambda node: str(begun[node].page + 1) if node in begun else "")
    parts = ((front.title_page(at_work), False), (front.imprint(at_work), True), (contents, False))
    out: list[Page] = []
    for slugs, sunk in parts:
        area = _area_of(at_work, slugs, {})
        for sheet in fill(area):
            number = len(out) + 1
            sink = area.height - sheet.depth if sunk else 0.0
            out.append(_page(at_work, area, sheet, _roman(number), recto=number % 2 == 1, sink=sink))
    return out


def _roman(number: int) -> str:
    return numeral("roman", number) or str(number)


def _with_running(
    at_work: Setter, front_pages: Sequence[Page], body: Sequence[Page], named: Sequence[str]
) -> tuple[tuple[Page, ...], tuple[Page, ...]]:
    """The pages with heads and feet, the body's with a section named for each; title page and imprint have none."""
    metadata, style = at_work.edition.report.metadata, at_work.edition.style.running
    running = Running(at_work)
    blank = Values(metadata.symbol or "", metadata.title, "", "", str(len(body)))

    def dressed(page: Page, section: str, *, recto: bool, numbered: bool) -> Page:
        head, foot = (style.right_head, style.right_foot) if recto else (style.left_head, style.left_foot)
        if not numbered:
            head, foot = style.front_head, style.front_foot
        left = page.text[0].x if page.text else page.notes[0].x
        return running.dressed(page, head, foot, replace(blank, section=section, page=page.label), left)

    dressed_front = tuple(
        dressed(page, at_work.edition.words.contents, recto=place % 2 == 0, numbered=False) if _lists(page) else page
        for place, page in enumerate(front_pages)
    )
    dressed_body = tuple(
        dressed(page, section, recto=place % 2 == 0, numbered=True)
        for place, (page, section) in enumerate(zip(body, named, strict=True))
    )
    return dressed_front, dressed_body


def _lists(page: Page) -> bool:
    """Whether a page of the front matter holds contents."""
    return any(piece.passage.node.startswith(front.CONTENTS) for placed in page.text for piece in placed.slug.pieces)


# What others ask of pages


def _breaks(slugs: Sequence[Slug], sheets: Sequence[Sheet]) -> tuple[PageBreak, ...]:
    return tuple(_break(slugs[min(sheet.start, len(slugs) - 1)], str(number)) for number, sheet in enumerate(sheets, 1))


def _break(slug: Slug, label: str) -> PageBreak:
    """Where a page begins that begins with this slug."""
    if slug.ids:
        return PageBreak(label, slug.ids[0], 0)
    if not slug.pieces:
        return PageBreak(label, slug.pictures[0].node if slug.pictures else "", 0)
    last = slug.pieces[-1]
    offset = last.line.atoms.offset(last.line.start) if last.passage.part == "text" else 0
    return PageBreak(label, last.passage.node, offset)


def _begun(body: Sequence[Page]) -> dict[str, Position]:
    """Where each node begins, with pages counted in the body alone: no node begins in the front matter."""
    return {
        node: Position(number, placed.x, placed.y)
        for number, page in enumerate(body)
        for placed in (*page.text, *page.notes)
        for node in placed.slug.ids
    }
