r"""Fields as they are met in running text: of each only the result is text.

    begin  NOTEREF note_1 \f \h  separate  1  end      ->   a call of the note again
    begin  HYPERLINK "https://…"  separate  words  end ->   words with a link

Fields stand in one another, and may reach over paragraphs. ECMA-376 Part 1, 17.16.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_DERIVED = ("TOC", "INDEX", "TOA", "BIBLIOGRAPHY")


@dataclass
class Field:
    """One field under way: its code as far as it has come, whether its result has begun, and whether it was read."""

    code: str = ""
    result: bool = False
    said: bool = False

    @property
    def words(self) -> list[str]:
        """The code in words: the kind of field, its arguments and switches."""
        return [quoted or bare for quoted, bare in _WORDS.findall(self.code)]

    @property
    def kind(self) -> str:
        """The kind of field."""
        return self.words[0].upper() if self.words else ""

    @property
    def recalled(self) -> str:
        """The bookmark of the note whose mark the field repeats."""
        return self.words[1] if self.kind in ("NOTEREF", "FTNREF") and len(self.words) > 1 else ""

    @property
    def target(self) -> str:
        """Where a HYPERLINK field leads: an address, or `#bookmark`."""
        if self.kind != "HYPERLINK":
            return ""
        words = self.words[1:]
        inside = words[words.index("\\l") + 1 :][:1] if "\\l" in words else []
        address = words[0] if words and not words[0].startswith("\\") else ""
        return address or (f"#{inside[0]}" if inside else "")


class Fields:
    """The fields that are open at a place; `notes` are the bookmarks whose notes a field may call again."""

    def __init__(self, notes: Collection[str]) -> None:
        """None is open."""
        self._notes = notes
        self._open: list[Field] = []

    def mark(self, kind: str) -> None:
        """Take a `w:fldChar`."""
        if kind == "begin":
            self._open.append(Field())
        elif kind == "separate" and self._open:
            self._open[-1].result = True
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, code: str) -> None:
        """Take a piece of a field's code."""
        if self._open and not self._open[-1].result:
            self._open[-1].code += code

    @property
    def silent(self) -> bool:
        """Whether what stands here is code."""
        return any(not field.result for field in self._open)

    @property
    def derived(self) -> bool:
        """Whether what stands here is a list that Word makes from the rest of the document."""
        return any(field.kind in _DERIVED for field in self._open)

    @property
    def recall(self) -> Field | None:
        """The field here that calls a note again."""
        return next((field for field in self._open if field.recalled in self._notes), None) if self._open else None

    @property
    def target(self) -> str:
        """Where the words here lead, if they stand in a HYPERLINK field."""
        return next((field.target for field in reversed(self._open) if field.target), "")
