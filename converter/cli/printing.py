"""What the commands print: prose and tables for people, JSON for programs, a bar while it lasts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from converter.deposit import Deposited
    from converter.diagnostics import Diagnostic
    from converter.formats import Format
    from converter.pipeline import Outcome
    from converter.proof import Verdict

_Item = TypeVar("_Item")


def tell(diagnostics: Iterable[Diagnostic], *, errors_only: bool = False) -> None:
    """Diagnostics on standard error, a line each, with a hint under it."""
    for diagnostic in diagnostics:
        if not errors_only or diagnostic.severity == "error":
            click.echo(str(diagnostic), err=True)


def print_outputs(outcome: Outcome) -> None:
    """The files that were made, a line each."""
    for output in outcome.outputs:
        click.echo(f"{output.path}  {output.size:,} bytes")


def progress(items: Iterable[_Item], count: int, doing: str, *, quiet: bool) -> Iterable[_Item]:
    """The items, with a bar on a terminal when there are many."""
    if quiet or count < 4 or not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, description=doing, total=count, console=Console(stderr=True), transient=True)


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table: ruled on a terminal, tab-separated in a pipe."""
    if not sys.stdout.isatty():
        click.echo("\n".join("\t".join(row) for row in (head, *rows)))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*head)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def print_losses(*, as_json: bool) -> None:
    """The table of losses."""
    from converter.formats.losses import LOSSES

    nothing = {"nothing": "the same report"}
    tables = ((format, losses or nothing) for format, losses in LOSSES.items())
    rows = [(format, what, instead) for format, losses in tables for what, instead in losses.items()]
    if as_json:
        print_json({format: dict(losses) for format, losses in LOSSES.items()})
    else:
        print_table(("format", "what is lost", "what comes back"), rows)


def format_row(found: Format) -> dict[str, Any]:
    """A format as a row of the table of formats."""
    reads, writes = ("yes" if reference else "no" for reference in (found.reader, found.writer))
    return {
        "format": found.name, "title": found.title, "suffix": found.suffix, "media_type": found.media_type,
        "read": reads, "written": writes,
    }  # fmt: skip


def held_row(one: Deposited) -> dict[str, Any]:
    """A deposited edition, for JSON."""
    return {"file": str(one.file), "path": one.path, "done": one.done, "sha256": one.digest}


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """What became of an input, for JSON."""
    return {
        "input": str(outcome.source),
        "failed": outcome.failed(),
        "outputs": [{"format": o.format, "path": str(o.path), "bytes": o.size} for o in outcome.outputs],
        "diagnostics": [_said(diagnostic) for diagnostic in outcome.diagnostics],
    }


def verdict_row(file: Path, verdict: Verdict) -> dict[str, Any]:
    """A verdict, for JSON."""
    return {
        "file": str(file), "proved": verdict.proved,
        "differences": verdict.differences,
        "diagnostics": [_said(diagnostic) for diagnostic in verdict.diagnostics],
    }  # fmt: skip


def _said(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.place
    return {
        "code": diagnostic.code, "severity": diagnostic.severity, "message": diagnostic.message,
        "path": diagnostic.path, "part": diagnostic.part, "line": place.line if place else None,
        "column": place.column if place else None, "hint": diagnostic.hint,
    }  # fmt: skip
