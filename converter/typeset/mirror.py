"""Slugs that run from right to left. They are set as if they ran the other way, and then mirrored in their column.

    set        1. words words words          mirrored   sdrow sdrow sdrow .1
               words words _________                    _________ sdrow sdrow

Only places are mirrored; the order of the characters inside a line is told by visual.py. Where the direction changes,
what is inside is mirrored in its own column, and so stands as it should when the whole is mirrored again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from msgspec.structs import replace

from converter.language import direction
from converter.typeset.lines import Line
from converter.typeset.slugs import Frame, Slug


def turns(language: str | None, around: str) -> bool:
    """Whether text in a language (None: the same as around it) runs the other way than text around it."""
    return language is not None and direction(language) != direction(around)


def mirrored(slugs: Sequence[Slug], x: float, width: float, outer: int = 0) -> list[Slug]:
    """The slugs mirrored in a column (points); the first `outer` frames enclose the column and stay."""
    axis = 2 * x + width

    def placed(left: float, wide: float) -> float:
        return axis - left - wide

    @cache
    def framed(frame: Frame) -> Frame:
        again = cache(_again(frame, x, width))
        return replace(frame, x=placed(frame.x, frame.width), again=again)

    return [
        replace(
            slug,
            pieces=tuple(replace(piece, line=_line(piece.line, placed)) for piece in slug.pieces),
            rules=tuple(replace(rule, x=placed(rule.x, rule.width)) for rule in slug.rules),
            pictures=tuple(replace(picture, x=placed(picture.x, picture.width)) for picture in slug.pictures),
            cases=tuple(replace(case, frame=framed(case.frame)) for case in slug.cases),
            frames=(*slug.frames[:outer], *map(framed, slug.frames[outer:])),
        )
        for slug in slugs
    ]


def _line(line: Line, placed: Callable[[float, float], float]) -> Line:
    return replace(line, x=placed(line.x, line.width))


def _again(frame: Frame, x: float, width: float) -> Callable[[], tuple[Slug, ...]]:
    """What opens a frame again, mirrored like what is in it."""
    return lambda: tuple(
        replace(slug, frames=original.frames)
        for original in frame.again()
        for slug in mirrored([original], x, width)
    )  # fmt: skip
