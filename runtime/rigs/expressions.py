# SPDX-License-Identifier: GPL-3.0-or-later
"""What the expression of a driver comes to, reckoned without running it: numbers, names, and the functions that
drivers use. An artist's file may have been written by anybody."""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

Reckoned = Callable[[Mapping[str, float]], float]
"""Values of the names -> the value of the expression."""

LONGEST = 1000
"""Characters; Blender's own are at most 255."""
_MOST_DEPTH = 60
"""Of brackets within brackets: people write a few. Chosen by hand."""

_SUMS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: math.pow,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_SIGNS: dict[type[ast.AST], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
_NUMBERS = {"pi": math.pi, "e": math.e, "tau": math.tau, "True": 1.0, "False": 0.0}


def _clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return min(max(value, low), high)


def _lerp(first: float, second: float, share: float) -> float:
    return first + (second - first) * share


def _smoothstep(low: float, high: float, value: float) -> float:
    share = _clamp((value - low) / (high - low)) if high != low else float(value >= low)
    return share * share * (3.0 - 2.0 * share)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "clamp": _clamp,
    "lerp": _lerp,
    "smoothstep": _smoothstep,
    **{each.__name__: each for each in (min, max, abs, round, int, float, bool, pow)},
    **{
        name: getattr(math, name)
        for name in (
            "sin cos tan asin acos atan atan2 sqrt exp log floor ceil trunc fabs fmod radians degrees hypot".split()  # noqa: SIM905
        )
    },
}


@lru_cache(maxsize=1024)
def reckoned(expression: str) -> Reckoned:
    """What works an expression out, as often as is liked. Raises ValueError for one that holds anything else than
    arithmetic; so does the result where the values make no number."""
    if len(expression) > LONGEST:
        raise ValueError("too long")
    try:
        inner = _read(ast.parse(expression.strip(), mode="eval").body, 0)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError("no expression") from error

    def value(names: Mapping[str, float]) -> float:
        try:
            found = float(inner(names))
        except (ArithmeticError, TypeError, KeyError) as error:
            raise ValueError("no number") from error
        if not math.isfinite(found):
            raise ValueError("no number")
        return found

    return value


_Inner = Callable[[Mapping[str, float]], Any]


def _read(node: ast.expr, depth: int) -> _Inner:
    if depth > _MOST_DEPTH:
        raise ValueError("too deep")
    found = _number(node) or _sum(node, depth + 1) or _choice(node, depth + 1)
    if found is None:
        raise ValueError("no arithmetic")
    return found


def _number(node: ast.expr) -> _Inner | None:
    match node:
        case ast.Constant(value=bool() | int() | float() as number):
            return lambda names: float(number)
        case ast.Name(id=name):
            return lambda names: names[name] if name in names else _NUMBERS[name]
        case ast.Attribute(value=ast.Name(id="math"), attr=name) if name in _NUMBERS:
            return lambda names: _NUMBERS[name]
    return None


def _sum(node: ast.expr, depth: int) -> _Inner | None:
    match node:
        case ast.UnaryOp(op=sign, operand=one) if type(sign) in _SIGNS:
            signed, only = _SIGNS[type(sign)], _read(one, depth)
            return lambda names: signed(only(names))
        case ast.BinOp(left=left, op=kind, right=right) if type(kind) in _SUMS:
            first, second, make = _read(left, depth), _read(right, depth), _SUMS[type(kind)]
            return lambda names: make(first(names), second(names))
        case ast.Call(func=ast.Name(id=name), args=given, keywords=[]) if name in _FUNCTIONS:
            return _called(name, given, depth)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="math"), attr=name), args=given, keywords=[]) if (
            name in _FUNCTIONS
        ):
            return _called(name, given, depth)
    return None


def _called(name: str, given: list[ast.expr], depth: int) -> _Inner:
    function, arguments = _FUNCTIONS[name], [_read(one, depth) for one in given]
    return lambda names: function(*(one(names) for one in arguments))


def _choice(node: ast.expr, depth: int) -> _Inner | None:
    match node:
        case ast.BoolOp(op=kind, values=ones):
            all_of, wanted = [_read(one, depth) for one in ones], isinstance(kind, ast.Or)
            return lambda names: _either(all_of, wanted, names)
        case ast.IfExp(test=test, body=body, orelse=other):
            when, then, otherwise = _read(test, depth), _read(body, depth), _read(other, depth)
            return lambda names: then(names) if when(names) else otherwise(names)
        case ast.Compare(left=left, ops=kinds, comparators=rights) if all(type(kind) in _SUMS for kind in kinds):
            values, makes = [_read(one, depth) for one in (left, *rights)], [_SUMS[type(kind)] for kind in kinds]
            return lambda names: all(make(values[at](names), values[at + 1](names)) for at, make in enumerate(makes))
    return None


def _either(ones: list[_Inner], wanted: bool, names: Mapping[str, float]) -> Any:
    found: Any = 0.0
    for one in ones:
        found = one(names)
        if bool(found) is wanted:
            return found
    return found
