"""Names inside ids: what a label contributes to the id of its node, in ASCII."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from converter.model import Label

_NOT_LATIN = re.compile(r"[^A-Za-z0-9]+")


def name(label: Label, *, letters: bool = True) -> str | None:
    """`47.` gives 47, `47 bis.` 47-bis, `(a)` a, `II.` ii (2 without letters), `第二章` 2; None without a value."""
    if label.value is None:
        return None
    if label.scheme in ("letter", "capital") or (letters and label.scheme in ("roman", "capital-roman")):
        return _NOT_LATIN.sub("", label.printed).lower()
    return f"{label.value}-{_NOT_LATIN.sub('', label.suffix) or 'bis'}" if label.suffix else str(label.value)


def child_names(labels: Sequence[Label | None]) -> Iterator[str]:
    """The names of sibling divisions: their labels', else their position; one that a sibling's label has gets an x."""
    own = [name(label, letters=False) if label else None for label in labels]
    taken = frozenset(own)
    for position, given in enumerate(own, 1):
        yield given or (f"x{position}" if str(position) in taken else str(position))
