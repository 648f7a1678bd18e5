"""Subsets: for PDF the outlines of the glyphs that were used, for e-books a whole font of a few characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import uharfbuzz as hb
from msgspec import Struct

from converter.fonts.cff import Charstring, charstrings, cid_font
from converter.fonts.face import Face

_FLAGS = (
    hb.SubsetFlags.NO_HINTING
    | hb.SubsetFlags.DESUBROUTINIZE
    | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    | hb.SubsetFlags.NO_BIDI_CLOSURE
    | hb.SubsetFlags.NO_PRUNE_UNICODE_RANGES
)
_DROPPED = tuple(
    int.from_bytes(tag.ljust(4).encode("ascii"), "big")
    for tag in (
        "GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "kern", "STAT", "MATH", "gasp", "hdmx", "name",
        "post", "cmap", "OS/2", "mort", "morx",
    )
)  # fmt: skip
"""What a font inside a PDF has no use for."""


class Subset(Struct, frozen=True):
    """A face cut down to a list of glyphs; a place in that list is the CID that prints it."""

    data: bytes
    """A bare CFF font whose glyph is the CID, or an sfnt with glyf outlines."""
    glyph_of: Mapping[int, int]
    """From a glyph of the face to the glyph of `data` (the first, when it was listed twice)."""
    gids: tuple[int, ...]
    """By CID, the glyph of `data`."""
    widths: tuple[int, ...]
    """By CID, in thousandths of the em."""


def subset(face: Face, glyphs: Iterable[int]) -> Subset:
    """The face with these glyphs only, CID by place; glyph 0 must be first and any may stand again.

    Raises ValueError when glyph 0 is not first.
    """
    listed = tuple(glyphs)
    if listed[:1] != (0,):
        raise ValueError("the first glyph of a subset is glyph 0")
    advances = [face.advance(glyph) for glyph in listed]
    widths = tuple(round(advance * 1000 / face.units) for advance in advances)
    if face.outlines == "glyf":
        mapping, cut_down = _cut_down(face, listed)
        return Subset(bytes(cut_down.blob.data), mapping, tuple(mapping[glyph] for glyph in listed), widths)
    outlines = _drawn(face, listed) if "CFF2" in face.tables else _cut_out(face, listed)
    data = cid_font(face.postscript_name, outlines, advances, face.bbox, face.units)
    places = dict(reversed([(glyph, cid) for cid, glyph in enumerate(listed)]))
    return Subset(data, places, tuple(range(len(listed))), widths)


def font_of(face: Face, characters: Iterable[str]) -> bytes:
    """The face as a font of its own (TrueType or OpenType) with these characters and the forms they take."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING
    wanted.unicode_set.update(map(ord, characters))
    for tag, value in face.axes:
        wanted.pin_axis_location(face.hb_face, tag, value)
    return bytes(hb.subset(face.hb_face, wanted).blob.data)


def _cut_out(face: Face, glyphs: tuple[int, ...]) -> list[bytes]:
    """The charstrings of these glyphs, free of subroutines and hints."""
    mapping, cut_down = _cut_down(face, glyphs)
    outlines = charstrings(bytes(cut_down.reference_table("CFF ").data))
    return [outlines[mapping[glyph]] for glyph in glyphs]


def _drawn(face: Face, glyphs: tuple[int, ...]) -> list[bytes]:
    """Charstrings of what a variable CFF2 face draws for these glyphs where it stands on its axes."""
    drawn = [Charstring() for _ in glyphs]
    for glyph, charstring in zip(glyphs, drawn, strict=True):
        face.hb_font.draw_glyph(glyph, _drawing(), charstring)
    return [charstring.data() for charstring in drawn]


@cache
def _drawing() -> hb.DrawFuncs:
    """What draws into a charstring."""
    drawing = hb.DrawFuncs()
    drawing.set_move_to_func(lambda x, y, drawn: drawn.move(x, y))
    drawing.set_line_to_func(lambda x, y, drawn: drawn.line(x, y))
    drawing.set_cubic_to_func(lambda *drawn: drawn[-1].curve(*drawn[:-1]))
    return drawing


def _cut_down(face: Face, glyphs: tuple[int, ...]) -> tuple[Mapping[int, int], hb.Face]:
    """Where each glyph went, and the face that has only these."""
    wanted = hb.SubsetInput()
    wanted.flags = _FLAGS
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(_DROPPED)
    for tag, value in face.axes:
        wanted.pin_axis_location(face.hb_face, tag, value)
    plan = hb.SubsetPlan(face.hb_face, wanted)
    return dict(plan.old_to_new_glyph_mapping.items()), plan.execute()
