"""Laws of formulas: they say what arithmetic says, and what lint lets through never fails."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.rules.formula import (
    BIGGEST,
    DEEPEST,
    FINEST,
    LONGEST,
    Fault,
    FormulaError,
    Undefined,
    formula_fault,
    formula_read,
)

NAMES = frozenset({"level", "rank", "power"})


@dataclass(frozen=True)
class Node:
    """A formula as text, with its value worked out another way: None where it has none."""

    text: str
    value: Fraction | None


VALUES = {"level": 7, "rank": 3, "power": 120}

leaves = st.one_of(
    st.integers(0, 999).map(lambda number: Node(str(number), Fraction(number))),
    st.decimals(0, 99, places=2).map(lambda number: Node(f"{number:f}", Fraction(number))),
    st.sampled_from(sorted(VALUES)).map(lambda name: Node(name, Fraction(VALUES[name]))),
)


def _kept(value: Fraction) -> Fraction | None:
    return value if abs(value) <= BIGGEST and value.denominator <= FINEST else None


def _binary(sign: str, left: Node, right: Node) -> Node:
    text = f"({left.text} {sign} {right.text})"
    a, b = left.value, right.value
    if a is None or b is None or (sign in {"/", "//", "%"} and b == 0):
        return Node(text, None)
    match sign:
        case "+":
            value = a + b
        case "-":
            value = a - b
        case "*":
            value = a * b
        case "/":
            value = a / b
        case "//":
            value = Fraction(math.floor(a / b))
        case "%":
            value = a - b * math.floor(a / b)
        case _:
            order = {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b, "!=": a != b}
            value = Fraction(order[sign])
    return Node(text, _kept(value))


def _call(name: str, parts: list[Node]) -> Node:
    text = f"{name}({', '.join(part.text for part in parts)})"
    values = [part.value for part in parts if part.value is not None]
    if len(values) < len(parts):
        return Node(text, None)
    if name == "clamp":
        value, low, high = values
        return Node(text, max(low, min(value, high)))
    simple = {"min": min(values), "max": max(values)}
    rounded = {"floor": Fraction(math.floor(values[0])), "ceil": Fraction(math.ceil(values[0]))}
    return Node(text, {**simple, **rounded}[name])


def _branch(condition: Node, then: Node, otherwise: Node) -> Node:
    text = f"if({condition.text}, {then.text}, {otherwise.text})"
    if condition.value is None:
        return Node(text, None)
    return Node(text, then.value if condition.value else otherwise.value)


def _deeper(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    signs = st.sampled_from(("+", "-", "*", "/", "//", "%", "<", "<=", ">", ">=", "==", "!="))
    return st.one_of(
        st.builds(_binary, signs, nodes, nodes),
        st.builds(_call, st.just("clamp"), st.lists(nodes, min_size=3, max_size=3)),
        st.builds(_call, st.sampled_from(("min", "max")), st.lists(nodes, min_size=1, max_size=3)),
        st.builds(_call, st.sampled_from(("floor", "ceil")), st.lists(nodes, min_size=1, max_size=1)),
        st.builds(_branch, nodes, nodes, nodes),
        nodes.map(lambda node: Node(f"-{node.text}", None if node.value is None else -node.value)),
    )


nodes = st.recursive(leaves, _deeper, max_leaves=8).filter(lambda node: len(node.text) <= LONGEST)


@given(nodes)
def test_a_formula_is_worth_what_arithmetic_says(node: Node) -> None:
    try:
        formula = formula_read(node.text, NAMES)
    except FormulaError:
        assert node.text.count("(") > DEEPEST or "--" in node.text
        return
    if node.value is None:
        return  # no value, or one beyond what is kept exactly
    assert formula.value(**VALUES) == math.floor(node.value + Fraction(1, 2))


REASONS = {
    *("empty", "too_long", "too_deep", "too_big", "unreadable", "unknown_name", "wrong_arguments"),
    *("divides_by_zero", "bad_power"),
}
scribbles = st.text(alphabet="0123456789.+-*/%^()<>=!, leveranklifmnxcap\n\t\x00#_[]{}'\"", max_size=LONGEST + 20)


@given(scribbles)
def test_whatever_is_written_is_a_formula_or_is_refused(text: str) -> None:
    reasons: set[str] = set()
    try:
        formula_read(text, NAMES).value(**VALUES)
    except (FormulaError, Undefined) as error:
        reasons.add(error.reason)
    assert reasons <= REASONS


@given(st.one_of(scribbles, nodes.map(lambda node: node.text)))
def test_what_lint_lets_through_has_a_value_in_bounds_everywhere(text: str) -> None:
    ranges = {"level": range(1, 9), "rank": range(1, 4), "power": (120,)}
    if formula_fault(text, ranges, low=0, high=1000) is not None:
        return
    formula = formula_read(text, NAMES)
    for level in ranges["level"]:
        for rank in ranges["rank"]:
            assert 0 <= formula.value(level=level, rank=rank, power=120) <= 1000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("power + 12 * (rank - 1)", 144),
        ("2 + 3 * 4", 14),
        ("7 / 2", 4),  # halves up
        ("-7 / 2", -3),
        ("7 // 2", 3),
        ("-2 ^ 2", -4),
        ("2 ^ 3 ^ 1", 8),
        ("level % 4", 3),
        ("10 - 4 - 3", 3),
        ("if(level > 10, 40, 25)", 25),
        ("if(rank == 3, 1, 1 / 0)", 1),
        ("clamp(level * 30, 10, 60)", 60),
        ("floor(0.99) + ceil(0.01)", 1),
        ("min(3, 2, 9) + max(rank, 1)", 5),
    ],
)
def test_examples(text: str, value: int) -> None:
    assert formula_read(text, NAMES).value(**VALUES) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("1" * (LONGEST + 1), "too_long"),
        ("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1), "too_deep"),
        ("9" * 30, "too_big"),
        ("__import__(1)", "unknown_name"),
        ("level.real", "unreadable"),
        ("level = 2", "unreadable"),
        ("2 3", "unreadable"),
        ("(1", "unreadable"),
        ("1 +", "unreadable"),
        ("gold * 2", "unknown_name"),
        ("clamp(1, 2)", "wrong_arguments"),
        ("min()", "unreadable"),
    ],
)
def test_what_is_no_formula_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(FormulaError) as refused:
        formula_read(text, NAMES)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("100 / (level - 5)", Fault("divides_by_zero", "level = 5")),
        ("100 // (rank - 2)", Fault("divides_by_zero", "rank = 2")),
        ("level % 0", Fault("divides_by_zero", "level = 1")),
        ("10 ^ 8 ^ 2", Fault("bad_power", "")),
        ("(10 * level) ^ 8", Fault("too_big", "level = 4")),
        ("level ^ 0.5", Fault("bad_power", "level = 1")),
        ("level - 3", Fault("below", "level = 1")),
        ("level * 200", Fault("above", "level = 6")),
        ("gold", Fault("unknown_name", "gold")),
        ("level + rank", None),
    ],
)
def test_lint_tries_every_value(text: str, fault: Fault | None) -> None:
    assert formula_fault(text, {"level": range(1, 21), "rank": range(1, 4)}, low=0, high=1000) == fault


def test_where_a_formula_has_no_value_there_is_a_stated_one() -> None:
    formula = formula_read("100 / (level - 5)", NAMES)
    assert formula.value_or(7, level=5) == 7
    assert formula.value_or(7, level=6) == 100


def test_too_many_values_are_thinned_but_never_at_the_ends() -> None:
    ranges = {"level": range(1, 501), "rank": range(1, 501)}
    fault = formula_fault("1 / (level + rank - 1000)", ranges, low=-1000, high=1000)
    assert fault == Fault("divides_by_zero", "level = 500, rank = 500")
