"""Pages filled with slugs, first fit: one function both tries and places, and every state of a page is a new value.

    text area   what is opened again from the page before: a box's title, a table's heads
                slugs from there, no page ending where a slug forbids it
                (blank)
    foot        the notes that are called on this page, begun here, after those carried over from the page before

A page is tried slug by slug. Wherever it might end, its state is remembered; when nothing more fits, the last such
state is the page. A note that does not fit whole is parted, and carried to the foot of the next page.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.typeset.slugs import Frame, Slug, common

_CARRIED_AT_MOST = 0.75
"""The share of a page that notes carried over may fill, so that text goes on above them."""
_CARRIED_AT_LEAST = 0.5
"""The share that they fill at least, before what is opened again gives way to them."""
_AGAIN_AT_MOST = 0.35
"""The share of a page that what is opened again may fill; what is higher is not opened again."""
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


class Area(Struct, frozen=True):
    """What pages are filled with, and how high they are."""

    slugs: Sequence[Slug]
    notes: Mapping[str, Sequence[Slug]]
    height: float
    over_notes: float
    """The space between the text and the first note, in which the rule stands."""
    padding: float
    """The space between a box's frame and its text."""
    frame_before: float
    frame_after: float
    ranks: Mapping[str, int] = {}
    """For each note that is called its place in the order of reading; cells side by side call theirs in another."""

    def rank(self, note: str) -> int:
        """A note's place in the order of reading; those that nothing calls are read last."""
        return self.ranks.get(note, len(self.ranks))


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
    for index in range(start, len(area.slugs)):
        slug = area.slugs[index]
        if index > start and (slug.fresh or not _bound(area.slugs, index)):
            ends = sheet
            if slug.fresh:
                return _topped(ends, tops)
        tried = _with_slug(area, sheet, index)
        if tried is None and sheet.heads and ends.end == start:
            gives_way = bool(carried) and share > _CARRIED_AT_LEAST
            return _fill(area, start, carried, _CARRIED_AT_LEAST if gives_way else share, again=gives_way)
        if tried is None:
            return _ended(area, ends, sheet, tops, carried)
        tops.append(tried.depth - slug.height)
        sheet = tried
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
    top = _padding(area, slug) + _outside(slug)[0]
    waiting = tuple(Rest(call) for call in slug.calls)
    sheet = Sheet(start, start + 1, (top,), top + slug.height, 0.0, (), ())
    return _with_carried(area, sheet, waiting, area.height - sheet.depth)


def _with_heads(area: Area, sheet: Sheet) -> Sheet:
    """The page with what is opened again at its top, if there is room for it."""
    heads = reopened(area, area.slugs, sheet.start)
    if not heads:
        return sheet
    down = [_padding(area, heads[0]) + top for top in tops(area, heads)]
    return replace(sheet, heads=heads, tops=tuple(down), depth=down[-1] + heads[-1].height)


def reopened(area: Area, slugs: Sequence[Slug], start: int) -> tuple[Slug, ...]:
    """What opens again the frames that enclose the slugs on both sides of a page's beginning, outer before inner."""
    if not start or not slugs[start].frames:
        return ()
    frames = slugs[start].frames
    both = frames[: common(slugs[start - 1].frames, frames)]
    heads = tuple(
        replace(slug, frames=both[: depth + 1]) for depth, frame in enumerate(both) for slug in frame.again()
    )  # fmt: skip
    return heads if _height(area, heads) <= _AGAIN_AT_MOST * area.height else ()


def _bound(slugs: Sequence[Slug], index: int) -> bool:
    return slugs[index].bond or slugs[index - 1].keep


def _with_slug(area: Area, sheet: Sheet, index: int) -> Sheet | None:
    """The page with one more slug and the beginnings of the notes it calls, None when they do not fit."""
    slug = area.slugs[index]
    over, under = _outside(slug) if slug.cases else (0.0, 0.0)
    if index == sheet.start:
        above = over + (_space(area, sheet.heads[-1], slug) if sheet.heads else _padding(area, slug))
    else:
        above = _space(area, area.slugs[index - 1], slug)
    depth = sheet.depth + above + slug.height
    room = area.height - depth - _padding(area, slug) - under + _EPSILON
    if sheet.foot > room:
        return None
    tried = replace(sheet, end=index + 1, depth=depth)
    if not slug.calls:
        return tried
    kept = _with_notes(area, tried, slug.calls, room - _held(area, index))
    return kept or _with_notes(area, tried, slug.calls, room)


def _held(area: Area, index: int) -> float:
    """The height of what may not be parted from a slug and follows it, which its notes must leave room for."""
    held, at = 0.0, index + 1
    while at < len(area.slugs) and held < area.height and _bound(area.slugs, at):
        slug = area.slugs[at]
        held += slug.height + _space(area, area.slugs[at - 1], slug)
        held += sum(_least(area.notes[call]) for call in slug.calls)
        at += 1
    return held


def _padding(area: Area, slug: Slug) -> float:
    """What a slug's boxes need above it on top of a page, and below it at the foot."""
    return area.padding * bordered(slug.frames) if slug.frames else 0.0


def _outside(slug: Slug) -> tuple[float, float]:
    """How far boxes in cells that go on stand outside a slug, above it on top of a page and below it at the foot."""
    over = max((-case.above for case in slug.cases), default=0.0)
    under = max((-case.below for case in slug.cases), default=0.0)
    return max(over, 0.0), max(under, 0.0)


def bordered(frames: Sequence[Frame]) -> int:
    """How many of these frames have a border, and padding inside it."""
    return sum(frame.bordered for frame in frames)


def _space(area: Area, upper: Slug, lower: Slug) -> float:
    """The space between two slugs on one page."""
    if upper.frames == lower.frames:
        return max(upper.after, lower.before)
    shared = common(upper.frames, lower.frames)
    closed, opened = bordered(upper.frames[shared:]), bordered(lower.frames[shared:])
    after = area.frame_after if closed else upper.after
    before = max(area.frame_before, lower.before) if opened else lower.before
    return area.padding * (closed + opened) + max(after, before)


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
    later = [_least(area.notes[call]) for call in calls]
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
        gap = _space(area, area.notes[last.note][last.end - 1], slugs[0])
    foot = sheet.foot + gap + _height(area, slugs)
    carried = (*sheet.carried, Rest(rest.note, end)) if end < len(area.notes[rest.note]) else sheet.carried
    return replace(sheet, foot=foot, parts=(*sheet.parts, Part(rest.note, rest.start, end)), carried=carried)


def _part(area: Area, note: str, start: int, room: float) -> int:
    """How far a note goes from `start` on in this room, ending where it may."""
    slugs, heads = area.notes[note], reopened(area, area.notes[note], start)
    used, best = _height(area, heads), start
    upper = heads[-1] if heads else None
    for index in range(start, len(slugs)):
        used += slugs[index].height + (_space(area, upper, slugs[index]) if upper else 0.0)
        upper = slugs[index]
        if used > room:
            return best
        if index + 1 == len(slugs) or not _bound(slugs, index + 1):
            best = index + 1
    return best


def _least(slugs: Sequence[Slug]) -> float:
    """The height of a note's shortest beginning, with the space above it."""
    end = next((index for index in range(1, len(slugs)) if not _bound(slugs, index)), len(slugs))
    return sum(slug.height + max(slug.before, slug.after) for slug in slugs[:end])


def _height(area: Area, slugs: Sequence[Slug]) -> float:
    """The height of slugs set one under the other."""
    return sum(slug.height for slug in slugs) + sum(
        _space(area, upper, lower) for upper, lower in itertools.pairwise(slugs)
    )


def tops(area: Area, slugs: Sequence[Slug]) -> list[float]:
    """The tops of slugs set one under the other, from the first one's."""
    out, at = [0.0], 0.0
    for upper, lower in itertools.pairwise(slugs):
        at += upper.height + _space(area, upper, lower)
        out.append(at)
    return out
