"""The package as it is read: parts by the relationships that lead to them, never by their names.

    _rels/.rels                     …/officeDocument -> word/document.xml
    word/_rels/document.xml.rels    …/footnotes -> footnotes.xml, …/hyperlink -> https://… (external)

Strict packages (ISO/IEC 29500) name other namespaces; they are read as the transitional ones that mean the same.
Nothing outside the package is opened, whatever a relationship says. ECMA-376 Part 2, 9.3.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from urllib.parse import unquote

from msgspec import Struct, field

from converter.archive import Archive, open_archive
from converter.diagnostics import Code, Diagnostic, Place, Refused, refuse
from converter.formats.docx.markup import PIC, WP, A, Element, R, W
from converter.markup import parse_xml
from converter.source import Input

MARKUP = 400_000
"""The most tags and attributes of all parts together, which take up to 200 MB to read; a long report has 10,000."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    "wordprocessingml/main": W,
    "officeDocument/relationships": R,
    "drawingml/wordprocessingDrawing": WP,
    "drawingml/main": A,
    "drawingml/picture": PIC,
    "officeDocument/math": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "officeDocument/customProperties": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "officeDocument/docPropsVTypes": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
}
_DECLARED = re.compile(rb"""(xmlns(?::[\w.-]+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/([\w/]+)(?=["'])""")


class Relation(Struct, frozen=True):
    """Where a relationship leads: the last word of its type, and a part's name or an address outside the package."""

    kind: str
    target: str
    external: bool


class Parts(Struct):
    """The parts of one document; `main` is the name of the part that holds the text."""

    name: str
    archive: Archive
    main: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _measured: int = 0
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by id; those of the package when the name is empty."""
        if part not in self._relations:
            folder, _, name = part.rpartition("/")
            root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = root.iter(_RELATIONSHIP) if root is not None else ()
            self._relations[part] = {each.get("Id", ""): _relation(each, folder) for each in found}
        return self._relations[part]

    def related(self, part: str, kind: str) -> str | None:
        """The name of the first part of a kind that a part is related to, if it is in the package."""
        return next(iter(self.all_related(part, kind)), None)

    def all_related(self, part: str, kind: str) -> list[str]:
        """The names of all such parts; one that is not in the package is told and left out."""
        names = [found.target for found in self.relations(part).values() if found.kind == kind and not found.external]
        for name in names:
            if name not in self.members:
                self.lose(part, f"{name}, which is named here and is not in the package")
        return [name for name in names if name in self.members]

    @property
    def members(self) -> frozenset[str]:
        """The names of everything in the package."""
        return _members(self.archive)

    def xml(self, part: str) -> Element | None:
        """The root of an XML part, in transitional namespaces; None when there is no such part.

        Raises Refused when the part is no XML, or when there is too much markup to be a report.
        """
        if part not in self.members:
            return None
        data = self.bytes(part)
        self._measured += data.count(b"<") + data.count(b'="') + data.count(b"='")
        if self._measured > MARKUP:
            message = f"has more than {MARKUP:,} tags and attributes"
            raise refuse(Code.INPUT_TOO_LARGE, message, "Cut the report into parts.", path=self.name, part=part)
        root = parse_xml(data, path=self.name, part=part)
        if any((uri or "").startswith(_STRICT) for uri in root.nsmap.values()):
            root = parse_xml(_DECLARED.sub(_transitional, data), path=self.name, part=part)
        return root

    def bytes(self, part: str) -> bytes:
        """The bytes of a part. Raises Refused when it is damaged."""
        try:
            return self.archive.read(part)
        except Refused as refusal:
            raise _about(self.name, refusal) from None

    def lose(self, part: str, what: str, place: Place | None = None) -> None:
        """Say what is not carried into the report, and in which part it stood."""
        self.diagnostics.append(Diagnostic(Code.NOT_CARRIED, what, place, part=part, path=self.name))


def open_parts(source: Input) -> Parts:
    """The package in these bytes, its main part found. Raises Refused for what is no Word document."""
    if not source.data:
        raise refuse(Code.INPUT_EMPTY, "the file is empty", "Give a file that holds a report.", path=source.name)
    if source.data.startswith(_OLE):
        message, hint = "is encrypted, or an old .doc", "Save it in Word as .docx, without a password."
        raise refuse(Code.INPUT_MALFORMED, message, hint, path=source.name)
    try:
        parts = Parts(source.name, open_archive(source.data))
    except Refused as refusal:
        raise _about(source.name, refusal) from None
    main = next((found.target for found in parts.relations("").values() if found.kind == "officeDocument"), None)
    parts.main = main or "word/document.xml"
    if main is None and parts.main in parts.members:
        parts.lose("_rels/.rels", "no relationship leads to the text, which Word then does not find")
    if parts.main not in parts.members:
        message, hint = f"is no Word document: {parts.main} is not in it", "Give a .docx file, whole."
        raise refuse(Code.INPUT_MALFORMED, message, hint, path=source.name)
    return parts


def _relation(element: Element, folder: str) -> Relation:
    kind = element.get("Type", "").rstrip("/").rpartition("/")[2]
    target, external = element.get("Target", ""), element.get("TargetMode") == "External"
    if external or target.startswith("#"):
        return Relation(kind, target, external=True)
    target = unquote(target)
    inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return Relation(kind, inside, external=False)


def _transitional(match: re.Match[bytes]) -> bytes:
    known = _TRANSITIONAL.get(match[2].decode())
    return match[1] + known.encode() if known else match[0]


@cache
def _members(archive: Archive) -> frozenset[str]:
    return frozenset(archive.names)


def _about(name: str, refusal: Refused) -> Refused:
    first = refusal.diagnostics[0]
    return refuse(first.code, first.message, first.hint, path=name, part=first.part)
