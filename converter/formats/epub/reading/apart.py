"""Two elements held against each other: one as the report makes it, one as it is found.

    <p id="par-3"> has hidden “”, where the report has none
    <a href="div-2.xhtml#div-2"> reads “II. Methuds”, where the report has “II. Methods”
    <li> “III. Results” stands in <ol>, where the report has nothing

Where elements are of another kind or number, the first that is not alike is told, and nothing more of what stands
around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from converter.diagnostics import Code, Diagnostic
from converter.formats.epub.markup import EPUB
from converter.formats.epub.reading.opened import Element
from converter.formats.epub.reading.record import collapsed, place

_PREFIXES = {f"{{{EPUB}}}": "epub:", "{http://www.w3.org/XML/1998/namespace}": "xml:"}
_NAMING = ("id", "property", "name", "idref", "href", "src", f"{{{EPUB}}}type", "refines", "class")
"""The attributes that tell a reader best which element is meant."""
_BEFORE, _LONGEST = 12, 40
_HINT = "Look which of the two is right, and write the book again from the report that has it."


def contradiction(message: str, part: str, element: Element | None = None) -> Diagnostic:
    """What a part says otherwise than the report."""
    return Diagnostic(Code.CONTRADICTION, message, None if element is None else place(element), _HINT, part=part)


def apart(made: Element, found: Element, part: str, *, exact: bool) -> Iterator[Diagnostic]:
    """What is not alike in two elements, in document order; white space counts only where it is `exact`."""
    waiting = [(made, found)]
    while waiting:
        made, found = waiting.pop()
        for message in _own(made, found, exact=exact):
            yield contradiction(message, part, found)
        inner = [(one, other) for one, other in zip_longest(made, found)]
        odd = next(((one, other) for one, other in inner if _kind(one) != _kind(other)), None)
        if odd is not None:
            yield contradiction(_odd(*odd, found), part, found if odd[1] is None else odd[1])
            continue
        waiting += reversed(inner)


def _own(made: Element, found: Element, *, exact: bool) -> Iterator[str]:
    """What is not alike in two elements of one kind themselves, and in the text that follows each of their children."""
    for name in dict.fromkeys((*made.keys(), *found.keys())):
        one, other = made.get(name), found.get(name)
        if one != other:
            has = f"has {_short(name)} {_quoted(other, one)}" if other is not None else f"has no {_short(name)}"
            yield f"{_worded(found)} {has}, where the report has {_quoted(one, other)}"
    texts = [(made.text, found.text), *((one.tail, other.tail) for one, other in zip(made, found, strict=False))]
    for one, other in ((_text(one, exact=exact), _text(other, exact=exact)) for one, other in texts):
        if one != other:
            yield f"{_named(found)} reads {_quoted(other, one)}, where the report has {_quoted(one, other)}"


def _odd(made: Element | None, found: Element | None, around: Element) -> str:
    it, other = ("nothing" if element is None else _worded(element) for element in (found, made))
    return f"{it} stands in {_named(around)}, where the report has {other}"


def _kind(element: Element | None) -> object:
    return None if element is None else element.tag


def _named(element: Element) -> str:
    """An element by its name and the attribute that tells it best from others: `<p id="par-3">`."""
    said = next((name for name in _NAMING if element.get(name)), None)
    name = str(element.tag).rpartition("}")[2]
    return f'<{name} {_short(said)}="{element.get(said)}">' if said else f"<{name}>"


def _worded(element: Element) -> str:
    """The same; an element that no attribute tells from others by a few words: `<li> “Notes”`."""
    named, text = _named(element), collapsed("".join(element.itertext())).strip(" ")
    return f"{named} “{text}”" if 0 < len(text) <= _LONGEST and " " not in named else named


def _short(name: str) -> str:
    """The name of an attribute as it is written."""
    for namespace, prefix in _PREFIXES.items():
        name = name.replace(namespace, prefix)
    return name


def _text(text: str | None, *, exact: bool) -> str:
    return (text or "") if exact else collapsed(text or "").strip(" ")


def _quoted(text: str | None, other: str | None) -> str:
    """A text in quotation marks, from a little before the place where it departs from the other."""
    if text is None:
        return "none"
    pairs = enumerate(zip(text, other or "", strict=False))
    at = next((place for place, (one, two) in pairs if one != two), min(len(text), len(other or "")))
    start = at - _BEFORE if at > _BEFORE else 0
    end = len(text) if len(text) - start <= _LONGEST else start + _LONGEST
    return f"“{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}”"
