"""How layers of UIMA (INCEpTION, WebAnno) become labels and attributes: the same from TSV, XMI and CAS JSON.

Reading:

- A span's label is the value of its layer's label feature: `value`, else `label`, else the
  only feature that the layer declares. Where it is blank, or there is none, the label is the
  layer's short name: `webanno.custom.Span` without a value is `Span`.
- Other features that are not blank are attributes; `note` is the note. A feature called as
  its layer that repeats the covered text is left out.
- A relation leads from `Governor` to `Dependent`; its type is found as a label is. It has no
  other features here: that they are lost is said once for each layer.
- A slot leads from its host to its filler; its type is the role, else the feature's name.
- A chain's links are spans, the label `referenceType`; each leads to the next, the type its
  `referenceRelation`; for both the layer's short name where it is blank.
- Layers of grammar and layout (tokens, parts of speech, lemmas, dependencies, markup …) are passed
  over, which is said once; named entities, coreference and semantic roles are not. What a
  relation that stays hangs on stays with it.
- An annotation of no length is left out, and said. Two that cover the same under one label
  become one with the attributes of both; the first one's value stands.

Writing: `SPAN` with the label as `LABEL`, the note as `NOTE` and each attribute as a feature
(`feature_of`), `RELATION` with its type as `LABEL`.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from annotator.core.messages import Message, message
from annotator.core.spans import Fragment, Origin, Relation, Span
from annotator.formats.exchange import Problem, as_note
from annotator.formats.names import coded, decoded

SPAN = "webanno.custom.Span"
RELATION = "webanno.custom.Relation"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"  # noqa: S105 (a layer)
LABEL = "value"
NOTE = "note"
CHAIN_TYPE, CHAIN_RELATION = "referenceType", "referenceRelation"

_LABEL_FEATURES = (LABEL, "label", CHAIN_TYPE)
_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
_MEANING = tuple(f"{_DKPRO}{package}." for package in ("ner", "coref", "semantics"))
_GRAMMAR = (
    "uima.",
    "de.tudarmstadt.ukp.dkpro.core.",
    "de.tudarmstadt.ukp.inception.",
    "de.tudarmstadt.ukp.clarin.webanno.",
    "org.dkpro.core.api.",
)
_OWN = "webanno.custom."
_TECHNICAL = re.compile(
    r"(?:OpenNLP|Stanford|CoreNLP|Spacy|TreeTagger|Mate|UIMA)?"
    r"(?:Token|Word|Sentence|Paragraph|Lemma|Stem|POS|PosTag|Chunk|Dependency|Constituent)"
    r"|TeiType|(?:Document)?Meta[Dd]ata|SourceDocumentInformation"
)
# That a text has tokens and sentences need not be said.
_UNSAID = ("uima.", TOKEN, f"{_DKPRO}segmentation.type.Sentence", f"{_DKPRO}metadata.")
# What features of our own may not be called, because UIMA or this mapping takes them for something else.
_RESERVED = frozenset(
    {*_LABEL_FEATURES, NOTE, CHAIN_RELATION, SPAN.rpartition(".")[2]}
    | {"begin", "end", "sofa", "id", "type", "self"}
)
_UNFIT = re.compile(r"[^A-Za-z0-9_]|^[^A-Za-z]|^[BR](?=T_|OLE_)")


def short_name(layer: str) -> str:
    """Return the name of a layer without its package."""
    return layer.rpartition(".")[2] or layer


def is_grammar(layer: str) -> bool:
    """Tell whether a layer is passed over: grammar, layout and the workings of the tool.

    Of a package that nobody knows it is told by the name; `webanno.custom` is what people made themselves.
    """
    if layer.startswith(_GRAMMAR):
        return not layer.startswith(_MEANING)
    return not layer.startswith(_OWN) and bool(_TECHNICAL.fullmatch(short_name(layer)))


def feature_of(attribute: str) -> str:
    """Return the feature an attribute is written as: a name that UIMA takes, and that reads back."""
    return coded(attribute, _UNFIT, _RESERVED)


def holds_value(value: str) -> bool:
    """Tell whether a feature can hold a value: a blank one counts as not set."""
    return bool(value) and not value.isspace()


@dataclass(slots=True)
class _Mark:
    layer: str
    start: int
    end: int
    features: dict[str, str]
    line: int | None


@dataclass(slots=True)
class _Link:
    layer: str
    source: Hashable
    target: Hashable
    features: dict[str, str]
    line: int | None
    type: str = ""


@dataclass(slots=True)
class Layers:
    """Gathers the annotations of one text, in any order; `finish` makes a reading of them.

    `path` is named in problems. Offsets are code points; keys tell annotations apart.
    """

    text: str
    path: str
    problems: list[Problem] = field(default_factory=list)
    _declared: dict[str, dict[str, None]] = field(default_factory=dict)
    _marks: dict[Hashable, _Mark] = field(default_factory=dict)
    _links: list[_Link] = field(default_factory=list)

    def declare(self, layer: str, features: Iterable[str]) -> None:
        """Say which features a layer has, those with a text, a number or a truth value. Features used count too."""
        self._declared.setdefault(layer, {}).update(dict.fromkeys(features))

    def span(
        self,
        key: Hashable,
        layer: str,
        start: int,
        end: int,
        features: Mapping[str, str],
        line: int | None = None,
    ) -> None:
        """Take an annotation, those of passed-over layers too: a relation may hang on them."""
        self.declare(layer, features)
        self._marks[key] = _Mark(layer, start, end, _set(features), line)

    def relation(
        self,
        layer: str,
        source: Hashable,
        target: Hashable,
        features: Mapping[str, str],
        line: int | None = None,
    ) -> None:
        """Take a relation from its governor `source` to its dependent `target`."""
        self.declare(layer, features)
        self._links.append(_Link(layer, source, target, _set(features), line))

    def slot(
        self,
        host: Hashable,
        feature: str,
        role: str,
        filler: Hashable,
        more: Mapping[str, str] | None = None,
        line: int | None = None,
    ) -> None:
        """Take a filled slot; `more` is what the link says beside its role. Give the host before."""
        layer = self._marks[host].layer if host in self._marks else ""
        kind = role if holds_value(role) else feature
        self._links.append(_Link(layer, host, filler, _set(more or {}), line, kind))

    def chain(self, layer: str, links: Iterable[Hashable]) -> None:
        """Take a chain: the keys of its links, given before as spans, in order."""
        last: Hashable = None
        for number, key in enumerate(links):
            if number and last in self._marks:
                said = self._marks[last].features.get(CHAIN_RELATION, "")
                self._links.append(_Link(layer, last, key, {}, None, said or short_name(layer)))
            last = key

    def finish(self) -> tuple[tuple[Span, ...], tuple[Relation, ...]]:
        """Return the spans and relations; what was not taken is in `problems` then."""
        self._say_what_is_passed_over()
        links = [link for link in self._links if not is_grammar(link.layer)]
        ends = {key for link in links for key in (link.source, link.target)}
        marks = {
            key: mark
            for key, mark in self._marks.items()
            if (key in ends or not is_grammar(mark.layer)) and self._sound(mark)
        }
        spans, ids = self._spans(marks)
        return spans, self._relations(links, ids)

    def _say_what_is_passed_over(self) -> None:
        used = {mark.layer for mark in self._marks.values()} | {link.layer for link in self._links}
        names = sorted({short_name(one) for one in used if is_grammar(one) and not one.startswith(_UNSAID)})
        if names:
            said = message("Layers of grammar and layout are passed over: {names}.", names=", ".join(names))
            self._say(None, as_note(said))

    def _sound(self, mark: _Mark) -> bool:
        name, start = self._name(mark), mark.start
        if 0 <= start < mark.end <= len(self.text) and name:
            return True
        if not name:
            why = message("What stands at character {start} has no label; it is left out.", start=start)
        elif mark.start == mark.end:
            why = message(
                "{label} at character {start} covers nothing; it is left out.", label=name, start=start
            )
        else:
            why = message("{label} at character {start} lies outside the text; it is left out.",
                          label=name, start=start)  # fmt: skip
        self._say(mark.line, why)
        return False

    def _spans(self, marks: Mapping[Hashable, _Mark]) -> tuple[tuple[Span, ...], dict[Hashable, int]]:
        """Return the spans with their ids by key, and say which were one and the same."""

        def place(item: tuple[Hashable, _Mark]) -> tuple[int, int, str, list[tuple[str, str]]]:
            mark = item[1]
            return mark.start, -mark.end, self._name(mark), sorted(mark.features.items())

        found: dict[tuple[str, Fragment], tuple[int, dict[str, str]]] = {}
        ids: dict[Hashable, int] = {}
        for key, mark in sorted(marks.items(), key=place):
            what = self._name(mark), Fragment(mark.start, mark.end)
            if what in found:
                twice = message("{label} stands twice on the same words; taken as one.", label=what[0])
                self._say(mark.line, twice)
            number, features = found.setdefault(what, (len(found) + 1, {}))
            for name, value in self._rest(mark):
                features.setdefault(name, value)
            ids[key] = number
        return tuple(_span(number, *what, more) for what, (number, more) in found.items()), ids

    def _relations(self, links: Iterable[_Link], ids: Mapping[Hashable, int]) -> tuple[Relation, ...]:
        found: dict[tuple[int, int, str], None] = {}
        lost: dict[str, set[str]] = {}
        for link in links:
            kind = link.type or self._name(link)
            if link.source not in ids or link.target not in ids:
                why = message("The relation {type} is left out: an end of it is not there.", type=kind)
                self._say(link.line, why)
                continue
            if not kind:
                self._say(link.line, message("A relation has no type; it is left out."))
                continue
            found[ids[link.source], ids[link.target], kind] = None
            dropped = link.features if link.type else dict(self._rest(link))
            if dropped:
                lost.setdefault(short_name(link.layer), set()).update(dropped)
        for layer, names in sorted(lost.items()):
            why = message(
                "Relations have no attributes here; those of {layer} are left out: {names}.",
                layer=layer,
                names=", ".join(sorted(names)),
            )
            self._say(None, why)
        made = enumerate(sorted(found), 1)
        return tuple(Relation(n, 0, kind, head, child) for n, (head, child, kind) in made)

    def _label_feature(self, layer: str) -> str:
        declared = self._declared.get(layer, {})
        only = next(iter(declared)) if len(declared) == 1 else ""
        only = "" if only in (NOTE, CHAIN_RELATION) else only
        return next((name for name in _LABEL_FEATURES if name in declared), only)

    def _name(self, one: _Mark | _Link) -> str:
        return one.features.get(self._label_feature(one.layer)) or short_name(one.layer)

    def _rest(self, one: _Mark | _Link) -> Iterator[tuple[str, str]]:
        """Yield the features that are not the label, nor the covered text again."""
        taken = self._label_feature(one.layer), CHAIN_RELATION
        for name, value in one.features.items():
            again = isinstance(one, _Mark) and name == short_name(one.layer) and self._covers(one, value)
            if name not in taken and not again:
                yield name, value

    def _covers(self, mark: _Mark, value: str) -> bool:
        return value.split() == self.text[mark.start : mark.end].split()

    def _say(self, line: int | None, what: Message) -> None:
        self.problems.append(Problem(self.path, line, what))


def _set(features: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in features.items() if holds_value(value)}


def _span(number: int, label: str, fragment: Fragment, features: Mapping[str, str]) -> Span:
    note = features.get(NOTE, "")
    attributes = {decoded(name): value for name, value in features.items() if name != NOTE}
    return Span(number, 0, label, (fragment,), tuple(sorted(attributes.items())), note, Origin.IMPORTED)
