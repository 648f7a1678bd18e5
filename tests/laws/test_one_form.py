"""The law of the one form: whatever says the same becomes the same, and no reader of a report can tell the difference.

What a reader can tell is looked up here anew, character by character: where it leads, in which language it stands, and
how it is set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter import pipeline
from converter.model import Break, Inline, Lang, Link, Metadata, NoteRef, Report, Style, Styled, Text
from converter.reading import Reading
from converter.transforms.canonical import canonical, canonical_report
from converter.transforms.marks import STYLES
from converter.walk import inlines, lines, nodes
from tests.rough import rough
from tests.samples import SAMPLES, every_node, paragraph
from tests.strategies import law, reports

Seen = tuple[str, str, str, frozenset[Style]]
"""A character or a call, where it leads, its language, and its styles."""


@law
@given(reports(), st.integers(0, 1 << 32))
def test_what_says_the_same_in_another_way_becomes_the_same(report: Report, seed: int) -> None:
    made = canonical(Reading(rough(report, Random(seed))))
    assert made.report == report
    assert made.diagnostics == ()


@law
@given(reports())
def test_a_report_in_its_one_form_is_given_back_as_it_is(report: Report) -> None:
    assert canonical_report(report) is report


@pytest.mark.parametrize("name", [*SAMPLES, "real"])
def test_what_is_read_is_in_its_one_form(name: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue("real_report") if name == "real" else SAMPLES[name]
    reading = pipeline.read(path)
    assert canonical(reading) is reading


def test_every_node_is_in_its_one_form() -> None:
    assert canonical_report(every_node()) == every_node()


TEXTS = st.text("ab  \t\n\r\x01\x7f\x85\u2028\ud800\ufffe字", max_size=6).map(Text)
TARGETS = st.sampled_from(
    ["#p-1", "https://example.org/", "HTTP://example.org/[x]", "javascript:x", "#", "https://[", "mailto:a <b>", ""]
)
LEAVES = st.one_of(TEXTS, TEXTS, st.just(Break()), st.just(NoteRef("note-1")))
TAGS = st.sampled_from(["en", "EN", "fr", "zh-tw", "", "no tag"])


def marked(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    held = st.lists(inner, max_size=4).map(tuple)
    return (
        st.builds(Styled, st.sampled_from(STYLES), held) | st.builds(Lang, TAGS, held) | st.builds(Link, TARGETS, held)
    )


INLINES = st.recursive(LEAVES, marked, max_leaves=12)


@law
@given(st.lists(INLINES, max_size=6).map(tuple))
def test_a_reader_sees_no_difference(content: tuple[Inline, ...]) -> None:
    report = Report(Metadata("T", "en"), (paragraph("p-1", *content),))
    made = canonical_report(report)
    assert list(seen(made)) == list(seen(report))
    assert canonical_report(made) is made
    assert_formed(lines(node) for node in nodes(made))


def assert_formed(found: Iterable[tuple[Inline, ...]]) -> None:
    """Marks in their order, each once, around something; texts that adjoin are one, and none is empty."""
    order = (Link, Lang, *STYLES)
    for content in found:
        assert not any(alike(one, other) for one, other in pairwise(content))
        for inline in content:
            match inline:
                case Text(text):
                    assert text
                    assert not set(text) & set("\t\n\r\x01\x7f\x85\u2028\ud800\ufffe")
                case Styled() | Lang() | Link():
                    assert inline.content
                    below = [each for each in inlines(inline.content) if isinstance(each, Styled | Lang | Link)]
                    assert all(rank(inline, order) < rank(each, order) for each in below)
                    assert_formed([inline.content])
                case _:
                    pass


def rank(mark: Styled | Lang | Link, order: tuple[object, ...]) -> int:
    return order.index(mark.style if isinstance(mark, Styled) else type(mark))


def alike(one: Inline, other: Inline) -> bool:
    match one, other:
        case (Text(), Text()):
            return True
        case (Styled(a, _), Styled(b, _)) | (Lang(a, _), Lang(b, _)) | (Link(a, _), Link(b, _)):
            return a == b
        case _:
            return False


def seen(report: Report) -> Iterator[Seen]:
    """What a reader sees of each line of a report."""
    for node in nodes(report):
        yield from _seen(lines(node), "", report.metadata.language, frozenset())


_SHOWN = str.maketrans({"\t": " ", "\x01": "\ufffd", "\x7f": "\ufffd", "\ud800": "\ufffd", "\ufffe": "\ufffd"})
_LEADS = {"HTTP://example.org/[x]": "http://example.org/%5Bx%5D", "mailto:a <b>": "mailto:a%20%3Cb%3E"}
_NOWHERE = ("javascript:x", "#", "https://[", "")
_LANGUAGES = {"EN": "en", "zh-tw": "zh-Hant"}


def _seen(content: Iterable[Inline], link: str, language: str, styles: frozenset[Style]) -> Iterator[Seen]:
    for inline in content:
        match inline:
            case Text(text):
                shown = text.replace("\r\n", "\n").translate(_SHOWN)
                yield from (("\n" if c in "\n\r\x85\u2028" else c, link, language, styles) for c in shown)
            case Break():
                yield "\n", link, language, styles
            case NoteRef(note):
                yield note, "", language, styles
            case Styled(style, inner):
                yield from _seen(inner, link, language, styles | {style})
            case Lang(tag, inner):
                spoken = language if tag in ("", "no tag") else _LANGUAGES.get(tag, tag)
                yield from _seen(inner, link, spoken, styles)
            case Link(target, inner):
                leads = link if target in _NOWHERE else _LEADS.get(target, target)
                yield from _seen(inner, leads, language, styles)
