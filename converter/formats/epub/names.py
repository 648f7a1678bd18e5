"""Names that the writer and the reader of EPUB share: the vocabulary of the package, and the pages' `data-*`.

A label is kept as printed in `<span class="label" data-labels="this">`. What `read_label` finds in it is not written;
only what departs from that is:

    <span … data-labels="this">47.</span>                                      decimal, 47, as `47.` reads by itself
    <span … data-labels="this" data-scheme="letter" data-value="9">I.</span>   the ninth letter, not Roman one

    <meta property="report:session">…</meta>      what Dublin Core has no name for, under a prefix of its own
"""

from __future__ import annotations

from typing import cast, get_args

from lxml import etree

from converter.labels import read_label
from converter.model import Label, Scheme

PREFIX, VOCABULARY = "report", "urn:report:terms#"
"""The prefix of properties that only this project knows, and what it stands for. EPUB 3.3, D.1.4."""

LEVEL = "data-level"
"""The level of a division, where it is not its depth in the book."""
WITHIN = "data-within"
"""The id of the division that blocks on a page of their own belong to."""
SCHEME, VALUE, SUFFIX = "data-scheme", "data-value", "data-suffix"
"""What a label means, where its characters do not tell."""
PRINTED = "data-printed"
"""A note's mark as it was printed, where the call shows less."""
LABELS = "data-labels"
"""Whose printed label this is: `this` for the paragraph's, heading's or caption's own, else `item` or `note`."""
THIS = "this"
KIND = "data-kind"
"""What an element is that HTML has no name for: `small-caps`, `unread`, `reason`, `source`."""
TARGET = "data-target"
"""Where a link leads, as it was given."""
COPY = "data-copy-of"
"""The id of the note that this is a copy of."""
PLACE = "data-place"
"""The place of a note among all notes, where they do not stand in the order of their calls."""
HEADER = "data-header"
"""A cell without words that is a head all the same."""

_SCHEMES = frozenset(get_args(Scheme))


def label_attributes(label: Label) -> dict[str, str | None]:
    """What must be said besides the printed label so that it reads as this label again."""
    if read_label(label.printed) == label:
        return {}
    value = None if label.value is None else str(label.value)
    return {SCHEME: label.scheme, VALUE: value, SUFFIX: label.suffix or None}


def label_from(printed: str, element: etree._Element) -> Label:
    """The label that an element with this text and its attributes stands for."""
    scheme = element.get(SCHEME)
    if scheme not in _SCHEMES:
        return read_label(printed)
    value = element.get(VALUE, "")
    known = int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None
    return Label(printed, cast(Scheme, scheme), known, element.get(SUFFIX, ""))
