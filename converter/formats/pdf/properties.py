"""What elements say of themselves beside their text: labels, lists, cells.

    Lbl  <</O/UserProperties/P[<</N(printed)/V([1])>>]>>      a mark that is drawn as 1
    L    <</O/List/ListNumbering/Decimal>>                    TH  <</O/Table/Scope/Column/ColSpan 2>>

ISO 32000-1, 14.7.5.4 (user properties), 14.8.5.5 (lists), 14.8.5.7 (tables).
"""

from __future__ import annotations

from functools import lru_cache

from converter.formats.pdf.elements import Element
from converter.formats.pdf.names import COUNTING, NUMBERINGS
from converter.labels import read_label
from converter.model import Cell, Label, List, Row

_read = lru_cache(maxsize=1024)(read_label)


def label(element: Element, label: Label, drawn: str) -> None:
    """Say of a label what cannot be read from its drawn characters."""
    same = _read(label.printed) == label
    if same and label.printed == drawn:
        return
    element.say(
        printed=label.printed if label.printed != drawn else None,
        scheme=None if same else label.scheme,
        value=None if same else label.value,
        suffix=None if same or not label.suffix else label.suffix,
    )


def numbering(node: List) -> bytes:
    """How a list counts. Table 347."""
    return b"<</O/List/ListNumbering/%s>>" % _numbering(node).encode("ascii")


def listed(node: List) -> bool:
    """Whether a list's numbering tells that its order counts."""
    return _numbering(node) in COUNTING


def _numbering(node: List) -> str:
    first = node.items[0].label if node.items else None
    return NUMBERINGS.get(first.scheme, "None") if first else "Disc"


def cell(cell: Cell, row: Row) -> bytes:
    """What a cell heads and spans. Table 349."""
    scope = b"/Scope/Column" if all(each.header for each in row.cells) else b"/Scope/Row"
    spans = (b"/ColSpan %d" % cell.columns if cell.columns > 1 else b"") + (
        b"/RowSpan %d" % cell.rows if cell.rows > 1 else b""
    )
    inner = (scope if cell.header else b"") + spans
    return b"<</O/Table%s>>" % inner if inner else b""
