"""read → transform → check → write: from one input to its files, each whole or not there at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from converter import formats
from converter.check import check
from converter.diagnostics import Code, Diagnostic, Refused, Severity, refuse
from converter.edition import Attachment, Edition, Written
from converter.environment import Environment, environment
from converter.language import canonical as usual
from converter.model import Report
from converter.reading import Reading
from converter.source import MAX_BYTES, Input
from converter.stylesheet import load
from converter.transforms import transform
from converter.transforms.canonical import canonical, canonical_report
from converter.transforms.punctuation import Punctuation

if TYPE_CHECKING:
    from converter.proof import Verdict
    from converter.typeset.pages import Pages

OUTPUTS = ("tei", "epub", "docx", "pdf")
"""What is made when nothing else is asked for."""


class Output(Struct, frozen=True):
    """A file that was made."""

    format: str
    path: Path
    size: int


class Outcome(Struct, frozen=True):
    """What became of one input: the files made, and all there is to say."""

    source: Path
    outputs: tuple[Output, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def failed(self, *, strict: bool = False) -> bool:
        """Whether an error stands among the diagnostics, or, if strict, a warning."""
        bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(diagnostic.severity in bad for diagnostic in self.diagnostics)


def read(
    source: str | Path, *, format: str | None = None, language: str | None = None, punctuation: Punctuation = "auto"
) -> Reading:
    """Read a file into a Reading, transformed, and checked against the laws of a report.

    `format` names the reader (else the file's suffix does), `language` is a BCP 47 tag that overrides the evidence,
    `punctuation` says whether Chinese full-width marks that were folded to ASCII are restored.
    Raises Refused when the file cannot be read.
    """
    path = Path(source)
    with _about(path):
        reading = _read(path, format, language, punctuation)
    return replace(reading, diagnostics=_placed(path, reading.diagnostics))


def write(
    reading: Reading,
    format: str,
    *,
    style: str = "un-report",
    pdf_attach: str | None = None,
    world: Environment | None = None,
) -> Written:
    """Write a reading as one format's bytes. The report is brought into its one form; what that replaces is told too.

    Raises Refused when the report breaks a law, or this format cannot hold it.
    """
    world = world or environment()
    formed = canonical(reading)
    _lawful(formed)
    said = formed.diagnostics[len(reading.diagnostics) :]
    source = formed.report.metadata.source
    edition = Edition(formed, load(style, world), world, composer=_composed)
    if format == "pdf":
        edition = _attaching(edition, pdf_attach, Path(source.name).stem if source else "report")
    written = named(format).write(edition)
    return replace(written, diagnostics=(*said, *written.diagnostics))


def convert(
    source: str | Path,
    *,
    to: Sequence[str] = OUTPUTS,
    out: str | Path = ".",
    format: str | None = None,
    style: str = "un-report",
    template: str | Path | None = None,
    language: str | None = None,
    punctuation: Punctuation = "auto",
    validate: bool = False,
    verify: bool = False,
    pdf_attach: str | None = None,
    world: Environment | None = None,
) -> Outcome:
    """Read a file and write it as each of these formats into a folder; the DOCX takes the styles of `template`.

    `pdf_attach` names the format that a PDF holds as its source (else the style does). A format that refuses the
    report is told among the diagnostics and the others are made all the same. With `validate` a file is put in place
    only if it is valid, as far as its format has a validator here. With `verify` each file is read back before it is
    put in place; one that does not say what the report says is kept aside.
    """
    path, world = Path(source), world or environment()
    try:
        targets = [named(name) for name in to]
        reading = read(path, format=format, language=language, punctuation=punctuation)
        edition = Edition(reading, load(style, world), world, _template(template), composer=_composed)
        if "pdf" in to:
            edition = _attaching(edition, pdf_attach, _stem(path))
    except Refused as refusal:
        return Outcome(path, (), refusal.diagnostics)
    outcome = Outcome(path, (), edition.reading.diagnostics)
    for target in targets:
        outcome = _make(outcome, edition, target, Path(out), validate=validate, verify=verify)
    return outcome


def verify(file: str | Path, against: Report, *, format: str | None = None) -> Verdict:
    """Whether a file still says what the report says; it is read as it is, with no transform."""
    from converter.proof import prove

    path = Path(file)
    with _about(path):
        return prove(canonical_report(against), named(format) if format else _by_suffix(path), _load(path), path.name)


def _composed(edition: Edition) -> Pages:
    """The pages; what sets them is loaded when it is asked for."""
    from converter.typeset.compose import compose

    return compose(edition)


def _attaching(edition: Edition, asked: str | None, stem: str) -> Edition:
    """The edition with the file that its PDF is to hold as its source, if there is to be one."""
    name = asked or edition.style.pdf.attach
    if not name:
        return edition
    format = named(name)
    attachment = Attachment(stem + format.suffix, format.media_type, format.write(edition).data)
    return replace(edition, attached=(attachment,))


def destination(source: Path, target: formats.Format, out: Path) -> Path:
    """Where a format's file of this input stands: `OUT/STEM.suffix`. `a.tei.xml` has the stem `a`."""
    return out / (_stem(source) + target.suffix)


def _stem(source: Path) -> str:
    """The name of an input without its folders and without the suffix of its format."""
    known = formats.readable(source.name)
    return source.name[: -len(known.suffix)] if known else source.stem


def named(name: str) -> formats.Format:
    """The format of this name. Raises Refused (format-unknown)."""
    found = formats.named(name)
    if found is None:
        known = ", ".join(formats.formats())
        raise refuse(Code.FORMAT_UNKNOWN, f"there is no format {name!r}", f"Known formats: {known}.")
    return found


def _read(path: Path, format: str | None, language: str | None, punctuation: Punctuation) -> Reading:
    reader = named(format) if format else _by_suffix(path)
    reading = reader.read(_input(path, reader.bound, _tag(language)))
    reading = replace(reading, kind=reading.kind or reader.title)
    return _lawful(transform(reading, punctuation=punctuation))


def _lawful(reading: Reading) -> Reading:
    """The reading with what breaks a law told. Raises Refused when that is an error."""
    found = check(reading)
    errors = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
    if errors:
        raise Refused(*errors)
    return reading.saying(*found)


def _by_suffix(path: Path) -> formats.Format:
    """The readable format whose suffix ends the name; the longest suffix wins."""
    found = formats.readable(path.name)
    if found is None:
        names = ", ".join(each.name for each in formats.formats().values() if each.reader)
        raise refuse(Code.FORMAT_UNKNOWN, "its name does not tell its format", f"Say --from FORMAT, one of: {names}.")
    return found


def _template(path: str | Path | None) -> bytes | None:
    """The bytes of a template. Raises Refused about it, not about the input."""
    if path is None:
        return None
    with _about(Path(path)):
        return _load(Path(path))


def _input(path: Path, bound: int, language: str | None) -> Input:
    """What the reader is given: the bytes, or the file itself where they are many and the format allows for that."""
    if bound > MAX_BYTES and path.is_file() and MAX_BYTES < path.stat().st_size <= bound:
        return Input(path.name, b"", language, path)
    return Input(path.name, _load(path, bound), language)


def _load(path: Path, bound: int = MAX_BYTES) -> bytes:
    """The bytes of a file, measured before they are read."""
    most = min(bound, MAX_BYTES)
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise refuse(Code.INPUT_MISSING, f"cannot be read: {error.strerror}", "Check its name.") from None
    if len(data) > most:
        raise refuse(Code.INPUT_TOO_LARGE, f"is larger than {bound >> 20} MiB", "Cut it into parts.")
    return data


def _tag(language: str | None) -> str | None:
    if language is None or (tag := usual(language)):
        return tag if language else None
    raise refuse(Code.LANGUAGE_UNKNOWN, f"{language!r} is no language tag", "Give one such as zh-Hant, en or ar.")


def _make(
    outcome: Outcome, edition: Edition, target: formats.Format, out: Path, *, validate: bool, verify: bool
) -> Outcome:
    """One more file, or the reasons why not."""
    path = destination(outcome.source, target, out)
    try:
        with _about(outcome.source):
            written = target.write(edition)
        if validate and (faults := target.validate(written.data)):
            raise Refused(*(replace(fault, path=str(path)) for fault in faults))
        if verify:
            _prove(edition.report, target, written.data, path)
        _put(path, written.data)
    except Refused as refusal:
        return _told(outcome, refusal.diagnostics)
    made = replace(outcome, outputs=(*outcome.outputs, Output(target.name, path, len(written.data))))
    return _told(made, _placed(outcome.source, written.diagnostics))


def _prove(report: Report, target: formats.Format, data: bytes, path: Path) -> None:
    """Read back what was written. Raises Refused when it says something else, and keeps it aside with the reasons."""
    from converter.proof import failed, prove

    verdict = prove(report, target, data, path.name)
    if verdict.proved:
        return
    aside = path.with_name(path.name + ".unproven")
    told = tuple(failed(path, verdict))
    _put(aside, data)
    _put(aside.with_name(aside.name + ".txt"), "".join(f"{said.message}\n" for said in told).encode())
    raise Refused(*told, Diagnostic(Code.PROOF_FAILED, f"is kept aside as {aside.name}", path=str(path)))


def _told(outcome: Outcome, diagnostics: Iterable[Diagnostic]) -> Outcome:
    """The outcome with more to say; what was said of an earlier format is not said again."""
    new = tuple(diagnostic for diagnostic in diagnostics if diagnostic not in outcome.diagnostics)
    return replace(outcome, diagnostics=outcome.diagnostics + new)


def _put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: under another name first, then renamed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
        file = unfinished.open("xb")
        try:
            with file:
                file.write(data)
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise refuse(
            Code.OUTPUT_UNWRITABLE,
            f"cannot be written: {error.strerror}",
            "Check the folder and its rights.",
            path=str(path),
        ) from None


@contextmanager
def _about(path: Path) -> Iterator[None]:
    """What is refused in here is refused about this file."""
    try:
        yield
    except Refused as refusal:
        raise Refused(*_placed(path, refusal.diagnostics)) from None


def _placed(path: Path, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics, each with the file's name as the user gave it; a reader knows the name without its folders."""
    return tuple(replace(each, path=str(path)) if each.path in ("", path.name) else each for each in diagnostics)
