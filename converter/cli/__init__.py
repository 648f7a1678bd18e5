"""The command line. Nothing else knows argv or the terminal."""

from __future__ import annotations

from converter.cli.commands import main

__all__ = ["main"]
