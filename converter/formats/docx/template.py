"""A document of an organisation as the base: its styles take the place of ours that have the same names.

    converter convert report.txt --to docx --template letterhead.docx

A style of the template keeps its look and gets our identifier, so that text and lists find it; ours keep the numbers
that they are linked to. The template's other styles, its defaults and its theme come with them, and the size and the
margins of its last section's page; its text, its heads and its feet do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from msgspec import Struct, structs

from converter.diagnostics import Code, Refused, refuse
from converter.formats.docx.markup import Element, W, qualified
from converter.formats.docx.reading.looks import value, whole
from converter.formats.docx.reading.parts import open_parts
from converter.source import Input
from converter.stylesheet import Length, Page

_STYLE, _ID, _TYPE, _VAL = (qualified(W, name) for name in ("style", "styleId", "type", "val"))
_DEFAULTS, _RUNS, _LANG = (qualified(W, name) for name in ("docDefaults", "rPrDefault", "lang"))
_NUMBER, _PARAGRAPH = qualified(W, "numPr"), qualified(W, "pPr")
_REFERENCES = tuple(qualified(W, name) for name in ("basedOn", "next", "link"))
_BEFORE_NUMBERS = tuple(
    qualified(W, name) for name in ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
_SIZES = {"w": "width", "h": "height"}
_MARGINS = {"top": "top", "bottom": "bottom", "left": "inner", "right": "outer", "header": "head", "footer": "foot"}
_LEAST = 144
"""The least width and height of the text on a page, in points."""
_MOST = 1584
"""The widest and the longest page of Word, in points."""


class Template(Struct, frozen=True):
    """What is taken of a template: the root of its styles, and its theme and its last section, where it has them."""

    styles: Element
    theme: bytes | None
    section: Element | None

    def page(self, ours: Page) -> Page:
        """The template's page; what it does not say, or says beyond reason, is as ours. 17.6.11 and 17.6.13."""
        if self.section is None:
            return ours
        size, margins = (self.section.find(qualified(W, name)) for name in ("pgSz", "pgMar"))
        found = {**_points(size, _SIZES), **_points(margins, _MARGINS)}
        page = structs.replace(ours, **found)
        across, down = page.width - page.inner - page.outer, page.height - page.top - page.bottom
        return page if min(across, down) >= _LEAST else ours


def read_template(data: bytes) -> Template:
    """The styles and the theme in a DOCX or DOTX file. Raises Refused (style-invalid) when it is none."""
    try:
        parts = open_parts(Input("template", data))
        names = {kind: parts.related(parts.main, kind) for kind in ("styles", "theme")}
        styles = parts.xml(names["styles"]) if names["styles"] else None
        theme = parts.bytes(names["theme"]) if names["theme"] else None
        text = parts.xml(parts.main)
    except Refused as refusal:
        message = f"the template {refusal.diagnostics[0].message}"
        raise refuse(Code.STYLE_INVALID, message, "Give a .docx file that Word opens.") from None
    if styles is None:
        raise refuse(Code.STYLE_INVALID, "the template has no styles", "Give a .docx file that Word has saved.")
    sections = list(text.iter(qualified(W, "sectPr"))) if text is not None else []
    return Template(styles, theme, sections[-1] if sections else None)


def styled(ours: Element, template: Element) -> Element:
    """The styles part with the template's look: ours that it does not have, then all that it has."""
    own = {_key(style): style for style in ours.iter(_STYLE)}
    identifiers = _identifiers(own, template)
    theirs = [_adopted(style, own.get(_key(style)), identifiers) for style in template.iter(_STYLE)]
    taken = {_key(style) for style in template.iter(_STYLE)}
    root = deepcopy(ours)
    for child in list(root):
        root.remove(child)
    root.append(_defaults(ours, template))
    root.extend([deepcopy(style) for key, style in own.items() if key not in taken])
    root.extend(theirs)
    return root


def _points(element: Element | None, names: Mapping[str, str]) -> dict[str, Length]:
    """The measures of a page that an element says in twips, by our names; a margin below nothing is exact in Word."""
    told = {ours: whole(element.get(qualified(W, name))) for name, ours in names.items()} if element is not None else {}
    return {
        name: Length(abs(twips) / 20) for name, twips in told.items() if twips is not None and abs(twips) <= _MOST * 20
    }


def _key(style: Element) -> tuple[str, str]:
    """Styles are the same when kind and name are; Word does not tell capitals from small letters in its own names."""
    return style.get(_TYPE, ""), (value(style, "name") or "").lower()


def _identifiers(own: Mapping[tuple[str, str], Element], template: Element) -> dict[str, str]:
    """The identifier of every style of the template here: ours where the name is ours, else one that is free."""
    taken = {style.get(_ID, "") for style in own.values()}
    identifiers: dict[str, str] = {}
    for style in template.iter(_STYLE):
        old, match = style.get(_ID, ""), own.get(_key(style))
        new = match.get(_ID, "") if match is not None else old
        while match is None and new in taken:
            new += "0"
        taken.add(new)
        identifiers[old] = new
    return identifiers


def _adopted(style: Element, ours: Element | None, identifiers: Mapping[str, str]) -> Element:
    """A style of the template, its references led to where they lead here, its numbers those of ours."""
    found = deepcopy(style)
    found.set(_ID, identifiers[style.get(_ID, "")])
    for reference in found.iter(*_REFERENCES):
        reference.set(_VAL, identifiers.get(reference.get(_VAL, ""), reference.get(_VAL, "")))
    for number in list(found.iter(_NUMBER)):
        parent = number.getparent()
        if parent is not None:
            parent.remove(number)
    linked = None if ours is None else ours.find(f"{_PARAGRAPH}/{_NUMBER}")
    if linked is not None:
        _put_number(found, deepcopy(linked))
    return found


def _put_number(style: Element, number: Element) -> None:
    """Put the number in its place among the paragraph properties. ECMA-376 Part 1, 17.3.1.26."""
    properties = style.find(_PARAGRAPH)
    if properties is None:
        properties = style.makeelement(_PARAGRAPH)
        looks = style.find(qualified(W, "rPr"))
        style.insert(len(style) if looks is None else style.index(looks), properties)
    place = sum(1 for _ in _leading(properties))
    properties.insert(place, number)


def _leading(properties: Element) -> Iterator[Element]:
    return (child for child in properties if child.tag in _BEFORE_NUMBERS)


def _defaults(ours: Element, template: Element) -> Element:
    """The template's defaults with our language; ours where it has none."""
    own, found = ours.find(_DEFAULTS), template.find(_DEFAULTS)
    assert own is not None
    if found is None:
        return deepcopy(own)
    defaults = deepcopy(found)
    runs = defaults.find(f"{_RUNS}/{qualified(W, 'rPr')}")
    if runs is None:
        return deepcopy(own)
    for language in runs.findall(_LANG):
        runs.remove(language)
    runs.extend(deepcopy(language) for language in own.iter(_LANG))
    return defaults
