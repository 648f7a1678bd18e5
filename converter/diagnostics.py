"""Diagnostics: a code, words, a place and what to do, as values; `Refused` carries those that end a job."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct


class Severity(StrEnum):
    """How bad it is: an error ends the job, a warning fails under `--strict`, a remark is for the record."""

    ERROR = "error"
    WARNING = "warning"
    REMARK = "remark"


class Code(StrEnum):
    """The closed list of what can be said. A code's name never changes its meaning."""

    # the command and its files
    INPUT_MISSING = "input-missing"
    INPUT_EMPTY = "input-empty"
    INPUT_TOO_LARGE = "input-too-large"
    INPUT_BINARY = "input-binary"
    INPUT_ENCODING = "input-encoding"
    INPUT_MALFORMED = "input-malformed"
    INPUT_ENCRYPTED = "input-encrypted"
    INPUT_UNTAGGED = "input-untagged"
    FORMAT_UNKNOWN = "format-unknown"
    FORMAT_ONE_WAY = "format-one-way"
    LANGUAGE_UNKNOWN = "language-unknown"
    OUTPUT_UNWRITABLE = "output-unwritable"
    OUTPUT_CLASH = "output-clash"
    # styles and faces
    STYLE_MISSING = "style-missing"
    STYLE_INVALID = "style-invalid"
    FACE_MISSING = "face-missing"
    FACE_BORROWED = "face-borrowed"
    CHARACTER_MISSING = "character-missing"
    # what was read
    ENCODING_GUESSED = "encoding-guessed"
    TITLE_MISSING = "title-missing"
    NUMBER_NONE = "number-none"
    NUMBER_GAP = "number-gap"
    NUMBER_REPEATED = "number-repeated"
    NUMBER_DISORDER = "number-disorder"
    NUMBER_IRREGULAR = "number-irregular"
    LEVEL_SKIPPED = "level-skipped"
    HEADING_LONE = "heading-lone"
    NOTE_NOT_GIVEN = "note-not-given"
    NOTE_NOT_CALLED = "note-not-called"
    NOTE_REPEATED = "note-repeated"
    METADATA_UNREAD = "metadata-unread"
    UNREAD = "unread"
    AMBIGUOUS = "ambiguous"
    CONTRADICTION = "contradiction"
    PUNCTUATION_RESTORED = "punctuation-restored"
    REPLACED = "replaced"
    # the laws of a report (check.py)
    ID_REPEATED = "id-repeated"
    REFERENCE_DANGLING = "reference-dangling"
    # the repository
    NOT_AN_EDITION = "not-an-edition"
    REPOSITORY_ADDRESS = "repository-address"
    REPOSITORY_UNREACHABLE = "repository-unreachable"
    REPOSITORY_DENIED = "repository-denied"
    REPOSITORY_MISSING = "repository-missing"
    REPOSITORY_DAMAGED = "repository-damaged"
    REPOSITORY_REFUSED = "repository-refused"
    REPOSITORY_DIFFERS = "repository-differs"
    # what was written
    INVALID = "invalid"
    # what a format cannot carry
    NOT_CARRIED = "not-carried"
    # what reading a file back has shown
    PROOF_FAILED = "proof-failed"


_ERRORS = frozenset({
    Code.INVALID,
    Code.INPUT_MISSING, Code.INPUT_EMPTY, Code.INPUT_TOO_LARGE, Code.INPUT_BINARY, Code.INPUT_ENCODING,
    Code.INPUT_MALFORMED, Code.INPUT_ENCRYPTED, Code.INPUT_UNTAGGED, Code.FORMAT_UNKNOWN, Code.FORMAT_ONE_WAY,
    Code.LANGUAGE_UNKNOWN, Code.OUTPUT_UNWRITABLE, Code.OUTPUT_CLASH, Code.STYLE_MISSING, Code.STYLE_INVALID,
    Code.FACE_MISSING, Code.CHARACTER_MISSING, Code.ID_REPEATED, Code.REFERENCE_DANGLING, Code.PROOF_FAILED,
    Code.NOT_AN_EDITION, Code.REPOSITORY_ADDRESS, Code.REPOSITORY_UNREACHABLE, Code.REPOSITORY_DENIED,
    Code.REPOSITORY_MISSING, Code.REPOSITORY_DAMAGED, Code.REPOSITORY_REFUSED, Code.REPOSITORY_DIFFERS,
})  # fmt: skip
_REMARKS = frozenset({Code.ENCODING_GUESSED, Code.HEADING_LONE, Code.PUNCTUATION_RESTORED})

SEVERITIES: Mapping[Code, Severity] = MappingProxyType(
    {
        code: Severity.ERROR if code in _ERRORS else Severity.REMARK if code in _REMARKS else Severity.WARNING
        for code in Code
    }
)


class Place(Struct, frozen=True, order=True):
    """A place in a source: line and column, both counted from 1, the column in characters."""

    line: int
    column: int = 1


class Diagnostic(Struct, frozen=True):
    """One thing to say: what, where, and what to do. `path` names the file, `part` a place inside a package."""

    code: Code
    message: str
    place: Place | None = None
    hint: str = ""
    path: str = ""
    part: str = ""

    @property
    def severity(self) -> Severity:
        """The severity that belongs to the code."""
        return SEVERITIES[self.code]

    def __str__(self) -> str:
        """`path:line:column: severity[code]: message`, with the hint on a line of its own."""
        where = [self.path, self.part] if self.part else [self.path]
        if self.place is not None:
            where += [str(self.place.line), str(self.place.column)]
        prefix = ":".join(filter(None, where))
        line = f"{prefix + ': ' if prefix else ''}{self.severity}[{self.code}]: {self.message}"
        return f"{line}\n    {self.hint}" if self.hint else line


class Refused(Exception):
    """A job that cannot go on, with the diagnostics that say why (at least one)."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        """Carry the diagnostics; their text is the exception's."""
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics


def refuse(
    code: Code, message: str, hint: str = "", *, place: Place | None = None, path: str = "", part: str = ""
) -> Refused:
    """A `Refused` with one diagnostic, to be raised."""
    return Refused(Diagnostic(code, message, place, hint, path, part))
