"""Names that the writer and the reader of TEI share: elements, attributes, and the values they take here.

A label is kept as printed in `<label>`, the first child of what it labels. `@n` beside it gives its value in figures.
What `read_label` finds in the printed label is not written; only what departs from that is:

    <p n="47"><label>47.</label>…                    decimal, 47, as `47.` reads by itself
    <label type="letter">I.</label>                  the ninth letter, where `I.` alone would be Roman one
    <label type="other" n="3 bis">№ 3 bis</label>    scheme, value and suffix, where nothing can be read
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import cast, get_args

from converter.labels import mark, read_label
from converter.model import Label, Scheme, Style

NAMESPACE = "http://www.tei-c.org/ns/1.0"
TEI = f"{{{NAMESPACE}}}"
"""What stands before the local name of every element."""

VERSION = "4.12.0"
"""The version of P5 that is written."""

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

CONTINUATION = "continuation"
"""The type of a division without heading and id: it only holds what follows a subdivision, where TEI has no blocks."""

NOTES = "notes"
"""The type of the division at the back that holds notes which the text does not call."""

NOTE_CALL = "noteref"
"""The type of a `ref` that calls a note given elsewhere."""

MARKED = ("idno", "date")
"""What is set around words of our own editions and adds none."""

BOX = "box"
"""The type of a `floatingText` that is a box."""

UNREAD = "unread"
"""The type of an `ab` that keeps what could not be placed."""

APPLICATION = "converter"
"""The `application/@ident` by which an edition of this project's own is known."""

_SCHEMES = frozenset(get_args(Scheme))
_LEVELS = ("chapter", "section", "subsection", "subsubsection")

RENDITIONS: Mapping[Style, str] = MappingProxyType(
    {
        "emphasis": "italic",
        "strong": "bold",
        "superscript": "superscript",
        "subscript": "subscript",
        "underline": "underline",
        "small-caps": "small-caps",
    }
)
"""`hi/@rend` by style."""


def division_type(level: int) -> str:
    """`div/@type` of a level: chapter, section, subsection, subsubsection, then `level-5` and so on."""
    return _LEVELS[level - 1] if level <= len(_LEVELS) else f"level-{level}"


def division_level(type: str) -> int | None:
    """The level that a `div/@type` of this project's own names, or None."""
    if type in _LEVELS:
        return _LEVELS.index(type) + 1
    number = type.removeprefix("level-")
    return int(number) if number.isascii() and number.isdecimal() and 1 <= int(number[:5]) <= 1000 else None


def number(label: Label) -> str:
    """`@n` of what bears a label: its value in figures and its suffix (`47`, `47 bis`), else its bare mark."""
    if label.value is None:
        return mark(label)
    return f"{label.value} {label.suffix}".strip()


def label_attributes(label: Label) -> dict[str, str]:
    """What `<label>` must say besides the printed label so that it reads as this label again."""
    if read_label(label.printed) == label:
        return {}
    if label == Label(label.printed):
        return {"type": label.scheme}
    if label.scheme != "other" and read_label(label.printed, label.scheme) == label:
        return {"type": label.scheme}
    value = "" if label.value is None else str(label.value)
    return {"type": label.scheme, "n": f"{value} {label.suffix}" if label.suffix else value}


def label_from(printed: str, attributes: Mapping[str, str]) -> Label:
    """The label that `<label>` with these attributes stands for, as far as this project writes them."""
    return _label(printed, attributes.get("type", ""), attributes.get("n", "?"))


@lru_cache(maxsize=4096)
def _label(printed: str, type: str, n: str) -> Label:
    if type not in _SCHEMES:
        return read_label(printed)
    scheme = cast(Scheme, type)
    value, _, suffix = n.partition(" ")
    if value == "?":
        return Label(printed) if scheme == "other" else read_label(printed, scheme)
    if not value:
        return Label(printed, scheme, suffix=suffix)
    if value.isascii() and value.isdecimal() and len(value) < 10:
        return Label(printed, scheme, int(value), suffix)
    return read_label(printed)
