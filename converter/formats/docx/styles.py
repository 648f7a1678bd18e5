"""The styles part: one style of Word for each role of the style file, faces and languages in the defaults.

    <w:styles><w:docDefaults>…</w:docDefaults>
      <w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>
        <w:next w:val="BodyText"/><w:qFormat/>
        <w:pPr><w:keepNext/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>
          <w:spacing w:before="440" w:after="200" w:line="420" w:lineRule="atLeast"/><w:outlineLvl w:val="1"/></w:pPr>
        <w:rPr><w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>

Names are those of Word's own styles wherever it has one for the role, so that every language of Word knows them.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, structs

from converter.formats.docx.languages import default_language, faces
from converter.formats.docx.markup import Element, root, twips, w
from converter.formats.docx.numbering import LEVELS, Numbering
from converter.language import direction
from converter.stylesheet import Heading, Length, Role, StyleSheet

_LEADERS = {".": "dot", "-": "hyphen", "_": "underscore", "·": "middleDot"}
_SINK = 0.16
"""How far below the masthead the title stands, as a share of the text's height."""
_ALIGN = {"justify": "both", "start": "left", "center": "center", "end": "right"}


class _Row(Struct, frozen=True):
    """One paragraph style: its id and name in Word, its role in the style file, and what follows it."""

    id: str
    name: str
    role: str
    next: str = ""
    keep_next: bool = False


_ROWS = (
    _Row("BodyText", "Body Text", "body"),
    _Row("NumberedParagraph", "Numbered Paragraph", "body"),
    _Row("ListParagraph", "List Paragraph", "body"),
    _Row("Title", "Title", "title", "Masthead"),
    _Row("Subtitle", "Subtitle", "subtitle", "Masthead"),
    _Row("Author", "Author", "subtitle"),
    _Row("Masthead", "Masthead", "masthead"),
    _Row("Imprint", "Imprint", "imprint"),
    _Row("BoxTitle", "Box Title", "box_title", "BoxText", keep_next=True),
    _Row("BoxText", "Box Text", "box"),
    _Row("Quote", "Quote", "quotation"),
    _Row("TableHead", "Table Head", "table_head"),
    _Row("TableText", "Table Text", "table"),
    _Row("Caption", "caption", "caption", "BodyText"),
    _Row("FootnoteText", "footnote text", "note"),
    _Row("TOCHeading", "TOC Heading", "contents_title", "BodyText", keep_next=True),
    _Row("Unread", "Unread", "unread"),
)


def styles_part(style: StyleSheet, language: str, numbering: Numbering) -> Element:
    """The whole part: defaults, paragraph styles, character styles, table styles."""
    return root(
        "styles",
        _defaults(style, language),
        _named("paragraph", "Normal", "Normal", default=True),
        *(_role_style(row, style, language, numbering) for row in _ROWS),
        *(_heading_style(level, style, language, numbering) for level in range(1, LEVELS + 1)),
        *(_contents_style(level, style, language) for level in range(1, min(style.contents.depth, LEVELS) + 1)),
        *_derived(style, language),
        *_characters(style),
        *_tables(style),
    )


def text_width(style: StyleSheet) -> float:
    """The width of the text on the page, in points."""
    return style.page.width - style.page.inner - style.page.outer


def text_height(style: StyleSheet) -> float:
    """The height of the text on the page, in points."""
    return style.page.height - style.page.top - style.page.bottom


def leader(style: StyleSheet) -> str:
    """What leads to the page number in the contents, as Word names it."""
    return _LEADERS.get(style.contents.leader, "none")


def _defaults(style: StyleSheet, language: str) -> Element:
    body = style.roles.body
    runs = [faces(style.families[body.family], language), *_size(body), default_language(language)]
    paragraphs = [
        w("widowControl"),
        w("bidi") if direction(language) == "rtl" else None,
        w("spacing", before=0, after=0),
    ]
    return w("docDefaults", w("rPrDefault", w("rPr", *runs)), w("pPrDefault", w("pPr", *paragraphs)))


def _named(
    kind: str, identifier: str, name: str, *content: Element | None, based: str = "", following: str = "",
    default: bool = False, quick: bool = True,
) -> Element:  # fmt: skip
    """A style; `content` is its pPr, rPr and tblPr. ECMA-376 Part 1, 17.7.4.17."""
    element = w(
        "style",
        w("name", val=name),
        w("basedOn", val=based) if based else None,
        w("next", val=following) if following else None,
        w("uiPriority", val=1),
        w("qFormat") if quick else None,
        *content,
        type=kind,
        styleId=identifier,
    )
    if default:
        element.set(_DEFAULT, "1")
    elif name not in _BUILT_IN:
        element.set(_CUSTOM, "1")
    return element


_DEFAULT = w("style", default=1).keys()[0]
_CUSTOM = w("style", customStyle=1).keys()[0]
_BUILT_IN = frozenset({
    "Normal", "Body Text", "List Paragraph", "Title", "Subtitle", "Quote", "caption", "footnote text", "TOC Heading",
    "header", "footer", "footnote reference", "Hyperlink", "Normal Table", "Default Paragraph Font",
    *(f"heading {level}" for level in range(1, LEVELS + 1)), *(f"toc {level}" for level in range(1, LEVELS + 1)),
})  # fmt: skip


def _role_style(row: _Row, style: StyleSheet, language: str, numbering: Numbering) -> Element:
    role: Role = getattr(style.roles, row.role)
    if row.id == "Title":
        role = structs.replace(role, before=Length(role.before + _SINK * text_height(style)))
    number: list[Element | None] = []
    if row.id == "NumberedParagraph" and numbering.paragraph_num:
        number = [w("numPr", w("numId", val=numbering.paragraph_num))]
    properties = _paragraph(role, w("keepNext") if row.keep_next else None, *number)
    if row.id == "FootnoteText":
        properties = _note_paragraph(role, style)
    return _named(
        "paragraph", row.id, row.name, properties, _run(role, style, language), based="Normal", following=row.next
    )


def _heading_style(level: int, style: StyleSheet, language: str, numbering: Numbering) -> Element:
    look: Heading = style.heading(level)
    num = numbering.heading_num(level)
    before = [
        w("keepNext"),
        w("keepLines"),
        w("pageBreakBefore") if look.page else None,
        w("numPr", w("ilvl", val=level - 1), w("numId", val=num)) if num else None,
        w("suppressAutoHyphens"),
    ]
    properties = _paragraph(look, *before, after=[w("outlineLvl", val=level - 1)])
    run = _run(look, style, language)
    return _named(
        "paragraph", f"Heading{level}", f"heading {level}", properties, run, based="Normal", following="BodyText"
    )


def _contents_style(level: int, style: StyleSheet, language: str) -> Element:
    role = style.roles.contents[min(level, len(style.roles.contents)) - 1]
    tab = w("tab", val="right", leader=leader(style), pos=twips(text_width(style)))
    properties = _paragraph(role, w("tabs", tab), w("suppressAutoHyphens"))
    return _named(
        "paragraph", f"TOC{level}", f"toc {level}", properties, _run(role, style, language),
        based="Normal", following="BodyText", quick=False,
    )  # fmt: skip


def _derived(style: StyleSheet, language: str) -> Iterator[Element]:
    """Styles that stand on a role with something of their own: heads and feet, rules, spaces, sources, figures."""
    width = twips(text_width(style))
    running = style.roles.running
    tabs = w("tabs", w("tab", val="center", pos=width // 2), w("tab", val="right", pos=width))
    for identifier in ("header", "footer"):
        run = _run(running, style, language)
        properties = _paragraph(running, tabs if identifier == "header" else w("tabs", *_copies(tabs)))
        yield _named("paragraph", identifier.title(), identifier, properties, run, based="Normal", quick=False)
    line = w("spacing", before=twips(style.notes.before), after=0)
    yield _named("paragraph", "FootnoteSeparator", "Footnote Separator", w("pPr", line), based="Normal", quick=False)
    gap = w("spacing", before=0, after=0, line=twips(max(style.box.before, style.box.after)), lineRule="exact")
    tiny = w("rPr", w("sz", val=2), w("szCs", val=2))
    yield _named("paragraph", "Spacing", "Spacing", w("pPr", gap), tiny, based="Normal", quick=False)
    yield _named("paragraph", "QuoteSource", "Quote Source", w("pPr", w("jc", val="right")), based="Quote")
    figure = w("pPr", w("keepNext"), w("spacing", before=twips(6), after=0), w("jc", val="center"))
    yield _named("paragraph", "Figure", "Figure", figure, based="Normal", following="Caption")


def _copies(tabs: Element) -> list[Element]:
    return [w("tab", **{str(key).rpartition("}")[2]: str(value) for key, value in tab.items()}) for tab in tabs]


def _characters(style: StyleSheet) -> Iterator[Element]:
    yield _named("character", "DefaultParagraphFont", "Default Paragraph Font", default=True, quick=False)
    raised = w("rPr", w("vertAlign", val="superscript"))
    font = "DefaultParagraphFont"
    yield _named("character", "FootnoteReference", "footnote reference", raised, based=font, quick=False)
    yield _named("character", "Hyperlink", "Hyperlink", w("rPr", w("color", val="1F3864")), based=font, quick=False)
    yield _named("character", "Label", "Label", based=font)


def _tables(style: StyleSheet) -> Iterator[Element]:
    """The default, the frame of a box, and a table with rules between its rows."""
    none = w("tblPr", w("tblInd", w=0, type="dxa"), _cell_margins(0, 108))
    yield _named("table", "TableNormal", "Normal Table", none, default=True, quick=False)
    box, padding = style.box, twips(style.box.padding)
    edges = _borders(("top", "left", "bottom", "right"), box.border, box.border_colour)
    ground = w("tcPr", w("shd", val="clear", color="auto", fill=box.background.lstrip("#")))
    frame = w("tblPr", edges, _cell_margins(padding, padding))
    yield _named("table", "Box", "Box", frame, ground, based="TableNormal", quick=False)
    rules = _borders(("top", "bottom", "insideH"), box.border, box.border_colour)
    ruled = w("tblPr", rules, _cell_margins(40, 100))
    yield _named("table", "ReportTable", "Report Table", ruled, based="TableNormal", quick=False)


def _cell_margins(vertical: int, horizontal: int) -> Element:
    sides = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides))


def _borders(sides: tuple[str, ...], width: float, colour: str) -> Element:
    eighths = max(2, round(width * 8))
    return w("tblBorders", *(w(side, val="single", sz=eighths, space=0, color=colour.lstrip("#")) for side in sides))


def _note_paragraph(role: Role, style: StyleSheet) -> Element:
    """The mark of a note at the margin, its text after a tab, all further lines under the text."""
    width = twips(style.notes.width)
    return w(
        "pPr",
        w("tabs", w("tab", val="left", pos=width)),
        _spacing(role),
        w("ind", left=width, hanging=width),
        _align(role),
    )


def _paragraph(role: Role, *before: Element | None, after: list[Element] | None = None) -> Element:
    """A role's paragraph properties; `before` and `after` stand around its own, in the order of 17.3.1.26."""
    sides = {"left": twips(role.start), "right": twips(role.end), "firstLine": twips(role.indent)}
    found = {side: width for side, width in sides.items() if width}
    indent = w("ind", **found) if found else None
    return w("pPr", *before, _spacing(role), indent, _align(role), *(after or ()))


def _spacing(role: Role) -> Element:
    return w(
        "spacing", before=twips(role.before), after=twips(role.after), line=twips(role.leading), lineRule="atLeast"
    )


def _align(role: Role) -> Element:
    return w("jc", val=_ALIGN[role.align])


def _run(role: Role, style: StyleSheet, language: str) -> Element:
    """A role's run properties, in the order of 17.3.2.28."""
    own = role.family != style.roles.body.family
    return w(
        "rPr",
        faces(style.families[role.family], language) if own else None,
        *((w("b"), w("bCs")) if role.weight == "bold" else ()),
        *((w("i"), w("iCs")) if role.slant == "italic" else ()),
        w("color", val=role.colour.lstrip("#")) if role.colour != "#000000" else None,
        *_size(role),
    )


def _size(role: Role) -> tuple[Element, Element]:
    half_points = round(role.size * 2)
    return w("sz", val=half_points), w("szCs", val=half_points)
