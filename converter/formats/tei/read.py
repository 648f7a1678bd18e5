"""Read a TEI P5 document: our own editions without loss (write.py shows their shape), others' as far as the model goes.

    bytes → XML, nothing outside followed → header (catalogue.py) · notes found (notes.py) · text (nodes.py) → Reading

In an edition of our own every character of the text is exact, and what it says twice is compared (collation.py). In
others' documents white space is collapsed, as TEI has it. What is dropped is listed with its line; what the model has
no place for is told, once for each kind.
A file too large to be held is read bit by bit, if it is an edition of our own (stream.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from lxml import etree
from msgspec.structs import replace

from converter.diagnostics import Code, Refused, refuse
from converter.formats.tei.catalogue import Catalogue, is_own, language
from converter.formats.tei.collation import collation, concluded
from converter.formats.tei.declared import read_account
from converter.formats.tei.inlines import At, Inlines
from converter.formats.tei.names import NAMESPACE, TEI
from converter.formats.tei.nodes import Maker
from converter.formats.tei.notes import by_call, find_notes, ordered
from converter.formats.tei.record import Record, ids, place, tag, words
from converter.formats.tei.stream import read_stream
from converter.markup import parse_xml
from converter.model import Inline, Lang, Link, Report, Styled
from converter.reading import Reading
from converter.source import Input
from converter.transforms.rewrite import rewrite
from converter.walk import inlines, lines, nodes

_Element = etree._Element
_BESIDE = ("facsimile", "sourceDoc", "standOff", "fsdDecl")


def read(source: Input) -> Reading:
    """The report in this document; a language that the user said stands above the document's.

    Raises Refused (input-malformed, input-empty, input-too-large) when it is no XML, no TEI P5, holds no text or more
    than one, or is nested too deep; see `parse_xml`.
    """
    if source.file:
        return _read_large(source)
    root = _document(parse_xml(source.data, path=source.name), source)
    text = root.find(TEI + "text")
    if text is None:
        raise _refused(root, source, "this TEI document has no text", "Give one that holds a transcription.")
    try:
        return _read(source, root, text)
    except RecursionError:
        raise _refused(root, source, "elements are nested too deep", "Lift them out of those around them.") from None


def _read_large(source: Input) -> Reading:
    try:
        return read_stream(source)
    except RecursionError:
        hint = "Lift them out of those around them."
        raise refuse(Code.INPUT_MALFORMED, "elements are nested too deep", hint, path=source.name) from None


def _document(root: _Element, source: Input) -> _Element:
    """The one TEI document under this root."""
    if root.tag == TEI + "teiCorpus":
        found = list(root.iter(TEI + "TEI"))
        if len(found) == 1:
            return found[0]
        hint = "Give each of them as a file of its own."
        raise _refused(root, source, f"this corpus holds {len(found):,} documents; a report is one", hint)
    if root.tag == TEI + "TEI":
        return root
    raise _foreign(root, source)


def _foreign(root: _Element, source: Input) -> Refused:
    name = etree.QName(root)
    if name.localname in ("TEI.2", "teiCorpus.2"):
        return _refused(root, source, "this is TEI P4", "Convert it to P5 first.")
    where = f"in the namespace {name.namespace}" if name.namespace else "in no namespace"
    message = f"this is no TEI P5: its root element is <{name.localname}> {where}"
    return _refused(root, source, message, f"A TEI document begins with <TEI> in the namespace {NAMESPACE}.")


def _refused(root: _Element, source: Input, message: str, hint: str) -> Refused:
    return refuse(Code.INPUT_MALFORMED, message, hint, place=place(root), path=source.name)


def _read(source: Input, root: _Element, text: _Element) -> Reading:
    own = is_own(root)
    record = Record(own, language(root, text, own=own), ids(root))
    catalogue = Catalogue(root, record)
    metadata = catalogue.metadata(source, text)
    find_notes(record, text)
    collated = collation(record, root, metadata.symbol) if own else None
    content = tuple(Maker(record, collated).text(text, At(record.language)))
    report = Report(metadata, content, ordered(record))
    if own:
        return concluded(root, report, record, read_account(root, record), collated)
    report = _linked(replace(report, notes=by_call(report)), record)
    catalogue.leave()
    _beside(root, record)
    dropped = tuple(sorted(record.dropped, key=lambda dropped: dropped.place))
    return Reading(report, MappingProxyType(record.places), dropped, diagnostics=tuple(record.diagnostics()))


def _beside(root: _Element, record: Record) -> None:
    """What stands beside the text: images of pages, transcriptions by page, annotations."""
    for element in root:
        if tag(element) in _BESIDE:
            record.tell(Code.NOT_CARRIED, f"<{tag(element)}> was left out", element)
            if said := words(element):
                record.drop(element, said, f"<{tag(element)}>")


def _linked(report: Report, record: Record) -> Report:
    """The report with its links leading to nodes: the node of an element, or the node that it became part of."""
    links = (each for node in nodes(report) for each in inlines(lines(node)) if isinstance(each, Link))
    targets = dict.fromkeys(link.target for link in links if link.target.startswith("#"))
    if not targets:
        return report
    held = {node.id for node in nodes(report)}
    homes = {target: _home(record, record.known[target[1:]], held) for target in targets}
    for target, home in homes.items():
        if home is None:
            record.tell(Code.NOT_CARRIED, f"no link leads to {target[:60]!r}", record.known[target[1:]])
    return rewrite(report, lambda content, _: tuple(_relinked(content, homes)))


def _home(record: Record, element: _Element, held: Collection[str]) -> str | None:
    """The id of the node that an element became, or stands in."""
    above = (record.homes.get(each) for each in (element, *element.iterancestors()))
    return next((id for id in above if id in held), None)


def _relinked(content: Inlines, homes: Mapping[str, str | None]) -> Iterator[Inline]:
    """Inlines whose links lead to nodes; a link that leads to none is what it holds."""
    for inline in content:
        if not isinstance(inline, Styled | Lang | Link):
            yield inline
            continue
        inner = tuple(_relinked(inline.content, homes))
        if not isinstance(inline, Link):
            yield replace(inline, content=inner)
        elif home := homes.get(inline.target, inline.target[1:]):
            yield Link(f"#{home}" if inline.target in homes else inline.target, inner)
        else:
            yield from inner
