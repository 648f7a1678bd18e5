"""Files inside the file, as its source.

    /AF[9 0 R] /Names<</EmbeddedFiles<</Names[(report.tei.xml) 9 0 R]>>>>
    <</Type/Filespec/F(report.tei.xml)/UF(report.tei.xml)/Desc(…)/AFRelationship/Source/EF<</F 8 0 R/UF 8 0 R>>>>
    <</Type/EmbeddedFile/Subtype/application#2Ftei+xml/Params<</Size 9000/CheckSum<…>/ModDate(D:…)>> …>> stream

ISO 19005-3, 6.8 (associated files); ISO 32000-1, 7.11.4 (embedded files); ISO 14289-1, 7.11.
"""

from __future__ import annotations

import hashlib

from converter.edition import Attachment
from converter.formats.pdf.reportlab import Sheets
from converter.formats.pdf.syntax import moment, string


def attach(sheets: Sheets, attachment: Attachment) -> None:
    """Put a file into the file, associated with it as its source."""
    data = attachment.data
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest().encode("ascii")
    kind = attachment.media_type.replace("/", "#2F").encode("ascii")
    date = moment(sheets.about.created)
    keys = b"/Type/EmbeddedFile/Subtype/%s/Params<</Size %d/CheckSum<%s>/CreationDate%s/ModDate%s>>"
    held = sheets.stream(data, keys % (kind, len(data), digest, date, date))
    name, said = string(attachment.name), string(f"{sheets.about.title} ({attachment.media_type})")
    specification = b"<</Type/Filespec/F%s/UF%s/Desc%s/AFRelationship/Source/EF<</F %d 0 R/UF %d 0 R>>>>"
    sheets.attach(attachment.name, sheets.object(specification % (name, name, said, held, held)))
