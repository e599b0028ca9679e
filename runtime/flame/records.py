# SPDX-License-Identifier: GPL-3.0-or-later
"""What the classes that a FLAME file names become: records of plain data, from which an array is made at the end.

Each raises ValueError with a reason of one line.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..arrays import Array
from ..limits import FLAME_BYTES

_NUMBERS = {f"{kind}{size}" for kind, sizes in (("f", "48"), ("i", "1248"), ("u", "1248")) for size in sizes} | {"b1"}
_MOST_AXES = 4
"""Of an array; FLAME's have three at most. Chosen by hand."""


class Record:
    """Something that a pickle makes and then gives a state."""

    def set_state(self, state: Any) -> None:
        """What its BUILD says. Raises ValueError where it cannot be one."""
        raise ValueError("it gives a state to what has none")


@dataclass(eq=False)
class Opaque(Record):
    """Something of which nothing is used: a set of names that chumpy keeps."""

    def set_state(self, state: Any) -> None:
        """It is left as it is."""


@dataclass(eq=False)
class Kind(Record):
    """numpy's dtype: name ("f8") and byte order."""

    name: str
    order: str = "<"

    def set_state(self, state: Any) -> None:
        if not isinstance(state, tuple) or len(state) < 5 or state[3] is not None:
            raise ValueError("an array is of a kind that is not used here")
        self.order = str(state[1])

    def as_dtype(self) -> "np.dtype[Any]":
        if self.order not in ("<", "|", "="):
            raise ValueError("an array is of a kind that is not used here")
        return np.dtype(self.name).newbyteorder("<")


@dataclass(eq=False)
class Stored(Record):
    """numpy's ndarray: shape, kind, whether its columns come first, and its bytes."""

    parts: tuple[Any, Any, Any, Any] = ((), None, False, b"")

    def set_state(self, state: Any) -> None:
        if not isinstance(state, tuple) or len(state) != 5:
            raise ValueError("an array has a state that is none")
        self.parts = state[1:]

    def as_array(self) -> Array:
        shape, kind, columns_first, content = self.parts
        if not isinstance(kind, Kind) or not isinstance(content, bytes | bytearray | str):
            raise ValueError("an array is of a kind that is not used here")
        data = content.encode("latin-1") if isinstance(content, str) else bytes(content)
        return _shaped(data, kind.as_dtype(), shape, bool(columns_first))


@dataclass(eq=False)
class Chumpy(Record):
    """chumpy's Ch, whose numbers are its ``x``."""

    state: dict[str, Any] = field(default_factory=dict)

    def set_state(self, state: Any) -> None:
        if not isinstance(state, dict):
            raise ValueError("a chumpy array has a state that is none")
        self.state = state


@dataclass(eq=False)
class Sparse(Record):
    """SciPy's csc_matrix ("csc") or csr_matrix ("csr")."""

    layout: str
    state: dict[str, Any] = field(default_factory=dict)

    def set_state(self, state: Any) -> None:
        if not isinstance(state, dict):
            raise ValueError("a sparse matrix has a state that is none")
        self.state = state

    def as_array(self) -> Array:
        """The matrix (rows,columns) with its zeros."""
        data, indices, indptr = (as_array(self.state.get(name)) for name in ("data", "indices", "indptr"))
        shape = _checked_shape(self.state.get("_shape", self.state.get("shape")))
        if len(shape) != 2 or math.prod(shape) * 8 > FLAME_BYTES:
            raise ValueError("a sparse matrix is of a shape that is not used here")
        major, minor = shape[::-1] if self.layout == "csc" else shape
        flat = data.ndim == indices.ndim == indptr.ndim == 1 and len(data) == len(indices)
        whole = all(part.dtype.kind in "iu" for part in (indices, indptr))
        if not flat or not whole or len(indptr) != major + 1 or indptr[0] != 0 or indptr[-1] != len(data):
            raise ValueError("a sparse matrix does not fit its own parts")
        counts = np.diff(indptr.astype(np.int64))
        if (counts < 0).any() or (len(indices) and not 0 <= int(indices.min()) <= int(indices.max()) < minor):
            raise ValueError("a sparse matrix does not fit its own parts")
        dense = np.zeros((major, minor))
        np.add.at(dense, (np.repeat(np.arange(major), counts), indices.astype(np.int64)), data)
        return dense.T if self.layout == "csc" else dense


def as_array(value: Any) -> Array:
    """The array that a record, or a list of numbers, stands for. Raises ValueError where it stands for none."""
    for _ in range(_MOST_AXES):
        if not isinstance(value, Chumpy):
            break
        value = value.state.get("x")
    if isinstance(value, Stored | Sparse):
        return value.as_array()
    if isinstance(value, np.ndarray):
        return value
    raise ValueError("what should be an array is none")


def made_of(called: Any, arguments: Any) -> Any:
    """What calling one of ``CLASSES`` gives. Raises ValueError for all else."""
    if not isinstance(called, _Name) or not isinstance(arguments, tuple | list):
        raise ValueError("it calls what is no class")
    given = list(arguments)
    what = called.means
    if what == "rebuild":
        # copyreg._reconstructor(class, object, None), Python 2's way to make an object of a class.
        what = given[0].means if given and isinstance(given[0], _Name) else ""
    make = _MAKE.get(what)
    if make is None:
        raise ValueError(f"it calls {called.shown}, which makes no array")
    return make(given)


def _kind(given: list[Any]) -> Kind:
    said = given[0] if given and isinstance(given[0], str) else ""
    if said.lstrip("<|=") not in _NUMBERS:
        raise ValueError(f"an array holds {ascii(said)[:40]}, which are no numbers")
    return Kind(said.lstrip("<|="))


def _encoded(given: list[Any]) -> str:
    """_codecs.encode(text, "latin1"), as Python 3 writes bytes for Python 2: the text, for a copy would take memory."""
    if len(given) != 2 or not isinstance(given[0], str) or given[1] not in ("latin1", "latin-1"):
        raise ValueError("it encodes a text in a way that is not used here")
    return given[0]


def _bytes(given: list[Any]) -> bytes:
    """No bytes at all, as Python 3 writes them for Python 2."""
    if given:
        raise ValueError("it makes bytes of what are none")
    return b""


def _scalar(given: list[Any]) -> Stored:
    if len(given) != 2:
        raise ValueError("a number is none")
    return Stored(((), given[0], False, given[1]))


def _buffer(given: list[Any]) -> Stored:
    """numpy's _frombuffer(bytes, kind, shape, order), of pickles since protocol 5."""
    if len(given) != 4:
        raise ValueError("an array has a state that is none")
    return Stored((given[2], given[1], given[3] == "F", given[0]))


_MAKE: dict[str, Callable[[list[Any]], Any]] = {
    "array": lambda given: Stored(),
    "ndarray": lambda given: Stored(),
    "chumpy": lambda given: Chumpy(),
    "set": lambda given: Opaque(),
    "csc": lambda given: Sparse("csc"),
    "csr": lambda given: Sparse("csr"),
    "dtype": _kind,
    "encode": _encoded,
    "bytes": _bytes,
    "scalar": _scalar,
    "buffer": _buffer,
}


def _checked_shape(shape: Any) -> tuple[int, ...]:
    plain = isinstance(shape, tuple | list) and all(type(size) is int and size >= 0 for size in shape)
    if not plain or len(shape) > _MOST_AXES:
        raise ValueError("an array has a shape that is none")
    return tuple(shape)


def _shaped(data: bytes, kind: "np.dtype[Any]", shape: Any, columns_first: bool) -> Array:
    sizes = _checked_shape(shape)
    if math.prod(sizes) * kind.itemsize != len(data):
        raise ValueError(f"an array says that it is {ascii(sizes)[:80]}, and has {len(data)} bytes")
    return np.frombuffer(data, kind).reshape(sizes, order="F" if columns_first else "C")


@dataclass(frozen=True)
class _Name:
    """A class or function that a pickle names, and what is done in its place."""

    shown: str
    means: str


def _named(modules: str, name: str, means: str) -> dict[tuple[str, str], _Name]:
    return {(module, name): _Name(f"{module}.{name}", means) for module in modules.split()}


_MULTIARRAY = "numpy.core.multiarray numpy._core.multiarray"
_BUILTINS = "__builtin__ builtins"
CLASSES: dict[tuple[str, str], _Name] = {
    **_named(_MULTIARRAY, "_reconstruct", "array"),
    **_named(_MULTIARRAY, "scalar", "scalar"),
    **_named("numpy.core.numeric numpy._core.numeric", "_frombuffer", "buffer"),
    **_named("numpy", "ndarray", "ndarray"),
    **_named("numpy", "dtype", "dtype"),
    **_named("chumpy chumpy.ch", "Ch", "chumpy"),
    **_named("scipy.sparse scipy.sparse.csc scipy.sparse._csc", "csc_matrix", "csc"),
    **_named("scipy.sparse scipy.sparse._csc", "csc_array", "csc"),
    **_named("scipy.sparse scipy.sparse.csr scipy.sparse._csr", "csr_matrix", "csr"),
    **_named("scipy.sparse scipy.sparse._csr", "csr_array", "csr"),
    **_named("copy_reg copyreg", "_reconstructor", "rebuild"),
    **_named("_codecs", "encode", "encode"),
    **_named(_BUILTINS, "bytes", "bytes"),
    **_named(_BUILTINS, "set", "set"),
    **_named(_BUILTINS, "object", "object"),
}
"""All that a pickle may name. What each means is done in ``made_of``, by code of our own."""
