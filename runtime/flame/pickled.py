# SPDX-License-Identifier: GPL-3.0-or-later
"""Pickles that others wrote, read as data: numbers, texts, lists, dictionaries and arrays, and nothing that runs.

Python's own unpickler is not used: it imports what a file names, and calls it. Here each instruction is taken by
itself (``pickletools.genops`` splits them, and executes none), and the few classes that a FLAME file names stand for
records of our own. Of numpy, SciPy and chumpy nothing is imported, and none of their code is called.

All here raise ValueError with a reason of one line.
"""

import io
import pickletools
from collections.abc import Callable
from typing import Any

from ..limits import PICKLE_STEPS
from .records import CLASSES, Opaque, Record, made_of

_MARK = object()
_TOO_SHORT = "it is cut off, or is no pickle"
_SILENT = frozenset({"PROTO", "FRAME", "STOP"})
_VALUES = frozenset(
    {
        "INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT",
        "STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8",
        "BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8",
    }
)  # fmt: skip
"""Instructions whose argument is the value."""
_CONSTANTS: dict[str, Callable[[], Any]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_LIST": list,
    "EMPTY_DICT": dict,
    "EMPTY_TUPLE": tuple,
    "EMPTY_SET": Opaque,
}
_TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}


def read_pickle(content: bytes) -> dict[str, Any]:
    """The dictionary that a pickle holds: plain values, and records (``records.py``) for arrays. Raises ValueError."""
    machine = _Machine()
    # Texts of Python 2 are bytes: Latin-1 keeps each as it is, and pickletools reads them so.
    try:
        for step, (operation, argument, _) in enumerate(pickletools.genops(io.BytesIO(content))):
            if step > PICKLE_STEPS:
                raise ValueError(f"it has more than {PICKLE_STEPS:,} instructions")
            machine.take(operation.name, argument)
        return machine.result()
    except (IndexError, KeyError, TypeError, AttributeError, OverflowError, UnicodeError, AssertionError) as error:
        raise ValueError(_TOO_SHORT) from error


class _Machine:
    """The stack of a pickle. Every instruction that is not named here is refused."""

    def __init__(self) -> None:
        self._stack: list[Any] = []
        self._memo: dict[int, Any] = {}

    def result(self) -> dict[str, Any]:
        if len(self._stack) != 1:
            raise ValueError(_TOO_SHORT)
        if not isinstance(self._stack[0], dict):
            raise ValueError("it holds no dictionary of arrays")
        return self._stack[0]

    def take(self, name: str, argument: Any) -> None:
        if name in _VALUES:
            self._stack.append(argument)
        elif name in _CONSTANTS:
            self._stack.append(_CONSTANTS[name]())
        elif name in _TUPLES:
            self._tuple(self._cut(_TUPLES[name]))
        elif name not in _SILENT:
            method = getattr(self, f"_{name.lower()}", None) if name in _HANDLED else None
            if method is None:
                raise ValueError(f"it has the instruction {name}, which no array needs")
            method(argument)

    def _mark(self, _: Any) -> None:
        self._stack.append(_MARK)

    def _pop(self, _: Any) -> None:
        self._stack.pop()

    def _pop_mark(self, _: Any) -> None:
        self._since_mark()

    def _put(self, number: Any) -> None:
        self._memo[number] = self._stack[-1]

    _binput = _long_binput = _put

    def _memoize(self, _: Any) -> None:
        self._memo[len(self._memo)] = self._stack[-1]

    def _get(self, number: Any) -> None:
        self._stack.append(self._memo[number])

    _binget = _long_binget = _get

    def _tuple(self, found: Any) -> None:
        self._stack.append(tuple(self._since_mark() if found is None else found))

    def _list(self, _: Any) -> None:
        self._stack.append(self._since_mark())

    def _dict(self, _: Any) -> None:
        found: dict[str, Any] = {}
        _fill(found, self._since_mark())
        self._stack.append(found)

    def _append(self, _: Any) -> None:
        self._added([self._stack.pop()])

    def _appends(self, _: Any) -> None:
        self._added(self._since_mark())

    def _additems(self, _: Any) -> None:
        """Of a set nothing is used."""
        self._since_mark()

    def _frozenset(self, _: Any) -> None:
        self._since_mark()
        self._stack.append(Opaque())

    def _setitem(self, _: Any) -> None:
        self._set(self._cut(2))

    def _setitems(self, _: Any) -> None:
        self._set(self._since_mark())

    def _global(self, argument: str) -> None:
        module, _, name = argument.partition(" ")
        self._class_of(module, name)

    def _stack_global(self, _: Any) -> None:
        module, name = self._cut(2)
        self._class_of(module, name)

    def _reduce(self, _: Any) -> None:
        called, arguments = self._cut(2)
        self._stack.append(made_of(called, arguments))

    _newobj = _reduce

    def _build(self, _: Any) -> None:
        state = self._stack.pop()
        if not isinstance(self._stack[-1], Record):
            raise ValueError("it sets the state of what is no array")
        self._stack[-1].set_state(state)

    def _class_of(self, module: Any, name: Any) -> None:
        found = CLASSES.get((module, name))
        if found is None:
            raise ValueError(f"it asks for {f'{module}.{name}'[:120]!r}, which is no array")
        self._stack.append(found)

    def _added(self, items: list[Any]) -> None:
        into = self._stack[-1]
        if not isinstance(into, list):
            raise ValueError("it adds to what is no list")
        into += items

    def _set(self, items: list[Any]) -> None:
        into = self._stack[-1]
        if not isinstance(into, dict):
            raise ValueError("it sets an item of what is no dictionary")
        _fill(into, items)

    def _cut(self, count: int) -> list[Any]:
        if len(self._stack) < count:
            raise ValueError(_TOO_SHORT)
        found = self._stack[-count:]
        del self._stack[-count:]
        if any(each is _MARK for each in found):
            raise ValueError(_TOO_SHORT)
        return found

    def _since_mark(self) -> list[Any]:
        found: list[Any] = []
        while (value := self._stack.pop()) is not _MARK:
            found.append(value)
        return found[::-1]


_HANDLED = frozenset(
    {
        "MARK", "POP", "POP_MARK", "PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE", "GET", "BINGET", "LONG_BINGET",
        "TUPLE", "LIST", "DICT", "APPEND", "APPENDS", "ADDITEMS", "FROZENSET", "SETITEM", "SETITEMS",
        "GLOBAL", "STACK_GLOBAL", "REDUCE", "NEWOBJ", "BUILD",
    }
)  # fmt: skip


def _fill(into: dict[str, Any], items: list[Any]) -> None:
    """Names alone are keys: a tuple of tuples takes for ever to be looked up."""
    for key, value in zip(items[::2], items[1::2], strict=True):
        if not isinstance(key, str | int):
            raise ValueError("it has a dictionary whose keys are no names")
        into[str(key)] = value
