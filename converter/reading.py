"""A reading: the report, and beside it where each node stood, what was dropped, and what there is to say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Diagnostic, Place
from converter.model import Report


class Dropped(Struct, frozen=True):
    """Characters of the source that do not stand in the report, word for word, and why."""

    place: Place
    text: str
    reason: str


class Normalised(Struct, frozen=True):
    """Characters that a transform has replaced by others throughout the report, and how many of them.

    `kept` tells which of the others were in the source already: the node or the field that holds them, and which one
    of them it is there, counted from 1. So the source can be restored.
    """

    before: str
    after: str
    count: int
    kept: tuple[tuple[str, int], ...] = ()


class Reading(Struct, frozen=True):
    """What a reader gives. `places` leads from a node's id to its place in the source.

    `words` leads from a node's id to the place where its words begin, where its label does not stand right before
    them. `fields` leads from a field of the metadata (`title`, `authors-2`, `rights-1`) to the place of its value.
    `kind` says what the source was, and `encoding` how its bytes were read; it is empty where that says nothing
    (packages, XML).
    """

    report: Report
    places: Mapping[str, Place] = MappingProxyType({})
    dropped: tuple[Dropped, ...] = ()
    normalised: tuple[Normalised, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    encoding: str = ""
    words: Mapping[str, Place] = MappingProxyType({})
    fields: Mapping[str, Place] = MappingProxyType({})
    kind: str = ""

    def saying(self, *diagnostics: Diagnostic) -> Reading:
        """This reading with more diagnostics."""
        return replace(self, diagnostics=self.diagnostics + diagnostics)
