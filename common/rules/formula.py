"""Formulas that game masters write: a small language of numbers, never Python.

    power + 12 * (rank - 1)        if(level > 10, 40, 25)        clamp(level * 3, 10, 60)

Numbers (`12`, `0.5`), names, `+ - * / // % ^`, comparisons, `min`, `max`, `clamp(x, low, high)`, `floor`, `ceil` and
`if(condition, then, otherwise)`. A comparison is 1 or 0, and any number but 0 counts as true. Everything is exact
(fractions, no floats); what comes out is rounded to the nearest whole number, halves up. A formula has no loops,
and its length, depth and numbers are bounded, so working it out always ends.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product

LONGEST = 200  # characters
DEEPEST = 24  # brackets and signs within one another
BIGGEST = Fraction(10**12)  # beyond it, either way, a formula has gone astray
FINEST = 10**24  # the largest denominator, so that a fraction of fractions stays small
HIGHEST_POWER = 8  # of `^`
MOST_TRIALS = 20_000

Value = Fraction
Term = Callable[[Mapping[str, int]], Fraction]


class FormulaError(ValueError):
    """What is written is no formula. `reason`: a word of `formula_faults`; `what`: where or which."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(f"{reason}: {what}" if what else reason)
        self.reason = reason
        self.what = what


class Undefined(ArithmeticError):
    """The formula has no value here. `reason`: `divides_by_zero`, `too_big`, `bad_power`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula ready to be worked out. `names`: the variables it mentions."""

    text: str
    names: frozenset[str]
    term: Term

    def value(self, **variables: int) -> int:
        """Rounded to the nearest whole number, halves up. Raises Undefined, KeyError for a missing variable."""
        return math.floor(self.term(variables) + Fraction(1, 2))

    def value_or(self, otherwise: int, **variables: int) -> int:
        """As `value`; `otherwise` where the formula has none. Lint keeps such formulas out of releases."""
        try:
            return self.value(**variables)
        except Undefined:
            return otherwise


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a formula: `reason`, and `what`: a part of the text, or the first values it goes wrong at."""

    reason: str
    what: str = ""


def formula_fault(text: str, ranges: Mapping[str, Iterable[int]], *, low: int, high: int) -> Fault | None:
    """What is wrong with a formula over all of its variables' values, each tried: that it cannot be read, has no
    value somewhere, or one out of `low` … `high`. None when it is sound."""
    try:
        formula = formula_read(text, frozenset(ranges))
    except FormulaError as error:
        return Fault(error.reason, error.what)
    astray: Fault | None = None
    for values in _trials(formula, ranges):
        try:
            value = formula.value(**values)
        except Undefined as error:
            return Fault(error.reason, _shown(values))
        if not low <= value <= high:
            astray = astray or Fault("below" if value < low else "above", _shown(values))
    return astray


def _trials(formula: Formula, ranges: Mapping[str, Iterable[int]]) -> Iterator[dict[str, int]]:
    """Every combination of the variables that the formula mentions; of too many, evenly spread ones and the ends."""
    named = {name: sorted(set(values)) for name, values in ranges.items() if name in formula.names}
    share = max(2, int(MOST_TRIALS ** (1 / max(1, len(named)))))
    for values in product(*(_thinned(each, share) for each in named.values())):
        yield dict(zip(named, values, strict=True))


def _thinned(values: list[int], share: int) -> list[int]:
    if len(values) <= share:
        return values
    return sorted({values[position * (len(values) - 1) // (share - 1)] for position in range(share)})


def _shown(values: Mapping[str, int]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())


@lru_cache(maxsize=1024)
def formula_read(text: str, names: frozenset[str]) -> Formula:
    """A formula of the variables `names`. Raises FormulaError."""
    if not text.strip():
        raise FormulaError("empty")
    if len(text) > LONGEST:
        raise FormulaError("too_long", str(LONGEST))
    reader = _Reader(list(_tokens(text)), names)
    term = reader.comparison()
    reader.end()
    return Formula(text, frozenset(reader.seen), term)


_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z_]+)|(?P<sign>//|<=|>=|==|!=|[-+*/%^(),<>]))", re.ASCII
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number, name, sign, end
    text: str


def _tokens(text: str) -> Iterator[_Token]:
    position, stop = 0, len(text.rstrip())
    while position < stop:
        match = _TOKEN.match(text, position)
        if match is None:
            raise FormulaError("unreadable", text[position:].strip()[:12])
        yield _Token(str(match.lastgroup), match[match.lastgroup or 0])
        position = match.end()
    yield _Token("end", "")


class _Reader:
    """A reader by recursive descent: one method for each level of binding, the loosest first."""

    def __init__(self, tokens: list[_Token], names: frozenset[str]) -> None:
        self.tokens = tokens
        self.names = names
        self.seen: set[str] = set()
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def took(self, *signs: str) -> str | None:
        """The next sign, gone by, if it is one of these."""
        token = self.next
        if token.kind != "sign" or token.text not in signs:
            return None
        self.at += 1
        return token.text

    def expect(self, sign: str) -> None:
        if self.took(sign) is None:
            raise FormulaError("unreadable", self.next.text or "…")

    def end(self) -> None:
        if self.next.kind != "end":
            raise FormulaError("unreadable", self.next.text)

    def comparison(self) -> Term:
        left = self.sum()
        sign = self.took(*_COMPARISONS)
        return left if sign is None else _joined(_COMPARISONS[sign], left, self.sum())

    def sum(self) -> Term:
        return self._chain(self.product, _SUMS)

    def product(self) -> Term:
        return self._chain(self.signed, _PRODUCTS)

    def _chain(self, part: Callable[[], Term], operations: Mapping[str, _Operation]) -> Term:
        left = part()
        while sign := self.took(*operations):
            left = _joined(operations[sign], left, part())
        return left

    def signed(self) -> Term:
        """A minus binds looser than `^`: -2 ^ 2 is -4."""
        if self.took("-"):
            with _Deeper(self):
                inner = self.signed()
            return lambda values: -inner(values)
        base = self.atom()
        if self.took("^") is None:
            return base
        with _Deeper(self):
            return _joined(_power, base, self.signed())

    def atom(self) -> Term:
        token = self.next
        self.at += 1
        if token.kind == "number":
            return _constant(token.text)
        if token.kind == "name" and token.text in _FUNCTIONS:
            return self.call(token.text)
        if token.kind == "name":
            return self.variable(token.text)
        if token.text == "(":
            with _Deeper(self):
                inner = self.comparison()
            self.expect(")")
            return inner
        raise FormulaError("unreadable", token.text or "…")

    def variable(self, name: str) -> Term:
        if name not in self.names:
            raise FormulaError("unknown_name", name)
        self.seen.add(name)
        return lambda values: Fraction(values[name])

    def call(self, name: str) -> Term:
        self.expect("(")
        with _Deeper(self):
            parts = [self.comparison()]
            while self.took(","):
                parts.append(self.comparison())
        self.expect(")")
        fewest, most, make = _FUNCTIONS[name]
        if not fewest <= len(parts) <= most:
            raise FormulaError("wrong_arguments", name)
        return make(parts)


class _Deeper:
    """One level down in brackets. Raises FormulaError at the bottom."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader

    def __enter__(self) -> None:
        self.reader.depth += 1
        if self.reader.depth > DEEPEST:
            raise FormulaError("too_deep", str(DEEPEST))

    def __exit__(self, *_exception: object) -> None:
        self.reader.depth -= 1


def _constant(text: str) -> Term:
    value = Fraction(text)
    if value > BIGGEST:
        raise FormulaError("too_big", text)
    return lambda _values: value


_Operation = Callable[[Fraction, Fraction], Fraction]


def _joined(operation: _Operation, left: Term, right: Term) -> Term:
    return lambda values: _bounded(operation(left(values), right(values)))


def _bounded(value: Fraction) -> Fraction:
    if abs(value) > BIGGEST:
        raise Undefined("too_big")
    return value if value.denominator <= FINEST else value.limit_denominator(FINEST)


def _over(left: Fraction, right: Fraction) -> Fraction:
    if not right:
        raise Undefined("divides_by_zero")
    return left / right


def _whole_times(left: Fraction, right: Fraction) -> Fraction:
    if not right:
        raise Undefined("divides_by_zero")
    return Fraction(left // right)


def _rest(left: Fraction, right: Fraction) -> Fraction:
    if not right:
        raise Undefined("divides_by_zero")
    return left % right


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    """Only whole powers from 0 to HIGHEST_POWER, so that the value is exact and small."""
    if exponent.denominator != 1 or not 0 <= exponent <= HIGHEST_POWER:
        raise Undefined("bad_power")
    value = Fraction(1)
    for _ in range(int(exponent)):
        value = _bounded(value * base)
    return value


_SUMS: dict[str, _Operation] = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
_PRODUCTS: dict[str, _Operation] = {"*": lambda a, b: a * b, "/": _over, "//": _whole_times, "%": _rest}
_COMPARISONS: dict[str, _Operation] = {
    "<": lambda a, b: Fraction(a < b),
    "<=": lambda a, b: Fraction(a <= b),
    ">": lambda a, b: Fraction(a > b),
    ">=": lambda a, b: Fraction(a >= b),
    "==": lambda a, b: Fraction(a == b),
    "!=": lambda a, b: Fraction(a != b),
}


def _least(parts: list[Term]) -> Term:
    return lambda values: min(part(values) for part in parts)


def _greatest(parts: list[Term]) -> Term:
    return lambda values: max(part(values) for part in parts)


def _clamp(parts: list[Term]) -> Term:
    value, low, high = parts
    return lambda values: max(low(values), min(value(values), high(values)))


def _floor(parts: list[Term]) -> Term:
    return lambda values: Fraction(math.floor(parts[0](values)))


def _ceil(parts: list[Term]) -> Term:
    return lambda values: Fraction(math.ceil(parts[0](values)))


def _choice(parts: list[Term]) -> Term:
    """Only the branch that is taken is worked out, so a formula can step around a division by zero."""
    condition, then, otherwise = parts
    return lambda values: then(values) if condition(values) else otherwise(values)


# Fewest and most arguments, and what makes a term of them.
_FUNCTIONS: dict[str, tuple[int, int, Callable[[list[Term]], Term]]] = {
    "min": (1, 8, _least),
    "max": (1, 8, _greatest),
    "clamp": (3, 3, _clamp),
    "floor": (1, 1, _floor),
    "ceil": (1, 1, _ceil),
    "if": (3, 3, _choice),
}
