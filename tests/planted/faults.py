"""Faults to plant in a good file of any format, and how each is told: in the same words, whatever the format is.

How a fault is planted, in the markup or the objects of a format and never through its writer, stands in the test of
that format, with the faults that only that format can have. What is told is told in full: a fault is found, at its
place, and nothing where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from converter import pipeline
from converter.formats import formats
from converter.model import Report
from converter.proof import Verdict, prove
from tests.samples import SAMPLES, edition, every_node

EVERY_NODE, SAMPLE = "every node", "sample"

BOX = "box “Box 1” (after paragraph 3 bis.)"
CHINESE = "box 2 (after paragraph 3 bis.)"
TABLE = "table “Table 1” (after paragraph 3 bis.)"
FIGURE = "figure “Figure 1” (after paragraph 3 bis.)"


class Fault(NamedTuple):
    """What is told of a fault in the file of one of the two reports."""

    report: str
    said: tuple[str, ...]


def every(*said: str) -> Fault:
    """A fault in the file of the report of every node."""
    return Fault(EVERY_NODE, said)


def sample(*said: str) -> Fault:
    """A fault in the file of the sample."""
    return Fault(SAMPLE, said)


FAULTS: Mapping[str, Fault] = {
    # where a node stands
    "a paragraph is dropped": every("paragraph 3 bis. is missing"),
    "two paragraphs are swapped": every("paragraph 1. and paragraph 2. are swapped"),
    "a paragraph is put in": every("unnumbered paragraph 1 under heading I. > A. was not expected"),
    "a paragraph stands in the box after it": every(
        "paragraph 3 bis. stands in box “Box 1” (after paragraph 3.), not under heading I. > A."
    ),
    "a box melts into the text": every(f"{BOX} has melted into the text around it"),
    "a heading moves a level": sample(
        "heading II. > A. > “Results” > “Keeping channels open” stands on level 3, not 4"
    ),
    "two items are swapped": every("item 1 (after paragraph 3 bis.) and item 2 (after paragraph 3 bis.) are swapped"),
    "an item is dropped": every("item 2 (after paragraph 3 bis.) is missing"),
    "a row is dropped": every(f"row 3 of {TABLE} is missing"),
    "a note and its call are dropped": every(
        f"paragraph 1 in cell 2 of row 2 of {TABLE} has lost its call of note * after “12”", "note * is missing"
    ),
    # what a node is
    "a number is changed": every("the number of paragraph 3 bis. reads 3 ter."),
    "a numbering restarts": sample(
        "the numbering restarts at paragraph 14., which reads 1., to paragraph 24., which reads 11."
    ),
    "the label of a heading is changed": every("the number of heading I. > A. reads C."),
    "the label of an item is changed": every("the label of item (b) (after paragraph 2.) reads (c)"),
    "the language of a box is changed": every(f"{CHINESE} has the language fr, not zh-Hans"),
    "the language of a word is changed": every(
        "“voilà” in paragraph 1. has the language zh-Hans, not the language fr"
    ),
    "an alternative text is changed": every(
        f"5 characters of the alternative text of {FIGURE} differ after “A red ”: expected “squar”, found “circl”"
    ),
    # what a node says
    "a character is replaced": every(
        "a character of paragraph 3. is replaced after “Thir”: “d” (U+0064) reads “t” (U+0074)"
    ),
    "an invisible character is added": every(
        "1 invisible character too many in paragraph 3. after “Thi”: U+200B ZERO WIDTH SPACE"
    ),
    "the text of a heading is changed": every(
        "a character of the text of heading I. > A. is replaced after “A sect”: “i” (U+0069) reads “o” (U+006F)"
    ),
    "the title of a box is changed": every(f"1 character too many in the title of {CHINESE} after “盒子”: “的”"),
    "a cell is changed": every(
        f"a character of paragraph 1 in cell 1 of row 2 of {TABLE} is replaced after “203”: "
        "“0” (U+0030) reads “8” (U+0038)"
    ),
    "the text of a note is changed": every(
        "a character of note [2] is replaced after “…rds of note ”: “2” (U+0032) reads “8” (U+0038)"
    ),
    "a note is called elsewhere": every("note [2] is called elsewhere: in paragraph 2., not in paragraph 1."),
    "another note is called": every(
        "paragraph 2. calls note [2] after “… note again.”, where note [1] is expected"
    ),
    "a style is lost": every("“stressed” in paragraph 1. has lost the style emphasis"),
    "a link leads elsewhere": every(
        "“a page” in paragraph 1. has the link to https://example.org/b, not the link to "
        "https://example.org/a?b=1&c=2"
    ),
    "a line break is lost": every("paragraph 1. has lost a line break after “…a page. Then”"),
    # the metadata
    "the title is changed": every(
        "the title in the metadata reads “Report of evry node”, not “Report of every node”"
    ),
    "the symbol is changed": every("the symbol in the metadata reads “X/1/Add.3”, not “X/1/Add.2”"),
    "an author is lost": every("the list of authors in the metadata reads “Ann Author”, not “Ann Author; Bo Author”"),
    "the date is changed": every(
        "the date as printed in the metadata reads “5 June 2031”, not “4 June 2031”",
        "the date in ISO 8601 in the metadata reads “2031-06-05”, not “2031-06-04”",
    ),
    "the licence is lost": every(
        "the metadata have lost the licence “https://creativecommons.org/publicdomain/mark/1.0/”"
    ),
}  # fmt: skip


@cache
def report(name: str) -> Report:
    """One of the two reports: every kind of node in brief, or a sample with two dozen paragraphs."""
    return every_node() if name == EVERY_NODE else pipeline.read(SAMPLES["en"]).report


@cache
def good(format: str, name: str) -> bytes:
    """A good file of a report."""
    return formats()[format].write(edition(report(name))).data


def verdict(format: str, data: bytes, name: str) -> Verdict:
    """What is proved of a file of a report."""
    row = formats()[format]
    return prove(report(name), row, data, f"report{row.suffix}")


def told(format: str, data: bytes, name: str) -> tuple[str, ...]:
    """What is told of a damaged file; it can still be read."""
    found = verdict(format, data, name)
    assert not found.diagnostics
    return tuple(difference.message for difference in found.differences)
