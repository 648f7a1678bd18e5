"""Same input, style and versions: same bytes, in any process, with any hash seed, in any company."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from converter import convert
from tests.samples import SAMPLES


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def convert_in_a_process(source: Path, out: Path, seed: str) -> dict[str, bytes]:
    variables = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland" if seed == "1" else "UTC"}
    variables.pop("SOURCE_DATE_EPOCH", None)
    command = [sys.executable, "-m", "converter.cli", "convert", str(source), "--out", str(out), "--quiet"]
    subprocess.run(command, check=True, env=variables, timeout=120)
    return files(out)


def assert_two_processes_agree(source: Path, tmp_path: Path) -> None:
    one = convert_in_a_process(source, tmp_path / "one", "1")
    two = convert_in_a_process(source, tmp_path / "two", "2")
    assert [name for name in one if one[name] != two.get(name)] == []
    assert len(one) == 4


def test_two_processes_give_the_same_bytes_for_the_real_report(real_report: Path, tmp_path: Path) -> None:
    assert_two_processes_agree(real_report, tmp_path)


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_two_processes_give_the_same_bytes_for_a_sample(language: str, tmp_path: Path) -> None:
    assert_two_processes_agree(SAMPLES[language], tmp_path)


def test_a_file_does_not_depend_on_what_else_is_made(tmp_path: Path) -> None:
    convert(SAMPLES["en"], out=tmp_path / "together")
    for format in ("pdf", "docx", "epub", "tei"):
        convert(SAMPLES["en"], to=(format,), out=tmp_path / "alone")
    assert files(tmp_path / "alone") == files(tmp_path / "together")
