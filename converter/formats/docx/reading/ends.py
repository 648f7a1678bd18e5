"""Loose ends in a document of ours: what is named and is not there, and what begins and does not end.

    <w:bookmarkStart w:id="7" …/> without its end      <w:headerReference r:id="rId9"/> without its part

Word repairs some of these in silence, and shows something else than what the report says.
"""

from __future__ import annotations

from collections import Counter

from converter.formats.docx.markup import Element, R, W
from converter.formats.docx.reading.shared import Shared, short

_W = "{" + W + "}"
_REFERENCES = {f"{_W}headerReference": "header", f"{_W}footerReference": "footer"}


def unpaired(shared: Shared, root: Element, part: str) -> None:
    """Tell the first bookmark of a part that has no end, and the first end that has no bookmark. 17.13.6.

    LibreOffice begins a bookmark anew in each of its paragraphs, and ends the last: one that ends once is whole.
    """
    starts = [(each.get(f"{_W}id", ""), each.get(f"{_W}name", "")) for each in root.iter(f"{_W}bookmarkStart")]
    ends = Counter(each.get(f"{_W}id", "") for each in root.iter(f"{_W}bookmarkEnd"))
    begun = Counter(id for id, _ in starts)
    whole = {name for id, name in starts if begun[id] == ends[id] == 1}
    open_end = next((name for _, name in starts if name not in whole), None)
    if open_end is not None:
        shared.contradict(f"the bookmark {open_end} does not end where it says", part=part)
    elif stray := list(ends - begun):
        shared.contradict(f"the bookmark number {stray[0]} ends and does not begin", part=part)


def unfound(shared: Shared, body: Element) -> None:
    """Tell the heads, feet and styles that are named and are not there, and tables that nothing keeps apart."""
    parts = shared.parts
    relations = parts.relations(parts.main)
    for reference in body.iter(*_REFERENCES):
        found = relations.get(reference.get(f"{{{R}}}id", ""))
        if found is None or found.kind != _REFERENCES[str(reference.tag)] or found.target not in parts.members:
            parts.lose(parts.main, f"a {_REFERENCES[str(reference.tag)]} of pages, which is not in the package")
    for (kind, style), place in shared.missing.items():
        parts.lose(parts.main, f"the {kind} style {style}, which is named here and is not there", place)
    for place in shared.touching:
        shared.contradict("two tables or boxes touch, which Word shows as one", place)


def unlike(shared: Shared) -> None:
    """Tell the styles and titles that say one thing by their name and another by what is in them."""
    for look in shared.looks.by_id.values():
        if look.named_level and look.outline is not None and look.outline + 1 != look.named_level:
            level = look.outline + 1
            shared.contradict(
                f"the style {look.name!r} is a heading by its name, and one of level {level} by its outline"
            )
    for style, num, level in shared.lists.linked():
        own, at, _ = shared.looks.number(style)
        if own is None or shared.lists.abstract(own) != num or (at or 0) != level:
            shared.contradict(f"a list counts the style {style!r}, which does not name that list")
    for name, title in shared.titles.items():
        fact = shared.structure.facts.get(name) if shared.structure else None
        if fact and fact.reason and not _titled(title, fact.reason):
            shared.contradict(f"the title of a control reads {short(title)}, and the structure {short(fact.reason)}")


def _titled(title: str, reason: str) -> bool:
    """Whether a title ends as the reason does; one of 64 characters was cut off."""
    return title.endswith(reason) or (len(title) >= 64 and title[-8:] in reason)
