"""A PDF for the press: larger sheets with crop marks, grey alone, the condition's own profile, and no links."""

from __future__ import annotations

import io
import re
from pathlib import Path

import page
import pikepdf
import pytest

from converter.diagnostics import Refused
from converter.environment import STYLES, Environment
from converter.formats.pdf.profiles import grey, srgb
from converter.formats.pdf.write import write
from converter.stylesheet import load
from tests.samples import edition, every_node

COLOURS = re.compile(r"^(rg|RG|k|K|cs|CS|sc|scn|SC|SCN)$")
BLEED, MARKS = 72 / 25.4 * 3, 72 / 25.4 * 5


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write(edition(every_node(), style="press")).data))


def numbers(box: pikepdf.Object) -> list[float]:
    return [float(edge) for edge in pikepdf.Array(box)]


def operators(page: pikepdf.Page) -> list[tuple[str, list[float]]]:
    """Each operator of a page, with its operands when these are numbers."""
    found = [each for each in pikepdf.parse_content_stream(page) if isinstance(each, pikepdf.ContentStreamInstruction)]
    drawn = ("m", "l")
    return [
        (str(each.operator), [float(number) for number in each.operands] if str(each.operator) in drawn else [])
        for each in found
    ]


def test_the_page_is_trimmed_from_a_sheet_that_holds_bleed_and_marks(pdf: pikepdf.Pdf) -> None:
    size = load("press", Environment()).page
    around = BLEED + MARKS
    for each in pdf.pages:
        sheet = [0, 0, size.width + 2 * around, size.height + 2 * around]
        assert numbers(each.MediaBox) == pytest.approx(sheet, abs=0.01)
        assert numbers(each.TrimBox) == pytest.approx(
            [around, around, around + size.width, around + size.height], abs=0.01
        )
        assert numbers(each.BleedBox) == pytest.approx([MARKS, MARKS, sheet[2] - MARKS, sheet[3] - MARKS], abs=0.01)


def test_crop_marks_stand_outside_the_bleed(pdf: pikepdf.Pdf) -> None:
    bleed = numbers(pdf.pages[0].BleedBox)
    ends = [place for operator, place in operators(pdf.pages[0]) if operator in ("m", "l")]
    inner = [edge + inward for edge, inward in zip(bleed, (0.01, 0.01, -0.01, -0.01), strict=True)]
    assert [(x, y) for x, y in ends[-16:] if inner[0] < x < inner[2] and inner[1] < y < inner[3]] == []
    assert len({tuple(end) for end in ends[-16:]}) == 16


def test_every_colour_is_grey(pdf: pikepdf.Pdf) -> None:
    used = {operator for each in pdf.pages for operator, _ in operators(each)}
    assert not [operator for operator in used if COLOURS.match(operator)]
    assert {str(image.ColorSpace) for image in pdf.pages[0].Resources.XObject.values()} == {"/DeviceGray"}


def test_nothing_is_linked(pdf: pikepdf.Pdf) -> None:
    assert not any("/Annots" in each for each in pdf.pages)


def test_the_projects_own_grey_is_the_condition_when_no_other_is_named(pdf: pikepdf.Pdf) -> None:
    intents = list(pdf.Root.OutputIntents)
    assert [str(intent.S) for intent in intents] == ["/GTS_PDFA1", "/GTS_PDFX"]
    assert {intent.DestOutputProfile.objgen for intent in intents} == {intents[0].DestOutputProfile.objgen}
    assert intents[0].DestOutputProfile.read_bytes() == grey().data


def test_destinations_move_with_the_page(pdf: pikepdf.Pdf) -> None:
    plain = pikepdf.open(io.BytesIO(write(edition(every_node())).data))
    place, other = (pikepdf.NameTree(each.Root.Names.Dests)["par-1"] for each in (pdf, plain))
    assert float(place[3]) - float(other[3]) == pytest.approx(BLEED + MARKS, abs=0.01)


def test_it_is_an_archive_file_and_does_not_claim_links_it_has_not(tmp_path: Path) -> None:
    path = tmp_path / "press.pdf"
    path.write_bytes(write(edition(every_node(), style="press")).data)
    found = page.validate_pdf(str(path), profile="2a")
    assert [(one.rule_id, one.message) for one in found.failures] == []
    with pikepdf.open(path) as written, written.open_metadata() as packet:
        assert "pdfuaid:part" not in packet


# The user's own profile


def style_with(folder: Path, icc: str) -> str:
    text = (STYLES / "press.toml").read_text(encoding="utf-8")
    path = folder / "own.toml"
    path.write_text(f'{text}icc = "{icc}"\ncondition = "Own press"\n', encoding="utf-8")
    return str(path)


def test_a_profile_beside_the_style_becomes_the_output_intent(tmp_path: Path) -> None:
    own = bytearray(srgb().data)
    own[16:20] = b"CMYK"
    (tmp_path / "own.icc").write_bytes(own)
    pdf = pikepdf.open(io.BytesIO(write(edition(every_node(), style=style_with(tmp_path, "own.icc"))).data))
    intent = pdf.Root.OutputIntents[0]
    assert str(intent.OutputConditionIdentifier) == "Own press"
    assert int(intent.DestOutputProfile.N) == 4
    assert intent.DestOutputProfile.read_bytes() == bytes(own)


def test_a_profile_that_is_not_there_is_refused_with_its_key(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"no file 'absent.icc' beside it - at `\$.press.icc`"):
        load(style_with(tmp_path, "absent.icc"), Environment())


def test_what_is_no_profile_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.icc").write_bytes(b"not a profile" * 20)
    with pytest.raises(Refused, match="no ICC profile"):
        write(edition(every_node(), style=style_with(tmp_path, "own.icc")))


def test_the_grey_profile_is_whole() -> None:
    data = grey().data
    assert int.from_bytes(data[:4], "big") == len(data)
    assert data[12:24] == b"prtrGRAYXYZ "
    assert len(data) < 500
