"""Heads and feet of pages: in a document of ours they say again what the report says; in others' they are left out.

<w:hdr><w:p>… DOCPROPERTY Symbol … <w:r><w:t>X/1/Add.2</w:t></w:r> …</w:p></w:hdr>
"""

from __future__ import annotations

from converter.diagnostics import Place
from converter.formats.docx.markup import W
from converter.formats.docx.reading.entries import Para
from converter.formats.docx.reading.shared import Shared
from converter.formats.docx.reading.story import Story
from converter.formats.docx.reading.twice import unread
from converter.reading import Dropped

_W = "{" + W + "}"


def read_furniture(shared: Shared) -> None:
    """Keep what the fields in heads and feet show; tell all other words there, or drop them."""
    parts = shared.parts
    for kind in ("header", "footer"):
        for name in dict.fromkeys(parts.all_related(parts.main, kind)):
            root = parts.xml(name)
            if root is None:
                continue
            if not shared.own:
                words = "".join(piece.text or "" for piece in root.iter(f"{_W}t"))
                shared.dropped += [Dropped(Place(1), words, f"a page {kind}")] if words.strip() else []
                continue
            story = Story(shared, name, furniture=True)
            for entry in story.entries(root):
                if isinstance(entry, Para):
                    unread(shared, entry, f"a page {kind}", name)
            story.close(root)
