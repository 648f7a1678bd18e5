"""PDF/A-2a and PDF/UA-1: the packet, the colours, and what a validator of both says of a whole file."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime
from pathlib import Path

import page
import pikepdf
import pytest

from converter.formats.pdf.conform import xmp
from converter.formats.pdf.profiles import srgb
from converter.formats.pdf.reportlab import About
from tests.formats.pdf.small import small


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_the_small_file_keeps_to_the_standard(profile: str, tmp_path: Path) -> None:
    path = tmp_path / "small.pdf"
    path.write_bytes(small())
    result = page.validate_pdf(path, profile=profile)
    assert [(failure.rule_id, failure.message) for failure in result.failures] == []
    assert result.is_compliant
    assert result.rules.total > 100


def test_the_packet_and_the_information_dictionary_say_the_same() -> None:
    pdf = pikepdf.open(io.BytesIO(small()))
    packet = pdf.open_metadata()
    said = {
        "/Title": packet["dc:title"],
        "/Author": packet["dc:creator"][0],
        "/Subject": packet["dc:description"],
        "/Keywords": packet["pdf:Keywords"],
        "/Creator": packet["xmp:CreatorTool"],
        "/Producer": packet["pdf:Producer"],
    }
    assert said == {key: str(pdf.docinfo[key]) for key in said}
    assert packet["xmp:CreateDate"] == packet["xmp:ModifyDate"] == "2031-02-03T00:00:00Z"
    assert [packet[name] for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")] == ["2", "A", "1"]


def test_what_is_not_known_is_not_said() -> None:
    packet = xmp(About("Rivers", "", "", "", "", datetime(2031, 2, 3, tzinfo=UTC), "P", ""))
    assert b"<dc:title>" in packet
    assert not any(name in packet for name in (b"dc:creator", b"dc:description", b"pdf:Keywords", b"xmp:CreatorTool"))


def test_markup_in_a_title_stays_text() -> None:
    packet = xmp(About("A < B & C", "", "", "", "", datetime(2031, 2, 3, tzinfo=UTC), "", ""))
    assert b"A &lt; B &amp; C" in packet


def test_the_catalogue_asks_for_the_title_and_says_it_is_tagged() -> None:
    pdf = pikepdf.open(io.BytesIO(small()))
    root = pdf.Root
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(root.OutputIntents[0].OutputConditionIdentifier) == "sRGB IEC61966-2.1"


def test_the_colour_profile_is_whole_and_its_primaries_add_up_to_white() -> None:
    profile = srgb().data
    tags = {profile[at : at + 4]: struct.unpack_from(">2I", profile, at + 4) for at in range(132, 132 + 9 * 12, 12)}
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[12:24] == b"mntrRGB XYZ "
    assert set(tags) == {b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"}
    primaries = [struct.unpack_from(">3i", profile, tags[tag][0] + 8) for tag in (b"rXYZ", b"gXYZ", b"bXYZ")]
    white = struct.unpack_from(">3i", profile, tags[b"wtpt"][0] + 8)
    assert [sum(axis) / 65536 for axis in zip(*primaries, strict=True)] == pytest.approx(
        [value / 65536 for value in white], abs=4e-4
    )
