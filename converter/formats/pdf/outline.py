"""The outline, which viewers show beside the pages.

    <</Type/Outlines/First 20 0 R/Last 41 0 R/Count 22>>
    <</Title(…)/Parent 19 0 R/Prev 20 0 R/Next 33 0 R/First 22 0 R/Last 32 0 R/Count -11/Dest[7 0 R/XYZ 0 640.2 0]>>

ISO 32000-1, 12.3.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from converter.formats.pdf.syntax import string


class Entry(Struct, eq=False):
    """An entry: its level (any first number), its title, and the page index and height that it leads to."""

    level: int
    title: str
    page: int
    y: float
    parent: Entry | None = None
    kids: list[Entry] = field(default_factory=list)
    before: Entry | None = None
    after: Entry | None = None
    number: int = 0


def nested(entries: Iterable[tuple[int, str, int, float]]) -> list[Entry]:
    """The root, and the entries under it in document order; gaps between levels are closed."""
    made = [Entry(-1, "", 0, 0.0)]
    above = made[:]
    for level, title, page, y in entries:
        while len(above) > 1 and above[-1].level >= level:
            above.pop()
        parent = above[-1]
        entry = Entry(level, title, page, y, parent, before=parent.kids[-1] if parent.kids else None)
        if entry.before:
            entry.before.after = entry
        parent.kids.append(entry)
        above.append(entry)
        made.append(entry)
    return made


def formatted(entry: Entry, pages: Sequence[int]) -> bytes:
    """An entry's object, when all have their numbers; `pages` are the object numbers of the pages."""
    kids = entry.kids
    inside = b"/First %d 0 R/Last %d 0 R" % (kids[0].number, kids[-1].number) if kids else b""
    if entry.parent is None:
        return b"<</Type/Outlines%s/Count %d>>" % (inside, len(kids))
    return b"<</Title%s/Parent %d 0 R%s%s%s%s/Dest[%d 0 R/XYZ 0 %.2f 0]>>" % (
        string(entry.title),
        entry.parent.number,
        b"/Prev %d 0 R" % entry.before.number if entry.before else b"",
        b"/Next %d 0 R" % entry.after.number if entry.after else b"",
        inside,
        b"/Count %d" % -len(kids) if kids else b"",
        pages[entry.page],
        entry.y,
    )
