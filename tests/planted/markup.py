"""Damage to elements of XML, where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Element = etree._Element


def first(within: Element, name: str) -> Element:
    """The first element with this name in another one."""
    return next(within.iter(name))


def parent(element: Element) -> Element:
    """The element around another one."""
    around = element.getparent()
    assert around is not None
    return around


def drop(*elements: Element) -> None:
    """Take elements out; what follows them stays."""
    for element in elements:
        _close_up(element, element.tail or "")


def unwrap(element: Element) -> None:
    """Take an element out, and leave in its place what it holds."""
    if not len(element):
        _close_up(element, (element.text or "") + (element.tail or ""))
        return
    assert not (element.text or "").strip()
    for child in list(element):
        element.addprevious(child)
    drop(element)


def _close_up(element: Element, tail: str) -> None:
    before, around = element.getprevious(), parent(element)
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        around.text = (around.text or "") + tail
    element.tail = None
    around.remove(element)


def swap(one: Element, two: Element) -> None:
    """Two elements in each other's place; what follows each place stays."""
    one.tail, two.tail = two.tail, one.tail
    mark = etree.Element("mark")
    parent(one).replace(one, mark)
    parent(two).replace(two, one)
    parent(mark).replace(mark, two)


def move(element: Element, after: Element) -> None:
    """An element after another one."""
    drop(element)
    element.tail, after.tail = after.tail, None
    after.addnext(element)


def append(element: Element, into: Element) -> None:
    """An element as the last in another one."""
    drop(element)
    into.append(element)


def rewrite(within: Element, old: str, new: str) -> None:
    """One string for another, which must stand exactly once in the text of an element."""
    found = [(element, name) for element, name, text in _texts(within) if old in text]
    assert len(found) == 1, f"{old!r} stands in {len(found)} places"
    element, name = found[0]
    setattr(element, name, str(getattr(element, name)).replace(old, new, 1))


def _texts(within: Element) -> Iterator[tuple[Element, str, str]]:
    for element in within.iter(etree.Element):
        yield element, "text", element.text or ""
        if element is not within:
            yield element, "tail", element.tail or ""
