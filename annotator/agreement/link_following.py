"""Which final links follow from the decisions, once ends or links are decided anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass

from annotator.agreement.items import Article, Standing, Status, Triple
from annotator.agreement.link_ends import Ends, links_of, value_of_link
from annotator.core.decisions import Decision
from annotator.core.spans import Relation


@dataclass(frozen=True, slots=True)
class Following:
    """The final links that go, those that all agree on and that come, and those of each decision by its id.

    `wanted` is what a decision takes between settled ends; those in `waiting` keep the links
    they have beside that, as it is not known yet what one of the ends will be.
    """

    gone: tuple[Relation, ...]
    shared: tuple[Triple, ...]
    wanted: Mapping[int, frozenset[Triple]]
    waiting: Set[int]


def holding(now: Standing) -> set[int]:
    """Return the ids of the decisions about links that hold."""
    decided = (item for item in now.items if item.status == Status.DECIDED)
    return {d.id for item in decided for d in item.decisions if d.is_of_links}


def following(
    article: Article, now: Standing, holds: Collection[int], touched: Set[int], loose: Collection[int]
) -> Following:
    """Return what the links of the final reading come to.

    `holds` are the ids of the decisions that held before, and of new ones: those of cases that
    are open again put nothing there until they are decided. `touched` are the final spans
    whose links all make who could come and go by themselves, `loose` the ids of links that
    were those of decisions now superseded.
    """
    ends, settled = Ends(article, now.anchors), now.anchors.settled
    relations = article.gold.relations
    of_links = [d for d in article.decisions if d.id in holds and _is_as_said(article, d)]
    chosen = {d.id: found for d in of_links if (found := ends.chosen(d)) is not None}
    wanted = {i: frozenset(t for t in found if min(t[1:]) > 0) for i, found in chosen.items()}
    all_wanted = frozenset().union(*wanted.values())
    against = {t for d in of_links if d.id in chosen for t in ends.triples(links_of(d)) - chosen[d.id]}
    waiting = {d.id for d in of_links if now.anchors.is_open(links_of(d))}
    mine = chosen.keys() - waiting
    own = {i for d in of_links if d.id in mine for i in d.links}
    elsewhere = {i for d in article.decisions if d.id not in mine for i in d.links}
    shared, gone = set(now.links), set[int]()
    for link in relations.values():
        triple = link.type, link.head_id, link.child_id
        if link.id in elsewhere or triple in all_wanted or triple in shared:
            continue
        is_touched = not touched.isdisjoint(triple[1:]) and settled.issuperset(triple[1:])
        if triple in against or link.id in loose or link.id in own or is_touched:
            gone.add(link.id)
    come = tuple(t for t in sorted(shared) if min(t[1:]) > 0 and not touched.isdisjoint(t[1:]))
    return Following(tuple(relations[i] for i in sorted(gone)), come, wanted, waiting)


def _is_as_said(article: Article, decision: Decision) -> bool:
    """Tell whether all readings that are shown have the links that they had when it was decided."""
    for said in decision.said:
        reading = article.readers.get(article.names.get(said.annotator_id, ""))
        if reading is None:
            continue
        made = reading.relations_of(link.head_id for link in said.links)
        if not set(map(value_of_link, said.links)) <= set(map(value_of_link, made)):
            return False
    return True
