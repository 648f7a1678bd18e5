"""What the page says of rights, and the licence that it amounts to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.formats.wikisource.furniture import Page
from converter.formats.wikisource.lines import Line
from converter.formats.wikisource.words import PUBLIC_DOMAIN
from converter.model import Rights

PUBLIC_DOMAIN_MARK = "https://creativecommons.org/publicdomain/mark/1.0/"
_CREATIVE_COMMONS = re.compile(r"\bcc[ -](by(?:-(?:nc|nd|sa)){0,2})[ -](\d\.\d)\b")


def read_rights(page: Page, lines: Sequence[Line]) -> Rights | None:
    """The statement of rights, line by line, and the licence; a template's debris may name the licence too."""
    statement = tuple(line.text for line in lines)
    debris = [dropped.text for dropped in page.dropped if dropped.place.line in page.debris]
    licence = _licence("\n".join((*statement, *debris)).casefold())
    return Rights(statement, licence) if statement or licence else None


def _licence(text: str) -> str | None:
    """The licence's URI. What is in the public domain needs none, but has a mark."""
    if match := _CREATIVE_COMMONS.search(text):
        return f"https://creativecommons.org/licenses/{match[1]}/{match[2]}/"
    return PUBLIC_DOMAIN_MARK if any(word in text for word in PUBLIC_DOMAIN) else None
