"""Whether HTML counts a list's items exactly as they were printed: `1.` `a.` `IV.`, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from converter.labels import Frame, frame
from converter.model import Label, List, Scheme

_TYPES: Mapping[Scheme, str | None] = {
    "decimal": None,
    "letter": "a",
    "capital": "A",
    "roman": "i",
    "capital-roman": "I",
}
"""The value of `ol`'s `type` for each scheme that it has. HTML 4.4.5."""

_PRINTED = Frame("", ".")
"""What stands around the number in every reading system's own lists."""


def native(node: List) -> dict[str, str | None]:
    """The attributes that make an `ol` print these labels, `start` always among them; empty when nothing does."""
    labels = [item.label for item in node.items]
    first = labels[0] if labels else None
    if not node.ordered or first is None or first.value is None or first.scheme not in _TYPES:
        return {}
    if not all(_counts(label, first.scheme, first.value + place) for place, label in enumerate(labels)):
        return {}
    return {"type": _TYPES[first.scheme], "start": str(first.value)}


def _counts(label: Label | None, scheme: Scheme, value: int) -> bool:
    return label is not None and (label.scheme, label.value, frame(label)) == (scheme, value, _PRINTED)
