"""What the parts of one document share while they are read: looks, lists, bookmarks, notes, what there is to say."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from msgspec import Struct, field

from converter.diagnostics import Code, Diagnostic, Place
from converter.formats.docx.reading.contents import Listed
from converter.formats.docx.reading.fields import Field
from converter.formats.docx.reading.lists import Lists
from converter.formats.docx.reading.looks import Looks
from converter.formats.docx.reading.parts import Parts
from converter.formats.docx.structure import Structure
from converter.language import canonical
from converter.reading import Dropped

_HINT = "Correct the one that is wrong; fields follow the text when Word updates them."
_MOST = 50
"""So many contradictions are told."""
_NO_LANGUAGE = ("", "zxx", "und", "x-none")


def short(words: str) -> str:
    """Words in quotation marks, cut after 40 characters; gaps are spaces."""
    words = " ".join(words.split())
    return f"“{words[:39]}…”" if len(words) > 40 else f"“{words}”"


class Shown(NamedTuple):
    """A field with what it shows, and its part."""

    field: Field
    part: str


class Shared(Struct, dict=True):
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
    shown: list[Shown] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    """The lines of the list of contents."""
    titles: dict[str, str] = field(default_factory=dict)
    """The titles of content controls by the bookmarks that begin in them."""
    touching: list[Place] = field(default_factory=list)
    """Where a table follows another one with nothing between them."""
    missing: dict[tuple[str, str], Place] = field(default_factory=dict)
    """Styles that are named and are not there, by kind and id, and where they are named first."""
    changes: int = 0
    paragraphs: int = 0
    dropped: list[Dropped] = field(default_factory=list)
    _contradictions: int = 0

    @property
    def recalled(self) -> frozenset[str]:
        """The bookmarks that a field may name to repeat the mark of a note."""
        facts = self.structure.facts if self.structure else {}
        return frozenset(self.calls) | {name for name, fact in facts.items() if fact.kind == "note"}

    @property
    def own(self) -> bool:
        """Whether this is a document of ours, which says what its bookmarks are about."""
        return self.structure is not None

    def styled(self, kind: str, style: str | None, place: Place) -> str | None:
        """This style; in a document of ours it is noted where there is none of this kind."""
        if self.own and style and ((look := self.looks.by_id.get(style)) is None or look.kind != kind):
            self.missing.setdefault((kind, style), place)
        return style

    def tag(self, word: str, place: Place) -> str:
        """The tag of a language that Word names: one of the report's, else its own; the document's for none."""
        if not self.own or word in _NO_LANGUAGE:
            return self.tags[""]
        if word not in self.tags:
            self.tags[word] = self._tag(word, place)
        return self.tags[word]

    def _tag(self, word: str, place: Place) -> str:
        tag = canonical(word)
        if tag is None:
            self.parts.lose(self.parts.main, f"the language {word!r}, which is none", place)
            return self.tags[""]
        parts = tag.split("-")
        wider = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
        return next((found for found in wider if found in self._known), tag)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.structure.tags.values() if self.structure else ()) | {self.tags[""]}

    def contradict(self, message: str, place: Place | None = None, part: str = "") -> None:
        """Say what the document says twice and not alike; so many times and no more."""
        self._contradictions += 1
        if self._contradictions > _MOST:
            return
        said = Diagnostic(Code.CONTRADICTION, message, place, _HINT, path=self.parts.name, part=part or self.parts.main)
        self.parts.diagnostics.append(said)
