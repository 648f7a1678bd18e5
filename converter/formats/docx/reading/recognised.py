"""What styles and labels tell where nothing encloses it: lists, quotations, captions beside what they caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from converter.formats.docx.reading import containers, typed
from converter.formats.docx.reading.entries import Grid, Para, Picture
from converter.formats.docx.reading.gather import Loose, depth, listed
from converter.formats.docx.reading.labels import Read
from converter.formats.docx.reading.leaves import Leaf
from converter.formats.docx.structure import Fact
from converter.model import Block, Inline, Label, Quotation

if TYPE_CHECKING:
    from converter.formats.docx.reading.builder import Builder, Made, Piece

_QUOTED = ("quote", "source")
_LEGAL = re.compile(r"[0-9]+\.[0-9]")
"""A number that names the levels above it, as `1.2` does: a paragraph's, not an item's."""
_COUNTING = ("decimal", "other")


def together(build: Builder, pieces: Sequence[Piece], at: int, around: str, out: Made) -> int:
    """Put what begins at a piece and takes others with it among what is made; gives how many pieces it took."""
    piece = pieces[at]
    if not isinstance(piece, Para) or build.names.own(piece.names):
        return 0
    role = build.look(piece)
    if role in _QUOTED:
        return _quotation(build, pieces, at, around, out)
    if role == "caption" and at + 1 < len(pieces) and isinstance(grid := pieces[at + 1], Grid):
        out.append(containers.table(build, "", grid, piece.leaves, Fact(kind="table"), around))
        return 2
    if _is_picture(piece):
        return _figure(build, pieces, at, out)
    if _is_item(build, piece):
        return _list(build, pieces, at, around, out)
    return 0


def caption(leaves: Sequence[Leaf]) -> Read:
    """The label and the words of a caption."""
    found = typed.caption(leaves)
    return Read(found.label, found.rest) if found else Read(None, list(leaves))


def _quotation(build: Builder, pieces: Sequence[Piece], at: int, around: str, out: Made) -> int:
    content: list[Block] = []
    source: tuple[Inline, ...] = ()
    id = build.names.next("quotation")
    taken = 0
    for piece in pieces[at:]:
        if not isinstance(piece, Para) or build.look(piece) not in _QUOTED or build.names.own(piece.names):
            break
        taken += 1
        if build.look(piece) == "source":
            source = build.inlines(piece.leaves)
            break
        content += build.paragraph(piece, around)
    if content or source:
        build.places[id] = _first(pieces[at]).place
        out.append(Quotation(id, tuple(content), source))
    return taken


def _figure(build: Builder, pieces: Sequence[Piece], at: int, out: Made) -> int:
    para = _first(pieces[at])
    picture = para.floats[0]
    assert isinstance(picture, Picture)
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    captioned = isinstance(after, Para) and build.look(after) == "caption"
    label, words = caption(after.leaves) if captioned and isinstance(after, Para) else Read(None, [])
    id = build.names.next("figure")
    build.places[id] = para.place
    out.append(containers.pictured(id, picture, build.inlines(words), label, None))
    return 2 if captioned else 1


def _list(build: Builder, pieces: Sequence[Piece], at: int, around: str, out: Made) -> int:
    """The list of all items in a row, as deep as their numbers or their labels say."""
    loose: list[Loose] = []
    first = _sort(_first(pieces[at]))
    typed_labels: list[Label] = []
    taken = 0
    for piece in pieces[at:]:
        if isinstance(piece, Para) and not piece.leaves and not piece.floats and not piece.names:
            taken += 1
            continue
        if not isinstance(piece, Para) or build.names.own(piece.names) or not _is_item(build, piece):
            break
        sort = _sort(piece)
        if sort[0] == first[0] and sort != first:
            break
        taken += 1
        loose.append(_loose(build, piece, around, typed_labels))
    made = listed(loose, build.names)
    build.places[made.id] = _first(pieces[at]).place
    out.append(made)
    return taken


def _sort(para: Para) -> tuple[int, bool]:
    """The level of an item, and whether a sign stands before it that counts nothing."""
    if para.number is not None:
        return para.number.level, para.number.bullet
    found = typed.item(para.leaves)
    return 0, found is None or found.label.printed in typed.SIGNS


def _loose(build: Builder, para: Para, around: str, typed_labels: list[Label]) -> Loose:
    if para.number is not None:
        label = None if para.number.bullet else para.number.label
        return Loose(para.number.level, label, tuple(build.told(para, Read(None, list(para.leaves)), around)))
    found = typed.item(para.leaves)
    if found is None:
        return Loose(0, None, tuple(build.told(para, Read(None, list(para.leaves)), around)))
    deep, label = depth(found.label, typed_labels)
    sign = label.printed in typed.SIGNS
    return Loose(deep, None if sign else label, tuple(build.told(para, Read(None, found.rest), around)))


def _is_item(build: Builder, para: Para) -> bool:
    """Whether a paragraph is an item: by its style, by a number that is no plain one of the first level, or typed."""
    if not para.leaves:
        return False
    if para.number is not None:
        number = para.number
        plain = number.label.scheme in _COUNTING and not number.label.printed.startswith(("(", "（"))
        deeper = number.level > 0 and not _LEGAL.match(number.label.printed)
        return number.bullet or deeper or not plain or build.look(para) == "list"
    return not build.own and typed.item(para.leaves) is not None


def _is_picture(para: Para) -> bool:
    """Whether a paragraph is one picture and nothing else."""
    only = para.floats[0] if len(para.floats) == 1 else None
    worded = any(leaf.kind == "note" or leaf.text.strip() for leaf in para.leaves)
    return isinstance(only, Picture) and bool(only.data) and not worded


def _first(piece: Piece) -> Para:
    assert isinstance(piece, Para)
    return piece
