"""Metadata compared, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from converter.model import Metadata, Node
from converter.verify.difference import Difference, Kind
from converter.verify.quote import quote
from converter.verify.script import hunks

_NAMES = {
    "authors": "list of authors",
    "date.printed": "date as printed",
    "date.iso": "date in ISO 8601",
    "rights.statement": "statement of rights",
    "rights.licence": "licence",
    "series.title": "title of the series",
    "series.previous": "previous title of the series",
    "series.next": "next title of the series",
    "source.name": "name of the source",
    "source.digest": "digest of the source",
}


def metadata(expected: Metadata, found: Metadata) -> Iterator[Difference]:
    """The fields that differ."""
    yield from _record(expected, found, "")


def _record(expected: Node, found: Node, prefix: str) -> Iterator[Difference]:
    for name in expected.__struct_fields__:
        old, new = getattr(expected, name), getattr(found, name)
        if old == new:
            continue
        if isinstance(old, Node) and isinstance(new, Node):
            yield from _record(old, new, f"{name}.")
        else:
            yield _field(_NAMES.get(prefix + name, prefix + name), old, new)


def _field(name: str, old: object, new: object) -> Difference:
    here, there = _excerpts(_shown(old), _shown(new))
    if old is None or old == ():
        message = f"the {name} in the metadata was not expected: {there}"
    elif new is None or new == ():
        message = f"the metadata have lost the {name} {here}"
    else:
        message = f"the {name} in the metadata reads {there}, not {here}"
    return Difference(Kind.METADATA, "the metadata", message, here, there)


def _shown(value: object) -> str:
    """The value as one text: of a record its fields, of a list its members."""
    if isinstance(value, Node):
        return "; ".join(filter(None, (_shown(getattr(value, name)) for name in value.__struct_fields__)))
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Both texts from shortly before the first difference, when they are long."""
    first = next(chain((hunk.start for hunk in hunks(old, new)), (0,)))
    start = 0 if max(len(old), len(new)) <= 60 else max(0, first - 12)
    return quote(old[start:], 60), quote(new[start:], 60)
