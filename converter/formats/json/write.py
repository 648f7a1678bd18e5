"""Write a report as the model's own JSON.

    {
      "type": "Report",
      "metadata": {"type": "Metadata", "title": "…", "language": "zh-Hant", …},
      "content": [{"type": "Division", "id": "div-1", "level": 1, "heading": [{"type": "Text", "text": "…"}], …}],
      "notes": [{"type": "Note", "id": "note-1", "label": {"type": "Label", "printed": "[1]", …}, …}]
    }

Keys stand in the order of the model, and what has its default is left out: the same report is the same bytes.
"""

from __future__ import annotations

import msgspec

from converter.edition import Edition, Written


def write(edition: Edition) -> Written:
    """The report as UTF-8 JSON (RFC 8259), indented by two spaces, with a newline at its end."""
    return Written(msgspec.json.format(msgspec.json.encode(edition.report), indent=2) + b"\n")
