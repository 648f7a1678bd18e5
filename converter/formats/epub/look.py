"""The look: one small CSS file made from the style sheet, for the languages that occur in the book.

    body { font-family: "Times New Roman", serif; line-height: 1.64; text-align: justify; }
    [lang="zh-Hans"] { font-family: …; }
    h1 { font-size: 1.55em; font-weight: bold; margin: 1.76em 0 0.82em; }
    .numbered > .label { display: inline-block; min-width: 3em; }

Lengths of the page become shares of the text's size, because the reader of an e-book chooses that size. Colours of
text are left to the reading system; grounds are transparent tints, so that no night theme can make a box unreadable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from converter.formats.epub.faces import FAMILY, Embedded
from converter.language import primary, unspaced
from converter.stylesheet import Colour, Family, Role, StyleSheet

_CJK = """\
:lang(zh) { line-break: strict; overflow-wrap: break-word; hyphens: none; }
:lang(zh) em { font-style: normal; -webkit-text-emphasis: filled dot; -epub-text-emphasis: filled dot; \
text-emphasis: filled dot; text-emphasis-position: under right; }"""

_FIXED = """\
p { margin: 0; orphans: 2; widows: 2; }
h1, h2, h3, h4, h5, h6 { text-align: start; line-height: 1.4; hyphens: none; \
page-break-after: avoid; break-after: avoid; page-break-inside: avoid; break-inside: avoid; }
ul.labelled, ol.labelled { list-style: none; }
table { border-collapse: collapse; width: 100%; text-align: start; }
th, td { border: 1px solid; padding: 0.3em 0.5em; vertical-align: top; text-align: start; overflow-wrap: anywhere; }
figure { margin: 1em 0; break-inside: avoid; }
img { max-width: 100%; height: auto; }
pre { white-space: pre-wrap; font-family: inherit; margin: 0; overflow-wrap: anywhere; }
.small-caps { font-variant: small-caps; }
.source { text-align: end; }
.cover { text-align: center; }
.title-page { padding-top: 8%; }
.title-page .title { padding: 1.2em 0 0.6em; }
.cover img { max-height: 100vh; }
nav ol { list-style: none; padding-inline-start: 1.2em; }
nav > ol { padding-inline-start: 0; }
nav li { margin: 0.35em 0; text-align: start; }
nav a { text-decoration: none; }"""


_SPACE = 0.25
"""How wide the space after a label is, in ems."""


def css(style: StyleSheet, languages: Iterable[str], fonts: Sequence[Embedded] = ()) -> str:
    """The whole style sheet, with the fonts in the book. CSS 2.1 with logical properties; nothing hides text."""
    tags = tuple(languages)
    parts = [
        *map(_font, fonts),
        ":root { color-scheme: light dark; }",
        *_faces(style, tags, rare=bool(fonts)),
        _FIXED,
        *([_CJK] if any(primary(tag) == "zh" for tag in tags) else []),
        *_roles(style),
        *_headings(style),
        *_numbers(style),
        *_notes(style),
        *_box(style),
        *_contents(style),
        *_narrow(tags[0]),
        *_dark(style),
    ]
    return "\n".join(parts) + "\n"


def _font(font: Embedded) -> str:
    ranges = ", ".join(f"U+{ord(character):X}" for character in font.characters)
    source = ("src", f'url("{font.file}")')
    return _rule("@font-face", ("font-family", f'"{FAMILY}"'), source, ("unicode-range", ranges))


def _faces(style: StyleSheet, languages: tuple[str, ...], *, rare: bool) -> Iterator[str]:
    """The body's face, and that of every other language that occurs; what they lack from the fonts in the book."""
    body = style.roles.body
    family = style.families[body.family]
    last = f'"{FAMILY}", serif' if rare else "serif"
    yield _rule(
        "body",
        ("font-family", _names(family, languages[0], last)),
        ("line-height", _share(body.leading, body.size, "")),
        ("text-align", body.align),
        ("hyphens", "auto"),
    )
    own = _names(family, languages[0], last)
    for language in languages[1:]:
        if (names := _names(family, language, last)) != own:
            yield _rule(f'[lang="{language}"]', ("font-family", names))


def _names(family: Family, language: str, last: str = "serif") -> str:
    names = family.names
    scripts = {"zh-Hant": names.traditional, "zh-Hans": names.simplified}
    own = names.arabic if primary(language) == "ar" else scripts.get(language, ())
    return ", ".join([*(f'"{name}"' for name in (*own, *names.latin)), last])


def _roles(style: StyleSheet) -> Iterator[str]:
    """Every role by the selector that stands for it."""
    roles = style.roles
    for selector, role in (
        (".title", roles.title),
        (".subtitle", roles.subtitle),
        (".masthead", roles.masthead),
        (".imprint", roles.imprint),
        ("blockquote", roles.quotation),
        ("th", roles.table_head),
        ("td", roles.table),
        ("caption, figcaption", roles.caption),
        ("aside[role='doc-footnote'], .note", roles.note),
        (".box", roles.box),
        (".unread", roles.unread),
    ):
        yield _rule(selector, *_set(role, style))
    yield _rule("section > p, .box > p, li", ("margin-bottom", _share(roles.body.after, roles.body.size)))
    yield _rule("ul, ol", ("margin", "0 0 0.6em"), ("padding-inline-start", _share(style.lists.width, roles.body.size)))


def _set(role: Role, style: StyleSheet, around: Role | None = None) -> Iterator[tuple[str, str]]:
    """A role's declarations: its size as a share of that around it (the body's if not said), lengths of its own."""
    body = style.roles.body
    yield "font-size", _share(role.size, (around or body).size)
    yield "line-height", _share(role.leading, role.size, "")
    yield "text-align", role.align
    if role.weight == "bold":
        yield "font-weight", "bold"
    if role.slant == "italic":
        yield "font-style", "italic"
    if role.family != body.family:
        yield "font-family", _names(style.families[role.family], "en")
    if role.colour != "#000000":
        yield "color", role.colour
    yield "margin", f"{_share(role.before, role.size)} 0 {_share(role.after, role.size)}"
    if role.start or role.end:
        yield "margin-inline-start", _share(role.start, role.size)
        yield "margin-inline-end", _share(role.end, role.size)


def _headings(style: StyleSheet) -> Iterator[str]:
    for level in range(1, 7):
        heading = style.heading(level)
        yield _rule(f"h{level}", *_set(heading, style))
        if heading.stacked:
            yield _rule(f"h{level} > .label", ("display", "block"))
        else:
            yield _rule(f"h{level} > .label", ("margin-inline-end", _share(heading.gap, heading.size)))
    yield _rule("h1.title", *_set(style.roles.title, style))
    yield _rule(".box > .box-title", *_set(style.roles.box_title, style, style.roles.box))


def _numbers(style: StyleSheet) -> Iterator[str]:
    """Numbers of paragraphs: run in at the margin, or hanging with the text inset beside them; labels of items hang.

    In an item a printed page may begin before its first paragraph, so that this is not its first child.
    """
    size, width = style.roles.body.size, _share(style.numbers.width, style.roles.body.size)
    hanging = style.numbers.form == "hanging"
    yield _rule(".numbered > .label", *_label(_beside(style.numbers.width, size) if hanging else width))
    if hanging:
        yield _rule(".numbered", ("padding-inline-start", width), ("text-indent", f"-{width}"))
    yield _rule(".labelled > li > p > .label", *_label(_beside(style.lists.width, size)))
    yield _rule(".labelled > li > p:first-of-type", ("text-indent", f"-{_share(style.lists.width, size)}"))
    yield _rule("caption > .label, figcaption > .label", ("margin-inline-end", "0.5em"))


def _label(width: str) -> tuple[tuple[str, str], ...]:
    return ("display", "inline-block"), ("min-width", width), ("text-indent", "0")


def _beside(length: float, size: float) -> str:
    """The share of a length that is left for a label, with the space that follows it."""
    return _share(max(length - _SPACE * size, 0), size)


def _notes(style: StyleSheet) -> Iterator[str]:
    notes, size = style.notes, style.roles.note.size
    yield _rule(".call", ("white-space", "nowrap"))
    yield _rule(
        'a[role="doc-noteref"]',
        ("vertical-align", "super"),
        ("font-size", f"{notes.mark_size:g}em"),
        ("line-height", "0"),
        ("text-decoration", "none"),
        ("padding", "0 0.25em"),
    )
    yield _rule(
        ".notes",
        ("margin-top", _share(2 * notes.before, size)),
        ("padding-top", "0.5em"),
        ("border-top", f"{notes.rule:g}pt solid"),
    )


def _box(style: StyleSheet) -> Iterator[str]:
    box, size = style.box, style.roles.box.size
    yield _rule(
        ".box",
        ("border", f"{box.border:g}pt solid {box.border_colour}"),
        ("background-color", _tint(box.background)),
        ("padding", _share(box.padding, size)),
        ("margin", f"{_share(box.before, size)} 0 {_share(box.after, size)}"),
    )
    yield _rule(".unread", ("border-inline-start", f"3pt solid {style.roles.unread.colour}"), ("padding", "0 0.8em"))
    yield _rule(".box > p:last-child, li > p:last-child", ("margin-bottom", "0"))


def _contents(style: StyleSheet) -> Iterator[str]:
    """Lines of the contents, level by level."""
    for depth, role in enumerate(style.roles.contents, 1):
        yield _rule(f"nav{' > ol > li' * depth}", ("font-weight", "bold" if role.weight == "bold" else "normal"))


def _narrow(language: str) -> Iterator[str]:
    """On a telephone words of letters are not spread over lines that hold few of them; Han characters may be."""
    if not unspaced(language):
        rule = _rule("body, blockquote, .box, aside[role='doc-footnote'], .note", ("text-align", "start"))
        yield f"@media (max-width: 32em) {{\n{rule}\n}}"


def _dark(style: StyleSheet) -> Iterator[str]:
    """Night: what has a colour of its own is made light enough to be read."""
    border, unread = _light(style.box.border_colour), _light(style.roles.unread.colour)
    rules = (
        _rule(".box", ("border-color", border), ("background-color", "rgba(255, 255, 255, 0.07)")),
        _rule(".unread", ("color", unread), ("border-color", unread)),
        _rule("a", ("color", "#9CC4FF")),
    )
    yield "@media (prefers-color-scheme: dark) {\n" + "\n".join(rules) + "\n}"


def _rule(selector: str, *declarations: tuple[str, str]) -> str:
    return f"{selector} {{ {' '.join(f'{name}: {value};' for name, value in declarations)} }}"


def _share(length: float, size: float, unit: str = "em") -> str:
    """A length as a share of a size."""
    share = f"{length / size:.3f}".rstrip("0").rstrip(".")
    return share if share == "0" else share + unit


def _channels(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _tint(colour: Colour) -> str:
    """The most transparent colour that looks like this one on white."""
    channels = _channels(colour)
    alpha = 1 - min(channels) / 255
    if not alpha:
        return "transparent"
    red, green, blue = (round((channel - 255 * (1 - alpha)) / alpha) for channel in channels)
    return f"rgba({red}, {green}, {blue}, {alpha:.3f})"


def _light(colour: Colour) -> Colour:
    """The colour mixed with white, three parts of five."""
    return "#" + "".join(f"{round(channel * 0.4 + 255 * 0.6):02X}" for channel in _channels(colour))
