"""Readings as a spaCy corpus: a folder to run `python -m spacy train config.cfg` in.

One doc for each reading. `doc.spans["sc"]` holds every span that lies on token boundaries,
one `Span` for each fragment, with an id that joins the fragments and that the relations in
`doc.user_data` name; `doc.ents` a subset without overlaps. What cannot be held is listed
in the report, and never cut to fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from annotator.core.errors import AnnotatorError, Cancelled
from annotator.core.scheme import Scheme
from annotator.formats.exchange import Record, WriteReport
from annotator.formats.files import atomic_write
from annotator.formats.spacy_bin import write_docs
from annotator.formats.spacy_check import check_file
from annotator.formats.spacy_gather import Gathering
from annotator.formats.spacy_sides import Sides
from annotator.formats.spacy_split import check_share
from annotator.formats.spacy_tokens import PipelineTokens, language_of
from annotator.formats.tokenization import ANY_LANGUAGE

TRAIN, DEV, CONFIG, REPORT = "train.spacy", "dev.spacy", "config.cfg", "report.json"


def write(
    records: Iterable[Record],
    out: Path,
    *,
    scheme: Scheme,
    dev: float = 0.2,
    ents_priority: Sequence[str] = (),
    language: str = "",
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WriteReport:
    """Write train.spacy, dev.spacy, config.cfg and report.json into the folder `out`.

    Documents go to either side by their text, `dev` of them to evaluation, so that none
    changes sides when others come, and copies stay together. `ents_priority` says which
    labels win a place in `doc.ents`; the scheme's order follows. `language` is the
    pipeline's; without it the records are held in memory to find their one language, or
    `xx`. `progress` gets the number of records packed.

    The files are read back and compared before any takes its name. Raises AnnotatorError
    where there is nothing to write, the folder cannot be written or a file reads otherwise,
    Cancelled where `cancelled` says so; the folder is then as it was.
    """
    sides = _sides(records, scheme, dev, ents_priority, language, progress, cancelled)
    if not sides.documents:
        raise AnnotatorError("There is nothing to write: no article has a reading that spaCy can take.")
    with _folder(out), ExitStack() as stack:
        # The one opened last takes its name first: the report only when all is there.
        report, config, dev_file, train_file = (
            stack.enter_context(atomic_write(out / name)) for name in (REPORT, CONFIG, DEV, TRAIN)
        )
        for name, file, docs in ((TRAIN, train_file, sides.train), (DEV, dev_file, sides.dev)):
            write_docs(file, docs, sides.words)
            file.flush()
            _stop_if(cancelled)
            check_file(Path(file.name), name, docs)
        config.write(sides.config().encode("utf-8"))
        report.write(sides.as_json().encode("utf-8"))
        _stop_if(cancelled)
    sides.report.files += [str(out / name) for name in (TRAIN, DEV, CONFIG, REPORT)]
    return sides.report


def check(
    records: Iterable[Record],
    *,
    scheme: Scheme,
    dev: float = 0.2,
    ents_priority: Sequence[str] = (),
    language: str = "",
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WriteReport:
    """Return the report that `write` would give, without writing anything."""
    return _sides(records, scheme, dev, ents_priority, language, progress, cancelled).report


def _sides(
    records: Iterable[Record],
    scheme: Scheme,
    dev: float,
    ents_priority: Sequence[str],
    language: str,
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Sides:
    check_share(dev)
    if not language:
        records = list(records)
        language = _language(records)
    gathering = Gathering(scheme, ents_priority, PipelineTokens(language))
    for number, record in enumerate(records, start=1):
        gathering.take(record)
        if progress:
            progress(number)
        _stop_if(cancelled)
    gathering.finish()
    return Sides(gathering, scheme, dev)


def _language(records: Iterable[Record]) -> str:
    languages = {language_of(record) for record in records if record.readings} - {""}
    return languages.pop() if len(languages) == 1 else ANY_LANGUAGE


def _stop_if(cancelled: Callable[[], bool] | None) -> None:
    if cancelled and cancelled():
        raise Cancelled


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
