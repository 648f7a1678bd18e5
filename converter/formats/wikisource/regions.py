"""The parts of a page, from top to bottom: header, body, statement of rights, notes.

    title, neighbours, symbol, …      header: the blocks before the body that hold a field
    第一章 … 153.…                     body: from the first heading or number to the last
    ␣                                 padding of the licence template
    statement, with a list            rights
    falsefalse                        debris of the licence template
      1. note                         notes: the last list that counts from 1 and stands alone
    anything                          rest

Rights and notes may stand in either order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from converter.formats.wikisource.furniture import Page
from converter.formats.wikisource.lines import LONGEST_HEADING, Line, heading_shaped, labelled, number, terminated
from converter.formats.wikisource.words import NOTES_HEADINGS, RIGHTS

Lines = Sequence[Line]
ARROW = "↑"


class Regions(Struct, frozen=True):
    """The lines of each part; `notes_heading` is the line that announces the notes, if there is one."""

    header: Lines
    body: Lines
    rights: Lines
    notes_heading: Lines
    notes: Lines
    rest: Lines


def divide(page: Page, holds_field: Callable[[Line], bool]) -> Regions:
    """Tell the parts of a page. `holds_field` says whether a line of the header is a field."""
    lines = page.lines
    start = _body_start(lines, holds_field)
    last = _last_numbered(lines, start)
    first_note, after = _notes(lines, last)
    announced = first_note < after and _announces_notes(lines[max(last + 1, start) : first_note])
    heading = first_note - 1 if announced else first_note
    end = _body_end(page, last, heading)
    after_is_rights = any(map(states_rights, lines[after:]))
    rights = [*lines[end:heading], *(lines[after:] if after_is_rights else ())]
    rest = () if after_is_rights else lines[after:]
    return Regions(lines[:start], lines[start:end], rights, lines[heading:first_note], lines[first_note:after], rest)


def _body_start(lines: Lines, holds_field: Callable[[Line], bool]) -> int:
    """Where the body begins: after the title and the blocks of fields that stand before the first heading or number."""
    if not lines or not _is_title(lines[0]):
        return 0
    first = next((index for index in range(1, len(lines)) if _begins_body(lines[index])), None)
    start = 0
    for position, block in enumerate(_blocks(lines[: _LONGEST_HEADER if first is None else first])):
        if position and not any(map(holds_field, block)):
            break
        start += len(block)
    return start


_LONGEST_HEADER = 40


def _blocks(lines: Lines) -> list[Lines]:
    """The runs of lines without an empty line between them."""
    cuts = [index for index in range(1, len(lines)) if lines[index].row > lines[index - 1].row + 1]
    return [lines[first:last] for first, last in zip([0, *cuts], [*cuts, len(lines)], strict=True)]


def _is_title(line: Line) -> bool:
    return (
        len(line.text) <= LONGEST_HEADING and not line.indent and not _is_counted(line) and line.text[-1] not in "。."
    )


def _begins_body(line: Line) -> bool:
    return line.edited or _is_counted(line)


def _is_counted(line: Line) -> bool:
    """Whether a line is the first numbered paragraph, or a heading with a label."""
    if line.number is not None:
        return line.number.value <= 1 and not line.indent
    return labelled(line.text) is not None and heading_shaped(line.text)


def _last_numbered(lines: Lines, start: int) -> int:
    """The last line at the margin with a number, outside lists that a colon announces; `start - 1` without any."""
    last, listed = start - 1, False
    for index in range(start, len(lines)):
        line = lines[index]
        found = None if line.indent else line.number
        if found is None:
            listed = False
            continue
        listed = listed or (found.value == 1 and last >= start and lines[index - 1].text.endswith((":", "：")))
        last = last if listed else index
    return last


def _notes(lines: Lines, last: int) -> tuple[int, int]:
    """Where the notes begin and end: the last list after the last number that counts from 1 and stands alone."""
    for first in range(len(lines) - 1, last, -1):
        if _is_first_note(lines[first]) and _stands_alone(lines, first):
            return first, next((index for index in range(first, len(lines)) if _at_margin(lines[index])), len(lines))
    return len(lines), len(lines)


def _is_first_note(line: Line) -> bool:
    found = number(line.text.lstrip(ARROW + " "))
    return found is not None and found.value == 1 and not _at_margin(line)


def _at_margin(line: Line) -> bool:
    return line.indent == 0 and not line.text.startswith(ARROW)


def _stands_alone(lines: Lines, first: int) -> bool:
    """Whether an empty line parts this line from the one above, and no colon there announces a list."""
    if first == 0:
        return True
    above = lines[first - 1]
    return lines[first].row > above.row + 1 and not above.text.endswith((":", "："))


def _announces_notes(above: Lines) -> bool:
    """Whether the last of these lines is a heading that has nothing but the notes under it."""
    if not above:
        return False
    text = above[-1].text
    return text.casefold().rstrip(":：") in NOTES_HEADINGS or (above[-1].edited and not terminated(text))


def _body_end(page: Page, last: int, end: int) -> int:
    """Where the body ends: at the first line after the last number that padding or words tell to be of the licence."""
    lines = page.lines
    marks = [row for row in (*page.padding, *page.debris) if last < 0 or row > lines[last].row]
    marked = next((index for index in range(last + 1, end) if marks and lines[index].row > min(marks)), end)
    if marked < end and (len(marks) > 1 or any(map(states_rights, lines[marked:end]))):
        return marked
    return next((index for index in range(last + 1, end) if states_rights(lines[index])), end)


def states_rights(line: Line) -> bool:
    """Whether a line speaks of rights."""
    text = line.text.casefold()
    return any(word in text for word in RIGHTS)
