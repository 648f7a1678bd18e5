"""A look: styles/NAME.toml read into one frozen StyleSheet, used by every format that has a look.

Lengths are written with their unit (`"11pt"`, `"25mm"`) and held in points. A role that is missing, a key that is
unknown and a value that does not fit are errors that name the key. A style that `extends` another of the project's own
says only what differs.

Annotations are not postponed in this file: each would be compiled by itself when a style is read.
"""

import re
from pathlib import Path
from typing import Any, Literal

import msgspec

from converter.diagnostics import Code, refuse
from converter.environment import Environment

_UNITS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|mm|cm|in)\Z")


class Length(float):
    """A length in points."""


Colour = str
"""`#RRGGBB`, sRGB."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A part of a style file: frozen, closed, its keys in kebab-case."""


class Names(Part, frozen=True):
    """The names by which other programs know a family's faces, best first, for DOCX and EPUB."""

    latin: tuple[str, ...]
    traditional: tuple[str, ...]
    simplified: tuple[str, ...]
    arabic: tuple[str, ...]


class Family(Part, frozen=True):
    """Faces that go together: for each cut the files to look for a character in, in this order, and known names.

    A file is a name in the faces' folder or an absolute path; `FILE#2` is the third face of a collection.
    """

    regular: tuple[str, ...]
    bold: tuple[str, ...]
    italic: tuple[str, ...]
    bold_italic: tuple[str, ...]
    names: Names


class Page(Part, frozen=True):
    """The page: its size and its margins (inner is at the spine), and where heads and feet stand from its edges."""

    width: Length
    height: Length
    top: Length
    bottom: Length
    inner: Length
    outer: Length
    head: Length
    foot: Length


class Role(Part, frozen=True):
    """How one role of text is set. `start` and `end` inset the block, `indent` its first line; all in points."""

    size: Length
    leading: Length
    family: str = "serif"
    weight: Literal["regular", "bold"] = "regular"
    slant: Literal["upright", "italic"] = "upright"
    align: Literal["justify", "start", "center", "end"] = "start"
    before: Length = Length(0)
    after: Length = Length(0)
    indent: Length = Length(0)
    start: Length = Length(0)
    end: Length = Length(0)
    colour: Colour = "#000000"


class Heading(Role, frozen=True):
    """A heading's role; `gap` parts label and words on one line, `stacked` sets the label on a line of its own."""

    gap: Length = Length(6)
    stacked: bool = False
    page: bool = False
    """Whether the division begins a page."""


class Roles(Part, frozen=True):
    """Every role that text can have, headings apart."""

    title: Role
    subtitle: Role
    masthead: Role
    """Symbol, organ, session, author, place and date on the title page."""
    imprint: Role
    """Rights and source at the foot of the title page's back."""
    body: Role
    box_title: Role
    box: Role
    quotation: Role
    table_head: Role
    table: Role
    caption: Role
    note: Role
    contents_title: Role
    contents: tuple[Role, ...]
    """By level; the last serves all deeper ones."""
    running: Role
    """Heads and feet."""
    unread: Role


class Numbers(Part, frozen=True):
    """Paragraph numbers: `run-in` (at the margin, text after a tab, turn-over lines at the margin) or `hanging`."""

    form: Literal["run-in", "hanging"]
    width: Length
    """From the margin to the text."""


class Lists(Part, frozen=True):
    """Lists: the inset of each level, and the mark of an item that has no label."""

    width: Length
    bullet: str


class Notes(Part, frozen=True):
    """Notes at the page's foot: the rule above them, the space over it, and the inset of their text."""

    rule: Length
    rule_length: Length
    before: Length
    width: Length
    mark_size: float
    """The size of a raised mark, as a share of the text's."""
    mark_rise: float
    """How far a mark is raised, as a share of the text's size."""


class BoxFrame(Part, frozen=True):
    """The frame of a box."""

    border: Length
    border_colour: Colour
    background: Colour
    padding: Length
    before: Length
    after: Length


class Contents(Part, frozen=True):
    """The list of contents: how many levels, and what leads to the page number."""

    depth: int
    leader: str


class Running(Part, frozen=True):
    """Heads and feet: three fields each (start, centre, end) for left and right pages, and for the front matter.

    Fields: {symbol} {title} {section} {page} {pages}.
    """

    rule: Length
    left_head: tuple[str, str, str]
    right_head: tuple[str, str, str]
    left_foot: tuple[str, str, str]
    right_foot: tuple[str, str, str]
    front_head: tuple[str, str, str]
    front_foot: tuple[str, str, str]


class Epub(Part, frozen=True):
    """What only e-books have: whether faces for rare characters go with them, or only the names of faces."""

    fonts: Literal["named", "embed"] = "named"


class Tei(Part, frozen=True):
    """What only TEI editions have: the breaks of the printed pages, and links from them to the pages of the PDF."""

    page_breaks: bool = False
    facsimile: bool = False


class Press(Part, frozen=True):
    """A PDF for the press: pages on larger sheets with crop marks, everything in grey, no links.

    `bleed` is what is printed beyond the trimmed edge, `marks` the length of the crop marks outside it. `icc` is the
    ICC profile of the printing condition, a file beside the style (absolute once loaded; none: the project's own grey),
    `condition` the name of that condition.
    """

    bleed: Length
    marks: Length
    icc: str = ""
    condition: str = ""


class Pdf(Part, frozen=True):
    """What a PDF holds besides its pages."""

    attach: Literal["tei"] | None = None
    """The format that stands in the file as its source."""


class StyleSheet(Part, frozen=True):
    """One look for all formats that have a look."""

    name: str
    families: dict[str, Family]
    page: Page
    roles: Roles
    headings: tuple[Heading, ...]
    """By level; the last serves all deeper ones."""
    numbers: Numbers
    lists: Lists
    notes: Notes
    box: BoxFrame
    contents: Contents
    running: Running
    epub: Epub = Epub()
    tei: Tei = Tei()
    pdf: Pdf = Pdf()
    press: Press | None = None

    def heading(self, level: int) -> Heading:
        """The heading of a level, counted from 1."""
        return self.headings[min(level, len(self.headings)) - 1]


def load(name: str, environment: Environment) -> StyleSheet:
    """The style of this name among the project's own, or in this TOML file.

    Raises Refused (style-missing, style-invalid) and names the key that is wrong.
    """
    path = Path(name) if name.endswith(".toml") else environment.styles / f"{name}.toml"
    try:
        data = path.read_bytes()
    except OSError:
        known = ", ".join(sorted(found.stem for found in environment.styles.glob("*.toml")))
        raise refuse(
            Code.STYLE_MISSING, f"there is no style {name!r}", f"Give a .toml file, or one of: {known}."
        ) from None
    try:
        style = msgspec.convert(_extended(data, environment), StyleSheet, dec_hook=_decode)
    except (msgspec.MsgspecError, ValueError) as error:
        raise refuse(
            Code.STYLE_INVALID, str(error), "styles/un-report.toml shows every key a style has.", path=str(path)
        ) from None
    _check_families(style, path)
    return _with_profile(style, path)


def _extended(data: bytes, environment: Environment) -> dict[str, Any]:
    """A style's keys over those of the project's own style that it extends. Raises ValueError."""
    keys = msgspec.toml.decode(data)
    extended = keys.pop("extends", None)
    if extended is None:
        return dict(keys)
    base = environment.styles / f"{extended}.toml"
    if not isinstance(extended, str) or base.parent != environment.styles or not base.is_file():
        raise ValueError(f"it extends {extended!r}, which is no style of the project's own")
    return _over(msgspec.toml.decode(base.read_bytes()), keys)


def _over(base: dict[str, Any], keys: dict[str, Any]) -> dict[str, Any]:
    """A table with the keys of another over its own, tables in it likewise."""
    tables = {key for key in base.keys() & keys.keys() if isinstance(base[key], dict) and isinstance(keys[key], dict)}
    return base | {key: _over(base[key], value) if key in tables else value for key, value in keys.items()}


def _with_profile(style: StyleSheet, path: Path) -> StyleSheet:
    """The style with the full path of its ICC profile, which stands beside it."""
    if style.press is None or not style.press.icc:
        return style
    profile = (path.parent / style.press.icc).resolve()
    if not profile.is_file():
        raise refuse(
            Code.STYLE_INVALID, f"there is no file {style.press.icc!r} beside it - at `$.press.icc`",
            "Put the ICC profile beside the style, or leave the key out.", path=str(path),
        )  # fmt: skip
    return msgspec.structs.replace(style, press=msgspec.structs.replace(style.press, icc=str(profile)))


def _check_families(style: StyleSheet, path: Path) -> None:
    roles = [value for value in msgspec.structs.asdict(style.roles).values() if isinstance(value, Role)]
    for role in (*roles, *style.roles.contents, *style.headings):
        if role.family not in style.families:
            raise refuse(
                Code.STYLE_INVALID,
                f"a role asks for the family {role.family!r}, which [families] does not have",
                f"Name one of: {', '.join(sorted(style.families))}.",
                path=str(path),
            )


def _decode(kind: type, value: Any) -> Any:
    """A Length from `"11pt"`."""
    match = _LENGTH.match(value) if kind is Length and isinstance(value, str) else None
    if match is None:
        raise ValueError(f'expected a length such as "11pt" or "25mm", got {value!r}')
    return Length(float(match[1]) * _UNITS[match[2]])
