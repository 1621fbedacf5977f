"""Which words spaCy's tokenizer leaves whole, told without building a document for each.

Its rules are regular expressions of each language's own. Where every one of them needs some
character that is no letter, a word of letters alone can match none: that is read off the
parsed expressions, once a language, and so holds for every word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

try:
    # Python has no public parser of expressions.
    from re import _constants as sre  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover  (another Python: every word goes through spaCy)
    sre = parser = None


# What may stand behind a word of letters that is known to lose it (`Unsplit.loses`).
SIGNS = ",.;:!?)”“…»«"


class Unsplit:
    """Finds the tokens of plain words, with a quotation mark or full stop beside them at most."""

    def __init__(self, tokenizer: Any) -> None:
        self._specials = frozenset(tokenizer.rules or ())
        self._prefix = _matched(tokenizer.prefix_search)
        self._suffix = _matched(tokenizer.suffix_search)
        searches = (tokenizer.prefix_search, tokenizer.suffix_search, tokenizer.infix_finditer)
        self.sound = all(search is None or needs_other_than_letters(search) for search in searches)
        self._loses_alike = all(map(_spares_letters, searches[:2]))
        self._whole = tokenizer.token_match is None

    def lengths(self, word: str) -> tuple[int, ...] | None:
        """Return the lengths of a word's tokens, or None where only spaCy can tell.

        `word` holds no white space and is not empty.
        """
        if not self.sound or word in self._specials:
            return None
        if word.isalpha():
            return (len(word),)
        first, last = 1 - word[0].isalpha(), len(word) - 1 + word[-1].isalpha()
        core = word[first:last]
        if not self._whole or not core.isalpha() or len(word) - len(core) > 2:
            return None
        parts = {core, word[:first], word[last:], word[first:], word[:last]}
        if self._prefix(word) != first or self._suffix(word[first:]) != len(word) - last:
            return None
        if not self._specials.isdisjoint(parts):
            return None
        return (1,) * first + (len(core),) + (1,) * (len(word) - last)

    @property
    def exceptions(self) -> list[str]:
        """Words of letters, with a sign behind them at most, that may be cut otherwise than their like."""
        return [word for word in self._specials if word[:-1].isalpha() or len(word) == 1]

    def loses(self, letter: str, sign: str) -> bool:
        """Tell whether every word of letters that ends with this one becomes two tokens with the sign behind it.

        But for `exceptions`, with the sign and without.
        """
        pair = letter + sign
        return (
            self.sound
            and self._whole
            and self._loses_alike
            and not self._prefix(pair)
            and self._suffix(pair) == 1
            and sign not in self._specials
        )


def _spares_letters(search: Any) -> bool:
    """Tell whether what a pattern takes of letters with one of the signs behind them is never a letter.

    Nor may it look back for what is not there: the last letter then tells of all before it.
    """
    pattern = getattr(search, "__self__", None)
    if parser is None or not isinstance(pattern, re.Pattern):
        return False
    items = parser.parse(pattern.pattern, pattern.flags)
    return _begins_apart(items) and "(?<!" not in pattern.pattern


def _begins_apart(items: Iterable[Any]) -> bool:
    """Tell whether a part of a pattern takes nothing that begins with one of a word's letters.

    Letters alone come before that, and one of the signs at most comes last.
    """
    items = list(items)
    if any(_demands(operator, argument, _may_be_letter_or_sign) for operator, argument in items):
        return True
    for operator, argument in items:
        if operator in (sre.AT, sre.ASSERT_NOT):
            continue
        if operator is sre.ASSERT:
            behind = argument[0] < 0
            if behind and _needs(argument[1], _may_be_letter):
                return True
            continue
        if operator is sre.BRANCH:
            return all(map(_begins_apart, argument[1]))
        if operator is sre.SUBPATTERN:
            return _begins_apart(argument[-1])
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            if not _begins_apart(argument[2]):
                return False
            if argument[0] > 0:
                return True
            continue
        return _demands(operator, argument, _may_be_letter)
    return False


def _matched(search: Callable[[str], re.Match[str] | None] | None) -> Callable[[str], int]:
    """Return what tells how many characters a search of spaCy's takes, as spaCy counts them."""

    def length(word: str) -> int:
        match = search(word) if search else None
        return match.end() - match.start() if match else 0

    return length


def needs_other_than_letters(search: Any) -> bool:
    """Tell whether a pattern, given as a bound method of it, never matches among letters alone.

    Where that cannot be told, the answer is False.
    """
    pattern = getattr(search, "__self__", None)
    if parser is None or not isinstance(pattern, re.Pattern):
        return False
    return _needs(parser.parse(pattern.pattern, pattern.flags), _may_be_letter)


def _needs(items: Iterable[Any], may_be: Callable[[int], bool]) -> bool:
    return any(_demands(operator, argument, may_be) for operator, argument in items)


def _demands(operator: Any, argument: Any, may_be: Callable[[int], bool]) -> bool:
    """Tell whether one part of a pattern cannot do without a character that a word may not be made of."""
    if operator is sre.LITERAL:
        return not may_be(argument)
    if operator is sre.IN:
        return all(_is_apart(member, may_be) for member in argument)
    if operator is sre.BRANCH:
        return all(_needs(branch, may_be) for branch in argument[1])
    if operator is sre.SUBPATTERN:
        return _needs(argument[-1], may_be)
    if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return argument[0] > 0 and _needs(argument[2], may_be)
    # A look ahead or behind asks for characters of the word, too.
    return operator is sre.ASSERT and _needs(argument[1], may_be)


def _is_apart(member: Any, may_be: Callable[[int], bool]) -> bool:
    """Tell whether a member of a set of characters takes in none that a word may be made of."""
    operator, argument = member
    if operator is sre.LITERAL:
        return not may_be(argument)
    if operator is sre.RANGE:
        return not any(map(may_be, range(argument[0], argument[1] + 1)))
    return operator is sre.CATEGORY and argument in (sre.CATEGORY_DIGIT, sre.CATEGORY_SPACE)


def _may_be_letter_or_sign(code: int) -> bool:
    return _may_be_letter(code) or chr(code) in SIGNS


def _may_be_letter(code: int) -> bool:
    # Where case makes no difference, a sign may stand for a letter: U+0345 for an iota.
    one = chr(code)
    return one.isalpha() or one.lower().isalpha() or one.upper().isalpha()
