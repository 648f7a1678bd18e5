"""Zip packages as trees: the parts that are XML are opened, damaged, and put back."""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from tests.planted.markup import Element


class Package:
    """The parts of a package by name."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def trees(self) -> dict[str, Element]:
        """The roots of the parts that are XML."""
        ends = (".xml", ".rels", ".xhtml", ".opf", ".ncx")
        return {name: etree.fromstring(data) for name, data in self.parts.items() if name.endswith(ends)}

    def bytes(self) -> bytes:
        """The package with its parts as they are now, in the same order."""
        out = BytesIO()
        with ZipFile(out, "w") as archive:
            for name, data in self.parts.items():
                archive.writestr(name, _written(self.trees[name]) if name in self.trees else data)
        return out.getvalue()


def _written(root: Element) -> bytes:
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
