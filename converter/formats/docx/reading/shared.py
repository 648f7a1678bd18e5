"""What the parts of one document share while they are read: looks, lists, bookmarks, notes, what there is to say."""

from __future__ import annotations

from dataclasses import dataclass, field

from converter.formats.docx.reading.lists import Lists
from converter.formats.docx.reading.looks import Looks
from converter.formats.docx.reading.parts import Parts
from converter.formats.docx.structure import Structure
from converter.reading import Dropped


@dataclass
class Shared:
    """What the stories of one document share: its parts, looks and lists, its bookmarks, and what there is to say."""

    parts: Parts
    looks: Looks
    lists: Lists
    structure: Structure | None
    tags: dict[str, str]
    calls: dict[str, str] = field(default_factory=dict)
    """The note of the file by the bookmark that encloses its call."""
    order: list[str] = field(default_factory=list)
    """The notes of the file in the order of their calls."""
    marks: dict[str, str] = field(default_factory=dict)
    """The marks that notes bring themselves."""
    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    anchors: dict[str, int] = field(default_factory=dict)
    """The paragraph in which every bookmark begins."""
    record: dict[str, str] = field(default_factory=dict)
    """The metadata in bookmarks of their own."""
    changes: int = 0
    paragraphs: int = 0
    dropped: list[Dropped] = field(default_factory=list)

    @property
    def recalled(self) -> frozenset[str]:
        """The bookmarks that a field may name to repeat the mark of a note."""
        facts = self.structure.facts if self.structure else {}
        return frozenset(self.calls) | {name for name, fact in facts.items() if fact.kind == "note"}

    @property
    def own(self) -> bool:
        """Whether this is a document of ours, which says what its bookmarks are about."""
        return self.structure is not None
