"""What makes a file PDF/A-2a and PDF/UA-1: what it says of itself in XMP, its colours, and that it is tagged.

    /Metadata 9 0 R /OutputIntents[<</S/GTS_PDFA1/OutputConditionIdentifier(sRGB…)/DestOutputProfile 8 0 R>>]
    /MarkInfo<</Marked true/UserProperties true>> /ViewerPreferences<</DisplayDocTitle true>>

ISO 19005-2, 6.2.3 (output intent), 6.6 (metadata); ISO 14289-1, 5 (identification), 7.1 (title, tagging).
"""

from __future__ import annotations

import re

from msgspec import Struct

from converter.formats.pdf.about import described, schema
from converter.formats.pdf.profiles import Profile, srgb
from converter.formats.pdf.reportlab import About, Sheets
from converter.formats.pdf.syntax import string
from converter.model import Metadata
from converter.xmltext import escape


class Claims(Struct, frozen=True):
    """What a file says it keeps to: a part of PDF/A (3 allows files inside), and PDF/UA unless it is for the press."""

    part: int = 2
    accessible: bool = True


_ARCHIVED = Claims()


def conform(
    sheets: Sheets, metadata: Metadata | None = None, claims: Claims = _ARCHIVED, profile: Profile | None = None
) -> None:
    """Give a file what its standards ask of its catalogue; its structure tree and fonts are made elsewhere.

    With a report's metadata the packet says them too. Without a `profile` colours are those of a display.
    """
    packet = sheets.stream(xmp(sheets.about, metadata, claims), b"/Type/Metadata/Subtype/XML", compress=False)
    sheets.catalog("Metadata", b"%d 0 R" % packet)
    sheets.catalog("OutputIntents", _intents(sheets, profile))
    sheets.catalog("MarkInfo", b"<</Marked true/UserProperties true>>")
    sheets.catalog("ViewerPreferences", b"<</DisplayDocTitle true>>")


def _intents(sheets: Sheets, profile: Profile | None) -> bytes:
    """What the colours are meant for: a display, or (then told to the press as well) a printing condition."""
    condition, channels, data = profile or srgb()
    number = sheets.stream(data, b"/N %d" % channels)
    kinds = (b"GTS_PDFA1", b"GTS_PDFX") if profile else (b"GTS_PDFA1",)
    said = string(condition)
    intent = b"<</Type/OutputIntent/S/%s/OutputConditionIdentifier%s/Info%s/DestOutputProfile %d 0 R>>"
    return b"[%s]" % b"".join(intent % (kind, said, said, number) for kind in kinds)


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
   <pdfaid:part>{part}</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
{accessible}
  </rdf:Description>
{report}
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
{schema}
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


def xmp(about: About, metadata: Metadata | None = None, claims: Claims = _ARCHIVED) -> bytes:
    """The XMP packet, UTF-8. ISO 16684-1; ISO 19005-2, table 1 pairs its properties with the information dictionary."""
    moment = about.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f"<{name}>{form.format(escape(getattr(about, field)))}</{name}>"
        for name, field, form in _PROPERTIES
        if getattr(about, field)
    ]
    lines += [f"<{name}>{moment}</{name}>" for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")]
    parts = {
        "{part}": str(claims.part),
        "{accessible}": "   <pdfuaid:part>1</pdfuaid:part>" if claims.accessible else "",
        "{properties}": "\n".join("   " + line for line in lines),
        "{report}": described(metadata) if metadata else "",
        "{schema}": schema() if metadata else "",
    }
    return re.sub("|".join(parts), lambda found: parts[found[0]], _PACKET).encode()
