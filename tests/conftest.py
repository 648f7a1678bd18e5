"""What all tests share: where the real report is, and how a missing tool is told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "samples"


@pytest.fixture(scope="session")
def real_report() -> Path:
    """The real report, which is not part of this project: A/78/1 in Chinese, saved as text."""
    path = SHARED / "report" / "a-78-1.zh.txt"
    if not path.is_file():
        pytest.skip(f"the real report is not beside the project: {path.name}")
    return path


def need(tool: str, install: str) -> str:
    """The path of an outside tool; without it the test is skipped, or fails when REQUIRE_TOOLS=1."""
    path = shutil.which(tool)
    if path is None:
        absent(tool, install)
    return str(path)


def absent(tool: str, install: str) -> None:
    """Say that a tool is missing and how to install it."""
    message = f"{tool} is not installed; to install it: {install}"
    if os.environ.get("REQUIRE_TOOLS") == "1":
        pytest.fail(message)
    pytest.skip(message)
