"""TEI read bit by bit: the same reading as of the whole tree, in little memory; what is not ours is refused."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from converter import pipeline
from converter.diagnostics import Code, Refused
from converter.edition import Edition
from converter.environment import Environment
from converter.formats.tei.read import read
from converter.formats.tei.stream import read_stream
from converter.formats.tei.write import write
from converter.model import Report
from converter.source import Input
from converter.stylesheet import load
from tests.conftest import ROOT
from tests.samples import SAMPLES, edition, every_node
from tests.strategies import reports

MEMORY = 500_000_000
SIZE = 200_000_000


@pytest.fixture(params=[*SAMPLES, "real"])
def source(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue("real_report") if request.param == "real" else SAMPLES[request.param]
    return path


def large(folder: Path, data: bytes) -> Input:
    """An edition as the pipeline gives it to the reader when it is too large to be held."""
    path = folder / "x.tei.xml"
    path.write_bytes(data)
    return Input(path.name, b"", None, path)


def test_a_large_edition_gives_the_reading_that_it_gives_when_it_is_small(source: Path, tmp_path: Path) -> None:
    world = Environment()
    data = write(Edition(pipeline.read(source), load("un-report", world), world)).data
    assert read(large(tmp_path, data)) == read(Input("x.tei.xml", data))


@given(reports())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_report_is_read_bit_by_bit_as_it_was_written(report: Report) -> None:
    data = write(edition(report)).data
    assert read_stream(Input("x.tei.xml", data)) == read(Input("x.tei.xml", data))


@pytest.mark.parametrize(
    ("right", "wrong", "code", "message"),
    [
        ('<application ident="converter"', '<application ident="another"', Code.INPUT_TOO_LARGE, "only editions of"),
        ("teiHeader>", "header>", Code.INPUT_TOO_LARGE, "only editions of"),
        ("<TEI", "<!DOCTYPE TEI>\n<TEI", Code.INPUT_MALFORMED, "DOCTYPE"),
        ("</body>", "", Code.INPUT_MALFORMED, "this is no XML"),
    ],
)
def test_what_cannot_be_read_bit_by_bit_is_refused(
    right: str, wrong: str, code: Code, message: str, tmp_path: Path
) -> None:
    data = write(edition(every_node())).data.decode().replace(right, wrong)
    with pytest.raises(Refused, match=message) as refusal:
        read(large(tmp_path, data.encode()))
    assert refusal.value.diagnostics[0].code == code
    assert refusal.value.diagnostics[0].path == "x.tei.xml"


def test_the_pipeline_hands_over_a_large_file_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.tei.xml"
    path.write_bytes(write(edition(every_node())).data)
    monkeypatch.setattr(pipeline, "MAX_BYTES", 1000)
    assert pipeline.read(path).report == every_node()


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('<p xml:id="p-1">', '<p xml:id="p-0">New.</p><p xml:id="p-1">', None),
        ("<body>", "<body>Stray.", "words stand in <body>, where nobody reads them"),
        ('<p n="3" ', 'Stray.<p n="3" ', "words stand in <div>, where nobody reads them"),
        ('<p n="5" ', '<argument/><p n="5" ', "<argument> stands where nobody reads it"),
        ('<p n="5" ', '<p n="6" ', "<p> in par-5 has n=“6”, and by the rest of the edition n=“5”"),
        (">[1]</ref>", ">[7]</ref>", "<ref> in par-2 says “[7]”, and by the rest of the edition “[1]”"),
    ],
)
def test_what_is_changed_in_a_large_edition_is_told(right: str, wrong: str, message: str | None) -> None:
    data = write(edition(every_node())).data.decode()
    assert right in data
    found = read_stream(Input("x.tei.xml", data.replace(right, wrong, 1).encode()))
    assert found.report != every_node() if message is None else message in [each.message for each in found.diagnostics]


def test_elements_that_are_nested_too_deep_are_refused(tmp_path: Path) -> None:
    deep = '<hi rend="bold">' * 240 + "x" + "</hi>" * 240
    data = write(edition(every_node())).data.decode().replace("Third.", deep)
    with pytest.raises(Refused, match="nested too deep"):
        read(large(tmp_path, data.encode()))


# A long report: the sample again and again, with fresh ids


def repeated(source: Path, target: Path, size: int) -> int:
    """Write an edition of about so many bytes, in which the nodes of this report come again and again; how often."""
    world = Environment()
    data = write(Edition(pipeline.read(source), load("un-report", world), world)).data.decode()
    start, end = data.index("<body>") + 6, data.rindex("</body>")
    first = data.index('<ptr n="')
    last = data.index("</p>", first)
    times = size // len((data[first:last] + data[start:end]).encode()) + 1
    with target.open("w", encoding="utf-8") as file:
        file.write(data[:first])
        file.writelines(_fresh(data[first:last], time) for time in range(times))
        file.write(data[last:start])
        file.writelines(_fresh(data[start:end], time) for time in range(times))
        file.write(data[end:])
    return times


def _fresh(markup: str, time: int) -> str:
    return re.sub(r'((?:xml:id|target|next)="#?(?!#?about-)[^":]+)"', rf'\g<1>.{time}"', markup)


READ = """
import sys
from pathlib import Path
from converter import pipeline
from tests.memory import peak
reading = pipeline.read(Path(sys.argv[1]))
print(peak(), len(reading.places), len(reading.report.content))
"""


@pytest.mark.slow
def test_an_edition_of_200_mb_is_read_within_500_mb(tmp_path: Path) -> None:
    path = tmp_path / "long.tei.xml"
    times = repeated(SAMPLES["zh-Hant"], path, SIZE)
    reading = pipeline.read(SAMPLES["zh-Hant"])
    assert path.stat().st_size > SIZE
    said = subprocess.run(
        [sys.executable, "-c", READ, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    peak, places, divisions = map(int, said.split())
    assert peak < MEMORY
    assert places == times * len(reading.places)
    assert divisions == times * len(reading.report.content)
