"""Reports made at random that the faces here can print, for laws that need pages."""

from __future__ import annotations

from functools import cache

import msgspec

from converter.environment import Environment
from converter.fonts.family import Cut, cut
from converter.model import Report
from converter.stylesheet import load
from converter.transforms.canonical import canonical_report


def printable(report: Report) -> Report:
    """The report with a letter in place of every character that not all cuts of the faces here have."""
    text = msgspec.json.encode(report).decode()
    lacking = {character for character in set(text) if character > "~" and not _covered(character)}
    replaced = "".join("q" if character in lacking else character for character in text)
    return canonical_report(msgspec.json.decode(replaced, type=Report))


def _covered(character: str) -> bool:
    return all(any(face.covers(character) for face in found.faces) for found in _cuts())


@cache
def _cuts() -> tuple[Cut, ...]:
    world = Environment()
    style = load("un-report", world)
    cuts = ((weight, slant) for weight in ("regular", "bold") for slant in ("upright", "italic"))
    return tuple(cut(style, world, "serif", weight, slant) for weight, slant in cuts)
