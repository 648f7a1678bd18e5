"""Style files: read whole, and every fault named by its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.diagnostics import Refused
from converter.environment import STYLES, Environment
from converter.stylesheet import Length, load

OWN = (STYLES / "un-report.toml").read_text(encoding="utf-8")


def load_text(text: str, folder: Path) -> str:
    path = folder / "look.toml"
    path.write_text(text, encoding="utf-8")
    try:
        return load(str(path), Environment()).name
    except Refused as refusal:
        return refusal.diagnostics[0].message


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_style_of_the_project_loads(path: Path) -> None:
    assert load(path.stem, Environment()).name == path.stem


def test_lengths_are_points_whatever_their_unit() -> None:
    page = load("un-report", Environment()).page
    assert page.width == pytest.approx(595.28, abs=0.01)
    assert isinstance(page.width, Length)


@pytest.mark.parametrize(
    ("change", "to", "message"),
    [
        ("depth = 4", 'depth = 4\ncolour = "red"', "Object contains unknown field `colour` - at `$.contents`"),
        ('leader = "."', "", "Object missing required field `leader` - at `$.contents`"),
        (
            'width = "210mm"',
            'width = "wide"',
            'expected a length such as "11pt" or "25mm", got \'wide\' - at `$.page.width`',
        ),
        ('form = "run-in"', 'form = "beside"', "Invalid enum value 'beside' - at `$.numbers.form`"),
        (
            "[roles.title]\n",
            '[roles.title]\nfamily = "runes"\n',
            "a role asks for the family 'runes', which [families] does not have",
        ),
    ],
)
def test_a_fault_is_named_by_its_key(change: str, to: str, message: str, tmp_path: Path) -> None:
    assert change in OWN
    assert load_text(OWN.replace(change, to, 1), tmp_path) == message


def test_a_style_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(Refused, match=r"there is no style 'plain'\n    .*un-report"):
        load("plain", Environment())


# A style that extends another


def test_a_style_that_extends_another_says_only_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "wide.toml"
    path.write_text('name = "wide"\nextends = "un-report"\n[page]\nwidth = "300mm"\n', encoding="utf-8")
    wide, own = load(str(path), Environment()), load("un-report", Environment())
    assert (wide.name, wide.page.height, wide.roles) == ("wide", own.page.height, own.roles)
    assert wide.page.width == pytest.approx(850.39, abs=0.01)


@pytest.mark.parametrize("extended", ['"plain"', '"../un-report"', "3"])
def test_only_a_style_of_the_project_can_be_extended(extended: str, tmp_path: Path) -> None:
    said = load_text(f'name = "other"\nextends = {extended}\n', tmp_path)
    assert said.endswith("which is no style of the project's own")
