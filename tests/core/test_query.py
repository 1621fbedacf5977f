import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.query import FIELDS, Dates, Query, Term, parse
from annotator.core.spans import State


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", []),
        ("  ", []),
        ("Kursk", [Term("Kursk")]),
        ("Kursk  Seoul", [Term("Kursk"), Term("Seoul")]),
        ('"sagte er"', [Term("sagte er")]),
        ("„sagte er“ «dit il»", [Term("sagte er"), Term("dit il")]),
        ("“he said”", [Term("he said")]),
        ("Nordkorea*", [Term("Nordkorea", prefix=True)]),
        ('"nach Angab"*', [Term("nach Angab", prefix=True)]),
        ("covid-19 C++ a.b", [Term("covid-19"), Term("C++"), Term("a.b")]),
        ('"offen', [Term("offen")]),
        ('5" rock"n"roll', [Term('5"'), Term('rock"n"roll')]),
        ('"', []),
        ("*", [Term("*")]),
        ("AND OR NOT NEAR(", [Term("AND"), Term("OR"), Term("NOT"), Term("NEAR(")]),
        ("http://x.org/a", [Term("http://x.org/a")]),
        ("colour:red", [Term("colour:red")]),
        ("labels:a", [Term("labels:a")]),
    ],
)
def test_query_words(typed, terms):
    assert parse(typed) == Query(terms=tuple(terms))


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("label:claim", Query(labels=("claim",))),
        ("LABEL:Claim label:ACTOR", Query(labels=("Claim", "ACTOR"))),
        ("annotator:Lena", Query(annotators=("Lena",))),
        ('annotator:"Lena M."', Query(annotators=("Lena M.",))),
        ("outlet:„Neue Zürcher“", Query(outlets=("Neue Zürcher",))),
        ("state:done", Query(states=(State.DONE,))),
        ("state:todo state:Open", Query(states=(State.TO_DO, State.IN_PROGRESS))),
        ('state:"to do"', Query(states=(State.TO_DO,))),
        ("flag:yes", Query(flagged=True)),
        ("flag:no", Query(flagged=False)),
        ("date:2024-10", Query(dates=(Dates("2024-10", "2024-10"),))),
        ("date:2024-10..2024-12", Query(dates=(Dates("2024-10", "2024-12"),))),
        ("date:2024..", Query(dates=(Dates("2024", ""),))),
        ("date:..2024-12-31", Query(dates=(Dates("", "2024-12-31"),))),
        ("label:", Query()),
        ('label:"', Query()),
        ("Kursk state:done", Query(terms=(Term("Kursk"),), states=(State.DONE,))),
        ("outlet:BBC*", Query(outlets=("BBC*",))),
    ],
)
def test_query_fields(typed, query):
    assert parse(typed) == query
    assert not parse(typed).problems


@pytest.mark.parametrize(
    "typed", ["state:finished", "flag:maybe", "date:soon", "date:..", "date:2024-1", "date:٢٠٢٤"]
)
def test_query_says_what_is_wrong_with_a_field(typed):
    (problem,) = parse(typed).problems
    assert typed.partition(":")[2] in str(problem)
    assert not parse(typed).is_empty


def test_query_is_empty_where_nothing_is_asked():
    assert parse(" ").is_empty
    assert not parse("a").is_empty


_pieces = st.sampled_from(
    ["label:", "date:", '"', "„", "“", "*", "..", " ", ":", "-", "2024", "state:", "done", "\0"]
)


@given(st.text() | st.lists(_pieces | st.text(max_size=3)).map("".join))
def test_query_is_never_refused(typed):
    query = parse(typed)
    assert all(term.text for term in query.terms)
    assert all(values for name in ("labels", "annotators", "outlets") for values in getattr(query, name))


@given(st.text(), st.sampled_from(FIELDS))
def test_query_reads_any_value_in_quotes(value, name):
    quoted = value.replace('"', "")
    query = parse(f'{name}:"{quoted}" word')
    assert query.terms == (Term("word"),)
