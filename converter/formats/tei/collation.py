"""An edition of our own collated with itself: what it says twice, it must say alike.

Much of an edition follows from the rest: `@n` from a label, the mark at a later call from the note, the title page,
the description of the source, extent, languages and declarations from metadata and text. All of it is written again
from what was read, block by block, and compared with what stands there:

    <p n="48" xml:id="par-47"><label>47.</label>…      <p> in par-47 has n=“48”, and by the rest of the edition n=“47”

Where pages begin and what stood in the source follow from nothing in an edition; they must agree among themselves.
An edition by another version of this project, which may have been written otherwise, is not collated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from types import MappingProxyType

from lxml import etree
from msgspec.structs import replace

from converter.diagnostics import Code
from converter.environment import Environment
from converter.formats.tei import blocks, inlines
from converter.formats.tei.account import write_figures
from converter.formats.tei.body import open_division
from converter.formats.tei.catalogue import version
from converter.formats.tei.declared import Account
from converter.formats.tei.front import write_front
from converter.formats.tei.header import OWN_DATE, write_header
from converter.formats.tei.names import NAMESPACE, TEI, VERSION, XML_LANG
from converter.formats.tei.pages import turned
from converter.formats.tei.pen import Pen
from converter.formats.tei.record import HINT, SPARE, Record, tag
from converter.formats.tei.variants import attributes, vary
from converter.formats.tei.write import STRUCTURE, spread
from converter.model import Block, Division, Inline, Label, Report
from converter.reading import Reading
from converter.release import RELEASE

_Element = etree._Element
_NS = {"t": NAMESPACE}
_EDITION = "t:teiHeader/t:fileDesc/t:editionStmt/t:edition"
_CHANGE = "t:teiHeader/t:revisionDesc/t:change"
_FRAME: Mapping[str, tuple[str, ...]] = {"TEI": ("teiHeader", "text"), "text": ("front", "body", "back")}
"""What the elements hold that hold everything."""

_MOST = 20
"""So many variants are told; the rest is counted."""


def collation(record: Record, root: _Element, symbol: str | None) -> Collation | None:
    """The collation of the edition under this root; None where another version of this project has written it."""
    said = version(root)
    if said == RELEASE:
        return Collation(record, symbol)
    if said not in root.findtext(_EDITION, "", _NS).split():
        message = f"<application> says version {said[:20]!r}, and <edition> does not"
        record.tell(Code.CONTRADICTION, message, root, HINT)
    return None


class Collation:
    """Compares an edition, as it is read, with what would be written of it."""

    def __init__(self, record: Record, symbol: str | None) -> None:
        """A collation that has seen nothing of the edition of the report with this symbol."""
        self._record = record
        self._symbol = symbol
        self._pen = Pen(symbol)
        self._told = 0

    # The text, as it is read

    def block(self, element: _Element, nodes: Iterable[Division | Block], at: inlines.At) -> None:
        """An element of the text, from which these nodes were read, or a note that stands by itself."""
        expected = _scratch("body")
        for node in nodes:
            if not isinstance(node, Division):
                blocks.write_block(self._pen, expected, node, self._at(at))
        note = self._record.note_ids.get(element)
        if note is not None:
            blocks.write_note(self._pen, expected, self._record.notes[note], self._at(at))
        if len(expected) == 1:
            spread(expected.iter(*STRUCTURE))
            vary(element, expected[0], self._tell)

    def division(self, element: _Element, division: Division, at: inlines.At) -> None:
        """The start tag of a division, whatever it holds."""
        expected, _ = open_division(Pen(), _scratch("body"), division, self._at(at))
        attributes(element, expected, self._tell)

    def continuation(self, element: _Element) -> None:
        """The start tag of a division that only holds what stands in it."""
        attributes(element, _scratch("div", type=element.get("type", "")), self._tell)

    def head(self, heads: Sequence[_Element], label: Label | None, heading: Sequence[Inline], at: inlines.At) -> None:
        """The one head of a division."""
        expected = _scratch("div")
        blocks.write_head(self._pen, expected, label, heading, self._at(at))
        if heads and len(expected):
            vary(heads[0], expected[0], self._tell)
        for extra in heads[len(expected) :]:
            self._tell(Code.UNREAD, "<head> stands where no other may", extra)

    def _at(self, at: inlines.At) -> blocks.At:
        return blocks.At(at.language, noted=False, notes=self._record.notes, base=self._record.language)

    # What follows from the whole

    def finish(self, root: _Element, reading: Reading) -> None:
        """What is said of the report as a whole, once all of it was read; `places` are those that the header tells."""
        metadata = replace(reading.report.metadata, language=self._record.language)
        reading = replace(reading, report=replace(reading.report, metadata=metadata))
        self._frame(root)
        expected = _scratch("TEI")
        write_header(Pen(self._symbol), expected, reading, _world(root), write_figures)
        write_front(Pen(), expected, metadata)
        for path, made in zip(("teiHeader", "text/t:front"), expected, strict=True):
            found = root.find(f"t:{path}", _NS)
            if found is None:
                self._tell(Code.CONTRADICTION, f"the edition is without <{tag(made)}>", root)
            else:
                vary(found, made, self._tell)
        self._order([note.id for note in reading.report.notes], root)
        self._calls(root)
        source = metadata.source
        for message, element in turned(self._record.pages, source.name if source else None):
            self._tell(Code.CONTRADICTION, message, element)
        if self._told > _MOST:
            self._record.tell(Code.CONTRADICTION, f"and {self._told - _MOST:,} more such variants", root)

    def _frame(self, root: _Element) -> None:
        """The elements around everything: nothing else stands in them, and they say nothing."""
        attributes(root, _scratch("TEI", **{"version": VERSION, XML_LANG: self._record.language}), self._tell)
        for element in (root, *root.iterfind("t:text", _NS)):
            self._record.holds(element, *_FRAME[tag(element)])
        for found in root.iterfind("t:text", _NS):
            for each in (found, *found.iterfind("t:body", _NS), *found.iterfind("t:back", _NS)):
                attributes(each, _scratch(tag(each)), self._tell)
                if tag(each) != "text":
                    self._record.holds(each, *map(tag, each))

    def _order(self, order: Sequence[str], root: _Element) -> None:
        """The notes say their next ones where they do not stand in their order, and nowhere else."""
        following = self._record.following
        expected = dict(pairwise(order)) if list(self._record.notes) != list(order) else {}
        for id in {**following, **expected}:
            said, right = following.get(id), expected.get(id)
            if said != right:
                message = f"<note> {id} leads to {said}, and by the rest of the edition to {right}"
                self._tell(Code.CONTRADICTION, message, root)

    def _calls(self, root: _Element) -> None:
        """What is printed at calls of notes that had not been read yet."""
        for id, said in self._record.open_calls:
            note = self._record.notes.get(id)
            if note is not None and note.label.printed != said:
                message = f"<ref> says {said[:40]!r}, and the note {id} that it calls {note.label.printed[:40]!r}"
                self._tell(Code.CONTRADICTION, message, root)

    def _tell(self, code: Code, message: str, element: _Element) -> None:
        self._told += 1
        if self._told <= _MOST:
            self._record.tell(code, message, element, SPARE if code is Code.UNREAD else HINT)


def concluded(root: _Element, report: Report, record: Record, account: Account, collated: Collation | None) -> Reading:
    """The reading of an edition of our own, with all that is told of its source and all there is to say."""
    reading = account.reading(root, report)
    account.settle(root, reading)
    if collated:
        collated.finish(root, reading)
    places = account.places or MappingProxyType(record.places)
    return replace(reading, places=places, diagnostics=tuple(record.diagnostics()))


def _scratch(name: str, **attributes: str) -> _Element:
    return etree.Element(TEI + name, attributes, nsmap={None: NAMESPACE})


def _world(root: _Element) -> Environment:
    """The environment that the revision tells of: a clock that somebody fixed, or none."""
    change = root.find(_CHANGE, _NS)
    if change is None or (change.text or "").endswith(OWN_DATE):
        return Environment()
    try:
        day = datetime.fromisoformat(change.get("when", ""))
    except ValueError:
        return Environment()
    return Environment(epoch=int(day.replace(tzinfo=UTC).timestamp()))
