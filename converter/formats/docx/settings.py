"""Settings, faces and properties: the parts of a Word document that are not text.

    <w:settings>… <w:evenAndOddHeaders/> … <w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>
      <w:compat><w:compatSetting w:name="compatibilityMode" w:uri="…/word" w:val="15"/></w:compat> …</w:settings>

Properties hold the metadata; the one hour in them is the edition's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from converter.formats.docx.footnotes import SEPARATORS
from converter.formats.docx.languages import is_han, region
from converter.formats.docx.markup import Element, qualified, root, w
from converter.language import direction, primary
from converter.model import Metadata
from converter.stylesheet import Family, StyleSheet
from converter.xmltext import sayable

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER_PROPERTIES = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_WORD = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = {
    "compatibilityMode": "15",
    "overrideTableStyleFontSizeAndJustification": "1",
    "enableOpenTypeFeatures": "1",
    "doNotFlipMirrorIndents": "1",
    "differentiateMultirowTableHeaders": "1",
}
_HYPHENATED = ("en", "fr", "es", "ru")
_CHARSETS = {"latin": "00", "traditional": "88", "simplified": "86", "arabic": "B2"}


def settings(language: str) -> Element:
    """The settings part, in the order of ECMA-376 Part 1, 17.15.1.78."""
    hyphens = primary(language) in _HYPHENATED
    compatibility = (w("compatSetting", name=name, uri=_WORD, val=value) for name, value in _COMPATIBILITY.items())
    return root(
        "settings",
        w("zoom", percent=100),
        w("mirrorMargins"),
        w("defaultTabStop", val=720),
        *((w("autoHyphenation"), w("consecutiveHyphenLimit", val=2), w("doNotHyphenateCaps")) if hyphens else ()),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="compressPunctuation" if is_han(language) else "doNotCompress"),
        w("footnotePr", *(w("footnote", id=number) for _, number in SEPARATORS)),
        w("compat", *compatibility),
        _theme_languages(language),
        w("decimalSymbol", val="," if primary(language) in ("fr", "es", "ru") else "."),
        w("listSeparator", val=";" if primary(language) in ("fr", "es", "ru") else ","),
    )


def _theme_languages(language: str) -> Element:
    found = w("themeFontLang", val=region(language))
    if is_han(language):
        found.set(qualified(found.nsmap["w"], "eastAsia"), region(language))
    if direction(language) == "rtl":
        found.set(qualified(found.nsmap["w"], "bidi"), region(language))
    return found


def font_table(style: StyleSheet) -> Element:
    """Every face that the styles name, each with the names to look for when it is not there. 17.8.3.1."""
    fonts = {name: found for family in style.families.values() for name, found in _fonts(family)}
    return root("fonts", *fonts.values())


def _fonts(family: Family) -> Iterator[tuple[str, Element]]:
    for script, charset in _CHARSETS.items():
        first, *others = getattr(family.names, script)
        alternatives = w("altName", val=",".join(others)) if others else None
        found = w("font", alternatives, w("charset", val=charset), w("family", val="roman"), name=first)
        found.append(w("pitch", val="variable"))
        yield first, found


def core_properties(metadata: Metadata, now: datetime) -> Element:
    """Dublin Core of the document. ECMA-376 Part 2, 11."""
    hour = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    fields = (
        (_DC, "title", metadata.title),
        (_DC, "subject", metadata.subtitle),
        (_DC, "creator", "; ".join(metadata.authors) or metadata.organ),
        (_CP, "keywords", metadata.symbol),
        (_CP, "category", metadata.series.title if metadata.series else None),
        (_DC, "identifier", metadata.symbol),
        (_DC, "language", metadata.language),
        (_TERMS, "created", hour),
        (_TERMS, "modified", hour),
    )
    names = {"cp": _CP, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    element = etree.Element(qualified(_CP, "coreProperties"), nsmap=names)
    for namespace, tag, value in fields:
        if value:
            found = etree.SubElement(element, qualified(namespace, tag))
            found.text = sayable(value)
            if namespace == _TERMS:
                found.set(qualified(_XSI, "type"), "dcterms:W3CDTF")
    return element


def custom_properties(metadata: Metadata) -> Element:
    """What Dublin Core has no place for, as text. ECMA-376 Part 1, 22.3."""
    element = etree.Element(qualified(_CUSTOM, "Properties"), nsmap={None: _CUSTOM, "vt": _VARIANT})
    for number, (name, value) in enumerate(_facts(metadata), 2):
        found = etree.SubElement(
            element, qualified(_CUSTOM, "property"), fmtid=_USER_PROPERTIES, pid=str(number), name=name
        )
        etree.SubElement(found, qualified(_VARIANT, "lpwstr")).text = sayable(value)
    return element


def _facts(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """The properties by name, those that are known; several values stand on lines of their own."""
    date, rights, series, source = metadata.date, metadata.rights, metadata.series, metadata.source
    facts = {
        "Symbol": metadata.symbol,
        "Organ": metadata.organ,
        "Session": metadata.session,
        "Authors": "\n".join(metadata.authors),
        "Place": metadata.place,
        "Date": date and date.printed,
        "Date ISO": date and date.iso,
        "Publisher": metadata.publisher,
        "Licence": rights and rights.licence,
        "Rights": rights and "\n".join(rights.statement),
        "Series": series and series.title,
        "Previous": series and series.previous,
        "Next": series and series.next,
        "Source": source and source.name,
        "Source SHA-256": source and source.digest,
    }
    return ((name, value) for name, value in facts.items() if value)
