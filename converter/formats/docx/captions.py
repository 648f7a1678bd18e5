r"""Captions of tables and figures, titles of boxes: label and words, the number in the label a field that counts.

    <w:r><w:t>Table </w:t></w:r> … SEQ Table \* ARABIC … <w:r><w:t>1</w:t></w:r> … <w:r><w:t> Barges by year</w:t></w:r>

A label whose number is not decimal is text. Where the printed numbers break, the field says where they go on.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from converter.formats.docx.markup import Element
from converter.formats.docx.runs import Face, field, runs, said
from converter.formats.docx.story import Story
from converter.labels import frame
from converter.model import Box, Figure, Label, Table
from converter.walk import lines

_SEQUENCES = {Box: "Box", Table: "Table", Figure: "Figure"}


def caption(node: Box | Table | Figure, face: Face, story: Story) -> Iterator[Element]:
    """The runs of a caption or a title."""
    if node.label:
        yield from _counted(node.label, _SEQUENCES[type(node)], replace(face, character="Label"), story)
        yield from said(" ", face, story)
    yield from runs(lines(node), face, story)


def _counted(label: Label, kind: str, face: Face, story: Story) -> Iterator[Element]:
    """ECMA-376 Part 1, 17.16.5.56."""
    around = frame(label) if label.scheme == "decimal" else None
    if around is None or label.value is None:
        yield from said(label.printed, face, story)
        return
    onward = label.value == story.captions.get(kind, 0) + 1
    story.captions[kind] = label.value
    instruction = f"SEQ {kind} \\* ARABIC" + ("" if onward else f" \\r {label.value}")
    yield from said(around.before, face, story)
    yield from field(instruction, said(str(label.value), face, story))
    yield from said(around.after, face, story)
