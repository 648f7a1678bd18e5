"""The same page, saved in other ways, is the same report."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from converter.formats.wikisource.read import read
from converter.model import Report
from converter.source import Input
from tests.formats.wikisource.notation import outline
from tests.samples import SAMPLES

EDIT = "編輯"
LINKS = ("[編輯]", "[编辑]", "[edit]", "[modifier]", "[editar]", "[править]", "[править | править код]", "[تعديل]")


@pytest.fixture(params=["sample", "real"])
def page(request: pytest.FixtureRequest) -> str:
    path: Path = request.getfixturevalue("real_report") if request.param == "real" else SAMPLES["zh-Hant"]
    return path.read_text("utf-8")


def report(page: str | bytes) -> Report:
    """The report without the name and the digest of its file."""
    found = read(Input("page.txt", page if isinstance(page, bytes) else page.encode())).report
    return replace(found, metadata=replace(found.metadata, source=None))


def on_its_own_line(page: str, link: str) -> str:
    return page.replace(f"\n{EDIT}\n", f"\n{link}\n")


def glued_to_the_heading(page: str, link: str) -> str:
    return re.sub(rf"\s*\n{EDIT}\n", f"{link}\n", page)


def glued_to_the_next_line(page: str, link: str) -> str:
    return re.sub(rf"\n{EDIT}\n\s*", f"\n{link}", page)


def spaced_from_the_heading(page: str, link: str) -> str:
    return re.sub(rf"\s*\n{EDIT}\n", f" {link}\n", page)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(
    "form", [on_its_own_line, glued_to_the_heading, glued_to_the_next_line, spaced_from_the_heading]
)
def test_edit_links_may_stand_anywhere_in_any_language(page: str, form: Callable[[str, str], str], link: str) -> None:
    assert report(form(page, link)) == report(page)


@pytest.mark.parametrize("word", ["编辑", "edit", "modifier", "editar", "править", "править | править код", "تعديل"])
def test_edit_links_may_be_bare_words_in_any_language(page: str, word: str) -> None:
    assert report(on_its_own_line(page, word)) == report(page)


@pytest.mark.parametrize("instead", ["\n", "\n\n"], ids=["removed", "left empty"])
def test_edit_links_may_be_absent(page: str, instead: str) -> None:
    assert outline(report(page.replace(f"\n{EDIT}\n", instead))) == outline(report(page))


def test_every_heading_may_have_an_edit_link(page: str) -> None:
    """Then the wordings that come back tell the fixed subheadings from the others."""
    found = report(page)
    titles = re.findall(r"^ {6}(?! |box|\d+\.|\()(.+)$", outline(found), re.M)
    assert len(titles) > 8
    for title in titles:
        page = page.replace(f"\n{title}\n", f"\n{title}[編輯]\n")
    assert report(page) == found


@pytest.mark.parametrize("between", [" ", "\u3000", "  "])
def test_a_chapter_may_stand_on_one_line(page: str, between: str) -> None:
    joined = re.sub(rf"(第.章) *\n\s*{EDIT}\n\s*", rf"\1{between}", page)
    assert joined.count(EDIT) < page.count(EDIT)
    assert report(joined) == report(page)


def test_a_space_may_follow_a_number(page: str) -> None:
    assert report(re.sub(r"(?m)^(\d+\.|[A-H]\.)(?=\S)", r"\1 ", page)) == report(page)


def test_blank_lines_may_be_many(page: str) -> None:
    assert report(page.replace("\n\n", "\n\n\n\n")) == report(page)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_may_end_in_any_way(page: str, ending: str) -> None:
    assert report(page.replace("\n", ending)) == report(page)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_bytes_may_be_in_any_encoding_that_holds_the_page(page: str, encoding: str) -> None:
    assert report(page.encode(encoding)) == report(page)


def test_bytes_may_be_big5_without_the_simplified_boxes(page: str) -> None:
    traditional = "\n".join(line for line in page.split("\n") if _in_big5(line))
    assert len(traditional) > len(page) / 2
    assert report(traditional.encode("big5hkscs")) == report(traditional)


def _in_big5(line: str) -> bool:
    try:
        line.encode("big5hkscs")
    except UnicodeEncodeError:
        return False
    return True
