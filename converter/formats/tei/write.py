"""Write a report as a TEI P5 document, valid against `tei_all` 4.12.0.

    <TEI version="4.12.0" xml:lang="zh-Hant">
      <teiHeader>…</teiHeader>                                                          header.py
      <text>
        <front><titlePage>…</titlePage></front>                                         front.py
        <body>                                                                          body.py
          <div type="chapter" n="1" xml:id="div-1"><head><label>第一章</label>導言</head>
            <p n="47" xml:id="par-47"><label>47.</label>…<note place="bottom" n="1" xml:id="note-1"><label>[1]</label>
              <p xml:id="note-1-p-1">…</p></note>…<ref type="noteref" target="#note-1">[1]</ref>…</p>
            <floatingText type="box" xml:id="box-1" xml:lang="zh-Hans"><body><head>…</head><p>…</p></body>…
            <list type="ordered" subtype="letter" xml:id="list-1"><label>(a)</label><item n="1" xml:id="…">…</item>…
            <div type="section" n="1" xml:id="div-1-a">…</div>
            <div type="continuation">…</div>       blocks after a subdivision: TEI has no place for them but a division
          </div>
        </body>
        <back><div type="notes">…</div></back>     notes that the text does not call, if there are any
      </text>
    </TEI>

Printed labels stand in `<label>` (names.py tells how their values are written). A note stands at its first call in
the text; a note that only other notes call stands at the back. Where the notes do not stand in the file as they stand
in the report, `@next` leads from each to its next. Document symbols and full dates are marked (marks.py), and where
the style says so the pages of the printed edition begin at `<pb n="7"/>` (pages.py). White space is added only where
no text may stand. The header accounts for what of the source is not in the text (account.py).
converter.odd tells what each element and attribute means, converter.rng is the grammar of this subset.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from converter.edition import Edition, Written
from converter.formats.tei.body import write_body
from converter.formats.tei.front import write_front
from converter.formats.tei.header import write_header
from converter.formats.tei.names import NAMESPACE, TEI, VERSION, XML_LANG
from converter.formats.tei.pages import page_breaks
from converter.formats.tei.pen import Pen

_PROLOGUE = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<?xml-model href="https://vault.tei-c.org/P5/4.12.0/xml/tei/custom/schema/relaxng/tei_all.rng"'
    b' type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
)
STRUCTURE = tuple(
    TEI + name for name in ("text", "body", "back", "div", "floatingText", "list", "table", "row", "cit", "figure")
)
"""Elements that hold no text themselves: white space in them is nobody's."""


def write(edition: Edition) -> Written:
    """The report as one TEI document in UTF-8; linear in its size.

    Says not-carried for characters that XML 1.0 does not allow.
    """
    report = edition.report
    pen = Pen(report.metadata.symbol, page_breaks(edition))
    attributes = {"version": VERSION, XML_LANG: report.metadata.language}
    root = etree.Element(TEI + "TEI", attributes, nsmap={None: NAMESPACE})
    write_header(pen, root, edition.reading, edition.environment)
    text = pen.add(root, "text")
    write_front(pen, text, report.metadata)
    write_body(pen, text, report)
    spread((root, *text.iter(*STRUCTURE)))
    return Written(
        _PROLOGUE + etree.tostring(root, encoding="UTF-8") + b"\n", tuple(pen.diagnostics(edition.reading.places))
    )


def spread(elements: Iterable[etree._Element]) -> None:
    """A line for each child of these elements, which hold no text."""
    for element in elements:
        element.text = "\n"
        for child in element:
            child.tail = "\n"
