"""Text read back from the pages by other programs, in the order in which it is read, in every language."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from converter import read
from converter.formats.pdf.write import write
from converter.model import Paragraph, Report
from converter.walk import nodes, plain
from tests.conftest import need
from tests.samples import SAMPLES, edition

NOT_LETTERS = re.compile(r"[\W_]|\d")
NOT_WORDS = re.compile(r"[^\w\s]")


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    report = read(SAMPLES[request.param]).report
    path = tmp_path_factory.mktemp("pdf") / "sample.pdf"
    path.write_bytes(write(edition(report)).data)
    return report, path


def letters(text: str) -> str:
    return NOT_LETTERS.sub("", text)


def paragraphs(report: Report) -> list[str]:
    return [plain(node.content) for node in nodes(report) if isinstance(node, Paragraph)]


def test_every_paragraph_is_read_by_poppler(sample: tuple[Report, Path]) -> None:
    """Letters in their order, whatever stands between lines and pages; words that were hyphenated are whole again."""
    report, path = sample
    tool = need("pdftotext", "apt-get install poppler-utils")
    text = letters(subprocess.run([tool, path, "-"], capture_output=True, check=True, text=True).stdout)
    whole = [paragraph for paragraph in paragraphs(report) if letters(paragraph) in text]
    assert len(whole) >= 0.85 * len(paragraphs(report)), "those that go on over a page have its furniture inside"


def test_every_word_is_read_by_pdfium(sample: tuple[Report, Path]) -> None:
    report, path = sample
    with pypdfium2.PdfDocument(path) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    text = letters(text.replace("\ufffe", "").replace("\x02", ""))
    words = {word for paragraph in paragraphs(report) for word in NOT_WORDS.sub(" ", paragraph).split()}
    apart = [word for word in words if letters(word) not in text]
    assert len(apart) <= 1, "a phrase that goes on over a page has its furniture inside"


def test_a_hyphen_at_a_lines_end_is_a_soft_one(tmp_path: Path) -> None:
    path = tmp_path / "en.pdf"
    path.write_bytes(write(edition(read(SAMPLES["en"]).report)).data)
    tool = need("pdftotext", "apt-get install poppler-utils")
    text = subprocess.run([tool, "-raw", path, "-"], capture_output=True, check=True, text=True).stdout
    assert "\u00ad\n" in text
    assert not re.search("\u00ad[^\n]", text)
