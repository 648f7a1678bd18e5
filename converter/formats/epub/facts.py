"""One line of the package's metadata."""

from __future__ import annotations

from msgspec import Struct


class Fact(Struct, frozen=True):
    """One line: a Dublin Core element if its name begins with `dc:`, else a `meta` of this property."""

    name: str
    value: str
    id: str | None = None
    refines: str | None = None
    scheme: str | None = None
    language: str | None = None
