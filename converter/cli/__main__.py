"""`python -m converter.cli`."""

from __future__ import annotations

from converter.cli import main

main(prog_name="converter")
