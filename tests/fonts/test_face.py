"""Faces: where they are found, what they measure, and why some are refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from converter.diagnostics import Code, Refused
from converter.environment import STYLES, Environment
from converter.fonts import find as finding
from converter.fonts.face import open_face
from converter.fonts.find import find
from converter.fonts.subset import subset

FONTS = STYLES / "fonts"
LATIN = open_face(FONTS / "NotoSerif-Regular.ttf")
HAN = open_face(FONTS / "NotoSerifCJK-Regular.otf")
BOLD = open_face(FONTS / "NotoSerifCJK-Bold.otf")


def charset(codec: str) -> set[str]:
    """The Han characters of a two-byte character set."""
    pairs = (bytes((lead, trail)) for lead in range(0xA1, 0xFF) for trail in range(0x40, 0xFF))
    return {text for text in (pair.decode(codec, "ignore") for pair in pairs) if "\u4e00" <= text <= "\u9fff"}


def test_measures_are_in_font_units() -> None:
    assert (HAN.key, HAN.postscript_name, HAN.outlines) == ("NotoSerifCJK-Regular", "NotoSerifCJKtc-Regular", "cff")
    assert (HAN.units, HAN.ascent, HAN.descent, HAN.cap_height, HAN.weight) == (1000, 1151, -286, 729, 400)
    assert (LATIN.outlines, LATIN.serif, LATIN.fixed, LATIN.italic_angle) == ("glyf", True, False, 0)
    assert open_face(FONTS / "NotoSerif-Italic.ttf").italic_angle == -12
    assert LATIN.bbox[0] < 0 < LATIN.bbox[2]


def test_a_face_is_opened_once() -> None:
    assert open_face(FONTS / "NotoSerif-Regular.ttf") is LATIN


@pytest.mark.parametrize(("codec", "count"), [("big5", 13061), ("gb2312", 6763)])
def test_both_han_faces_hold_both_national_sets_whole(codec: str, count: int) -> None:
    wanted = charset(codec)
    assert len(wanted) == count
    assert [character for character in wanted if not HAN.covers(character) or not BOLD.covers(character)] == []


def test_the_regular_han_face_holds_the_block_but_for_its_last_additions() -> None:
    assert [code for code in range(0x4E00, 0xA000) if not HAN.covers(chr(code))] == list(range(0x9FEB, 0xA000))


def test_the_faces_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 16_000_000


def test_a_file_is_looked_for_among_the_project_s_faces_first() -> None:
    assert find("NotoSerif-Bold.ttf", Environment()) == (FONTS / "NotoSerif-Bold.ttf", 0)


def test_a_file_is_found_by_its_absolute_path_with_the_index_of_the_face() -> None:
    assert find(f"{FONTS / 'NotoSerif-Bold.ttf'}#2", Environment()) == (FONTS / "NotoSerif-Bold.ttf", 2)


def test_a_file_is_found_in_the_folders_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "Own.TTF").write_bytes(b"")
    monkeypatch.setattr(finding, "_FOLDERS", {sys.platform: (str(tmp_path),)})
    finding._installed.cache_clear()
    try:
        assert find("own.ttf#1", Environment()) == (tmp_path / "deep" / "Own.TTF", 1)
    finally:
        finding._installed.cache_clear()


def test_a_face_that_is_nowhere_is_refused_by_name() -> None:
    with pytest.raises(Refused, match=r"the face 'Nowhere\.ttf' cannot be found\n.*under \[families\]") as refused:
        find("Nowhere.ttf", Environment())
    assert refused.value.diagnostics[0].code is Code.FACE_MISSING


@pytest.mark.parametrize(("data", "why"), [(b"no font", "has no face 0"), (None, "cannot be read")])
def test_a_file_that_is_no_font_is_refused(tmp_path: Path, data: bytes | None, why: str) -> None:
    path = tmp_path / "broken.ttf"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Refused, match=f"the face 'broken.ttf' {why}"):
        open_face(path)


def test_a_face_that_the_file_does_not_have_is_refused() -> None:
    with pytest.raises(Refused, match="has no face 3"):
        open_face(FONTS / "NotoSerif-Regular.ttf", 3)


def test_a_face_that_may_not_be_embedded_is_refused(tmp_path: Path) -> None:
    data = bytearray((FONTS / "NotoSerif-Regular.ttf").read_bytes())
    entry = data.index(b"OS/2")
    at = int.from_bytes(data[entry + 8 : entry + 12], "big") + 8
    data[at : at + 2] = b"\0\2"
    (tmp_path / "restricted.ttf").write_bytes(data)
    with pytest.raises(Refused, match="may not be embedded"):
        open_face(tmp_path / "restricted.ttf")


# Variable faces


def variable(path: Path) -> Path:
    """A face of one letter, a bar that is 100 units wide at weight 100 and 500 at weight 900."""
    builder = pytest.importorskip("fontTools.fontBuilder").FontBuilder(1000, isTTF=True)
    pen = pytest.importorskip("fontTools.pens.ttGlyphPen")
    tuples = pytest.importorskip("fontTools.ttLib.tables.TupleVariation")
    builder.setupGlyphOrder([".notdef", "I"])
    builder.setupCharacterMap({ord("I"): "I"})
    bar = pen.TTGlyphPen(None)
    for point in ((0, 0), (0, 700), (100, 700), (100, 0)):
        (bar.lineTo if point != (0, 0) else bar.moveTo)(point)
    bar.closePath()
    builder.setupGlyf({".notdef": pen.TTGlyphPen(None).glyph(), "I": bar.glyph()})
    builder.setupHorizontalMetrics({".notdef": (200, 0), "I": (200, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Bar", "styleName": "Thin", "psName": "Bar-Thin"})
    builder.setupOS2(usWeightClass=100)
    builder.setupPost()
    builder.setupFvar([("wght", 100, 100, 900, "Weight")], [])
    moves = [(0, 0), (0, 0), (400, 0), (400, 0), (0, 0), (400, 0), (0, 0), (0, 0)]
    builder.setupGvar({"I": [tuples.TupleVariation({"wght": (0, 1, 1)}, moves)]})
    builder.save(path)
    return path


def test_a_variable_face_is_pinned_at_a_weight(tmp_path: Path) -> None:
    file = variable(tmp_path / "Bar.ttf")
    regular, bold = open_face(file, 0, 400), open_face(file, 0, 700)
    assert (regular.key, regular.weight, regular.axes) == ("Bar@400", 400, (("wght", 400.0),))
    assert (bold.key, bold.weight) == ("Bar@700", 700)
    assert open_face(file, 0, 950).weight == 900
    assert open_face(file, 0, 700) is bold
    widths = [face.advance(1) for face in (regular, bold)]
    assert widths == [350, 500]


def test_the_subset_of_a_variable_face_has_the_outlines_of_its_instance(tmp_path: Path) -> None:
    face = open_face(variable(tmp_path / "Bar.ttf"), 0, 900)
    found = subset(face, (0, 1))
    assert found.widths == (200, 600)
    assert b"gvar" not in found.data
    assert b"fvar" not in found.data
