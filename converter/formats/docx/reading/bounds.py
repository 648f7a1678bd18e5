"""What bookmarks enclose: counted in paragraphs, since Word moves their ends about within and between them.

    <w:bookmarkStart w:id="4" w:name="par_2_list"/>  …three paragraphs…  <w:bookmarkEnd w:id="4"/>   ->   2 to 4

An end that stands before the first word and the first beginning in a paragraph belongs to the paragraph before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from msgspec import Struct, field

from converter.formats.docx.structure import Fact

TABLES = ("box", "table")


class Bound(Struct):
    """A container's bookmark: its name, what is known of it, and its first and its last paragraph."""

    name: str
    fact: Fact
    first: int
    last: int


class Spanned(Protocol):
    """What stands in a row: the paragraphs that it takes, both ends included."""

    first: int
    last: int

    @property
    def is_table(self) -> bool:
        """Whether it is a table, which a bookmark inside it may be about."""


Entry = TypeVar("Entry", bound=Spanned)


class Group(Struct):
    """What one container holds."""

    bound: Bound
    entries: Sequence[Any] = field(default_factory=list)


def grouped(entries: Sequence[Entry], bounds: Sequence[Bound]) -> list[Entry | Group]:
    """The entries of a row within the containers that enclose them; `bounds` in the order of their beginnings.

    A bound that begins inside a table of the row belongs to that table's cells and is left alone, unless it stands
    before the mark of the table itself. One that crosses another is cut to what it shares with it.
    """
    at, ahead = 0, 0
    out: list[Entry | Group] = []
    while at < len(entries):
        entry = entries[at]
        while ahead < len(bounds) and bounds[ahead].first < entry.first:
            ahead += 1
        end = ahead
        while end < len(bounds) and bounds[end].first <= entry.last:
            end += 1
        here = _outer(entry, bounds[ahead:end])
        if not here:
            out.append(entry)
            at, ahead = at + 1, end
            continue
        stop = at + 1
        while stop < len(entries) and entries[stop].last <= here[0].last:
            stop += 1
        if here[0].fact.kind in TABLES:
            out.append(Group(here[0], entries[at:stop]))
            at, ahead = stop, end
            continue
        until = ahead + 1
        while until < len(bounds) and bounds[until].first <= entries[stop - 1].last:
            until += 1
        out.append(Group(here[0], grouped(entries[at:stop], bounds[ahead + 1 : until])))
        at, ahead = stop, until
    return out


def _outer(entry: Spanned, here: Sequence[Bound]) -> list[Bound]:
    """Those of the bounds that begin with an entry and are not of what stands inside it."""
    first = [bound for bound in here if bound.first == entry.first]
    if not entry.is_table:
        return first
    own = next((at for at, bound in enumerate(first) if bound.fact.kind in TABLES), None)
    if own is not None:
        return first[: own + 1]
    return [bound for bound in first if bound.last > entry.last]
