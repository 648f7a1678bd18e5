"""A face: one font of one file, opened without reading it, with its measures and what it covers.

Measures are in font units (`units` to the em). OpenType 1.9: head, hhea, OS/2, post.
"""

from __future__ import annotations

import struct
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import uharfbuzz as hb
from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Code, Refused, refuse

BoundingBox = tuple[int, int, int, int]
"""Left, bottom, right, top."""

_RESTRICTED, _WHOLE_ONLY, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
"""OS/2 fsType: may not be embedded at all; not as a subset; not with its outlines."""
_USES = 0x000F
"""The bits of fsType of which one at most is set."""
_OUTLINES = frozenset({"CFF ", "CFF2", "glyf"})


class Face(Struct, frozen=True, eq=False, dict=True):
    """One font of one file. Compared by identity; `open_face` gives one Face for one (path, index)."""

    path: Path
    index: int
    hb_face: Any
    """A uharfbuzz Face over the file, which is mapped into memory and not read."""
    axes: tuple[tuple[str, float], ...] = ()
    """Where a variable face stands on each of its axes, by tag. OpenType 1.9: fvar."""
    borrowed: bool = False
    """Whether it was searched for on this machine, and named by neither the style nor the user."""

    def __repr__(self) -> str:
        return f"Face({self.key})"

    @cached_property
    def key(self) -> str:
        """A stable name: the file's, with the index when it is not the first, and the weight that was chosen."""
        chosen = "".join(f"@{value:g}" for tag, value in self.axes if tag == "wght")
        return f"{self.path.stem}#{self.index}{chosen}" if self.index else self.path.stem + chosen

    @cached_property
    def hb_font(self) -> Any:
        """A uharfbuzz Font, scaled to font units."""
        font = hb.Font(self.hb_face)
        font.set_variations(dict(self.axes))
        return font

    @cached_property
    def postscript_name(self) -> str:
        """Name 6 of the face, of which only the characters that a PDF name needs no escape for."""
        name = self.hb_face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self.path.stem
        return "".join(
            character for character in name if character.isascii() and (character.isalnum() or character in "-_")
        )

    @cached_property
    def units(self) -> int:
        """Font units to the em."""
        return int(self.hb_face.upem)

    @cached_property
    def ascent(self) -> int:
        """From the base line to the top of the face."""
        return self._number("hhea", 4, ">h", self.bbox[3])

    @cached_property
    def descent(self) -> int:
        """From the base line to the foot of the face; negative."""
        return self._number("hhea", 6, ">h", self.bbox[1])

    @cached_property
    def cap_height(self) -> int:
        """The height of capitals."""
        return self._number("OS/2", 88, ">h", 0) or round(0.7 * self.units)

    @cached_property
    def weight(self) -> int:
        """100 (thin) to 900 (black), 400 for a regular face."""
        return round(dict(self.axes).get("wght", 0)) or self._number("OS/2", 4, ">H", 400)

    @cached_property
    def width_class(self) -> int:
        """1 (ultra-condensed) to 9 (ultra-expanded), 5 for a normal face."""
        return self._number("OS/2", 6, ">H", 5)

    @cached_property
    def italic_angle(self) -> float:
        """Degrees counter-clockwise from the vertical: negative when the face leans to the right."""
        return self._number("post", 4, ">i", 0) / 65536

    @cached_property
    def fixed(self) -> bool:
        """Whether every glyph has the same advance."""
        return self._number("post", 12, ">I", 0) != 0

    @cached_property
    def serif(self) -> bool:
        """Whether the strokes have serifs: by the face's class, then PANOSE, then its name."""
        family, kind, style = (self._number("OS/2", at, ">B", 0) for at in (30, 32, 33))
        if 1 <= family <= 8:
            return family != 8
        return 2 <= style <= 10 if kind == 2 and style > 1 else "Sans" not in self.postscript_name

    @cached_property
    def bbox(self) -> BoundingBox:
        """The box that holds every glyph."""
        left, bottom, right, top = struct.unpack_from(">4h", self._table("head"), 36)
        return left, bottom, right, top

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tags of the face's tables."""
        return frozenset(self.hb_face.table_tags)

    @cached_property
    def outlines(self) -> Literal["cff", "glyf"]:
        """Which outlines the face has; those of CFF2 are written as CFF."""
        return "glyf" if "glyf" in self.tables else "cff"

    @cached_property
    def embeddable(self) -> bool:
        """Whether its licence field allows a subset of its outlines in a document. OpenType 1.9: OS/2, fsType."""
        allowed = self._number("OS/2", 8, ">H", 0)
        return allowed & _USES != _RESTRICTED and not allowed & (_WHOLE_ONLY | _BITMAPS_ONLY)

    def covers(self, character: str) -> bool:
        """Whether the face has a glyph for a character."""
        return self.hb_font.get_nominal_glyph(ord(character)) is not None

    def advance(self, glyph: int) -> int:
        """The advance of a glyph."""
        return int(self.hb_font.get_glyph_h_advance(glyph))

    def _table(self, tag: str) -> bytes:
        return bytes(self.hb_face.reference_table(tag).data)

    def _number(self, table: str, offset: int, form: str, default: int) -> int:
        data = self._table(table)
        return struct.unpack_from(form, data, offset)[0] if offset + struct.calcsize(form) <= len(data) else default


def open_face(path: Path, index: int = 0, weight: int = 400) -> Face:
    """The face at an index of a file; of a variable one the instance of this weight, all other axes at their defaults.

    Raises Refused (face-missing) when it cannot be read or may not be embedded.
    """
    face = _kept(path, index)
    if not face.embeddable:
        raise _refused(path, "may not be embedded, says its licence field")
    return instance(face, weight)


@lru_cache(maxsize=256)
def instance(face: Face, weight: int) -> Face:
    """A variable face, pinned on every axis; any other as it is."""
    if "fvar" not in face.tables:
        return face
    axes = tuple(
        (axis.tag, min(max(weight, axis.min_value), axis.max_value) if axis.tag == "wght" else axis.default_value)
        for axis in face.hb_face.axis_infos
    )
    return replace(face, axes=axes)


def read_face(path: Path, index: int) -> Face:
    """The face at an index of a file, whatever its licence field says. Raises Refused (face-missing)."""
    try:
        blob = hb.Blob.from_file_path(str(path))
    except hb.HarfBuzzError:
        raise _refused(path, "cannot be read") from None
    face = Face(path, index, hb.Face(blob, index))
    if index >= face.hb_face.count:
        raise _refused(path, f"has no face {index}")
    if not {"head", "cmap"} <= face.tables or not face.tables & _OUTLINES:
        raise _refused(path, "has no outlines")
    return face


_kept = lru_cache(maxsize=256)(read_face)


def _refused(path: Path, why: str) -> Refused:
    hint = "Name another file under [families] in the style."
    return refuse(Code.FACE_MISSING, f"the face {path.name!r} {why}", hint, path=str(path))
