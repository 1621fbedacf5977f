"""Writing a CAS: one small type system, one annotation a span, by dkpro-cassis."""

from __future__ import annotations

import re
from typing import Any

from annotator.core.errors import InputError
from annotator.core.scheme import Scheme
from annotator.formats.exchange import Record
from annotator.formats.format import Holds
from annotator.formats.uima_cas import ANNOTATION, DOCUMENT, METADATA, STRING
from annotator.formats.uima_mapping import LABEL, NOTE, RELATION, SPAN, feature_of, holds_value

TYPE_SYSTEM = "TypeSystem.xml"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TITLE, _SOURCE = "documentTitle", "documentId"


def fits_xml(text: str) -> bool:
    """Tell whether XML has a place for every character of a text: it has none for NUL and its like."""
    return _UNFIT.search(text) is None


def _fits_feature(text: str) -> bool:
    return holds_value(text) and fits_xml(text)


HOLDS_JSON = Holds(
    annotators=False, fragments=False, states=False, blank_is_read=False, metadata=False,
    names=holds_value, values=holds_value, note_texts=holds_value,
)  # fmt: skip
HOLDS_XML = Holds(
    annotators=False, fragments=False, states=False, blank_is_read=False, metadata=False,
    names=_fits_feature, values=_fits_feature, note_texts=_fits_feature, texts=fits_xml,
)  # fmt: skip


def xmi(record: Record, scheme: Scheme) -> bytes:
    """Return a record, with one reading at most, as XMI. Raises InputError without dkpro-cassis."""
    written: str = _cas(record, scheme).to_xmi(pretty_print=True)
    return written.encode("utf-8")


def cas_json(record: Record, scheme: Scheme) -> bytes:
    """Return a record, with one reading at most, as CAS JSON. Raises InputError without dkpro-cassis."""
    written: str = _cas(record, scheme).to_json(pretty_print=True, ensure_ascii=False)
    return written.encode("utf-8")


def type_system(scheme: Scheme, attributes: tuple[str, ...] = ()) -> bytes:
    """Return the type system of what is written; `attributes` are names that the scheme may lack."""
    written: str = _types(scheme, attributes).to_xml()
    return written.encode("utf-8")


def _cassis() -> Any:
    try:
        import cassis
    except ImportError as error:
        raise InputError(
            "UIMA files are written by dkpro-cassis, which is not installed here; "
            'install it with: pip install "annotator[uima]"'
        ) from error
    return cassis


def _types(scheme: Scheme, attributes: tuple[str, ...]) -> Any:
    types = _cassis().TypeSystem()
    document = types.create_type(METADATA, DOCUMENT)
    for name in (_TITLE, _SOURCE):
        types.create_feature(document, name, STRING)
    span, relation = types.create_type(SPAN, ANNOTATION), types.create_type(RELATION, ANNOTATION)
    named = {attribute.name for label in scheme.labels for attribute in label.attributes}.union(attributes)
    for name in (LABEL, NOTE, *sorted(map(feature_of, filter(_fits_feature, named)))):
        types.create_feature(span, name, STRING)
    types.create_feature(relation, LABEL, STRING)
    for name in ("Governor", "Dependent"):
        types.create_feature(relation, name, SPAN)
    return types


def _cas(record: Record, scheme: Scheme) -> Any:
    spans = [span for reading in record.readings for span in reading.spans]
    attributes = tuple({name for span in spans for name, _ in span.attributes})
    types = _types(scheme, attributes)
    cas = _cassis().Cas(
        typesystem=types,
        sofa_string=record.text,
        sofa_mime="text/plain",
        document_language=record.metadata.language or None,
    )
    about = {_TITLE: record.metadata.title or None, _SOURCE: record.source or None}
    cas.add(types.get_type(METADATA)(begin=0, end=len(record.text), **about))
    make, link = types.get_type(SPAN), types.get_type(RELATION)
    made = {}
    for span in spans:
        features = {feature_of(name): value for name, value in span.attributes}
        features |= {LABEL: span.label} | ({NOTE: span.note} if span.note else {})
        made[span.id] = make(begin=span.start, end=span.end, **features)
        cas.add(made[span.id])
    for reading in record.readings:
        for one in reading.relations:
            head, child = made[one.head_id], made[one.child_id]
            place = {"begin": child.begin, "end": child.end}
            cas.add(link(Governor=head, Dependent=child, **place, **{LABEL: one.type}))
    return cas
