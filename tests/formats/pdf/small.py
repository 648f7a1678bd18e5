"""A small tagged file, with content streams and a structure tree written by hand."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import chain, pairwise

from converter.environment import Environment
from converter.fonts.family import cut
from converter.fonts.shape import shape
from converter.fonts.subset import subset
from converter.formats.pdf.conform import conform
from converter.formats.pdf.embed import Codes, embed
from converter.formats.pdf.reportlab import Sheets
from converter.formats.pdf.syntax import references, string
from converter.stylesheet import load

ENVIRONMENT = Environment()
CUT = cut(load("un-report", ENVIRONMENT), ENVIRONMENT, "serif", "regular", "upright")
SIZE = (595.276, 841.89)
LINES = (
    ("H1", "zh-Hant", "ltr", "水的報告 A/99/1"),
    ("P", "zh-Hant", "ltr", "各會員國的河流與海洋，見“附件”。"),
    ("P", "zh-Hans", "ltr", "联合国图书馆说：门户开放。"),
    ("P", "en", "ltr", "The office offers fluent efficiency (12–14)."),
    ("P", "ru", "ltr", "Организация и её члены"),
    ("P", "ar", "rtl", "تقرير الأمين العام"),
)
LINK = 2
"""The place of the link in the parent tree, after the two pages."""


def empty() -> Sheets:
    """A file without pages that says who made it and when."""
    moment = datetime(2031, 2, 3, tzinfo=UTC)
    return Sheets(
        "水的報告 (A/99/1)", "秘書長", "Rivers & seas", "water, 水", "zh-Hant", created=moment, creator="small"
    )


def small() -> bytes:
    """Two pages of the same lines; the heading of the second is a link to the first."""
    sheets = empty()
    codes: dict[str, Codes] = {}
    link = sheets.object(
        b"<</Type/Annot/Subtype/Link/Rect[70 760 300 790]/Border[0 0 0]/F 4/StructParent %d/Contents%s/Dest%s>>"
        % (LINK, string("到第一頁"), string("par-1"))
    )
    sheets.page(content(codes), SIZE, [], 0)
    sheets.page(content(codes), SIZE, [link], 1)
    for of_face in codes.values():
        embed(sheets, of_face.face, subset(of_face.face, of_face.glyphs), of_face.unicode, of_face.face.key)
    _tag(sheets, link)
    sheets.page_labels([(0, "roman", 1, ""), (1, "arabic", 1, "B-")])
    sheets.outline([(1, "水的報告", 0, 780), (3, "Rivers", 0, 700), (2, "Seas", 1, 700), (1, "End (last)", 1, 600)])
    sheets.destinations({"par-1": (0, 72, 780), "par-2": (1, 72, 780)} | {f"n-{n}": (1, 72, 500) for n in range(150)})
    conform(sheets)
    return sheets.save()


def content(codes: dict[str, Codes]) -> bytes:
    """The content stream of a page, and the codes that it takes."""
    parts = []
    for place, (kind, language, direction, text) in enumerate(LINES):
        parts.append(b"/%s<</MCID %d>>BDC BT 1 0 0 1 72 %d Tm" % (kind.encode(), place, 770 - 40 * place))
        runs = CUT.runs(text, language)
        for face, start, end in reversed(runs) if direction == "rtl" else runs:
            known = codes.setdefault(face.key, Codes(face))
            written = _write(known, text[start:end], language, direction)
            parts.append(b"/%s 16 Tf(%s)Tj" % (face.key.encode(), written))
        parts.append(b"ET EMC")
    return b"\n".join(parts)


def _write(codes: Codes, text: str, language: str, direction: str) -> bytes:
    shaped = shape(codes.face, text, language, direction=direction)
    ends = dict(pairwise(sorted({*shaped.clusters, len(text)})))
    used = zip(shaped.glyphs, shaped.clusters, strict=True)
    return "".join(codes.printed(glyph, text[at : ends[at]]) for glyph, at in used).encode("latin-1")


def _tag(sheets: Sheets, link: int) -> None:
    """The structure tree: the document, and in it the lines of both pages."""
    rows: list[list[int]] = []
    root, document, parents = sheets.reserve(3)
    for page in (0, 1):
        rows.append([])
        for place, (kind, language, _, _) in enumerate(LINES):
            kids = b"%d" % place
            if page and not place:
                kind, kids = "Link", b"[0<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>]" % (link, sheets.page_number(page))
            keys = b"/S/%s/P %d 0 R/Pg %d 0 R" % (kind.encode(), document, sheets.page_number(page))
            rows[page].append(sheets.object(b"<</Type/StructElem%s/Lang(%s)/K %s>>" % (keys, language.encode(), kids)))
    sheets.put(root, b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R>>" % (document, parents))
    sheets.put(document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (root, references(chain(*rows))))
    numbered = (references(rows[0]), references(rows[1]), LINK, rows[1][0])
    sheets.put(parents, b"<</Nums[0[%s]1[%s]%d %d 0 R]>>" % numbered)
    sheets.catalog("StructTreeRoot", b"%d 0 R" % root)


if __name__ == "__main__":
    sys.stdout.buffer.write(small())
