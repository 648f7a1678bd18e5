r"""The list of contents as it stands in the file, line by line: it says again what the headings say.

<w:p>…<w:hyperlink w:anchor="div_1">I. <w:tab/> Introduction <w:tab/> … PAGEREF div_1 … 3 …</w:hyperlink></w:p>
  ->   Listed("I.\tIntroduction\t3", ("div_1", "div_1"), …)
"""

from __future__ import annotations

from typing import NamedTuple

from converter.diagnostics import Place
from converter.formats.docx.markup import Element, W
from converter.formats.docx.reading.fields import Fields

_W = "{" + W + "}"
_RUN, _TAB, _TEXT, _CODE, _MARK, _LINK = (
    f"{_W}{name}" for name in ("r", "tab", "t", "instrText", "fldChar", "hyperlink")
)


class Listed(NamedTuple):
    """One line: its words with tabs, the bookmarks that it leads to, and its place."""

    words: str
    targets: tuple[str, ...]
    place: Place


def listed(paragraph: Element, fields: Fields, place: Place) -> Listed:
    """A paragraph of the list; `fields` are those that are open before it, and take those in it."""
    known = len(fields.closed)
    words: list[str] = []
    for run in paragraph.iter(_RUN):
        for piece in run.iterchildren(_TAB, _TEXT, _CODE, _MARK):
            if piece.tag == _MARK:
                fields.mark(piece.get(f"{_W}fldCharType", ""), place)
            elif piece.tag == _CODE:
                fields.instruct(piece.text or "")
            else:
                words.append("\t" if piece.tag == _TAB else piece.text or "")
    links = [link.get(f"{_W}anchor", "") for link in paragraph.iter(_LINK)]
    pages = [field.words[1] for field in fields.closed[known:] if field.kind == "PAGEREF" and len(field.words) > 1]
    return Listed("".join(words), tuple(filter(None, [*links, *pages])), place)
