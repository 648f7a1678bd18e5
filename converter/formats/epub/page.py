"""A leaf as an XHTML page: its divisions, and after them its notes.

    <section epub:type="chapter" role="doc-chapter" id="div-2" aria-labelledby="div-2-heading">
    <h1 id="div-2-heading"><span class="label" data-labels="this">第一章</span> 導言</h1>
    <p class="numbered" id="par-47">…</p>
    </section>
    <section epub:type="footnotes" class="notes" aria-label="註釋">
    <aside epub:type="footnote" role="doc-footnote" id="note-1" data-printed="[1]">
      <p id="note-1-p-1"><a role="doc-backlink" href="#note-1-call-1" aria-label="返回正文 1">1</a> …</p></aside>
    </section>

Blocks of a division that stand on a page of their own, after its sections or because there are so many of them:
`<section data-within="div-2">…</section>`.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from converter.formats.epub.blocks import breaks_before, heading, led, set_block
from converter.formats.epub.inline import Setting
from converter.formats.epub.markup import Attributes, document, element, spoken
from converter.formats.epub.names import COPY, LABELS, LEVEL, PLACE, PRINTED, WITHIN, label_attributes
from converter.formats.epub.split import Leaf, Standing
from converter.model import Block, Division
from converter.xmltext import escape


def page(leaf: Leaf, title: str, setting: Setting, language: str) -> str:
    """The whole page of a leaf: its text, then its notes, which speak the report's language unless they say more."""
    text = _content(leaf.content, setting, leaf.level)
    if leaf.within and not isinstance(leaf.content[0], Division):
        text = element("section", {WITHIN: leaf.within.id}, text)
    around = {} if leaf.language == language else spoken(language, directed=setting.directed)
    return document(title, leaf.language, text + _notes(leaf.notes, setting, leaf.level, around), kind="bodymatter")


# Divisions


def _content(content: Iterable[Division | Block], setting: Setting, level: int) -> str:
    return "\n".join(
        _division(node, setting, level) if isinstance(node, Division) else set_block(node, setting, level)
        for node in content
    )


def _division(division: Division, setting: Setting, level: int) -> str:
    """A division; the level of its heading is its depth in the book, so that no level is skipped."""
    chapter = level == 1
    attributes = {
        "epub:type": "chapter" if chapter else None,
        "role": "doc-chapter" if chapter else None,
        "id": division.id,
        "aria-labelledby": f"{division.id}-heading" if chapter else None,
        LEVEL: None if division.level == level else str(division.level),
    }
    attributes |= spoken(division.language, directed=setting.directed)
    head = heading(division.id, division.label, division.heading, setting, level)
    content = _content(division.content, setting, level + 1)
    return element("section", attributes, f"{breaks_before(division.id, setting)}\n{head}\n{content}\n")


# Notes


def _notes(notes: tuple[Standing, ...], setting: Setting, level: int, around: Attributes) -> str:
    if not notes:
        return ""
    attributes = {"epub:type": "footnotes", "class": "notes", "aria-label": setting.words.notes} | dict(around)
    content = "\n".join(_note(standing, replace(setting, suffix=standing.suffix), level) for standing in notes)
    return "\n" + element("section", attributes, f"\n{content}\n")


def _note(standing: Standing, setting: Setting, level: int) -> str:
    """A note under its mark, which leads back to its call. One that is never called is no pop-up, but plain text."""
    note, words = standing.note, setting.words
    mark = escape(setting.marks[note.id])
    known = _known(standing, setting)
    if not standing.calls:
        lead = element("span", {"class": "label", LABELS: "note"}, mark)
        return element("div", {"class": "note"} | known, led(note.content, lead, setting, level))
    lead, *others = (_back(standing, number, setting) for number in standing.calls)
    content = breaks_before(note.id, setting) + led(note.content, lead, setting, level)
    if others:
        content += element("p", {"class": "back"}, escape(words.back + words.colon) + " ".join(others))
    return element("aside", {"epub:type": "footnote", "role": "doc-footnote"} | known, content)


def _known(standing: Standing, setting: Setting) -> dict[str, str | None]:
    """What is known of a note besides its words: id, language, printed label, and of what it is a copy."""
    note = standing.note
    said: dict[str, str | None] = {
        "id": setting.identity(note.id),
        COPY: note.id if standing.suffix else None,
        PLACE: None if standing.place is None else str(standing.place),
        PRINTED: None if setting.marks[note.id] == note.label.printed else note.label.printed,
    }
    return said | label_attributes(note.label) | spoken(note.language, directed=setting.directed)


def _back(standing: Standing, number: int, setting: Setting) -> str:
    """The way back to one call: from the note's mark to the first, from the calls' numbers to the others."""
    note = standing.note.id
    shown = setting.marks[note] if number == standing.calls[0] else str(number)
    attributes = {
        "role": "doc-backlink",
        "href": f"#{note}-call-{number}",
        "aria-label": f"{setting.words.back} {shown}",
    }
    return element("a", attributes, escape(shown))
