"""Same input, style and versions: same bytes, in any process, with any hash seed, in any company."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import msgspec
from hypothesis import Phase, given, settings

from converter import convert
from converter.model import Report
from tests.printable import printable
from tests.samples import SAMPLES, every_node
from tests.strategies import law, reports


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def convert_in_a_process(sources: Sequence[Path], out: Path, seed: str) -> dict[str, bytes]:
    variables = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland" if seed == "1" else "UTC"}
    variables.pop("SOURCE_DATE_EPOCH", None)
    command = [sys.executable, "-m", "converter.cli", "convert", *map(str, sources), "--out", str(out), "--quiet"]
    subprocess.run(command, check=True, env=variables, timeout=300)
    return files(out)


def assert_two_processes_agree(sources: Sequence[Path], tmp_path: Path) -> None:
    one = convert_in_a_process(sources, tmp_path / "one", "1")
    two = convert_in_a_process(sources[::-1], tmp_path / "two", "2")
    assert [name for name in one if one[name] != two.get(name)] == []
    assert len(one) == len(two) == 4 * len(sources)


def test_two_processes_give_the_same_bytes_for_the_real_report(real_report: Path, tmp_path: Path) -> None:
    assert_two_processes_agree([real_report], tmp_path)


def test_two_processes_give_the_same_bytes_for_every_sample(tmp_path: Path) -> None:
    assert_two_processes_agree([*SAMPLES.values()], tmp_path)


def test_two_processes_give_the_same_bytes_for_any_report(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    number = count(1)

    def save(report: Report) -> None:
        (folder / f"report-{next(number)}.json").write_bytes(msgspec.json.encode(report))

    @settings(law, max_examples=8, phases=[Phase.generate], database=None)
    @given(reports())
    def save_any(report: Report) -> None:
        save(printable(report))

    save(every_node())
    save_any()
    assert_two_processes_agree(sorted(folder.iterdir()), tmp_path)


def test_a_file_does_not_depend_on_what_else_is_made(tmp_path: Path) -> None:
    convert(SAMPLES["en"], out=tmp_path / "together")
    for format in ("pdf", "docx", "epub", "tei"):
        convert(SAMPLES["en"], to=(format,), out=tmp_path / "alone")
    assert files(tmp_path / "alone") == files(tmp_path / "together")
