"""Names in a file and ids in the report: bookmarks of ours say their ids, all else is named by structure and value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from converter.formats.docx.bookmarks import METADATA, bookmark_id
from converter.formats.docx.reading.shared import Shared
from converter.formats.docx.structure import Fact
from converter.model import Label

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,255}")
_TARGET = re.compile(r"(https?|ftp|mailto|tel|urn|doi):\S+")
_NOT_LATIN = re.compile(r"[^A-Za-z0-9]+")
_NOTHING = Fact()


class Names(Struct):
    """Ids as they are given. `paragraphs` leads from paragraphs of the file to the ids of what was made of them."""

    shared: Shared
    notes: dict[str, str] = field(default_factory=dict)
    known: dict[int, str] = field(default_factory=dict)
    """What an earlier pass made of the paragraphs, for links that lead onward."""
    paragraphs: dict[int, str] = field(default_factory=dict)
    lost: dict[str, None] = field(default_factory=dict)
    """Links that lead nowhere."""
    _taken: set[str] = field(default_factory=set)
    _counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """The ids that bookmarks say are not given to anything else."""
        if self.shared.own:
            self._taken |= {self.id_of(name) for name in self.shared.anchors}

    def fact(self, name: str) -> Fact:
        """What is known of a bookmark."""
        structure = self.shared.structure
        return structure.facts.get(name, _NOTHING) if structure else _NOTHING

    def id_of(self, name: str) -> str:
        """The id of the node at a bookmark of ours."""
        return self.fact(name).id or bookmark_id(name)

    def own(self, names: Sequence[str]) -> str:
        """The bookmark of a paragraph itself among those that begin it; empty when it has none."""
        for name in names if self.shared.own else ():
            plain = self.fact(name).kind in ("", "unread") and not name.startswith(METADATA)
            if plain and name not in self.shared.calls and _ID.fullmatch(self.id_of(name)):
                return name
        return ""

    def claim(self, id: str) -> str:
        """This id, or the next free one like it."""
        claimed, number = id, 1
        while claimed in self._taken:
            number += 1
            claimed = f"{id}-{number}"
        self._taken.add(claimed)
        return claimed

    def next(self, noun: str) -> str:
        """The next id of a noun: `box-1`, `box-2`."""
        self._counts[noun] += 1
        return self.claim(f"{noun}-{self._counts[noun]}")

    def labelled(self, noun: str, label: Label | None) -> str:
        """An id by the value of a label, else by the number of such nodes so far."""
        if label is None or label.value is None:
            return self.next(f"{noun}-p" if noun == "par" else noun)
        suffix = _NOT_LATIN.sub("", label.suffix)
        return self.claim(f"{noun}-{label.value}" + (f"-{suffix}" if suffix else ""))

    def note(self, name: str) -> str | None:
        """The id of a note, by its number in the file or by a bookmark."""
        return self.notes.get(self.shared.calls.get(name, name))

    def target(self, target: str) -> str | None:
        """Where a link leads, or None."""
        if not target.startswith("#"):
            found = target if _TARGET.fullmatch(target) else None
        elif self.shared.own and target[1:] in self.shared.anchors:
            found = f"#{self.id_of(target[1:])}"
        else:
            paragraph = self.shared.anchors.get(target[1:])
            id = self.known.get(paragraph) if paragraph is not None else None
            found = f"#{id}" if id else None
        if found is None:
            self.lost[target] = None
        return found
