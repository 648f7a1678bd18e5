"""What pages show beside the report's text: running heads and feet, what is said again, and what cannot be seen.

    /Artifact<</Type/Pagination/Subtype/Header>>BDC (X/1/Add.2) Tj EMC     the symbol, the title, a heading, a number
    /Artifact BMC (. . . .) Tj EMC     /Artifact BMC (Box 1 (continued)) Tj EMC

A style may put words of its own into heads and feet; they are the same on other pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pikepdf

from converter.diagnostics import Diagnostic
from converter.formats.pdf.reading.agree.facts import Facts, shown
from converter.formats.pdf.reading.agree.told import contradiction, quoted, squeezed, unlike
from converter.formats.pdf.reading.content import Marked
from converter.labels import mark
from converter.model import Box, Label, Table
from converter.walk import nodes, plain

_SECTIONS = 2
"""The deepest level that running heads name."""
_GOES_ON = re.compile(r"[(（][^()（）\d]{1,40}[)）]\Z")
"""That something goes on from the page before, in a word of the edition."""


def seen(facts: Facts) -> Iterator[Diagnostic]:
    """Text that cannot be seen, text that stands for other text, and what else could deceive the eye."""
    for number, page in enumerate(facts.structure.pages, 1):
        for how, count in Counter(page.odd).items():
            times = f", {count} times" if count > 1 else ""
            yield contradiction(f"page {number} {how}{times}: what is seen may not be what is read")
        reasons = dict.fromkeys(why for why, _ in page.hidden)
        for why in reasons:
            text = "".join(text for other, text in page.hidden if other == why)
            yield contradiction(f"page {number} holds text that is {why}: {quoted(text)}")
        for actual, held in page.replaced:
            if actual != "".join(held.text):
                yield unlike(f"/ActualText on page {number}", actual, "its glyphs read", "".join(held.text))
    yield from _tags(facts)


def fonts(facts: Facts) -> Iterator[Diagnostic]:
    """The fonts: a code is the number of a glyph, and nothing comes between."""
    found = (page.obj.get("/Resources") for page in facts.pdf.pages)
    held = (each.get("/Font") for each in found if isinstance(each, pikepdf.Dictionary))
    known = {
        font.objgen: font
        for each in held
        if isinstance(each, pikepdf.Dictionary)
        for font in each.values()
        if isinstance(font, pikepdf.Dictionary)
    }
    for font in known.values():
        encoding = font.get("/Encoding")
        if encoding != pikepdf.Name("/Identity-H"):
            yield contradiction(f"a font shows other glyphs for its codes than it says: by {quoted(str(encoding))}")


def _tags(facts: Facts) -> Iterator[Diagnostic]:
    """The tags of marked content against the kinds of its elements, and images that are no figures."""
    for node in facts.structure.nodes:
        for held in node.kids:
            if isinstance(held, Marked) and held.page is not None:
                if held.tag != node.kind:
                    yield unlike(f"a tag on page {held.page + 1}", held.tag, "its element is", node.kind, node.id)
                if len(held.images) > (node.kind == "Figure"):
                    yield contradiction(f"page {held.page + 1} shows an image that is no figure", node.id)
    for number, page in enumerate(facts.structure.pages, 1):
        if any(held.images for held in (page.loose, *page.furniture)):
            yield contradiction(f"page {number} shows an image that is no figure")


# Running heads and feet, and what is said again


class _Page(NamedTuple):
    """A page's own values: its number, and the heading that stands over it."""

    number: str
    section: str


def furniture(facts: Facts) -> Iterator[Diagnostic]:
    """The text of artifacts: nothing but what the report says, on the page where it says so."""
    pages = _values(facts)
    running = [
        (index, text)
        for index, page in enumerate(facts.structure.pages)
        for text in _texts(page.furniture, running=True)
    ]
    if pages and facts.worded:
        yield from _running(facts, pages, running)
    again = [squeezed(text) for text in _again(facts)]
    for number, page in enumerate(facts.structure.pages, 1):
        for text in _texts(page.furniture, running=False) if facts.worded else ():
            said = _GOES_ON.sub("", squeezed(text))
            if any(map(str.isalnum, said)) and not any(said in other for other in again):
                yield contradiction(f"page {number} shows {quoted(text)}, which is no part of the report")


def _texts(held: Sequence[Marked], *, running: bool) -> Iterator[str]:
    return (text for each in held if bool(each.tag) == running and (text := "".join(each.text).strip()))


def _values(facts: Facts) -> list[_Page]:
    """The number of every page, and the last heading of the upper levels that has begun by its end."""
    if facts.labels is None:
        return []
    upper = (heading for heading in facts.headings if heading.level <= _SECTIONS)
    begun = {facts.destinations[heading.id]: heading.title for heading in upper if heading.id in facts.destinations}
    named = "".join(shown(title) for front in facts.front for title in front.nodes("H1"))
    out: list[_Page] = []
    section = ""
    front = next(index for index, label in enumerate(facts.labels) if label == "1")
    for index, number in enumerate(facts.labels):
        section = begun.get(index, section)
        out.append(_Page(number, named if index < front else section))
    return out


def _running(facts: Facts, pages: list[_Page], running: list[tuple[int, str]]) -> Iterator[Diagnostic]:
    """Heads and feet: made of the values alone, or with other words that another page shows in the same way."""
    said = facts.report.metadata
    forms = [_forms(text, pages[index]) for index, text in running]
    usual = Counter(each[0] for each in forms)
    for (index, text), found in zip(running, forms, strict=True):
        values = [said.symbol or "", said.title, *pages[index]]
        usual[found[0]] -= 1
        if not (any(usual[form] for form in found) or _made_of(text, values)):
            yield contradiction(f"the head or foot of page {pages[index].number} reads {quoted(text)}, "
                                "which is no part of the report")  # fmt: skip
        usual[found[0]] += 1


def _forms(text: str, page: _Page) -> list[str]:
    """A line with names in place of its page's values: of all of them, then of the page's number once only."""
    held = text.replace(page.section, "{section}") if page.section else text
    number = re.compile(rf"(?<!\w){re.escape(page.number)}(?!\w)")
    found = [number.sub("{page}", held)]
    return found + [held[: at.start()] + "{page}" + held[at.end() :] for at in number.finditer(held)]


def _made_of(text: str, values: Sequence[str]) -> bool:
    """Whether a line is values, and signs between them; the last value may be cut short."""
    text, cut = squeezed(text), text.endswith("…")
    parts = sorted({squeezed(value) for value in values} - {""}, key=len, reverse=True)
    reached = {0}
    for at in range(len(text)):
        if at not in reached:
            continue
        reached |= {at + len(part) for part in parts if text.startswith(part, at)}
        if not text[at].isalnum():
            reached.add(at + 1)
        if cut and any(part.startswith(text[at:-1]) for part in parts):
            return True
    return len(text) in reached


def _again(facts: Facts) -> Iterator[str]:
    """What is said again where it goes on: labels and titles of boxes and tables, heads of tables, marks of notes."""
    for node in nodes(facts.report):
        if isinstance(node, Box | Table):
            yield _name(node.label, plain(node.title if isinstance(node, Box) else node.caption))
    yield from (mark(note.label) for note in facts.report.notes)
    yield from (shown(node) for node in facts.structure.nodes if node.kind == "TH")


def _name(label: Label | None, title: str) -> str:
    return label.printed.rstrip(" .:：") if label else title
