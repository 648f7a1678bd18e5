"""A reading: the report, and beside it where each node stood, what was dropped, and what there is to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from converter.diagnostics import Diagnostic, Place
from converter.model import Report


@dataclass(frozen=True)
class Dropped:
    """Characters of the source that do not stand in the report, word for word, and why."""

    place: Place
    text: str
    reason: str


@dataclass(frozen=True)
class Normalised:
    """Characters that a transform has replaced by others throughout the report, and how many of them."""

    before: str
    after: str
    count: int


@dataclass(frozen=True)
class Reading:
    """What a reader gives. `places` leads from a node's id to its place in the source.

    `encoding` names how the source's bytes were read; it is empty where that says nothing (packages, XML).
    """

    report: Report
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    dropped: tuple[Dropped, ...] = ()
    normalised: tuple[Normalised, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    encoding: str = ""

    def saying(self, *diagnostics: Diagnostic) -> Reading:
        """This reading with more diagnostics."""
        return replace(self, diagnostics=self.diagnostics + diagnostics)
