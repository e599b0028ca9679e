# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of FLAME's true format is read in each of its forms; one that is not quite that is refused with its reason."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.flame.model import read_flame
from soliloquy.tests.runtime.flame.true_format import arrays, write_npz, write_pickle


def altered(name: str, value: Any, place: Any = None) -> dict[str, Any]:
    array = arrays()[name].copy()
    if place is None:
        return {name: value(array) if callable(value) else value}
    array[place] = value
    return {name: array}


@pytest.mark.parametrize("form", ["2020: pickle with chumpy", "2023: pickle without", "npz"])
def test_each_form_gives_the_same_model(form: str, tmp_path: Path) -> None:
    if form == "npz":
        model = read_flame(write_npz(tmp_path / "x.npz"))
    else:
        model = read_flame(write_pickle(tmp_path / "x.pkl", chumpy="2020" in form))
    known = arrays()
    np.testing.assert_array_equal(model.template, known["v_template"])
    np.testing.assert_array_equal(model.expressions[7], known["shapedirs"][:, :, 307])
    # Row 1, column 2 of the jaw's rotation matrix: the jaw is the second of the joints that turn.
    np.testing.assert_array_equal(model.pose_shapes[1, 5], known["posedirs"][:, :, 9 + 5])
    np.testing.assert_allclose(model.joints[2:], known["J"][2:], atol=1e-9)
    assert model.expressions.shape == (100, 5023, 3) and model.eyelids is None


def test_fewer_expressions_and_eyelids_of_the_files_own_are_taken(tmp_path: Path) -> None:
    lids = {name: np.full((5023, 3), value) for name, value in (("l_eyelid", 0.001), ("r_eyelid", 0.002))}
    changes = {"shapedirs": arrays()["shapedirs"][:, :, :310], **lids}
    model = read_flame(write_npz(tmp_path / "x.npz", changes))
    assert len(model.expressions) == 10
    assert model.eyelids is not None and model.eyelids[1, 0, 0] == 0.002


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no template": ({"v_template": None}, "no v_template"),
    "no triangles": ({"f": None}, "no triangles"),
    "another topology": (altered("v_template", lambda array: array[:-1]), "5022 by 3"),
    "no expressions": (altered("shapedirs", lambda array: array[:, :, :300]), "none after 300"),
    "not a number": (altered("posedirs", np.nan, (5, 1, 2)), "posedirs"),
    "infinite": (altered("shapedirs", np.inf, (5, 1, 2)), "shapedirs"),
    "millimetres": (altered("v_template", lambda array: array * 1000), "v_template"),
    "centimetres": (altered("v_template", lambda array: array * 5), "metres"),
    "weights of nothing": (altered("weights", 0.0, 17), "weights"),
    "weights below 0": (altered("weights", [2.0, -1.0, 0, 0, 0], 17), "weights"),
    "another tree": (altered("kintree_table", 2, (0, 3)), "kintree_table"),
    "a face that looks back": (altered("v_template", lambda array: array * [-1, 1, -1]), r"\+Z"),
    "a triangle of no vertex": (altered("f", 5023, (3, 1)), "not there"),
    "a triangle that is a line": (altered("f", 7, 3), "twice"),
    "complex numbers": (altered("v_template", lambda array: array.astype(complex)), "kind"),
}


@pytest.mark.parametrize("how", WRONG)
def test_what_is_no_flame_model_is_refused_with_its_reason(how: str, tmp_path: Path) -> None:
    changes, reason = WRONG[how]
    with pytest.raises(InputError, match=reason):
        read_flame(write_npz(tmp_path / "x.npz", changes))


def test_a_pickle_that_asks_for_a_class_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.pkl"
    path.write_bytes(b"\x80\x02cos\nsystem\nU\x04true\x85R.")
    with pytest.raises(InputError, match=r"'os\.system'"):
        read_flame(path)
