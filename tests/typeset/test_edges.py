"""The edges of lines, counted over all samples and the real report: which characters stand there, and where."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from converter import read
from converter.edition import Edition
from converter.typeset.lines import Line
from converter.typeset.uax14 import MANDATORY
from tests.samples import SAMPLES, edition
from tests.typeset.invariants import all_pieces

NEVER_FIRST = "、。，．：；！？）」』】》〉〕］｝”’％‰…·,.;:!?)]}»%،؛؟"
NEVER_LAST = "（「『【《〈〔［｛“‘([{«¿¡"
TOLERANCE = 0.1


def editions(real_report: Path) -> Iterator[tuple[str, Edition]]:
    for path in (real_report, *SAMPLES.values()):
        yield path.stem, edition(read(path).report)


def of_text(found: Edition) -> Iterator[Line]:
    return (line for _, passage, line in all_pieces(found.pages) if passage.part in ("text", "title", "caption"))


def test_no_line_begins_or_ends_with_a_prohibited_mark(real_report: Path) -> None:
    wrong, count = [], 0
    for name, found in editions(real_report):
        for line in of_text(found):
            words = line.atoms.text[line.start : line.end]
            count += 1
            if words and ((line.start and words[0] in NEVER_FIRST) or words[-1] in NEVER_LAST):
                wrong.append((name, words))
    assert wrong == []
    assert count > 1500


def test_no_space_is_seen_at_either_end(real_report: Path) -> None:
    for name, found in editions(real_report):
        for line in of_text(found):
            kinds = line.atoms.kinds[line.start : line.end]
            assert not kinds.startswith("s") or not line.start, name
            assert not kinds.endswith("s"), name


def test_far_edges_of_justified_lines_agree(real_report: Path) -> None:
    """Each line but the last of a paragraph fills its measure to a tenth of a point, and no line is wider."""
    for name, found in editions(real_report):
        style = found.style
        width = found.pages.width - style.page.inner - style.page.outer
        lines = [
            piece.line
            for page in found.pages.body
            for placed in page.text
            for piece in placed.slug.pieces
            if piece.passage.part == "text"
            and placed.slug.height == style.roles.body.leading
            and not placed.slug.frames
        ]
        ends = [line.x if line.atoms.backward else width - line.x - line.width for line in lines]
        full = [
            end for end, line in zip(ends, lines, strict=True) if line.atoms.breaks[line.hang] != MANDATORY
        ]  # fmt: skip
        assert len(full) > 30, name
        assert max(map(abs, full)) < TOLERANCE, name
        assert min(ends) > -TOLERANCE, name


def test_drawn_widths_are_the_set_ones(real_report: Path) -> None:
    """A line's advances, as its atoms are placed one by one, add up to its width."""
    for name, found in editions(real_report):
        for line in of_text(found):
            if line.start == line.end:
                continue
            atoms = line.atoms
            kinds = atoms.kinds[line.start : line.end].replace("j", "")
            spaces = sum(kind in "sz" for kind in kinds[:-1]) * line.space
            joints = sum(after != "c" and not {kind, after}.isdisjoint("hmc") for kind, after in pairwise(kinds))
            natural = atoms.totals[line.end] - atoms.totals[line.start] - atoms.extras.get(line.end - 1, 0.0)
            natural += atoms.hyphens.get(line.end - 1, 0.0)
            assert natural + spaces + joints * line.gap == pytest.approx(line.width, abs=TOLERANCE), name


@pytest.mark.parametrize("language", ["zh-Hant"])
def test_no_paragraph_ends_with_a_single_ideograph_that_could_have_company(language: str, real_report: Path) -> None:
    for path in (real_report, SAMPLES[language]):
        found = edition(read(path).report)
        last = [
            line.atoms.kinds[line.start : line.end]
            for _, passage, line in all_pieces(found.pages)
            if passage.part == "text" and line.start and line.hang == len(line.atoms.text)
        ]
        assert len(last) > 20
        assert [kinds for kinds in last if kinds.replace("j", "").strip("mnsz") == "h"] == []
