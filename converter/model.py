"""The report: the closed set of its node kinds, values only.

    Report
      metadata   Metadata
      content    Division | Block, nested          (a division holds blocks and divisions)
      notes      Note, each once; a NoteRef names it by id, any number of times

Every block and division has an id made from structure and printed value (`par-47`, `div-2-a`, `box-3`, `note-1`).
Where a node stood in its source is told beside the report (see reading.py), so that two reports are equal when their
content is.

A report says each thing in one way only, so that every format can say it and two reports of one content are equal:

* Text has no control character, no line end (that is a Break), no tab, and no character that XML 1.0 cannot hold. No
  Text is empty, and no two stand side by side. Labels and metadata stand in one line; where one would say nothing it
  is not there. Unread text may have lines, parted by line feeds, and no line end stands last.
* Marks stand in one order: a link around a language around the styles, and these in the order of Style. No mark stands
  in one of its own kind, around nothing, or beside its like. A link ends before the call of a note, itself a link.
* A tag of a language is in its usual form (RFC 5646, 2.1.1), and is said only where the language departs from the one
  around; around a note is the report's.
* A link leads to an id of the report, or to a URI (RFC 3986) of a kind that runs nothing.
* Cells of a table neither overlap nor reach out of it, and a place left open before another cell is an empty cell.

`transforms/canonical.py` brings every report that is read or given into this form; a report in it stays what it is.
What no form can mend (an id given twice, a reference to nothing, a note without a mark) is an error of check.py.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]*$(?!\n)", max_length=256)]
"""A name that is also an XML NCName, a bookmark and a destination. It is checked where JSON is read."""

Tag = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$(?!\n)", max_length=64)]
"""A BCP 47 language tag."""

Count = Annotated[int, msgspec.Meta(ge=1, le=1000)]
"""How many columns or rows, and how deep a heading."""

Target = Annotated[str, msgspec.Meta(pattern=r"^(#|(https?|ftp|mailto|tel|urn|doi):)[^\s]+$(?!\n)")]
"""Where a link leads: `#id`, or a URI of a kind that runs nothing."""


class Node(msgspec.Struct, frozen=True, tag=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A value of the report: frozen, compared by content, tagged with its kind in JSON.

    Nothing in it leads back to it, so that the collector of cycles need not look at it (`gc`).
    """


# Inlines


class Text(Node, frozen=True):
    """Characters as printed."""

    text: str


Style = Literal["emphasis", "strong", "superscript", "subscript", "underline", "small-caps"]


class Styled(Node, frozen=True):
    """Inlines set apart by a style with a meaning."""

    style: Style
    content: tuple[Inline, ...]


class Lang(Node, frozen=True):
    """Inlines in another language than their surroundings; a BCP 47 tag."""

    language: Tag
    content: tuple[Inline, ...]


class Link(Node, frozen=True):
    """Inlines that lead somewhere: a URI, or `#id` of a node of this report."""

    target: Target
    content: tuple[Inline, ...]


class NoteRef(Node, frozen=True):
    """A call of the note with this id; its mark is printed as the note's label says."""

    note: Id


class Break(Node, frozen=True):
    """A line break that was printed as one."""


Inline = Text | Styled | Lang | Link | NoteRef | Break


# Labels

Scheme = Literal[
    "decimal", "letter", "capital", "roman", "capital-roman", "chinese", "cyrillic", "capital-cyrillic", "abjad",
    "symbol", "other",
]  # fmt: skip


class Label(Node, frozen=True):
    """What was printed before a node (`47.`, `第一章`, `(a)`, `[1]`, `*`), and what was read from it.

    `value` is None when nothing could be read; `suffix` keeps what follows the number inside a label, as in `47 bis.`
    """

    printed: str
    scheme: Scheme = "other"
    value: Annotated[int, msgspec.Meta(ge=0, le=999_999_999)] | None = None
    suffix: str = ""


# Blocks


class Paragraph(Node, frozen=True):
    """A paragraph; with a label it is one of the report's numbered paragraphs."""

    id: Id
    content: tuple[Inline, ...]
    label: Label | None = None
    language: Tag | None = None


class Item(Node, frozen=True):
    """One item of a list, with the label that was printed before it, if any."""

    id: Id
    content: tuple[Block, ...]
    label: Label | None = None


class List(Node, frozen=True):
    """Items in a row: ordered when their labels count."""

    id: Id
    items: Annotated[tuple[Item, ...], msgspec.Meta(min_length=1)]
    ordered: bool = False
    language: Tag | None = None


class Box(Node, frozen=True):
    """Boxed text beside the run of the report: one object, with its own title."""

    id: Id
    title: tuple[Inline, ...]
    content: tuple[Block, ...]
    label: Label | None = None
    language: Tag | None = None


class Quotation(Node, frozen=True):
    """Displayed words of somebody else, with their source if it was printed."""

    id: Id
    content: tuple[Block, ...]
    source: tuple[Inline, ...] = ()
    language: Tag | None = None


class Cell(Node, frozen=True):
    """One cell; `columns` and `rows` tell how many it spans."""

    content: tuple[Block, ...]
    header: bool = False
    columns: Count = 1
    rows: Count = 1


class Row(Node, frozen=True):
    """One row of a table; a row whose cells are all headers is a head row."""

    cells: Annotated[tuple[Cell, ...], msgspec.Meta(min_length=1)]


class Table(Node, frozen=True):
    """Rows of cells under a label and a caption."""

    id: Id
    rows: Annotated[tuple[Row, ...], msgspec.Meta(min_length=1)]
    caption: tuple[Inline, ...] = ()
    label: Label | None = None
    language: Tag | None = None


class Figure(Node, frozen=True):
    """An image with its words; `alternative` says what is to be seen, for those who cannot."""

    id: Id
    image: bytes
    media_type: Literal["image/png", "image/jpeg"]
    alternative: str
    caption: tuple[Inline, ...] = ()
    label: Label | None = None
    language: Tag | None = None


class Unread(Node, frozen=True):
    """What could not be placed, word for word, with the reason."""

    id: Id
    text: str
    reason: str
    language: Tag | None = None


Block = Paragraph | List | Box | Quotation | Table | Figure | Unread


class Division(Node, frozen=True):
    """A part of the report under a heading; `level` 1 is the outermost, and levels may skip."""

    id: Id
    level: Count
    heading: tuple[Inline, ...]
    content: tuple[Division | Block, ...]
    label: Label | None = None
    language: Tag | None = None


class Note(Node, frozen=True):
    """A note, once; `label` is its mark as printed at the call."""

    id: Id
    label: Label
    content: tuple[Block, ...]
    language: Tag | None = None


# Metadata


class Date(Node, frozen=True):
    """A date as printed, and as ISO 8601 (`2023-07-07`, `2023-07`, `2023`; None when it could not be read)."""

    printed: str
    iso: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$(?!\n)")] | None = None


class Rights(Node, frozen=True):
    """What the source says of rights, paragraph by paragraph, and the licence it amounts to (a URI or a name)."""

    statement: tuple[str, ...] = ()
    licence: str | None = None


class Series(Node, frozen=True):
    """The series that the report stands in, with the titles of its neighbours."""

    title: str
    previous: str | None = None
    next: str | None = None


class Source(Node, frozen=True):
    """The file that was read: its name without folders, and the SHA-256 of its bytes in hexadecimal."""

    name: str
    digest: str


class Metadata(Node, frozen=True):
    """What is known of the report as a whole; `language` is the BCP 47 tag of its text."""

    title: str
    language: Tag
    subtitle: str | None = None
    symbol: str | None = None
    authors: tuple[str, ...] = ()
    organ: str | None = None
    place: str | None = None
    date: Date | None = None
    session: str | None = None
    publisher: str | None = None
    rights: Rights | None = None
    series: Series | None = None
    source: Source | None = None


class Report(Node, frozen=True):
    """A whole report. Notes stand in the order of their first call."""

    metadata: Metadata
    content: tuple[Division | Block, ...]
    notes: tuple[Note, ...] = ()
