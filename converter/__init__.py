"""Official reports in; print-ready PDF, EPUB, DOCX and TEI-XML out.

    from converter import read, write, convert

    reading = read("report.txt")            # Reading: report, places, dropped, diagnostics
    data = write(reading, "epub").data      # Written: bytes, diagnostics
    convert("report.txt", to=("tei", "pdf"), out="build")

What stands here is the public face; it is loaded when first asked for, so that `import converter` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from converter.release import RELEASE

if TYPE_CHECKING:
    from converter.diagnostics import Diagnostic, Refused
    from converter.edition import Written
    from converter.formats import Format
    from converter.model import Report
    from converter.pipeline import Outcome, convert, read, write
    from converter.reading import Reading

__version__ = RELEASE
__all__ = ["Diagnostic", "Format", "Outcome", "Reading", "Refused", "Report", "Written", "convert", "read", "write"]

_HOMES = {
    "Diagnostic": "diagnostics",
    "Refused": "diagnostics",
    "Written": "edition",
    "Format": "formats",
    "Report": "model",
    "Outcome": "pipeline",
    "convert": "pipeline",
    "read": "pipeline",
    "write": "pipeline",
    "Reading": "reading",
}


def __getattr__(name: str) -> Any:
    """A name of the public face, from its home. PEP 562."""
    if home := _HOMES.get(name):
        return getattr(import_module(f"converter.{home}"), name)
    raise AttributeError(f"module 'converter' has no attribute {name!r}")
