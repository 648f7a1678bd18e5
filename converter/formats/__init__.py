"""The table of formats. A row names its reader and its writer as `module:function`, loaded when first used.

A reader takes an `Input` and gives a `Reading`; a writer takes an `Edition` and gives a `Written`. Formats of other
packages join the table through the entry-point group `converter.formats`: each entry is a `Format`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from msgspec import Struct

from converter.diagnostics import Code, Diagnostic, refuse
from converter.edition import Edition, Written
from converter.reading import Reading
from converter.source import MAX_BYTES, Input

Reader = Callable[[Input], Reading]
Writer = Callable[[Edition], Written]
Validator = Callable[[bytes], tuple[Diagnostic, ...]]


class Format(Struct, frozen=True):
    """One row: `suffix`, a dot first, ends a name; `reader`, `writer` and `validator` are `module:function` or empty.

    `bound` is the size of the largest file that is read, in bytes. A reader with a bound above that of all others takes
    larger files bit by bit, from `Input.file`.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    reader: str = ""
    writer: str = ""
    validator: str = ""
    bound: int = MAX_BYTES

    def read(self, source: Input) -> Reading:
        """Read these bytes, and give the report its one form. Raises Refused when it or the bytes cannot be read."""
        if not self.reader:
            raise refuse(Code.FORMAT_ONE_WAY, f"{self.title} is written, not read", "Give the source it was made from.")
        from converter.transforms.canonical import canonical

        reader: Reader = _load(self.reader)
        return canonical(reader(source))

    def write(self, edition: Edition) -> Written:
        """Write this edition. Raises Refused when the format cannot be written, or this report cannot."""
        if not self.writer:
            raise refuse(
                Code.FORMAT_ONE_WAY, f"{self.title} is read, not written", "`converter formats` lists what is."
            )
        writer: Writer = _load(self.writer)
        return writer(edition)

    def validate(self, data: bytes) -> tuple[Diagnostic, ...]:
        """What is wrong with a file of this format, as its grammar sees it; nothing where there is no validator."""
        if not self.validator:
            return ()
        validator: Validator = _load(self.validator)
        return validator(data)


BUILT_IN = (
    Format(
        "tei", "TEI P5 XML", ".tei.xml", "application/tei+xml",
        reader="converter.formats.tei.read:read", writer="converter.formats.tei.write:write",
        validator="converter.formats.tei.validate:validate", bound=1 << 30,
    ),
    Format(
        "epub", "EPUB 3.3", ".epub", "application/epub+zip",
        reader="converter.formats.epub.read:read", writer="converter.formats.epub.write:write",
    ),
    Format(
        "docx", "Word document", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        reader="converter.formats.docx.read:read", writer="converter.formats.docx.write:write",
    ),
    Format(
        "pdf", "PDF", ".pdf", "application/pdf",
        reader="converter.formats.pdf.read:read", writer="converter.formats.pdf.write:write",
    ),
    Format(
        "json", "the model as JSON", ".json", "application/json",
        reader="converter.formats.json.read:read", writer="converter.formats.json.write:write",
    ),
    Format(
        "wikisource", "Wikisource page saved as text", ".txt", "text/plain",
        reader="converter.formats.wikisource.read:read",
    ),
)  # fmt: skip


_OWN = {format.name: format for format in BUILT_IN}


def formats() -> dict[str, Format]:
    """All formats by name, the project's own first, then those of other packages."""
    from importlib.metadata import entry_points

    others = {found.name: found for entry in entry_points(group="converter.formats") for found in [entry.load()]}
    return _OWN | {name: found for name, found in others.items() if name not in _OWN}


def named(name: str) -> Format | None:
    """The format of this name. Other packages are asked when it is none of the project's own, since that takes time."""
    return _OWN.get(name) or formats().get(name)


def readable(file: str) -> Format | None:
    """The readable format whose suffix ends a file's name: the longest one, the project's own before others.

    Where the name has one dot no suffix can be longer than one of the project's own, so that no others are asked.
    """
    own = _longest(file, BUILT_IN) if file.count(".") == 1 else None
    return own or _longest(file, formats().values())


def _longest(file: str, among: Iterable[Format]) -> Format | None:
    ending = (found for found in among if found.reader and file.lower().endswith(found.suffix))
    return max(ending, key=lambda found: len(found.suffix), default=None)


def _load(reference: str) -> Any:
    module, _, name = reference.partition(":")
    return getattr(import_module(module), name)
