"""The tables of the Agreement screen, made of the figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from statistics import fmean

from annotator.agreement.f1 import Spread
from annotator.agreement.nominal import Coefficient
from annotator.core.messages import Message, message
from annotator.core.scheme import Scheme
from annotator.gui.agreement.cells import UNDEFINED, Cell, Content, count, figure_cell
from annotator.gui.i18n import number, tr
from annotator.workspace.agreement import Measured, Pair
from annotator.workspace.agreement_cases import Behind, Compared, Opens

_NO_COEFFICIENT = message("of links there is no coefficient, as nobody judges all that could be linked")
_EXACT = Behind(counted="exact")
Tables = dict[str, Content]


def tables(found: Compared, scheme: Scheme) -> Tables:
    """Return all tables, by the names they have on the page; those that are not there yet have no rows."""
    made = {"labels": labels(found, scheme), "pairs": pairs(found)}
    if not found.figures.is_whole:
        names = ("units", "attributes", "confusion", "coefficients", "of_pairs", "semeval")
        made |= dict.fromkeys(names, Content((), []))
    else:
        made |= {
            "units": units(found, scheme),
            "attributes": attributes(found, scheme),
            "confusion": confusion(found, scheme),
            "coefficients": coefficients(found),
            "of_pairs": of_pairs(found),
            "semeval": semeval(found),
        }
    return {name: _openable(content, found) for name, content in made.items()} if found.finals else made


def why_neither() -> str:
    """Return why a figure of pairs with the final reading and of pairs without opens nothing."""
    return tr("The final reading is mixed in here: the table of pairs opens each pair.")


def _openable(content: Content, found: Compared) -> Content:
    """Return a table whose cells open something, or say why they do not."""

    def cell(one: Cell) -> Cell:
        if one.behind is None or found.opens(one.behind) != Opens.NEITHER:
            return one
        return replace(one, behind=None, why=why_neither())

    return replace(content, rows=[[cell(one) for one in row] for row in content.rows])


def _title(scheme: Scheme, name: str) -> str:
    found = scheme.label(name)
    return found.title if found else name


def label_order(scheme: Scheme, names: tuple[str, ...]) -> list[str]:
    """Return labels in the scheme's order, those it lacks at the end."""
    known = [label.name for label in scheme.labels]
    return sorted(names, key=lambda name: known.index(name) if name in known else len(known))


def _spread(found: Spread, behind: Behind | None) -> Cell:
    return figure_cell(found.mean, found.reason, behind)


def _coefficient(found: Coefficient, behind: Behind | None) -> Cell:
    return figure_cell(found.value, found.reason, behind)


def _cases(found: Compared, behind: Behind) -> Cell:
    if found.opens(behind) == Opens.NEITHER:
        return Cell(UNDEFINED, why=why_neither())
    cases = found.index.count(behind, found.scope)
    return Cell(number(cases), behind if cases else None)


def labels(found: Compared, scheme: Scheme) -> Content:
    """Return the labels, then the types of links, with their figures."""
    figures = found.figures
    rows: list[list[Cell]] = []
    for name in label_order(scheme, figures.labels):
        of, exactly, over = (Behind(labels=(name,), counted=counted) for counted in ("", "exact", "overlap"))
        exact = figures.exact.labels[name]
        rows.append([
            Cell(_title(scheme, name), of, label=name), Cell(number(exact.items), of), _spread(exact, exactly),
            _spread(figures.overlap.labels[name], over), _coefficient(figures.token_labels[name], exactly),
            _cases(found, of),
        ])  # fmt: skip
    for kind, exact in figures.relations.labels.items():
        of = Behind(links=kind, spans=False)
        rows.append([
            Cell(_ends(scheme, kind), of), Cell(number(exact.items), of), _spread(exact, of),
            _spread(figures.overlapping_relations.labels[kind], of), figure_cell(None, _NO_COEFFICIENT, None),
            _cases(found, of),
        ])  # fmt: skip
    heads = (tr("Label"), tr("items"), tr("exact F1"), tr("overlap F1"), tr("token κ"), tr("cases"))
    return Content(heads, rows)


def _ends(scheme: Scheme, kind: str) -> str:
    """Return a type of links as its ends, where it has but one of each, such as “Claim → Source”."""
    found = scheme.relation(kind)
    if found is None:
        return f"→ {kind}"
    alone = len(found.heads) == 1 and len(found.children) == 1
    same = [r for r in scheme.relations if (r.heads, r.children) == (found.heads, found.children)]
    if alone and len(same) == 1:
        return f"{_title(scheme, found.heads[0])} → {_title(scheme, found.children[0])}"
    return f"→ {found.title}"


def units(found: Compared, scheme: Scheme) -> Content:
    """Return the figures of units, such as a claim together with its source and actors."""
    figures = found.figures
    rows = []
    for name, exact in figures.units.labels.items():
        of = Behind(labels=(name,), links="")
        rows.append([
            Cell(_title(scheme, name), of, label=name), Cell(number(exact.items), of), _spread(exact, of),
            _spread(figures.overlapping_units.labels[name], of), _cases(found, of),
        ])  # fmt: skip
    return Content((tr("Unit"), tr("units"), tr("exact F1"), tr("overlap F1"), tr("cases")), rows)


def pairs(found: Compared) -> Content:
    """Return the exact F1 of each pair, and the mean of each annotator's pairs."""
    known = found.figures.exact.all.pairs
    names = found.figures.annotators
    rows = []
    for one in names:
        own = [value for pair, value in known.items() if one in pair and value is not None]
        mean = fmean(own) if own else None
        cells = [_pair(known, one, other) for other in names]
        of = Behind(annotator=one, counted="exact")
        last = figure_cell(mean, found.figures.exact.all.reason, of)
        rows.append([Cell(one, of), *cells, last])
    return Content(("", *names, tr("mean")), rows)


def _pair(known: Mapping[Pair, float | None], one: str, other: str) -> Cell:
    if one == other:
        return Cell("·", why=tr("The same annotator."))
    pair = (one, other) if (one, other) in known else (other, one)
    value = known.get(pair)
    of = Behind(pair=pair, counted="exact")
    return figure_cell(value, _NOTHING_SHARED, of, shade=_strength(value, known.values()))


def _strength(value: float | None, among: Collection[float | None]) -> float:
    """Return how strong a ground is: figures lie close together, and only their order is to be seen."""
    known = [one for one in among if one is not None]
    if value is None:
        return 0.0
    low, high = min(known), max(known)
    return 0.15 + 0.7 * (value - low) / (high - low) if high > low else 0.5


_NOTHING_SHARED = message("these two have no article in common in which anything is marked")


_NO_VALUES = message("no span that both have marked has a value of it")


def attributes(found: Compared, scheme: Scheme) -> Content:
    """Return the attributes of matched spans."""
    rows = []
    for (name, attribute), one in found.figures.attributes.items():
        of = Behind(labels=(name,), attribute=attribute)
        known = [kappa.value for kappa in one.kappa if kappa.value is not None]
        reason = next((kappa.reason for kappa in one.kappa if kappa.reason), _NO_VALUES)
        rows.append([
            Cell(f"{_title(scheme, name)}: {attribute}", of, label=name), Cell(number(one.f1.items), of),
            figure_cell(one.f1.mean, _NO_VALUES, of), figure_cell(fmean(known) if known else None, reason, of),
            _cases(found, of),
        ])  # fmt: skip
    return Content((tr("Attribute"), tr("values"), tr("F1"), tr("Cohen κ"), tr("cases")), rows)


def confusion(found: Compared, scheme: Scheme) -> Content:
    """Return in how many tokens one annotator has one label and another the other."""
    figures = found.figures
    places = [figures.labels.index(name) for name in label_order(scheme, figures.labels)]
    names = [*(figures.labels[place] for place in places), ""]
    places.append(len(figures.labels))
    rows = []
    for row, one in zip(places[:-1], names[:-1], strict=True):
        numbers = figures.confusion[row].tolist()
        total = sum(numbers) or 1.0
        cells = [Cell(_title(scheme, one), Behind(labels=(one,)), label=one)]
        for column, other in zip(places, names, strict=True):
            value = numbers[column]
            of = Behind(crossed=(one, other)) if value else None
            cells.append(Cell(count(value), of, shade=value / total, ground=one))
        rows.append(cells)
    heads = ["", *(_title(scheme, name) for name in names[:-1]), tr("none")]
    return Content(heads, rows, inks=("", *names))


def coefficients(found: Compared) -> Content:
    """Return the other coefficients, for all, and for each pair where they are of two."""
    figures = found.figures
    tokens, matched = figures.on_tokens, figures.on_matched
    rows = [
        [Cell(name, of), _value(value, reason, of), Cell(number(items))]
        for name, value, reason, items, of in (
            *_of_measured(tr("Token F1"), figures.tokens, _EXACT),
            *_of_measured(tr("Word F1"), figures.words, _EXACT),
            *_of_measured(tr("Link F1, ends exact"), figures.relations, Behind(links="", spans=False)),
            *_of_measured(
                tr("Link F1, ends overlapping"), figures.overlapping_relations, Behind(links="", spans=False)
            ),
            _of(tr("Fleiss κ, tokens"), tokens.fleiss),
            _of(tr("Krippendorff α, tokens"), tokens.alpha),
            _of(tr("Krippendorff α, characters"), figures.character_alpha),
            _of(tr("Fleiss κ, labels of matched spans"), matched.fleiss),
            _of(tr("Krippendorff α, labels of matched spans"), matched.alpha),
        )
    ]
    return Content((tr("Coefficient"), tr("value"), tr("items")), rows)


_Row = tuple[str, float | None, Message | None, int, Behind]


def _of(name: str, one: Coefficient) -> _Row:
    return name, one.value, one.reason, one.items, _EXACT


def _of_measured(name: str, one: Measured, behind: Behind) -> Iterator[_Row]:
    yield name, one.all.mean, one.all.reason, one.all.items, behind


def _value(value: float | None, reason: Message | None, behind: Behind) -> Cell:
    return figure_cell(value, reason, behind)


def of_pairs(found: Compared) -> Content:
    """Return the coefficients of two annotators, for each pair."""
    figures = found.figures
    tokens, matched = figures.on_tokens, figures.on_matched
    rows = []
    for pair in figures.exact.all.pairs:
        of, over = (Behind(pair=pair, counted=counted) for counted in ("exact", "overlap"))
        f1 = [
            figure_cell(one.all.pairs[pair], _NOTHING_SHARED, behind)
            for one, behind in ((figures.overlap, over), (figures.tokens, of))
        ]
        kappa = (tokens.cohen[pair], tokens.scott[pair], matched.cohen[pair], matched.scott[pair])
        rows.append([Cell(" – ".join(pair), of), *f1, *(_coefficient(one, of) for one in kappa)])
    heads = (
        tr("Pair"), tr("overlap F1"), tr("token F1"), tr("token κ"), tr("token π"), tr("label κ"), tr("label π")
    )  # fmt: skip
    return Content(heads, rows)


def semeval(found: Compared) -> Content:
    """Return the counts of SemEval-2013, of all pairs together."""
    names = {
        "strict": tr("strict"), "exact": tr("exact"), "partial": tr("partial"), "type": tr("type")
    }  # fmt: skip
    rows = []
    for name, way in found.figures.semeval.items():
        counts = way.counts
        numbers = (counts.correct, counts.incorrect, counts.partial, counts.missing, counts.spurious)
        first = figure_cell(way.f1.mean, way.f1.reason, _EXACT)
        rows.append([Cell(names.get(name, name), _EXACT), first, *(Cell(number(n)) for n in numbers)])
    heads = (
        tr("SemEval-2013"), tr("F1"), tr("correct"), tr("incorrect"), tr("partial"), tr("missing"), tr("spurious")
    )  # fmt: skip
    return Content(heads, rows)
