"""What belongs to the page and not to the report: edit links, padding, the debris of templates.

    導言[編輯]          [edit]1. Text          編輯          [править | править код]          falsefalse

An edit link is evidence before it is dropped: the line that it follows is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Place
from converter.formats.wikisource.lines import LONGEST_HEADING, Line, heading_shaped, number
from converter.formats.wikisource.words import EDIT_LINKS
from converter.reading import Dropped

_BRACKETED = re.compile(r"\[([^\[\]]{1,60})\]")
_DEBRIS = re.compile(r"(?:true|false){2,}$")
_LONGEST_DEBRIS = 200
_LONGEST_LINK = 60
_EDGE = " \xa0\t\u3000\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]+")


class Page(Struct, frozen=True):
    """The lines that may belong to the report; the line numbers of template padding and debris; what was dropped."""

    lines: tuple[Line, ...]
    padding: tuple[int, ...]
    debris: tuple[int, ...]
    dropped: tuple[Dropped, ...]


def clear(table: Iterable[tuple[int, str]]) -> Page:
    """The page without its furniture."""
    lines: list[Line] = []
    dropped: list[Dropped] = []
    padding: list[int] = []
    debris: list[int] = []
    for line in _trimmed(table, dropped, padding):
        if line.text.endswith(("true", "false")) and len(line.text) <= _LONGEST_DEBRIS and _DEBRIS.search(line.text):
            debris.append(line.row)
            dropped.append(Dropped(line.place(), line.text, "debris of a template"))
            continue
        for piece in _pieces(line):
            if _is_link(piece):
                dropped.append(Dropped(piece.place(), piece.text, "edit link"))
                _mark_last(lines)
            else:
                lines.append(piece)
    return Page(_from_margin(lines), tuple(padding), tuple(debris), tuple(dropped))


def _trimmed(table: Iterable[tuple[int, str]], dropped: list[Dropped], padding: list[int]) -> Iterator[Line]:
    """The lines that hold something, without the white space and the unseen marks around it."""
    for row, raw in table:
        if not raw:
            continue
        text = raw if raw.isprintable() else _without_controls(row, raw, dropped)
        bare = text.strip()
        if not bare:
            if "\xa0" in text:
                padding.append(row)
            continue
        inner = bare.strip(_EDGE)
        if len(inner) != len(bare):
            dropped.extend(_edges(row, text, inner))
        if inner:
            start = text.index(inner)
            yield Line(row, start + 1, inner, start, number=number(inner))


def _without_controls(row: int, raw: str, dropped: list[Dropped]) -> str:
    """The line without characters that no XML can hold. XML 1.0, 2.2."""
    found = [Dropped(Place(row, match.start() + 1), match[0], "control character") for match in _CONTROL.finditer(raw)]
    dropped.extend(found)
    return _CONTROL.sub("", raw) if found else raw


def _edges(row: int, text: str, inner: str) -> Iterator[Dropped]:
    """The unseen marks before and after the text of a line."""
    before, _, after = text.partition(inner) if inner else (text, "", "")
    for part, column in ((before, 1), (after, len(text) - len(after) + 1)):
        if marks := "".join(part.split()):
            yield Dropped(Place(row, column), marks, "unseen mark at the edge of a line")


def _pieces(line: Line) -> Iterable[Line]:
    """The line cut at the edit links that begin it, end it, or part a heading from what follows."""
    return _cut(line) if "[" in line.text else (line,)


def _cut(line: Line) -> Iterator[Line]:
    text, start = line.text, 0
    for match in _BRACKETED.finditer(text):
        if not _says_edit(match[1]):
            continue
        if match.end() < len(text) and not _may_stand_before(text, start, match.start()):
            continue
        yield from _piece(line, start, match.start())
        yield _piece_of(line, match.start(), match[0])
        start = match.end()
    yield from _piece(line, start, len(text))


def _may_stand_before(text: str, start: int, end: int) -> bool:
    """Whether this part of a text can stand before an edit link: nothing, or a heading."""
    if end - start > 2 * LONGEST_HEADING:
        return False
    before = text[start:end].strip()
    return not before or heading_shaped(before)


def _piece(line: Line, start: int, end: int) -> Iterator[Line]:
    part = line.text[start:end]
    if text := part.strip():
        yield _piece_of(line, start + part.index(text), text)


def _piece_of(line: Line, offset: int, text: str) -> Line:
    if text == line.text:
        return line
    return replace(line, column=line.column + offset, text=text, number=number(text))


def _is_link(piece: Line) -> bool:
    text = piece.text
    return len(text) <= _LONGEST_LINK + 2 and _says_edit(text[1:-1] if _BRACKETED.fullmatch(text) else text)


def _says_edit(text: str) -> bool:
    """Whether a text is the words of an edit link, or two such with a bar between."""
    if len(text) > _LONGEST_LINK:
        return False
    said = text.strip().casefold()
    return said in EDIT_LINKS or ("|" in said and all(word.strip() in EDIT_LINKS for word in said.split("|")))


def _mark_last(lines: list[Line]) -> None:
    """The line before an edit link is a heading."""
    if lines and not lines[-1].indent:
        lines[-1] = replace(lines[-1], edited=True)


def _from_margin(lines: list[Line]) -> tuple[Line, ...]:
    """The lines with their indents counted from the margin of numbered paragraphs."""
    margin = min((line.indent for line in lines if line.number), default=0)
    if not margin:
        return tuple(lines)
    return tuple(replace(line, indent=max(0, line.indent - margin)) for line in lines)
