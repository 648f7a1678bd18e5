"""Reports that break every law (ids and labels given twice, calls of no note, notes that call themselves) are compared
as surely as good ones: something is said if and only if they are not equal."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from converter.model import (
    Block,
    Box,
    Break,
    Cell,
    Division,
    Figure,
    Inline,
    Item,
    Label,
    Lang,
    Link,
    List,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Report,
    Row,
    Styled,
    Table,
    Text,
    Unread,
)
from converter.verify import differences

LABELS = (None, None, Label("1.", "decimal", 1), Label("2.", "decimal", 2), Label("1."))


class Disorder:
    """Makes small reports from very few ids, labels and words, so that nearly everything stands twice."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def several(self, make: Any, least: int = 0) -> tuple[Any, ...]:
        return tuple(make() for _ in range(self.random.randint(least, 2)))

    def one(self, *values: Any) -> Any:
        return self.random.choice(values)

    def id(self) -> str:
        return str(self.one("p1", "p2", "p3", "n1", "q"))

    def language(self) -> str | None:
        return "fr" if self.random.random() < 0.2 else None

    def inline(self, depth: int = 0) -> Inline:
        plain = (Text("a"), Text("ab"), Text(""), Text("b a"), Break(), NoteRef("n1"), NoteRef("n2"))
        if depth > 1 or self.random.random() < 0.7:
            return self.one(*plain)  # type: ignore[no-any-return]
        inner = self.several(lambda: self.inline(depth + 1))
        wrappers = (Styled("strong", inner), Styled("emphasis", inner), Lang("fr", inner), Link("#p1", inner))
        return self.one(*wrappers)  # type: ignore[no-any-return]

    def block(self, depth: int = 0) -> Block:
        line, label = self.several(self.inline), self.one(*LABELS)
        if depth > 2 or self.random.random() < 0.5:
            return Paragraph(self.id(), line, label, self.language())
        content = self.several(lambda: self.block(depth + 1))
        items = self.several(lambda: Item(self.id(), self.several(lambda: self.block(depth + 1)), self.one(*LABELS)), 1)
        rows = self.several(lambda: Row(self.several(lambda: self.cell(depth + 1), 1)), 1)
        return self.one(  # type: ignore[no-any-return]
            Box(self.id(), line, content, label, self.language()),
            List(self.id(), items, self.one(True, False), self.language()),
            Table(self.id(), rows, line, label, self.language()),
            Quotation(self.id(), content, line, self.language()),
            Unread(self.id(), self.one("a", "ab"), "no reason", self.language()),
            Figure(self.id(), b"", "image/png", self.one("", "a"), line, label, self.language()),
        )

    def cell(self, depth: int) -> Cell:
        return Cell(self.several(lambda: self.block(depth)), self.one(True, False), self.one(1, 2))

    def node(self, level: int = 1) -> Division | Block:
        if level > 3 or self.random.random() < 0.6:
            return self.block()
        inner = self.several(lambda: self.node(level + 1))
        return Division(self.id(), self.random.randint(level, 4), self.several(self.inline), inner, self.one(*LABELS))

    def note(self) -> Note:
        return Note(self.one("n1", "n2"), Label(self.one("[1]", "[2]")), self.several(lambda: self.block(2)))

    def report(self) -> Report:
        return Report(Metadata("Disorder", "en"), self.several(self.node), self.several(self.note))

    def shaken(self, value: Any) -> Any:
        """The value with elements taken out or moved here and there."""
        if isinstance(value, tuple):
            parts = [self.shaken(part) for part in value]
            luck = self.random.random()
            if parts and luck < 0.08:
                parts.pop(self.random.randrange(len(parts)))
            elif luck < 0.16:
                self.random.shuffle(parts)
            return tuple(parts)
        if isinstance(value, msgspec.Struct):
            return replace(value, **{name: self.shaken(getattr(value, name)) for name in value.__struct_fields__})
        return value


@pytest.mark.parametrize("seed", range(4))
def test_something_is_said_if_and_only_if_two_reports_are_not_equal(seed: int) -> None:
    disorder = Disorder(seed)
    for _ in range(400):
        one = disorder.report()
        other = disorder.one(disorder.report, lambda made=one: disorder.shaken(made))()
        for expected, found in ((one, other), (other, one)):
            assert bool(differences(expected, found)) == (expected != found), (expected, found)
