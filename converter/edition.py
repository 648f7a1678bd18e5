"""An edition: what every writer is given, and what every writer gives back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from converter.diagnostics import Code, Diagnostic, refuse
from converter.environment import Environment
from converter.model import Report
from converter.reading import Reading
from converter.stylesheet import StyleSheet
from converter.words import Words, words

if TYPE_CHECKING:
    from converter.typeset.pages import Pages


class Attachment(Struct, frozen=True):
    """A file that is put into another as its source: its name, its media type and its bytes."""

    name: str
    media_type: str
    data: bytes


def unset(edition: Edition) -> Pages:
    """No pages: what composes them was not handed in. Raises Refused (face-missing)."""
    name = edition.style.name
    raise refuse(Code.FACE_MISSING, f"nothing was handed in that sets pages in {name}", "Give a composer.")


class Edition(Struct, frozen=True, dict=True):
    """The report as it was read, and what shapes its look. Writers are pure functions of this value."""

    reading: Reading
    style: StyleSheet
    environment: Environment
    template: bytes | None = None
    """A document of Word whose styles the DOCX takes, where it has some of the same names."""
    attached: tuple[Attachment, ...] = ()
    composer: Callable[[Edition], Pages] = unset
    """Sets the pages. It is handed in, for what sets them is given an edition itself."""

    @property
    def report(self) -> Report:
        """The report."""
        return self.reading.report

    @cached_property
    def now(self) -> datetime:
        """The one hour that may be written into a file."""
        return self.environment.now(self.report)

    @cached_property
    def words(self) -> Words:
        """The words in the report's language."""
        return words(self.report.metadata.language, self.environment)

    @cached_property
    def pages(self) -> Pages:
        """The placed pages: composed once, whoever asks first. Raises Refused when they cannot be set."""
        return self.composer(self)


class Written(Struct, frozen=True):
    """A file's bytes, and what there is to say about what it cannot carry."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()
