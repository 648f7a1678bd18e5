"""Elements of WordprocessingML, made from the inside out: `w("p", w("pPr", w("pStyle", val="Title")), run)`.

    <w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>…</w:t></w:r></w:p>

The order of children is the caller's, and matters: ECMA-376 Part 1, 17, is a grammar of sequences.
"""

from __future__ import annotations

from functools import cache

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"

_W_ONLY = {"w": W}
_STORY = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """A `w:` element; attributes are `w:` too, and a child that is None is left out."""
    element = etree.Element(_name(tag), nsmap=_W_ONLY)
    for key, value in attributes.items():
        element.set(_name(key), value if isinstance(value, str) else str(value))
    for child in children:
        if child is not None:
            element.append(child)
    return element


def root(tag: str, *children: Element) -> Element:
    """The root of a part with running text; it declares every namespace that such text uses."""
    element = etree.Element(_name(tag), nsmap=_STORY)
    element.extend(children)
    return element


def qualified(namespace: str, tag: str) -> str:
    """The name as lxml writes it: `{namespace}tag`."""
    return f"{{{namespace}}}{tag}"


def text(characters: str, tag: str = "t") -> Element:
    """Characters as `w:t` (or `w:instrText`), their outer spaces kept."""
    element = w(tag)
    element.text = characters
    if characters != characters.strip() or "  " in characters:
        element.set(_SPACE, "preserve")
    return element


def twips(points: float) -> int:
    """Points as twentieths of a point, in which Word measures."""
    return round(points * 20)


def serialised(element: Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(element, encoding="UTF-8", standalone=True)


@cache
def _name(tag: str) -> str:
    return f"{{{W}}}{tag}"
