"""Pages filled with slugs, first fit: one function both tries and places, and every state of a page is a new value.

    text area   what is opened again from the page before: a box's title, a table's heads
                slugs from there, no page ending where a slug forbids it
                (blank)
    foot        the notes that are called on this page, begun here, after those carried over from the page before

A page is tried slug by slug, and as far as they need nothing but room by their heights alone. Wherever it might end,
its state is remembered; when nothing more fits, the last such state is the page. A note that does not fit whole is
parted, and carried to the foot of the next page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.typeset.area import Area, bound, height, least, outside, padding, reopened, space, tops
from converter.typeset.slugs import Slug

_CARRIED_AT_MOST = 0.75
"""The share of a page that notes carried over may fill, so that text goes on above them."""
_CARRIED_AT_LEAST = 0.5
"""The share that they fill at least, before what is opened again gives way to them."""
_EPSILON = 0.01


class Rest(Struct, frozen=True, gc=False):
    """What is left of a note: its slugs from `start` on."""

    note: str
    start: int = 0


class Part(Struct, frozen=True, gc=False):
    """The slugs of a note that stand on a page."""

    note: str
    start: int
    end: int


class Sheet(Struct, frozen=True, gc=False):
    """A page filled: the slugs `start` to `end`, parts of notes, and what is carried to the next page.

    `heads` stand above the slugs, and open again what goes on from the page before; `tops` are theirs and the slugs'.
    `depth` is what they take from the top, `foot` what the notes take from below, in points.
    """

    start: int
    end: int
    tops: tuple[float, ...]
    depth: float
    foot: float
    parts: tuple[Part, ...]
    carried: tuple[Rest, ...]
    heads: tuple[Slug, ...] = ()


def fill(area: Area) -> Iterator[Sheet]:
    """The pages, until every slug and every note has its place."""
    start, carried = 0, tuple[Rest, ...]()
    while start < len(area.slugs) or carried:
        sheet = _fill(area, start, carried, _CARRIED_AT_MOST)
        if carried and sheet.carried:
            sheet = _fuller(area, sheet, carried)
        yield sheet
        start, carried = sheet.end, sheet.carried


def _fuller(area: Area, sheet: Sheet, carried: tuple[Rest, ...]) -> Sheet:
    """The page with as much of the notes carried over as there is room for under the same text."""
    fuller = _fill(area, sheet.start, carried, 1.0 - sheet.depth / area.height if sheet.end > sheet.start else 1.0)
    return fuller if fuller.end == sheet.end else sheet


def _fill(area: Area, start: int, carried: tuple[Rest, ...], share: float, *, again: bool = True) -> Sheet:
    """One page from the slug `start` on, after the notes that were carried over."""
    ends = _with_carried(area, Sheet(start, start, (), 0.0, 0.0, (), ()), carried, area.height * share)
    sheet = _with_heads(area, ends) if again and start < len(area.slugs) else ends
    tops = list(sheet.tops)
    while sheet.end < len(area.slugs):
        slug = area.slugs[sheet.end]
        if sheet.end > start and (slug.fresh or not bound(area.slugs, sheet.end)):
            ends = sheet
            if slug.fresh:
                return _topped(ends, tops)
        tried = _with_slug(area, sheet)
        if tried is None and sheet.heads and ends.end == start:
            gives_way = bool(carried) and share > _CARRIED_AT_LEAST
            return _fill(area, start, carried, _CARRIED_AT_LEAST if gives_way else share, again=gives_way)
        if tried is None:
            return _ended(area, ends, sheet, tops, carried)
        tops.append(tried.depth - slug.height)
        sheet, ends, more = _with_plain(area, tried, ends)
        tops += more
    return _topped(sheet, tops)


def _ended(area: Area, ends: Sheet, largest: Sheet, tops: Sequence[float], carried: tuple[Rest, ...]) -> Sheet:
    """The page when no more fits: where it may end, and be it with notes alone; else as full as it is, or overfull."""
    if carried or ends.end > ends.start:
        return _topped(ends, tops)
    return _topped(largest, tops) if largest.end > largest.start else _forced(area, largest.start)


def _topped(sheet: Sheet, tops: Sequence[float]) -> Sheet:
    """The page with the tops of its own slugs, which are the first of these."""
    return replace(sheet, tops=tuple(tops[: len(sheet.heads) + sheet.end - sheet.start]))


def _forced(area: Area, start: int) -> Sheet:
    """A page of one slug that fits no page: its notes begin wherever there is room for them."""
    slug = area.slugs[start]
    over, under = outside(slug)
    top = padding(area, slug) + over
    waiting = tuple(Rest(call) for call in slug.calls)
    sheet = Sheet(start, start + 1, (top,), top + slug.height, 0.0, (), ())
    return _with_carried(area, sheet, waiting, area.height - sheet.depth - under - padding(area, slug))


def _with_heads(area: Area, sheet: Sheet) -> Sheet:
    """The page with what is opened again at its top, if there is room for it."""
    heads = reopened(area, area.slugs, sheet.start)
    if not heads:
        return sheet
    down = [padding(area, heads[0]) + top for top in tops(area, heads)]
    return replace(sheet, heads=heads, tops=tuple(down), depth=down[-1] + heads[-1].height)


def _with_slug(area: Area, sheet: Sheet) -> Sheet | None:
    """The page with one more slug and the beginnings of the notes it calls, None when they do not fit."""
    index = sheet.end
    slug = area.slugs[index]
    over, under = outside(slug) if slug.cases else (0.0, 0.0)
    if index == sheet.start:
        above = over + (space(area, sheet.heads[-1], slug) if sheet.heads else padding(area, slug))
    else:
        above = space(area, area.slugs[index - 1], slug)
    depth = sheet.depth + above + slug.height
    room = area.height - depth - padding(area, slug) - under + _EPSILON
    if sheet.foot > room:
        return None
    tried = replace(sheet, end=index + 1, depth=depth)
    if not slug.calls:
        return tried
    kept = _with_notes(area, tried, slug.calls, room - _held(area, index))
    return kept or _with_notes(area, tried, slug.calls, room)


def _with_plain(area: Area, sheet: Sheet, ends: Sheet) -> tuple[Sheet, Sheet, list[float]]:
    """The page with the slugs after its last that need nothing but room, where it may end, and the tops of those slugs.

    They stand in the same boxes, call no notes and begin no page. The page might end at `ends` before.
    """
    slugs, end, depth = area.slugs, sheet.end, sheet.depth
    upper, count = slugs[end - 1], len(slugs)
    room = area.height - sheet.foot - padding(area, upper) + _EPSILON
    last, high = 0, 0.0  # no page ends before the slug 0
    tops: list[float] = []
    while end < count:
        slug = slugs[end]
        below = depth + max(upper.after, slug.before) + slug.height
        if below > room or slug.calls or slug.cases or slug.fresh or slug.frames != upper.frames:
            break
        if not (slug.bond or upper.keep):
            last, high = end, depth
        tops.append(below - slug.height)
        upper, end, depth = slug, end + 1, below
    if last:
        ends = replace(sheet, end=last, depth=high)
    return replace(sheet, end=end, depth=depth), ends, tops


def _held(area: Area, index: int) -> float:
    """The height of what may not be parted from a slug and follows it, which its notes must leave room for."""
    held, at = 0.0, index + 1
    while at < len(area.slugs) and held < area.height and bound(area.slugs, at):
        slug = area.slugs[at]
        held += slug.height + space(area, area.slugs[at - 1], slug)
        held += sum(least(area.notes[call]) for call in slug.calls)
        at += 1
    return held


# Notes


def _with_notes(area: Area, sheet: Sheet, calls: tuple[str, ...], room: float) -> Sheet | None:
    """The page with the notes called by its last slug, each begun here; None when one cannot begin.

    Notes that are read after one of these and were begun on this page already are begun again, after it.
    """
    begun = [part.note for part in sheet.parts if part.start == 0]
    if begun and area.rank(calls[0]) < max(map(area.rank, begun)):
        sheet, calls = _without(area, sheet, begun), tuple(sorted((*begun, *calls), key=area.rank))
    if sheet.carried:
        return None
    later = [least(area.notes[call]) for call in calls]
    for place, call in enumerate(calls):
        own = room - sum(later[place + 1 :])
        end = _part(area, call, 0, own - sheet.foot - (0.0 if sheet.parts else area.over_notes))
        if end == 0:
            return None
        sheet = _with_part(area, sheet, Rest(call), end)
    return sheet


def _without(area: Area, sheet: Sheet, notes: Collection[str]) -> Sheet:
    """The page without these notes."""
    left = tuple(rest for rest in sheet.carried if rest.note not in notes)
    bare = replace(sheet, foot=0.0, parts=(), carried=())
    for part in sheet.parts:
        if part.note not in notes:
            bare = _with_part(area, bare, Rest(part.note, part.start), part.end)
    return replace(bare, carried=left)


def _with_carried(area: Area, sheet: Sheet, carried: tuple[Rest, ...], room: float) -> Sheet:
    """The page with as much of these notes as there is room for; the rest is carried on."""
    for place, rest in enumerate(carried):
        left = room - sheet.foot - (0.0 if sheet.parts else area.over_notes)
        end = _part(area, rest.note, rest.start, left)
        if end == rest.start and not sheet.parts and room >= area.height:
            end += 1
        if end > rest.start:
            sheet = _with_part(area, sheet, rest, end)
        if end < len(area.notes[rest.note]):
            return replace(sheet, carried=(replace(rest, start=end), *carried[place + 1 :]))
    return sheet


def _with_part(area: Area, sheet: Sheet, rest: Rest, end: int) -> Sheet:
    """The page with the slugs of a note up to `end` at its foot."""
    slugs = [*reopened(area, area.notes[rest.note], rest.start), *area.notes[rest.note][rest.start : end]]
    gap = area.over_notes
    if sheet.parts:
        last = sheet.parts[-1]
        gap = space(area, area.notes[last.note][last.end - 1], slugs[0])
    foot = sheet.foot + gap + height(area, slugs)
    carried = (*sheet.carried, Rest(rest.note, end)) if end < len(area.notes[rest.note]) else sheet.carried
    return replace(sheet, foot=foot, parts=(*sheet.parts, Part(rest.note, rest.start, end)), carried=carried)


def _part(area: Area, note: str, start: int, room: float) -> int:
    """How far a note goes from `start` on in this room, ending where it may."""
    slugs, heads = area.notes[note], reopened(area, area.notes[note], start)
    used, best = height(area, heads), start
    upper = heads[-1] if heads else None
    for index in range(start, len(slugs)):
        used += slugs[index].height + (space(area, upper, slugs[index]) if upper else 0.0)
        upper = slugs[index]
        if used > room:
            return best
        if index + 1 == len(slugs) or not bound(slugs, index + 1):
            best = index + 1
    return best
