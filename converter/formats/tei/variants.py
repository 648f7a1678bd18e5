"""How an element of an edition varies from the one that follows from what was read of the edition, in words.

    <p> in par-47 has n=“48”, and by the rest of the edition n=“47”
    <titlePart> in <titlePage> says “A/78/2”, and by the rest of the edition “A/78/1”

White space between words is not compared: where it is part of the report, the report has it. What is marked in a text
(`idno`, `date`) parts no text, nor does the beginning of a page; marks are compared, pages follow from nothing here.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from lxml import etree

from converter.diagnostics import Code
from converter.formats.tei.names import MARKED, NOTE_CALL, TEI, XML_ID
from converter.formats.tei.record import collapsed, tag, words
from converter.verify.quote import quote

_Element = etree._Element
Tell = Callable[[Code, str, _Element], None]

_PAGE = TEI + "pb"
_MARKS = tuple(TEI + name for name in MARKED)
_HOLDERS = tuple(TEI + name for name in ("publicationStmt", "bibl"))
"""Where `idno` and `date` of the header stand; a `bibl` of the text holds words."""

_REST = "by the rest of the edition"


class _Parts(NamedTuple):
    """What an element holds: elements with the texts around them, one more than there are elements; and marks."""

    children: list[_Element]
    texts: list[str]
    marks: list[_Element]
    paged: bool


def vary(found: _Element, expected: _Element, tell: Tell) -> None:
    """Tell where an element varies from the one that is expected."""
    if _markup(found) != _markup(expected):
        _compare(found, expected, tell)


def _markup(element: _Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", with_tail=False)


def attributes(found: _Element, expected: _Element, tell: Tell) -> None:
    """Tell where the attributes vary; `next`, which leads through the notes of the whole report, is not compared."""
    for name in {**expected.attrib, **found.attrib}:
        said, right = found.get(name), expected.get(name)
        if said == right or name == "next":
            continue
        if right is None:
            tell(Code.UNREAD, f"{_named(found)} has {_short(name)}={quote(said or '')}, which nobody reads", found)
        else:
            has = f"has no {_short(name)}" if said is None else f"has {_short(name)}={quote(said)}"
            tell(Code.CONTRADICTION, f"{_named(found)} {has}, and {_REST} {_short(name)}={quote(right)}", found)


def _text(found: _Element, said: str, right: str, tell: Tell) -> None:
    """Tell where a text of an element varies."""
    said, right = collapsed(said).strip(" "), collapsed(right).strip(" ")
    if said == right:
        return
    if not right:
        tell(Code.UNREAD, f"{_named(found)} holds the words {quote(said)}, which nobody reads", found)
    else:
        start = _where_apart(said, right)
        says = f"says {_from(said, start)}" if said else "says nothing"
        tell(Code.CONTRADICTION, f"{_named(found)} {says}, and {_REST} {_from(right, start)}", found)


def _compare(found: _Element, expected: _Element, tell: Tell) -> None:
    attributes(found, expected, tell)
    there, here = _parts(found), _parts(expected)
    if list(map(tag, there.children)) != list(map(tag, here.children)):
        _realigned(found, there.children, here.children, tell)
        return
    _marks(found, there, here, tell)
    if not _is_open(expected):
        for said, right in zip(there.texts, here.texts, strict=True):
            _text(found, said, right, tell)
    for one, other in zip(there.children, here.children, strict=True):
        _compare(one, other, tell)


def _is_open(expected: _Element) -> bool:
    """Whether it calls a note that was not read yet, so that the mark is not known."""
    return expected.get("type") == NOTE_CALL and not expected.text


def _parts(element: _Element) -> _Parts:
    children, texts, marks, paged = list[_Element](), [element.text or ""], list[_Element](), False
    in_text = element.tag not in _HOLDERS
    for child in element:
        if child.tag == _PAGE:
            paged = True
        elif in_text and child.tag in _MARKS:
            marks.append(child)
            texts[-1] += child.text or ""
        elif not _told_apart(child):
            children.append(child)
            texts.append("")
        texts[-1] += child.tail or ""
    return _Parts(children, texts, marks, paged)


def _told_apart(element: _Element) -> bool:
    """A paragraph of passages or of places: the account of the source looks after it."""
    parent = element.getparent()
    return parent is not None and parent.tag == TEI + "samplingDecl" and len(element) > 0


def _realigned(found: _Element, there: list[_Element], here: list[_Element], tell: Tell) -> None:
    """Tell which elements are missing or too many, and how the others vary."""
    moves = SequenceMatcher(None, list(map(_key, there)), list(map(_key, here)), autojunk=False).get_opcodes()
    for move, start, end, first, last in moves:
        if move == "equal":
            for one, other in zip(there[start:end], here[first:last], strict=True):
                _compare(one, other, tell)
            continue
        for extra in there[start:end]:
            tell(Code.UNREAD, f"{_named(extra)} {_saying(extra)}is what nobody reads", extra)
        for missing in here[first:last]:
            tell(Code.CONTRADICTION, f"{_named(found)} is without <{tag(missing)}> {_saying(missing)}".strip(), found)


def _marks(found: _Element, there: _Parts, here: _Parts, tell: Tell) -> None:
    """Tell marks that do not follow from the text; one that a page begins in may be missing."""
    right = [_mark(each) for each in here.marks]
    for each in there.marks:
        if _mark(each) not in right:
            tell(Code.CONTRADICTION, f"{_named(each)} {_saying(each)}does not follow from its words", each)
    if len(there.marks) < len(right) and not there.paged:
        tell(Code.CONTRADICTION, f"{_named(found)} is without {len(right) - len(there.marks)} of its marks", found)


def _mark(element: _Element) -> tuple[str, tuple[tuple[str, str], ...], str]:
    attributes = tuple(sorted((str(name), str(value)) for name, value in element.attrib.items()))
    return tag(element), attributes, element.text or ""


def _key(element: _Element) -> tuple[str, str | None, str]:
    return tag(element), element.get(XML_ID) or element.get("type"), words(element)


def _named(element: _Element) -> str:
    """An element, and where it stands: in the node with an id, else in the element around it."""
    around = (each for each in element.iterancestors() if each.get(XML_ID))
    home = element.get(XML_ID) or next((each.get(XML_ID) for each in around), None)
    if home is None:
        parent = element.getparent()
        home = f"<{tag(parent)}>" if parent is not None else ""
    return f"<{tag(element)}> in {home}" if home else f"<{tag(element)}>"


def _short(name: str) -> str:
    """The name of an attribute, as it is written."""
    return name.replace("{http://www.w3.org/XML/1998/namespace}", "xml:")


def _saying(element: _Element) -> str:
    said = words(element)
    return f"({quote(said)}) " if said else ""


def _where_apart(one: str, other: str) -> int:
    """The first place at which two texts differ."""
    pairs = zip_longest(one, other)
    return next(at for at, (a, b) in enumerate(pairs) if a != b)


def _from(said: str, start: int) -> str:
    """A text from a little before this place on."""
    begin = max(0, start - 12)
    return quote(("…" if begin else "") + said[begin:])
