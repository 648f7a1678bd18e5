"""Imports go one way: a room knows the rooms below it and none beside or above; no format knows another.

What stands under `if TYPE_CHECKING` names types and runs nothing; the rows of the table of formats, and the names of
the public face, are strings that are looked up when they are asked for. Neither is an import here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import converter

HOUSE = (
    ("cli",),
    ("deposit", "inspection", "pipeline"),
    ("proof",),
    ("formats",),
    ("typeset",),
    ("edition", "fonts"),
    ("transforms",),
    ("archive", "check", "identifier", "markup", "verify", "words"),
    ("dates", "labels", "reading", "source", "stylesheet", "walk"),
    ("environment", "language"),
    ("diagnostics", "model", "release", "xmltext"),
)
"""The rooms from the roof to the ground; those of one row do not know each other."""

ROOT = Path(converter.__file__).parent
FLOORS = {room: floor for floor, rooms in enumerate(HOUSE) for room in rooms}
SETTERS = {"formats.pdf", "pipeline", "typeset"}
"""Who may know what sets pages: others ask an edition for them."""

MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in sorted(ROOT.rglob("*.py"))}


@cache
def imported(module: str) -> frozenset[str]:
    """The modules of the package that a module imports when it runs, without the package's own name."""
    return frozenset(_imported(ast.parse(MODULES[module].read_text(encoding="utf-8"))))


def _imported(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.Import):
            yield from (name.name.partition(".")[2] for name in child.names if name.name.startswith("converter."))
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports name the whole path"
            package, _, module = (child.module or "").partition(".")
            if package == "converter":
                yield from [module] if module else (name.name for name in child.names if _is_module(name.name))
        yield from _imported(child)


def _is_module(name: str) -> bool:
    return (ROOT / name).is_dir() or (ROOT / f"{name}.py").is_file()


def room(module: str) -> str:
    """The room of a module: `formats.pdf` for what is in a format's folder, else its first name."""
    first, second, *_ = (*module.split("."), "")
    return f"{first}.{second}" if first == "formats" and second and (ROOT / first / second).is_dir() else first


def floor(module: str) -> float:
    """How far down a module stands; the formats stand over their table, which names them and imports none."""
    return FLOORS[module.partition(".")[0]] - (0.5 if room(module).startswith("formats.") else 0)


def crossing() -> Iterator[tuple[str, str]]:
    """Each module that imports one of another room, with that one."""
    for module in MODULES:
        yield from ((module, other) for other in sorted(imported(module)) if room(other) != room(module))


def test_every_room_has_its_place_in_the_house() -> None:
    assert {module.partition(".")[0] for module in MODULES} - {"__init__"} == set(FLOORS)


def test_imports_lead_downwards() -> None:
    inside = [pair for pair in crossing() if pair[0] != "__init__"]
    assert len(inside) > 300
    assert [(module, other) for module, other in inside if floor(module) >= floor(other)] == []


def test_the_public_face_loads_nothing_before_it_is_asked_for() -> None:
    assert imported("__init__") == {"release"}
    assert imported("release") == frozenset()


def test_no_format_knows_another() -> None:
    formats = {room(module) for module in MODULES if room(module).startswith("formats.")}
    known = [(module, other) for module, other in crossing() if {room(module), room(other)} <= formats]
    assert len(formats) >= 6
    assert known == []


def test_only_the_pdf_knows_what_sets_pages() -> None:
    assert {room(module) for module, other in crossing() if room(other) == "typeset"} <= SETTERS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from converter.model import Text", {"model"}),
        ("from converter import pipeline, __version__", {"pipeline"}),
        ("import converter.check", {"check"}),
        ("def f():\n    from converter.cli import commands", {"cli"}),
        ("if TYPE_CHECKING:\n    from converter.cli import commands", set()),
        ("from lxml import etree", set()),
    ],
)
def test_an_import_is_seen_wherever_it_stands(text: str, found: set[str]) -> None:
    assert set(_imported(ast.parse(text))) == found
