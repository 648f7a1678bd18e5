"""What pages are filled with, and how much room it takes: slugs under each other, with their boxes around them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.typeset.slugs import Frame, Slug, common

_AGAIN_AT_MOST = 0.35
"""The share of a page that what is opened again may fill; what is higher is not opened again."""


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


def reopened(area: Area, slugs: Sequence[Slug], start: int) -> tuple[Slug, ...]:
    """What opens again the frames that enclose the slugs on both sides of a page's beginning, outer before inner."""
    if not start or not slugs[start].frames:
        return ()
    frames = slugs[start].frames
    both = frames[: common(slugs[start - 1].frames, frames)]
    heads = tuple(
        replace(slug, frames=both[: depth + 1]) for depth, frame in enumerate(both) for slug in frame.again()
    )  # fmt: skip
    return heads if height(area, heads) <= _AGAIN_AT_MOST * area.height else ()


def bound(slugs: Sequence[Slug], index: int) -> bool:
    """Whether no page ends before a slug."""
    return slugs[index].bond or slugs[index - 1].keep


def padding(area: Area, slug: Slug) -> float:
    """What a slug's boxes need above it on top of a page, and below it at the foot."""
    return area.padding * bordered(slug.frames) if slug.frames else 0.0


def outside(slug: Slug) -> tuple[float, float]:
    """How far boxes in cells that go on stand outside a slug, above it on top of a page and below it at the foot."""
    over = max((-case.above for case in slug.cases), default=0.0)
    under = max((-case.below for case in slug.cases), default=0.0)
    return max(over, 0.0), max(under, 0.0)


def bordered(frames: Sequence[Frame]) -> int:
    """How many of these frames have a border, and padding inside it."""
    return sum(frame.bordered for frame in frames)


def space(area: Area, upper: Slug, lower: Slug) -> float:
    """The space between two slugs on one page."""
    if upper.frames == lower.frames:
        return max(upper.after, lower.before)
    shared = common(upper.frames, lower.frames)
    closed, opened = bordered(upper.frames[shared:]), bordered(lower.frames[shared:])
    after = area.frame_after if closed else upper.after
    before = max(area.frame_before, lower.before) if opened else lower.before
    return area.padding * (closed + opened) + max(after, before)


def least(slugs: Sequence[Slug]) -> float:
    """The height of a note's shortest beginning, with the space above it."""
    end = next((index for index in range(1, len(slugs)) if not bound(slugs, index)), len(slugs))
    return sum(slug.height + max(slug.before, slug.after) for slug in slugs[:end])


def height(area: Area, slugs: Sequence[Slug]) -> float:
    """The height of slugs set one under the other."""
    return sum(slug.height for slug in slugs) + sum(
        space(area, upper, lower) for upper, lower in itertools.pairwise(slugs)
    )


def tops(area: Area, slugs: Sequence[Slug]) -> list[float]:
    """The tops of slugs set one under the other, from the first one's."""
    out, at = [0.0], 0.0
    for upper, lower in itertools.pairwise(slugs):
        at += upper.height + space(area, upper, lower)
        out.append(at)
    return out
