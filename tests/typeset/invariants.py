"""What holds of every page that was placed; each function gives what breaks its law, and an empty list is well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from converter.edition import Edition
from converter.model import Paragraph
from converter.stylesheet import Role
from converter.typeset.atoms import Atoms
from converter.typeset.lines import Line
from converter.typeset.pages import Page, Pages, Placed
from converter.typeset.slugs import ARTIFACTS, Passage
from converter.walk import nodes
from converter.walk import plain as plain_text

SLACK = 0.02
"""Points that rounding may cost."""


def pieces(placed: Iterable[Placed]) -> Iterator[tuple[Placed, Passage, Line]]:
    for slug in placed:
        for piece in slug.slug.pieces:
            yield slug, piece.passage, piece.line


def all_pieces(pages: Pages) -> Iterator[tuple[Placed, Passage, Line]]:
    for page in pages.all:
        yield from pieces((*page.text, *page.notes))


def not_placed_once(pages: Pages) -> list[str]:
    """Rows of atoms whose lines do not follow each other from the first atom to the last."""
    ranges: dict[Atoms, list[tuple[int, int]]] = defaultdict(list)
    for _, passage, line in all_pieces(pages):
        if passage.part not in ARTIFACTS:
            ranges[line.atoms].append((line.start, line.hang))
    wrong = []
    for atoms, parts in ranges.items():
        starts, ends = [0, *(end for _, end in parts)], [*(start for start, _ in parts), len(atoms.text)]
        if starts != ends:
            wrong.append(atoms.text)
    return wrong


def not_as_in_the_report(edition: Edition) -> list[str]:
    """Ids of paragraphs whose characters on the pages are not those of the report."""
    placed: dict[str, str] = defaultdict(str)
    for _, passage, line in all_pieces(edition.pages):
        if passage.part == "text":
            held = line.atoms.spans(line.start, line.hang)
            kept = (line.atoms.text[start:end] for start, end in held if start not in line.atoms.calls)
            placed[passage.node] += "".join(kept)
    paragraphs = [node for node in nodes(edition.report) if isinstance(node, Paragraph)]
    return [node.id for node in paragraphs if placed[node.id] != plain_text(node.content)]


def calls(page: Page) -> list[str]:
    found = pieces((*page.text, *page.notes))
    return [line.atoms.calls[atom] for _, _, line in found for atom in range(line.start, line.end)
            if atom in line.atoms.calls]  # fmt: skip


def notes_begun(page: Page) -> list[str]:
    return [node for placed in page.notes for node in placed.slug.ids if node.startswith("note-") and "-p-" not in node]


def notes_apart_from_their_calls(pages: Pages) -> list[tuple[str, str]]:
    """Page and note, where a note does not begin on the page of its first call."""
    seen: set[str] = set()
    wrong = []
    for page in pages.body:
        first = [call for call in dict.fromkeys(calls(page)) if call not in seen]
        seen.update(first)
        wrong += [(page.label, note) for note in {*first} ^ {*notes_begun(page)}]
    return wrong


def notes_out_of_order(pages: Pages) -> list[str]:
    """Labels of pages on which notes do not begin in the order of their numbers, where they are numbered so."""
    begun = {page.label: [int(note.removeprefix("note-")) for note in notes_begun(page)] for page in pages.body}
    return [label for label, numbers in begun.items() if numbers != sorted(numbers)]


def over_the_edge(edition: Edition) -> list[tuple[str, str]]:
    """Page and words, where type leaves the text area or text runs into the notes."""
    size, wrong = edition.style.page, []
    for page in edition.pages.all:
        foot = edition.pages.height - size.bottom
        ceiling = min((placed.y for placed in page.notes), default=foot)
        for group, lowest in ((page.text, ceiling), (page.notes, foot)):
            for placed, _, line in pieces(group):
                right = placed.x + line.x + line.width
                inside = size.top - SLACK <= placed.y and placed.y + placed.slug.height <= lowest + SLACK
                across = placed.x - SLACK <= placed.x + line.x and right <= edition.pages.width - size.outer + SLACK
                if not (inside and across):
                    wrong.append((page.label, line.atoms.text[line.start : line.end]))
    return wrong


def lone_lines(pages: Pages) -> list[tuple[str, str]]:
    """Page and node, where one line of a paragraph stands apart from the others."""
    by_page: dict[Atoms, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    names: dict[Atoms, str] = {}
    for page in pages.body:
        for _, passage, line in pieces(page.text):
            if passage.part not in ARTIFACTS:
                by_page[line.atoms][page.label] += 1
                names[line.atoms] = passage.node
    split = {atoms: counts for atoms, counts in by_page.items() if len(counts) > 1}
    return [(label, names[atoms]) for atoms, counts in split.items() for label, count in counts.items() if count == 1]


def headings_at_the_foot(pages: Pages) -> list[str]:
    """Labels of pages that end with a heading, or with a title that belongs to what follows."""
    return [page.label for page in pages.body[:-1] if page.text and page.text[-1].slug.keep]


def boxes_over_the_edge(edition: Edition) -> list[tuple[str, str]]:
    """Page and box, where a frame leaves the text area or does not hold its text."""
    size, wrong = edition.style.page, []
    for page in edition.pages.body:
        for box in page.boxes:
            inside = [placed for placed in page.text if any(f.node == box.node for f in placed.slug.frames)]
            cased = [placed for placed in page.text if any(c.frame.node == box.node for c in placed.slug.cases)]
            held = all(
                box.y <= placed.y and placed.y + placed.slug.height <= box.y + box.height for placed in inside
            )  # fmt: skip
            foot = min((placed.y for placed in page.notes), default=edition.pages.height - size.bottom)
            if not (inside or cased) or not held or box.y < size.top - SLACK or box.y + box.height > foot + SLACK:
                wrong.append((page.label, box.node))
    return wrong


def unmarked_continuations(edition: Edition) -> list[str]:
    """Labels of pages on which a note, a box or a table goes on and does not say so, though there is room for it."""
    wrong = []
    for before, page in pairwise(edition.pages.body):
        for group, above in ((page.text, before.text), (page.notes, before.notes)):
            if not group or not above:
                continue
            upper, lower = above[-1].slug, group[0].slug
            goes_on = {frame.node for frame in upper.frames} & {frame.node for frame in lower.frames}
            if goes_on and {piece.passage.part for piece in lower.pieces} != {"continued"}:
                wrong.append(page.label)
    return wrong


def ragged_edges(edition: Edition, role: Role) -> list[str]:
    """Words of lines of the body that should reach the far edge, the left one of Arabic, and do not."""
    right, wrong = edition.pages.width - edition.style.page.outer, []
    for page in edition.pages.body:
        for placed, passage, line in pieces(page.text):
            if passage.part != "text" or placed.slug.frames or placed.slug.height != role.leading:
                continue
            stretchable = set(line.atoms.kinds[line.start : line.end]) & set("hmsz")
            last = line.hang == len(line.atoms.text) or line.atoms.kinds[line.hang - 1] == "b"
            short = line.x if line.atoms.backward else placed.x + line.x + line.width - right
            if stretchable and not last and abs(short) > SLACK:
                wrong.append(line.atoms.text[line.start : line.end])
    return wrong


def assert_well_placed(edition: Edition) -> None:
    """Every law at once."""
    pages = edition.pages
    assert not_placed_once(pages) == []
    assert not_as_in_the_report(edition) == []
    assert notes_apart_from_their_calls(pages) == []
    assert over_the_edge(edition) == []
    assert lone_lines(pages) == []
    assert headings_at_the_foot(pages) == []
    assert boxes_over_the_edge(edition) == []
    assert unmarked_continuations(edition) == []
    assert ragged_edges(edition, edition.style.roles.body) == []
