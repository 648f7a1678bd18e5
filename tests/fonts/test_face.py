"""Faces: where they are found, what they measure, and why some are refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import uharfbuzz as hb

from converter.diagnostics import Code, Refused
from converter.environment import STYLES, Environment, environment
from converter.fonts.face import open_face
from converter.fonts.find import find
from converter.fonts.subset import font_of, subset

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


def test_a_file_is_found_in_the_folders_of_the_machine_the_first_folder_first(tmp_path: Path) -> None:
    for folder in ("later", "own/deep"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "Own.TTF").write_bytes(b"")
    world = Environment(folders=(tmp_path / "none", tmp_path / "own", tmp_path / "later"))
    assert find("own.ttf#1", world) == (tmp_path / "own" / "deep" / "Own.TTF", 1)


def test_this_process_looks_in_the_font_folders_of_the_system() -> None:
    folders = environment({}).folders
    assert folders
    assert all(folder.is_absolute() for folder in folders)
    assert Environment().folders == ()


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


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        (0x0000, True), (0x0004, True), (0x0008, True),
        (0x0006, True),  # of several uses the least restricted counts
        (0x0002, False), (0x0104, False), (0x0208, False),
    ],
)  # fmt: skip
def test_a_face_that_may_not_be_embedded_in_part_is_refused(tmp_path: Path, licence: int, allowed: bool) -> None:
    data = bytearray((FONTS / "NotoSerif-Regular.ttf").read_bytes())
    entry = data.index(b"OS/2")
    at = int.from_bytes(data[entry + 8 : entry + 12], "big") + 8
    data[at : at + 2] = licence.to_bytes(2, "big")
    (tmp_path / "licensed.ttf").write_bytes(data)
    if allowed:
        assert open_face(tmp_path / "licensed.ttf").embeddable
    else:
        with pytest.raises(Refused, match="may not be embedded, says its licence field"):
            open_face(tmp_path / "licensed.ttf")


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


def variable_cff2(path: Path) -> Path:
    """The same bar and weights, beside a curve in a row of 30 lines, as a face with CFF2 outlines."""
    builder = pytest.importorskip("fontTools.fontBuilder").FontBuilder(1000, isTTF=False)
    charstring = pytest.importorskip("fontTools.misc.psCharStrings").T2CharString
    wave = [10, 20, 10, -20] * 30
    programs = {
        ".notdef": [],
        "I": [0, 0, "rmoveto", 700, "vlineto", 100, 400, 1, "blend", "hlineto", -700, "vlineto"],
        "O": [50, "hmoveto", *wave, "rlineto", 0, 2000, -300, 0, -300, -2000, "rrcurveto"],
    }
    builder.setupGlyphOrder(list(programs))
    builder.setupCharacterMap({ord("I"): "I", ord("O"): "O"})
    builder.setupHorizontalMetrics({".notdef": (200, 0), "I": (200, 0), "O": (700, 50)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Bar", "styleName": "Thin", "psName": "Bar-Thin"})
    builder.setupOS2(usWeightClass=100)
    builder.setupPost()
    builder.setupFvar([("wght", 100, 100, 900, "Weight")], [])
    glyphs = {name: charstring(program=program) for name, program in programs.items()}
    builder.setupCFF2(glyphs, [{}], regions=[{"wght": (0, 1, 1)}])
    builder.save(path)
    return path


def test_the_subset_of_a_variable_cff2_face_is_cff_with_the_outlines_of_its_instance(tmp_path: Path) -> None:
    cff = pytest.importorskip("fontTools.cffLib")
    recording = pytest.importorskip("fontTools.pens.recordingPen")
    face = open_face(variable_cff2(tmp_path / "Bar.otf"), 0, 900)
    assert (face.outlines, face.key) == ("cff", "Bar@900")
    fonts = cff.CFFFontSet()
    fonts.decompile(io.BytesIO(subset(face, (0, 1, 2)).data), None)
    drawn = {}
    for name in fonts[0].charset:
        pen = recording.RecordingPen()
        fonts[0].CharStrings[name].draw(pen)
        drawn[name] = [points for kind, points in pen.value if kind != "closePath"]
    assert drawn[".notdef"] == []
    assert drawn["cid00001"][:4] == [((0, 0),), ((0, 700),), ((500, 700),), ((500, 0),)]
    assert drawn["cid00002"][:4] == [((50, 0),), ((60, 20),), ((70, 0),), ((80, 20),)]
    assert drawn["cid00002"][61:62] == [((650, 2000), (350, 2000), (50, 0))]


def test_a_font_of_a_few_characters_stands_where_its_face_does(tmp_path: Path) -> None:
    made = hb.Face(font_of(open_face(variable(tmp_path / "Bar.ttf"), 0, 900), "I"))
    assert "fvar" not in made.table_tags
    assert hb.Font(made).get_glyph_h_advance(1) == 600
