"""A report said in other ways than its one form: the same characters, marks and languages, put in more words.

Whatever is done here, `canonical_report` undoes, and says nothing of it: no reader of the report could see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, TypeVar

from msgspec.structs import asdict, replace

from converter.model import (
    Break,
    Date,
    Figure,
    Inline,
    Label,
    Lang,
    Link,
    Metadata,
    Node,
    NoteRef,
    Report,
    Rights,
    Series,
    Source,
    Styled,
    Text,
)

Inlines = tuple[Inline, ...]
N = TypeVar("N", bound=Node)
_LINES = ("content", "heading", "title", "caption", "source")
_LINE_ENDS = ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f")
_NOTHING: Inlines = (
    Text(""), Styled("strong", ()), Lang("la", (Text(""),)), Link("https://example.org/nowhere", ()),
    Styled("emphasis", (Link("#nowhere", (Text(""), Text(""))),)),
)  # fmt: skip


def rough(report: Report, random: Random) -> Report:
    """The same report, said in another way."""
    at_work = _Rough(random)
    language = report.metadata.language
    content = tuple(at_work.node(node, language) for node in report.content)
    notes = tuple(at_work.node(note, language) for note in report.notes)
    return replace(report, metadata=at_work.metadata(report.metadata), content=content, notes=notes)


class _Rough:
    """Says things in other ways, by chance."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def chance(self, of: int = 3) -> bool:
        """True once in so many."""
        return self.random.randrange(of) == 0

    def node(self, node: N, around: str) -> N:
        """Any node: its language said again, a label that prints nothing, its lines and what it holds in other ways."""
        fields: dict[str, Any] = {name: getattr(node, name) for name in node.__struct_fields__}
        language = fields.get("language") or around
        held = {name: value for name, value in fields.items() if isinstance(value, tuple)}
        changed: dict[str, Any] = {name: self.field(name, value, language) for name, value in held.items()}
        if fields.get("language", "") != "" and self.chance():
            changed["language"] = language.upper()
        if fields.get("label", "") is None and self.chance():
            changed["label"] = Label(self.random.choice(("", " ")), "decimal", 7)
        if isinstance(node, Figure):
            changed["media_type"] = self.random.choice(("image/png", "image/jpeg"))
        return replace(node, **changed)

    def field(self, name: str, values: tuple[Any, ...], around: str) -> tuple[Any, ...]:
        """A line, or nodes."""
        is_line = name in _LINES and all(isinstance(value, Inline) for value in values)
        return self.line(values, around) if is_line else tuple(self.node(value, around) for value in values)

    def line(self, content: Inlines, spoken: str) -> Inlines:
        """The inlines in other ways, and here and there a mark around nothing; an empty line may stay empty."""
        made: list[Inline] = []
        for inline in content:
            made += self.nothing()
            made += self.inline(inline, spoken)
        return (*made, *self.nothing()) if content else ()

    def nothing(self) -> Iterator[Inline]:
        """Something that says nothing, now and then."""
        if self.chance(6):
            yield self.random.choice(_NOTHING)

    def inline(self, inline: Inline, spoken: str) -> Iterator[Inline]:
        """One inline: cut in two, or within a mark that says what is said already."""
        for piece in self.cut(inline):
            made = piece
            if isinstance(piece, Styled | Lang | Link):
                made = replace(piece, content=self.line(piece.content, getattr(piece, "language", spoken)))
            for around in self.marks(piece, spoken):
                made = replace(around, content=(made,))
            yield self.turned(made)

    def cut(self, inline: Inline) -> Iterator[Inline]:
        """A text or a mark as two, a break as a line end, a space as a tab."""
        if isinstance(inline, Text) and self.chance():
            at = self.random.randrange(len(inline.text))
            yield from (Text(inline.text[:at]), Text(inline.text[at:].replace(" ", "\t")))
        elif isinstance(inline, Styled | Lang | Link) and len(inline.content) > 1 and self.chance():
            yield from (replace(inline, content=inline.content[:1]), replace(inline, content=inline.content[1:]))
        elif isinstance(inline, Break) and self.chance():
            yield Text(self.random.choice(_LINE_ENDS))
        else:
            yield inline

    def marks(self, inline: Inline, spoken: str) -> Iterator[Styled | Lang | Link]:
        """Marks that add nothing around this: its own again, the language that is spoken, a link around a call."""
        if isinstance(inline, Styled | Link) and self.chance():
            yield inline
        if isinstance(inline, Lang):
            yield from [Lang("la", ())] if self.chance() else []
        elif self.chance(6):
            yield Lang(spoken, ())
        if isinstance(inline, NoteRef) and self.chance():
            yield Link("https://example.org/call", ())

    def turned(self, inline: Inline) -> Inline:
        """Two marks around the same words, the inner one outside now and then."""
        inner = inline.content[0] if isinstance(inline, Styled | Lang | Link) and len(inline.content) == 1 else None
        if isinstance(inner, Styled | Lang | Link) and type(inner) is not type(inline) and self.chance(2):
            return replace(inner, content=(replace(inline, content=inner.content),))
        return inline

    def metadata(self, about: Metadata) -> Metadata:
        """Fields that say nothing in place of some that are not there."""
        nothing: dict[str, Any] = {
            "date": Date(""), "rights": Rights(("", " "), ""), "series": Series("", "", " "), "source": Source("", ""),
        }  # fmt: skip
        absent = [name for name, value in asdict(about).items() if value is None]
        said = {name: nothing.get(name, "") for name in absent if self.chance(2)}
        return replace(about, **said, authors=("", *about.authors), language=about.language.upper())
