# SPDX-License-Identifier: GPL-3.0-or-later
"""A pickle is read as data: arrays come out as they were, and whatever it asks for besides is refused and not run."""

import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.flame.pickled import read_pickle
from soliloquy.runtime.flame.records import as_array
from soliloquy.tests.runtime.flame.hostile_pickles import HOSTILE
from soliloquy.tests.runtime.flame.true_format import arrays, pickled

_KINDS = ("f4", "f8", "i1", "i4", "i8", "u1", "u4", "?")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_arrays_of_every_protocol_come_out_as_they_were(protocol: int) -> None:
    rng = np.random.default_rng(protocol)
    given: dict[str, Any] = {kind: rng.integers(0, 2, (3, 4, 2)).astype(kind) for kind in _KINDS}
    given |= {"columns": np.asfortranarray(rng.random((3, 5))), "empty": np.zeros((0, 3)), "single": np.float64(2.5)}
    found = read_pickle(pickle.dumps(given, protocol))
    for name, array in given.items():
        np.testing.assert_array_equal(as_array(found[name]), array)
        assert as_array(found[name]).dtype.itemsize == np.asarray(array).dtype.itemsize


@pytest.mark.parametrize("protocol", [0, 1, 2, 4])
def test_chumpy_and_sparse_matrices_become_plain_arrays_by_their_state(protocol: int) -> None:
    before = set(sys.modules)
    found = read_pickle(pickled(protocol=protocol))
    assert not [name for name in set(sys.modules) - before if name.startswith(("chumpy", "scipy"))]
    for name in ("shapedirs", "J_regressor", "v_template", "kintree_table"):
        np.testing.assert_array_equal(as_array(found[name]), arrays()[name])
    assert found["bs_style"] == "lbs"


def test_the_sparse_matrices_of_scipy_itself_are_read() -> None:
    sparse = pytest.importorskip("scipy.sparse")
    dense = np.random.default_rng(0).random((5, 40)) * (np.random.default_rng(1).random((5, 40)) > 0.7)
    for made in (sparse.csc_matrix, sparse.csr_matrix, sparse.csc_array):
        found = read_pickle(pickle.dumps({"J_regressor": made(dense)}, 2))
        np.testing.assert_array_equal(as_array(found["J_regressor"]), dense)


def test_texts_of_python_2_hold_the_bytes_of_arrays() -> None:
    """Python 2 wrote bytes as a text; Python 3 writes a call that encodes one."""
    numbers = np.arange(200, 206, dtype="<u1")
    as_python_2 = (
        b"\x80\x02}U\x01acnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nq\x02K\x00\x85U\x01b\x87R"
        b"(K\x01K\x06\x85cnumpy\ndtype\nU\x02u1K\x00K\x01\x87R(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"
        b"\x89U\x06" + numbers.tobytes() + b"tbs."
    )
    np.testing.assert_array_equal(as_array(read_pickle(as_python_2)["a"]), numbers)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_array_is_refused_and_nothing_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(sys.modules)
    with pytest.raises(ValueError, match=r".+") as raised:
        found = read_pickle(HOSTILE[name]())
        as_array(found.get("v_template"))
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []
    assert set(sys.modules) == before


def test_a_class_that_is_refused_is_named() -> None:
    with pytest.raises(ValueError, match=r"'builtins\.eval'"):
        read_pickle(HOSTILE["builtins.eval"]())
    with pytest.raises(ValueError, match=r"'chumpy\.ch\.Evil'"):
        read_pickle(b"\x80\x02cchumpy.ch\nEvil\n)\x81.")
