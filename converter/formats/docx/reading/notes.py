"""Footnotes and endnotes: where they are called, what Word shows as their marks, and what they hold.

<w:r><w:footnoteReference w:id="3"/></w:r>        ->   note "f3", and what stands in footnote 3 of the notes' part
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Code, Diagnostic, Place
from converter.formats.docx.markup import Element, W
from converter.formats.docx.reading.entries import Entry
from converter.formats.docx.reading.lists import counted
from converter.formats.docx.reading.looks import value, whole
from converter.formats.docx.reading.shared import Shared
from converter.formats.docx.reading.story import Story

_W = "{" + W + "}"
_KINDS = (("f", "footnote", "decimal"), ("e", "endnote", "lowerRoman"))


class Notes:
    """The notes of a document. `entries` holds what each of them consists of, once it was read."""

    def __init__(self, shared: Shared, root: Element) -> None:
        """Find the calls in the text that bookmarks enclose."""
        self.entries: dict[str, list[Entry]] = {}
        self._shared = shared
        self._formats = {letter: _format(root, kind, usual) for letter, kind, usual in _KINDS}
        for letter, kind, _ in _KINDS:
            for call in root.iter(f"{_W}{kind}Reference"):
                run = call.getparent()
                before = run.getprevious() if run is not None else None
                if before is not None and before.tag == f"{_W}bookmarkStart":
                    shared.calls[before.get(f"{_W}name", "")] = letter + call.get(f"{_W}id", "")

    def read(self) -> None:
        """Read the notes that were called, in the order of their calls."""
        shared = self._shared
        elements = dict(self._elements())
        stories: dict[str, Story] = {}
        roots: dict[str, Element | None] = {}
        for note in shared.order:
            part, element = elements.pop(note, ("", None))
            if element is None:
                message = f"note {note[1:]}, which is called and is not there"
                shared.parts.diagnostics.append(
                    Diagnostic(Code.NOT_CARRIED, message, part=shared.parts.main, path=shared.parts.name)
                )
                self.entries[note] = []
                continue
            story = stories.setdefault(part, Story(shared, part))
            self.entries[note] = story.entries(element)
            roots[part] = element.getparent()
        for part, story in stories.items():
            if (root := roots[part]) is not None:
                story.close(root)
        for part, element in elements.values():
            words = "".join(piece.text or "" for piece in element.iter(f"{_W}t"))
            Story(shared, part).drop(words, "a note that no text calls")

    def shown(self) -> dict[str, str]:
        """The mark of every note as Word shows it. Word does not count the notes that bring a mark of their own."""
        counts = dict.fromkeys(self._formats, 0)
        marks: dict[str, str] = {}
        for note in self._shared.order:
            format, start = self._formats[note[0]]
            if note in self._shared.marks:
                marks[note] = self._shared.marks[note]
            else:
                marks[note] = counted(format, start + counts[note[0]])
                counts[note[0]] += 1
        return marks

    def _elements(self) -> Iterator[tuple[str, tuple[str, Element]]]:
        """Every note with its part; the separators are none."""
        parts = self._shared.parts
        for letter, kind, _ in _KINDS:
            part = parts.related(parts.main, f"{kind}s")
            root = parts.xml(part) if part else None
            for element in root.iterfind(f"{_W}{kind}") if root is not None else ():
                if element.get(f"{_W}type", "normal") != "normal":
                    for style in element.iter(f"{_W}pStyle"):
                        self._shared.styled("paragraph", style.get(f"{_W}val"), Place(1))
                else:
                    yield letter + element.get(f"{_W}id", ""), (part or "", element)


def _format(root: Element, kind: str, usual: str) -> tuple[str, int]:
    """The number format of a kind of note and the number that it starts with. 17.11.11 and 17.11.20."""
    properties = next(root.iter(f"{_W}{kind}Pr"), None)
    return value(properties, "numFmt") or usual, whole(value(properties, "numStart")) or 1
