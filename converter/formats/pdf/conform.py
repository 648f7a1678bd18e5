"""What makes a file PDF/A-2a and PDF/UA-1: what it says of itself in XMP, its colours, and that it is tagged.

    /Metadata 9 0 R /OutputIntents[<</S/GTS_PDFA1/OutputConditionIdentifier(sRGB…)/DestOutputProfile 8 0 R>>]
    /MarkInfo<</Marked true>> /ViewerPreferences<</DisplayDocTitle true>>

ISO 19005-2, 6.2.3 (output intent), 6.6 (metadata); ISO 14289-1, 5 (identification), 7.1 (title, tagging).
"""

from __future__ import annotations

import struct
from functools import lru_cache
from html import escape

from converter.formats.pdf.reportlab import About, Sheets
from converter.formats.pdf.syntax import string

_CONDITION = "sRGB IEC61966-2.1"


def conform(sheets: Sheets) -> None:
    """Give a file what both standards ask of its catalogue; its structure tree and fonts are made elsewhere."""
    about = sheets.about
    profile = sheets.stream(srgb(), b"/N 3")
    packet = sheets.stream(xmp(about), b"/Type/Metadata/Subtype/XML", compress=False)
    condition = string(_CONDITION)
    intent = b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%s/Info%s/DestOutputProfile %d 0 R>>"
    sheets.catalog("Metadata", b"%d 0 R" % packet)
    sheets.catalog("OutputIntents", b"[%s]" % (intent % (condition, condition, profile)))
    sheets.catalog("MarkInfo", b"<</Marked true>>")
    sheets.catalog("ViewerPreferences", b"<</DisplayDocTitle true>>")


_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <dc:format>application/pdf</dc:format>
{properties}
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>The part of ISO 14289 that the file keeps to</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
"""The schema of `pdfuaid` is described in the packet because PDF/A knows it not (ISO 19005-2, 6.6.2.3)."""

_ALTERNATIVES = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
_PROPERTIES = (
    ("dc:title", "title", _ALTERNATIVES),
    ("dc:creator", "author", "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>"),
    ("dc:description", "subject", _ALTERNATIVES),
    ("dc:language", "language", "<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>"),
    ("pdf:Keywords", "keywords", "{}"),
    ("pdf:Producer", "producer", "{}"),
    ("xmp:CreatorTool", "creator", "{}"),
)
"""For each property: what it says, and how it holds it. The information dictionary says the same."""


def xmp(about: About) -> bytes:
    """The XMP packet, UTF-8. ISO 16684-1; ISO 19005-2, table 1 pairs its properties with the information dictionary."""
    moment = about.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f"<{name}>{form.format(escape(getattr(about, field)))}</{name}>"
        for name, field, form in _PROPERTIES
        if getattr(about, field)
    ]
    lines += [f"<{name}>{moment}</{name}>" for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")]
    return _PACKET.replace("{properties}", "\n".join("   " + line for line in lines)).encode()


_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.7141),
}
"""The primaries of sRGB under D50, as IEC 61966-2-1 gives them, adapted by Bradford's matrix."""
_D50 = (0.9642, 1.0, 0.8249)
_CURVE = 1024


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """A display profile of sRGB: matrix and tone curve, no date of its making. ICC.1:2001-04 (version 2)."""
    curve = b"curv" + struct.pack(">2I", 0, _CURVE) + b"".join(struct.pack(">H", _tone(step)) for step in range(_CURVE))
    tags = {
        b"desc": b"desc" + struct.pack(">2I", 0, len(_CONDITION) + 1) + _CONDITION.encode("ascii") + bytes(79),
        b"cprt": b"text" + bytes(4) + b"No copyright, use freely\0",
        b"wtpt": _xyz(_D50),
        **{tag: _xyz(value) for tag, value in _PRIMARIES.items()},
    }
    table, data, at = [], [], 132 + 12 * (len(tags) + 3)
    for tag, body in tags.items():
        padded = body + bytes(-len(body) % 4)
        table.append(tag + struct.pack(">2I", at, len(body)))
        data.append(padded)
        at += len(padded)
    table += [tag + struct.pack(">2I", at, len(curve)) for tag in (b"rTRC", b"gTRC", b"bTRC")]
    size = at + len(curve)
    header = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    moment = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    rest = b"acsp" + bytes(28) + struct.pack(">3i", *map(_fixed, _D50)) + bytes(48)
    return b"".join((header, moment, rest, struct.pack(">I", len(table)), *table, *data, curve))


def _tone(step: int) -> int:
    """The tone curve of sRGB at a step, 0 to 65535. IEC 61966-2-1."""
    value = step / (_CURVE - 1)
    return round(65535 * (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4))


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *map(_fixed, value))


def _fixed(value: float) -> int:
    """A number as s15Fixed16."""
    return round(value * 65536)
