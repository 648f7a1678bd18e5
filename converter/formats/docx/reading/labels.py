"""Labels of paragraphs as they are read: by Word's own count, as text of our own style, or typed by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from converter.formats.docx.reading.entries import Para
from converter.formats.docx.reading.leaves import Leaf
from converter.formats.docx.reading.typed import Typed
from converter.formats.docx.structure import Fact
from converter.labels import read_label
from converter.model import Label


class Read(NamedTuple):
    """A label, if there is one, and the leaves after it."""

    label: Label | None
    leaves: list[Leaf]


def literal(leaves: Sequence[Leaf], fact: Fact) -> Read:
    """The label that stands as text in the style `Label`, and what follows it and the tab, break or space after it."""
    end = next((at for at, leaf in enumerate(leaves) if leaf.kind != "label"), len(leaves))
    printed = "".join(leaf.text for leaf in leaves[:end])
    if not printed:
        return Read(None, list(leaves))
    return Read(known(read_label(printed), fact), _unparted(leaves[end:]))


def native(para: Para, fact: Fact) -> Read:
    """The label that Word counts; a line break after it is part of a heading whose label stands above its words."""
    if para.number is None or para.number.bullet:
        return Read(None, list(para.leaves))
    broken = para.number.suffix == "nothing" and para.leaves and para.leaves[0].kind == "break"
    return Read(known(para.number.label, fact), list(para.leaves[1:] if broken else para.leaves))


def told(para: Para, fact: Fact) -> Read:
    """The label of a paragraph or a heading of ours."""
    read = native(para, fact)
    return read if read.label else literal(read.leaves, fact)


def item(para: Para, item_fact: Fact, fact: Fact) -> tuple[Label | None, Read]:
    """The label of an item of ours, and the label of its first paragraph with the leaves after both."""
    if para.number is not None:
        label = para.number.label
        counts = item_fact.labelled or not (para.number.bullet or item_fact.kind)
        return known(label, item_fact) if counts else None, literal(para.leaves, fact)
    if not item_fact.labelled:
        return None, literal(para.leaves, fact)
    first = literal(para.leaves, item_fact)
    return first.label, literal(first.leaves, fact)


def known(label: Label, fact: Fact) -> Label:
    """The label as the document says that it is to be read, if it is still printed so."""
    return fact.label if fact.label and fact.label.printed == label.printed else label


def by_hand(para: Para, pattern: Callable[[Sequence[Leaf]], Typed | None]) -> Read:
    """The label that Word counts, or else one that was typed."""
    if para.number is not None and not para.number.bullet:
        return Read(para.number.label, list(para.leaves))
    typed = pattern(para.leaves)
    return Read(typed.label, typed.rest) if typed else Read(None, list(para.leaves))


def _unparted(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The leaves without the tab, the break or the one space that parts them from a label."""
    first = leaves[0] if leaves else None
    if first is None:
        return []
    if first.kind in ("tab", "break"):
        return list(leaves[1:])
    if first.kind == "text" and first.text.startswith(" "):
        rest = [first._replace(text=first.text[1:])] if len(first.text) > 1 else []
        return [*rest, *leaves[1:]]
    return list(leaves)
