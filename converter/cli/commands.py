"""The commands: their arguments, what they call, their exit status.

Exit status: 0 done; 1 failed, or `--strict` found a warning; 2 usage.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from converter.cli.printing import (
    format_row,
    held_row,
    outcome_row,
    print_json,
    print_losses,
    print_outputs,
    print_table,
    progress,
    tell,
    verdict_row,
)
from converter.release import RELEASE

if TYPE_CHECKING:
    from converter.deposit import Address, Deposited
    from converter.formats import Format
    from converter.pipeline import Outcome

_INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(path_type=Path))
_FROM = click.option("--from", "format", metavar="FORMAT", help="The input's format, if its name does not tell.")
_LANG = click.option(
    "--lang", "language", metavar="TAG", help="The report's language (zh-Hant, en, ar ...), if the text does not tell."
)
_PUNCTUATION = click.option(
    "--punctuation", type=click.Choice(["auto", "keep", "fullwidth"]), default="auto", show_default=True,
    help="Restore Chinese full-width marks that were folded to ASCII: by evidence, never, or always.",
)  # fmt: skip
_FONT = click.option(
    "--font", "fonts", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
    help="A face to print the PDF with, before the style's; FILE#2 is the third of a collection. May be repeated.",
)  # fmt: skip
_PDF_ATTACH = click.option(
    "--pdf-attach",
    type=click.Choice(["tei"]),
    help="Put this file into the PDF as its source, which makes it PDF/A-3a.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output instead of prose.")
_TO = click.option(
    "--to", required=True, metavar="URL", help="basex://USER@HOST:PORT/DATABASE or https://USER@HOST/.../rest/DATABASE."
)
_COLLECTION = click.option("--collection", default="", metavar="NAME", help="The collection in the database.")
_TIMEOUT = click.option(
    "--timeout", default=60.0, show_default=True, metavar="SECONDS", type=click.FloatRange(min=0.001),
    help="How long to wait for the repository each time.",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(RELEASE, "--version", message="converter %(version)s")
def main() -> None:
    """Official reports in; print-ready PDF, EPUB, DOCX and TEI-XML out."""


@main.command()
@_INPUTS
@click.option(
    "--to", default="tei,epub,docx,pdf", show_default=True, metavar="FORMATS", help="What to make, with commas."
)
@click.option("--out", default=".", metavar="DIR", type=click.Path(path_type=Path), help="Where to put the files.")
@_FROM
@click.option("--style", default="un-report", show_default=True, metavar="NAME|FILE.toml", help="The look.")
@click.option(
    "--template", metavar="FILE.docx", type=click.Path(path_type=Path), help="A document whose styles the DOCX takes."
)
@_LANG
@_PUNCTUATION
@click.option("--validate", is_flag=True, help="Judge TEI by its grammar; an invalid file is not put in place.")
@click.option("--verify", is_flag=True, help="Read each file back; one that does not prove equal is kept aside.")
@_FONT
@_PDF_ATTACH
@click.option("--strict", is_flag=True, help="A warning fails the job.")
@_JSON
@click.option("--quiet", is_flag=True, help="Print errors and nothing else.")
def convert(
    inputs: tuple[Path, ...], to: str, out: Path, fonts: tuple[Path, ...], strict: bool, as_json: bool, quiet: bool,  # noqa: FBT001
    **options: Any,
) -> None:  # fmt: skip
    """Convert reports: each INPUT becomes DIR/STEM.tei.xml, STEM.epub, STEM.docx and STEM.pdf."""
    from msgspec.structs import replace

    from converter import pipeline
    from converter.environment import environment

    targets = tuple(name.strip() for name in to.split(",") if name.strip())
    with _refusals():
        _no_clash(inputs, [pipeline.named(name) for name in targets], out)
        world = replace(environment(), faces=tuple(file.absolute() for file in fonts))

    def one(path: Path) -> Outcome:
        outcome = pipeline.convert(path, to=targets, out=out, world=world, **options)
        tell(outcome.diagnostics, errors_only=quiet)
        if not (as_json or quiet):
            print_outputs(outcome)
        return outcome

    shown = progress(inputs, len(inputs), "Converting", quiet=quiet or as_json)
    outcomes = [one(path) for path in _swept_between(shown)]
    if as_json:
        print_json([outcome_row(outcome) for outcome in outcomes])
    sys.exit(any(outcome.failed(strict=strict) for outcome in outcomes))


def _swept_between(paths: Iterable[Path]) -> Iterator[Path]:
    """The paths, one by one: unreachable cycles are looked for between two inputs, not while one is converted.

    They come to be only as a conversion ends, and each search costs time; what the last leaves goes with the process.
    """
    gc.disable()
    try:
        for place, path in enumerate(paths):
            if place:
                gc.collect()
            yield path
        gc.freeze()
    finally:
        gc.enable()


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--against", required=True, metavar="INPUT", type=click.Path(path_type=Path), help="What they must say.")
@_FROM
@_LANG
@_PUNCTUATION
@_JSON
def verify(files: tuple[Path, ...], against: Path, as_json: bool, **options: Any) -> None:  # noqa: FBT001
    """Read each FILE back: does it still say what INPUT says? `--from`, `--lang` and `--punctuation` are INPUT's."""
    from converter import pipeline, proof

    with _refusals():
        report = pipeline.read(against, **options).report
        verdicts = [(file, pipeline.verify(file, report)) for file in files]
    for file, verdict in verdicts:
        tell(proof.failed(file, verdict))
        if verdict.proved and not as_json:
            click.echo(f"{file}: proved, {proof.figures(report)}")
    if as_json:
        print_json([verdict_row(file, verdict) for file, verdict in verdicts])
    sys.exit(not all(verdict.proved for _, verdict in verdicts))


@main.command()
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@_FROM
@_LANG
@_PUNCTUATION
@_JSON
def inspect(source: Path, as_json: bool, **options: Any) -> None:  # noqa: FBT001
    """Show what was read: metadata, outline, counts, labels, notes, and what was dropped."""
    from converter import inspection, pipeline

    with _refusals():
        reading = pipeline.read(source, **options)
    tell(reading.diagnostics)
    found = inspection.inspect(reading)
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(inspection.lines(found)))


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@_TO
@_COLLECTION
@click.option("--create", is_flag=True, help="Make the database if there is none.")
@_TIMEOUT
@_JSON
def deposit(files: tuple[Path, ...], to: str, collection: str, create: bool, timeout: float, as_json: bool) -> None:  # noqa: FBT001
    """Put TEI editions into an XML repository: each FILE is added, replaced, or held already.

    The password is read from CONVERTER_PASSWORD, or asked for.
    """
    from converter import deposit as repository

    with _refusals():
        address = repository.read_address(to)
        held = repository.deposit(
            files, address, password=_password(address), collection=collection, create=create, timeout=timeout
        )
        done: list[Deposited] = []
        try:
            for one in progress(held, len(files), "Depositing", quiet=as_json):
                done.append(one)
                if not as_json:
                    click.echo(f"{one.done:9}  {one.path}  sha256:{one.digest[:16]}")
        finally:
            if as_json:
                print_json([held_row(one) for one in done])


@main.command()
@click.argument("name", metavar="QUERY")
@click.argument("value", default="")
@_TO
@_COLLECTION
@_TIMEOUT
@_JSON
def query(name: str, value: str, to: str, collection: str, timeout: float, as_json: bool) -> None:  # noqa: FBT001
    """Ask an XML repository what it holds: editions, outline, paragraph NUMBER, notes, boxes LANGUAGE, search TEXT."""
    from converter import deposit as repository

    asked = repository.QUERIES.get(name)
    if asked is None or bool(asked.value) != bool(value):
        known = ", ".join(f"{query.name} {query.value.upper()}".strip() for query in repository.QUERIES.values())
        raise click.UsageError(f"give one of: {known}")
    with _refusals():
        address = repository.read_address(to)
        rows = repository.query(
            name, value, to=address, password=_password(address), collection=collection, timeout=timeout
        )
    if as_json:
        print_json([dict(zip(asked.columns, row, strict=True)) for row in rows])
    else:
        print_table(asked.columns, rows)


@main.command(name="formats")
@click.option("--losses", is_flag=True, help="What of a report does not come back from each format as it was.")
@_JSON
def list_formats(losses: bool, as_json: bool) -> None:  # noqa: FBT001
    """List the formats that can be read and written, plug-ins included."""
    from converter.formats import formats

    if losses:
        print_losses(as_json=as_json)
        return
    known = list(formats().values())
    if as_json:
        print_json([format_row(found) for found in known])
    else:
        rows = [[str(value) for value in format_row(found).values()] for found in known]
        print_table(("format", "title", "suffix", "media type", "read", "written"), rows)


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal ends the command with its diagnostics and status 1; what is wrong with the arguments with 2."""
    from converter.diagnostics import Code, Refused

    try:
        yield
    except Refused as refusal:
        tell(refusal.diagnostics)
        usage = {Code.FORMAT_UNKNOWN, Code.OUTPUT_CLASH, Code.LANGUAGE_UNKNOWN, Code.REPOSITORY_ADDRESS}
        sys.exit(2 if refusal.diagnostics[0].code in usage else 1)


def _no_clash(inputs: Sequence[Path], targets: Sequence[Format], out: Path) -> None:
    """Refuse when two inputs would be written to one file, or an output would replace an input."""
    from converter.diagnostics import Code, refuse
    from converter.pipeline import destination

    taken = {path.resolve(): path for path in inputs}
    files = [(path, destination(path, target, out)) for path in inputs for target in targets]
    for path, file in files:
        other = taken.setdefault(file.resolve(), path)
        if other is not path or file.resolve() == path.resolve():
            raise refuse(Code.OUTPUT_CLASH, f"{path} and {other} meet in {file}", "Use another folder: --out.")


def _password(address: Address) -> str:
    """The password from the environment or a prompt; none where the URL names no user."""
    if not address.user:
        return ""
    return os.environ.get("CONVERTER_PASSWORD") or str(
        click.prompt(f"Password of {address.user}", hide_input=True, err=True)
    )
