"""Faces of the machine: which one prints what the style's faces have not, and which ones never do."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from converter.diagnostics import Code, Refused, Severity
from converter.environment import Environment
from converter.fonts import system
from converter.fonts.family import Cut, advice, cut, uncovered
from converter.fonts.system import told
from converter.model import Metadata, Paragraph, Report, Text
from converter.pipeline import convert
from converter.stylesheet import load

THAI = "\u0e01\u0e02"
"""Two letters that no face of the project has."""
TONE = "\u0e48"


def font(
    characters: str = THAI,
    name: str = "Plain",
    *,
    serif: bool = True,
    weight: int = 400,
    width: int = 5,
    licence: int = 0,
    coloured: bool = False,
) -> bytes:
    """A made-up face that draws every one of its characters, and the space, as the same square in a glyph of its own.

    `coloured` gives it a table of a face that is printed in colours.
    """
    builder = FontBuilder(1000, isTTF=True)
    glyphs = {code: f"u{code:04X}" for code in sorted({32, *map(ord, characters)})}
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    builder.setupGlyphOrder([".notdef", *glyphs.values()])
    builder.setupCharacterMap(glyphs)
    builder.setupGlyf(dict.fromkeys((".notdef", *glyphs.values()), square))
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *glyphs.values()), (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"psName": name})
    builder.setupOS2(
        usWeightClass=weight, usWidthClass=width, fsType=licence, sFamilyClass=0x0100 if serif else 0x0800
    )  # fmt: skip
    builder.setupPost()
    if coloured:
        builder.setupCOLR({})
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def searching(folder: Path, weight: str = "regular", /, **files: bytes) -> Cut:
    """A cut of the default style on a machine with these font files."""
    for name, data in files.items():
        (folder / f"{name}.ttf").write_bytes(data)
    world = Environment(folders=(folder,))
    return cut(load("un-report", world), world, "serif", weight, "upright")


def runs(faces: Cut, text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(face.key, text[start:end]) for face, start, end in faces.runs(text, language)]


# Which face


def test_what_the_style_s_faces_have_not_is_printed_in_a_face_of_the_machine(tmp_path: Path) -> None:
    faces = searching(tmp_path, Square=font())
    assert runs(faces, f"a {THAI} b") == [
        ("NotoSerif-Regular", "a "), ("Square", f"{THAI} "), ("NotoSerif-Regular", "b"),
    ]  # fmt: skip
    assert [(face.key, face.borrowed) for face, _, _ in faces.runs(f"a{THAI}", "en")] == [
        ("NotoSerif-Regular", False), ("Square", True),
    ]  # fmt: skip


LIKE_IT = font()
UNLIKE = (
    ("serifs before weight", {"A": font(serif=False), "B": font(weight=700)}, "B"),
    ("weight before width", {"A": font(weight=300), "B": font(width=3)}, "B"),
    ("width before coverage", {"A": font(THAI + "\u0e03", width=3), "B": font()}, "B"),
    ("coverage before name", {"NotoSerif": font(), "Other": font(THAI + "\u0e03")}, "Other"),
    ("the name of the same family before others", {"Any": LIKE_IT, "NotoSerifThai": LIKE_IT}, "NotoSerifThai"),
    ("at last the first by name", {"b": LIKE_IT, "C": LIKE_IT}, "b"),
)


@pytest.mark.parametrize(("files", "chosen"), [case[1:] for case in UNLIKE], ids=[case[0] for case in UNLIKE])
def test_the_face_most_like_the_style_s_first_is_taken(tmp_path: Path, files: dict[str, bytes], chosen: str) -> None:
    assert runs(searching(tmp_path, **files), THAI) == [(chosen, THAI)]


def test_a_bold_cut_takes_a_bold_face(tmp_path: Path) -> None:
    faces = searching(tmp_path, "bold", A=font(), B=font(weight=700))
    assert runs(faces, THAI) == [("B", THAI)]


def test_what_was_searched_for_before_changes_nothing(tmp_path: Path) -> None:
    first, second = THAI[0], THAI[1]
    files = {"A": font(first, weight=300), "B": font(second, weight=300), "C": font()}
    faces = searching(tmp_path, **files)
    assert [runs(faces, text) for text in (first, second, THAI)] == [
        [("C", first)], [("C", second)], [("C", THAI)],
    ]  # fmt: skip


def test_a_letter_and_its_marks_are_printed_in_one_face(tmp_path: Path) -> None:
    faces = searching(tmp_path, A=font("\u0e01\u0e02\u0e03"), B=font("\u0e01" + TONE))
    assert runs(faces, f"\u0e02\u0e01{TONE}\u0e02") == [("A", "\u0e02"), ("B", f"\u0e01{TONE}"), ("A", "\u0e02")]


def test_marks_that_no_face_has_with_their_letter_are_printed_in_another(tmp_path: Path) -> None:
    faces = searching(tmp_path, A=font("\u0e01"), B=font(TONE))
    assert runs(faces, f"\u0e01{TONE}") == [("A", "\u0e01"), ("B", TONE)]
    assert runs(faces, f"\u0e01\u200d{TONE}") == [("A", "\u0e01\u200d"), ("B", TONE)]


def test_a_style_s_own_letter_is_borrowed_with_a_mark_that_only_the_machine_has(tmp_path: Path) -> None:
    faces = searching(tmp_path, Square=font(f"a{TONE}"))
    assert runs(faces, f"aa{TONE}a") == [
        ("NotoSerif-Regular", "a"), ("Square", f"a{TONE}"), ("NotoSerif-Regular", "a"),
    ]  # fmt: skip


def test_joiners_and_variation_selectors_part_no_cluster(tmp_path: Path) -> None:
    faces = searching(tmp_path, Square=font(THAI + TONE))
    text = f"\u0e01\u200d{TONE}\ufe0f\u0e02\U000e0100"
    assert runs(faces, text) == [("Square", text)]


def test_every_face_of_a_collection_is_looked_at(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(io.BytesIO(font(characters, name))) for characters, name in (("x", "X"), (THAI, "Y"))]
    collection.save(tmp_path / "both.ttc")
    assert runs(searching(tmp_path), THAI) == [("both#1", THAI)]


# Which never


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"no font at all", id="no font"),
        pytest.param(font()[:300], id="cut short"),
        pytest.param(font(coloured=True), id="coloured"),
        pytest.param(font(licence=2), id="may not be embedded"),
        pytest.param(font(licence=0x100), id="may not be embedded in part"),
    ],
)
def test_a_face_that_cannot_be_printed_with_is_passed_over(tmp_path: Path, data: bytes) -> None:
    assert runs(searching(tmp_path, A=data, B=font(serif=False)), THAI) == [("B", THAI)]


def test_a_face_of_placeholders_is_passed_over(tmp_path: Path) -> None:
    boxes = TTFont(io.BytesIO(font()))
    for table in boxes["cmap"].tables:
        table.cmap = dict.fromkeys(range(0x20, 0x1000), "u0E01")
    boxes.save(tmp_path / "LastResort.ttf")
    assert uncovered([THAI], searching(tmp_path), "en") == tuple(THAI)


def test_characters_for_private_use_are_not_searched_for(tmp_path: Path) -> None:
    faces = searching(tmp_path, Icons=font("\ue000"))
    with pytest.raises(Refused, match=r"no face has \ue000 \(U\+E000\)\n.*for private use"):
        faces.runs("\ue000", "en")


def test_nothing_is_searched_for_without_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_faces", lambda folders: pytest.fail("the machine's faces were opened"))
    assert runs(searching(tmp_path), "a 水 e\u0301") == [
        ("NotoSerif-Regular", "a "), ("NotoSerifCJK-Regular", "水 "), ("NotoSerif-Regular", "e\u0301"),
    ]  # fmt: skip


# What is said


def test_the_refusal_names_the_package_and_the_face_that_may_not_be_embedded(tmp_path: Path) -> None:
    faces = searching(tmp_path, Closed=font(licence=2))
    with pytest.raises(Refused) as refused:
        faces.runs(THAI, "en")
    assert refused.value.diagnostics[0].message == "no face has \u0e01 (U+0E01), \u0e02 (U+0E02)"
    assert refused.value.diagnostics[0].hint == (
        "Install a face that has it (on Debian: apt-get install fonts-noto-core), or give one: --font FILE. "
        "Closed has it, but may not be embedded, says its licence field."
    )


@pytest.mark.parametrize(
    ("character", "package"),
    [("\u0e01", "noto-core"), ("\uac00", "noto-cjk"), ("\U00020000", "hanazono"), ("\U0001f30d", "symbola")],
)
def test_the_package_follows_the_character(character: str, package: str) -> None:
    assert f"apt-get install fonts-{package})" in advice(character)


def test_a_borrowed_face_is_told_with_what_it_prints_and_how_to_settle_it(tmp_path: Path) -> None:
    [(face, _, _)] = searching(tmp_path, Square=font(THAI + TONE)).runs(THAI, "en")
    said = told(face, [THAI[1], f"{THAI[0]}{TONE}", " \u2060"])
    assert (said.code, said.severity) == (Code.FACE_BORROWED, Severity.WARNING)
    assert said.message == "a face of this machine, Square, prints what the style's faces have not: \u0e02, \u0e01"
    assert said.hint.endswith(f"--font {tmp_path / 'Square.ttf'} settles it.")


def test_of_many_characters_ten_are_named(tmp_path: Path) -> None:
    [(face, _, _)] = searching(tmp_path, Square=font()).runs(THAI, "en")
    assert told(face, [chr(0x0E01 + place) for place in range(30)]).message.endswith("\u0e0a and 20 more")


def test_a_document_tells_the_machine_s_face_and_not_the_user_s(tmp_path: Path) -> None:
    (tmp_path / "Square.ttf").write_bytes(font())
    source = tmp_path / "report.json"
    source.write_bytes(msgspec.json.encode(Report(Metadata("T", "en"), (Paragraph("p-1", (Text(f"a {THAI}"),)),))))
    found, given = (
        convert(source, to=("pdf",), out=tmp_path / "out", world=world)
        for world in (Environment(folders=(tmp_path,)), Environment(faces=(tmp_path / "Square.ttf",)))
    )
    assert [said.code for said in found.diagnostics] == [Code.FACE_BORROWED]
    assert given.diagnostics == ()
