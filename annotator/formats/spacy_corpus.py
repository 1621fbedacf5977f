"""Readings as a spaCy corpus: a folder to run `python -m spacy train config.cfg` in.

One doc for each reading. `doc.spans["sc"]` holds every span that lies on token boundaries,
one `Span` for each fragment, with an id that joins the fragments and that the relations in
`doc.user_data` name; `doc.ents` a subset without overlaps. What cannot be held is listed
in the report, and never cut to fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from annotator.core.errors import AnnotatorError, Cancelled
from annotator.core.messages import message
from annotator.formats.earlier import refuse_changed, sum_of
from annotator.formats.exchange import Record, WriteReport
from annotator.formats.files import atomic_write
from annotator.formats.format import Options
from annotator.formats.spacy_bin import write_docs
from annotator.formats.spacy_check import Known, check_file
from annotator.formats.spacy_gather import Gathering
from annotator.formats.spacy_sides import Sides
from annotator.formats.spacy_split import SIDES, check_shares
from annotator.formats.spacy_spool import Spool
from annotator.formats.spacy_tokens import PipelineTokens, language_of
from annotator.formats.tokenization import ANY_LANGUAGE

CONFIG, REPORT = "config.cfg", "report.json"


def write(records: Iterable[Record], out: Path, options: Options) -> WriteReport:
    """Write train.spacy, dev.spacy, config.cfg and report.json, and test.spacy where asked, into the folder `out`.

    Documents that share passages are on one side, and those that `options.sides` (from the
    report of an earlier writing, by key) names stay on theirs. Files of an earlier writing are
    replaced where they are as it left them, by the checksums in its report. Without a language of the
    pipeline the records are held in memory to find their one language, or `xx`.

    The files are read back and compared before any takes its name. Raises AnnotatorError
    where there is nothing to write, the folder cannot be written or a file reads otherwise,
    InputError where it has files that were changed since or are not of one, Cancelled; the folder
    is then as it was.
    """
    if not options.replace:
        refuse_changed(out, [*(f"{side}.spacy" for side in SIDES), CONFIG], REPORT)
    with closing(Spool()) as spool:
        found = _sides(records, options, spool)
        if not found.documents:
            raise AnnotatorError("There is nothing to write: no article has a reading that spaCy can take.")
        return _written(found, out, options)


def _written(found: Sides, out: Path, options: Options) -> WriteReport:
    docs = {f"{side}.spacy": each for side, each in found.docs().items()}
    known = Known(found.strings, found.promises)
    names = [*docs, CONFIG, REPORT]
    sums: dict[str, str] = {}
    stale = [out / f"{side}.spacy" for side in SIDES if f"{side}.spacy" not in docs]
    stale = [path for path in stale if path.is_file()]
    for path in stale:
        found.report.notes.append(message("{file} of an earlier export is taken away.", file=path.name))
    with _folder(out), ExitStack() as stack:
        # The one opened last takes its name first: the report only when all is there.
        files = {name: stack.enter_context(atomic_write(out / name)) for name in reversed(names)}
        for name, each in docs.items():
            write_docs(files[name], each, options.cancelled)
            files[name].flush()
            sums[name] = check_file(Path(files[name].name), name, each, known, options.cancelled)
        files[CONFIG].write(found.config().encode("utf-8"))
        files[CONFIG].flush()
        sums[CONFIG] = sum_of(Path(files[CONFIG].name))
        files[REPORT].write(found.as_json(sums).encode("utf-8"))
        _stop_if(options)
    for path in stale:
        _take_away(path)
    found.report.files += [str(out / name) for name in names]
    return found.report


def check(records: Iterable[Record], options: Options) -> WriteReport:
    """Return the report that `write` would give, without writing anything."""
    return _sides(records, options, None).report


def _sides(records: Iterable[Record], options: Options, spool: Spool | None) -> Sides:
    check_shares(options.dev, options.test)
    language = options.language
    if not language:
        records = list(records)
        language = _language(records)
    gathering = Gathering(options.scheme, options.priority, PipelineTokens(language), spool)
    for record in records:
        gathering.take(record)
        _stop_if(options)
    gathering.finish()
    return Sides(gathering, options.scheme, options.dev, options.test, options.sides)


def _language(records: Iterable[Record]) -> str:
    languages = {language_of(record) for record in records if record.readings} - {""}
    return languages.pop() if len(languages) == 1 else ANY_LANGUAGE


def _stop_if(options: Options) -> None:
    if options.cancelled():
        raise Cancelled


def _take_away(path: Path) -> None:
    """Delete a file; its articles may be in another one now, and must not test what they trained."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise AnnotatorError(
            "{path} is of an earlier export and cannot be taken away: {reason}.",
            path=str(path),
            reason=reason,
        ) from error


@contextmanager
def _folder(path: Path) -> Iterator[None]:
    """Make a folder where there is none, and take it away again if the block fails."""
    existed = path.exists()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise AnnotatorError(
            "The folder {path} cannot be made: {reason}.", path=str(path), reason=reason
        ) from error
    try:
        yield
    except BaseException:
        if not existed:
            with suppress(OSError):
                path.rmdir()
        raise
