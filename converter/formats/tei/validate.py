"""An edition judged as it is written: against converter.rng, the grammar of our own, and by what no grammar sees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree

from converter.diagnostics import Code, Diagnostic, Place, Refused
from converter.formats.tei.names import XML_ID
from converter.markup import parse_xml

_HINT = "A fault of the writer. jing with the converter.rng of this package tells more closely where."
_MOST = 20
"""So many faults are told; the rest is counted."""


def validate(data: bytes) -> tuple[Diagnostic, ...]:
    """What is wrong with an edition of ours (invalid): XML, grammar, references that lead nowhere. Empty if nothing."""
    try:
        root = parse_xml(data, path="")
    except Refused as refusal:
        return tuple(Diagnostic(Code.INVALID, each.message, each.place) for each in refusal.diagnostics)
    found = [*_against_grammar(root), *_dangling(root)]
    left = len(found) - _MOST
    more = [Diagnostic(Code.INVALID, f"and {left:,} more faults")] if left > 0 else []
    return (*found[:_MOST], *more)


def _against_grammar(root: etree._Element) -> Iterator[Diagnostic]:
    judge = _grammar()
    if not judge.validate(root):
        for entry in judge.error_log:
            yield Diagnostic(Code.INVALID, entry.message, Place(max(entry.line, 1)), _HINT)


def _dangling(root: etree._Element) -> Iterator[Diagnostic]:
    ids = {element.get(XML_ID) for element in root.iter(etree.Element)}
    for element in root.iter(etree.Element):
        for name in ("target", "next"):
            target = element.get(name, "")
            if target.startswith("#") and target[1:] not in ids:
                place = Place(max(element.sourceline or 1, 1))
                yield Diagnostic(Code.INVALID, f"{target} leads to nothing in this edition", place)


@lru_cache(maxsize=1)
def _grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("converter.rng")))
