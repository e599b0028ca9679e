# SPDX-License-Identifier: GPL-3.0-or-later
"""Pickles that would do harm, or lie, each by what it is. Where one ran, a file called ``ran`` would lie beside it."""

import pickle
import struct
from collections.abc import Callable

import numpy as np

from .true_format import pickled

_TOUCH = "open('ran', 'w')"


def _call(module: str, name: str, argument: str, protocol: int = 2) -> bytes:
    """A pickle that calls module.name with a text."""
    text = argument.encode()
    if protocol < 4:
        asked = f"c{module}\n{name}\n".encode()
    else:
        asked = b"".join(b"\x8c" + bytes([len(part)]) + part.encode() for part in (module, name)) + b"\x93"
    return bytes([0x80, protocol]) + asked + b"X" + struct.pack("<I", len(text)) + text + b"\x85R."


def _array_of(shape: tuple[int, ...], kind: str = "f8") -> bytes:
    """A dictionary whose v_template says that it is of any shape."""
    good = pickle.dumps({"v_template": np.zeros(7)}, 2)
    sizes = b"(" + b"".join(b"\x8a\x08" + struct.pack("<q", size) for size in shape) + b"t"
    return good.replace(b"K\x07\x85", sizes, 1).replace(b"f8", kind.encode(), 1)


def _deep(opening: bytes, closing: bytes, depth: int = 20_000) -> bytes:
    return b"\x80\x02" + opening * depth + b"N" + closing * depth + b"."


def _laughs() -> bytes:
    """Tuples of tuples: 2 ** 60 of them, were they counted, as a key that is looked up."""
    doubled = b"".join(b"q" + bytes([number]) + b"h" + bytes([number]) + b"\x86" for number in range(60))
    return b"\x80\x02}K\x01" + doubled + b"K\x01s."


HOSTILE: dict[str, Callable[[], bytes]] = {
    "os.system": lambda: _call("os", "system", "touch ran"),
    "posix.system": lambda: _call("posix", "system", "touch ran"),
    "posix.system, protocol 4": lambda: _call("posix", "system", "touch ran", 4),
    "subprocess.getoutput": lambda: _call("subprocess", "getoutput", "touch ran"),
    "builtins.eval": lambda: _call("builtins", "eval", _TOUCH),
    "builtins.exec": lambda: _call("builtins", "exec", _TOUCH),
    "__builtin__.eval": lambda: _call("__builtin__", "eval", _TOUCH),
    "builtins.getattr": lambda: _call("builtins", "getattr", "x"),
    "builtins.__import__": lambda: _call("builtins", "__import__", "antigravity"),
    "pickle.loads": lambda: _call("_pickle", "loads", "x"),
    "numpy.load": lambda: _call("numpy", "load", "x"),
    "numpy.testing's runstring": lambda: _call("numpy.testing._private.utils", "runstring", _TOUCH),
    "a dotted name in a class that is known": lambda: _call("numpy", "ndarray.__class__", "x", 4),
    "a module with a line in it": lambda: b"\x80\x04\x8c\x0anumpy\ncos\n\x8c\x06system\x93.",
    "names that are numbers": lambda: b"\x80\x04K\x01K\x02\x93.",
    "names that are lists": lambda: b"\x80\x04]]\x93.",
    "INST of Python 1": lambda: b"(S'touch ran'\nios\nsystem\n.",
    "OBJ": lambda: b"\x80\x02(cos\nsystem\nU\x09touch ranoq\x00.",
    "NEWOBJ_EX": lambda: b"\x80\x04\x8c\x05numpy\x8c\x07ndarray\x93)}\x92.",
    "an extension's number": lambda: b"\x80\x02\x82\x01.",
    "a persistent name": lambda: b"Px\n.",
    "a buffer from outside": lambda: b"\x80\x05\x97.",
    "a call of a text": lambda: b"\x80\x02U\x01x)R.",
    "a call of an array": lambda: pickle.dumps(np.zeros(2), 2)[:-1] + b")R.",
    "a call of a class with what it cannot take": lambda: b"\x80\x02c_codecs\nencode\nK\x01\x85R.",
    "another encoding": lambda: b"\x80\x02c_codecs\nencode\nX\x01\x00\x00\x00xX\x03\x00\x00\x00zip\x86R.",
    "a state for a class": lambda: b"\x80\x02cnumpy\ndtype\n}U\x08__call__K\x01sb.",
    "a state for a list": lambda: b"\x80\x02]}b.",
    "a state that is a list, for an array": lambda: (
        b"\x80\x02}U\x0av_templatecnumpy.core.multiarray\n_reconstruct\n)R]bs."
    ),
    "items for a class": lambda: b"\x80\x02cnumpy\ndtype\nK\x01K\x02s.",
    "a terabyte": lambda: _array_of((125_000_000_000,)),
    "a negative shape": lambda: _array_of((-1,)),
    "sizes whose product overflows": lambda: _array_of((2**62, 2**62, 4)),
    "objects": lambda: _array_of((7,), "O8"),
    "texts": lambda: _array_of((7,), "S8"),
    "a structure": lambda: b"\x80\x02}U\x0av_templatecnumpy\ndtype\nU\x02V8K\x00K\x01\x87Rs.",
    "no array but a number": lambda: pickle.dumps({"v_template": 1}, 2),
    "chumpy within chumpy for ever": lambda: b"\x80\x02}U\x0av_templatecchumpy.ch\nCh\n)\x81q\x01}U\x01xh\x01sbs.",
    "a list that holds itself": lambda: b"\x80\x02]q\x01h\x01a}U\x0av_templateh\x01s.",
    "lists 20,000 deep": lambda: _deep(b"]", b"a"),
    "tuples 20,000 deep": lambda: _deep(b"", b"\x85"),
    "tuples that double, as a name": _laughs,
    "a set of what cannot be in one": lambda: b"\x80\x04\x8f(]\x90.",
    "a memo of two thousand million": lambda: b"\x80\x02Kxr\xff\xff\xff\x7f.",
    "a text of four thousand million": lambda: b"\x80\x02T\xff\xff\xff\xff.",
    "bytes of 2^63": lambda: b"\x80\x04\x8e" + b"\xff" * 7 + b"\x7f.",
    "a frame of 2^63": lambda: b"\x80\x04\x95" + b"\xff" * 7 + b"\x7fN.",
    "a number of a million digits": lambda: b"I" + b"9" * 1_000_000 + b"\n.",
    "a number of a million bytes": lambda: b"\x80\x02\x8b\x40\x42\x0f\x00" + b"\xff" * 1_000_000 + b".",
    "a million instructions": lambda: b"\x80\x02" + b"N0" * 500_000 + b"N.",
    "a text of 50 MB, encoded a thousand times": lambda: (
        b"\x80\x02X" + struct.pack("<I", 50_000_000) + b"x" * 50_000_000 + b"q\x01c_codecs\nencode\nq\x02"
        b"X\x06\x00\x00\x00latin1q\x03]" + b"h\x02h\x01h\x03\x86Ra" * 1000 + b"."
    ),
    "nothing": lambda: b"",
    "an end alone": lambda: b".",
    "no end": lambda: b"\x80\x02N",
    "a mark alone": lambda: b"\x80\x02(.",
    "a value taken from nothing": lambda: b"\x80\x02000.",
    "a memo that is not there": lambda: b"\x80\x02h\x05.",
    "an odd number of items": lambda: b"\x80\x02}(K\x01u.",
    "two values at the end": lambda: b"\x80\x02NN.",
    "protocol 200": lambda: b"\x80\xc8N.",
    "text that is none": lambda: b"\x80\x02X\x02\x00\x00\x00\xff\xfe.",
    "cut in half": lambda: pickled()[:1_000_000],
    "a sparse matrix whose parts do not fit": lambda: (
        b"\x80\x02}U\x0av_templatecscipy.sparse.csc\ncsc_matrix\n)\x81}U\x06_shapeK\x05K\x09\x86sbs."
    ),
}
"""``read_pickle``, or ``as_array`` of its v_template, raises ValueError for each."""
