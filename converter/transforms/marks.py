"""Inlines in their one form: a link around a language around the styles in the model's order, each said once.

    <emphasis>a</emphasis><emphasis><link>b</link></emphasis>
    becomes  <emphasis>a</emphasis><link><emphasis>b</emphasis></link>

Every leaf (a text, a call, a break) knows the marks around it; from them the marks are built anew, as few as can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, assert_never, get_args

from msgspec import Struct
from msgspec.structs import replace

from converter.language import canonical
from converter.model import Break, Inline, Lang, Link, NoteRef, Style, Styled, Text
from converter.transforms.addresses import address
from converter.transforms.characters import fit, pieces
from converter.transforms.told import Told
from converter.walk import inlines

STYLES: tuple[Style, ...] = get_args(Style)
Inlines = tuple[Inline, ...]


class _Marks(Struct, frozen=True):
    """The marks around a leaf: where it leads, a language that is not the one around the line, and its styles."""

    link: str | None = None
    language: str | None = None
    styles: frozenset[Style] = frozenset()


_Leaf = tuple[Any, ...]
"""A leaf; its link, its language, and for each style whether it has it."""


def line(content: Inlines, around: str, told: Told) -> Inlines:
    """These inlines in their one form, where this language is spoken. The same object where nothing has changed."""
    if _is_plain(content):
        return content
    leaves = [_leaf(inline, marks, around) for inline, marks in _leaves(content, _Marks(), told)]
    made = tuple(_built(leaves, 1))
    return content if made == content else made


def _is_plain(content: Inlines) -> bool:
    """Whether this is nothing but texts that are parted and fit, calls and breaks: most lines are."""
    after_text = False
    for inline in content:
        if isinstance(inline, Text):
            if after_text or not inline.text or not fit(inline.text):
                return False
            after_text = True
        elif isinstance(inline, NoteRef | Break):
            after_text = False
        else:
            return False
    return True


def _leaves(content: Iterable[Inline], marks: _Marks, told: Told) -> Iterator[tuple[Inline, _Marks]]:
    """The texts that say something, calls and breaks, each with the marks around it."""
    for inline in content:
        match inline:
            case Text():
                for number, piece in enumerate((inline.text,) if fit(inline.text) else pieces(inline.text, told)):
                    yield from ((Break(), marks),) if number else ()
                    yield from ((Text(piece), marks),) if piece else ()
            case NoteRef():
                yield inline, replace(marks, link=None)
            case Break():
                yield inline, marks
            case Styled():
                yield from _leaves(inline.content, replace(marks, styles=marks.styles | {inline.style}), told)
            case Lang():
                language = tongue(inline.language, told) or marks.language
                yield from _leaves(inline.content, replace(marks, language=language), told)
            case Link():
                yield from _leaves(inline.content, replace(marks, link=_target(inline, marks, told)), told)
            case _:
                assert_never(inline)


def tongue(tag: str, told: Told) -> str | None:
    """The language of a tag in its usual form; None where it is no tag. The same object where nothing has changed."""
    usual = canonical(tag)
    if usual is None:
        told.tell(f"{tag[:60]!r} is no tag of a language; its words are in the language around", "Give one such as en.")
    return tag if usual == tag else usual


def _target(link: Link, marks: _Marks, told: Told) -> str | None:
    """Where the words of a link lead: of links in one another, where the inner one does; one without words is none."""
    if not any(isinstance(inline, Text | Break) and inline != Text("") for inline in inlines(link.content)):
        return marks.link
    target = address(link.target)
    if target is None:
        what = f"the link to {link.target[:60]!r} leads to no place that is safe and known; its words are kept"
        told.tell(what, "Give an address that begins with https:, or #id.")
        return marks.link
    if marks.link is not None and marks.link != target:
        told.tell(f"a link to {target[:60]!r} stands in another; its words lead there alone", "Part the two links.")
    return target


def _leaf(inline: Inline, marks: _Marks, around: str) -> _Leaf:
    language = None if marks.language == around else marks.language
    return (inline, marks.link, language, *(style in marks.styles for style in STYLES))


def _built(leaves: Sequence[_Leaf], depth: int) -> Iterator[Inline]:
    """The leaves with their marks from this one on around them; the first is the outermost."""
    if depth == len(STYLES) + 3:
        yield from _joined(leaf[0] for leaf in leaves)
        return
    for mark, run in groupby(leaves, itemgetter(depth)):
        inner = _built(list(run), depth + 1)
        if not mark:
            yield from inner
        elif depth == 1:
            yield Link(mark, tuple(inner))
        elif depth == 2:
            yield Lang(mark, tuple(inner))
        else:
            yield Styled(STYLES[depth - 3], tuple(inner))


def _joined(content: Iterable[Inline]) -> Iterator[Inline]:
    """Leaves with the same marks, texts that adjoin as one."""
    for texts, run in groupby(content, lambda inline: isinstance(inline, Text)):
        if texts:
            yield Text("".join(inline.text for inline in run if isinstance(inline, Text)))
        else:
            yield from run
