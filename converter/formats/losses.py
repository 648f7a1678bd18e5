"""What of a report does not come back from each format as it was: what, and what comes back instead."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from converter.formats.docx.losses import LOSSES as DOCX
from converter.formats.epub.losses import LOSSES as EPUB
from converter.formats.pdf.losses import LOSSES as PDF
from converter.formats.tei.losses import LOSSES as TEI

LOSSES: Mapping[str, Mapping[str, str]] = MappingProxyType({"tei": TEI, "epub": EPUB, "docx": DOCX, "pdf": PDF})
"""By format. A format that is not here loses nothing, or is not read back."""
