"""Tagged files as other programs make them: a page of text with marks, and a structure tree as nested tuples."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Kids = Any
"""A number of marked content, an element `(kind, keys, *kids)`, or an object."""


def tagged(content: str, *kids: Kids, roles: dict[str, str] | None = None, **catalogue: Any) -> pikepdf.Pdf:
    """One page with this content, whose font F1 is Helvetica, and a document of these kids."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    page = pdf.pages[0].obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(content.encode("cp1252"))
    document = element(pdf, ("Document", {}, *kids))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=document))
    if roles:
        pdf.Root.StructTreeRoot.RoleMap = Dictionary({f"/{kind}": Name(f"/{role}") for kind, role in roles.items()})
    for key, value in catalogue.items():
        pdf.Root[f"/{key}"] = value
    return pdf


def element(pdf: pikepdf.Pdf, made: Kids) -> Any:
    """An element of the tree with all below it."""
    if not isinstance(made, tuple):
        return made
    kind, keys, *kids = made
    found = Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), Pg=pdf.pages[0].obj)
    for key, value in keys.items():
        found[f"/{key}"] = String(value) if isinstance(value, str) else value
    found.K = Array([element(pdf, kid) for kid in kids])
    return pdf.make_indirect(found)


def marked(*texts: str) -> str:
    """Marked contents 0, 1, … that show these texts."""
    return "\n".join(f"/P<</MCID {n}>>BDC BT /F1 9 Tf ({text}) Tj ET EMC" for n, text in enumerate(texts))


def link(target: str) -> Dictionary:
    """The reference of an element to an annotation that leads to an address."""
    action = Dictionary(S=Name.URI, URI=String(target))
    return Dictionary(Type=Name.OBJR, Obj=Dictionary(Type=Name.Annot, Subtype=Name.Link, A=action))


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """The file's bytes."""
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()
